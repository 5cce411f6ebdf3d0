// Finding one's ballot: the fingerprint of the code is made here and sent alone; the code never leaves the page.
const sha256 = async (text) => {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
const signs = (code) => code.toUpperCase().replace(/[^A-Z0-9]/g, "");
const words = (code) => code.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().match(/[A-Z0-9]+/g) ?? [];

class Tracking extends HTMLElement {
  connectedCallback() {
    if (!crypto.subtle) return; // an address without https: the form goes as it is, and its words say so
    this.form = this.querySelector("form");
    this.input = this.querySelector("[name=tracking]");
    this.live = this.querySelector("[data-live]");
    this.querySelector("[data-plain]").hidden = true;
    this.querySelector("[data-scripted]").hidden = false;
    this.input.addEventListener("input", () => this.show());
    this.form.addEventListener("submit", (event) => this.send(event));
    addEventListener("pageshow", () => this.clear());
  }

  // The code as it is printed, then the words of receipts from before.
  prints() {
    const printed = signs(this.input.value).match(/.{1,4}/g)?.join("-") ?? "";
    return Promise.all([`${this.dataset.edition}:${printed}`, `${this.dataset.edition}\u001f${words(this.input.value).join(" ")}`].map(sha256));
  }

  async show() {
    const whole = signs(this.input.value).length === 16, [print] = await this.prints();
    this.live.hidden = !whole;
    this.querySelector("[data-print-of]").textContent = whole ? print.slice(0, Number(this.dataset.signs)) : "";
  }

  async send(event) {
    if (!signs(this.input.value)) return; // an empty field is for the site to explain
    event.preventDefault();
    for (const print of await this.prints()) this.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "fingerprint", value: print }));
    this.input.disabled = true;
    this.form.submit();
  }

  clear() {
    this.input.disabled = false;
    this.form.querySelectorAll("[name=fingerprint]").forEach((field) => field.remove());
  }
}

customElements.define("terreau-tracking", Tracking);
