"""How many were in each pool in each month, who came and went, who left between two dates, when was a target reached?

A month's pool is counted as in projections/people.py: from the month after the training on, and not any more in the
month of the last day. A moderator counts from the month of the appointment on.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from projections.pools import AUDITOR, MODERATOR
from projections.rows import Row
from projections.shares import Figure

NEVER = "9999-12-31"
BEGAN = {AUDITOR: "Trained", MODERATOR: "Appointed"}
SPELLS = (
    "SELECT pool_spells.*, people.name, people.team, teams.name AS team_name FROM pool_spells"
    " LEFT JOIN people ON people.id = pool_spells.person LEFT JOIN teams ON teams.id = people.team"
)


@dataclass(frozen=True)
class PoolMonth:
    """A pool in a month (YYYY-MM): who counts in it, and who came and went; ids of people."""

    month: str
    counted: tuple[str, ...]
    began: tuple[str, ...]
    """Trained, or appointed, in this month."""
    first_counted: tuple[str, ...]
    left_council: tuple[str, ...]
    went_on: tuple[str, ...]
    """Auditors who ended in this month and moderated after that day, as they did before or from then or later on."""
    left_otherwise: tuple[str, ...]


@dataclass(frozen=True)
class Reached:
    """How a target stands: how many are in place on its date (or today), and the first day on which it was reached."""

    number: int
    by_date: str
    on: str
    """The date as at which it is counted: that of the target, or today while it is to come."""
    in_place: tuple[str, ...]
    counted: tuple[str, ...]
    """Who counts in the pool of that date's month: the rival figure."""
    reached_on: str

    @property
    def short(self) -> int:
        """How many are lacking as at that date."""
        return max(0, self.number - len(self.in_place))


def spells(model: Any, pool: str) -> list[Row]:
    """Every spell in a pool with the person's name and team, by its beginning."""
    return model.query(f"{SPELLS} WHERE pool_spells.pool = ? ORDER BY since, pool_spells.id", [pool])


def of_person(model: Any, person: str) -> list[Row]:
    """A person's spells in both pools, oldest first."""
    return model.query(f"{SPELLS} WHERE pool_spells.person = ? ORDER BY since, pool_spells.id", [person])


def targets(model: Any) -> list[Row]:
    """The targets that stand, newest date first."""
    sql = (
        "SELECT pool_targets.*, people.name AS by_name FROM pool_targets"
        " LEFT JOIN people ON people.id = pool_targets.by ORDER BY by_date DESC, pool"
    )
    return model.query(sql)


def position(model: Any) -> int:
    """The newest change of a spell or target."""
    sql = (
        "SELECT (SELECT max(position) FROM pool_spells) AS spells, (SELECT max(position) FROM pool_targets) AS targets"
    )
    return max(found or 0 for found in model.one(sql).values())


def first_month(model: Any, pool: str) -> str:
    """The first month (YYYY-MM) that a pool had anything to do with, "" for none."""
    found = model.one("SELECT coalesce(min(since), '') AS since FROM pool_spells WHERE pool = ?", [pool])
    return str(found["since"])[:7]


def months(model: Any, pool: str, upto: str, since: str = "") -> list[PoolMonth]:
    """Every month (YYYY-MM) from the first that a pool had anything to do with, or from a later one, to `upto`."""
    found = spells(model, pool)
    if not found:
        return []
    later = _moderating_until(model) if pool == AUDITOR else {}
    return [_month(found, month, later) for month in months_between(max(found[0]["since"][:7], since), upto)]


def months_between(first: str, last: str) -> list[str]:
    """The months (YYYY-MM) from one to another, both in."""
    count = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    place = int(first[:4]) * 12 + int(first[5:7]) - 1
    return [f"{(place + n) // 12}-{(place + n) % 12 + 1:02d}" for n in range(count)]


def counts_in(spell: Row, month: str) -> bool:
    """Whether a spell counts in the pool of a month."""
    return bool(spell["counted_from"] <= month and (not spell["ended_on"] or spell["ended_on"][:7] > month))


def in_place(spell: Row, day: str) -> bool:
    """Whether somebody was trained, or appointed, by a day (ISO) and had not had their last day by then."""
    return bool(spell["since"] <= day and (not spell["ended_on"] or spell["ended_on"] > day))


