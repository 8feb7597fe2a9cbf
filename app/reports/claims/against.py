"""Numbers against their own arithmetic and against the report's figures."""

from dataclasses import replace
from itertools import product

from app.reports.claims import measures
from app.reports.claims.facts import Names, Value
from app.reports.claims.finding import Finding
from app.reports.claims.fitting import comparable, fits, share_is_right
from app.reports.claims.grade_counts import grade_of
from app.reports.claims.identified import identified
from app.reports.claims.naming import part_of
from app.reports.claims.numbers import Said
from app.reports.claims.readings import Subject, value_of
from app.reports.claims.telling import another, unlike, wrong_share


def check(one: Said) -> Finding | None:
    """What is wrong with numbers that are said, if anything."""
    if parts := part_of(one):
        return _part(one, parts)
    values, sure = means(one)
    if not share_is_right(one):
        return wrong_share(one, identified(one))
    if any(fits(one, value) for value in values):
        return None
    meant = identified(one)
    if meant and comparable(one, meant) and not fits(one, meant):
        return another(one, meant)
    likely = [value for value in values if comparable(one, value)] if sure and values else []
    if likely and comparable(one, values[0]):
        return unlike(one, likely)
    return _of_no_base(one)


def _part(one: Said, figures: Names) -> Finding | None:
    """Of the 21 actions raised, 4 are open: the count alone is the figure's."""
    alone, when = replace(one, of=None), one.sentence.when(one.start)
    values = [value for each in product([(figure, ()) for figure in figures], when) if (value := _value(one, each))]
    if not values or one.sentence.wished(one.start) or any(fits(alone, value) for value in values):
        return None
    return another(alone, values[0]) if len(values) == 1 else unlike(alone, values)


def _value(one: Said, of: tuple[Subject, Names]) -> Value | None:
    return value_of(one.sentence.facts, *of)


def _of_no_base(one: Said) -> Finding | None:
    """82 of 94 audits were completed: no figure of that name is of so many, and one number of the two is a figure's."""
    if not (one.n and one.of and one.joined) or one.about or one.sentence.others(one.start):
        return None
    values = _graded(one) if one.sentence.grades else _whole(one)
    near = [value for value in values if _near(one.n.n, value.n) and _near(one.of.n, value.of or 0)]
    return unlike(one, near) if near and not any(fits(one, value) for value in values) else None


def _graded(one: Said) -> list[Value]:
    """The values of the grade that is named, where the count is one of theirs: 49 of 76, that are 49 of 77."""
    values, sure = means(one)
    return [value for value in values if sure and one.n and value.n == one.n.n and value.of]


def _whole(one: Said) -> list[Value]:
    """The values of the figures with that name, whatever they are of."""
    when = one.sentence.when(one.start)[0]
    found = [_value(one, ((figure, ()), when)) for figure in measures.whole(one)]
    return [value for value in found if value and value.of]


def _near(n: int, other: int) -> bool:
    """Whether a number may be meant for another: off by two, or by a twentieth."""
    return abs(n - other) <= max(2, other // 20)


def means(one: Said, bounds: bool = True) -> tuple[list[Value], bool]:
    """The values of the report that numbers may mean, the likeliest first, and whether it is sure of that.

    What is said to be more or less than a number is no value of it, unless `bounds` is not.
    """
    sentence = one.sentence
    grade = grade_of(one)
    if grade is None:
        return _measured(one, bounds)
    if sentence.others(one.start, bounds) or not grade.strength:
        return [], False
    domains, sure = sentence.domain(one.start)
    return _values(one, [(domain, grade.value) for domain in domains], sure)


def _values(one: Said, subjects: list[Subject], sure: bool) -> tuple[list[Value], bool]:
    """The values of subjects, of the periods that may be meant; where none is named, of the months with that base."""
    facts = one.sentence.facts
    found = [value_of(facts, *each) for each in product(subjects, one.sentence.when(one.start, one.end))]
    if (one.moves and not one.sentence.dates(one.start)) or (
        one.of and not one.sentence.near(one.sentence.periods, one.start)
    ):
        found += [value_of(facts, each, (month,)) for each in subjects for month in facts.months]
    known = [value for value in found if value]
    if one.of and (same := [value for value in known if value.of == one.of.n]):
        return same, sure
    return known, sure and bool(found and (found[0] or not one.sentence.dated))


def _measured(one: Said, bounds: bool) -> tuple[list[Value], bool]:
    """The figures other than grades that numbers may mean."""
    sentence, facts = one.sentence, one.sentence.facts
    if sentence.grades and one.n is None:
        return [], False
    figures = measures.counted(one, facts) if one.of is None and one.share is None else ()
    if not figures and (one.share or one.of):
        figures = measures.meant(sentence, sentence.clause(one.start), facts)
        figures = tuple(figure for figure in figures if figure in facts.bases)
    if not figures or sentence.wished(one.start, bounds) or sentence.sampled:
        return [], False
    values, sure = _values(one, [(figure, ()) for figure in figures], True)
    return values, sure and len({value.n for value in values[: len(figures)]}) == 1
