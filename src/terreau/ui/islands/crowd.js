// The page of a crowd: says when it tries again, then does. The page itself can be pressed at any moment.

const again = document.querySelector("[data-again]"), soon = document.querySelector("[data-soon]");
const shown = soon.querySelector("[data-left]");
let left = Number(shown.textContent);

soon.hidden = false;
const clock = setInterval(() => {
  left -= 1;
  shown.textContent = left;
  if (left > 0) return;
  clearInterval(clock);
  again.click();
}, 1000);
