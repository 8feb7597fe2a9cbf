"""Where actions stand, by team, owner, line manager or service area, as at today or any day before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from app import clock
from app.forms.actions import StandingForm
from app.policy import RULES
from app.views import live
from app.views.action_figures import in_words
from app.views.action_reach import SEES, reach
from app.views.action_rows import listed, told
from app.views.desk import model
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import KINDS, Listing
from app.views.on_a_day import day_of
from app.views.words import day, reference
from projections import actions_lists, asking, people
from projections.actions_lists import AGES
from projections.actions_standing import figures, grouped, open_on
from projections.asking import Asked
from projections.shares import Figure

pages = Blueprint("actions_standing", __name__)
RULES |= {"actions_standing.show": SEES, "actions_standing.export": SEES}

Row = dict[str, Any]
BY = {"team": "Team", "owner": "Who is to do it", "manager": "Line manager", "area": "Service area"}
PEOPLE = ("owner", "manager")
MOST = 200
"""Members of a figure that a page shows."""
NOBODY = "none"
"""How an address names the group of those that have no team, owner or area."""


@dataclass(frozen=True)
class View:
    """What the address asks: by what, as at which day, and the figure whose members are shown, of which group."""

    by: str
    on: date
    figure: str = ""
    group: str = ""

    def href(self, figure: str = "", group: str = "", ending: str = "") -> str:
        """This page, or a file of it; with a figure, its members, for all or for a group."""
        asked = {"by": self.by, "on": self.on.isoformat(), "figure": figure, "of": group}
        return f"/actions/standing{ending}?{urlencode({name: value for name, value in asked.items() if value})}"

    def to_members(self, figure: str, group: str = "") -> str:
        """The tracker's rows of a figure of today, else its members on this page."""
        if self.on != clock.today() or group == NOBODY:
            return f"{self.href(figure, group)}#members"
        whose = {self.by: reference(group) if self.by in PEOPLE else group} if group else {}
        return f"/actions?{urlencode(whose | ({'state': 'open'} if figure == 'open' else {'standing': figure}))}"


def to_that_day(listing: Listing, ending: str) -> str:
    """Where actions stood on a day that an address of the tracker names alone; empty for any other address."""
    on = day_of(request.args.get("on", ""))
    alone = listing.unknown == ["on"] and not listing.values
    return View("team", on).href(ending=ending) if on and on <= clock.today() and alone else ""


@pages.get("/actions/standing")
def show() -> ResponseReturnValue:
    """The figures of each team, owner, manager or area, with the members of the one that is asked for.

    Nothing (204) for a page that shows them as they are.
    """
    form, view = _asked()
    mark = _mark(view)
    if live.polled() and live.unchanged(mark):
        return "", 204
    rows = _rows(view)
    values: Row = {"form": form, "view": view, "label": BY[view.by], "groups": _groups(view, rows)}
    values |= {"mark": mark, "here": live.here()}
    values |= {"total": _cells(view, figures(rows, view.on)), "headings": _headings(view.on)}
    values |= {"members": _members(view, rows), "on_words": day(view.on.isoformat())}
    values |= {
        "ways": [{"text": text, "href": replace(view, by=by).href(), "here": by == view.by} for by, text in BY.items()]
    }
    values |= {"files": [{"text": text, "href": view.href(ending=f".{kind}")} for kind, text in KINDS.items()]}
    template = "actions/_standing.html" if live.polled() else "actions/standing.html"
    return render_template(template, **values), 422 if form.errors else 200


