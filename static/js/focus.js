// Moves the focus to where reading goes on after a swap: a verdict, the next question, the errors of a form.
// Without this file the same pages load whole, from the top.
const focusIn = (element) =>
  (element.matches("[data-focus]") ? element : element.querySelector("[data-focus]"))?.focus({ preventScroll: true });

// htmx 2 and htmx 4 name the event differently.
for (const settled of ["htmx:afterSettle", "htmx:after:settle"]) {
  document.addEventListener(settled, ({ target }) => target instanceof Element && focusIn(target));
}

// In a list marked with data-current-list="page" (or true, location) the followed link becomes the current one.
for (const answered of ["htmx:afterRequest", "htmx:after:request"]) {
  document.addEventListener(answered, ({ target, detail }) => {
    const list = target instanceof Element && target.closest("[data-current-list]");
    if (!list || detail.successful === false) return;
    list.querySelector("[aria-current]")?.removeAttribute("aria-current");
    target.setAttribute("aria-current", list.dataset.currentList || "true");
  });
}
