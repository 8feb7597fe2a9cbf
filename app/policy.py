"""Who may do what to which: one table, asked before every request and by the templates.

Each endpoint names the roles that may use it and the relation that each role must have to what the address names:
ANY (to all of it), OWN (the audit's auditor, the person themselves), TEAM (of the team that the record belongs to),
AREA (operations director over the area), WORK (the practitioner whose work was audited, once it is returned).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ANY, OWN, TEAM, AREA, WORK = "any", "own", "team", "area", "work"
EVERYBODY: dict[str, tuple[str, ...]] = {"*": (ANY,)}
"""Everybody who is signed in."""
OPEN: dict[str, tuple[str, ...]] = {}
"""No sign-in needed."""

Grants = dict[str, tuple[str, ...]]

QA: Grants = {"qa_lead": (ANY,)}
ADMIN: Grants = {"administrator": (ANY,)}
LEADERS: Grants = {"head_of_service": (ANY,), "director": (ANY,), "inspector": (ANY,), "moderator": (ANY,)}
OVERSEE: Grants = QA | LEADERS | {"operations_director": (ANY,), "analyst": (ANY,)}
EVERY_AUDIT = OVERSEE.keys() - {"operations_director"}
READERS: Grants = {
    **{role: OVERSEE[role] for role in sorted(EVERY_AUDIT - {"analyst"})},
    "operations_director": (AREA,),
    "team_manager": (TEAM,),
    "auditor": (OWN,),
    "practitioner": (WORK,),
}
"""Who reads an audit: never an administrator as such, nor the analyst, who has the lists and figures without text."""
LISTS: Grants = {role: (ANY if role in EVERY_AUDIT else OWN,) for role in (*READERS, "analyst")}
"""Who has lists of audits: of all, or of those that are theirs, which is the scope's answer."""

RULES: dict[str, Grants] = {}


@dataclass(frozen=True)
class Inspects:
    """What an inspection names, as long as it runs: these children and months (ids), or everything.

    `pinned` is the moment as at which everything is shown, as an address names it (2018-11-30T17:00), empty for as it
    is. Without an id none runs.
    """

    id: str = ""
    everything: bool = False
    children: frozenset[str] = frozenset()
    cycles: frozenset[str] = frozenset()
    pinned: str = ""


@dataclass(frozen=True)
class Me:
    """The person who is signed in, as the read model knows them now.

    An inspector whose inspection names some children or months, or none runs for, does not have the role among `roles`:
    what it would open is opened by what is named alone.
    """

    id: str
    name: str
    roles: frozenset[str] = frozenset()
    team: str = ""
    areas: frozenset[str] = frozenset()
    """The service areas that this person is operations director over."""
    inspects: Inspects | None = None
    """What an inspector is shown; None for who is none."""

    @property
    def reads_as(self) -> frozenset[str]:
        """The roles as which somebody reads a record that is open to them, an inspector's among them."""
        return self.roles | ({"inspector"} if self.inspects and self.inspects.id else set())

    @property
    def only_inspects(self) -> bool:
        """Whether somebody is an inspector and nothing else, with less than everything."""
        return self.inspects is not None and not self.roles


@dataclass(frozen=True)
class Scope:
    """Which audits a person sees in lists: all, or those of a team, of areas, their own, or of their own work."""

    reader: str
    """Who they are: nothing that is sealed from them is in any list of theirs."""
    everything: bool = False
    team: str = ""
    areas: frozenset[str] = frozenset()
    auditor: str = ""
    worker: str = ""
    children: frozenset[str] = frozenset()
    """The children, and `cycles` the months, that an inspection names."""
    cycles: frozenset[str] = frozenset()


Relations = Callable[[Me, dict[str, Any]], set[str]]
Barred = Callable[[Me, dict[str, Any]], bool]
"""Whether what the address names is sealed from a person, whatever their roles."""
Inspected = Callable[[Me, str, dict[str, Any]], bool]
"""Whether an endpoint, with what the address names, is within what a running inspection names."""

OF_THEIRS = frozenset({"home.show", "sessions.delete", "passwords.edit", "passwords.update", "unsent.show"})
"""What everybody has who is only an inspector: Today, their own password, and the way out."""


@dataclass
class Policy:
    """The table together with the way to find a person's relations to what an address names."""

    relations: Relations
    barred: Barred = lambda me, names: False
    inspected: Inspected = lambda me, endpoint, names: False
    elsewhen: Callable[[str], bool] = lambda endpoint: False
    """Whether an endpoint's page cannot be held to the one moment as at which an inspector is shown everything."""
    rules: dict[str, Grants] = field(default_factory=lambda: RULES)

    def allows(self, me: Me | None, endpoint: str, names: dict[str, Any]) -> bool:
        """Whether this person may use an endpoint on what the address names. Raises KeyError without a rule."""
        grants = self.rules[endpoint]
        if not grants:
            return True
        if me is None or (me.inspects and me.inspects.pinned and self.elsewhen(endpoint)):
            return False
        granted = self.by_role(me, endpoint, names) or self._by_inspection(me, endpoint, grants, names)
        return granted and not (names and self.barred(me, names))

    def by_role(self, me: Me, endpoint: str, names: dict[str, Any]) -> bool:
        """Whether their roles alone let somebody use an endpoint on what the address names; seals are not asked."""
        grants = self.rules[endpoint]
        everybody = ("*",) if not me.only_inspects or endpoint in OF_THEIRS else ()
        wanted = {relation for role in (*me.roles, *everybody) for relation in grants.get(role, ())}
        return ANY in wanted or bool(wanted and wanted & self.relations(me, names))

    def _by_inspection(self, me: Me, endpoint: str, grants: Grants, names: dict[str, Any]) -> bool:
        """What an inspector's role opens, as far as the inspection names it."""
        limited = me.inspects is not None and "inspector" not in me.roles
        return limited and bool({"inspector", "*"} & grants.keys()) and self.inspected(me, endpoint, names)


def scope(me: Me) -> Scope:
    """Which audits this person sees in lists."""
    if me.roles & EVERY_AUDIT:
        return Scope(me.id, everything=True)
    return Scope(
        me.id,
        team=me.team if "team_manager" in me.roles else "",
        areas=me.areas if "operations_director" in me.roles else frozenset(),
        auditor=me.id if "auditor" in me.roles else "",
        worker=me.id if "practitioner" in me.roles else "",
        children=me.inspects.children if me.inspects else frozenset(),
        cycles=me.inspects.cycles if me.inspects else frozenset(),
    )
