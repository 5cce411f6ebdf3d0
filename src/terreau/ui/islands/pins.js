// part: the pins and clusters of the map, drawn as HTML so that they share the page's colours, icons and focus.
const NS = "http://www.w3.org/2000/svg";
export const SHAPES = ["actor", "place", "vacant", "project", "bubble", "gone"];
export const SQUARE = new Set(["vacant", "project"]); // they stand on their middle, the others on their tip
const BUBBLE = "M6 3h22a3 3 0 0 1 3 3v20a3 3 0 0 1-3 3h-5l-6 10-6-10H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z";
const OUTLINES = {
  actor: "M17 39C9 30 3 24 3 16a14 14 0 0 1 28 0c0 8-6 14-14 23z",
  place: "M17 39l-6-8H5a2 2 0 0 1-2-2V12L17 2l14 10v17a2 2 0 0 1-2 2h-6z",
  vacant: "M4 3h26v28H4z",
  project: "M4 3h26v28H4z",
  bubble: BUBBLE,
  gone: BUBBLE,
};

function svg(name, attributes, ...children) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function pin(shape, icon, icons) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1; // the list is the way in for the keyboard
  button.className = `map-mark map-pin ${shape}`;
  button.setAttribute("aria-hidden", "true");
  const drawn = svg("svg", { viewBox: "0 0 34 40" }, svg("path", { class: "shape", d: OUTLINES[shape] }));
  if (icon) drawn.append(svg("use", { class: "sign", href: `${icons}#${icon}`, x: 9, y: 8, width: 16, height: 16 }));
  button.append(drawn);
  return button;
}

// A ring whose arcs are the parts of the cluster, its count in the middle.
export function cluster(counts, label) {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const radius = total < 10 ? 17 : total < 100 ? 21 : total < 1000 ? 25 : 30;
  const size = 2 * radius + 8;
  const around = 2 * Math.PI * radius;
  const drawn = svg("svg", { width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}` });
  drawn.append(svg("circle", { class: "hole", r: radius + 3 }));
  let start = 0;
  counts.forEach((count, index) => {
    if (!count) return;
    const length = (around * count) / total;
    drawn.append(svg("circle", {
      class: ["actors", "places", "vacant", "vacant", "ideas", "vacant"][index], r: radius - 1, fill: "none", "stroke-width": 5,
      "stroke-dasharray": `${length} ${around - length}`, "stroke-dashoffset": -start, transform: "rotate(-90)",
    }));
    start += length;
  });
  const text = svg("text", {});
  text.textContent = total < 10000 ? total : `${Math.round(total / 1000)}k`;
  drawn.append(text);
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.className = "map-mark map-cluster";
  button.title = label;
  button.append(drawn);
  return button;
}
