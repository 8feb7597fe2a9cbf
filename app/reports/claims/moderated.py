"""How many grades moderation is said to have kept, changed, raised and lowered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.claims.facts import Facts, Value
from app.reports.claims.finding import FIGURE, Finding
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import NUMBER, number, stems

_N = (
    rf"(?<!of )(?P<n>both|all|none|neither|no|not one|nil|{NUMBER})"
    rf"(?:\s+(?:out of|of|/)\s+(?:the\s+)?(?P<of>{NUMBER}))?"
)
_WHAT = (
    r"(?:(?:two|(?:that|which) changed|changed|moderated"
    r"|overall|original|of|the|these|those|them|its|their|grades?|gradings?|audits?|changes?)"
    r"\s+)"
)
_BE = r"(?:(?:was|were|is|are|has been|have been|had been|being|went|moved)\s+)?(?:then\s+|both\s+|all\s+|each\s+)?"
_DOWN = (
    r"(?P<down>downgraded|lowered|downwards?|(?:for the )?worse|lower|marked down|moderated down(?:wards?)?"
    r"|graded (?:lower|down|worse)|(?:changed|moved|regraded) (?:down(?:wards?)?|to a (?:worse|lower) grade))"
)
_UP = (
    r"(?P<up>upgraded|raised|upwards?|(?:for the )?better|higher|marked up|moderated up(?:wards?)?"
    r"|graded (?:higher|up|better)|(?:changed|moved|regraded) (?:up(?:wards?)?|to a (?:better|higher) grade))"
)
_CHANGE = r"(?P<changed>(?:changed|altered|overturned)(?! (?:up|down|to)))"
_HOW = rf"(?:{_DOWN}|{_UP}|{_CHANGE})"
_PASSIVE = re.compile(rf"\b{_N}\s+{_WHAT}*{_BE}(?:{_HOW})\b", re.I)
_ACTIVE = re.compile(
    rf"\b(?:(?P<down>downgraded|lowered)|(?P<up>upgraded|raised)|{_CHANGE})\s+(?:only\s+)?{_N}\b"
    rf"(?=\s+(?:of\s+)?{_WHAT}*(?:grades?|audits?)|\s*[.,;)]|\s+and\b|$)", re.I
)  # fmt: skip
_CONTEXT = re.compile(
    r"\bmoderat|\bchanged grade|\bkept (?:their|the|its) (?:overall |original )?grade|\bregraded", re.I
)
_OTHER = re.compile(r"\b(?:domains?|not|without|auditors?|training|looped?|last|would|should|if)\b", re.I)
_KEPT = frozenset({"grad", "kept", "moder"})
_NONE = ("none", "neither", "no", "not one", "nil")


@dataclass(frozen=True)
class _Moderation:
    """What the report has: the grades that were kept, and of those that changed how many went which way."""

    kept: Value
    up: Value | None
    down: Value | None

    @property
    def changed(self) -> int:
        return (self.kept.of or 0) - self.kept.n


def check(sentence: Sentence, said: list[Said]) -> Iterator[Finding]:
    """What is said of grades that moderation kept or changed, and is not so."""
    if not sentence.says(_HINTS) or _OTHER.search(sentence.words) or not _is_of_moderation(sentence):
        return
    known = _known(sentence)
    if known and known.kept.of:
        yield from _kept(said, known)
        for pattern in (_PASSIVE, _ACTIVE):
            for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
                yield from _judged(sentence, match, known)


_HINTS = (
    "graded",
    "change",
    "chang",
    "lower",
    "raised",
    "higher",
    "wards",
    "moderated",
    "kept",
    "agreed",
    "better",
    "worse",
    "altered",
    "overturned",
)


def _is_of_moderation(sentence: Sentence) -> bool:
    """Whether it says so, or stands in the section of moderation."""
    figure = _named(sentence.facts, _KEPT)
    return bool(_CONTEXT.search(sentence.words)) or figure in sentence.facts.stands.get(sentence.section, ())


def _known(sentence: Sentence) -> _Moderation | None:
    facts, when = sentence.facts, sentence.when(sentence.start)[0]
    names = [_named(facts, words) for words in (_KEPT, stems("changed better"), stems("changed worse"))]
    kept, up, down = (value_of(facts, (name, ()), when) if name else None for name in names)
    return _Moderation(kept, up, down) if kept else None


def _named(facts: Facts, words: frozenset[str]) -> str:
    """The figure with some words in its name: of several the one with the shortest."""
    if words not in facts.shortest:
        named = [(len(label), one) for one, labels in facts.said.items() for label in labels if stems(label) >= words]
        facts.shortest[words] = min(named, default=(0, ""))[1]
    return facts.shortest[words]


def _kept(said: list[Said], known: _Moderation) -> Iterator[Finding]:
    """12 of 13 kept their grade."""
    for one in said:
        first, last = one.sentence.clause(one.start)
        words = one.sentence.text[first:last]
        about = one.n and one.of and one.of.n == known.kept.of and re.search(r"\b(?:kept|agreed)\b", words)
        if about and one.n and one.n.n != known.kept.n:
            span = one.start, one.end
            told = f"{known.kept.said} is {known.kept.text}, not {one.n.n} of {known.kept.of}."
            yield finding(one.sentence, span, FIGURE, told, known.kept)


def _judged(sentence: Sentence, match: re.Match[str], known: _Moderation) -> Iterator[Finding]:
    found = match.groupdict()
    if found["of"] and number(found["of"]) != known.kept.of:
        return
    value = known.up if found.get("up") else known.down if found.get("down") else None
    true = known.changed if found["changed"] else value.n if value else None
    said = _number(match, known)
    if true is not None and said is not None and said != true:
        span = match.span() if not found["of"] else (match.start("n"), match.end("of"))
        yield finding(sentence, span, FIGURE, _told(known, value, said), value or known.kept)


def _number(match: re.Match[str], known: _Moderation) -> int | None:
    """How many are spoken of; None where that is not clear."""
    words = match["n"].lower()
    if words in _NONE:
        return 0
    if words == "all":
        return known.changed if "chang" in match[0].lower() and not match["changed"] else None
    return 2 if words == "both" else number(words)


def _told(known: _Moderation, value: Value | None, said: int) -> str:
    if value:
        return f"{value.said} is {value.text}, not {said}."
    return f"{known.kept.said} is {known.kept.text}: {known.changed} changed, not {said}."
