"""The links and forms of a page of the past: each leads to the same moment, and none changes anything.

It is done once for a whole answer, so that no template can forget the moment.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

LINK = re.compile(r'(<a\b[^>]*?\shref="|<img\b[^>]*?\ssrc="|\shx-get=")(/(?!static/)[^"#]*)(#[^"]*)?"')
LEAVING = "data-now"
"""What marks a link that leads back to now."""
FILTERS = re.compile(r'<form\b(?![^>]*data-now)[^>]*\bmethod="get"[^>]*>')
CHANGES = re.compile(r'<form\b(?![^>]*action="/sign-out")[^>]*\bmethod="post".*?</form>', re.DOTALL)


def kept(page: str, moment: str, clock: str = "") -> str:
    """A page (HTML) with the moment in its links and filters, and without forms that would change something."""
    asked = {"as_at": quote(moment, safe="")} | ({"clock": clock} if clock else {})
    fields = "".join(f'<input type="hidden" name="{name}" value="{value}">' for name, value in asked.items())
    page = CHANGES.sub("", page)
    page = FILTERS.sub(lambda form: f"{form[0]}{fields}", page)
    return LINK.sub(lambda link: _link(link, "&amp;".join(f"{name}={value}" for name, value in asked.items())), page)


def led(path: str, moment: str, clock: str = "") -> str:
    """An address of this application with the moment, unless it names one."""
    if "as_at=" in path:
        return path
    return asking(path, {"as_at": moment} | ({"clock": clock} if clock else {}))


def asking(path: str, asked: Mapping[str, str]) -> str:
    """An address that asks for this too."""
    address, sign, part = path.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}{sign}{part}"


def without(path: str) -> str:
    """An address of now: without the moment that it asks for."""
    asked = urlsplit(path)
    others = [pair for pair in parse_qsl(asked.query) if pair[0] not in ("as_at", "as_at_time", "clock")]
    return f"{asked.path}?{urlencode(others)}" if others else asked.path


def _link(link: re.Match[str], asked: str) -> str:
    start, path, part = link.groups(default="")
    if LEAVING in start or "as_at=" in path:
        return link[0]
    return f'{start}{path}{"&amp;" if "?" in path else "?"}{asked}{part}"'
