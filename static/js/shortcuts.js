// Single keys: 1-4 or A-D choose an option, N goes on, ? lists the keys, G M and G L open Matrix and Learn.
// Without this file Tab, arrows, Space and Enter do all of it.
let afterG = 0;

const follow = (selector) => document.querySelector(selector)?.click();

function choose(key) {
  const position = Math.max("1234".indexOf(key), "abcd".indexOf(key));
  const option = position < 0 ? undefined : document.querySelectorAll("[data-question] .opt input")[position];
  option?.focus(); // so that Enter sends the form
  option?.click();
  return Boolean(option);
}

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off") return; // the account setting, WCAG 2.1.4
  if (event.metaKey || event.ctrlKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  const second = event.timeStamp - afterG < 1500;
  afterG = 0;
  if (second && (key === "m" || key === "l")) follow(`[data-go="${key}"]`);
  else if (key === "g") afterG = event.timeStamp;
  else if (key === "?") follow("[data-shortcuts]");
  else if (key === "n") follow("[data-next]");
  else if (key.length === 1 && choose(key)) event.preventDefault();
});
