"""A page that chooses its month or period by itself is compared as of the one that it chose at the earlier moment."""

from dataclasses import replace
from urllib.parse import parse_qs

from app.views.asked_within import Answer, at
from app.views.figure_moments import Moment
from app.views.standing_links import asking

CHOSEN = {"month": "cycle", "period": "period", "year": "year", "from": "first", "to": "last"}
"""What a page chooses by itself, as its data name it: by which name an address chooses it."""
CHOSEN_BY = frozenset({*CHOSEN.values(), "month", "from", "to"})
ALL = ("All", "all", "")


def both(page: str, first: Moment, last: Moment) -> tuple[Answer, Answer]:
    """What an address answers at both moments."""
    return at(page, first), at(page, last)


def of_one_time(page: str, data: str, first: Moment, last: Moment) -> tuple[str, Answer, Answer]:
    """What the data of a page say at both moments, of the same month, period or year, and the page's address so.

    Where the address names one that was not there at the earlier moment, nothing was: what was shown in its place is
    of another time.
    """
    was, now = both(data, first, last)
    chosen = _chosen(was)
    if not chosen or chosen == (_chosen(now) or chosen):
        return page, was, now
    if parse_qs(page.partition("?")[2]).keys() & CHOSEN_BY:
        return page, replace(was, status=404), now
    return asking(page, chosen), *both(asking(data, chosen), first, last)


def _chosen(answer: Answer) -> dict[str, str]:
    """The month, period or year that a page chose, by the name with which an address chooses it."""
    told = answer.json if isinstance(answer.json, dict) and answer.status == 200 else {}
    return {name: str(told[key]) for key, name in CHOSEN.items() if told.get(key, "All") not in ALL}
