// Reads and writes what a person typed in a form, as {name: value or list}.

const NEVER = new Set(["csrf_token", "version"]);
const SKIPPED_TYPES = new Set(["submit", "button", "reset", "image", "file", "password", "fieldset", "output", "object"]);
const isChoice = (element) => element.type === "radio" || element.type === "checkbox";

export const named = (form, name) => controls(form).filter((element) => element.name === name);

const controls = (form) =>
  [...form.elements].filter(
    (element) => element.name && !element.disabled && !NEVER.has(element.name) && !SKIPPED_TYPES.has(element.type) && !("draftSkip" in element.dataset),
  );

export const currentFields = (form) => read(form, valuesNow);
export const renderedFields = (form) => read(form, valuesAsRendered);

const read = (form, values) => {
  const fields = {};
  for (const name of new Set(controls(form).map((element) => element.name))) {
    const group = named(form, name);
    const list = group.flatMap(values);
    fields[name] = holdsList(group) ? list : (list[0] ?? "");
  }
  return fields;
};

const holdsList = (group) => group[0].type === "checkbox" || group[0].type === "select-multiple" || (group.length > 1 && group[0].type !== "radio");

const valuesNow = (element) => {
  if (isChoice(element)) return element.checked ? [element.value] : [];
  if (element.type === "select-multiple") return [...element.selectedOptions].map((option) => option.value);
  return [element.value];
};

const valuesAsRendered = (element) => {
  if (isChoice(element)) return element.defaultChecked ? [element.value] : [];
  if (element.tagName !== "SELECT") return [element.type === "hidden" ? element.value : element.defaultValue];
  const chosen = [...element.options].filter((option) => option.defaultSelected);
  if (element.type === "select-multiple") return chosen.map((option) => option.value);
  return [(chosen.at(-1) ?? element.options[0])?.value ?? ""];
};

// An empty list, an empty text and a field that is not there all say the same: nothing typed.
const settledValue = (value) => (Array.isArray(value) && !value.length ? "" : (value ?? ""));

export const differingNames = (ours, theirs) =>
  [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (name) => JSON.stringify(settledValue(ours[name])) !== JSON.stringify(settledValue(theirs[name])),
  );

export const write = (form, name, value) => {
  const list = [value].flat();
  named(form, name).forEach((element, index) => {
    if (isChoice(element)) element.checked = list.includes(element.value);
    else if (element.type === "select-multiple") for (const option of element.options) option.selected = list.includes(option.value);
    else element.value = list[index] ?? "";
  });
  named(form, name)[0]?.dispatchEvent(new Event("input", { bubbles: true }));
};

// The words of a value as the person sees them: a choice's label rather than its code.
export const words = (form, name, value) => {
  const shown = [value].flat().map((one) => choiceWords(named(form, name), one));
  return shown.filter(Boolean).join("\n") || "(nothing)";
};

const choiceWords = (group, value) => {
  const choice = group.find((element) => isChoice(element) && element.value === value);
  if (choice) return choice.labels[0]?.textContent.trim() ?? value;
  const option = group.flatMap((element) => [...(element.options ?? [])]).find((one) => one.value === value);
  return option ? option.textContent.trim() : value;
};

export const labelWords = (form, name) => {
  const first = named(form, name)[0];
  const legend = first && first.closest("fieldset")?.querySelector("legend");
  const label = legend && (isChoice(first) || first.closest(".govuk-date-input")) ? legend : first?.labels?.[0];
  return label?.textContent.trim() || name;
};
