"""Whether the programme is well: for a monitor, without a sign-in and without a figure."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.policy import OPEN, RULES
from app.views.desk import house

pages = Blueprint("health", __name__)
RULES["health.show"] = OPEN


@pages.get("/health")
def show() -> ResponseReturnValue:
    """The position of the log, that of the read model, and the event at which a projection stands still, if any."""
    here = house()
    head, position, fault = here.reader.head(), here.model.catch_up(), here.model.fault
    facts: dict[str, object] = {"log": head, "read_model": position, "lag": head - position, "well": fault is None}
    if fault:
        facts |= {"stopped_before": fault.position, "topic": fault.topic}
    return jsonify(facts), 200 if fault is None else 503
