"""What a claim on a change is about, and between which times."""

import re

from app.events.periods import MONTHLY, moved, period
from app.reports.claims import measures
from app.reports.claims.facts import OVERALL
from app.reports.claims.mentions import LIKELY, NOT, SURE, Mention
from app.reports.claims.moves import SAME, Move
from app.reports.claims.numbers import said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import Subject

_BACK = re.compile(r"\b(?:this|these|those|it|that)\b", re.I)
_FIRMLY = ("better", "worse")
_NOTHING = re.compile(
    r"[\s,:]*(?:(?:and|which|but)\s+)?(?:(?:this|that|it|which)\s+)?"
    r"(?:(?:an?|is|was|has been|still|again|now|slowly|steadily)\s+)*",
    re.I,
)
AUDITS = f"graded:{OVERALL}"
"""How many audits have an overall grade."""
_AUDITS = re.compile(
    r"^(?:in|and|but|,|\s)*(?:the )?(?:(?:total )?number of (?:completed )?audits|volume of audits|audit numbers)"
    r"(?: (?:has|have|was|were|is|again|(?:each|every) month|month (?:on|by) month|the|same|in|from|to|and|,|since"
    r"|between))*"
    r"[.;]?$", re.I
)  # fmt: skip
_TREND = re.compile(r"\btrend\b", re.I)
_IN = re.compile(
    r"\b(?:trends?|improvements?) (?:month (?:on|by|to|after) month )?(?:(?:is|was) seen )?(?:in|for) (?:the )?$", re.I
)
_ENDS = re.compile(r"['\"]?\s*(?:[.,;:)\n]|$|month\b|this\b|over\b|across\b)")
_ROW = re.compile(r"\b(?P<n>second|third|fourth|fifth|three|four|five) (?:consecutive |successive )?months?\b", re.I)
_ROWS = {"second": 3, "third": 3, "fourth": 4, "fifth": 5, "three": 3, "four": 4, "five": 5}
_SINCE = re.compile(r"\b(?:since|from|than|against|compared)\b", re.I)


def about(sentence: Sentence, match: re.Match[str]) -> tuple[list[Subject], bool]:
    """What is said to have changed, the likeliest first, and whether it is sure: grades, a figure, or a domain."""
    first, last = sentence.clause(match.start())
    grade = _grade(sentence, match, first, last)
    if grade:
        domains, sure = sentence.domain(match.start())
        return [(domain, grade.value) for domain in domains], sure and not sentence.others(match.start())
    figures = measures.meant(sentence, (first, last), sentence.facts, match.span())
    if figures:
        return [(figure, ()) for figure in figures], len(figures) == 1
    if by_number := _by_number(sentence, first, last):
        return [by_number], True
    if _AUDITS.search(_without(sentence, match, first, last)) and AUDITS in sentence.facts.labels:
        return [(AUDITS, ())], True
    return _carried(sentence, match, first) or _domain(sentence, match, first, last)


def _without(sentence: Sentence, match: re.Match[str], first: int, last: int) -> str:
    """What the clause says but for the change and its times."""
    return " ".join(sentence.bare((first, last), match.span()).split())


def _carried(sentence: Sentence, match: re.Match[str], first: int) -> tuple[list[Subject], bool] | None:
    """What the clause before is about, where the change is all that is said here: families were heard, rising."""
    if first == sentence.start or not _NOTHING.fullmatch(sentence.text, first, match.start()):
        return None
    before = [one for one in sentence.grades if one.end <= first]
    figures = () if before else measures.meant(sentence, sentence.clause(first - 1), sentence.facts)
    return ([(figures[0], ())], True) if len(figures) == 1 else None


def _grade(sentence: Sentence, match: re.Match[str], first: int, last: int) -> Mention | None:
    """The grade in the clause, or one before it that a word points back to."""
    known = [one for one in sentence.grades if one.strength != NOT]
    inside = [one for one in known if first <= one.start < last]
    if inside:
        return min(inside, key=lambda one: abs(one.start - match.start()))
    before = [one for one in known if one.end <= first]
    return before[-1] if before and _BACK.search(sentence.text, first, match.start()) else None


