"""All, none, most, half of what the report has a figure of: actions overdue, children contacted, audits moderated."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.reports.claims import measures, naming
from app.reports.claims.extents import HOW, TESTS, about, part_name
from app.reports.claims.facts import OVERALL, Facts, Names, Value
from app.reports.claims.finding import EXTENT, Finding
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import NUMBER, stems

_EXTENT = re.compile(
    r"\b(?<!not )(?:(?P<nearly>(?:almost|nearly|virtually|practically) (?:all|every)(?: of)?)"
    r"|(?P<all>(?<!in )all|every one of|every|each)|(?P<none>none|no)"
    r"|(?P<hardly>(?:hardly|scarcely|barely) any|very few)"
    r"|(?P<most>(?<!the )most(?: of)?(?! (?:common|frequent|recent|likely|important))"
    r"|(?:the |a )?(?:(?:vast|large|great|clear) )?majority of)|(?P<few>(?:only )?a (?:small )?minority of))\b", re.I
)  # fmt: skip
_PART = re.compile(
    rf"\b(?P<how>{HOW}\s+)?(?:(?:a |one )(?P<one>quarter|third|fifth|tenth) of"
    r"|(?P<part>two[- ]thirds|three[- ]quarters|(?<!first )(?<!second )(?<!latter )half)(?: of)?"
    rf"|(?P<n>{NUMBER}) in (?P<of>{NUMBER})(?= [a-z]))\b", re.I
)  # fmt: skip
_WORDS = ("all", "every", "each", "no", "most", "majority", "minority", "hardly", "scarcely", "barely", "few")
_PARTS = ("half", "third", "quarter", "fifth", "tenth", " in ")
_EITHER = re.compile(r"\beither\b|\bor (?:were|was|had|have|has|did|gave|took)\b", re.I)
_VERB = re.compile(r"\b(?:were|was|are|is|have|has|had|took|gave|kept|remain\w*)\b", re.I)
_AUDITS = re.compile(r"\s*(?:of\s+)?(?:(?:the|our|these|completed)\s+)*audits?\b", re.I)


@dataclass(frozen=True)
class _Claim:
    """Words that say how many, without a number: which, what it takes, and what to say if it is not so."""

    match: re.Match[str]
    kind: str
    test: Callable[[Value], bool]
    wrong: str


def check(sentence: Sentence) -> Iterator[Finding]:
    """What a sentence says of all, none, most or a part of them, where the report has a figure of those words."""
    for claim in _claims(sentence):
        at = claim.match.start()
        last = sentence.clause(at)[1]
        figure = _figure(sentence, claim, last)
        if figure and not sentence.is_sure(at, last) and not sentence.wished(claim.match.end(), bounds=False):
            yield from _judged(sentence, claim, last, figure)


def _claims(sentence: Sentence) -> Iterator[_Claim]:
    if sentence.says(_WORDS):
        for match in _EXTENT.finditer(sentence.text, sentence.start, sentence.end):
            kind = match.lastgroup or ""
            yield _Claim(match, kind, *TESTS[kind])
    if sentence.says(_PARTS):
        for match in _PART.finditer(sentence.text, sentence.start, sentence.end):
            yield _Claim(match, "part", about(match), f"not {(match['how'] or '').lower()}{part_name(match)}")


def _figure(sentence: Sentence, claim: _Claim, last: int) -> str:
    """The figure that is spoken of; "" where it is not one only, or only who they are that something is said of."""
    first, end = sentence.clause(claim.match.start())[0], claim.match.end()
    if any(first <= one.start < last for one in sentence.grades) or _EITHER.search(sentence.text, first, last):
        return ""
    figures = _meant(sentence, end, last)
    none = claim.kind in ("none", "hardly")
    said = len(figures) == 1 and _predicated(sentence, end, last, figures[0], not none)
    return figures[0] if said else ""


def _meant(sentence: Sentence, first: int, last: int) -> Names:
    """The figures of those words; or of what is said of the audits: all completed audits have been moderated."""
    found = measures.meant(sentence, (first, last), sentence.facts)
    if not found and (audits := _AUDITS.match(sentence.text, first, last)):
        found = measures.meant(sentence, (audits.end(), last), sentence.facts)
    return naming.of_audits(sentence, found)


def _judged(sentence: Sentence, claim: _Claim, last: int, figure: str) -> Iterator[Finding]:
    found = [(when, value_of(sentence.facts, (figure, ()), when)) for when in sentence.when(claim.match.start())]
    known = [(when, value) for when, value in found if value]
    if not known:
        return
    best, span = known[0][1], (claim.match.start(), last)
    if best.of:
        if not any(claim.test(value) for _, value in known):
            yield finding(sentence, span, EXTENT, f"{best.said} is {best.text}, {claim.wrong}.", best)
    elif measures.is_all_said(sentence, (_after_audits(sentence, claim.match.end()), last), figure):
        yield from _of_count(sentence, claim, span, known)


def _of_count(
    sentence: Sentence, claim: _Claim, span: tuple[int, int], known: list[tuple[Names, Value]]
) -> Iterator[Finding]:
    """A count has no base of its own: none is none, and other parts are of all the audits."""
    best, audits = known[0][1], bool(_AUDITS.match(sentence.text, claim.match.end()))
    if claim.kind == "none":
        if all(value.n for _, value in known):
            yield finding(sentence, span, EXTENT, f"{best.said} is {best.text}, {claim.wrong}.", best)
        return
    wholes = [(value, _audits(sentence.facts, when)) for when, value in known] if audits else []
    if wholes and all(whole and value.n < whole and not claim.test(_over(value, whole)) for value, whole in wholes):
        told = f"{best.said} is {best.n}, of {wholes[0][1]} audits graded: {claim.wrong}."
        yield finding(sentence, span, EXTENT, told, best)


def _after_audits(sentence: Sentence, at: int) -> int:
    found = _AUDITS.match(sentence.text, at)
    return found.end() if found else at


def _over(value: Value, whole: int) -> Value:
    return Value(value.name, value.figure, value.period, value.n, whole)


def _audits(facts: Facts, when: Names) -> int:
    """How many audits have an overall grade."""
    found = facts.graded(OVERALL, tuple(facts.grades)[:1], when)
    return (found.of if found else 0) or 0


def _predicated(sentence: Sentence, first: int, last: int, figure: str, all_of: bool) -> bool:
    """Whether the figure is what is said of them, and not only who they are: all overdue actions were looked at."""
    verb = _VERB.search(sentence.text, first, last)
    if verb is None:
        return not all_of
    named = {word for label in sentence.facts.said[figure] for word in stems(label)}
    return bool(named & stems(sentence.text[verb.end() : last]))
