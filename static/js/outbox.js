// Answers that did not arrive wait on this device and go out by themselves. Without this file a failed answer stays in
// its form, with a button to try again.
//
// A form marked data-outbox is written down here before it is sent and struck out when the server has answered for it.
// What is kept: the question's address, its event and the choice, under a key that means nothing elsewhere. Sending
// twice is harmless, since an event counts once (docs/decisions/0015).
// An exam's question sends by itself (exam.js); what it could not send is kept here in case its page is left.
const PREFIX = "outbox:";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;
const SLOW = 2000;
const LONGEST_WAIT = 60_000;
const LONGEST_REPLY = 20_000; // the site answers within ten seconds; in a tunnel nobody does, for minutes
const AWAY = [0, 429, 500, 502, 503, 504]; // nothing is said about the answer: it waits

const { outbox: mine, outboxWas: before, outboxAsks: stateUrl } = document.body.dataset;
const notice = document.querySelector("#notice");
const live = document.querySelector("#live");
const inFlight = new Set();
let inMemory = {}; // where the browser keeps nothing
let keeps = true;

// ---- Waiting answers

function read(key = mine) {
  if (!keeps) return inMemory;
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? {};
  } catch {
    return {};
  }
}

function write(entries, key = mine) {
  inMemory = entries;
  try {
    if (Object.keys(entries).length) localStorage.setItem(PREFIX + key, JSON.stringify(entries));
    else localStorage.removeItem(PREFIX + key);
  } catch {
    keeps = false;
  }
}

function change(id, entry) {
  const entries = read();
  if (entry) entries[id] = entry;
  else delete entries[id];
  write(entries);
}

// What was answered as a guest is the account's since the log-in, also what still waits.
function takeOver() {
  if (!before || before === mine) return;
  write({ ...read(before), ...read() });
  write({}, before);
}

function dropOld() {
  const young = Object.entries(read()).filter(([, { at }]) => Date.now() - at < KEPT_FOR);
  write(Object.fromEntries(young));
}

const waiting = () => Object.entries(read()).filter(([, entry]) => entry.failed);

function entryOf(form, submitter) {
  const body = [...new FormData(form, submitter)].filter(
    ([name, value]) => !["csrfmiddlewaretoken", "flag_event"].includes(name) && typeof value === "string",
  );
  const event = body.find(([name]) => name === "event")?.[1];
  const address = new URL(form.action).pathname;
  return event && { id: `${address} ${event}`, address, body, at: Date.now(), failed: false };
}

// ---- What the page says

// A lesson has several forms: only the one that was sent last says how it went.
let lastSent;
const places = () =>
  [...document.querySelectorAll("[data-outbox-state]")].filter(
    (place) => !place.closest('[data-question="inline"]') || place.closest("form") === lastSent,
  );

function show(text) {
  for (const place of places()) place.textContent = text;
}

const tell = (text) => {
  if (live.textContent !== text) live.textContent = text;
};

function sayWaiting() {
  const text = !keeps
    ? "Not saved yet. Keep this page open: it will be sent when the site can be reached."
    : navigator.onLine
      ? "Not saved yet. The site doesn’t answer; it will be sent again automatically."
      : "Not saved yet. It will be sent when you are back online.";
  show(text);
  if (places().length) tell(text);
  else sayOnce(text, "waiting");
}

function sayOnce(text, about, link) {
  const words = document.createElement("p");
  words.textContent = text;
  if (link) words.append(" ", link);
  notice.replaceChildren(words);
  notice.dataset.about = about;
  tell(text);
}

function sayNothingWaits() {
  if (notice.dataset.about === "waiting") notice.replaceChildren();
}

function linkTo(address) {
  const link = document.createElement("a");
  link.href = address;
  link.textContent = "See it";
  return link;
}

// ---- Sending by the form itself

const sent = new WeakMap();

document.addEventListener("submit", ({ target, submitter }) => {
  const entry = mine && target.matches("form[data-outbox]") && entryOf(target, submitter);
  if (!entry) return;
  const { id, ...rest } = entry;
  lastSent = target;
  change(id, rest);
  inFlight.add(id);
  clearTimeout(sent.get(target)?.slow); // a double click
  const slow = setTimeout(() => {
    change(id, { ...rest, failed: true });
    sayWaiting();
  }, SLOW);
  sent.set(target, { id, rest, slow });
  show("Saving…");
});

function answered({ target, detail }) {
  // The form may have been swapped out by now, so the event may come from another element.
  const form = detail.requestConfig?.elt ?? detail.ctx?.sourceElement ?? target;
  const sending = sent.get(form);
  if (!sending) return;
  sent.delete(form);
  clearTimeout(sending.slow);
  inFlight.delete(sending.id);
  const response = detail.xhr ?? detail.ctx?.response?.raw;
  const status = response?.status ?? 0;
  if (AWAY.includes(status)) {
    change(sending.id, { ...sending.rest, failed: true });
    sayWaiting();
    again();
  } else {
    // 204 leads to the log-in, which brings the choice back; it is in the address then.
    change(sending.id);
    sayNothingWaits();
    show(status < 400 || status === 409 ? "Saved" : "");
    if (waiting().length) flush();
  }
}
for (const name of ["htmx:afterRequest", "htmx:finally:request"]) document.addEventListener(name, answered);

// ---- Kept for an exam's question

