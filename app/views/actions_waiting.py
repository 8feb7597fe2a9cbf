"""Actions on the first page of those whose they are, and on the pages of what they come from."""

from typing import Any

from app import clock
from app.events.vocabulary import COMPLETED_STATES
from app.programme.english import counted, shortened
from app.views.action_reach import may_read, reach, reach_to_lead
from app.views.action_rows import href, listed, what
from app.views.audit_parts import PARTS, Part
from app.views.desk import i, model
from app.views.links import link
from app.views.reading_about import About
from app.views.reading_note import note
from app.views.reading_table import ACTION
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, reference
from projections import actions_lists, seals
from projections.asking import Asked

Row = dict[str, Any]


def mine() -> Block | None:
    """My open actions, the first due first, each with the form that says it is done."""
    found = seals.unsealed(model(), i().id, actions_lists.open_of(model(), i().id), "source")
    here = f"/actions?owner={reference(i().id)}&state=open"
    return _block("My actions", found, "to do", here, done="home/_action_done.html")


def of_my_team() -> Block | None:
    """The overdue actions of the team or areas that I lead, but for my own: the rows to which its link opens."""
    if not i().roles & {"team_manager", "operations_director"}:
        return None
    asked = Asked(reach(), clock.today(), {"standing": "overdue", "led": "yes"})
    found = actions_lists.matching(model(), asked)
    title = "Overdue actions of my team" if "team_manager" in i().roles else "Overdue actions of my areas"
    return _block(title, found, "overdue", "/actions?led=yes&standing=overdue")


def to_verify() -> Block | None:
    """The completed actions that I may verify."""
    if not i().roles & {"qa_lead", "team_manager", "operations_director"}:
        return None
    found = [row for row in _of_line({"state": "completed"}) if i().id not in (row["owner"], row["completed_by"])]
    there = "/actions?state=completed"
    return _block("Actions to verify", found, "completed", there, whole="All that are completed")


def left_behind() -> Block | None:
    """The open actions of those who have left, by person, each with the way to hand them over together."""
    if "qa_lead" not in i().roles or not (found := _of_line({"standing": "left"})):
        return None
    owners: dict[str, list[Row]] = {}
    for row in found:
        owners.setdefault(row["owner"], []).append(row)
    items = [_to_hand_over(owner, rows) for owner, rows in owners.items()]
    count = f"{counted(len(found), 'action')} open"
    return Block("Actions whose owner has left", count, tuple(items[:SHOWN]), "/actions?standing=left")


def _to_hand_over(owner: str, rows: list[Row]) -> Item:
    first = min(row["due"] for row in rows)
    late = first < clock.today().isoformat()
    name = rows[0]["owner_name"] or "Somebody who is not on the list"
    said = f"Hand over the {counted(len(rows), 'open action')} of {name}"
    return Item(said, f"/actions/handing-over?owner={reference(owner)}", f"first due {day(first)}", late)


def _of_line(chosen: dict[str, str]) -> list[Row]:
    return actions_lists.matching(model(), Asked(reach_to_lead(), clock.today(), chosen))


def _block(title: str, found: list[Row], word: str, there: str, done: str = "", whole: str = "") -> Block | None:
    if not found:
        return None
    late = sum(row["due"] < clock.today().isoformat() for row in found) if done else 0
    if not done:
        note(ACTION, About("", tuple(dict.fromkeys(row["child"] for row in found[:SHOWN]))))
    count = f"{counted(len(found), 'action')} {word}" + (f", {late} overdue" if late else "")
    return Block(title, count, tuple(_item(row, done) for row in found[:SHOWN]), there, whole=whole)


def _item(row: Row, done: str) -> Item:
    shown = listed(row)
    whose = "" if done else f"{row['owner_name'] or 'Somebody who is not on the list'}: "
    when = f"completed {day(row['completed_on'])}" if row["state"] == "completed" else f"due {day(row['due'])}"
    said = ", ".join(filter(None, (reference(row["child"]), when, shown["due_words"])))
    return Item(f"{whose}{shown['what']}", href(row), said, bool(shown["late"]), done, shown | {"today": _today()})


def _today() -> dict[str, int]:
    """Today in the parts of a date field."""
    now = clock.today()
    return {"day": now.day, "month": now.month, "year": now.year}


BLOCKS |= {"my-actions": mine, "team-actions": of_my_team, "actions-to-verify": to_verify, "actions-left": left_behind}


def of_audit(audit: Row) -> Row | None:
    """The actions that come from an audit, for those who may read them, and the way to raise another.

    Whose work it was reads where each stands, whoever has it, and the words of those that the audit itself asked for.
    """
    found = actions_lists.of_source(model(), audit["id"])
    part = _of_their_work(audit, found) if audit["worker"] == i().id and found else of_rows(found)
    way = link(f"/actions/new?source={audit['id']}") if audit["state"] in COMPLETED_STATES else ""
    return (part or {"actions": []}) | {"way": way} if part or way else None


def _of_their_work(audit: Row, found: list[Row]) -> Row:
    """All actions of an audit for whose work it was; an action of another is not opened from there."""
    asked = {row["id"]: shortened(what(row)) for row in found if row["raised_by"] == audit["auditor"]}
    rows = [listed(row) for row in found]
    return {"actions": [row | {"what": row["what"] or asked.get(row["id"], "")} for row in rows]}


def of_rows(found: list[Row]) -> Row | None:
    """Some actions as a page of what they come from lists them; None where there is none that the reader may open."""
    rows = [listed(row) for row in seals.unsealed(model(), i().id, found, "source") if may_read(row)]
    return {"actions": rows, "way": ""} if rows else None


PARTS["actions"] = Part("actions/_of_audit.html", of_audit)
