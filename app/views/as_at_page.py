"""The moments at which a page can be shown: as a report was published, or at the end of a month."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.policy import EVERYBODY, RULES
from app.programme.english import begun
from app.views import figure_moments
from app.views.links import reachable
from app.views.standing_links import led, without

pages = Blueprint("as_at_page", __name__)
RULES |= {"as_at_page.show": EVERYBODY}


@pages.get("/as-at")
def show() -> ResponseReturnValue:
    """What can be chosen for the page that the address names."""
    asked = request.args.get("page", "/")
    page = without(asked) if asked.startswith("/") and not asked.startswith("//") and reachable(asked) else "/"
    editions = figure_moments.every_edition() if reachable("/reports") else []
    return render_template("as_at/show.html", page=page, editions=_linked(page, editions), ends=_linked(page, _ends()))


def _ends() -> list[dict[str, str]]:
    return [{"value": day, "label": f"the end of {words}"} for day, words in figure_moments.last_ends()]


def _linked(page: str, moments: list[dict[str, str]]) -> list[dict[str, str]]:
    return [one | {"label": begun(one["label"]), "href": led(page, one["value"])} for one in moments]
