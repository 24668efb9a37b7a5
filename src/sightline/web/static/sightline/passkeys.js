// Passkeys: asks the site what to sign, the browser to sign it, and sends the answer with the form.
const knows = window.PublicKeyCredential?.parseCreationOptionsFromJSON;

const REASONS = {
  InvalidStateError: "This device holds a passkey for this account already.",
  NotAllowedError: "No passkey was used: it was cancelled, took too long, or there is none here.",
  SecurityError: "Passkeys work only at the site’s proper address.",
};

async function answer(form) {
  const asked = await fetch(form.dataset.passkeyOptions, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" },
    redirect: "error",
  });
  if (!asked.ok) throw new Error("The site did not answer.");
  const { publicKey } = await asked.json();
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  return JSON.stringify(credential.toJSON());
}

for (const form of knows ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  for (const hint of document.querySelectorAll("[data-passkey-missing]")) hint.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[data-passkey-said]");
    said.textContent = "";
    try {
      form.elements.credential.value = await answer(form);
      form.submit();
    } catch (error) {
      said.textContent = REASONS[error.name] ?? "The passkey could not be used. Try again, or use another way.";
    }
  });
}
