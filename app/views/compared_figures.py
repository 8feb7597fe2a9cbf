"""The figures of a page at two moments: which they are, and in which order the page leads to them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from app.views.compared_rows import Compared, Differences

FIGURES = {
    "figure_id": "Figure id",
    "label": "Figure",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "percent": "Percent",
}
VALUE, FOLLOWS = frozenset({"numerator", "denominator", "percent", "share"}), frozenset({"interval", "definition"})
"""The columns that are the value of a figure, and those that only follow from it or stay."""
LINK = re.compile(r'href="/figures/([^"/?]+)')


def shown_on(page: str) -> tuple[str, ...]:
    """The figures that a page (HTML) leads to, in its order."""
    return tuple(dict.fromkeys(map(unquote, LINK.findall(page))))


def in_order(found: Differences, shown: Sequence[str]) -> Differences:
    """Figures in the order in which a page shows them; those that it does not show come after."""
    places = {name: n for n, name in enumerate(shown)}

    def sort(part: tuple[Compared, ...]) -> tuple[Compared, ...]:
        return tuple(sorted(part, key=lambda one: places.get(str(one.row.get("figure_id")), len(places))))

    return Differences(sort(found.added), sort(found.gone), sort(found.changed), found.same)


def of(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The figures of a page as data, each named by its id; none where it has none."""
    figures = told.get("figures") or []
    rows = list(figures.values()) if isinstance(figures, dict) else figures
    named = (row for row in rows if isinstance(row, dict) and {"name", "label"} <= row.keys())
    return [row | {"figure_id": row["name"]} for row in named]


def around(told: Mapping[str, Any]) -> tuple[str, str]:
    """Of which month or period some figures are, as an address names it."""
    if cycle := told.get("cycle"):
        return "cycle", str(cycle).removeprefix("cycle/")
    return ("period", str(told["period"])) if "period" in told else ("", "")


def in_words(said: Mapping[str, str]) -> str:
    """12 of 30 (40%), of the columns of a figure as they are read; without what is none."""
    percent = (said.get("percent") or said.get("share") or "").removesuffix("%")
    of = f"of {said['denominator']}" if said["denominator"] else ""
    return " ".join(filter(None, (said["numerator"], of, percent and f"({percent}%)")))
