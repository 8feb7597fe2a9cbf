"""Whether a page is there for this person, so that no link leads to a refusal."""

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from app.policy import Me
from app.views.desk import me
from app.views.inspected import stands
from app.views.words import audit_path


class Number(IntegerConverter):
    """A number in an address, in our digits and none that no record could have: any other is not there."""

    regex = "[0-9]+"

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int | None = 999_999_999) -> None:
        super().__init__(map, fixed_digits, min, max)


class Month(BaseConverter):
    """A month in an address, as 2024-05: any other word is not there."""

    regex = "[12][0-9]{3}-(?:0[1-9]|1[0-2])"


def reachable(path: str, method: str = "GET") -> bool:
    """Whether an address of this application leads this person to a page."""
    return is_open_to(me(), path, method)


def is_open_to(who: Me | None, path: str, method: str = "GET") -> bool:
    """Whether an address of this application leads somebody to a page, whoever asks; of the past, to one of it."""
    try:
        endpoint, names = current_app.url_map.bind_to_environ(request.environ).match(path.split("?")[0], method)
    except HTTPException:
        return False
    if g.get("stood") and (method != "GET" or not stands(me(), endpoint)):
        return False
    return bool(current_app.extensions["policy"].allows(who, endpoint, names))


def link(path: str) -> str:
    """The address if it is there for this person, else nothing."""
    return path if reachable(path) else ""


def address() -> str:
    """What links to be sent begin with: as the settings say, else as this page was asked for."""
    said = current_app.extensions["mailing"].settings.address
    return said if said.startswith(("https://", "http://")) else request.host_url.rstrip("/")


def to_audit(id: str) -> str:
    """The address of an audit if this person may read it, else nothing."""
    _, month, number = id.split("/")
    readable = current_app.extensions["policy"].allows(me(), "audits.show", {"month": month, "number": number})
    return audit_path(id) if readable else ""
