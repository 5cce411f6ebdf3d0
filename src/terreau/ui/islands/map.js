// The map of cards: enhances the list that is already there; the list stays the way in for keyboard and screen reader.
import { LngLatBounds, Map, Marker } from "maplibre-gl";
import { cluster, pin, SHAPES, SQUARE } from "./pins.js";
import { load } from "./points.js";
import { townStyle } from "./style.js";

const counted = Object.fromEntries(SHAPES.map((_, s) => [`n${s}`, ["+", ["case", ["==", ["get", "s"], s], 1, 0]]]));

class TownMap extends HTMLElement {
  shown = new globalThis.Map(); // marker by key
  selected = null;

  async connectedCallback() {
    this.words = (this.dataset.words ?? "").split("|");
    this.canvas = Object.assign(document.createElement("div"), { className: "map-canvas" });
    this.append(this.canvas);
    if (this.offsetParent) this.open();
    else this.watch();
  }

  disconnectedCallback() {
    this.map?.remove();
    this.replaceChildren();
  }

  watch() { // on a phone the map is a tab: it opens when it is first seen
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting) return;
      seen.disconnect(), this.open();
    });
    seen.observe(this);
  }

  async open() {
    const [style, data] = await Promise.all([townStyle(this.dataset.style), this.dataset.points ? load(this.dataset.points) : this.alone()]);
    if (!this.isConnected) return;
    const still = "still" in this.dataset;
    this.map = new Map({
      container: this.canvas, style, interactive: !still, dragRotate: false, pitchWithRotate: false,
      cooperativeGestures: !still && matchMedia("(pointer: coarse)").matches, fadeDuration: 0, attributionControl: { compact: true },
      locale: { "Map.Title": this.dataset.label ?? "", "CooperativeGesturesHandler.MobileHelpText": this.words[5], "CooperativeGesturesHandler.WindowsHelpText": this.words[6] },
      ...this.view(style, data),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.on("load", () => this.fill(data));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.restyle(data));
    if (!still && this.dataset.peek) this.tools();
  }

  alone() {
    const { lon, lat, species } = this.dataset, s = Math.max(0, SHAPES.indexOf(species));
    return { type: "FeatureCollection", features: [{ type: "Feature", geometry: { type: "Point", coordinates: [+lon, +lat] }, properties: { id: 0, s, i: "" } }] };
  }

  view(style, data) {
    if (this.dataset.zoom) return { center: [+this.dataset.lon, +this.dataset.lat], zoom: +this.dataset.zoom };
    const held = history.state?.map;
    if (held) return held;
    if (style.metadata?.bounds && data.features.length !== 1 && !this.dataset.fit) {
      const town = new LngLatBounds(style.metadata.bounds);
      const inside = data.features.filter((f) => town.contains(f.geometry.coordinates));
      if (!data.features.length || inside.length > data.features.length * 0.8) return { bounds: town, fitBoundsOptions: { padding: 24 } };
    }
    const bounds = new LngLatBounds();
    data.features.forEach((f) => bounds.extend(f.geometry.coordinates));
    return bounds.isEmpty() ? { center: style.center ?? [2.5, 46.6], zoom: style.zoom ?? 5 } : { bounds, fitBoundsOptions: { padding: 48, maxZoom: +this.dataset.fit || 15 } };
  }

  fill(data) {
    if (!this.map.getSource("cards")) {
      this.map.addSource("cards", { type: "geojson", data, cluster: true, clusterRadius: 46, clusterMaxZoom: 15, clusterProperties: counted });
      this.map.addLayer({ id: "cards", type: "circle", source: "cards", paint: { "circle-radius": 0, "circle-opacity": 0 } });
    }
    this.map.on("render", () => this.draw());
    this.map.on("idle", () => this.draw());
    this.map.on("click", () => this.close());
    this.map.on("moveend", (event) => event.originalEvent && this.dataset.peek && this.moved());
    this.list();
    this.dataset.ready = "";
  }

  async restyle(data) {
    if (!this.map || document.documentElement.dataset.theme) return;
    this.map.setStyle(await townStyle(this.dataset.style));
    this.map.once("idle", () => this.fill(data));
  }

  draw() { // what is in view, and nothing else, as HTML
    if (!this.map.isSourceLoaded("cards")) return;
    const wanted = new globalThis.Map();
    for (const feature of this.map.querySourceFeatures("cards")) {
      const p = feature.properties;
      wanted.set(p.cluster ? `c${p.cluster_id}` : `p${p.id}`, feature);
    }
    for (const [key, marker] of this.shown) {
      if (!wanted.has(key)) {
        marker.remove();
        this.shown.delete(key);
      }
    }
    for (const [key, feature] of wanted) if (!this.shown.has(key)) this.shown.set(key, this.mark(feature));
  }

  mark({ properties: p, geometry }) {
    const grouped = Boolean(p.cluster);
    const element = grouped ? cluster(SHAPES.map((_, s) => p[`n${s}`]), String(p.point_count)) : pin(SHAPES[p.s], p.i, this.dataset.icons);
    if (!grouped && p.id === this.selected) element.classList.add("sel");
    if (grouped || this.dataset.peek || "rows" in this.dataset) element.addEventListener("click", (event) => {
      event.stopPropagation();
      if (grouped) this.expand(p.cluster_id, geometry.coordinates);
      else this.select(p.id);
    });
    return new Marker({ element, anchor: grouped || SQUARE.has(SHAPES[p.s]) ? "center" : "bottom" }).setLngLat(geometry.coordinates).addTo(this.map);
  }

  async expand(id, center) {
    const zoom = await this.map.getSource("cards").getClusterExpansionZoom(id);
    this.map.easeTo({ center, zoom: Math.min(zoom + 0.2, 18), duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 300 });
  }

  async select(id) {
    this.close();
    this.selected = id;
    this.shown.get(`p${id}`)?.getElement().classList.add("sel");
    const row = document.querySelector(`:is(.hit, .spot)[data-id="${id}"]`);
    row?.classList.add("sel");
    row?.scrollIntoView({ block: "nearest" });
    if (!this.dataset.peek) return; // the row says it all
    const response = await fetch(this.dataset.peek.replace("/0/", `/${id}/`));
    if (!response.ok || this.selected !== id) return;
    const box = Object.assign(document.createElement("div"), { className: "map-peek" });
    box.innerHTML = await response.text();
    const shut = this.button(this.words[4], "x", () => this.close(true));
    shut.className = "map-close";
    box.firstElementChild.prepend(shut);
    this.append(box);
    this.peek = box;
    this.uncover(id, box);
  }

  uncover(id, box) { // the card leaves its pin visible
    const marker = this.shown.get(`p${id}`);
    const pinned = marker?.getElement().getBoundingClientRect();
    const card = box.getBoundingClientRect();
    if (!pinned || pinned.left > card.right || pinned.bottom < card.top) return;
    const wide = this.offsetWidth > 640;
    this.map.easeTo({ center: marker.getLngLat(), offset: wide ? [170, 0] : [0, -card.height / 2], duration: 0 });
  }

  close() {
    this.peek?.remove();
    this.shown.get(`p${this.selected}`)?.getElement().classList.remove("sel");
    document.querySelector(":is(.hit, .spot).sel")?.classList.remove("sel");
    this.selected = null;
  }

  list() { // pointing at a row shows its pin
    document.querySelectorAll(":is(.hit, .spot)[data-id]").forEach((row) => {
      const pinned = () => this.shown.get(`p${row.dataset.id}`)?.getElement();
      for (const [name, on] of [["pointerenter", true], ["focusin", true], ["pointerleave", false], ["focusout", false]]) {
        row.addEventListener(name, () => pinned()?.classList.toggle("near", on));
      }
    });
  }

  button(label, icon, press) {
    const made = Object.assign(document.createElement("button"), { type: "button", ariaLabel: label });
    made.innerHTML = `<svg class="i" aria-hidden="true"><use href="${this.dataset.icons}#${icon}"/></svg>`;
    made.addEventListener("click", press);
    return made;
  }

  tools() {
    const box = Object.assign(document.createElement("div"), { className: "map-tools" });
    box.append(
      this.button(this.words[0], "plus", () => this.map.zoomIn()),
      this.button(this.words[1], "minus", () => this.map.zoomOut()),
    );
    if (this.words[2]) box.append(this.button(this.words[2], "locate", () => navigator.geolocation?.getCurrentPosition(({ coords }) => this.go("near", [coords.longitude, coords.latitude, 1]))));
    this.append(box);
  }

  moved() {
    history.replaceState({ ...history.state, map: { center: this.map.getCenter().toArray(), zoom: this.map.getZoom() } }, "");
    if (this.zone || !this.words[3]) return; // a list that cannot be asked about a part of the map
    this.zone = Object.assign(document.createElement("button"), { type: "button", className: "btn s map-zone", textContent: this.words[3] });
    this.zone.addEventListener("click", () => this.go("box", this.map.getBounds().toArray().flat()));
    this.append(this.zone);
  }

  go(name, numbers) {
    const url = new URL(location.href);
    for (const other of ["near", "box", "page"]) url.searchParams.delete(other);
    url.searchParams.set(name, numbers.map((n) => +n.toFixed(5)).join(","));
    url.hash = "";
    location.assign(url);
  }
}

customElements.define("terreau-map", TownMap);
