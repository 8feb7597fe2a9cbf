"""The team managers' duties of each team side by side, under the filters of the tracker: a page and its files."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.policy import RULES
from app.views import live
from app.views.desk import model
from app.views.duties import SEES, TRACKER
from app.views.export_columns import add_list, column
from app.views.export_files import Taken, file_response
from app.views.listing import KINDS, Listing
from projections import asking, duties_lists, people
from projections.asking import Asked

pages = Blueprint("duty_teams", __name__)
RULES |= {"duty_teams.index": SEES, "duty_teams.export": SEES}
Row = dict[str, Any]
PATH = "/duties/by-team"


@pages.get(PATH)
def index() -> ResponseReturnValue:
    """The figures of each team; nothing (204) for a page that shows them as they are."""
    listing, asked = TRACKER.listing(), TRACKER.asked(TRACKER.listing())
    mark = asking.mark(model(), asking.counted(model(), duties_lists.QUESTION, duties_lists.aside(asked)), asked.today)
    if live.polled() and live.unchanged(mark):
        return "", 204
    of_year = asked.chosen.get("cycle") == "year"
    values: Row = {"teams": _teams(asked), "listing": listing, "of_year": of_year, "mark": mark, "here": live.here()}
    values |= {"duties": DUTIES, "kinds": DISCUSSIONS, "period": {"cycle": "received"} if of_year else {}}
    if live.polled():
        return render_template("duties/_teams.html", **values)
    files = [{"text": text, "href": _file(listing, kind)} for kind, text in KINDS.items()]
    return render_template("duties/by_team.html", **values, files=files)


@pages.get(f"{PATH}.<any(csv, xlsx, json):ending>")
def export(ending: str) -> ResponseReturnValue:
    """The same figures as a file."""
    listing = TRACKER.listing()
    said = "; ".join(one["text"] for one in TRACKER.chosen(listing))
    rows = [
        {"team": team["id"], "team_name": team["name"], **{key: figure.n for key, figure in team["figures"].items()}}
        for team in _teams(TRACKER.asked(listing))
    ]
    return file_response(ending, Taken("duties-by-team", rows, filters=said, not_known=TRACKER.not_known(listing)))


def _teams(asked: Asked) -> list[Row]:
    """Each team that received an audit, by name."""
    names = {team["id"]: team["name"] for team in people.teams(model())}
    found = duties_lists.by_team(model(), asked)
    rows = ({"id": id, "name": names.get(id, ""), "figures": figures} for id, figures in found.items())
    return sorted(rows, key=lambda row: (row["name"], row["id"]))


def _file(listing: Listing, kind: str) -> str:
    return listing.href(f"/by-team.{kind}")


add_list(
    "duties-by-team",
    "Managers' duties by team",
    f"team_id team received_count {' '.join(f'{name}_count' for name in (*DUTIES, *DISCUSSIONS))} late_count",
    column("received_count", "Audits received", "number", of="received"),
    *(column(f"{name}_count", words, "number", of=name) for name, words in (DUTIES | DISCUSSIONS).items()),
    column("late_count", "With something late", "number", of="late"),
)
