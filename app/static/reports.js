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

offer(document);
document.addEventListener("htmx:afterSettle", (event) => event.target instanceof Element && offer(document));
