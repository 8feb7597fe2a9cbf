// A report's text: a figure or a mended phrase is put into the box with a press. Without this it is typed.

const put = (box, from, to, words) => {
  box.setRangeText(words, from, to, "end");
  box.focus();
  box.dispatchEvent(new Event("input", { bubbles: true }));
};

const pressed = (token) => {
  const box = document.getElementById(token.dataset.into);
  if (!box) return;
  if (token.dataset.token) put(box, box.selectionStart, box.selectionEnd, token.dataset.token);
  const at = token.dataset.words ? box.value.indexOf(token.dataset.words) : -1;
  if (at >= 0) put(box, at, at + token.dataset.words.length, token.dataset.mend);
};

const offer = (root) => {
  for (const token of root.querySelectorAll("[data-token], [data-mend]")) {
    if (token.querySelector("button")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = token.textContent;
    button.addEventListener("click", () => pressed(token));
    token.replaceChildren(button);
  }
};

// What the check found stands there for the text that it was asked with; where it could not be asked, that is said.
const AGAIN = 3000;

const notChecked = (event) => {
  const { target: found, xhr, elt: box } = event.detail;
  if (!found?.classList.contains("al-report__found")) return;
  const words = document.createElement("p");
  words.className = "govuk-body-s";
  words.textContent = xhr?.status === 401 ? "Not checked: you are signed out." : "Not checked: no answer from the check.";
  found.replaceChildren(words);
  if (xhr?.status === 503) setTimeout(() => box.isConnected && box.dispatchEvent(new Event("check-again")), AGAIN);
};

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, notChecked);

offer(document);
document.addEventListener("htmx:afterSettle", (event) => event.target instanceof Element && offer(document));
