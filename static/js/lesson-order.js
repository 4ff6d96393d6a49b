// Lessons are put in order by dragging them. Without this file, and by keyboard, the arrows beside each move it.
let dragged;

for (const row of document.querySelectorAll("[data-lesson]")) row.draggable = true;

document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-lesson]");
  if (dragged) event.dataTransfer.effectAllowed = "move";
});

document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-lesson]");
  if (!dragged || over?.parentElement !== dragged.parentElement) return;
  event.preventDefault(); // it may be dropped here
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});

document.addEventListener("drop", (event) => {
  const form = dragged?.closest("[data-order]");
  if (!form?.contains(event.target)) return;
  event.preventDefault();
  const order = [...form.querySelectorAll("[data-lesson]")].map((row) => row.dataset.lesson).join(",");
  for (const [name, value] of Object.entries({ order, dragged: dragged.dataset.lesson })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.requestSubmit();
});

// What was dropped elsewhere goes back to its place.
document.addEventListener("dragend", ({ dataTransfer }) => {
  if (dragged && dataTransfer.dropEffect === "none") location.reload();
  dragged = undefined;
});
