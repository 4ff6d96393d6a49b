// A picture is uploaded beside the text and put where the cursor is.
// Without this file the same form opens the picture in a new tab, with what to write in the lesson.
const sender = document.querySelector("#picture-form");
const told = document.querySelector("#picture-state");
const body = document.querySelector("#id_body");

function insert(markdown) {
  body.focus();
  const alone = /(^|\n)$/.test(body.value.slice(0, body.selectionStart)) ? "" : "\n\n";
  const followed = /^(\n|$)/.test(body.value.slice(body.selectionEnd)) ? "\n" : "\n\n";
  const words = `${alone}${markdown}${followed}`;
  // As if it were typed, so that it can be undone.
  if (document.execCommand("insertText", false, words)) return;
  body.setRangeText(words, body.selectionStart, body.selectionEnd, "end");
  body.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

sender.addEventListener("submit", async (event) => {
  event.preventDefault();
  told.textContent = "Uploading…";
  try {
    const data = new FormData(sender);
    data.set("csrfmiddlewaretoken", document.querySelector("#lesson_form").elements.csrfmiddlewaretoken.value);
    const answer = await fetch(sender.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok && answer.status !== 422) throw answer;
    const { said, markdown } = await answer.json();
    told.textContent = answer.ok ? said : `Not uploaded: ${said}`;
    if (!answer.ok) return;
    sender.reset();
    insert(markdown);
  } catch {
    told.textContent = "Not uploaded: the site didn’t accept it. Try again.";
  }
});
