// Finds words in a lesson's text and shows where they are. Without this file the browser's own search does.
const text = document.querySelector("#id_body");
const search = document.querySelector("[data-find]");
const words = search.querySelector("input");
const status = search.querySelector("[role=status]");

const places = () => {
  const sought = words.value.toLowerCase();
  const all = text.value.toLowerCase();
  const found = [];
  for (let at = sought ? all.indexOf(sought) : -1; at >= 0; at = all.indexOf(sought, at + sought.length)) found.push(at);
  return found;
};

function count() {
  const { length } = places();
  status.textContent = !words.value ? "" : length ? `${length} found` : "Not found";
}

function go(back) {
  const found = places();
  if (!found.length) return count();
  const at = back
    ? (found.findLast((place) => place < text.selectionStart) ?? found.at(-1))
    : (found.find((place) => place >= text.selectionEnd) ?? found[0]);
  text.focus();
  text.setSelectionRange(at, at + words.value.length);
  text.scrollTop = text.scrollHeight * (at / text.value.length) - text.clientHeight / 3;
  status.textContent = `${found.indexOf(at) + 1} of ${found.length}, line ${text.value.slice(0, at).split("\n").length}`;
}

search.hidden = false;
words.addEventListener("input", count);
search.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-go]");
  if (button) go(button.dataset.go === "back");
});
// Enter in the words, and F3 in both places; Shift goes back.
document.addEventListener("keydown", (event) => {
  const asked = (event.key === "Enter" && event.target === words) || (event.key === "F3" && words.value);
  if (!asked || event.isComposing || ![words, text].includes(event.target)) return;
  event.preventDefault();
  go(event.shiftKey);
});
