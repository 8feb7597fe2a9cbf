"""What is told of a figure: its rules line by line, its interval, and the figures that stand beside it."""

from collections.abc import Iterable
from typing import Any

from app.views.figure_asked import Asked
from projections.intervals import wilson
from projections.shares import Figure

FAMILIES = (
    (
        "completion-of-pool",
        "completion-of-allocated",
        "completion-to-standard",
        "completion-within-reach",
        "completion-of-expected",
    ),
    ("exemptions-not-health-or-leave", "exemptions-not-health-or-leave-of-pool", "exemptions-health-or-leave"),
)
"""Figures that answer one question by different definitions, so that none of them passes for another."""
Row = dict[str, Any]


def rules(figure: Figure) -> list[Row]:
    """The definition, line by line: what is counted, of what, and what else holds."""
    counted, _, of = figure.definition.partition(" ÷ ")
    if not of:
        return [{"label": "What is counted", "text": counted}]
    base, _, more = of.partition(". ")
    apart = [one for one in more.split(". ") if "in the base" in one]
    others = [one for one in more.split(". ") if one and one not in apart]
    lines = [("Numerator", counted), ("Denominator", base), ("Not applicable", (apart and apart[0]) or NEVER)]
    return [
        {"label": label, "text": _ended(_begun(text))} for label, text in (*lines, *(("Also", one) for one in others))
    ]


NEVER = "Nothing is left out of the base because it does not apply"


def interval(figure: Figure) -> str:
    """The 95% interval of its share in words; "" for a count and for a share of nothing."""
    between = wilson(figure.n, figure.of) if figure.of else None
    return between.words(figure.places) if between else ""


def rounding(figure: Figure) -> str:
    """How its share is rounded, in a sentence; "" for a count."""
    if figure.of is None:
        return ""
    places = "whole per cent" if figure.places == 0 else f"{figure.places} decimal place{'s' * (figure.places > 1)}"
    return f"Rounded half up, once, to {places}."


def rivals(asked: Asked) -> list[Row]:
    """The other definitions of what it tells, with itself, in one order; empty where there is one only."""
    found = asked.source.figures(asked.period)
    family = next((names for names in FAMILIES if asked.figure.name in names), ())
    return _rows(asked, (found[name] for name in family if name in found))


def of_the_same_base(asked: Asked) -> list[Row]:
    """The figures with exactly its base, with itself, without those that are rivals; empty where it is the only one."""
    base, family = asked.figure.base, next((names for names in FAMILIES if asked.figure.name in names), ())
    if not base or family:
        return []
    found = asked.source.figures(asked.period).values()
    rows = _rows(asked, (one for one in found if one.base == base and _kind(one) == _kind(asked.figure)))
    return rows if len(rows) > 1 else []


def _kind(figure: Figure) -> str:
    """What a figure is about: its domain, or who took part, so that only what belongs together stands together."""
    first, _, rest = figure.name.partition(":")
    return f"{first}:{rest.partition(':')[0]}" if rest else first.partition("-")[0]


def _rows(asked: Asked, figures: Iterable[Figure]) -> list[Row]:
    return [
        {
            "figure": one,
            "href": "" if one.name == asked.figure.name else asked.href(one.name),
            "interval": interval(one),
        }
        for one in figures
    ]


def _begun(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
