"""What is worked out for one person at a time: whoever comes meanwhile is told so, with the way to ask for it again."""

from typing import Any

from flask import Flask, render_template, request

from app.turns import Occupied

AGAIN = 5
"""After how many seconds it is worth asking again."""


def watch(app: Flask) -> None:
    """Answer a request that came while it was another's turn."""
    app.register_error_handler(Occupied, _told)


def _told(occupied: Occupied) -> Any:
    again = request.full_path if request.method == "GET" else ""
    page = render_template("shared/sorry.html", sentence=str(occupied), status=503, again=again)
    return page, 503, {"Retry-After": str(AGAIN)}
