"""Words and addresses of the pools: who may see them, how a spell, a month and a target read."""

from typing import Any
from urllib.parse import urlencode

from app.events.pool_target import POOLS
from app.policy import ADMIN, ANY, QA, Grants
from app.programme.english import counted
from app.views.links import link
from app.views.words import day, month, reference
from projections.pools import AUDITOR
from projections.pools_over_time import PoolMonth, Reached

Row = dict[str, Any]
SEES: Grants = {
    **QA,
    **ADMIN,
    **dict.fromkeys(("head_of_service", "director", "operations_director", "inspector", "analyst"), (ANY,)),
}
"""Who sees the pools and cohorts: the QA lead and administrator, and those who oversee the programme."""
NOUNS = {"auditor": "trained auditor", "moderator": "moderator"}
HOW = {
    "left_council": "Left the council",
    "left_pool": "Left the pool",
    "went_on": "Went on to moderate",
    "stood_down": "Stood down",
}
"""How a spell ended."""
WENT = {
    "left_council": "Left the council",
    "went_on": HOW["went_on"],
    "left_otherwise": "Left the pool otherwise",
}
"""The ways out of a pool, as its months count them."""


def href(pool: str, **asked: str) -> str:
    """The list of the people behind a number."""
    return f"/pools/people?{urlencode({'pool': pool} | asked)}"


def spell_row(row: Row) -> Row:
    """A spell as a page lists it, with the address of the person's way through the pools."""
    return told(row) | {"href": link(f"/pools/people/{reference(row['person'])}")}


def told(row: Row) -> Row:
    """A spell as a file tells of it."""
    how = "went_on" if row["went_on"] else row["how"]
    return row | {
        "how": how,
        "name": row["person_name"] or "Somebody who is not on the list",
        "pool_words": POOLS[row["pool"]],
        "how_words": HOW.get(how, ""),
        "kind_words": row["kind"].capitalize(),
    }


def change_words(now: int, before: int | None) -> str:
    """How a month's pool differs from the month before: "12 more", "the same"; nothing for the first."""
    if before is None:
        return ""
    if now == before:
        return "the same"
    return f"{now - before} more" if now > before else f"{before - now} fewer"


def target_words(now: int, target: Row | None) -> str:
    """A month's pool beside the target that is next: "73 of 85, 12 short"; nothing without one."""
    if target is None:
        return ""
    short = target["number"] - now
    return f"{now} of {target['number']}, {f'{short} short' if short > 0 else 'reached'}"


def reached_words(pool: str, found: Reached, today: str) -> str:
    """How a target stands, in a sentence."""
    said = f"{counted(found.number, NOUNS[pool])} by {day(found.by_date)}"
    place = counted(len(found.in_place), NOUNS[pool])
    if found.reached_on:
        fallen = f" On {day(found.on)} there were {len(found.in_place)}." if found.short else ""
        return f"{said}: reached {found.number} on {day(found.reached_on)}.{fallen}"
    if found.by_date > today:
        return f"{said}: {place} now, {found.short} to go."
    return f"{said}: not reached. {place} on that day, {found.short} short."


def rival_words(pool: str, found: Reached) -> str:
    """The other figure that is called the pool, and why the two differ."""
    when = f"The pool of {month(found.on[:7])} is {len(found.counted)}"
    if pool == AUDITOR:
        return f"{when}: whoever is trained in a month is counted from the next one on."
    return f"{when}: whoever stops in a month is not counted in it."


def cells(pool: str, one: PoolMonth) -> list[Row]:
    """The numbers of a month, each with its label and the list behind it."""
    at = one.month
    found = [
        ("In the pool", one.counted, {"in": at}),
        ("Trained" if pool == AUDITOR else "Appointed", one.began, {"began": at}),
        ("Counted from this month", one.first_counted, {"first": at}),
        (WENT["left_council"], one.left_council, {"ended": at, "how": "left_council"}),
        (WENT["went_on"], one.went_on, {"ended": at, "how": "went_on"}),
        (WENT["left_otherwise"] if pool == AUDITOR else "Stood down", one.left_otherwise,
         {"ended": at, "how": "left_otherwise"}),
    ]  # fmt: skip
    if pool != AUDITOR:  # A moderator counts from the month of the appointment, and does not go on to moderate.
        found = [one for one in found if one[0] not in ("Counted from this month", WENT["went_on"])]
    return [{"label": label, "n": len(people), "href": href(pool, **asked)} for label, people, asked in found]
