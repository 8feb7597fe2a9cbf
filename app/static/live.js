// Keeps a tracker current: asks for what changed since a position of the log, once a second while the page is seen.
import { morph } from "./morph.js";

const EVERY = 1000;
const SLOWEST = 30000;
const SIGNED_OUT_EVERY = 15000;
const PATIENCE = 10000;
const QUIET_BETWEEN_ANNOUNCEMENTS = 30000;
const started = new WeakSet();

export const startLive = (root = document) => {
  for (const element of root.querySelectorAll("[data-live-url]")) start(element);
  if (root instanceof Element && root.matches("[data-live-url]")) start(root);
};

const start = (element) => {
  if (started.has(element)) return;
  started.add(element);
  new Live(element).begin();
};

const clock = (date, seconds = true) =>
  date.toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) });

class Live {
  constructor(root) {
    this.root = root;
    this.bar = root.querySelector("[data-live-bar]");
    this.failures = 0;
    this.paused = false;
    this.asking = false;
    this.answered = new Date();
    this.announced = 0;
  }

  begin() {
    const button = this.part("pause");
    button.hidden = false;
    button.addEventListener("click", () => this.toggle());
    document.addEventListener("visibilitychange", () => document.hidden || this.soon(0));
    window.addEventListener("online", () => this.soon(0));
    this.soon(EVERY);
  }

  part(name) {
    return this.bar.querySelector(`[data-live-${name}]`);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.poll(), wait);
  }

  toggle() {
    this.paused = !this.paused;
    this.part("pause").setAttribute("aria-pressed", String(this.paused));
    this.say(this.paused ? `Paused at ${clock(new Date())}` : "Updates resumed", true);
    if (!this.paused) this.soon(0);
  }

  async poll() {
    if (!this.root.isConnected || this.paused || this.asking || document.hidden) return;
    this.asking = true;
    const wait = await this.ask();
    this.asking = false;
    this.soon(wait);
  }

  // Returns the milliseconds to wait before asking again.
  async ask() {
    try {
      const response = await fetch(this.address(), { headers: { "HX-Request": "true" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (response.status === 401 || response.redirected) return this.signedOut();
      if (response.status !== 200 && response.status !== 204) return this.unanswered();
      const html = response.status === 200 ? await response.text() : "";
      if (this.paused) return EVERY;
      return this.answer(response, html);
    } catch {
      return this.unanswered();
    }
  }

  address() {
    const url = new URL(this.root.dataset.liveUrl, window.location.href);
    url.searchParams.set("since", this.root.dataset.position);
    return url;
  }

  answer(response, html) {
    if (html && !this.take(html)) return this.unanswered();
    this.answered = new Date(response.headers.get("Date") ?? Date.now());
    if (this.failures) this.announce("Live again");
    this.failures = 0;
    this.say(`Updated ${clock(this.answered)}`);
    return EVERY;
  }

  take(html) {
    const next = new DOMParser().parseFromString(html, "text/html").getElementById(this.root.id);
    if (!next) return false;
    next.querySelector("[data-live-bar]")?.replaceWith(this.bar.cloneNode(true));
    const { position } = next.dataset;
    const said = wordsOf(this.root) !== wordsOf(next);
    next.dataset.position = this.root.dataset.position; // moves on only when the whole change is on the page
    keepingFocus(() => morph(this.root, next));
    this.root.dataset.position = position;
    if (said) this.announceSeldom("The list has changed");
    return true;
  }

  unanswered() {
    this.failures += 1;
    this.say(`Not live: no answer since ${clock(this.answered, false)}`, this.failures === 1);
    return Math.min(EVERY * 2 ** this.failures, SLOWEST);
  }

  signedOut() {
    const first = this.failures === 0;
    this.failures += 1;
    const words = "Not live: you are signed out. ";
    if (first) this.announce(words);
    if (!this.part("words").querySelector("a")) this.part("words").replaceChildren(words, signInLink(this.root.dataset.signInUrl));
    return SIGNED_OUT_EVERY;
  }

  say(words, aloud = false) {
    if (this.part("words").textContent !== words) this.part("words").textContent = words;
    if (aloud) this.announce(words);
  }

  announce(words) {
    this.part("status").textContent = words;
  }

  // A busy tracker changes every few seconds; a screen reader is told at most twice a minute.
  announceSeldom(words) {
    if (Date.now() - this.announced < QUIET_BETWEEN_ANNOUNCEMENTS) return;
    this.announced = Date.now();
    this.announce(`${words} at ${clock(new Date(), false)}`);
  }
}

// What a screen reader is told of: not that a clock has gone on.
const wordsOf = (root) => {
  const copy = root.cloneNode(true);
  for (const part of copy.querySelectorAll("[data-live-bar], [data-clock]")) part.remove();
  return copy.textContent;
};

// A row that moves to another place in the order loses focus on its way.
const keepingFocus = (change) => {
  const focused = document.activeElement;
  change();
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
};

// The link opens beside this page, so that nothing on it is lost.
export const signInLink = (address = "/sign-in") => {
  const link = document.createElement("a");
  Object.assign(link, { href: address, target: "_blank", rel: "noopener", className: "govuk-link", textContent: "Sign in again (opens in a new tab)" });
  return link;
};
