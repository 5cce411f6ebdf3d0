// part: the style of the town's map, by day or by night, ready to be given to MapLibre.

const TILES = "./tiles.js"; // read only when the town's base map is a file of tiles

export const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};

export async function townStyle(address) {
  const answer = await fetch(`${address}?theme=${isDark() ? "dark" : "light"}`);
  if (!answer.ok) throw new Error(`style: ${answer.status}`);
  const style = await answer.json();
  const sources = Object.values(style.sources);
  for (const source of sources) {
    if (typeof source.data === "string") source.data = new URL(source.data, location.href).href;
  }
  if (sources.some((source) => source.url?.startsWith("pmtiles:"))) await import(TILES);
  return style;
}
