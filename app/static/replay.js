// A replay: steps are fetched and put in place of the last, by keys or by playing. Without this each step is a page.
const KEYS = { ArrowLeft: "back", ArrowRight: "on", Home: "first", End: "last" };
const OWN_KEYS = "a, button, input, select, textarea, summary, [contenteditable]";

class Replay {
  constructor(player) {
    this.said = document.getElementById("replay-said");
    this.button = player.querySelector("[data-replay-play]");
    this.speed = player.querySelector("select");
    this.timer = 0;
    this.going = false;
    this.waiting = "";
    player.hidden = false;
    this.button.addEventListener("click", () => (this.playing ? this.pause() : this.play()));
    this.speed.addEventListener("change", () => this.playing && this.soon());
    document.addEventListener("keydown", (event) => this.key(event));
    document.addEventListener("click", (event) => this.click(event));
    window.addEventListener("popstate", () => this.show(location.href, false));
  }

  get pane() {
    return document.getElementById("replay");
  }

  get playing() {
    return this.button.getAttribute("aria-pressed") === "true";
  }

  way(name) {
    return this.pane.querySelector(`[data-replay="${name}"]`);
  }

  key(event) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const on = event.target instanceof Element ? event.target.closest(OWN_KEYS) : null;
    if (event.key === " ") {
      if (on) return;
      event.preventDefault();
      this.button.click();
    } else if (KEYS[event.key] && !(on && on.matches("input, select, textarea, [contenteditable]"))) {
      event.preventDefault();
      this.pause();
      this.follow(KEYS[event.key]);
    }
  }

  click(event) {
    const link = event.target instanceof Element ? event.target.closest("[data-replay]") : null;
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.show(link.href, true);
  }

  // A key that is pressed while a step is on its way is followed from there; of several the last.
  follow(name) {
    if (this.going) {
      this.waiting = name;
      return Promise.resolve();
    }
    const link = this.way(name);
    return link ? this.show(link.href, true) : Promise.resolve();
  }

  play() {
    this.button.setAttribute("aria-pressed", "true");
    this.button.textContent = "Pause";
    this.soon();
  }

  pause() {
    clearTimeout(this.timer);
    this.button.setAttribute("aria-pressed", "false");
    this.button.textContent = "Play";
  }

  soon() {
    clearTimeout(this.timer);
    if (!this.way("on")) return this.pause();
    this.timer = setTimeout(async () => {
      await this.follow("on");
      if (this.playing) this.soon();
    }, Number(this.speed.value) * 1000);
  }

  async show(href, remember) {
    if (this.going) return;
    this.going = true;
    try {
      const answer = await fetch(href, { headers: { "X-Requested-With": "replay" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const next = page.getElementById("replay");
      if (!answer.ok || !next) throw new Error("no replay");
      this.put(next, page.title);
      if (remember) history.pushState(null, "", href);
    } catch {
      location.assign(href);
    } finally {
      this.going = false;
    }
    const name = this.waiting;
    this.waiting = "";
    if (name) await this.follow(name);
  }

  put(next, title) {
    const held = this.pane.contains(document.activeElement) ? document.activeElement.dataset.replay : "";
    const open = this.pane.querySelector("details")?.open;
    this.pane.replaceWith(next);
    if (open) next.querySelector("details").open = true;
    if (held) (this.way(held) || this.way("on") || this.way("back"))?.focus({ preventScroll: true });
    document.title = title;
    this.said.textContent = next.querySelector("#replay-sentence").textContent.replace(/\s+/g, " ").trim();
  }
}

const player = document.getElementById("replay-player");
if (player) new Replay(player);
