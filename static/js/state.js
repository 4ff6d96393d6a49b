// Tells a screen reader when the state of what is being written changes, and only then. Without this file the sentence
// stands on the page all the same.
let said = document.querySelector("[data-state]")?.textContent;

document.addEventListener("htmx:afterSettle", () => {
  const state = document.querySelector("[data-state]")?.textContent;
  if (!state || state === said) return;
  said = state;
  document.querySelector("#live").textContent = state;
});
