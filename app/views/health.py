"""Whether the programme is well: for a monitor, without a sign-in and without a figure."""

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from app.policy import OPEN, RULES
from app.room import LEAST_FREE, free
from app.views.desk import house
from app.well import AMISS, amiss

pages = Blueprint("health", __name__)
RULES["health.show"] = OPEN


@pages.get("/health")
def show() -> ResponseReturnValue:
    """The positions of log and read model, the bytes of room left, and what is amiss, if anything: where a projection
    stands still, why keys cannot be had, of how many records they are missing, and how many erasures wait."""
    here = house()
    room = free(here.model.path.parent)
    head, position, fault = here.reader.head(), here.model.catch_up(), here.model.fault
    found = amiss(here)
    well = fault is None and room >= LEAST_FREE and not AMISS & found.keys()
    facts: dict[str, object] = {"log": head, "read_model": position, "lag": head - position, "well": well}
    facts |= {"free_bytes": room} | found
    if fault:
        facts |= {"stopped_before": fault.position, "topic": fault.topic}
    return jsonify(facts), 200 if well else 503
