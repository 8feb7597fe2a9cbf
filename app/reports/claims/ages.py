"""By how many days actions are late: how many of them are late by more, or by less, than is said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.reports.claims.extents import HOW, TESTS, about, part_name
from app.reports.claims.facts import Facts, Value
from app.reports.claims.finding import EXTENT, FIGURE, Finding
from app.reports.claims.fitting import fits
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import finding, value_of
from app.reports.claims.words import NUMBER, number

_BAND = re.compile(r"\b(?:overdue|late) by (?:(\d+) to (\d+)|more than (\d+)) days\b", re.I)
_MORE = r"(?:(?P<more>more than|over|longer than|in excess of)|(?P<less>less than|under|up to|within|no more than))"
_SPAN = rf"(?P<n>a|one|{NUMBER}|three) (?:calendar )?(?P<unit>days?|weeks?|months?)"
_BETWEEN = r"(?:by\s+)?(?P<low>\d+)(?:\s+to\s+|\s*-\s*)(?P<high>\d+) days"
_LATE = r"(?:late|overdue|past (?:their|its) (?:due )?date)"
_AGE = re.compile(
    rf"\b(?:{_MORE}\s+{_SPAN}\s+{_LATE}|{_LATE}\s+(?:by\s+|for\s+)?(?:{_MORE.replace('?P<', '?P<b_')}\s+"
    rf"{_SPAN.replace('?P<', '?P<b_')}|{_BETWEEN})|{_BETWEEN.replace('?P<', '?P<c_')}\s+{_LATE})\b", re.I
)  # fmt: skip
_WHICH = re.compile(r"\b(?:actions?|overdue)\b", re.I)
_NOT = re.compile(r"\b(?:audits?|reviews?|visits?|returns?|not|never|should|would|will|if|target)\b", re.I)
_EXTENT = re.compile(
    r"\b(?:(?P<nearly>(?:almost|nearly|virtually) (?:all|every))|(?P<all>all|every|each)|(?P<none>none|no)"
    r"|(?P<hardly>(?:hardly|scarcely|barely) any|very few)|(?P<most>most|(?:the |a )?(?:\w+ )?majority)"
    rf"|(?P<few>(?:a )?(?:small )?minority|(?<!a )few)|(?P<how>{HOW}\s+)?"
    r"(?:(?:a |one )(?P<one>quarter|third|fifth|tenth)|(?P<part>two[- ]thirds|three[- ]quarters|half)))"
    r"(?:\s+of)?(?:\s+(?:the|our|these|those))?\s+(?:(?P<over>overdue|late)\s+)?(?:open\s+)?actions?\b(?P<after>\s+overdue)?(?P<then>.*)$",
    re.I | re.S,
)  # fmt: skip
_SUBJECT_ONLY = re.compile(
    r"\s+(?:that |which )?(?:are|were|is|was|have been|have now been)\s+(?:now |already |still )?$", re.I
)
_DAYS = {"d": 1, "w": 7, "m": 30}


@dataclass(frozen=True)
class _Late:
    """Actions that are late by so long: how many, of the overdue ones and of the open ones."""

    value: Value
    of_open: int | None


def check(sentence: Sentence, said: list[Said]) -> Iterator[Finding]:
    """What is said of how late actions are, and is not so."""
    match = (
        _AGE.search(sentence.text, sentence.start, sentence.end)
        if sentence.says(("late", "overdue", "past "))
        else None
    )
    if match is None or not _WHICH.search(sentence.words) or _NOT.search(sentence.words):
        return
    late = _late(sentence, match)
    if late:
        before = [one for one in said if one.end <= match.start() and not one.about]
        found = _counted(before, late, match) if before else _extent(sentence, late, match)
        yield from [found] if found else []


def _late(sentence: Sentence, match: re.Match[str]) -> _Late | None:
    """What is said to be so late, as the bands of the report have it; None where their limits are others."""
    bands, span = _bands(sentence.facts), _days(match)
    when = sentence.when(match.start())[0]
    inside = [figure for low, high, figure in bands if span[0] <= low and high <= span[1]]
    edges = {low - 1 for low, _, _ in bands} | {high for _, high, _ in bands} | {0}
    values = [value_of(sentence.facts, (figure, ()), when) for _, _, figure in bands]
    known = [value for value in values if value]
    if not inside or len(known) != len(bands) or not {span[0] - 1, span[1]} <= edges:
        return None
    n = sum(value.n for value in known if value.figure in inside)
    words = match[0].strip()
    name = known[0].name if len(inside) == 1 else words
    chosen = next(value for value in known if value.figure == inside[0])
    value = Value(name if len(inside) > 1 else chosen.name, inside[0], chosen.period, n, sum(one.n for one in known),
                  chosen.places, together=len(inside) > 1)  # fmt: skip
    return _Late(value, _open(sentence.facts, chosen))


def _bands(facts: Facts) -> list[tuple[int, int, str]]:
    """From how many days to how many, and the figure."""
    found = []
    for figure, labels in facts.said.items():
        match = next(filter(None, map(_BAND.search, labels)), None)
        if match:
            found.append((int(match[1] or 0) or int(match[3]) + 1, int(match[2] or 0) or 10**6, figure))
    return sorted(found)


def _days(match: re.Match[str]) -> tuple[int, int]:
    """The days that are spoken of, from and to."""
    group = {name.rpartition("_")[2]: value for name, value in match.groupdict().items() if value}
    if "low" in group:
        return int(group["low"]), int(group["high"])
    n = 1 if group["n"].lower() in ("a", "one") else number(group["n"])
    days = n * _DAYS[group["unit"][0].lower()]
    return (days + 1, 10**6) if "more" in group else (1, days)


def _open(facts: Facts, value: Value) -> int | None:
    """How many actions are open, where the report says of a share of them what it is of."""
    bases = {cell.of for (figure, when), cell in facts.cells.items()
             if when == value.period and figure in _overdue(facts) and cell.of}  # fmt: skip
    return bases.pop() if len(bases) == 1 else None


def _overdue(facts: Facts) -> list[str]:
    return [figure for figure, labels in facts.said.items() if labels & {"Overdue", "Actions overdue"}]


def _counted(said: list[Said], late: _Late, match: re.Match[str]) -> Finding | None:
    """34 actions, or 34 of the 68, or 50%, are said to be so late."""
    one, value = said[-1], late.value
    gap = one.sentence.text[one.end : match.start()]
    if len(gap) > 40 or re.search(r"[;:.]|\b(?:and|but|while)\b", gap):
        return None
    if one.of and one.of.n not in (value.of, late.of_open):
        return None
    fitting = [value, Value(value.name, value.figure, value.period, value.n, late.of_open, value.places)]
    if any(fits(one, each) for each in fitting if each.of):
        return None
    right = value if one.of is None or one.of.n == value.of else fitting[1]
    said_as = f"{one.n.n}" if one.n else f"{one.share.value}%" if one.share else ""
    return finding(
        one.sentence, (one.start, match.end()), FIGURE, f"{_name(value)} {right.text}, not {said_as}.", right
    )


def _name(value: Value) -> str:
    return f"‘{value.name}’ is" if value.together else f"{value.said} is"


def _extent(sentence: Sentence, late: _Late, match: re.Match[str]) -> Finding | None:
    """All, none, most, half of the actions are said to be so late."""
    found = _EXTENT.search(sentence.text, sentence.clause(match.start())[0], match.start())
    if found is None or not _SUBJECT_ONLY.fullmatch(found["then"]):
        return None
    kind = next((name for name in TESTS if found.groupdict().get(name)), "")
    test, wrong = TESTS[kind] if kind else (about(found), f"not {(found['how'] or '').lower()}{part_name(found)}")
    values = [late.value]
    if not (found["over"] or found["after"]) and late.of_open:
        values.append(Value(late.value.name, late.value.figure, late.value.period, late.value.n, late.of_open))
    if any(map(test, values)):
        return None
    told = f"{_name(late.value)} {late.value.text}, {wrong}."
    return finding(sentence, (found.start(), match.end()), EXTENT, told, late.value)
