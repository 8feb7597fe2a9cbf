"""Which actions somebody sees in lists, and which they may open and read."""

from dataclasses import replace
from typing import Any

from flask import g

from app.policy import ANY, AREA, OWN, TEAM, WORK, Grants, Inspects, Me
from app.views.action_acts import READ
from app.views.desk import i, live_house, model
from app.views.relations import RELATE
from projections import actions_lists
from projections.asking import Reach

Row = dict[str, Any]
WHOLE = ("qa_lead", "head_of_service", "director", "inspector", "moderator", "analyst")
SEES: Grants = {**dict.fromkeys(WHOLE, (ANY,)), "*": (OWN,)}


def reach() -> Reach:
    """The actions that the person who asks sees in lists: all, or those near to them.

    Near are those of their team or areas, their own, those from their audits, and those of whom they manage.
    """
    me = i()
    named = me.inspects or Inspects()
    near = replace(_of_line(me), person=me.id, children=named.children, cycles=named.cycles)
    return replace(near, everything=bool(me.roles & set(WHOLE)))


def reach_to_lead() -> Reach:
    """The actions that the person who asks may hand over: all for the QA lead, else those of their team or areas."""
    return replace(_of_line(i()), everything="qa_lead" in i().roles, reader=i().id)


def may_read(action: Row) -> bool:
    """Whether the person who asks may open this action and read what is to be done; of the past too, as it is now."""
    me = i()
    wanted = {relation for role in (*me.roles, "*") for relation in READ.get(role, ())}
    return ANY in wanted or bool(wanted & relate(me, _of_now(action)))


def _of_now(action: Row) -> Row:
    return (actions_lists.action(live_house().model, action["id"]) or action) if g.get("stood") else action


def relate(me: Me, action: Row) -> set[str]:
    """A person's relations to an action: WORK is to do it, OWN to have audited what it comes from."""
    found = {WORK} if action["owner"] == me.id else set()
    if action["auditor"] == me.id:
        found.add(OWN)
    if me.team and me.team in (action["team"], action["owner_team"]):
        found.add(TEAM)
    if me.areas & {action["area"], action["owner_area"]}:
        found.add(AREA)
    return found


def _of_line(me: Me) -> Reach:
    teams = frozenset({me.team} - {""}) if "team_manager" in me.roles else frozenset()
    return Reach(teams=teams, areas=me.areas if "operations_director" in me.roles else frozenset())


def _to_action(me: Me, name: str) -> set[str]:
    action = actions_lists.action(model(), f"action/{name}")
    return relate(me, action) if action else set()


RELATE["action"] = _to_action
