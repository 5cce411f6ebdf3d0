// A kiosk: the screen clears itself between two voters, warns before it does, and keeps nothing of the one before.

const IDLE = 120, WARNED = 30; // seconds without a touch, then seconds to answer
const START = document.querySelector("[data-kiosk]").dataset.start;

function clear() {
  sessionStorage.clear();
  document.querySelectorAll("form").forEach((form) => form.reset());
}

function leave() {
  clear();
  location.replace(START);
}

// Counts aloud only at the quarter minutes, so that a screen reader is not interrupted each second.
class Leaving extends HTMLElement {
  connectedCallback() {
    this.left = Number(this.dataset.seconds);
    this.shown = this.querySelector("[data-left]");
    this.querySelector("[data-leaving]").hidden = false;
    this.stop = this.querySelector("[data-stop]");
    this.stop.hidden = false;
    this.stop.addEventListener("click", () => this.halt());
    this.querySelector("a").addEventListener("click", (event) => { event.preventDefault(); leave(); });
    sessionStorage.clear(); // the draft, once the ballot is in the box
    this.show();
    this.clock = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() { clearInterval(this.clock); }

  tick() {
    this.left -= 1;
    this.show();
    if (this.left <= 0) leave();
  }

  show() { this.shown.textContent = this.left; }

  halt() {
    clearInterval(this.clock);
    this.querySelector("[data-leaving]").hidden = this.stop.hidden = true;
    const said = this.querySelector("[data-said]");
    said.textContent = said.dataset.said;
  }
}
if (!customElements.get("terreau-leaving")) customElements.define("terreau-leaving", Leaving);

const begins = () => document.querySelector("[data-kiosk-begin]");
let touched = Date.now();
for (const kind of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
addEventListener("click", (event) => { if (event.target.closest("[data-idle-stay]")) document.getElementById("kiosk-idle").close(); });

setInterval(() => {
  if (begins() || document.querySelector("terreau-leaving")) return;
  const idle = (Date.now() - touched) / 1000, dialog = document.getElementById("kiosk-idle");
  if (!dialog) { if (idle > IDLE + WARNED) leave(); return; } // the page of a crowd stands in the place of ours
  if (idle < IDLE) { if (dialog.open) dialog.close(); return; }
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-idle-left]").textContent = Math.max(0, Math.ceil(IDLE + WARNED - idle));
  if (idle > IDLE + WARNED) leave();
}, 1000);

if (begins()) clear();
addEventListener("pageshow", (event) => { if (event.persisted) leave(); });
