// A form with data-passkey asks the device for a passkey and sends what it says. Without this file a password and a code
// of an app do the same.
const options = async (form) => {
  const inPage = document.getElementById(form.dataset.passkeyOptions);
  if (inPage) return JSON.parse(inPage.textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  return response.json();
};

const asked = {
  create: ({ creation_options: { publicKey } }) => {
    const wanted = PublicKeyCredential.parseCreationOptionsFromJSON(publicKey);
    const selection = { ...wanted.authenticatorSelection, residentKey: "required", requireResidentKey: true };
    wanted.authenticatorSelection = { ...selection, userVerification: "required" };
    return navigator.credentials.create({ publicKey: wanted });
  },
  get: ({ request_options: { publicKey } }) =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) }),
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("[data-passkey]");
  if (!form) return;
  event.preventDefault();
  const problem = form.querySelector("[data-passkey-problem]");
  problem.hidden = true;
  try {
    const credential = await asked[form.dataset.passkey](await options(form));
    form.elements.credential.value = JSON.stringify(credential.toJSON());
    form.submit();
  } catch {
    problem.hidden = false;
    problem.setAttribute("role", "alert");
  }
});
