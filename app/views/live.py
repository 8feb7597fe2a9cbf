"""Live pages: the mark of what a page shows, and whether it still is so."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request

from app import clock


def polled() -> bool:
    """Whether this asks only for what changed."""
    return "since" in request.args


def unchanged(mark: str) -> bool:
    """Whether the page that asks shows what this mark stands for, or everything up to a position of the log."""
    since = request.args.get("since", "")
    return since == mark or (since.isdecimal() and len(since) < 19 and int(since) >= int(mark.split("-")[0]))


def with_day(mark: str) -> str:
    """A mark that also changes at midnight, when what is due becomes overdue."""
    return f"{mark}-{clock.today():%Y%m%d}"


def here() -> str:
    """The address of this page with its filters and without its mark, to be asked again."""
    args = [(key, value) for key, value in request.args.items(multi=True) if key != "since"]
    return address(request.path, args)


def address(path: str, args: Sequence[tuple[str, str]]) -> str:
    """A path with what is asked of it."""
    return f"{path}?{urlencode(args)}" if args else path
