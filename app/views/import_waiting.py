"""The lists that this person has sent and not yet brought in: being read, being brought in, or waiting for a word."""

from typing import Any

from app.events.vocabulary import LISTS
from app.under_way import Facts
from app.views.desk import i, uploads, works
from app.views.import_pages import brings
from app.views.import_work import BRING, how_far

WAITS = "Looked at; nothing is stored until you confirm it"
STOPPED = "Stopped; open it to go on"
FAILED = "Not read; open it to see why"


def not_yet_brought_in() -> list[dict[str, Any]]:
    """Each with its file, what it is a list of, and how far it is; the newest first."""
    return [
        {"href": f"/{id.replace('import/', 'imports/')}", "file_name": said["file_name"], "kind": LISTS[said["kind"]]}
        | {"stands": _stands(id, said)}
        for id, said in works().under_way.of(i().id).items()
        if brings(said["kind"]) and said["ended"] != "brought" and uploads().get(i().id, id)
    ]


def _stands(id: str, said: Facts) -> str:
    if works().under_way.is_going(i().id, id) and not said["ended"]:
        far = how_far(said)
        what = "Being brought in" if said["act"] == BRING else "Being read"
        return ". ".join(filter(None, (what, str(far["title"]), str(far["words"]))))
    return {"shown": WAITS, "": STOPPED}.get(said["ended"], FAILED)