document.addEventListener("outbox:keep", ({ target, detail }) => {
  const entry = mine && entryOf(target);
  if (!entry) return;
  const { id, ...rest } = entry;
  change(id, { ...rest, body: [...rest.body, ["autosave", "1"]], failed: detail.failed });
});

document.addEventListener("outbox:drop", ({ detail }) => {
  write(Object.fromEntries(Object.entries(read()).filter(([, { address }]) => address !== detail.address)));
});

const formOf = (address) =>
  [...document.querySelectorAll("form[data-outbox], form[data-kept]")].find(
    ({ action }) => new URL(action).pathname === address,
  );

// What this page is about to send itself.
const isAtWork = ({ address }) =>
  formOf(address)?.matches("[data-kept]") && ["saving", "held"].includes(document.querySelector("#save")?.dataset.state);

// ---- Sending by itself

let pause = 1000;
let timer;

function again(seconds = 0) {
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(pause, seconds * 1000));
  pause = Math.min(pause * 2, LONGEST_WAIT);
}

async function ask(address, options) {
  const given = new AbortController();
  const up = setTimeout(() => given.abort(), LONGEST_REPLY);
  try {
    return await fetch(address, { ...options, cache: "no-store", signal: given.signal });
  } finally {
    clearTimeout(up);
  }
}

// Who is logged in now, and a token that is good now: the page may be older than both.
async function whoIsHere() {
  const response = await ask(stateUrl, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function post({ address, body }, token) {
  const form = new URLSearchParams(body);
  form.set("csrfmiddlewaretoken", token);
  const headers = { "HX-Request": "true", "HX-Current-URL": location.origin + address };
  return ask(address, { method: "POST", body: form, headers });
}

async function sendAll() {
  const { learner, token } = await whoIsHere();
  if (learner !== mine) return 0; // somebody else has logged in: it waits for its person
  let rest = 0;
  for (const [id, entry] of Object.entries(read()).sort(([, a], [, b]) => a.at - b.at)) {
    if (inFlight.has(id) || isAtWork(entry)) continue;
    const response = await post(entry, token);
    if (AWAY.includes(response.status) || response.status === 204) {
      rest = Number(response.headers.get("Retry-After")) || 1;
      if (response.status !== 204) break;
      continue;
    }
    change(id);
    settled(entry, response);
  }
  return rest;
}

function settled(entry, { status, headers }) {
  const form = formOf(entry.address);
  const isExams = entry.body.some(([name]) => name === "autosave");
  if (isExams && headers.has("HX-Redirect")) {
    sayOnce("The exam was over before an answer waiting on this device arrived. It doesn’t count.", "late");
  } else if (isExams && status === 409) {
    sayOnce("An answer waiting on this device wasn’t needed: a later one counts.", "overtaken", linkTo(entry.address));
  } else if (status >= 400 && status !== 409) {
    show("");
    sayOnce("An answer waiting on this device couldn’t be saved: its question isn’t yours or has changed.", "lost");
  } else if (form && window.htmx) {
    // The verdict takes the focus, which says it.
    sayNothingWaits();
    show("Saved");
    htmx.ajax("GET", entry.address, { target: form.closest("#exam") ?? form, swap: "outerHTML" });
  } else if (entry.failed) {
    sayOnce("Saved. An answer waiting on this device has been sent.", "sent", linkTo(entry.address));
  }
}

let sending;

async function flush() {
  if (!mine || !Object.keys(read()).length) return;
  clearTimeout(timer);
  sending ??= (navigator.locks ? navigator.locks.request(PREFIX, sendAll) : sendAll()).finally(() => {
    sending = undefined;
  });
  try {
    const rest = await sending;
    if (rest) again(rest);
    else pause = 1000;
  } catch {
    if (waiting().length) sayWaiting();
    again();
  }
}

addEventListener("online", flush);
addEventListener("pageshow", flush);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());

// ---- Leaving. What still waits is sent first, or lost knowingly: nobody after this person may find it here.

// Texts of lessons that lesson-autosave.js keeps. A text that was saved since may still be among them.
function texts() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("lesson-"));
  } catch {
    return [];
  }
}

const nothingWaits = () => !Object.keys(read()).length && !texts().length;

function leaveNothing() {
  write({});
  for (const key of texts()) localStorage.removeItem(key);
  try {
    sessionStorage.clear(); // what was typed into forms
  } catch {
    // The browser keeps nothing.
  }
}

document.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    if (!form.matches("[data-leaving]") || form.dataset.leaving === "sure") return;
    if (nothingWaits()) {
      leaveNothing();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    await Promise.race([flush(), new Promise((done) => setTimeout(done, SLOW))]);
    if (!nothingWaits() && !(await losingIsFine())) return;
    leaveNothing();
    form.dataset.leaving = "sure";
    form.requestSubmit(event.submitter);
  },
  true,
);

function losingIsFine() {
  const dialog = document.querySelector("#losing").content.firstElementChild.cloneNode(true);
  const number = Object.keys(read()).length;
  const answers = number === 1 ? "1 answer is not saved yet" : `${number} answers are not saved yet`;
  dialog.querySelector("h2").textContent = number ? answers : "A lesson text may not be saved yet";
  dialog.querySelector("[data-answers]").hidden = !number;
  dialog.querySelector("[data-texts]").hidden = !texts().length;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((decide) =>
    dialog.addEventListener("close", () => {
      dialog.remove();
      decide(dialog.returnValue === "lose");
    }),
  );
}

if (mine) {
  takeOver();
  dropOld();
}
