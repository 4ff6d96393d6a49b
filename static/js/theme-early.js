// Before the first paint: a visitor's chosen appearance. Without this file the page follows the device.
// Who is signed in has the choice in the page already, from the server.
if (!document.documentElement.hasAttribute("data-signed-in")) {
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  } catch {
    // Storage is switched off: the device decides.
  }
}
