// Fills a dip sample in: keys that move and choose, each answer saved by itself as it is given. Without this the grid is
// a plain form with one button.

const PATIENCE = 15000;
const RETRY = 5000;

const value = (cell) => (cell.type === "radio" ? (cell.form.elements[cell.name].value ?? "") : cell.value);
// What the page came with: an answer that was given before this began is one that is still to be saved.
const original = (cell) => {
  if (cell.type === "radio") return [...cell.form.querySelectorAll(`[name="${CSS.escape(cell.name)}"]`)].find((one) => one.defaultChecked)?.value ?? "";
  if (cell.tagName === "SELECT") return ([...cell.options].find((one) => one.defaultSelected) ?? cell.options[0])?.value ?? "";
  return cell.defaultValue;
};
const position = (cell) => {
  const td = cell.closest("td");
  return td && { row: td.parentElement.rowIndex, column: td.cellIndex };
};

class Grid {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-grid-status]");
    this.seen = {}; // by cell, the version of the record that its own last save gave
    this.kept = new Map(this.cells().map((cell) => [cell.name, original(cell)]));
    this.queue = new Map();
    this.busy = false;
  }

  begin() {
    this.form.addEventListener("keydown", (event) => this.key(event));
    this.form.addEventListener("change", (event) => "cell" in event.target.dataset && this.changed(event.target));
    this.form.addEventListener("focusout", (event) => "cell" in event.target.dataset && this.changed(event.target));
    window.addEventListener("beforeunload", (event) => this.queue.size && !this.submitted && event.preventDefault());
    window.addEventListener("submit", () => (this.submitted = true));
    this.askWhatIsAsked();
    for (const cell of this.cells()) this.changed(cell);
  }

  cells() {
    return [...this.form.querySelectorAll("[data-cell]")];
  }

  changed(cell) {
    if (this.kept.get(cell.name) === value(cell)) return;
    this.kept.set(cell.name, value(cell));
    this.askWhatIsAsked();
    this.queue.set(cell.name, cell);
    this.say("Saving…");
    this.next();
  }

  async next() {
    if (this.busy || !this.queue.size) return;
    this.busy = true;
    const [[name, cell]] = this.queue;
    this.queue.delete(name);
    const wait = await this.save(name, cell);
    this.busy = false;
    if (wait) {
      if (!this.queue.has(name)) this.queue.set(name, cell);
      setTimeout(() => this.next(), wait);
    } else this.next();
  }

  // Returns the milliseconds to wait before this cell is tried again, 0 for an answer that settles it.
  async save(name, cell) {
    const body = new URLSearchParams({ seen: this.seen[name] ?? this.form.dataset.seen, [name]: value(cell) });
    const token = this.form.elements.csrf_token.value;
    const headers = { "X-Requested-With": "grid", "X-CSRFToken": token, "HX-Request": "true" };
    try {
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await fetch(this.form.action, { method: "POST", headers, body, signal, redirect: "error" });
      if (response.status === 200) return this.saved(cell, await response.json());
      if (response.status === 409 || response.status === 422) return this.refused(cell, await response.json());
      return this.failed(response.status === 401 ? "you are signed out" : "no answer from the server");
    } catch {
      return this.failed("no answer from the server");
    }
  }

  saved(cell, answer) {
    this.seen[cell.name] = answer.version;
    this.fault(cell, "");
    if (!this.queue.size) this.say(`Saved at ${answer.at}`);
    return 0;
  }

  refused(cell, answer) {
    const mine = answer.cells.find((one) => one.name === cell.name) ?? { error: answer.sentence };
    if (answer.version) this.seen[cell.name] = answer.version;
    this.fault(cell, mine.error, "theirs" in mine ? mine.theirs : undefined);
    this.say(`Not saved: ${mine.error}`);
    return 0;
  }

  failed(why) {
    this.say(`Not saved: ${why}. Your answers are kept on this page; trying again.`);
    return RETRY;
  }

  // What is wrong with a cell; where somebody else answered it too, both answers to choose from.
  fault(cell, sentence, theirs) {
    const first = this.form.querySelector(`[name="${CSS.escape(cell.name)}"]`);
    const place = document.getElementById(`${first.id}-error`);
    place.textContent = sentence;
    place.hidden = !sentence;
    for (const one of this.named(cell.name)) {
      if (sentence) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
    if (sentence) first.setAttribute("aria-describedby", place.id);
    if (theirs === undefined) return;
    const choice = document.createElement("span");
    choice.className = "al-theirs";
    choice.append(this.button("Keep mine", () => this.choose(cell, value(cell))), this.button("Take theirs", () => this.choose(cell, theirs)));
    place.append(choice);
  }

  button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "al-link-button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  choose(cell, chosen) {
    this.set(cell, chosen);
    this.kept.set(cell.name, null);
    this.fault(cell, "");
    this.changed(cell);
    cell.focus();
  }

  named(name) {
    return this.cells().filter((cell) => cell.name === name);
  }

  set(cell, chosen) {
    if (cell.type === "radio") for (const one of this.named(cell.name)) one.checked = one.value === chosen;
    else cell.value = chosen;
  }

  // A measure that rests on another's answer is open only where that answer is given.
  askWhatIsAsked() {
    for (const cell of this.cells()) {
      if (!cell.dataset.restsOn) continue;
      const below = this.named(cell.dataset.restsOn)[0];
      const asked = below && !below.disabled && cell.dataset.restsOnAnswers.split(" ").includes(value(below));
      cell.disabled = !asked && cell !== document.activeElement;
    }
  }

  key(event) {
    const cell = event.target;
    if (!("cell" in cell.dataset) || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const step = this.step(event, cell);
    if (step) {
      if (this.move(cell, step)) event.preventDefault();
      else if (event.key === "Enter" || cell.tagName === "SELECT") event.preventDefault();
    } else if (cell.tagName === "SELECT" && this.pick(cell, event.key)) event.preventDefault();
  }

  step(event, cell) {
    if (!cell.closest("td")) return null;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [event.shiftKey ? -1 : 1, 0] };
    const step = steps[event.key];
    if (!step || (cell.tagName === "TEXTAREA" && event.key === "Enter" && event.shiftKey)) return null;
    if (cell.tagName === "SELECT" || step[0]) return step;
    const end = step[1] < 0 ? 0 : cell.value.length; // within a text the arrows first move through it
    return cell.selectionStart === end && cell.selectionEnd === end ? step : null;
  }

  // To the next cell that is open in that direction.
  move(cell, [down, right]) {
    const rows = cell.closest("table").rows;
    let { row, column } = position(cell);
    for (;;) {
      row += down;
      column += right;
      const there = rows[row]?.cells[column]?.querySelector("[data-cell]");
      if (!there) return false;
      if (there.disabled) continue;
      this.changed(cell);
      there.focus();
      there.select?.();
      return true;
    }
  }

  // Y, N, an answer's number or its first letter; Delete takes the answer out.
  pick(cell, key) {
    const options = [...cell.options];
    const letter = (option) => option.text.toLowerCase().startsWith(key.toLowerCase());
    let chosen = null;
    if (key === "Delete" || key === "Backspace") chosen = options[0];
    else if (/^[1-9]$/.test(key)) chosen = options[Number(key)];
    else if (/^[a-z]$/i.test(key)) chosen = options.find((option) => option.value && letter(option));
    if (!chosen) return false;
    cell.value = chosen.value;
    this.changed(cell);
    return true;
  }

  say(words) {
    this.status.textContent = words;
  }
}

for (const form of document.querySelectorAll("form[data-grid]")) new Grid(form).begin();
