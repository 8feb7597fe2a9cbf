"""What was typed into a form after a session had ended: shown to whoever typed it, and put into its form again."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.policy import EVERYBODY, RULES
from app.views.desk import i
from app.views.lost_session import NO_FILE, NOT_STORED, forget, may_open, waiting_for
from app.views.typed import as_sent, written

pages = Blueprint("unsent", __name__)
RULES |= {"unsent.show": EVERYBODY}

SHOWING = frozenset(
    {
        "actions_handing_over.create",
        "cycle_allocation.create",
        "cycle_allocation.exchange",
        "cycle_pool.close",
        "cycle_sample.preview",
        "cycles.count",
        "dip_grid.record",
        "frameworks.create",
        "imports.create",
        "people_acts.create",
        "people_edit.create",
        "people_edit.update",
        "people_edit.update_roles",
        "report_template.create",
        "settings.update",
        "teams.create",
        "teams.create_area",
        "teams.update",
        "teams.update_area",
    }
)
"""The endpoints whose forms have no draft, and whose view shows what was sent when it cannot be stored."""
MARK = "unsent"
"""The field with which a form is shown again, and nothing of it stored."""


@pages.get("/unsent/<unsent>")
def show(unsent: str) -> ResponseReturnValue:
    """What was typed, to copy or to go on with; another person's is not there."""
    kept = (waiting_for(i().id, unsent) or abort(404)).fields
    again = [*as_sent(kept["fields"]).items(multi=True), (MARK, unsent)] if _shows(kept["to"]) else []
    why = f"{NOT_STORED} {NO_FILE}" if kept["file"] else NOT_STORED
    return render_template("shared/unsent.html", why=why, written=written(kept["fields"]), to=kept["to"], again=again)


def show_again() -> ResponseReturnValue | None:
    """Answer a form that is only to be shown again with its page, None for every other request."""
    if request.method != "POST" or request.endpoint not in SHOWING or MARK not in request.form:
        return None
    g.only_shown = True
    flash(NOT_STORED, "error")
    page: Any = current_app.ensure_sync(current_app.view_functions[request.endpoint])(**(request.view_args or {}))
    answer: Response = current_app.make_response(page)
    forget(i().id, request.form[MARK])
    return answer


def _shows(to: str) -> bool:
    endpoint, _ = current_app.create_url_adapter(request).match(to, method="POST")  # type: ignore[union-attr]
    return endpoint in SHOWING and may_open(i(), to, "POST")