def _by_number(sentence: Sentence, first: int, last: int) -> Subject | None:
    """The figure that n of N in the clause is the value of, if there is one only."""
    facts = sentence.facts
    for one in said(sentence):
        if one.n and one.of and first <= one.start < last:
            wanted = {figure for (figure, _), cell in facts.cells.items() if (cell.n, cell.of) == (one.n.n, one.of.n)}
            if len(wanted) == 1:
                figure = wanted.pop()
                kind, _, rest = figure.partition(":")
                return (rest.partition(":")[0], (rest.partition(":")[2],)) if kind == "grade" else (figure, ())
    return None


def _domain(sentence: Sentence, match: re.Match[str], first: int, last: int) -> tuple[list[Subject], bool]:
    """A domain that got better or worse: one that is surely named, or the section's where a trend is spoken of."""
    if not any(match[name] for name in _FIRMLY):
        return [], False
    if sentence.text[first : first + 1] == ":":
        first = sentence.clause(first - 1)[0]
    named = [one for one in sentence.domains if first <= one.start < last and _is_meant(sentence, one)]
    if named:
        return [(min(named, key=lambda one: abs(one.start - match.start())).value[0], ())], True
    usual = [domain for domain in sentence.usual if domain != OVERALL]
    return [(domain, ()) for domain in usual if _TREND.search(match[0])], True


def _is_meant(sentence: Sentence, one: Mention) -> bool:
    """Whether a domain is surely named, or is all that something is said to be in: a trend in plans."""
    if one.strength == SURE:
        return True
    return one.strength == LIKELY and bool(
        _IN.search(sentence.text[sentence.start : one.start]) and _ENDS.match(sentence.text, one.end)
    )


def pairs(sentence: Sentence, match: re.Match[str], move: Move) -> list[list[str]]:
    """The runs of periods that may be meant, in their order."""
    months = _named(sentence, match)
    if months is None:
        return []
    inside = [*sentence.facts.of.months] if len(sentence.facts.of.months) > 1 else []
    if len(months) > 1:
        return [months] if move.run or move.kind == SAME else [[months[0], months[-1]]]
    if move.run and (row := _in_a_row(sentence)):
        return [row]
    if move.run or move.kind == SAME:
        return [inside] if inside else [[moved(sentence.facts.of.key, -1), sentence.facts.of.key]]
    if months:
        return _one(sentence, match, months[0])
    return [[sentence.facts.of.before.key, sentence.facts.of.key], *([[inside[0], inside[-1]]] if inside else [])]


def _in_a_row(sentence: Sentence) -> list[str]:
    """For the third month running: the last three months, which are two steps at least."""
    found = _ROW.search(sentence.words)
    last = sentence.facts.of.last
    return [moved(last, -back) for back in reversed(range(_ROWS[found["n"].lower()]))] if found else []


def _one(sentence: Sentence, match: re.Match[str], key: str) -> list[list[str]]:
    """A single period: since it, or against the one before it; of a quarter also from its first month to its last."""
    of = period(key)
    one = next((each for each in sentence.periods if key in each.value), None)
    last = sentence.facts.of.last
    if one and key < last and _SINCE.search(sentence.text[max(match.start(), one.start - 40) : one.start]):
        return [[key, last]]
    if of is None:
        return []
    runs = [[of.before.key, key]]
    if of.kind == MONTHLY:
        runs += [[first, key] for first in sentence.facts.of.months[:1] if first < key]
    else:
        runs.append([of.first, of.last])
    return runs


def _named(sentence: Sentence, match: re.Match[str]) -> list[str] | None:
    """The periods that are named, in order; None where a time is spoken of that the report does not know."""
    first, last = sentence.clause(match.start())
    inside = [one for one in sentence.periods if first <= one.start < last]
    chosen = inside or sentence.periods
    if any(not one.value or one.strength == NOT for one in chosen):
        return None
    keys = sorted({key for one in chosen for key in one.value})
    if keys:
        return keys
    carried = sentence.carried.periods
    return sorted(carried) if carried else ([] if carried is None else None)
