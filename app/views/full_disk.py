"""A disk without room: the save that failed is told in words, with what was typed to read and to copy."""

from typing import Any

from flask import Flask, current_app, jsonify, render_template, request

from app.room import FAULTS, is_full
from app.views.desk import me
from app.views.typed import typed, written

STATUS = 507

NO_ROOM = "This computer has no room left"
WHOM = "Tell whoever looks after Audit Loop."
NOT_STORED = f"{NO_ROOM}, so nothing was stored. Go back in your browser: what you typed is still there. {WHOM}"
NOT_SHOWN = f"{NO_ROOM}, so this page cannot be brought up to date. {WHOM}"


def watch(app: Flask) -> None:
    """Answer a save that fails for want of room; every other fault of a database stays what it is.

    What can be made again is let go of, so that the next save may have room.
    """
    for fault in FAULTS:
        app.register_error_handler(fault, _told)


def _told(fault: Exception) -> Any:
    if not is_full(fault):
        raise fault
    current_app.extensions["as_at"].make_room()
    if request.endpoint == "drafts.update":
        return jsonify(sentence=f"{NO_ROOM}."), STATUS
    if request.method != "POST":
        return render_template("shared/sorry.html", sentence=NOT_SHOWN, status=STATUS), STATUS
    there = request.path if me() else ""
    return render_template(
        "shared/typed.html", why=NOT_STORED, written=written(typed(request.form)), there=there
    ), STATUS
