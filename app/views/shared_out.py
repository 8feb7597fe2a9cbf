"""Why a month's allocated audits are more or fewer than its expected auditors: who has none, and who has several."""

from collections import Counter
from typing import Any

from app.programme.english import counted, listed
from app.views.cycles import names_shown
from app.views.month_figures import opens_to
from app.views.own_areas import people_of_mine
from projections.counts import ABOVE, UNEXPECTED, WITHOUT
from projections.months import Month
from projections.shares import Figure

MOST_NAMED = 6


def explained(of: Month, found: dict[str, Figure], cycle: dict[str, Any]) -> list[dict[str, str]]:
    """The parts of the line, each with its address and the people it names; none while nothing is allocated."""
    if not found["allocated"].n:
        return []
    said = {WITHOUT: _have(found[WITHOUT].n, "no audit"), ABOVE: _several(of, found[ABOVE])}
    said[UNEXPECTED] = _not_expected(found[UNEXPECTED].n)
    return [
        {"name": name, "text": words, "href": opens_to(found[name], cycle), "people": _people(found[name])}
        for name, words in said.items()
        if found[name].n
    ]


def _have(n: int, what: str) -> str:
    return f"{n:,} of the expected {'has' if n == 1 else 'have'} {what}"


def _several(of: Month, figure: Figure) -> str:
    """1 auditor has 2, 3 have 4."""
    held = Counter(audit["auditor"] for audit in of.audits)
    by_number = sorted(Counter(held[id] for id in figure.members).items())
    return listed(f"{counted(n, 'auditor')} {'has' if n == 1 else 'have'} {audits}" for audits, n in by_number)


def _not_expected(n: int) -> str:
    return f"{counted(n, 'auditor')} with an audit {'is' if n == 1 else 'are'} not among the expected"


def _people(figure: Figure) -> str:
    """The first few by name, as far as this person sees them, and how many others; empty where none is named."""
    if figure.confidential and not names_shown():
        return ""
    names = [row["name"] for row in people_of_mine(figure.members)][:MOST_NAMED]
    others = figure.n - len(names)
    return listed([*names, counted(others, "other")] if names and others else names)
