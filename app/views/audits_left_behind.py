"""The open audits of auditors who leave or have left: on the form of leaving, and on the QA lead's first page."""

from typing import Any

from app import clock
from app.programme.english import begun, counted
from app.programme.history_words import Names
from app.views.desk import house, i, model
from app.views.links import link
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import audit_path, day, reference
from projections import audits_due, seals, tracker


def of_person(person: str) -> list[dict[str, Any]]:
    """A person's open audits by name, each with the way to give it to another auditor for who may."""
    names = Names(house())
    rows = tracker.open_of_auditor(model(), person)
    return [{"text": begun(names.of(row["id"])), "href": link(_giving(row["id"])), "due": row["due"]} for row in rows]


def left_behind() -> Block | None:
    """The open audits whose auditor has left the council, the first due first."""
    if "qa_lead" not in i().roles:
        return None
    found = seals.unsealed(model(), i().id, audits_due.left_behind(model()))
    if not found:
        return None
    today = clock.today().isoformat()
    items = tuple(
        Item(
            f"{reference(row['child'])}: {row['auditor_name']} left on {day(row['auditor_left_on'])}",
            link(_giving(row["id"])),
            f"due {day(row['due'])}",
            row["due"] < today,
        )
        for row in found[:SHOWN]
    )
    return Block("Audits whose auditor has left", f"{counted(len(found), 'audit')} open", items, "")


def _giving(audit: str) -> str:
    return f"{audit_path(audit)}/reallocation"


BLOCKS["audits-left"] = left_behind
