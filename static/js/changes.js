// Says how many changes a filter leaves. Without this file the count still stands above the list.
document.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id === "changes") document.querySelector("#live").textContent = target.dataset.said;
});
