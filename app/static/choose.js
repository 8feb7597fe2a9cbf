// Long lists of names, found by typing: puts accessible-autocomplete before a select[data-choose]. The select stays the field
// that is sent, kept as a draft and named by labels and errors; without this script it is all there is.

const LIBRARY = "./vendor/accessible-autocomplete/accessible-autocomplete.min";
const HOW = "When names are listed, use the up and down arrows to look through them and Enter to choose.";
const started = new WeakSet();
let made = 0;

export const startChoosing = async (root = document) => {
  const selects = [...root.querySelectorAll("select[data-choose]")].filter((one) => !started.has(one) && one.querySelector("option[value='']"));
  if (!selects.length) return;
  selects.forEach((select) => started.add(select));
  await Promise.all([import(`${LIBRARY}.js`), styled()]);
  selects.filter((select) => select.isConnected).forEach((select) => new Choice(select).begin());
};

let style = null;

const styled = () => {
  style ??= new Promise((settled) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = new URL(`${LIBRARY}.css`, import.meta.url);
    link.onload = link.onerror = settled;
    document.head.append(link);
  });
  return style;
};

const plain = (text) => text.trim().toLowerCase();

const ASKS = /^choose /i; // a blank choice that only asks for one is not offered as one

class Choice {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter((option) => option.value && !("typed" in option.dataset));
    this.blank = select.querySelector("option[value='']");
    this.offered = ASKS.test(this.blank.textContent) ? this.options : [this.blank, ...this.options];
    this.id = `choose-${(made += 1)}`;
    this.box = document.createElement("div");
    this.box.className = "al-choose";
  }

  begin() {
    const { select, box } = this;
    select.classList.add("govuk-visually-hidden");
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    select.after(box);
    select.addEventListener("focus", () => this.input().focus());
    for (const happened of ["input", "change"]) select.addEventListener(happened, () => this.changing || this.shows() || this.render());
    select.form?.addEventListener("reset", () => setTimeout(() => this.render()));
    box.addEventListener("input", () => this.typed());
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || this.shows() || this.render());
    this.render();
  }

  input() {
    return this.box.querySelector("input");
  }

  words() {
    return this.select.value ? this.select.selectedOptions[0].textContent : "";
  }

  shows() {
    return this.input().value === this.words();
  }

  render() {
    const element = document.createElement("div"); // a new one: the library would compare with what it made before
    this.box.replaceChildren(element);
    accessibleAutocomplete({
      element,
      id: this.id,
      name: "",
      inputClasses: this.select.classList.contains("govuk-select--error") ? "govuk-input--error" : null,
      defaultValue: this.words(),
      placeholder: this.blank.textContent,
      source: (typed, show) => show(this.offered.filter((option) => plain(option.textContent).includes(plain(typed)))),
      templates: { inputValue: (option) => option?.textContent ?? "", suggestion: (option) => escaped(option.textContent ?? option) },
      onConfirm: (option) => option && this.choose(option.value),
      confirmOnBlur: false,
      showAllValues: true,
      displayMenu: "overlay",
      tAssistiveHint: () => [...this.described(), HOW].join(" "),
      tNoResults: () => "Nobody and nothing of that name",
    });
    this.label();
  }

  // The label goes on naming the select, whose number may change in a list of rows, and names the input as well.
  label() {
    const label = this.select.labels[0];
    label.id ||= `${this.id}-label`;
    this.input().setAttribute("aria-labelledby", label.id);
  }

  described() {
    const ids = (this.select.getAttribute("aria-describedby") ?? "").split(" ");
    return ids.map((id) => document.getElementById(id)?.textContent.trim()).filter(Boolean);
  }

  // What is typed and names none of them, or more than one, is sent as it was typed: the server says so beside the field.
  typed() {
    const text = this.input().value.trim();
    const named = this.offered.filter((option) => plain(option.textContent) === plain(text));
    this.choose(named.length === 1 ? named[0].value : this.asTyped(text));
  }

  asTyped(text) {
    if (!text) return "";
    let option = this.select.querySelector("option[data-typed]");
    if (!option) {
      option = document.createElement("option");
      option.dataset.typed = "";
      this.select.append(option);
    }
    option.value = option.textContent = text;
    return text;
  }

  choose(value) {
    if (this.select.value === value) return;
    this.changing = true;
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.changing = false;
  }
}

const escaped = (text) => {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
};
