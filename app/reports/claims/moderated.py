"""How many grades moderation is said to have changed, where the report has how many it kept."""

import re
from collections.abc import Iterator

from app.reports.claims.facts import Facts
from app.reports.claims.finding import FIGURE, Finding
from app.reports.claims.numbers import Said
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import stems

_CHANGED = re.compile(r"\bchang(?:ed|es?)\b|\baltered\b|\boverturned\b", re.I)
_OTHER = re.compile(r"\b(?:better|worse|higher|lower|upgrad\w+|downgrad\w+|domains?|not|without|no|kept|keep)\b", re.I)
_KEPT = frozenset({"grad", "kept", "moder"})


def check(said: list[Said]) -> Iterator[Finding]:
    """What is said of grades that were changed, and is not so by those that were kept."""
    for one in said:
        first, last = one.sentence.clause(one.start)
        words = one.sentence.text[first:last]
        about = one.n and one.of and "oderat" in one.sentence.words
        if about and _CHANGED.search(words) and not _OTHER.search(words):
            yield from _judged(one)


def _judged(one: Said) -> Iterator[Finding]:
    assert one.n
    assert one.of
    sentence = one.sentence
    figure = _kept(sentence.facts)
    for kept in (value_of(sentence.facts, (figure, ()), when) for when in sentence.when(one.start)[:1]):
        if kept and kept.of == one.of.n and kept.of - kept.n != one.n.n:
            told = f"{kept.said} is {kept.text}: {kept.of - kept.n} changed, not {one.n.n}."
            yield finding(sentence, (one.start, one.end), FIGURE, told, kept)


def _kept(facts: Facts) -> str:
    """The figure of grades that moderation kept, whichever they are: the one with the shortest name."""
    named = [(len(label), figure) for figure, labels in facts.said.items() for label in labels if stems(label) >= _KEPT]
    return min(named, default=(0, ""))[1]
