// What every page needs, in one file to save a first visit three requests. A page adds at most one script of its own.
// Each part says what remains without it.

// ---- Appearance: light or dark by the button in the header.
// Without script the device decides, and who is signed in has the same button as a form that reloads the page.
const root = document.documentElement;
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-toggle]");
  if (!button) return;
  event.preventDefault();
  root.dataset.theme = isDark() ? "light" : "dark";
  if (!button.form) {
    // The server writes a visitor's choice into the next page, so that it never flashes.
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    return;
  }
  const body = new FormData(button.form);
  body.set("theme", root.dataset.theme);
  fetch(button.form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
});

// ---- The time zone goes along with what is sent, so that a day begins at the learner's midnight.
// Without script days are those of UTC until the account says otherwise, and times say so.
for (const sent of ["submit", "htmx:configRequest", "htmx:config:request"]) {
  document.addEventListener(sent, () => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    document.cookie = `zone=${timeZone}; path=/; max-age=60; samesite=lax`;
  });
}

// ---- Single keys: 1-9 or A-I choose an option, N goes on, / searches, ? lists the keys, G M and G L open Matrix and Learn;
// a button is pressed by the key in its data-key. A question in a lesson takes these only while the focus is in it.
// Without this file Tab, arrows, Space and Enter do all of it.
let afterG = -Infinity; // not 0: that is when the page began, and the first second of it follows no G

const follow = (selector) => document.querySelector(selector)?.click();

// The list of keys is the page of them in a dialog, so that nothing here is left.
async function showKeys() {
  const { href } = document.querySelector("[data-shortcuts]");
  const reply = await fetch(href);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (document.querySelector("dialog[open]")) return; // pressed twice
  const dialog = document.querySelector("#keys").content.firstElementChild.cloneNode(true);
  dialog.prepend(page.querySelector("main > *"));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
  dialog.focus(); // not its button, which is at the end of a long list
  dialog.scrollTop = 0;
}

const inlineAt = (target) => target.closest('[data-question="inline"]');

function choose(key, target) {
  const position = Math.max("123456789".indexOf(key), "abcdefghi".indexOf(key));
  const question = inlineAt(target) ?? document.querySelector('[data-question]:not([data-question="inline"])');
  const option = position < 0 ? undefined : question?.querySelectorAll(".opt input")[position];
  option?.focus(); // so that Enter sends the form
  option?.click();
  return Boolean(option);
}

const buttonFor = (key, target) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(
    (button) => !inlineAt(button) || inlineAt(button) === inlineAt(target),
  );

function search() {
  const box = [...document.querySelectorAll("[data-search]")].find((input) => input.offsetParent);
  if (box) box.select(); // which focuses it too
  else follow("[data-search-link]");
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off") return; // the account setting, WCAG 2.1.4
  if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return; // the page behind it rests
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  const second = event.timeStamp - afterG < 1500;
  afterG = -Infinity;
  if (second && (key === "m" || key === "l")) follow(`[data-go="${key}"]`);
  else if (key === "g") afterG = event.timeStamp;
  else if (key === "?") showKeys().catch(() => {}); // offline there is nothing to show
  else if (key === "n") follow("[data-next]");
  else if (key === "/") {
    event.preventDefault(); // or the slash is typed
    search();
  } else if (buttonFor(key, event.target)) buttonFor(key, event.target).click();
  else if (key.length === 1 && choose(key, event.target)) event.preventDefault();
});

// ---- The boundary in a stack of layers follows a pointer that is pressed on it and moved.
// A finger scrolls instead, and taps the row; keys choose it as in any group of radio buttons.
document.addEventListener("pointermove", (event) => {
  const stack = event.buttons === 1 && event.pointerType !== "touch" && event.target.closest("[data-question] .layers");
  if (!stack) return;
  const row = document.elementFromPoint(event.clientX, event.clientY)?.closest(".opt");
  if (row && stack.contains(row)) row.querySelector("input").checked = true;
});

// ---- Choices. What was missing is no longer said once it is there, and what a choice asks for besides comes into sight.
// Without this file the first is said until the form is sent again, and the second stands below what was chosen.
document.addEventListener("change", ({ target }) => {
  const part = target.closest("[data-question] :is(.sort-row, fieldset)");
  const error = part?.querySelector(".error");
  if (!error) return;
  error.remove();
  const notice = target.form.querySelector('.notice[data-kind="error"]');
  notice?.querySelector(`a[href="#${part.querySelector("input").id}"]`)?.closest("li").remove();
  const left = notice?.querySelectorAll("li").length;
  if (!left) return notice?.remove();
  const heading = notice.querySelector("h2");
  heading.textContent = heading.textContent.replace(/\d+ rows?/, left === 1 ? "1 row" : `${left} rows`);
});

document.addEventListener("change", ({ target }) => {
  const asked = [...(target.closest(".ways")?.querySelectorAll("[data-which]") ?? [])].findLast((field) => field.offsetParent);
  if (target.matches("[type=radio]")) asked?.scrollIntoView({ block: "nearest" });
});

// ---- Focus. Moves the focus to where reading goes on after a swap: a verdict, the next question, the errors of a form.
// Without this file the same pages load whole, from the top.
function focusIn(element) {
  const place = element.matches("[data-focus]") ? element : element.querySelector("[data-focus]");
  place?.focus({ preventScroll: true });
  // A question is answered at its foot and may be shorter then: its head comes into sight if it is not. One alone on
  // its page has its progress above it.
  const question = place?.closest(".ask, .quiz");
  if (question && place.getBoundingClientRect().top < document.querySelector("header").offsetHeight) {
    (question.matches(".ask") ? question : document.body).scrollIntoView({ block: "start" });
  }
}

