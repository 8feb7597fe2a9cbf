"""Forms with text that somebody has not sent: on Today those that can be sent, on a page the text of the others."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.policy import EVERYBODY, RULES
from app.views.desk import drafts, i
from app.views.form_names import named
from app.views.keeping import ASIDE
from app.views.typed import written

pages = Blueprint("unsent_forms", __name__)
RULES |= {"unsent_forms.show": EVERYBODY}

OUT_OF_REACH = "A form that is not yours any more"


def mine() -> list[dict[str, Any]]:
    """Forms with text of mine that I have not sent, newest first; `open` where they can be sent now."""
    kept = sorted(drafts().forms(i().id).items(), key=lambda form: form[1], reverse=True)
    return [_form(key, at) for key, at in kept if not key.endswith(ASIDE)]


@pages.get("/unsent-texts")
def show() -> ResponseReturnValue:
    """What I typed into forms that can no longer be sent, to copy or to discard."""
    return render_template("home/unsent_texts.html", forms=[form | _text(form) for form in mine() if not form["open"]])


def _form(key: str, at: str) -> dict[str, Any]:
    words, is_open = named(f"/{key}") or (OUT_OF_REACH, False)
    return {"key": key, "href": f"/{key}", "text": words, "at": at, "open": is_open}


def _text(form: dict[str, Any]) -> dict[str, Any]:
    found = drafts().get(i().id, form["key"])
    return {"written": written(found.fields) if found else []}
