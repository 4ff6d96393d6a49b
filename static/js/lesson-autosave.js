// A draft saves itself a few seconds after the last key, and says so in words. Until it is saved the device keeps it too,
// and offers it when the form is opened again, until it is restored or discarded. A lesson that was never saved is kept
// on the device only.
// Without this file the button “Save draft” saves.
const form = document.querySelector("#lesson_form");
const state = document.querySelector("#draft-state");
const { keep: place, autosave: address, asks } = state.dataset;
const field = (name) => form.elements[name];
// Each opened form has its own place, so that what it keeps overwrites nothing that an earlier one has left.
const own = `${place}:${field("form_key").value}:${Date.now()}`;
const AFTER = 3_000; // the last key
const AT_MOST = 15_000; // after the first key that is not saved yet
const AGAIN = [5_000, 10_000, 20_000, 40_000, 60_000];

let unsaved = 0; // when the first key came that is not saved yet
let typed = 0; // counts changes: what is sent is all of them or not
let timer;
let sending;
let failures = 0;
// Someone else saved the lesson and no text has been chosen yet, or the form is on its way.
let stopped = "held" in state.dataset;

function say(words, failed = false) {
  state.dataset.state = failed ? "failed" : "";
  if (state.textContent !== words) state.textContent = words;
}

// ---- What the device keeps. A lesson without a page of its own keeps its whole form, any other what its draft holds.
const kept = () => {
  const all = address ? form.querySelectorAll("[data-draft]") : form.elements;
  return Object.fromEntries(
    [...all]
      .filter(({ name, type }) => name && !["hidden", "file", "submit", "button", "fieldset", "radio"].includes(type))
      .map(({ name, value }) => [name, value]),
  );
};

function put(key) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values: kept() }));
    return true;
  } catch {
    return false; // the device keeps nothing, or has no room
  }
}

const keepHere = () => put(own);

function found(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There is nothing to forget either.
  }
}

/** The places of what forms that were opened before this one have left. */
function left() {
  try {
    return Object.keys(localStorage).filter((key) => key === place || (key.startsWith(`${place}:`) && key !== own));
  } catch {
    return [];
  }
}

const differs = ({ values }) => {
  const now = kept();
  return Object.keys(values).some((name) => name in now && now[name] !== values[name]);
};

function offer(key, { at, values }) {
  const list = document.querySelector("[data-kept]");
  const each = list.querySelector("template").content.firstElementChild.cloneNode(true);
  const time = each.querySelector("time");
  time.dateTime = new Date(at).toISOString();
  time.textContent = new Date(at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const close = () => {
    each.remove();
    list.hidden = !list.querySelector("li");
    field("body").focus();
  };
  each.querySelector("[data-kept-restore]").addEventListener("click", () => {
    if (typed) setAside(); // the way back
    for (const [name, value] of Object.entries(values)) if (name in kept()) field(name).value = value;
    if (keepHere()) forget(key);
    field("body").dispatchEvent(new Event("input", { bubbles: true }));
    close();
  });
  each.querySelector("[data-kept-discard]").addEventListener("click", () => {
    forget(key);
    close();
  });
  list.querySelector("ul").append(each);
  list.hidden = false;
}

function setAside() {
  const key = `${place}:${field("form_key").value}:${Date.now()}-before`;
  if (put(key)) offer(key, found(key));
}

function offerLeft() {
  const texts = left().map((key) => [key, found(key)]);
  for (const [key, text] of texts.sort(([, one], [, other]) => other?.at - one?.at)) {
    if (text?.values && differs(text)) offer(key, text);
    else forget(key);
  }
}

// ---- Saving
function plan() {
  clearTimeout(timer);
  if (!address || stopped || sending || !unsaved) return;
  timer = setTimeout(send, Math.max(0, Math.min(AFTER, unsaved + AT_MOST - Date.now())));
}

function later(words, wait = AGAIN[Math.min(failures, AGAIN.length - 1)]) {
  failures += 1;
  const here = keepHere() ? " This device stores the text until then." : "";
  say(`Not saved: ${words}${here}`, true);
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

// After a log-in in another tab the form's own token is refused: the page asks who is here now.
async function renewToken() {
  const answer = await fetch(asks, { headers: { Accept: "application/json" }, cache: "no-store" });
  const { learner, token } = await answer.json();
  if (token) field("csrfmiddlewaretoken").value = token;
  return Boolean(learner);
}

function body() {
  field("form_step").value = Number(field("form_step").value) + 1;
  const data = new URLSearchParams(kept());
  for (const name of ["csrfmiddlewaretoken", "opened_on", "form_key", "form_step"]) data.set(name, field(name).value);
  return data;
}

async function send({ leaving = false } = {}) {
  clearTimeout(timer);
  if (!unsaved || stopped || (sending && !leaving)) return;
  const sent = typed;
  const data = body();
  const request = new AbortController();
  sending = request;
  const impatient = setTimeout(() => request.abort(), 20_000);
  try {
    // A page that is left may send 64 KB; of more the device keeps what was not saved.
    const answer = await fetch(address, {
      method: "POST",
      body: data,
      redirect: "manual",
      signal: request.signal,
      keepalive: leaving && data.toString().length < 60_000,
    });
    if (stopped) return;
    await read(answer, sent);
  } catch {
    if (!stopped) later("the site does not answer. It tries again by itself.");
  } finally {
    clearTimeout(impatient);
    if (sending === request) sending = undefined;
    if (!failures) plan();
  }
}

async function read(answer, sent) {
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    const here = await renewToken();
    return here ? later("you had been logged out. It tries again.", 1_000) : later("you are logged out. Log in in another tab.");
  }
  if (!answer.ok && answer.status !== 409) return later("the site cannot save now. It tries again by itself.");
  const { said, opened_on: openedOn } = await answer.json();
  failures = 0;
  if (answer.status === 409) {
    stopped = true;
    say(said, true);
    document.querySelector("[data-draft-compare]").hidden = false;
    return undefined;
  }
  field("opened_on").value = openedOn;
  say(said);
  if (sent === typed) {
    unsaved = 0;
    forget(own);
  } else unsaved = Date.now();
  return undefined;
}

let writing;
form.addEventListener("input", ({ target }) => {
  if (address && !target.matches("[data-draft]")) return;
  typed += 1;
  unsaved ||= Date.now();
  clearTimeout(writing);
  writing = setTimeout(() => {
    const here = keepHere();
    if (!address) say(here ? "This device stores the text until you save it" : "Not saved: this device can’t store it", !here);
  }, 300);
  if (!failures) plan();
});

form.addEventListener("submit", (event) => {
  if (event.submitter?.formTarget === "_blank") return; // a preview
  stopped = true;
  clearTimeout(timer);
  clearTimeout(writing);
  sending?.abort();
  if (unsaved) keepHere(); // until the next page shows that it arrived
  field("form_step").value = Number(field("form_step").value) + 1;
  if (!address) sessionStorage.setItem("lesson-sent", own);
});

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden" || !unsaved || stopped) return;
  keepHere();
  if (address) send({ leaving: true });
});
addEventListener("online", () => unsaved && send());

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) stopped = "held" in state.dataset; // back from the page that the form led to
});

// What a form was sent back with is in no draft yet.
if ("unsaved" in state.dataset) {
  keepHere();
  unsaved = Date.now();
}

// A new lesson that was saved has its own page now, and the device forgets how it began.
const was = sessionStorage.getItem("lesson-sent");
sessionStorage.removeItem("lesson-sent");
if (address && was && found(was)?.values.body === field("body").value) forget(was);
offerLeft();
