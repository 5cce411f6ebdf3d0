// part: what was chosen, as a list and as a jar that fills.
const SPACE = "http://www.w3.org/2000/svg";

export function list(place, rows) {
  place.replaceChildren(...rows.map(([title, worth]) => {
    const row = document.createElement("li");
    row.append(title, Object.assign(document.createElement("span"), { className: "money", textContent: worth }));
    return row;
  }));
}

export function jar(place, costs, budget) {
  const spent = costs.reduce((sum, cost) => sum + cost, 0);
  let at = 0;
  place.replaceChildren(...[...costs.map((cost) => [cost, ""]), [Math.max(budget - spent, 0), "rest"]].map(([money, name]) => {
    const bar = document.createElementNS(SPACE, "rect"), width = (100 * money) / Math.max(budget, 1);
    bar.setAttribute("x", `${at}%`);
    bar.setAttribute("width", `${Math.max(width - 0.8, 0)}%`);
    bar.setAttribute("height", "100%");
    if (name) bar.setAttribute("class", name);
    at += width;
    return bar;
  }));
}
