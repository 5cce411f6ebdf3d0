// What every page gains from script: dialogs, messages that leave, announcements, sharing, and the CSRF token for htmx.

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx.request;
  if (!["GET", "HEAD"].includes(request.method?.toUpperCase())) request.headers["X-CSRFToken"] = token();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("dialog [data-closes]")) {
    event.preventDefault();
    event.target.closest("dialog").close();
  }
});

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copies]");
  if (!copier) return;
  event.preventDefault();
  await navigator.clipboard.writeText(new URL(copier.dataset.copies || location.href, location.href).href);
  announce(copier.dataset.copied);
});

// A form that is on its way must not be sent twice by an impatient press.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
});

export function announce(words) {
  const region = document.getElementById("announce");
  region.textContent = "";
  requestAnimationFrame(() => { region.textContent = words ?? ""; });
}

// A swapped part may carry the sentence to say aloud, such as the number of results.
document.addEventListener("htmx:after:swap", () => {
  const said = document.querySelector("[data-announce]");
  if (said) announce(said.dataset.announce);
});

document.querySelector("form [data-focus]")?.focus();
