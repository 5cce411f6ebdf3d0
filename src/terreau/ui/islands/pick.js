// Choosing a position on the map: fills the latitude and longitude fields of the same form, which remain the truth.
import { Map, Marker } from "maplibre-gl";
import { townStyle } from "./style.js";

class Pick extends HTMLElement {
  async connectedCallback() {
    const form = this.closest("form");
    this.lon = form.elements.namedItem("lon");
    this.lat = form.elements.namedItem("lat");
    this.canvas = document.createElement("div");
    this.append(this.canvas);
    const style = await townStyle(this.dataset.style);
    const held = this.read();
    this.map = new Map({
      container: this.canvas, style, dragRotate: false, pitchWithRotate: false, cooperativeGestures: true, attributionControl: { compact: true },
      locale: this.words(),
      ...(held ? { center: held, zoom: 16 } : { bounds: style.metadata?.bounds, center: style.center, zoom: style.zoom }),
    });
    if (held) this.put(held);
    this.map.on("click", ({ lngLat }) => this.chosen(lngLat));
    for (const field of [this.lon, this.lat]) field.addEventListener("change", () => this.read() && this.put(this.read()));
  }

  words() { // in the reader's language, as the page wrote them
    const { fingers = "", wheel = "", label = "" } = this.dataset;
    const gesture = "CooperativeGesturesHandler";
    return { "Map.Title": label, [`${gesture}.MobileHelpText`]: fingers, [`${gesture}.WindowsHelpText`]: wheel, [`${gesture}.MacHelpText`]: wheel.replace("Ctrl", "⌘") };
  }

  disconnectedCallback() {
    this.map?.remove();
    this.replaceChildren();
  }

  read() {
    const [lon, lat] = [this.lon, this.lat].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    return Number.isFinite(lon) && Number.isFinite(lat) ? [lon, lat] : null;
  }

  put(position) {
    if (this.marker) return void this.marker.setLngLat(position);
    this.marker = new Marker({ draggable: true, color: "#156832" }).setLngLat(position).addTo(this.map);
    this.marker.on("dragend", () => this.chosen(this.marker.getLngLat()));
  }

  chosen({ lng, lat }) {
    this.lon.value = lng.toFixed(6);
    this.lat.value = lat.toFixed(6);
    this.put([lng, lat]);
  }
}

customElements.define("terreau-pick", Pick);
