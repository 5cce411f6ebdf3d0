// A count told again, purchase by purchase: supporters' money shrinks as others are bought, then each bar fills.
class Replay extends HTMLElement {
  connectedCallback() {
    this.data = JSON.parse(this.querySelector("[data-replay]").textContent);
    this.last = this.data.turns.length;
    this.slider = this.querySelector("[data-turn]");
    this.said = this.querySelector("[data-said]");
    this.bars = [...this.querySelectorAll("[data-project]")];
    this.bought = new Map(this.bars.filter((bar) => !bar.classList.contains("lost")).map((bar, at) => [bar, at + 1]));
    for (const bar of this.bars) bar.end = bar.querySelector(".got").getAttribute("width");
    this.querySelector(".replay").hidden = this.last === 0;
    this.slider.addEventListener("input", () => { this.stop(); this.show(Number(this.slider.value)); });
    this.querySelector("[data-play]").addEventListener("click", () => (this.timer ? this.stop() : this.play()));
  }
  disconnectedCallback() {
    this.stop();
  }
  play() {
    let turn = 0;
    const pause = Math.min(1400, Math.max(250, 24000 / this.last));
    this.show(turn);
    this.timer = setInterval(() => {
      turn += 1;
      this.slider.value = turn;
      this.show(turn);
      if (turn >= this.last) this.stop();
    }, pause);
    this.label(true);
  }
  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.label(false);
  }
  label(running) {
    this.querySelector("[data-rest]").hidden = running;
    this.querySelector("[data-running]").hidden = !running;
  }
  // After `turn` purchases: what is bought is full, what is not shows the money its supporters still hold.
  show(turn) {
    for (const bar of this.bars) {
      const at = this.bought.get(bar);
      const steps = this.data.bars[bar.dataset.project];
      const won = at !== undefined && at <= turn;
      const held = steps?.length ? steps[Math.min(turn, steps.length - 1)] : at ? 0 : Number(bar.end);
      const cost = Number(bar.querySelector(".cost").getAttribute("width"));
      bar.classList.toggle("waiting", at !== undefined && !won);
      bar.classList.toggle("now", at === turn);
      bar.querySelector(".got").setAttribute("width", won || turn === this.last ? bar.end : Math.min(held, cost));
    }
    const [name, why] = this.data.turns[turn - 1] ?? ["", ""];
    this.said.textContent = turn ? `${turn}. ${name}. ${why} ${this.data.spent[turn - 1]}` : "";
  }
}
customElements.define("terreau-replay", Replay);
