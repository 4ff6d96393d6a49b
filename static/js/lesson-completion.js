// While one types a directive, a claim or the address of a link, a list offers what fits there.
// Without this file the page “What you can insert” has the same names.
const text = document.querySelector("#id_body");
const list = document.querySelector("#offers");
const status = document.querySelector("#offers-state");
const SHOWN = 40;
const owners = ["aws", "customer", "shared"].map((owner) => [`${owner}: `, `what the sentence says ${owner} owns`]);

let known; // asked for at the first key that could need it
let offered = []; // what the list shows: [text, title]
let typed = ""; // the part of the line that a choice replaces
let after = ""; // what a choice puts behind itself
let active = -1;
let moved = false; // whether an arrow key chose it: else Tab goes on to the next field

function ask() {
  known ??= fetch(text.closest("[data-completion]").dataset.completion, { headers: { Accept: "application/json" } })
    .then((answer) => (answer.ok && !answer.redirected ? answer.json() : Promise.reject(answer)))
    .catch(() => {
      known = undefined; // the next key asks again
    });
  return known;
}

// What can stand behind the name of a directive, given the words before the one that is being typed.
function argument(kinds, kind, words) {
  if (kind === "tasks") {
    const [service] = words;
    if (!service) return kinds.service.map(([slug, title]) => [`${slug}: `, title]);
    const own = service.replace(":", "/");
    return kinds.duty.filter(([path]) => path.startsWith(own)).map(([path, title]) => [path.slice(own.length), title]);
  }
  if (kind === "twins" && words.length) return words.length === 1 ? kinds.service : [];
  if (kind === "scenario") {
    // A lesson asks a trap once, so those that its text already asks are left out.
    const asked = [...text.value.matchAll(/^\[\[traps\s+([^|\]]*)/gm)].flatMap(([, slugs]) => slugs.split(/\s+/));
    return kinds.scenario.filter(([name]) => !asked.includes(name));
  }
  const single = ["side", "cell", "incident"].includes(kind);
  return single && words.length ? [] : (kinds[kind] ?? []).filter(([name]) => !words.includes(name));
}

// What fits at the cursor: [what is typed so far, all that could stand there, what follows it].
function place({ directives, kinds }, line, rest) {
  let found = line.match(/^\[\[([a-z]*)$/);
  if (found) {
    const close = rest.trim() ? "" : "]]";
    return [found[1], directives.map(({ name, shows, words }) => [words.length ? `${name} ` : name, shows]), close];
  }
  found = line.match(/^\[\[([a-z]+)\s+([^|\]]*?)(\S*)$/);
  if (found) {
    const directive = directives.find(({ name }) => name === found[1]);
    const words = found[2].split(/\s+/).filter(Boolean);
    return [found[3], directive?.words.length ? argument(kinds, directive.words[0], words) : [], ""];
  }
  found = line.match(/\{(?:aws|customer|shared):\s*(?:[^{}\s]+\s+)*([^{}\s]*)$/);
  if (found) {
    const layers = kinds.layer.flatMap(([slug, title]) => [
      [`layer:${slug}/all`, `${title} in all services`],
      [`layer:${slug}/all-but-hybrid`, `${title} in all services but hybrid ones`],
    ]);
    return [found[1], [...kinds.cell, ...kinds.duty, ...kinds.control, ...layers], /^\s*\}/.test(rest) ? "" : "}"];
  }
  found = line.match(/(?:^|\s)\{([a-z]*)$/);
  if (found && !line.startsWith("#")) return [found[1], owners, ""];
  found = line.match(/(!\[[^\]]*)$/);
  if (found) return [found[1], kinds.picture, ""];
  found = line.match(/\]\(([/#][^)\s]*)$/);
  if (!found) return undefined;
  const cells = kinds.cell.map(([path, title]) => [`/matrix/${path}/`, title]);
  return [found[1], [...kinds.address, ...cells], rest.startsWith(")") ? "" : ")"];
}

function matching(all, part) {
  const sought = part.toLowerCase();
  const rank = ([name, title]) => {
    if (name.trim() === part) return 4; // it is there already: Enter leaves it
    if (name.startsWith(sought)) return 3;
    if (name.includes(sought)) return 2;
    return title.toLowerCase().includes(sought) ? 1 : -1;
  };
  const found = all
    .map((each) => [rank(each), each])
    .filter(([points]) => points > 0)
    .sort(([a], [b]) => b - a);
  return found.length === 1 && found[0][0] === 4 ? [] : found.map(([, each]) => each);
}

// Where the cursor is, measured in a copy of the text up to it.
function below() {
  const copy = document.createElement("div");
  const style = getComputedStyle(text);
  for (const name of ["font", "padding", "border", "letterSpacing", "tabSize"]) copy.style[name] = style[name];
  Object.assign(copy.style, {
    position: "absolute",
    visibility: "hidden",
    whiteSpace: "pre-wrap",
    overflowWrap: "break-word",
    boxSizing: "border-box",
    inlineSize: `${text.clientWidth + 2 * text.clientLeft}px`,
  });
  const mark = document.createElement("span");
  mark.textContent = "|";
  copy.append(text.value.slice(0, text.selectionStart), mark);
  text.after(copy);
  const line = parseFloat(style.lineHeight);
  const at = mark.offsetTop - text.scrollTop;
  const room = text.getBoundingClientRect().top + at + line + 4 + list.offsetHeight < innerHeight;
  const top = room ? at + line + 4 : at - list.offsetHeight - 4;
  const left = Math.min(mark.offsetLeft, Math.max(0, text.offsetWidth - list.offsetWidth));
  copy.remove();
  return { top, left };
}

function close() {
  list.hidden = true;
  offered = [];
  active = -1;
  moved = false;
  text.removeAttribute("aria-activedescendant");
}

function mark(position) {
  active = position;
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === active)));
  const chosen = list.children[active];
  // While one types, a screen reader goes on reading the text; it turns to the list with an arrow key.
  if (moved) text.setAttribute("aria-activedescendant", chosen.id);
  else text.removeAttribute("aria-activedescendant");
  chosen.scrollIntoView({ block: "nearest" });
}

function open(fitting) {
  offered = fitting.slice(0, SHOWN);
  list.replaceChildren(
    ...offered.map(([name, title], number) => {
      const option = document.createElement("li");
      option.id = `offer-${number}`;
      option.setAttribute("role", "option");
      const strong = document.createElement("b");
      strong.textContent = name.trim();
      const what = document.createElement("span");
      what.textContent = title;
      option.append(strong, what);
      return option;
    }),
  );
  list.hidden = false;
  const { top, left } = below();
  Object.assign(list.style, { insetBlockStart: `${top}px`, insetInlineStart: `${left}px` });
  moved = false;
  mark(0);
  const more = fitting.length > SHOWN ? ` of ${fitting.length}` : "";
  const others = offered.length > 1 ? ", arrow down for others" : "";
  status.textContent = `${offered.length}${more} suggestion${offered.length === 1 ? "" : "s"}, Enter takes ${offered[0][0].trim()}${others}`;
}

async function offer() {
  const { selectionStart: at, selectionEnd, value } = text;
  const line = value.slice(value.lastIndexOf("\n", at - 1) + 1, at);
  if (at !== selectionEnd || !/^\[\[|\{[^}]*$|\]\([^)]*$|!\[[^\]]*$/.test(line)) return close();
  const facts = await ask();
  if (!facts || text.selectionStart !== at || text.value !== value) return undefined;
  const found = place(facts, line, value.slice(at).split("\n", 1)[0]);
  const fitting = found ? matching(found[1], found[0]) : [];
  if (!fitting.length) return close();
  [typed, , after] = found;
  return open(fitting);
}

function choose(number) {
  const [name] = offered[number];
  const behind = after;
  text.focus();
  text.setSelectionRange(text.selectionStart - typed.length, text.selectionEnd);
  close();
  // As if it were typed, so that it can be undone.
  if (!document.execCommand("insertText", false, name + behind)) {
    text.setRangeText(name + behind, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (!behind) return;
  const open = behind === "]]" && !name.endsWith(" ") ? 0 : behind.length;
  text.setSelectionRange(text.selectionStart - open, text.selectionStart - open);
}

text.addEventListener("input", offer);
text.addEventListener("blur", close);
text.addEventListener("scroll", close);
text.addEventListener("pointerdown", close);

text.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  const last = offered.length - 1;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    moved = true;
    if (event.key === "ArrowDown") mark(active < last ? active + 1 : 0);
    else mark(active > 0 ? active - 1 : last);
  } else if (event.key === "Escape") close();
  else if (event.key === "Enter" || (event.key === "Tab" && moved)) choose(active);
  else {
    if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") close();
    return;
  }
  event.preventDefault();
});

// Pressed, not clicked: the text keeps the focus.
list.addEventListener("pointerdown", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  choose([...list.children].indexOf(option));
});
