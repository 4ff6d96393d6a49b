// The preview beside a lesson's text follows what is typed, and a problem's link puts the cursor on its line.
// Without this file the pane shows the text as the page was opened, and the button Preview shows it as it is now.
const text = document.querySelector("#id_body");
const frame = document.querySelector(".look");
const state = document.querySelector("#look-state");

function say(words) {
  if (state.textContent !== words) state.textContent = words;
}

// Links of the page stay in the frame; all others open beside the editor, as the frame's base says.
function keepLinks() {
  for (const link of frame.contentDocument.querySelectorAll('a[href^="#"]')) {
    link.target = "_self";
    link.setAttribute("href", `about:srcdoc${link.getAttribute("href")}`);
  }
}

// Which section the cursor stands in, and how far down.
function placeInText() {
  const above = text.value.slice(0, text.selectionStart);
  const next = text.value.indexOf("\n## ", text.selectionStart);
  const start = above.lastIndexOf("\n## ");
  const anchor = start < 0 ? "" : (above.slice(start).match(/^\n## [^\n]*\{[^}\n]*#([a-z][a-z0-9-]*)/)?.[1] ?? "");
  const end = next < 0 ? text.value.length : next;
  return [anchor, (text.selectionStart - Math.max(0, start)) / Math.max(1, end - Math.max(0, start))];
}

// What is being written stays in sight; the frame moves only when it is not.
function followCursor() {
  const page = frame.contentDocument.documentElement;
  const [anchor, share] = placeInText();
  const shown = frame.contentDocument;
  const section = anchor ? shown.getElementById(anchor) : shown.querySelector(".lede");
  if (!section) return;
  const { top, bottom } = section.getBoundingClientRect();
  // What stands before the first section has no element around it.
  const end = anchor ? bottom : (shown.querySelector("article section")?.getBoundingClientRect().top ?? bottom);
  const at = top + share * (end - top);
  if (at < 0 || at > page.clientHeight - 60) page.scrollTop += at - page.clientHeight / 3;
}

// The frame runs no script whatever is put into it: its sandbox allows none.
function show(content) {
  const shown = frame.contentDocument;
  const top = shown.documentElement.scrollTop;
  shown.querySelector("article").replaceChildren(content);
  keepLinks();
  shown.documentElement.scrollTop = top;
  followCursor();
}

document.addEventListener("htmx:afterSettle", () => {
  const looked = document.querySelector("#looked-at");
  const template = looked?.querySelector("template");
  if (!template) return;
  show(template.content);
  template.remove();
  say(looked.dataset.said);
});

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, ({ target }) => {
    if (target.closest("[data-live]")) say("The preview can’t be refreshed right now. It tries again as you type.");
  });
}

// People who are logged out stay here: the text in the form is not given up for a log-in page.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!event.target.closest("[data-live]") || !event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  event.preventDefault();
  say("You’re logged out. Log in in another tab, and the preview will continue.");
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  const lines = text.value.split("\n");
  const before = lines.slice(0, link.dataset.line - 1).join("\n").length;
  const start = link.dataset.line > 1 ? before + 1 : 0;
  text.focus();
  text.setSelectionRange(start, start + (lines[link.dataset.line - 1] ?? "").length);
  text.scrollTop = text.scrollHeight * ((link.dataset.line - 3) / lines.length);
});

for (const name of ["keyup", "click"]) text.addEventListener(name, followCursor);

// Light or dark as the admin is.
function follow() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "light" || chosen === "dark") frame.contentDocument.documentElement.dataset.theme = chosen;
  else delete frame.contentDocument.documentElement.dataset.theme;
}
new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ["data-theme"] });

function ready() {
  follow();
  keepLinks();
}
frame.addEventListener("load", ready);
if (frame.contentDocument?.querySelector("article")) ready();
