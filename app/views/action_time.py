"""Who may give more time for an action: told to whoever is to do it, and may not move its date themselves."""

from typing import Any

from app.views.action_rows import href
from app.views.desk import i, model
from app.views.links import is_open_to
from app.views.signed_in import signed_in
from projections.managers import managers


def more_time(action: dict[str, Any]) -> str:
    """Whom the owner of an open action asks for a later date; empty for everybody else.

    The line manager is named where they may move it: who does not lead the team or area sends nobody there in vain.
    """
    if action["owner"] != i().id or action["state"] != "open":
        return ""
    lead = "another QA lead" if "qa_lead" in i().roles else "the QA lead"
    found = signed_in(model(), managers(model(), [action["owner"]]).get(action["owner"], ""))
    if found and is_open_to(found.me, f"{href(action)}/extension"):
        return f"If you need more time, ask {found.me.name}, your line manager, or {lead}: they may move the date."
    return f"If you need more time, ask {lead}, who may move the date."
