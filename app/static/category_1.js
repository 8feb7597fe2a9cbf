// Keeps the line about Category 1 current on every page of those who must act; says aloud when what it says changes.
const EVERY = 20000;
const PATIENCE = 10000;

export const startCategory1 = (line) => {
  const aloud = document.createElement("span");
  Object.assign(aloud, { className: "govuk-visually-hidden", role: "status" });
  line.after(aloud);
  const again = () => setTimeout(async () => (await ask(line, aloud)) && again(), EVERY);
  again();
  document.addEventListener("visibilitychange", () => document.hidden || ask(line, aloud));
};

// Whether to ask again: not of somebody who is signed out.
const ask = async (line, aloud) => {
  if (document.hidden) return true;
  try {
    const address = `${line.dataset.address}?since=${encodeURIComponent(line.dataset.mark)}`;
    const response = await fetch(address, { headers: { "HX-Request": "true" }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (response.status === 200 && !response.redirected) take(line, aloud, await response.text());
    return response.status !== 401 && !response.redirected;
  } catch {
    return true;
  }
};

const take = (line, aloud, html) => {
  const next = new DOMParser().parseFromString(html, "text/html").getElementById(line.id);
  // Whoever is on one of its links stays there: the next time brings it.
  if (!next || line.contains(document.activeElement)) return;
  const before = wordsOf(line);
  line.className = next.className;
  line.dataset.mark = next.dataset.mark;
  line.replaceChildren(...next.childNodes);
  if (wordsOf(line) !== before) aloud.textContent = wordsOf(line);
};

// Not that time goes on.
const wordsOf = (line) => {
  const copy = line.cloneNode(true);
  for (const part of copy.querySelectorAll("[data-clock]")) part.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
};
