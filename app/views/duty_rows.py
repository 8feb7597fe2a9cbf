"""Follow-ups as lists and pages show them, on the first page of those whose they are, and on an audit's page."""

from typing import Any

from app import clock
from app.events.vocabulary import DISCUSSIONS, DUTIES
from app.policy import EVERY_AUDIT
from app.programme.english import counted
from app.views.action_rows import listed
from app.views.audit_parts import PARTS, Part
from app.views.desk import i, model
from app.views.links import link
from app.views.waiting import BLOCKS, SHOWN, Block, Item
from app.views.words import day, reference
from projections import actions_lists, duties_lists, people
from projections.asking import Asked, Reach

Row = dict[str, Any]
DUTY_LIST = (
    "duty_key audit_id audit month_id month child_id reference team_id team area_id area worker_id worker received_on"
    " direction_due direction_on discussion_due discussion_on discussion_id discussion follow_up_due follow_up_on"
    " closing_due closing_on next_due"
)

DONE_ON = tuple(f"{duty}_on" for duty in DUTIES)


def href(row: Row) -> str:
    """The address of a follow-up: /duties/2024-05-0017."""
    return f"/duties/{row['id'].removeprefix('duty/').replace('/', '-')}"


def row_of(row: Row) -> Row:
    """A follow-up as at the day asked for, with its address for who may open it, and each duty with its word."""
    today = min(row["asked_on"], clock.today().isoformat())
    row = row | {name: "" for name in DONE_ON if row[name] > today}
    row["discussion_kind"] = row["discussion_kind"] if row["discussion_on"] else ""
    cells = [_cell(row, duty, today) for duty in DUTIES]
    return row | {"href": link(href(row)), "cells": cells, "late": bool(row["next_due"]) and row["next_due"] < today}


def _cell(row: Row, duty: str, today: str) -> Row:
    on, due = row[f"{duty}_on"], row[f"{duty}_due"]
    kind = DISCUSSIONS.get(row["discussion_kind"], "") if duty == "discussion" else ""
    state = "done" if on else "late" if due < today else "waiting"
    return {"label": DUTIES[duty], "state": state, "on": on, "due": due, "kind": kind}


def of_each(row: Row, recorded: dict[str, dict[str, str]]) -> list[Row]:
    """Each duty with what is recorded of it, for the follow-up's page."""
    names = people.names(model())
    told = {duty: said | {"who": names.get(said["done_by"], "")} for duty, said in recorded.items()}
    return [cell | {"said": told.get(duty)} for duty, cell in zip(DUTIES, row_of(row)["cells"], strict=True)]


def still_open(row: Row) -> Row | None:
    """The open actions that keep a follow-up from being closed, and how many they are in words; None for none."""
    found = actions_lists.of_source(model(), row["audit"]) if not row["closing_on"] else []
    actions = [listed(action) for action in found if action["state"] == "open"]
    many = f"{counted(len(actions), 'action')} of this audit {'is' if len(actions) == 1 else 'are'} still open"
    return {"words": many, "actions": actions} if actions else None


def mine() -> Block | None:
    """The duties of the team that I manage that are still to be done, what is due first first."""
    if "team_manager" not in i().roles or not i().team:
        return None
    asked = Asked(Reach(teams=frozenset({i().team}), reader=i().id), clock.today(), {"standing": "to_do"})
    found = [row_of(row) for row in duties_lists.matching(model(), asked)]
    if not found:
        return None
    late = sum(row["late"] for row in found)
    words = f"{counted(len(found), 'audit')} to follow up" + (f", {late} late" if late else "")
    return Block(
        "My duties", words, tuple(_item(row) for row in found[:SHOWN]), f"/duties?standing=to_do&team={i().team}"
    )


def _item(row: Row) -> Item:
    next_one = min((cell for cell in row["cells"] if not cell["on"]), key=lambda cell: cell["due"])
    text = f"{reference(row['child'])}: {next_one['label'].lower()}"
    return Item(text, href(row), f"due {day(row['next_due'])}", row["late"])


def of_audit(audit: Row) -> Row | None:
    """The follow-up of an audit, for its team, its worker and those who oversee."""
    found = duties_lists.duty(model(), audit["id"].replace("audit/", "duty/"))
    me = i()
    oversees = bool(me.roles & EVERY_AUDIT) or audit["area"] in me.areas
    theirs = audit["worker"] == me.id or ("team_manager" in me.roles and audit["team"] == me.team)
    return {"duty": row_of(found)} if found and (oversees or theirs) else None


BLOCKS["my-duties"] = mine
PARTS["duties"] = Part("duties/_of_audit.html", of_audit)
