"""A month on the page of its draws: where it stands, and the acts of a draw."""

from collections.abc import Callable
from typing import Any

from app.mint import mint
from app.views import acting
from app.views.cycles import STATES
from app.views.desk import house, model
from app.views.words import month as month_words
from projections import cycles

Row = dict[str, Any]


def found(month: str) -> Row | None:
    """The month that an address names, with the version of its record; None when it was never opened."""
    cycle = cycles.cycle(model(), f"cycle/{month}")
    return cycle | {"version": house().version(cycle["id"])} if cycle else None


def place(
    page: str,
    title: str,
    ready: Callable[[Any, Row], Row],
    find: Callable[[str], Row | None] = found,
    state: Callable[[Row], str] = lambda row: STATES[row["state"]],
) -> acting.Place:
    """Where the acts on a month are that its page of this name shows ("loops"), called by its title ("the draws")."""

    def given(row: Row) -> Row:
        return {"seed": f"{month_words(row['month'])} {page} {mint('seed').removeprefix('seed/')[:6]}"}

    return acting.Place(
        rule=f"/cycles/<month:month>/{page}",
        find=find,
        href=lambda row: f"/cycles/{row['month']}/{page}",
        title=lambda row: f"{title} of {month_words(row['month'])}",
        caption=lambda row: month_words(row["month"]),
        state=state,
        ready=ready,
        given=given,
        beside="moderations/_beside.html",
        plural=title.endswith("s"),
    )
