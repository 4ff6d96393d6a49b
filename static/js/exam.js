// An exam under way: the clock, the state of saving, the palette, the question before finishing.
// Without this file each choice is saved by the button, the time left is printed, and the page leads to the result
// when the time is up.

const find = (selector) => document.querySelector(selector);
const live = find("#live");

// ---- Saving. What #save says is what the server said, or what has happened since.
const SLOW = 2_000;
const LONGEST_PAUSE = 15_000;
let changes = 0; // how often something was chosen
let sent = 0; // how many of these the last request knew of
let pause = 1_000;
let retry;
let waiting; // a link that was followed before all was saved

const state = () => find("#save")?.dataset.state;
const isPending = () => ["saving", "held"].includes(state());

// The choice is kept on the device until the server has answered for it, in case this page is closed before.
const keep = (failed) =>
  find("#question")?.dispatchEvent(new CustomEvent("outbox:keep", { bubbles: true, detail: { failed } }));
const drop = (address) => document.dispatchEvent(new CustomEvent("outbox:drop", { detail: { address } }));

function show(said) {
  const save = find("#save");
  if (save) save.dataset.state = said;
}

function hold() {
  if (state() !== "held") live.textContent = "Not saved yet. Trying again automatically.";
  show("held");
  keep(true);
  clearTimeout(retry);
  retry = setTimeout(saveAgain, pause);
  pause = Math.min(2 * pause, LONGEST_PAUSE);
}

function saveAgain() {
  clearTimeout(retry);
  find("[data-autosave]")?.dispatchEvent(new Event("again"));
}

document.addEventListener("change", ({ target }) => {
  if (!target.closest("[data-autosave]")) return;
  changes += 1;
  show("saving");
  keep(false);
  const mine = changes;
  setTimeout(() => {
    if (changes !== mine || state() !== "saving") return;
    show("held");
    keep(true);
  }, SLOW);
});

const isOfTheQuestion = (element) => element instanceof Element && Boolean(element.closest("#question"));

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (isOfTheQuestion(detail.elt)) sent = changes;
});

// Every answer of the server that knows the question brings a new #save; any other has saved nothing.
let answered = find("#save");

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  tick(); // a clock that came along counts from now
  if (find("#save") === answered) {
    if (isOfTheQuestion(detail.elt) && isPending() && !detail.xhr?.getResponseHeader("HX-Redirect")) hold();
    return;
  }
  answered = find("#save");
  clearTimeout(retry);
  pause = 1_000;
  if (detail.requestConfig.verb === "post") drop(detail.requestConfig.path);
  if (changes > sent) {
    keep(false);
    return show("saving"); // another choice was made in the meantime: its own request follows
  }
  sent = changes;
  const link = waiting;
  waiting = undefined;
  link?.click();
});

addEventListener("online", () => state() === "held" && saveAgain());

document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("[data-after-save]");
    if (!link || !isPending() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = link;
    saveAgain();
  },
  true,
);

let leaving = false;
addEventListener("beforeunload", (event) => {
  if (isPending() && !leaving) event.preventDefault();
});

// ---- The clock. It counts from the seconds that the server gave, whatever the device's own clock says.
const ANNOUNCED = [600, 300, 60];
let shown;
let endsAt;
let before;
let drift;

function words(seconds) {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

function tick() {
  const element = find("#time[data-left]");
  if (!element) return;
  if (element !== shown) {
    shown = element;
    endsAt = performance.now() + 1000 * Number(element.dataset.left);
    drift = Date.now() - performance.now();
  }
  const left = Math.max(0, Math.ceil((endsAt - performance.now()) / 1000));
  element.querySelector("b").textContent = words(left);
  for (const mark of ANNOUNCED) {
    if (before > mark && left <= mark && left > 0) live.textContent = mark === 60 ? "1 minute left" : `${mark / 60} minutes left`;
  }
  before = left;
  if (left === 0) end(element);
  // A laptop that slept counted nothing in that time.
  if (Math.abs(Date.now() - performance.now() - drift) > 3_000) wake();
}

function wake() {
  drift = Date.now() - performance.now();
  find("#time[data-left]")?.dispatchEvent(new Event("woken"));
}

function end(element) {
  if (leaving) return;
  leaving = true;
  live.textContent = "Time is up. What you saved is being submitted.";
  if (isPending()) saveAgain();
  setTimeout(() => location.replace(element.dataset.result), 2_000);
}

setInterval(tick, 500);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake());
addEventListener("pageshow", ({ persisted }) => persisted && wake());

// ---- What stays as it was when the next question comes: a hidden time, an opened palette.
let isOpen = matchMedia("(min-width: 48rem)").matches;

function restore() {
  const palette = find("[data-palette]");
  if (palette) palette.open = isOpen;
}

document.addEventListener("click", ({ target }) => {
  if (!target.closest?.("button[data-hide-time]")) return;
  document.documentElement.toggleAttribute("data-time-hidden");
});

document.addEventListener("toggle", ({ target }) => target.matches("[data-palette]") && (isOpen = target.open), true);

// ---- The question before finishing opens over the exam; its answer is a form.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt.id === "finish" && find("#asked").childElementCount) find("#ask").showModal();
});

document.addEventListener("click", (event) => {
  const close = event.target.closest?.("#ask [data-close]");
  if (!close) return;
  event.preventDefault();
  find("#ask").close();
});

document.addEventListener("htmx:afterSettle", () => {
  restore();
  tick();
});
restore();
tick();
if (state() === "held") saveAgain();
