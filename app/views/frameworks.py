"""The council's frameworks: which there are, how a new one starts, and its draft as a whole."""

from functools import partial
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.events import sections
from app.events.base import Refusal
from app.forms.frameworks import StartForm
from app.policy import ADMIN, EVERYBODY, QA, RULES, Grants
from app.programme import framework_parts, frameworks
from app.programme.house import AlreadyDone
from app.views.desk import decide, done, drafts, house, i, model, stamp, tried
from app.views.frameworks_words import anchored, choice_items, href, title
from projections import frameworks as published

pages = Blueprint("frameworks", __name__)
MOST_SHOWN = 4
"""Faults named on the task list before the rest is counted."""
EDIT: Grants = QA | ADMIN
RULES |= {
    "frameworks.index": EVERYBODY,
    "frameworks.create": EDIT,
    "frameworks.revise": EDIT,
    "frameworks.draft": EDIT,
    "frameworks.preview": EDIT,
}


@pages.get("/frameworks")
def index() -> ResponseReturnValue:
    """Every framework with its versions; drafts, and how to start one, for those who may change them."""
    return _index(StartForm())


@pages.post("/frameworks")
def create() -> ResponseReturnValue:
    """Begin a framework from the default one or an empty one, and go on to its draft."""
    form = StartForm(request.form)
    if not form.validate():
        return _index(form), 422
    id, facts = frameworks.framework_id(form.title.data), {"title": form.title.data, **stamp()}
    from_default = form.start.data == "default"
    status = tried(form, lambda: frameworks.begin(house(), id, based_on_default=from_default, **facts))
    if status != 303:
        return _index(form), status
    return done("The draft is begun.", f"/frameworks/{id.removeprefix('framework/')}/draft")


@pages.post("/frameworks/<slug>/draft")
def revise(slug: str) -> ResponseReturnValue:
    """Begin a new draft from the latest version; where there is one already, go on with that."""
    try:
        decide(lambda: frameworks.revise(house(), f"framework/{slug}", **stamp()))
    except AlreadyDone:
        return redirect(f"/frameworks/{slug}/draft", 303)
    return done("The new draft is begun from the latest version.", f"/frameworks/{slug}/draft")


@pages.get("/frameworks/<slug>/draft")
def draft(slug: str) -> ResponseReturnValue:
    """The parts of the draft, what is still to do in each, and the way to publish it."""
    content, _ = draft_of(slug)
    tasks = _tasks(slug, content)
    left = sum(len(task["faults"]) for task in tasks)
    return render_template("frameworks/draft.html", slug=slug, content=content, tasks=tasks, left=left)


@pages.get("/frameworks/<slug>/draft/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The audit form that the draft asks for, as an auditor will see it; nothing typed there is sent anywhere."""
    content, _ = draft_of(slug)
    styles = {grade["id"]: grade["style"] for grade in content["grades"]}
    shown, items = sections.sections(content), partial(choice_items, styles)
    return render_template("frameworks/preview.html", slug=slug, content=content, sections=shown, choices_of=items)


def draft_of(slug: str) -> tuple[dict[str, Any], int]:
    """The draft that an address names with the version of its stream; answers 404 where there is none."""
    try:
        return frameworks.draft(house(), f"framework/{slug}")
    except Refusal:
        abort(404)


def _index(form: StartForm) -> str:
    edits = bool(i().roles & EDIT.keys())
    found = [row for row in published.frameworks(model()) if edits or row["latest"]]
    shown = [row | {"versions": published.versions(model(), row["id"])} for row in found]
    return render_template("frameworks/index.html", form=form, frameworks=shown, edits=edits)


def _tasks(slug: str, content: dict[str, Any]) -> list[dict[str, Any]]:
    found, kept = framework_parts.faults(content), drafts().forms(i().id)
    faults = {part: [anchored(slug, part, *fault) for fault in of_part] for part, of_part in found.items()}
    return [
        {
            "id": "task-" + part.replace("/", "-"),
            "title": title(part, content),
            "descriptors": part.startswith("descriptors/"),
            "href": href(slug, part),
            "unsent": f"frameworks/{slug}/{part}" in kept,
            "faults": faults.get(part, []),
            "shown": faults.get(part, [])[:MOST_SHOWN],
            "more": max(0, len(faults.get(part, [])) - MOST_SHOWN),
        }
        for part in framework_parts.parts(content)
    ]
