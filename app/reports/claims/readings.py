"""What the words around a claim mean in the report's figures, and the finding that comes of it."""

from itertools import product

from app.reports.claims.facts import Facts, Names, Value
from app.reports.claims.finding import Finding, Where
from app.reports.claims.mentions import Mention
from app.reports.claims.reading import Sentence, Span

Subject = tuple[str, Names]
"""A domain with grades, or a figure with none."""


def value_of(facts: Facts, subject: Subject, when: Names) -> Value | None:
    """The value of a subject over some periods; None where the report has none."""
    return facts.graded(subject[0], subject[1], when) if subject[1] else facts.measure(subject[0], when)


def readings(sentence: Sentence, at: int, grade: Mention) -> tuple[list[Value], bool]:
    """The values that a grade spoken of at a position may mean, the likeliest first; and whether it is sure of that."""
    domains, sure = sentence.domain(at)
    subjects: list[Subject] = [(domain, grade.value) for domain in domains]
    found = [value_of(sentence.facts, *each) for each in product(subjects, sentence.when(at))]
    return [value for value in found if value], sure and bool(found and (found[0] or not sentence.dated))


def finding(
    sentence: Sentence, span: Span, kind: str, told: str, value: Value | None = None, mend: str = ""
) -> Finding:
    """A finding on some words of a sentence, with the figure that is right."""
    where = Where(sentence.section, *span, sentence.text[span[0] : span[1]])
    if value is None:
        return Finding(kind, where, told, mend=mend)
    named = ("", "") if value.together else (value.figure, value.period)
    return Finding(kind, where, told, value.text, *named, value.opens, mend)