def kind_on(spell: Row, day: str) -> str:
    """Of which kind somebody moderated on a day (ISO) of a spell, internal or external; "" for an auditor's spell."""
    kinds = json.loads(spell["kinds"])
    return str(kinds[max(on for on in kinds if on <= day)]) if kinds else ""


def _month(found: Sequence[Row], month: str, later: dict[str, str]) -> PoolMonth:
    ended = [spell for spell in found if spell["ended_on"][:7] == month]
    council = _people(one for one in ended if one["how"] == "left_council")
    rest = [one for one in ended if one["how"] != "left_council"]
    return PoolMonth(
        month,
        counted=_people(spell for spell in found if counts_in(spell, month)),
        began=_people(spell for spell in found if spell["since"][:7] == month),
        first_counted=_people(spell for spell in found if spell["counted_from"] == month and counts_in(spell, month)),
        left_council=council,
        went_on=_people(one for one in rest if later.get(one["person"], "") > one["ended_on"]),
        left_otherwise=_people(one for one in rest if later.get(one["person"], "") <= one["ended_on"]),
    )


def _moderating_until(model: Any) -> dict[str, str]:
    """The last day of everybody's last time as a moderator, far away where it lasts."""
    until = f"max(CASE ended_on WHEN '' THEN '{NEVER}' ELSE ended_on END)"
    sql = f"SELECT person, {until} AS until FROM pool_spells WHERE pool = 'moderator' GROUP BY person"
    return {row["person"]: row["until"] for row in model.query(sql)}


def leaving(model: Any, pool: str, first: str, last: str) -> dict[str, Figure]:
    """Who left a pool between two dates (ISO), as shares of all who ever were in it between them.

    The monthly report's "22 auditors (21%) and 3 moderators (16%)" is the first of them: those who left the council ÷
    all who ever were in the pool in that time.
    """
    found = spells(model, pool)
    ever = _people(one for one in found if one["since"] <= last and (not one["ended_on"] or one["ended_on"] >= first))
    still = set(_people(one for one in found if in_place(one, last)))
    gone_from_council = _away(model, last)
    moderates = set(_people(one for one in spells(model, MODERATOR) if in_place(one, last)))
    gone = [one for one in ever if one not in still]
    council = tuple(one for one in gone if one in gone_from_council)
    went_on = tuple(one for one in gone if one not in council and pool == AUDITOR and one in moderates)
    other = tuple(one for one in gone if one not in {*council, *went_on})
    words = "auditors" if pool == AUDITOR else "moderators"
    base = f"all who ever were {words} between the two dates"
    made = [
        ("left-council", "Left the council", f"Those who left the council ÷ {base}.", council),
        ("went-on", "Went on to moderate", f"Those who became moderators ÷ {base}.", went_on),
        ("left-pool", "Left the pool only", f"Those who stopped and are still with the council ÷ {base}.", other),
        ("still", "Still in the pool", f"Those in the pool at the end of the last day ÷ {base}.",
         tuple(one for one in ever if one in still)),
    ]  # fmt: skip
    if pool == MODERATOR:
        made = [one for one in made if one[0] != "went-on"]
    return {
        name: Figure(name, label, definition, members, "people", ever, "people")
        for name, label, definition, members in made
    }


def _away(model: Any, day: str) -> set[str]:
    """Who had left the council by a day (ISO) and was not back by then."""
    sql = "SELECT person FROM absences WHERE left_on <= :day AND (back_on = '' OR back_on > :day)"
    return {row["person"] for row in model.query(sql, {"day": day})}


def reached(model: Any, target: Row, today: str) -> Reached:
    """How a target stands as at its date, or as at today (ISO) while that is to come."""
    found = spells(model, target["pool"])
    on = min(target["by_date"], today)
    days = sorted({one["since"] for one in found if one["since"] <= on})
    enough = (day for day in days if len(_people(one for one in found if in_place(one, day))) >= target["number"])
    return Reached(
        target["number"],
        target["by_date"],
        on,
        in_place=_people(one for one in found if in_place(one, on)),
        counted=_people(one for one in found if counts_in(one, on[:7])),
        reached_on=next(enough, ""),
    )


def _people(found: Iterable[Row]) -> tuple[str, ...]:
    """The people of spells, each once, in the order of their ids."""
    return tuple(sorted({spell["person"] for spell in found}))
