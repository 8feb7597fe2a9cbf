// Keeps the unsent text of a form on the server while it is typed. "Saved at" is shown only while the text on the page
// is exactly what the server said that it holds.
import { showConflict } from "./draft_conflict.js";
import { currentFields, differingNames, renderedFields } from "./form_fields.js";
import { signInLink } from "./live.js";

const PAUSE = 600;
const LONGEST_UNSAVED = 5000;
const PATIENCE = 15000;
const SLOWEST_RETRY = 30000;
const SIGNED_OUT_RETRY = 15000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse a keepalive body over 64 KiB
const KEPT = "Your text is kept here";
const started = new WeakSet();

export const startDrafts = (root = document) => {
  const forms = [...root.querySelectorAll("form[data-draft-url]")];
  if (root instanceof Element && root.matches("form[data-draft-url]")) forms.push(root);
  for (const form of forms.filter((one) => !started.has(one))) {
    started.add(form);
    new Draft(form).begin();
  }
};

const same = (one, other) => Boolean(one && other) && !differingNames(one, other).length;
const savedWords = (at) => `Saved at ${at}`; // as app/views/draft_words.py says it
const anyName = () => Math.random().toString(36).slice(2, 12);

// This tab, whatever page it shows, so that no text of an earlier page outlives the form that a later one sent.
const tab = () => {
  try {
    return (sessionStorage.tab ??= anyName());
  } catch {
    return anyName(); // a browser that keeps nothing
  }
};

const meta = (name, page = document) => page.querySelector(`meta[name="${name}"]`)?.content ?? "";

class Draft {
  constructor(form) {
    this.form = form;
    this.version = Number(form.dataset.draftVersion);
    this.held = "draftUnsaved" in form.dataset ? null : renderedFields(form);
    this.status = form.querySelector("[data-draft-status]") ?? document.querySelector("[data-draft-status]") ?? addStatus(form);
    this.wordsAtFirst = this.status.textContent;
    this.saving = null; // the request under way, never more than one
    this.sent = null; // the fields of the last request, answered or not
    this.conflict = null;
    this.failures = 0;
    this.stale = false; // the token may belong to an ended sign-in
    this.submitted = false;
    this.page = `${tab()}-${Date.now().toString(36)}`; // a text of it may arrive after its form, or after a later page's
  }

