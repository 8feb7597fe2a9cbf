"""The gallery: every shared component and the sentence of every type of event. For development only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.demo import stories
from app.demo.charts import EXAMPLES, table
from app.forms.gallery import GalleryForm
from app.policy import EVERYBODY, Grants
from app.programme import histories
from app.programme.house import House, open_house
from app.views import live
from app.views.charts import chart_response
from app.views.histories import Told

pages = Blueprint("gallery", __name__)
OWN_RULES: dict[str, Grants] = {"gallery.show": EVERYBODY, "gallery.chart": EVERYBODY}
"""In force where the gallery is: not in the table of what a council runs."""

FLASHES = [("success", "The audit is accepted."), ("error", "Nothing of it is stored.")]
GRADES = (
    ("Outstanding", "grade-4"), ("Good", "grade-3"), ("Requires improvement", "grade-2"), ("Inadequate", "grade-1"),
    ("Not graded", "grade-0"), ("N/A", "grade-na"), *((f"{n} of 10", f"scale-{n}") for n in range(1, 11)),
)  # fmt: skip
CELLS = [
    {"label": label, "grade": {"label": grade, "style": style}, "mark": ""}
    for label, (grade, style) in zip(("Assessment", "Plans", "Review"), GRADES, strict=False)
] + [{"label": "Overall grade", "grade": None, "mark": ""}]
MODERATED = [CELLS[0] | {"mark": "same"}, CELLS[1] | {"grade": CELLS[2]["grade"], "mark": "changed"}, *CELLS[2:]]
STRIP = {"lines": [{"stage": "Auditor's grade", "cells": CELLS}, {"stage": "Moderated grade", "cells": MODERATED}]}
PAIR = {
    "mine": {"key": "evidence.plans", "kind": "long_text", "label": "Evidence for this grade", "value": "Seen twice.",
             "hint": "", "error": "", "asked": None},
    "theirs": "Seen once, in March.",
    "chosen": "",
    "error": "Choose which text stands.",
}  # fmt: skip
CLASH = {
    "at": "2024-05-22T09:00:00+00:00",
    "differences": [{"what": "Guidance", "before": "What was seen?", "after": "What was seen, and when?"}],
}


@pages.get("/gallery")
def show() -> ResponseReturnValue:
    """Every component in every state, and every sentence of the histories."""
    if live.polled():
        return "", 204
    with _council_of_the_stories() as house:
        return render_template("gallery/show.html", **_values(), **_forms(), entries=_told(house))


@pages.get("/gallery/charts/<form>.<ending>")
def chart(form: str, ending: str) -> ResponseReturnValue:
    """The example of one form of chart."""
    if form not in EXAMPLES or ending not in ("svg", "png"):
        abort(404)
    return chart_response(EXAMPLES[form](), ending)


def _values() -> dict[str, Any]:
    return {
        "get_flashed_messages": lambda with_categories: FLASHES,
        "grades": GRADES,
        "strip": STRIP,
        "pair": PAIR,
        "clash": CLASH,
        "subject": lambda found: found["what"],
        "chosen": [{"text": "Team: Harbour", "remove": "#filtered"}, {"text": "Late", "remove": "#filtered"}],
        "charts": [example() for example in EXAMPLES.values()],
        "report_table": table(),
        "numbered": [{"number": n, "href": "#pages", "here": n == 4} for n in (1, 0, 3, 4, 5, 0, 9)],
    }


def _forms() -> dict[str, GalleryForm]:
    """The fields as they are at first, and each with an error."""
    given = {"title": "Core audit", "evidence": "Seen twice.", "plan": "CP", "roles": ["auditor"], "due": "2024-05-28"}
    form, wrong = GalleryForm(data=given), GalleryForm(data=given, prefix="wrong-")
    wrong.go_wrong()
    return {"form": form, "wrong": wrong}


def _told(house: House) -> list[Told]:
    """The newest event of every type of the stories, in the order of their titles."""
    entries = histories.entries(house, stories.samples(house).values())
    return [Told(**vars(entry), readable=True) for entry in sorted(entries, key=lambda entry: entry.title)]


@contextmanager
def _council_of_the_stories() -> Iterator[House]:
    """The stories, told into a folder that is gone again afterwards."""
    with TemporaryDirectory() as folder:
        house = open_house(Path(folder))
        try:
            stories.tell(house)
            yield house
        finally:
            house.log.close()
            house.model.close()
