// The ballot while it is filled in: what is left, what no longer fits and why, a draft kept in this tab alone.
import { jar, list } from "./basket.js";
import { compact, moved, ordered, toggled } from "./places.js";

class Ballot extends HTMLElement {
  connectedCallback() {
    this.lang = document.documentElement.lang;
    this.plural = new Intl.PluralRules(this.lang);
    this.kind = this.dataset.kind;
    this.points = Number(this.dataset.points) || 0;
    this.most = Number(this.dataset.most) || Infinity;
    this.inputs = [...this.querySelectorAll(".pick input")];
    this.key = `ballot:${this.dataset.draft}`;
    this.piece = (name) => this.querySelector(`[data-${name}]`);
    this.rooms = [...this.querySelectorAll("[data-room]")].map(({ dataset }) => ({
      name: dataset.room, money: Number(dataset.money), most: Number(dataset.each) || Infinity,
    }));
    if (!this.rooms.length) this.rooms = [{ name: "", money: Number(this.dataset.budget), most: Infinity }];
    this.querySelectorAll("[data-plain]").forEach((part) => { part.hidden = true; });
    this.querySelectorAll("[data-live], [data-scripted], .pick button").forEach((part) => { part.hidden = false; });
    this.recall();
    if (this.kind === "ranking") compact(this.inputs);
    this.addEventListener("input", () => this.show(this.sentences().join(" ")));
    this.addEventListener("click", (event) => this.press(event));
    this.show();
  }

  given(input) {
    return input.type === "checkbox" ? Number(input.checked) : Number(input.value) || 0;
  }

