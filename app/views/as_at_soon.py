"""A moment of the past that is still being put together: how far it is, instead of its page, which comes by itself."""

import re

from flask import Flask, abort, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.past_ahead import HowFar, PastAhead

FILE = re.compile(r"\.[a-z]{3,4}$")
PLACE = "soon"
"""What of the page asks again, as it names itself."""
SECONDS = "5"


class NotYet(Exception):  # noqa: N818 - it is on its way
    """What a moment is made from is being made; it is so far."""

    def __init__(self, how_far: HowFar) -> None:
        super().__init__()
        self.how_far = how_far


def watch(app: Flask) -> None:
    """Answer with how far it is."""
    app.register_error_handler(NotYet, _not_yet)


def must_be_near(*positions: int) -> None:
    """Go on where pages of these positions take but a moment to make; raises NotYet.

    The page that said so and asks again is told to load itself.
    """
    ahead: PastAhead = current_app.extensions["past_ahead"]
    for position in positions:
        if left := ahead.left(position):
            raise NotYet(left)
    if request.headers.get("HX-Target") == PLACE:
        abort(make_response("", 204, {"HX-Refresh": "true"}))


def _not_yet(soon: NotYet) -> ResponseReturnValue:
    is_file = bool(FILE.search(request.path))
    page = render_template("as_at/soon.html", how_far=soon.how_far, here=request.full_path, place=PLACE)
    return page, 503 if is_file else 202, {"Retry-After": SECONDS}
