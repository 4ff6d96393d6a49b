// Says when a request did not arrive, when the network is gone, and when an answer takes its time.
// Without this file the browser's own error page does the first two.
const notice = document.querySelector("#notice");
const live = document.querySelector("#live");
let failed;

function say(template) {
  notice.replaceChildren(template.content.cloneNode(true));
  live.textContent = notice.querySelector("p").textContent;
}

const hush = () => {
  notice.replaceChildren();
  failed = undefined;
};

function keep(event) {
  const { elt, requestConfig } = event.detail ?? {};
  failed = { element: elt ?? event.target, submitter: requestConfig?.triggeringEvent?.submitter };
  say(document.querySelector("#not-sent"));
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout", "htmx:error", "htmx:response:error"]) {
  document.addEventListener(name, keep);
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-retry]") || !failed) return;
  const { element, submitter } = failed;
  hush();
  if (element instanceof HTMLFormElement) element.requestSubmit(submitter?.isConnected ? submitter : undefined);
  else element.click();
});

addEventListener("offline", () => say(document.querySelector("#offline")));
addEventListener("online", () => (failed ? say(document.querySelector("#not-sent")) : hush()));

// The pressed button says that it works only when that is worth saying: after 300 ms.
const waiting = new Map();

document.addEventListener("submit", ({ target, submitter }) => {
  if (!submitter?.matches("button") || !target.matches("[data-question], [data-busy]")) return;
  const words = [...submitter.childNodes];
  const timer = setTimeout(() => {
    submitter.setAttribute("aria-busy", "true");
    submitter.replaceChildren("Checking…");
  }, 300);
  waiting.set(target, () => {
    clearTimeout(timer);
    submitter.removeAttribute("aria-busy");
    submitter.replaceChildren(...words);
  });
});

const answered = ({ target }) => {
  for (const [form, restore] of waiting) {
    if (form !== target && form.isConnected) continue;
    restore();
    waiting.delete(form);
  }
};
for (const name of ["htmx:afterRequest", "htmx:finally:request"]) document.addEventListener(name, answered);

// A page from the back/forward cache comes back with its buttons as they were.
addEventListener("pageshow", () => {
  for (const restore of waiting.values()) restore();
  waiting.clear();
});
