// The audit's form: fields that are asked only under some answers, rows added and taken out in place, and the field that
// a link from another page names. Without this every field is shown, and the buttons ask the server.

const plain = (name) => name.replaceAll(".", "-");

const showAsked = (form) => {
  for (const box of form.querySelectorAll("[data-asked-key]")) {
    const chosen = form.querySelector(`[name="${box.dataset.askedKey}"]:checked`)?.value ?? "";
    const written = [...box.querySelectorAll("textarea, input[type='text']")].some((field) => field.value.trim());
    // What is written stays in sight, also when the answer above says that it is not asked for.
    box.hidden = !written && !box.dataset.askedAnswers.split(" ").includes(chosen);
    delete box.dataset.notAsked; // how the server sent it, so that nothing moves when this script comes
  }
};

const rowsOf = (list) => [...list.querySelectorAll(".al-row")];

const changed = (list) => {
  list.dispatchEvent(new Event("al:rows", { bubbles: true }));
  list.dispatchEvent(new Event("input", { bubbles: true }));
};

// Every row says its place in its names, ids and heading.
const number = (list) => {
  const name = list.dataset.rows;
  rowsOf(list).forEach((row, place) => {
    for (const element of row.querySelectorAll("*")) renumber(element, name, place);
    renumber(row, name, place);
    row.querySelector("[data-row-number]").textContent = place + 1;
  });
};

const renumber = (element, name, place) => {
  for (const attribute of ["name", "value", "data-field"]) swap(element, attribute, new RegExp(`^(${name}\\.)[^.]+(?=\\.|$)`), `$1${place}`);
  for (const attribute of ["id", "for", "aria-describedby"]) swap(element, attribute, new RegExp(`(^|\\s)(${name}-)(?:\\d+|new)(?=-|$)`, "g"), `$1$2${place}`);
};

const swap = (element, attribute, pattern, by) => {
  if (attribute === "value" && element.tagName !== "BUTTON") return;
  const value = element.getAttribute(attribute);
  if (value !== null && pattern.test(value)) element.setAttribute(attribute, value.replace(pattern, by));
  pattern.lastIndex = 0;
};

const addRow = (list) => {
  list.querySelector(".al-rows").append(list.querySelector("template").content.cloneNode(true));
  number(list);
  rowsOf(list).at(-1).querySelector("textarea").focus();
  changed(list);
};

const removeRow = (list, row) => {
  const place = rowsOf(list).indexOf(row);
  row.remove();
  if (!rowsOf(list).length) list.querySelector(".al-rows").append(list.querySelector("template").content.cloneNode(true));
  number(list);
  rowsOf(list).at(Math.max(0, place - 1)).querySelector("textarea").focus();
  changed(list);
};

const pressed = (event) => {
  const button = event.target.closest("button");
  const list = button?.closest("[data-rows]");
  if (!list || !["add", "remove"].includes(button.name)) return;
  const full = rowsOf(list).length >= Number(list.dataset.most);
  if (button.name === "add" && full) return;
  event.preventDefault();
  if (button.name === "add") addRow(list);
  else removeRow(list, button.closest(".al-row"));
};

const focusNamed = () => {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const box = named?.closest("[data-asked-key]");
  if (box) box.hidden = false;
  named?.focus();
};

for (const form of document.querySelectorAll("form.al-section")) {
  form.addEventListener("change", () => showAsked(form));
  form.addEventListener("input", () => showAsked(form));
  form.addEventListener("click", pressed);
  showAsked(form);
}
focusNamed();
window.addEventListener("hashchange", focusNamed);
