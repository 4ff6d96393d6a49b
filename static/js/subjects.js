// A field for something in the facts lists what fits the words typed so far: arrows choose, Enter takes the chosen or
// the first, Escape closes.
// Without this file the browser completes paths from a short list of its own.
const PAUSE = 150; // ms after the last key

const list = document.createElement("ul");
list.className = "subjects";
list.id = "subjects";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "In the facts");

let field; // the one whose list is open
let asked; // the question under way
let timer;

const fieldOf = (target) => target.closest?.("input[data-subjects]");
const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => options().find((option) => option.getAttribute("aria-selected") === "true");

function prepare(input) {
  if (input.getAttribute("role") === "combobox") return;
  input.removeAttribute("list"); // or there would be two lists
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
}

function close() {
  clearTimeout(timer);
  asked?.abort();
  list.hidden = true;
  field?.setAttribute("aria-expanded", "false");
  field?.removeAttribute("aria-activedescendant");
  field?.removeAttribute("aria-controls");
  field = undefined;
}

function open(input) {
  field = input;
  if (list.previousElementSibling !== input) (input.closest(".claim") ?? input).after(list);
  list.hidden = false;
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "true");
  input.removeAttribute("aria-activedescendant");
}

async function ask(input) {
  asked?.abort();
  asked = new AbortController();
  const address = new URL(input.dataset.subjects, location.href);
  address.searchParams.set("q", input.value);
  try {
    const answer = await fetch(address, { signal: asked.signal, headers: { "HX-Request": "true", "X-Page-Stays": "1" } });
    if (!answer.ok || document.activeElement !== input) return;
    list.innerHTML = await answer.text();
    open(input);
  } catch {
    // Overtaken by a newer question, or offline: what was typed stays as it is.
  }
}

function select(option) {
  for (const each of options()) each.setAttribute("aria-selected", String(each === option));
  field.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function take(option) {
  const input = field;
  input.value = option.dataset.path;
  close();
  input.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  close(); // the event asked again
}

document.addEventListener("focusin", (event) => {
  const input = fieldOf(event.target);
  if (input) prepare(input);
});

document.addEventListener("input", (event) => {
  const input = fieldOf(event.target);
  if (!input) return;
  clearTimeout(timer);
  if (input.value.trim()) timer = setTimeout(ask, PAUSE, input);
  else close();
});

document.addEventListener("keydown", (event) => {
  const input = fieldOf(event.target);
  if (!input || event.isComposing) return;
  const all = options();
  if (event.key === "Escape" && field) {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && field && all.length) {
    event.preventDefault();
    take(chosen() ?? all[0]);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && field && all.length) {
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const from = all.indexOf(chosen());
    select(all[(from + step + all.length + (from < 0 && step < 0 ? 1 : 0)) % all.length]);
  } else if (event.key === "ArrowDown" && !field) {
    event.preventDefault();
    ask(input);
  }
});

list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
list.addEventListener("click", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) take(option);
});

document.addEventListener("focusout", (event) => {
  if (fieldOf(event.target) === field) close();
});
