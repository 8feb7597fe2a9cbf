"""An empty list to fill in: the headings of a kind of list, as a file."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from app.policy import ADMIN, QA, RULES
from app.views.exports import csv_response
from app.views.import_columns import columns

pages = Blueprint("import_templates", __name__)
RULES["import_templates.show"] = QA | ADMIN


@pages.get("/imports/templates/<any(children, people, population):kind>.csv")
def show(kind: str) -> ResponseReturnValue:
    """The headings of a kind of list, with no row."""
    return csv_response(f"{kind}-template", [column["heading"] for column in columns(kind)], [])
