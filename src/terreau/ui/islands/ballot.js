// The ballot while it is filled in: what is left, what no longer fits, a draft kept in this tab alone.

const words = (value, french) => {
  const text = value.toLocaleString(french ? "fr-FR" : "en-GB", { maximumFractionDigits: 2 });
  return french ? `${text}\u00a0€` : `€${text}`;
};

class Ballot extends HTMLElement {
  connectedCallback() {
    this.french = document.documentElement.lang === "fr";
    this.budget = Number(this.dataset.budget);
    this.points = Number(this.dataset.points) || 0;
    this.most = Number(this.dataset.most) || 0;
    this.inputs = [...this.querySelectorAll(".pick input")];
    this.key = `ballot:${this.dataset.draft}`;
    this.piece = (name) => this.querySelector(`[data-${name}]`);
    this.piece("live").hidden = false;
    this.recall();
    this.addEventListener("input", () => this.show(true));
    this.show(false);
  }

  given(input) {
    return input.type === "checkbox" ? Number(input.checked) : Number(input.value) || 0;
  }

  get chosen() {
    return this.inputs.filter((input) => this.given(input) > 0);
  }

  // A draft of this tab comes back after signing in; what the page itself says goes first.
  recall() {
    if (this.chosen.length) return;
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
    for (const input of this.inputs) {
      const value = kept[this.nameOf(input)];
      if (value && input.type === "checkbox") input.checked = true;
      else if (value) input.value = value;
    }
  }

  nameOf(input) {
    return input.type === "checkbox" ? `p${input.value}` : input.name;
  }

  show(keep) {
    const chosen = this.chosen;
    const spent = chosen.reduce((sum, input) => sum + Number(input.dataset.cost), 0);
    const left = this.dataset.kind === "basket" ? this.budget - spent
      : this.dataset.kind === "points" ? this.points - chosen.reduce((sum, input) => sum + this.given(input), 0)
      : chosen.length;
    const said = this.dataset.kind === "basket" ? words(left, this.french) : String(left);
    this.piece("left").textContent = said;
    if (keep) {
      this.piece("said").textContent = `${this.querySelector("[data-live] .small").textContent} : ${said}`;
      sessionStorage.setItem(this.key, JSON.stringify(Object.fromEntries(chosen.map((i) => [this.nameOf(i), this.given(i)]))));
    }
    this.list(chosen);
    if (this.dataset.kind === "basket") this.jar(chosen, left);
    this.limit(chosen, left);
  }

  list(chosen) {
    const rows = chosen.map((input) => {
      const card = input.closest(".project"), row = document.createElement("li");
      row.append(card.querySelector("h3").textContent, Object.assign(document.createElement("span"), {
        className: "money", textContent: input.type === "checkbox" ? words(Number(input.dataset.cost), this.french) : input.value,
      }));
      return row;
    });
    this.piece("list").replaceChildren(...rows);
  }

  jar(chosen, left) {
    const jar = this.piece("jar"), space = "http://www.w3.org/2000/svg";
    let at = 0;
    const bars = [...chosen.map((input) => [Number(input.dataset.cost), ""]), [Math.max(left, 0), "rest"]].map(([money, name]) => {
      const bar = document.createElementNS(space, "rect"), width = (100 * money) / Math.max(this.budget, 1);
      bar.setAttribute("x", `${at}%`);
      bar.setAttribute("width", `${Math.max(width - 0.8, 0)}%`);
      bar.setAttribute("height", "100%");
      if (name) bar.setAttribute("class", name);
      at += width;
      return bar;
    });
    jar.replaceChildren(...bars);
  }

  // What cannot be added any more says so; it can still be reached, and a press explains nothing away.
  limit(chosen, left) {
    const full = this.most && chosen.length >= this.most;
    for (const input of this.inputs) {
      if (input.type !== "checkbox") continue;
      const short = !input.checked && (full || (this.dataset.kind === "basket" && Number(input.dataset.cost) > left));
      input.closest(".pick").classList.toggle("short", short);
      input.disabled = short;
    }
  }
}

customElements.define("terreau-ballot", Ballot);

const cast = document.querySelector("[data-cast]");
if (cast) sessionStorage.removeItem(`ballot:${cast.dataset.cast}`);
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
