"""Who sees what of a dip sample: its figures, its members, what was written, and who fills it in."""

from typing import Any

from app.policy import ANY, OWN, TEAM, Grants, Me
from app.views.desk import i, model
from app.views.relations import RELATE
from projections import dip_sample_lists, dip_samples
from projections.asking import Reach

Row = dict[str, Any]
WHOLE = ("qa_lead", "head_of_service", "director", "inspector", "analyst", "operations_director")
EVERY_MEMBER = frozenset({"qa_lead", "head_of_service", "director", "inspector", "analyst"})
READS_NOTES = frozenset({"qa_lead", "head_of_service", "director", "inspector"})
MAKES: Grants = {"qa_lead": (ANY,)}
FILLS_IN: Grants = {"qa_lead": (ANY,), "moderator": (OWN,)}
READS: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "moderator": (OWN,), "team_manager": (TEAM,)}
READS_HISTORY: Grants = {**dict.fromkeys(sorted(READS_NOTES), (ANY,)), "moderator": (OWN,)}
LISTS: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "moderator": (OWN,), "team_manager": (OWN,)}


def find(dip_sample: str) -> Row | None:
    """The dip sample that an address names."""
    return dip_samples.dip_sample(model(), f"dip_sample/{dip_sample}")


def relate(me: Me, name: str) -> set[str]:
    """A person's relations to a dip sample: theirs to fill in, and a manager's once it is concluded."""
    row = find(name)
    if row is None:
        return set()
    found = {OWN} if me.id in row["reviewers"] else set()
    return found | ({TEAM} if me.team and row["state"] == "concluded" else set())


RELATE["dip_sample"] = relate


def reach() -> Reach:
    """Which dip samples the person who asks has in lists: all, those to fill in, for a manager the concluded ones."""
    me = i()
    return Reach(
        everything=bool(me.roles & set(WHOLE)),
        teams=frozenset({me.team} - {""}) if "team_manager" in me.roles else frozenset(),
        person=me.id if "moderator" in me.roles else "",
    )


def fills_in(row: Row) -> bool:
    """Whether the person who asks fills this dip sample in."""
    return "qa_lead" in i().roles or ("moderator" in i().roles and i().id in row["reviewers"])


def reads_notes(row: Row) -> bool:
    """Whether the person who asks reads the notes on its members."""
    return bool(i().roles & READS_NOTES) or fills_in(row)


def reads_findings(row: Row) -> bool:
    """Whether the person who asks reads what was found: all who read the dip sample, but an analyst as such."""
    return bool(i().roles & (READS.keys() - {"analyst", "moderator"})) or fills_in(row)


def seen(row: Row, members: list[Row]) -> list[Row]:
    """The members that the person who asks may see by name: all, or those of their team or service areas."""
    me = i()
    if me.roles & EVERY_MEMBER or fills_in(row):
        return members
    team = me.team if "team_manager" in me.roles else ""
    areas = me.areas if "operations_director" in me.roles else frozenset()
    return [one for one in members if (team and one["team"] == team) or one["area"] in areas]


def to_fill_in() -> list[Row]:
    """The dip samples that wait for the person who asks to be filled in or concluded."""
    me = i()
    if "qa_lead" in me.roles:
        return dip_sample_lists.to_fill_in(model())
    mine = dip_sample_lists.of_reviewer(model(), me.id) if "moderator" in me.roles else set()
    return [row for row in dip_sample_lists.to_fill_in(model()) if row["id"] in mine] if mine else []
