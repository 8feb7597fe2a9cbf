"""What changed between two versions of a framework's content, in words and by path."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.events.content_faults import DEADLINES

NOUNS = {
    "grades": "grade",
    "domains": "domain",
    "questions": "question",
    "choices": "choice",
    "themes": "theme",
    "stages": "stage",
}
PARTS = {
    "title": "title",
    "short": "short label",
    "style": "colour and pattern",
    "counts_as": "what it counts as",
    "in_denominator": "whether it is in the denominator",
    "may_be_not_applicable": "whether it may be not applicable",
    "required": "whether it must be answered",
    "not_applicable": "not applicable",
    "overall": "overall grade",
    **{name: f"working days to {words}" for name, words in DEADLINES.items()},
    "places": "decimal places of percentages",
    "share_percent": "moderated share (%)",
    "always": "grades that are always moderated",
    "audits_owed_a_month": "audits that an auditor owes a month",
}
SILENT = (*NOUNS, "descriptors", "deadlines", "rounding", "moderation")
"""Parts of a path that add nothing to the words."""
SHORT = 60
"""Two texts that are shorter together are told in the sentence itself."""


@dataclass(frozen=True)
class Difference:
    """One change: its path by ids ("domains.plans.descriptors.good"), what kind of change, a sentence, both texts.

    `kind` is added, removed, changed or moved (an order changed). `before` and `after` are texts to lay side by side,
    empty where there is nothing to show.
    """

    path: str
    kind: str
    sentence: str
    before: str
    after: str


Path = tuple[str, ...]


def differences(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """Take two published contents, the older first; return what changed, in the order of the newer document.

    An entry of a list is the same entry when its id is the same, so a domain with a new label is a changed domain and
    one with a new id is another domain: its series begins anew.
    """
    return list(_Comparison(old, new).compare((), old, new))


class _Comparison:
    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self.labels = _labels(old) | _labels(new)

    def compare(self, path: Path, old: Any, new: Any) -> Iterator[Difference]:
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self._parts(path, old, new)
        elif _has_ids(old) and _has_ids(new):
            yield from self._entries(path, {entry["id"]: entry for entry in old}, {entry["id"]: entry for entry in new})
        elif old != new:
            yield self._difference(path, "changed", self._text(old), self._text(new))

    def _parts(self, path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
        for part in {**new, **old}:
            if part in old and part in new:
                yield from self.compare((*path, part), old[part], new[part])
            elif old.get(part) or new.get(part):
                kind = "added" if part in new else "removed"
                yield self._difference((*path, part), kind, self._text(old.get(part)), self._text(new.get(part)))

    def _entries(self, path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
        for name in {**new, **old}:
            if name in old and name in new:
                yield from self.compare((*path, name), old[name], new[name])
            else:
                kind = "added" if name in new else "removed"
                yield self._difference((*path, name), kind, self._text(old.get(name)), self._text(new.get(name)))
        if [name for name in old if name in new] != [name for name in new if name in old]:
            yield self._difference(path, "moved", self._text([*old.values()]), self._text([*new.values()]))

    def _difference(self, path: Path, kind: str, before: str, after: str) -> Difference:
        words = self._named(path)
        if kind == "moved":
            sentence = f"The order of the {words} changed."
        elif kind == "changed" and len(before) + len(after) < SHORT:
            sentence = f"{words} changed from {before or 'nothing'} to {after or 'nothing'}."
        else:
            sentence = f"{words} {kind}."
        return Difference(".".join(path), kind, sentence[:1].upper() + sentence[1:], before, after)

    def _named(self, path: Path) -> str:
        """A path in words: "domain 'Quality of plans', descriptor of 'Good'"."""
        steps = [self._step(path[:n], step) for n, step in enumerate(path)]
        return ", ".join(filter(None, [*steps, f"{NOUNS[path[-1]]}s" if path[-1] in NOUNS else ""]))

    def _step(self, above: Path, step: str) -> str:
        if above and above[-1] in NOUNS:
            return f"{NOUNS[above[-1]]} '{self.labels.get((*above, step), step)}'"
        if above and above[-1] == "descriptors":
            return f"descriptor of '{self.labels.get(('grades', step), step)}'"
        return "" if step in SILENT else PARTS.get(step, step)

    def _text(self, value: Any) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(map(self._text, value))
        if isinstance(value, dict):
            return str(value.get("label", ""))
        return "" if value is None else self.labels.get(("grades", str(value)), str(value))


def _labels(content: dict[str, Any]) -> dict[Path, str]:
    """The label of every entry by its path."""
    found: dict[Path, str] = {(name, entry["id"]): entry["label"] for name in NOUNS for entry in content.get(name, [])}
    for question in content.get("questions", []):
        for choice in question.get("choices", []):
            found["questions", question["id"], "choices", choice["id"]] = choice["label"]
    return found


def _has_ids(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and "id" in entry for entry in value)
