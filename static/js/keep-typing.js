// What one types while the form is on its way to be rearranged is put into the form that comes back. Without this file,
// on a slow line, it would be lost with the old form; without JavaScript nothing can be typed in that time.
const form = () => document.querySelector("#editor");
const fields = () => [...(form()?.elements ?? [])].filter(({ id, type }) => id && !["hidden", "button", "submit"].includes(type));
const valueOf = (field) => (["checkbox", "radio"].includes(field.type) ? field.checked : field.value);

let sent = new Map(); // what the form held when it was sent: [id, value]
let asked = ""; // how it is to be rearranged: "down:2"
let since = []; // what was typed after that: [id, value]

// Where the rows stand afterwards; nothing for a row that is removed, or filled again.
function moved(id) {
  const [verb, at] = [asked.split(":")[0], Number(asked.split(":")[1])];
  const row = /^(id_options-)(\d+)(-.*)$/.exec(id);
  if (!row) return id;
  let number = Number(row[2]);
  if (verb === "fill" || (verb === "remove" && number === at)) return "";
  const other = { up: at - 1, down: at + 1 }[verb];
  if (verb === "remove" && number > at) number -= 1;
  else if (other !== undefined && number === at) number = other;
  else if (other !== undefined && number === other) number = at;
  return `${row[1]}${number}${row[3]}`;
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.target.id !== "workshop") return;
  sent = new Map(fields().map((field) => [field.id, valueOf(field)]));
  asked = String(detail.requestConfig.parameters._arrange ?? "");
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "workshop") return;
  since = fields()
    .filter((field) => sent.has(field.id) && sent.get(field.id) !== valueOf(field))
    .map((field) => [moved(field.id), valueOf(field)]);
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "workshop" || !since.length) return;
  for (const [id, value] of since) {
    const field = id && document.getElementById(id);
    if (!field) continue;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  }
  since = [];
  form().dispatchEvent(new Event("input", { bubbles: true })); // so that it is looked at
});
