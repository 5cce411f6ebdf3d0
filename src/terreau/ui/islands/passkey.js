// Passkeys: the form asks the browser for its ceremony, and sends the answer as plain fields.

const FORMS = "form[data-passkey]";

function bytes(text) {
  const base = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base), (sign) => sign.charCodeAt(0));
}

function words(buffer) {
  const base = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return base.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function ready({ publicKey }) {
  const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
  if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
  return { publicKey: options };
}

function told(credential) {
  const { id, type, rawId, authenticatorAttachment, response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = words(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id, type, rawId: words(rawId), authenticatorAttachment, response: parts,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function options(form) {
  if (form.dataset.options) {
    const given = JSON.parse(document.getElementById(form.dataset.options).textContent);
    return given.creation_options ?? given.request_options;
  }
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
}

async function ceremony(form) {
  const asked = ready(await options(form));
  const credential = await navigator.credentials[form.dataset.passkey](asked);
  form.elements.credential.value = JSON.stringify(told(credential));
  form.submit();
}

// Before the other listeners: this form leaves only once the key has answered.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest(FORMS);
  if (!form) return;
  event.preventDefault();
  event.stopPropagation();
  const said = form.querySelector("[data-passkey-said]");
  said.hidden = true;
  try {
    await ceremony(form);
  } catch (failure) {
    said.textContent = said.dataset.passkeySaid;
    said.hidden = false;
    console.info(failure.name);
  }
}, true);

// Browsers give passkeys to a name, never to a bare number.
const named = !/^[\d.]+$|:/.test(location.hostname);
if (named && window.PublicKeyCredential && navigator.credentials) {
  document.querySelectorAll(FORMS).forEach((form) => { form.hidden = false; });
  document.querySelectorAll("[data-passkey-missing]").forEach((note) => note.remove());
}
