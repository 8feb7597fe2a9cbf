"""What takes long about a list: looking at what it would do, and bringing it in. Done by the thread for such."""

from datetime import datetime, timedelta

from app import clock
from app.events.base import Refusal
from app.programme.english import counted
from app.programme.house import AlreadyDone, House, Stale
from app.programme.lists import importing
from app.programme.lists.import_steps import STEPS, TO_LOOK, Tell
from app.programme.lists.tables import CannotRead
from app.under_way import Facts
from app.uploads import Upload, Uploads
from app.views import import_preview
from app.works import Do

LOOK, BRING = "look", "bring"
"""The two that can be under way."""
FRESH = timedelta(seconds=30)
"""A preview this young is shown even though somebody stored something since: to confirm it is to be checked again."""

CHANGED = "What is held here has changed since this page was made. This is what the list would do now."
STOPPED = "Audit Loop was stopped while it brought this list in. Nothing of it was stored. You can confirm it again."
STOPPED_READING = "Audit Loop was stopped while it read this file. Nothing of it was stored."
NOTHING = "Nothing of the list was stored."
WAITING = "Waiting until another list is done"


def about(act: str, upload: Upload) -> Facts:
    """What is known of a work from its beginning."""
    return {"act": act, "kind": upload.kind, "file_name": upload.file_name, "mark": upload.mark, "ended": ""}


def looking(house: House, upload: Upload, notice: str = "", status: int = 200) -> Do:
    """Look at what a list would do; a notice is shown with it."""

    def do(tell: Tell) -> Facts:
        position = house.model.catch_up()
        try:
            preview = import_preview.made(house, upload, tell)
        except CannotRead as cannot:
            return {"ended": "cannot", "notice": cannot.sentence, "status": 422}
        return _shown(house, preview, position, notice, status)

    return do


def bringing(house: House, uploads: Uploads, upload: Upload, digest: str, *, id: str, by: str, at: str) -> Do:
    """Bring a list in, if it still would do what the page with this digest said; else look at it again."""

    def do(tell: Tell) -> Facts:
        position = house.model.catch_up()
        preview = import_preview.made(house, upload, tell)
        if preview.plan is None or preview.plan.digest != digest:
            return _shown(house, preview, position, CHANGED, 409)
        try:
            facts = {"id": id, "sha256": preview.sha256, "by": by, "at": at}
            importing.bring_in(house, preview.plan, preview.brought, **facts, tell=tell)
        except AlreadyDone:
            pass
        except Refusal as refusal:
            return looking(house, upload, refusal.sentence, 422)(tell)
        except Stale:
            return looking(house, upload, CHANGED, 409)(tell)
        uploads.drop(by, id)
        return {"ended": "brought"}

    return do


def _shown(house: House, preview: import_preview.Preview, position: int, notice: str, status: int) -> Facts:
    page = import_preview.values(preview, house)
    return {"ended": "shown", "page": page, "notice": notice, "status": status, "position": position, "at": clock.now()}


def standing(said: Facts, upload: Upload, position: int) -> tuple[str, str]:
    """Where an upload stands that nobody is at: "shown" as it is, "failed", or to "look" at; with a notice for it."""
    if not said or said["mark"] != upload.mark:
        return "look", ""
    if said["act"] == BRING and said["ended"] in ("", "broken"):
        return "look", f"{said['notice']} {NOTHING}" if said["ended"] else STOPPED
    if said["ended"] in ("", "broken", "cannot"):
        return "failed", said.get("notice", STOPPED_READING)
    fresh = datetime.fromisoformat(clock.now()) - datetime.fromisoformat(said["at"]) < FRESH
    return ("shown", said["notice"]) if fresh or said["position"] == position else ("look", "")


def how_far(said: Facts) -> dict[str, object]:
    """What a page says of something under way: the step with its number, and how many are done."""
    steps = [*STEPS] if said["act"] == BRING else [*TO_LOOK]
    step, done, of = said["step"], said["done"], said["of"]
    number = steps.index(step) + 1 if step in steps else 0
    words = {
        "check": f"{done:,} of {counted(of, 'row')} checked",
        "decide": f"{done:,} of {counted(of, 'change')} worked out",
    }
    return {
        "step": step,
        "title": f"Step {number} of {len(steps)}: {STEPS[step][0].lower()}{STEPS[step][1:]}" if number else WAITING,
        "done": done,
        "of": of,
        "words": words.get(step, "") if of else "",
    }
