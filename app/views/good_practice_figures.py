"""What the register comes to: followed up, shared, by theme, and which conditions were named how often."""

from typing import Any

from app.events.good_practice import CONDITIONS
from app.views import figure_files
from app.views.desk import model
from app.views.good_practice_words import labels
from app.views.listing import Listing
from app.views.shares import share
from projections import good_practice_lists
from projections.asking import Asked

Row = dict[str, Any]


def figures(asked: Asked, listing: Listing) -> Row | None:
    """The figures of the entries that are asked for; None where there are none."""
    found = good_practice_lists.totals(model(), asked)
    if not found["n"]:
        return None
    named = good_practice_lists.conditions(model(), asked)
    return {
        "totals": [
            share("Followed up with the practitioner", found["followed"], found["n"], listing.href(followed="yes"))
            | {"id": "followed"},
            share("Shared", found["shared"], found["n"], listing.href(shared="yes")) | {"id": "shared"},
        ],
        "conditions": _conditions(named, found["followed"], listing),
        "themes": _themes(asked, found["n"], listing),
        "files": figure_files.files(listing),
    }


PARTS = {"totals": "All examples", "conditions": "What made it possible", "themes": "Theme"}


def told(found: Row | None) -> list[Row]:
    """The same for a file, one after the other, each with what it is about."""
    return [one | {"about": words} for part, words in PARTS.items() for one in (found or {}).get(part, ())]


def _conditions(named: dict[str, int], followed: int, listing: Listing) -> list[Row]:
    """Each condition, the one named most often first, of all that were followed up."""
    made = [
        share(words, named.get(id, 0), followed, listing.href(condition=id)) | {"id": f"condition-{id}"}
        for id, words in CONDITIONS.items()
    ]
    return sorted(made, key=lambda one: -one["n"]) if followed else []


def _themes(asked: Asked, n: int, listing: Listing) -> list[Row]:
    """Each theme that there is, the one found most often first, of all entries."""
    found, known = good_practice_lists.themes(model(), asked), labels()
    made = [
        share(known.get(theme, theme), row["n"], n, listing.href(theme=theme))
        | {"id": f"theme-{theme}", "followed": row["followed"]}
        for theme, row in found.items()
        if theme
    ]
    return sorted(made, key=lambda one: (-one["n"], one["label"]))
