"""Which one figure the words of a sentence name: its subject, its grade and its period, with nothing left open."""

import re

from app.reports.claims import measures
from app.reports.claims.facts import OVERALL, Names, Value
from app.reports.claims.grade_counts import grade_of, touches
from app.reports.claims.mentions import LIKELY, NOT, Mention
from app.reports.claims.numbers import Said
from app.reports.claims.reading import Sentence
from app.reports.claims.readings import value_of

_JOINED = re.compile(r"['\"]?\s*(?:,|,?\s*and|&|or|/)\s*['\"]?", re.I)
_OVERALL = re.compile(r"\boverall\b", re.I)


def identified(one: Said) -> Value | None:
    """The figure that numbers are said to be, if there is no other that the words may mean."""
    sentence = one.sentence
    when = _period(one)
    if when is None or sentence.wished(one.start) or sentence.sampled:
        return None
    grade = grade_of(one)
    value = _graded(one, grade, when) if grade else _measured(one, when)
    return value if value and _of_its_base(one, value) else None


def _of_its_base(one: Said, value: Value) -> bool:
    """Whether nothing but the base speaks for the value of another time; carried over, it has to speak for this one."""
    if one.of is None:
        return not _is_carried(one.sentence)
    if value.of == one.of.n:
        return True
    if value.of is None or one.sentence.periods:
        return value.of is not None
    return not any(one.of.n in bases for bases in one.sentence.facts.bases.values())


def _is_carried(sentence: Sentence) -> bool:
    carried = sentence.carried.periods
    return not sentence.periods and carried is not None and carried != (sentence.facts.of.key,)


def _period(one: Said) -> Names | None:
    """The period that is named beside the numbers, in their clause or alone in the sentence; else the report's."""
    sentence = one.sentence
    if not sentence.periods:
        return sentence.when(one.start)[0]
    if any(not each.value or each.strength == NOT for each in sentence.periods):
        return None
    if beside := sentence.beside(one.start, one.end):
        return beside.value
    chosen = _only(sentence, sentence.periods, one.start)
    return chosen.value if chosen else None


def _only(sentence: Sentence, mentions: list[Mention], at: int) -> Mention | None:
    """What is named in the clause, or else before it in the sentence, if it is one thing only."""
    first, last = sentence.clause(at)
    inside = [each for each in mentions if first <= each.start < last]
    inside = inside or [each for each in mentions if each.end <= first]
    return inside[0] if inside and len({each.value for each in inside}) == 1 else None


def _graded(one: Said, grade: Mention, when: Names) -> Value | None:
    sentence = one.sentence
    domain = _domain(sentence, one.start)
    known = [each for each in sentence.grades if each.strength != NOT]
    alone = touches(one) or _only(sentence, known, one.start) == grade
    if not domain or not alone or sentence.others(one.start):
        return None
    return sentence.facts.graded(domain, grade.value, when)


def _domain(sentence: Sentence, at: int) -> str:
    """The domain that is named, or that the section is of; "" where several may be meant."""
    first, last = sentence.clause(at)
    inside = any(first <= each.start < last for each in sentence.domains)
    if _OVERALL.search(sentence.text, first, last):
        return "" if inside else OVERALL
    if sentence.domains:
        one = _only(sentence, sentence.domains, at)
        return one.value[0] if one and one.strength >= LIKELY and not _listed(sentence, one) else ""
    found, sure = sentence.domain(at)
    return found[0] if sure and len(found) == 1 else ""


def _listed(sentence: Sentence, one: Mention) -> bool:
    """Whether it is one of several that are named together."""
    around = [*sentence.domains]
    at = around.index(one)
    pairs = [(around[at - 1], one)] if at else []
    pairs += [(one, each) for each in around[at + 1 : at + 2]]
    return any(_JOINED.fullmatch(sentence.text, a.end, b.start) for a, b in pairs)


def _measured(one: Said, when: Names) -> Value | None:
    """The figure other than a grade whose name is all that is said, or of which the base leaves only one."""
    sentence = one.sentence
    figures = measures.figures(one)
    values = [value_of(sentence.facts, (figure, ()), when) for figure in figures]
    known = [*{(value.n, value.of): value for value in reversed(values) if value}.values()]
    if len(known) != 1 and one.of:
        known = [value for value in known if value.of == one.of.n]
    return known[0] if len(known) == 1 else None
