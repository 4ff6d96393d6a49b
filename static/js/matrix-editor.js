// Keeps what was chosen in the grid while another part of it is looked at, and counts it.
// Without this file one part is edited at a time, and the next page lists what was chosen.
const grid = () => document.querySelector("[data-matrix-editor]");
const chosen = () => [...(grid()?.querySelectorAll('[name^="to-"]') ?? [])].filter(({ value }) => value);
let kept = [];

function count() {
  const place = grid()?.querySelector("[data-chosen]");
  const { length } = chosen();
  place.dataset.chosen ||= place.textContent;
  place.textContent = length ? `${length} ${length === 1 ? "cell" : "cells"} chosen. ${place.dataset.chosen}` : place.dataset.chosen;
}

document.addEventListener("change", ({ target }) => target.closest("[data-matrix-editor]") && count());
document.addEventListener("htmx:beforeSwap", () => { kept = chosen().map(({ name, value }) => [name, value]); });
document.addEventListener("htmx:afterSwap", () => {
  for (const [name, value] of kept) {
    const select = grid()?.querySelector(`select[name="${CSS.escape(name)}"]`);
    if (select) select.value = value;
    else grid()?.querySelector("[data-carried]").append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  if (grid()) count();
});
