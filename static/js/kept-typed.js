// People who were logged out log in, and find what they typed in the form again. Without this file it is gone, unless
// the browser brings it back with its own way back.
// Kept are the fields of the form that was sent last, in this tab, until a page with this file is opened again.
const KEY = "typed";
const form = () => document.querySelector("form[data-keeps]");
let renewed = -Infinity;

function keep(sent) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ action: sent.action, fields: [...new FormData(sent)] }));
    sent.elements._kept.disabled = false; // only now may the server count on it
  } catch {
    // The browser keeps nothing: the form is sent as it is.
  }
}

function take() {
  try {
    const typed = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
    return typed;
  } catch {
    return null;
  }
}

// By the server, which makes as many rows as were typed. With _edit it shows the form again and saves nothing.
function putBack({ action, fields }) {
  const again = document.createElement("form");
  again.method = "post";
  again.action = action;
  const own = ["csrfmiddlewaretoken", "_kept"];
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of [...fields.filter(([name]) => !own.includes(name)), ["csrfmiddlewaretoken", token], ["_edit", "1"]]) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name, value });
    again.append(field);
  }
  document.body.append(again);
  again.submit();
}

const typed = location.pathname.startsWith("/account/") ? null : take(); // the log-in lies on the way
if (location.hash === "#typed") {
  history.replaceState(null, "", location.pathname + location.search);
  if (typed) putBack(typed);
}

// Before htmx, which listens at the form, reads its fields.
document.addEventListener("submit", ({ target }) => target.matches("form[data-keeps]") && keep(target), true);

async function whoIsHere() {
  const answer = await fetch(document.body.dataset.outboxAsks, { headers: { Accept: "application/json" }, cache: "no-store" });
  return answer.json();
}

document.addEventListener("htmx:responseError", async ({ detail }) => {
  const loggedOut = document.querySelector("#logged-out"); // on pages that ask while one types
  if (![401, 403].includes(detail.xhr.status) || !loggedOut) return;
  const { learner, token } = await whoIsHere().catch(() => ({ learner: "unknown" }));
  const notice = document.querySelector("#notice");
  if (!learner) {
    notice.replaceChildren(loggedOut.content.cloneNode(true));
    document.querySelector("#live").textContent = notice.querySelector("p").textContent;
  } else if (token && performance.now() - renewed > 5000) {
    // After a log-in in another tab it is only the form's own token that is refused.
    renewed = performance.now();
    notice.replaceChildren();
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    form().dispatchEvent(new Event("input", { bubbles: true })); // so that it is looked at
  }
});

document.addEventListener("click", ({ target }) => {
  if (target.closest?.("[data-log-in]")) keep(form());
});
