// Brings an element on the page to the state of a newer copy, and touches only what differs, so that focus, selected
// text, scroll and opened details stay as the reader left them.

const KEPT_ATTRIBUTE = /^data-.+-init$/;
const isField = (element) => element.matches("input, select, textarea");

export const morph = (now, next) => {
  if (now.isEqualNode(next)) return;
  if (isField(now) && now === document.activeElement) return;
  matchAttributes(now, next);
  if (!now.matches("textarea")) matchChildren(now, next);
};

const keptByReader = (element, name) =>
  KEPT_ATTRIBUTE.test(name) || (name === "open" && element.matches("details")) || (name === "value" && isField(element));

const matchAttributes = (now, next) => {
  for (const { name, value } of [...next.attributes]) {
    if (!keptByReader(now, name) && now.getAttribute(name) !== value) now.setAttribute(name, value);
  }
  for (const { name } of [...now.attributes]) {
    if (!keptByReader(now, name) && !next.hasAttribute(name)) now.removeAttribute(name);
  }
};

const matchChildren = (now, next) => {
  const byId = new Map([...now.children].filter((child) => child.id).map((child) => [child.id, child]));
  const coming = new Set([...next.children].map((child) => child.id).filter(Boolean));
  let place = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    while (place && leaves(place, wanted, coming)) place = removed(place);
    const known = wanted.id ? byId.get(wanted.id) : place;
    if (known && alike(known, wanted)) {
      if (known === place) place = place.nextSibling;
      else now.insertBefore(known, place);
      update(known, wanted);
    } else {
      now.insertBefore(document.importNode(wanted, true), place);
    }
  }
  while (place) place = removed(place);
};

// Rows that are gone are taken out rather than having the rows that stay moved over them: a moved element loses focus.
const leaves = (place, wanted, coming) => (place.id ? !coming.has(place.id) : !alike(place, wanted));

const removed = (place) => {
  const following = place.nextSibling;
  place.remove();
  return following;
};

const alike = (one, other) => one.nodeType === other.nodeType && one.nodeName === other.nodeName && (one.id || "") === (other.id || "");

const update = (known, wanted) => {
  if (known.nodeType === Node.ELEMENT_NODE) morph(known, wanted);
  else if (known.nodeValue !== wanted.nodeValue) known.nodeValue = wanted.nodeValue;
};