  begin() {
    this.form.addEventListener("input", () => this.typed());
    this.form.addEventListener("change", () => this.typed());
    this.form.addEventListener("focusout", () => this.now());
    this.form.addEventListener("reset", () => setTimeout(() => this.typed()));
    window.addEventListener("submit", (event) => event.target === this.form && this.submitting(event));
    window.addEventListener("pagehide", () => this.now());
    window.addEventListener("pageshow", () => this.shown());
    window.addEventListener("online", () => this.retryNow());
    window.addEventListener("focus", () => this.retryNow());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.now() : this.retryNow()));
    window.addEventListener("beforeunload", (event) => this.unsaved() && !this.submitted && event.preventDefault());
    if (this.unsaved()) this.typed();
  }

  unsaved() {
    return this.form.isConnected && !same(currentFields(this.form), this.held);
  }

  typed() {
    if (this.conflict) return this.conflict.refresh();
    if (!this.unsaved()) return this.backToHeld();
    this.since ??= Date.now();
    if (!this.failures) this.say("Saving…");
    return this.soon(Math.min(PAUSE, Math.max(0, this.since + LONGEST_UNSAVED - Date.now())));
  }

  // Typed and then undone: the page again shows what the server holds, unless another text is on its way there.
  backToHeld() {
    if (this.saving) return;
    clearTimeout(this.timer);
    this.since = null;
    this.failures = 0;
    this.say(this.savedAt ? savedWords(this.savedAt) : this.wordsAtFirst);
  }

  soon(wait) {
    if (this.failures && wait < this.retryWait()) return; // the retry that is already set comes first
    this.after(wait);
  }

  after(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), wait);
  }

  now() {
    if (this.saving || this.conflict || this.submitted || !this.unsaved()) return;
    clearTimeout(this.timer);
    this.since = null;
    this.saving = this.save().finally(() => {
      this.saving = null;
      if (!this.failures && !this.conflict && this.unsaved()) this.typed();
    });
  }

  retryNow() {
    if (this.failures) this.now();
  }

  async save() {
    const fields = currentFields(this.form);
    const earlier = this.sent;
    this.sent = fields;
    try {
      if (this.stale && !(await this.renewToken())) return;
      const response = await this.put(fields);
      await this.answered(response, fields, earlier);
    } catch {
      if (!this.submitted) this.failed(`Not saved: no answer from the server. ${KEPT}; trying again.`);
    }
  }

  put(fields) {
    const body = JSON.stringify({ version: this.version, page: this.page, fields });
    this.abort = new AbortController();
    const headers = { "Content-Type": "application/json", "X-CSRFToken": meta("csrf-token"), "HX-Request": "true" };
    const keepalive = new Blob([body]).size < KEEPALIVE_LIMIT;
    const signal = AbortSignal.any([this.abort.signal, AbortSignal.timeout(PATIENCE)]);
    return fetch(this.form.dataset.draftUrl, { method: "PUT", headers, body, keepalive, signal, redirect: "error" });
  }

  async answered(response, fields, earlier) {
    if (response.status === 200) return this.saved(await response.json(), fields);
    if (response.status === 409) return this.changedElsewhere(await response.json(), fields, earlier);
    if (response.status === 413) return this.failed(`Not saved: the text is too long. ${KEPT}.`);
    if (response.status === 410) return this.failed("Not saved: this form has been sent since. Your text is kept on this page.");
    if (response.status === 401) return this.signedOut();
    if (response.status === 507) return this.failed("Not saved: this computer has no room left. Your text is kept on this page; trying again.");
    // A token of an ended sign-in is refused with one of these; a fresh one is fetched before the next try.
    if (response.status === 400 || response.status === 403) this.stale = true;
    return this.failed(`Not saved: no answer from the server. ${KEPT}; trying again.`);
  }

  saved(answer, fields) {
    this.failures = 0;
    this.heldAs(answer.version);
    this.held = fields;
    this.savedAt = answer.saved_at;
    this.say(this.unsaved() ? "Saving…" : savedWords(answer.saved_at));
  }

  // An answer that got lost on its way looks like a change elsewhere; its text is our own and nothing to ask about.
  changedElsewhere(answer, fields, earlier) {
    if (same(answer.fields, fields)) return this.saved(answer, fields);
    if (same(answer.fields, earlier)) return this.saved(answer, earlier);
    this.failures = 0;
    this.say(`Not saved: this form was changed in another tab at ${answer.saved_at}. ${KEPT}.`);
    this.conflict = showConflict(this.form, answer, () => this.settled(answer));
    return undefined;
  }

  settled(answer) {
    this.conflict = null;
    this.heldAs(answer.version);
    this.held = answer.fields;
    this.savedAt = answer.saved_at;
    this.say(this.unsaved() ? "Saving…" : savedWords(answer.saved_at));
    this.now();
  }

  heldAs(version) {
    this.version = version;
    this.tellForm(version);
  }

  // The form says which draft it knows when it is sent, so that one of another tab is not dropped with it; and
  // which page it is, of which the server then takes no text that comes late.
  tellForm(version) {
    const known = this.form.elements.namedItem("draft");
    if (known) known.value = `${version}.${this.page}`;
  }

  signedOut() {
    this.stale = true;
    this.failures += 1;
    this.say("Not saved: you are signed out. Your text is kept on this page. ", signInLink(this.form.dataset.signInUrl));
    this.after(SIGNED_OUT_RETRY);
  }

  failed(words) {
    this.failures += 1;
    this.say(words);
    this.after(this.retryWait());
  }

  retryWait() {
    return Math.min(1000 * 2 ** (this.failures - 1), SLOWEST_RETRY);
  }

  // After signing in again in another tab the old token is refused. The text is never sent under another person's name.
  async renewToken() {
    // As a fragment: somebody who is signed out gets no sign-in page, whose token would spoil one in another tab.
    const headers = { "HX-Request": "true" };
    const response = await fetch(this.form.dataset.draftTokenUrl ?? "/", { headers, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!meta("signed-in-as", page)) return this.signedOut();
    if (meta("signed-in-as", page) !== meta("signed-in-as")) return this.failed("Not saved: somebody else is signed in. Your text is kept on this page.");
    const token = meta("csrf-token", page);
    document.querySelector("meta[name='csrf-token']").content = token;
    for (const input of document.querySelectorAll("input[name='csrf_token']")) input.value = token;
    this.stale = false;
    return true;
  }

  submitting(event) {
    if (event.defaultPrevented) return;
    this.submitted = true;
    clearTimeout(this.timer);
    this.tellForm(this.version + (this.saving ? 1 : 0)); // what is on its way the server may have by now
    this.abort?.abort();
  }

  shown() {
    this.submitted = false;
    if (this.unsaved()) this.typed();
  }

  say(...words) {
    const text = words.map((word) => word.textContent ?? word).join("");
    if (this.status.textContent !== text) this.status.replaceChildren(...words);
  }
}

const addStatus = (form) => {
  const status = document.createElement("p");
  status.className = "al-draft-status";
  status.setAttribute("role", "status");
  status.setAttribute("data-draft-status", "");
  form.prepend(status);
  return status;
};
