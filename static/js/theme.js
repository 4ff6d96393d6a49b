// Light or dark, chosen with the button in the header. Without this file the device decides, and who is
// signed in still has the same button as a form that reloads the page. Not deferred: the first paint
// has the right colors already.
const root = document.documentElement;
root.dataset.scripted = ""; // shows the button to visitors, for whom only this file makes it work

const stored = {
  // Storage may be switched off; then a choice holds for one page.
  read() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null;
    }
  },
  write(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {}
  },
};

// The server writes the choice of a signed-in person into the page.
if (!("signedIn" in root.dataset) && ["light", "dark"].includes(stored.read())) root.dataset.theme = stored.read();

const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-theme-toggle]");
  if (!button) return;
  event.preventDefault();
  const theme = isDark() ? "light" : "dark";
  root.dataset.theme = theme;
  if (!button.form) {
    stored.write(theme);
    return;
  }
  const body = new FormData(button.form);
  body.set("theme", theme);
  fetch(button.form.action, { method: "POST", body, redirect: "manual" }).catch(() => {});
});
