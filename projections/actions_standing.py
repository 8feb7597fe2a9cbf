"""How many actions are open, within timescale and overdue, as at which day, and whose are they?"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from projections.actions_lists import AGES, QUESTION
from projections.asking import Asked, where
from projections.managers import managers
from projections.rows import Row
from projections.shares import Figure

UNDER = ("state", "standing")
"""The filters of the tracker that the figures leave aside: the figures tell these apart."""
DEFINITIONS = {
    "open": "Actions to be done: raised, and neither completed nor cancelled. What is completed waits to be verified.",
    "within": "Open actions whose date is that day or later ÷ open actions.",
    "overdue": "Open actions whose date is before that day ÷ open actions.",
}
BY = ("team", "owner", "manager", "area")


def open_now(model: Any, asked: Asked) -> list[Row]:
    """The open actions that are asked for and may be seen: id, owner, team, area and due."""
    condition, values = where(QUESTION, _aside(asked))
    columns = ", ".join(f"actions.{key}" for key in ("id", "owner", "team", "area", "due"))
    sql = f"SELECT {columns} FROM {QUESTION.rows(condition)} WHERE actions.state = 'open' AND ({condition})"
    return model.query(f"{sql} ORDER BY actions.id", values)


def open_on(model: Any, asked: Asked) -> list[Row]:
    """The actions that were open at the end of a day (`asked.today`), each with the owner, team and date it had then.

    Each also with the `manager` who manages that owner now, "" for nobody. The day is that on which things happened;
    what was recorded only later counts on its own day. Who may see an action is decided by where it is now.
    """
    condition, values = where(QUESTION, _aside(asked))
    columns = ", ".join(f"spans.{key}" for key in ("owner", "team", "area", "due"))
    sql = (
        f"SELECT actions.id, {columns}, max(spans.number) FROM action_spans spans CROSS JOIN {QUESTION.rows(condition)}"
        " WHERE actions.id = spans.action AND spans.begun_on <= :today"
        f" AND (spans.ended_on = '' OR spans.ended_on > :today) AND ({condition}) GROUP BY actions.id"
    )
    rows = model.query(sql, values)
    above = managers(model, (row["owner"] for row in rows))
    return [row | {"manager": above.get(row["owner"], "")} for row in rows]


def figures(rows: Iterable[Row], on: date) -> dict[str, Figure]:
    """The figures of some open actions as at a day: open, within timescale, overdue, and overdue by how long."""
    held = list(rows)
    over = {row["id"]: (on - date.fromisoformat(row["due"])).days for row in held}
    all_of_them, late = tuple(over), tuple(id for id, days in over.items() if days > 0)
    made = [_figure("open", "Open", all_of_them)]
    made.append(_figure("within", "Within timescale", tuple(id for id in over if over[id] <= 0), all_of_them))
    made.append(_figure("overdue", "Overdue", late, all_of_them))
    for name, (words, least, most) in AGES.items():
        definition = f"{words} ÷ overdue actions."
        made.append(_figure(name, words, tuple(id for id in late if least <= over[id] <= most), late, definition))
    return {figure.name: figure for figure in made}


def grouped(rows: Iterable[Row], by: str, on: date) -> dict[str, dict[str, Figure]]:
    """The figures of each team, owner, manager or area (one of BY) that has open actions; "" for those of none."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[by] or "", []).append(row)
    return {id: figures(found, on) for id, found in groups.items()}


def _figure(
    name: str, label: str, members: tuple[str, ...], base: tuple[str, ...] | None = None, definition: str = ""
) -> Figure:
    said = definition or DEFINITIONS[name]
    return Figure(name, label, said, members, members_are="actions", base=base, base_are="actions")


def _aside(asked: Asked) -> Asked:
    return replace(asked, chosen={name: value for name, value in asked.chosen.items() if name not in UNDER})
