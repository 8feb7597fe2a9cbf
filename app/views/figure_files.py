"""The figures that stand above a tracker as a file, under the same filters: each with n of N, share and interval."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.policy import RULES, Grants
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import KINDS, Listing
from app.views.tracking import Tracker
from app.views.words import lower_first
from projections.asking import Asked
from projections.shares import percent

Row = dict[str, Any]
COLUMNS = "figure_id about figure numerator denominator share interval"


def put(
    pages: Blueprint, tracker: Tracker, grants: Grants, figures: Callable[[Asked], Sequence[Row]], withheld: str = ""
) -> None:
    """Put the file in its place, beside the tracker's: endpoint `export_figures`; `withheld` says why there are none.

    `figures` gives shares (app/views/shares.py), each with its `id` and what it is `about`.
    """

    def export_figures(ending: str) -> ResponseReturnValue:
        listing = tracker.listing()
        rows = [_told(one) for one in figures(tracker.asked(listing))]
        said = "; ".join(one["text"] for one in tracker.chosen(listing))
        taken = Taken(name, rows, filters=said, withheld=None if rows else withheld or None)
        return file_response(ending, taken)

    export_figures.__doc__ = f"{tracker.title}: the figures above the list, under its filters, as a file."
    name = f"{tracker.list}-figures"
    pages.add_url_rule(f"{tracker.path}/figures.<any(csv, xlsx, json):ending>", "export_figures", export_figures)
    RULES[f"{pages.name}.export_figures"] = grants
    own = (column("about", "About"), column("interval", "95% interval"))
    add_list(name, f"Figures of {lower_first(tracker.title)}", COLUMNS, *own)


def files(listing: Listing) -> list[Row]:
    """The addresses of the files, with their words."""
    return [{"text": text, "href": listing.href(f"/figures.{kind}")} for kind, text in KINDS.items()]


def _told(one: Row) -> Row:
    found = percent(one["n"], one["of"], 0)
    said = {"figure": one["id"], "share": None if found is None else found.scaleb(-2)}
    return one | said | {"interval": one.get("interval", "")}
