"""A child of whom everything is closed, with words of theirs in every corner: what tests of an erasure begin with."""

from datetime import date
from pathlib import Path
from typing import Any

from flask import Flask

from app import clock, create_app
from app.config import Settings
from app.demo.stories import ANNA, HELEN, KOFI, OMAR, RUTH, Story, audit_id
from app.events.action import Action
from app.events.audit import Audit
from app.events.child import Child
from app.events.inspection import Inspection
from app.programme import concerns
from tests.views.may import signed_in

CHILD, REFERENCE, AUDIT = "child/C-10482", "C-10482", "/audits/2024-05/1"
WORDS = ("She draws with him", "Nobody was with her", "Seen with the aunt", "Bring him crayons", "Half a thought")
PROPOSAL = {
    "of": "child", "child": REFERENCE, "person": "", "kind": "", "ground": "request",
    "reason": "Asked for, and looked at by the lawyer.",
}  # fmt: skip


def close_everything(story: Story) -> None:
    """End the inspection, accept the audit, close a concern and an action, and end the child."""
    story.let(RUTH, Inspection, "inspection/whole").end("It is over.", on="2024-05-28")
    story.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-28", note="")
    close_concern(story, raise_concern(story, "Nobody was with her at night."))
    action = story.let(RUTH, Action, "action/crayons")
    due: dict[str, Any] = {"owner": ANNA, "due": "2024-06-01", "team": "team/harbour", "area": "area/east"}
    action.raise_(source=audit_id(1), what="Bring him crayons.", child=CHILD, **due, on="2024-05-28")
    action.complete("Bought.", on="2024-05-28")
    story.let(KOFI, Child, CHILD).end("2024-05-28")


def raise_concern(story: Story, why: str) -> str:
    """Raise a concern about the child; returns its id."""
    facts = {"child": REFERENCE, "category": "2", "why": why}
    return concerns.raise_concern(story.house, f"raising/{len(why)}", **facts, **story.said(OMAR))


def close_concern(story: Story, id: str) -> None:
    """Answer it and close it."""
    day, house, stamp = date(2024, 5, 28), story.house, story.said(HELEN)
    facts: dict[str, Any] = {"what": "Seen with the aunt.", "reference": "CN-1", "asked": "", "on": day}
    facts["time"] = clock.local(stamp["at"]).strftime("%H:%M")
    concerns.respond(house, id, version=house.version(id), **facts, **stamp)
    facts = {"version": house.version(id), "why": "She is safe.", "on": day}
    concerns.close(house, id, **facts, **story.said(HELEN))


def propose(app: Flask, by: str = RUTH, **changes: str) -> Any:
    """Propose to erase the child; returns the answer."""
    return signed_in(app, by).post("/erasures", data={"id": "erasure/one", **PROPOSAL, **changes})


def confirm(app: Flask, by: str = HELEN) -> Any:
    """Confirm it; returns the answer."""
    return signed_in(app, by).post("/erasures/one/confirmation", data={"version": "1"})


def erase(app: Flask) -> None:
    """Propose and confirm it."""
    assert propose(app).status_code == 303
    assert confirm(app).status_code == 303


def reopened(app: Flask, folder: Path) -> Flask:
    """The programme after a stop and a start."""
    app.extensions["house"].log.close()
    made = create_app(Settings(folder))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return made


def holding(folder: Path, words: tuple[str, ...] = WORDS) -> list[str]:
    """The files of a data folder in which any of some words stands."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path.name for path in files if any(word.encode() in path.read_bytes() for word in words)]