// htmx 2 sends its event from the new content, htmx 4 names the event differently and brings the content along.
for (const settled of ["htmx:afterSettle", "htmx:after:settle"]) {
  document.addEventListener(settled, ({ target, detail }) => {
    for (const element of detail.newContent ?? [target]) if (element instanceof Element) focusIn(element);
  });
}

// In a list marked with data-current-list="page" (or true, location) the followed link becomes the current one.
for (const answered of ["htmx:afterRequest", "htmx:after:request"]) {
  document.addEventListener(answered, ({ target, detail }) => {
    const list = target instanceof Element && target.closest("[data-current-list]");
    if (!list || detail.successful === false) return;
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    target.setAttribute("aria-current", list.dataset.currentList || "true");
  });
}

// ---- Notices. Says when a request did not arrive, when the network is gone, and when an answer takes its time.
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
  const { elt, requestConfig, errorInfo } = event.detail ?? {};
  // A request that a later one replaced is an error too for htmx 2; what was lost has an event of its own.
  if (["htmx:afterRequest", "htmx:sendAbort"].includes(errorInfo?.error)) return;
  // What a page reports by itself, as a section that was read, is no loss that a reader should hear of.
  if ((elt ?? event.target).closest?.("[data-quiet]")) return;
  // An answer waits on the device, and says so by itself.
  if (document.body.dataset.outbox && (elt ?? event.target).closest?.("form[data-outbox]")) return;
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
    submitter.style.minInlineSize = `${submitter.getBoundingClientRect().width}px`; // no button beside it moves
    submitter.replaceChildren(target.dataset.busy || "Checking…");
  }, 300);
  waiting.set(target, () => {
    clearTimeout(timer);
    submitter.removeAttribute("aria-busy");
    submitter.style.minInlineSize = "";
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

// ---- htmx comes with the first sign of somebody, on pages that are mostly read. What is sent or opened before it is there
// waits for it. Without this file links and forms load whole pages, as they do if htmx cannot be had.
const later = document.querySelector("#htmx-later");
// Not a move of the pointer, which browsers also report when a page comes under one that rests.
const SIGNS = ["pointerdown", "touchstart", "wheel", "scroll", "keydown", "focusin"];
const HELD = ["submit", "click", "change"];
const held = [];
let fetched = false;

function fetchHtmx() {
  // Before all is loaded htmx would wait for an event that is over. The next sign will do.
  if (fetched || document.readyState !== "complete") return;
  fetched = true;
  for (const sign of SIGNS) removeEventListener(sign, fetchHtmx, true);
  const script = later.content.firstElementChild.cloneNode(true);
  for (const end of ["load", "error"]) script.addEventListener(end, release);
  document.head.append(script);
}

function isForHtmx({ type, target }) {
  const element = target.closest?.("[hx-get], [hx-post]");
  if (type === "change") return element?.getAttribute("hx-trigger") === "change";
  return type === "submit" ? element === target : element?.matches("a, button");
}

function hold(event) {
  fetchHtmx();
  if (!fetched || event.ctrlKey || event.metaKey || event.shiftKey || !isForHtmx(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

function release() {
  for (const kind of HELD) removeEventListener(kind, hold, true);
  for (const { type, target, submitter } of held) {
    if (type === "submit") {
      // htmx sends the button that it saw getting the focus, and this one got it before.
      submitter?.dispatchEvent(new Event("focusin", { bubbles: true }));
      target.requestSubmit(submitter);
    } else if (type === "click") target.click();
    else target.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

if (later) {
  for (const sign of SIGNS) addEventListener(sign, fetchHtmx, { capture: true, passive: true });
  for (const kind of HELD) addEventListener(kind, hold, true);
  // Going back to a state that htmx stored, on a page that was loaded again since.
  addEventListener("popstate", ({ state }) => state?.htmx && !window.htmx && location.reload());
}

// ---- Links to copy: what a permalink leads to goes to the clipboard. Without script it is followed, and the address bar shows it.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || !navigator.clipboard || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const word = link.querySelector("[data-word]");
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    location.assign(link.href); // the browser refuses the clipboard
    return;
  }
  const before = word.textContent;
  word.textContent = "Copied";
  live.textContent = "Link copied";
  setTimeout(() => (word.textContent = before), 2000);
});

// ---- What was typed or chosen before the scripts came is told to them: on a slow line an exam's choice would else wait
// for the next one to be saved, and a search for the next letter.
// A page that is loaded again or gone back to is left alone, since there the browser fills in what it remembers.
function isChanged(field) {
  if (field instanceof HTMLSelectElement) {
    const given = Math.max([...field.options].findLastIndex((option) => option.defaultSelected), 0);
    return !field.multiple && field.selectedIndex !== given;
  }
  if (field.matches("[type=radio]")) return field.checked && !field.defaultChecked;
  if (field.matches("[type=checkbox]")) return field.checked !== field.defaultChecked;
  return field.value !== field.defaultValue;
}

document.addEventListener("DOMContentLoaded", () => {
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return;
  for (const field of [...document.querySelectorAll("input, select, textarea")].filter(isChanged)) {
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    if (field.matches("select, [type=radio], [type=checkbox]")) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// A page from the back/forward cache comes back with its buttons as they were.
addEventListener("pageshow", () => {
  for (const restore of waiting.values()) restore();
  waiting.clear();
});
