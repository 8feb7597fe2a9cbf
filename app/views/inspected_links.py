"""The links of a page for an inspector with named children and months: those that lead to nothing of theirs are text.

It is done once for a whole answer, so that no template has to ask of each link what every other role has anyway.
"""

import re
from html import unescape

from flask import Flask
from werkzeug.wrappers import Response

from app.views.desk import me
from app.views.inspected_figures import may_lead
from app.views.links import reachable

LINK = re.compile(r'<a\b(?P<said>[^>]*\shref="(?P<href>/(?!static/)[^"#]*)[^>]*)>(?P<words>.*?)</a>', re.DOTALL)
BACK = "govuk-back-link"
"""What leads back to where one came from says nothing without the link."""


def watch(app: Flask) -> None:
    """Take the links out of every page that is shown to such an inspector."""
    app.after_request(_without)


def _without(response: Response) -> Response:
    who = me()
    limited = who is not None and who.inspects is not None and not who.inspects.everything
    if limited and response.mimetype == "text/html" and not response.direct_passthrough:
        response.set_data(LINK.sub(_link, response.get_data(as_text=True)))
    return response


def _link(found: re.Match[str]) -> str:
    href = unescape(found["href"])
    if reachable(href) and may_lead(href):
        return found[0]
    return "" if BACK in found["said"] else found["words"]
