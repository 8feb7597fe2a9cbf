"""Today: what waits for me, by date."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.policy import EVERYBODY, RULES
from app.views.desk import house, i
from projections import people

pages = Blueprint("home", __name__)
RULES["home.show"] = EVERYBODY


@pages.get("/")
def show() -> ResponseReturnValue:
    """The one screen of each role that I hold."""
    return render_template("home/show.html", council=people.council(house().model), me_now=i())
