"""One concern as it is read: in full, or as far as it is its raiser's or the child's worker's."""

from typing import Any

from app import clock
from app.events.concern import TELL_WITHIN
from app.events.england import day_of
from app.programme import actions, concern_reading
from app.programme import children as programme
from app.programme.concern_reading import Written
from app.programme.english import listed
from app.views import concern_clock as its
from app.views.desk import house, i, model
from app.views.links import link, to_audit
from app.views.words import day, moment, reference
from projections import actions_lists, audits, concern_mail, people, seals

Row = dict[str, Any]


def values(row: dict[str, Any], *, in_full: bool) -> dict[str, Any]:
    """What the page shows; `in_full` is for those who have more to do with it than having raised it or the work."""
    written = concern_reading.written(house(), row["id"])
    names = people.names(model())
    found = {
        "row": row,
        "in_full": in_full,
        "initials": programme.initials(house(), row["child"]),
        "clock": list(its.parts(row)),
        "by_when": its.by_when(row),
        "running": its.is_running(row),
        "late": its.is_late(row),
        "untold": its.is_untold(row),
        "tell_within": TELL_WITHIN.seconds // 60,
        "review": its.review_words(row, clock.today()),
        "raisings": _whys(written, names) if in_full else mine(row),
        "asked": [{"who": names.get(one.by, ""), "on": one.on, "text": one.text} for one in written.asked[::-1]],
        "actions": _actions(row, written, in_full),
        "raising_of_action": raising_of_action(row) if in_full else "",
        "child": link(f"/children/{reference(row['child'])}"),
    }
    return found | (_in_full(row, written, names) if in_full else {})


def mine(row: Row) -> list[dict[str, Any]]:
    """What the reader said when they raised it."""
    written, names = concern_reading.written(house(), row["id"]), people.names(model())
    return [_raising(one, names) for one in written.raisings if one.by == i().id]


def _whys(written: Written, names: dict[str, str]) -> list[dict[str, Any]]:
    """Why it is in its category: everything that was said when it was raised and when it was moved, oldest first."""
    said = [_raising(one, names) for one in written.raisings] + [_moved(one, names) for one in written.moves]
    return sorted(said, key=lambda one: one["at"])


def _moved(one: concern_reading.Moved, names: dict[str, str]) -> dict[str, Any]:
    """A move, with the moment at which it was recorded where it is of that day, else with its day."""
    when = moment(one.at) if day_of(one.at) == one.on else f"on {day(one.on)}"
    return {
        "who": names.get(one.by, ""),
        "at": one.at,
        "category": one.category,
        "text": one.why,
        "moved": when,
        "audit": None,
    }


def mark(row: Row) -> str:
    """What changes with the concern, and every minute while its clock runs."""
    return f"{row['position']}" + (f"-{its.minute()}" if its.is_running(row) else "")


def _in_full(row: Row, written: Written, names: dict[str, str]) -> dict[str, Any]:
    """What was done, by whom, who knows, and the whole history."""
    return {
        "told": [names.get(id, "") for id in written.told],
        "escalated": [
            {"at": one.at, "to": listed(names.get(id, "") for id in one.to), "respond_by": one.respond_by}
            for one in written.escalated
        ],
        "letters": [_letter(one, names) for one in concern_mail.letters(row)],
        "responses": [_response(one, names) for one in written.responses[::-1]],
        "oversights": [{"who": names.get(one.by, ""), "on": one.on, "text": one.note} for one in written.oversights],
        "reviews": [
            {"who": names.get(one.by, ""), "on": one.on, "text": one.found, "next_by": one.next_by}
            for one in written.reviews[::-1]
        ],
        "history": link(f"/concerns/{reference(row['id'])}/history"),
    }


def _raising(one: concern_reading.Raising, names: dict[str, str]) -> dict[str, Any]:
    sealed = seals.sealed_from(model(), i().id)
    audit = audits.audit(model(), one.audit) if one.audit and one.audit not in sealed else None
    href = to_audit(one.audit) if audit else ""
    return {"who": names.get(one.by, ""), "at": one.at, "category": one.category, "text": one.why, "audit": audit,
            "href": href, "moved": ""}  # fmt: skip


def _letter(one: Row, names: dict[str, str]) -> str:
    """What became of the letter to one person."""
    when = f" {moment(one['sent_at'])}" if one["state"] == "sent" else ""
    return f"{names.get(one['recipient'], '')}, {its.MAIL[one['state']]}{when}"


def _response(one: Any, names: dict[str, str]) -> dict[str, Any]:
    whose = names.get(one.in_the_name_of or one.by, "")
    recorded = names.get(one.by, "") if one.in_the_name_of else ""
    return {"who": whose, "recorded_by": recorded, "at": one.moment, "text": one.what, "reference": one.reference}


def _actions(row: Row, written: Written, in_full: bool) -> list[dict[str, Any]]:
    """The child's actions that are not over, and those as which it is tracked; of others, only their own."""
    found = seals.unsealed(model(), i().id, actions_lists.of_child(model(), row["child"]), "source")
    kept = [one for one in found if one["state"] in ("open", "completed") or one["id"] in written.actions]
    return [_action(one) for one in kept if in_full or one["owner"] == i().id]


def raising_of_action(row: Row) -> str:
    """Where an action that comes from a concern is raised, "" for who does not."""
    there = link("/actions/new")
    return f"{there}?source={row['id']}" if there else ""


def _action(one: dict[str, Any]) -> dict[str, Any]:
    text = actions.what(house(), one["id"], one["version"])
    return one | {"text": text, "href": link(f"/actions/{reference(one['id'])}")}
