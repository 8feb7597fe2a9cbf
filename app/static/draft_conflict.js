// Two tabs changed one form: shows both texts of each field that differs, and lets the person choose.
import { currentFields, differingNames, labelWords, named, words, write } from "./form_fields.js";

const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
};

// `answer` is the server's {version, fields, saved_at, by}; `done` is called when every field is chosen.
export const showConflict = (form, answer, done) => {
  const panel = make("section", "al-conflict", make("h2", "govuk-heading-m", "Both texts are kept: choose one for each field"));
  panel.setAttribute("aria-label", "Fields changed in another tab");
  const open = new Map();
  const close = (name) => {
    const next = open.get(name).nextElementSibling ?? open.get(name).previousElementSibling;
    open.get(name).remove();
    open.delete(name);
    if (open.size) return next.querySelector("button")?.focus();
    panel.remove();
    done();
    return named(form, name)[0]?.focus();
  };
  for (const name of differingNames(currentFields(form), answer.fields)) {
    open.set(name, comparison(form, name, answer, close));
    panel.append(open.get(name));
  }
  place(form).prepend(panel);
  if (!open.size) { panel.remove(); queueMicrotask(done); }
  return { refresh: () => open.forEach((row, name) => { row.querySelector("[data-mine]").textContent = mine(form, name); }) };
};

const place = (form) => form.querySelector("[data-draft-conflict]") ?? form;

const mine = (form, name) => words(form, name, currentFields(form)[name] ?? "");

const comparison = (form, name, answer, close) => {
  const label = labelWords(form, name);
  const their = answer.fields[name] ?? "";
  const own = text("Yours, on this page", mine(form, name));
  own.querySelector("pre").setAttribute("data-mine", "");
  const other = text(`The other, saved at ${answer.saved_at}${answer.by ? ` by ${answer.by}` : ""}`, words(form, name, their));
  own.append(button("Keep mine", label, () => close(name)));
  if (named(form, name).length) other.append(button("Take the other", label, () => { write(form, name, their); close(name); }));
  const row = make("div", "al-conflict__field", make("h3", "govuk-heading-s", label), make("div", "al-two", own, other));
  row.setAttribute("data-conflict-field", name);
  return row;
};

const text = (title, content) => make("div", "al-two__side", make("h4", "govuk-body-s", title), make("pre", "al-conflict__text", content));

const button = (verb, label, act) => {
  const element = make("button", "govuk-button govuk-button--secondary", verb, make("span", "govuk-visually-hidden", ` for ${label}`));
  element.type = "button";
  element.addEventListener("click", act);
  return element;
};