@pages.get("/actions/standing.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same figures as a file, of one group where the address names one; or the actions of the figure it names."""
    form, view = _asked()
    if form.errors:
        abort(404)
    rows = _rows(view)
    said = f"{BY[view.by]}, as at {day(view.on.isoformat())}"
    if figure := _figure(view, _of_group(view, rows)):
        members = actions_lists.of_ids(model(), figure.members)
        return file_response(
            ending, Taken("actions", [told(row) for row in members], filters=f"{said}: {figure.label}")
        )
    return file_response(ending, Taken("actions-standing", _told(view, _of_group(view, rows)), filters=said))


def _told(view: View, rows: Sequence[Row]) -> list[Row]:
    return [
        {"on": view.on.isoformat(), "group": id, "name": name, **{key: figure.n for key, figure in of.items()}}
        for id, name, of in _named(view, rows)
    ]


def _asked() -> tuple[StandingForm, View]:
    form = StandingForm(request.args, on=_day(request.args.get("on", "")))
    form.latest = clock.today()
    by = request.args.get("by", "")
    on = date.fromisoformat(form.on.data) if form.validate() else clock.today()
    view = View(by if by in BY else "team", on, request.args.get("figure", ""), request.args.get("of", ""))
    form.by.data = view.by
    return form, view


def _day(given: str) -> str:
    """The day that an address names, today where it names none, nothing for what is no day."""
    on = day_of(given) if given else clock.today()
    return on.isoformat() if on else ""


def _mark(view: View) -> str:
    """What changes whenever an action that may be seen does, or a name, or the day."""
    found = asking.counted(model(), actions_lists.QUESTION, Asked(reach(), view.on))
    return asking.mark(model(), found, view.on)


def _rows(view: View) -> list[Row]:
    return open_on(model(), Asked(reach(), view.on))


def _named(view: View, rows: Sequence[Row]) -> list[tuple[str, str, Mapping[str, Figure]]]:
    """Each group with its name and figures, by name."""
    names = people.names(model())
    found = [(id, names.get(id, "Nobody" if view.by == "owner" else f"No {BY[view.by].lower()}"), of)
             for id, of in grouped(rows, view.by, view.on).items()]  # fmt: skip
    return sorted(found, key=lambda group: group[1])


def _groups(view: View, rows: Sequence[Row]) -> list[Row]:
    return [{"name": name, "cells": _cells(view, of, id or NOBODY)} for id, name, of in _named(view, rows)]


def _cells(view: View, of: Mapping[str, Figure], group: str = "") -> list[Row]:
    """Every figure of a group with its address; a share beside those that are shares of the open ones."""
    return [
        {"n": figure.n, "share": _share(figure), "href": view.to_members(name, group)} for name, figure in of.items()
    ]


def _share(figure: Figure) -> str:
    return f"of {figure.of}, {figure.value}" if figure.name in ("within", "overdue") else ""


def _headings(on: date) -> list[str]:
    return [f"Overdue {in_words(figure)}" if name in AGES else figure.label for name, figure in figures((), on).items()]


def _of_group(view: View, rows: Sequence[Row]) -> list[Row]:
    """The rows of the group that is asked for, all of them for none."""
    return [row for row in rows if view.group in ("", row[view.by] or NOBODY)]


def _figure(view: View, rows: Sequence[Row]) -> Figure | None:
    """The figure of these rows that is asked for, if any."""
    return figures(rows, view.on).get(view.figure)


def _members(view: View, rows: Sequence[Row]) -> list[Row] | None:
    """The actions of the figure that is asked for, as they are now; None for no figure."""
    of_group = _of_group(view, rows)
    if (figure := _figure(view, of_group)) is None:
        return None
    then = {row["id"]: row for row in of_group}
    names = people.names(model())
    found = actions_lists.of_ids(model(), figure.members)[:MOST]
    return [
        listed(row) | {"then_due": then[row["id"]]["due"], "then_owner": names.get(then[row["id"]]["owner"], "")}
        for row in found
    ]


add_list(
    "actions-standing",
    "Where actions stand",
    "on group_id group open_count within_count overdue_count overdue_7 overdue_30 overdue_90 overdue_more",
    column("on", "As at", "date"),
    column("group_id", "Team, owner, manager or area id", of="group"),
    column("group", "Team, owner, manager or area", of="name"),
    column("open_count", "Open", "number", of="open"),
    column("within_count", "Within timescale", "number", of="within"),
    column("overdue_count", "Overdue", "number", of="overdue"),
    *(column(key.replace("-", "_"), words, "number", of=key) for key, (words, _, _) in AGES.items()),
)
