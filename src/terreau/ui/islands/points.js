// part: the compact answer of the points address, unfolded into GeoJSON for the map's own clustering.
const GRAIN = 1e5;

export async function load(url) {
  const response = await fetch(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`points: ${response.status}`);
  return unfold(await response.json());
}

export function unfold({ ids, lon, lat, shape, icon, icons }) {
  const features = new Array(ids.length);
  let x = 0;
  let y = 0;
  for (let i = 0; i < ids.length; i++) {
    x += lon[i];
    y += lat[i];
    features[i] = {
      type: "Feature",
      geometry: { type: "Point", coordinates: [x / GRAIN, y / GRAIN] },
      properties: { id: ids[i], s: shape[i], i: icons[icon[i]] || "" },
    };
  }
  return { type: "FeatureCollection", features };
}
