"""What stands above the tracker of actions: how many are open, within timescale and overdue, as links to their rows."""

from typing import Any

from app.views.desk import model
from app.views.listing import Listing
from projections import asking
from projections.actions_lists import AGES, QUESTION
from projections.actions_standing import UNDER, figures, open_now
from projections.asking import Asked
from projections.shares import Figure

Shown = dict[str, Any]


def above(listing: Listing, asked: Asked) -> Shown:
    """The figures of what is filtered, whatever state and standing are chosen, as links to exactly their rows."""
    found = figures(open_now(model(), asked), asked.today)

    def shown(name: str) -> Shown:
        return {"figure": found[name], "href": listing.href(state="", standing=name)}

    waiting = asking.counted(model(), QUESTION, _with_state(asked, "completed")).all
    return {
        "open": {"figure": found["open"], "href": listing.href(state="open", standing="")},
        "within": shown("within"),
        "overdue": shown("overdue"),
        "ages": [shown(name) | {"words": in_words(found[name])} for name in AGES],
        "waiting": {"n": waiting, "href": listing.href(state="completed", standing="")},
        "on": asked.today.isoformat(),
    }


def in_words(figure: Figure) -> str:
    """How long ago, without "overdue by": "1 to 7 days"."""
    return figure.label.removeprefix("Overdue by ")


def as_data(figure: Figure) -> Shown:
    """A figure with the ids of its members and base."""
    return {
        "name": figure.name,
        "label": figure.label,
        "definition": figure.definition,
        "numerator": figure.n,
        "denominator": figure.of,
        "percent": None if figure.share is None else str(figure.share),
        "numerator_ids": list(figure.members),
        "denominator_ids": None if figure.base is None else list(figure.base),
    }


def _with_state(asked: Asked, state: str) -> Asked:
    chosen = {name: value for name, value in asked.chosen.items() if name not in UNDER} | {"state": state}
    return Asked(asked.reach, asked.today, chosen)
