// People who leave a form with something typed are asked first. Without this file the browser keeps what it keeps.
const typed = new WeakSet();
const isTyped = (form) => typed.has(form) || form.hasAttribute("data-typed");

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-guard]");
  if (form) typed.add(form);
});

let sending = false;
document.addEventListener("submit", () => {
  sending = true;
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-log-in]")) sending = true; // kept-typed.js has it
});
addEventListener("pageshow", () => {
  sending = false;
});

addEventListener("beforeunload", (event) => {
  if (!sending && [...document.querySelectorAll("form[data-guard]")].some(isTyped)) event.preventDefault();
});