  get chosen() {
    const found = this.inputs.filter((input) => this.given(input) > 0);
    return this.kind === "ranking" ? ordered(found) : found;
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

  // A sentence of the page with its numbers; those that depend on one come in two forms.
  say(name, values) {
    const words = this.dataset[name] ?? this.dataset[name + (this.plural.select(values.n) === "one" ? "One" : "Many")];
    return words.replace(/\{(\w+)\}/g, (_whole, key) => values[key]);
  }

  money(value) {
    const french = this.lang === "fr", text = value.toLocaleString(french ? "fr-FR" : "en-GB", { maximumFractionDigits: 2 });
    return french ? `${text}\u00a0€` : `€${text}`;
  }

  title(input) {
    return input.closest(".project").querySelector("h3").textContent;
  }

  roomOf(input) {
    return this.rooms.find((room) => room.name === input.dataset.envelope) ?? this.rooms[0];
  }

  inRoom(room) {
    return this.chosen.filter((input) => this.roomOf(input) === room);
  }

  moneyLeft(room) {
    return room.money - this.inRoom(room).reduce((sum, input) => sum + Number(input.dataset.cost), 0);
  }

  get pointsLeft() {
    return this.points - this.chosen.reduce((sum, input) => sum + this.given(input), 0);
  }

  sentences() {
    const n = this.chosen.length;
    if (this.kind === "basket") return this.rooms.map((room) => this.roomLeft(room));
    if (this.kind === "points") return [this.pointsLeft < 0 ? this.say("over", { n: -this.pointsLeft }) : this.say("left", { n: this.pointsLeft })];
    return [this.say(this.kind === "ranking" ? "ranked" : "chosen", { n })];
  }

  roomLeft(room) {
    const left = this.moneyLeft(room), money = this.money(Math.abs(left));
    return this.say(`${room.name ? "room" : "money"}${left < 0 ? "Over" : "Left"}`, { money, name: room.name });
  }

  show(said) {
    const chosen = this.chosen;
    this.piece("left").replaceChildren(...this.sentences().map((words) => Object.assign(document.createElement("span"), { textContent: words })));
    if (said) {
      this.speak(said);
      sessionStorage.setItem(this.key, JSON.stringify(Object.fromEntries(chosen.map((i) => [this.nameOf(i), this.given(i)]))));
    }
    list(this.piece("list"), chosen.map((input) => [this.title(input), this.worth(input)]));
    if (this.piece("jar")) jar(this.piece("jar"), chosen.map((input) => Number(input.dataset.cost)), Number(this.dataset.budget));
    for (const input of this.inputs) this.limit(input);
  }

  // Emptied first, so that the same sentence is said again.
  speak(words) {
    this.piece("said").textContent = "";
    requestAnimationFrame(() => { this.piece("said").textContent = words; });
  }

  worth(input) {
    return input.type === "checkbox" ? this.money(Number(input.dataset.cost)) : this.kind === "ranking" ? this.say("place", { n: this.given(input) }) : input.value;
  }

  // Why a project cannot be added any more; nothing where it can.
  reason(input) {
    if (this.given(input) > 0) return "";
    const room = this.roomOf(input), n = this.chosen.length, here = this.inRoom(room).length;
    if (n >= this.most) return this.say("full", { n });
    if (here >= room.most) return this.say("roomFull", { n: here, name: room.name });
    const over = this.kind === "basket" ? Number(input.dataset.cost) - this.moneyLeft(room) : 0;
    if (over > 0) return this.say("dear", { money: this.money(over) });
    return this.kind === "points" && this.pointsLeft < 1 ? this.say("none", {}) : "";
  }

  // What cannot be added stays within reach and says why; it is never silently shut.
  limit(input) {
    const pick = input.closest(".pick"), why = this.reason(input), note = pick.parentElement.querySelector("[data-why]");
    pick.classList.toggle("short", why !== "");
    pick.classList.toggle("placed", input.type !== "checkbox" && this.given(input) > 0);
    const shut = (part, yes) => part && (yes ? part.setAttribute("aria-disabled", "true") : part.removeAttribute("aria-disabled"));
    if (input.type === "checkbox") shut(input, why !== "");
    note.textContent = this.kind === "points" ? "" : why;
    note.hidden = note.textContent === "";
    shut(pick.querySelector("[data-act=less]"), this.given(input) < 1);
    shut(pick.querySelector("[data-act=more]"), why !== "" || this.pointsLeft < 1);
    if (this.kind === "ranking") this.place(input, pick, why, shut);
  }

  place(input, pick, why, shut) {
    const n = this.given(input), button = pick.querySelector("[data-act=place]"), title = this.title(input);
    button.textContent = n ? this.say("place", { n }) : this.say("take", {});
    button.setAttribute("aria-pressed", String(n > 0));
    button.setAttribute("aria-label", n ? this.say("placeLabel", { n, title }) : this.say("takeLabel", { n: this.chosen.length + 1, title }));
    shut(button, why !== "");
    for (const [act, end] of [["up", 1], ["down", this.chosen.length]]) {
      const arrow = pick.querySelector(`[data-act=${act}]`);
      arrow.hidden = n === 0;
      shut(arrow, n === end);
    }
  }

  press(event) {
    const button = event.target.closest("[data-act], input[type=checkbox]"), input = button?.closest(".pick")?.querySelector("input");
    if (!input) return;
    const why = this.reason(input);
    if (button === input) {
      if (button.getAttribute("aria-disabled") !== "true") return;
      event.preventDefault();
      this.speak(button.closest(".project").querySelector("[data-why]").textContent); // by now the box looks ticked
    } else if (this.kind === "ranking") this.show(this.rank(input, button.dataset.act, why));
    else this.show(this.point(input, button.dataset.act));
  }

  point(input, act) {
    const value = this.given(input) + (act === "more" ? 1 : -1);
    if (value < 0) return this.sentences()[0];
    if (act === "more" && (this.pointsLeft < 1 || this.reason(input))) return this.reason(input) || this.say("none", {});
    input.value = value || "";
    return `${this.say("points", { n: value, title: this.title(input) })} ${this.sentences()[0]}`;
  }

  rank(input, act, why) {
    if (act === "place" && why) return why;
    if (act === "place") toggled(this.inputs, input);
    else moved(this.inputs, input, act === "up" ? -1 : 1);
    const n = this.given(input), title = this.title(input);
    return n ? this.say("placed", { n, title, total: this.chosen.length }) : `${this.say("removed", { title })} ${this.sentences()[0]}`;
  }
}

customElements.define("terreau-ballot", Ballot);

const cast = document.querySelector("[data-cast]");
if (cast) sessionStorage.removeItem(`ballot:${cast.dataset.cast}`);
document.addEventListener("click", (event) => { if (event.target.closest("[data-print]")) print(); });
