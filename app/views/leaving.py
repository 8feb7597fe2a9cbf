"""Whoever goes from a page of the past to one that is only of now is told so."""

import re
from contextlib import suppress

from flask import flash, request

from app.views import figure_moments

FILE = re.compile(r"\.[a-z]{3,4}$")


def say(asked: str) -> None:
    """Say on the page of now that comes next that it is not of the moment (its address) that was shown."""
    with suppress(ValueError, OverflowError):
        left = figure_moments.of_key(asked)
        read = not FILE.search(request.path) and "HX-Request" not in request.headers
        if read and left and left.key != figure_moments.NOW:
            flash(f"You have left {left.words}: this page is of now.", "success")
