// Drawing a border on a map. The corners are written in a text field, which is what the form sends.
import { Map, Marker, LngLatBounds } from "maplibre-gl";
import { isDark, townStyle } from "./style.js";

const LINE = /^\s*([-+]?\d+(?:\.\d+)?)[\s,;]+([-+]?\d+(?:\.\d+)?)\s*$/;
const shape = (corners) => ({
  type: "Feature",
  properties: {},
  geometry: corners.length > 2
    ? { type: "Polygon", coordinates: [[...corners, corners[0]]] }
    : { type: "LineString", coordinates: corners.length > 1 ? corners : [] },
});

class Draw extends HTMLElement {
  corners = [];
  markers = [];

  connectedCallback() {
    this.field = document.getElementById(this.dataset.field);
    if (!this.field) return;
    this.hidden = false;
    this.canvas = Object.assign(document.createElement("div"), { className: "canvas" });
    const row = Object.assign(document.createElement("p"), { className: "row tight" });
    row.append(
      this.button(this.dataset.here, () => this.add(this.map.getCenter())),
      this.button(this.dataset.undo, () => this.remove(this.corners.length - 1)),
      this.button(this.dataset.restart, () => this.read("")),
      this.button(this.dataset.zoomIn, () => this.map.zoomIn()),
      this.button(this.dataset.zoomOut, () => this.map.zoomOut()),
    );
    this.said = Object.assign(document.createElement("p"), { className: "said", role: "status" });
    this.append(this.canvas, row, this.said);
    this.open();
  }

  disconnectedCallback() {
    this.map?.remove();
    this.canvas?.remove();
  }

  button(text, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "btn s", textContent: text });
    made.addEventListener("click", press);
    return made;
  }

  async open() {
    const style = await townStyle(this.dataset.style);
    const [west, south, east, north] = this.dataset.bounds.split(",").map(Number);
    this.map = new Map({
      container: this.canvas,
      style,
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 24 },
      cooperativeGestures: false,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: { compact: true },
      locale: { "Map.Title": this.dataset.map },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.on("style.load", () => this.layers());
    this.map.on("click", (event) => this.add(event.lngLat));
    this.field.addEventListener("change", () => this.read(this.field.value, true));
  }

  layers() {
    const paint = isDark() ? "#89d699" : "#156832"; // --know, which MapLibre cannot read
    this.map.addSource("drawn", { type: "geojson", data: shape([]) });
    this.map.addLayer({ id: "drawn-fill", type: "fill", source: "drawn", paint: { "fill-color": paint, "fill-opacity": 0.18 } });
    this.map.addLayer({ id: "drawn-line", type: "line", source: "drawn", paint: { "line-color": paint, "line-width": 3 } });
    this.read(this.field.value, true);
  }

  // What the field holds, when it is a list of corners; GeoJSON is kept as it is until one starts again.
  read(text, show = false) {
    const lines = text.split("\n").filter((line) => line.trim());
    const found = lines.map((line) => LINE.exec(line));
    this.kept = !found.every(Boolean);
    if (this.kept) return;
    this.corners = found.map(([, lon, lat]) => [Number(lon), Number(lat)]);
    this.draw();
    if (show && this.corners.length > 2) {
      const box = this.corners.reduce((all, corner) => all.extend(corner), new LngLatBounds(this.corners[0], this.corners[0]));
      this.map.fitBounds(box, { padding: 48, animate: false });
    }
  }

  add({ lng, lat }) {
    if (this.kept) return;
    this.corners.push([Number(lng.toFixed(6)), Number(lat.toFixed(6))]);
    this.draw();
  }

  remove(index) {
    if (index < 0 || this.kept) return;
    this.corners.splice(index, 1);
    this.draw();
  }

  draw() {
    this.markers.forEach((marker) => marker.remove());
    this.markers = this.corners.length > 300 ? [] : this.corners.map((corner, index) => this.handle(corner, index));
    this.show();
  }

  handle(corner, index) {
    const element = Object.assign(document.createElement("div"), { className: "corner" });
    const marker = new Marker({ element, draggable: true }).setLngLat(corner).addTo(this.map);
    element.setAttribute("aria-hidden", "true");
    element.removeAttribute("tabindex");
    marker.on("drag", () => {
      const { lng, lat } = marker.getLngLat();
      this.corners[index] = [Number(lng.toFixed(6)), Number(lat.toFixed(6))];
      this.show();
    });
    return marker;
  }

  show() {
    this.map.getSource("drawn")?.setData(shape(this.corners));
    this.field.value = this.corners.map((corner) => corner.join(", ")).join("\n");
    const count = this.corners.length;
    this.said.textContent = count === 1 ? this.dataset.one : this.dataset.many.replace("{n}", count);
  }
}

customElements.define("terreau-draw", Draw);
