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

class Choice {
  constructor(select) {
    this.select = select;
    this.options = [...select.options].filter((option) => option.value);
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

  chosen() {
    return this.options.find((option) => option.selected);
  }

  words() {
    return this.chosen()?.textContent ?? "";
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
      source: (typed, show) => show(this.options.filter((option) => plain(option.textContent).includes(plain(typed)))),
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

  // What is typed counts only when it is the name of one of them; until then nobody is chosen.
  typed() {
    const named = this.options.filter((option) => plain(option.textContent) === plain(this.input().value));
    this.choose(named.length === 1 ? named[0].value : "");
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
