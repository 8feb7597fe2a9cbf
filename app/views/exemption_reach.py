"""Who has which exemptions: in lists, to open, to decide, with the kind of reason, and with the note."""

from collections.abc import Iterable
from typing import Any

from flask import g

from app import clock
from app.policy import ANY, AREA, OWN, Grants, Me
from app.programme.exemption_authority import Authority, Deciding, deciding
from app.views.desk import i, model
from app.views.relations import RELATE
from projections import exemptions
from projections.asking import Reach

Row = dict[str, Any]
WHO_MAY_DECIDE = ("operations_director", "head_of_service", "director", "qa_lead")
DECIDES: Grants = dict.fromkeys(WHO_MAY_DECIDE, (AREA,))
"""AREA is to be somebody who may decide it today, or who has decided it: of the area, as deputy, or by another rule."""
READS: Grants = DECIDES | {"qa_lead": (ANY,), "auditor": (OWN,)}
SEES: Grants = {**dict.fromkeys(("qa_lead", "inspector"), (ANY,)), **dict.fromkeys(WHO_MAY_DECIDE[:3], (OWN,))}
SEES |= {"auditor": (OWN,)}


def deciding_today() -> Deciding:
    """Who decides today, looked up once for a page."""
    if "deciding" not in g:
        g.deciding = deciding(model(), clock.today())
    found: Deciding = g.deciding
    return found


def authority(row: Row) -> Authority:
    """Who may decide on an exemption today."""
    return deciding_today().over(row["auditor"], row["area"] or "", row["asked_by"])


def may_decide(row: Row, person: str) -> bool:
    """Whether somebody may decide on an exemption today."""
    return person in authority(row).grounds


def reads_note(row: Row) -> bool:
    """Whether the person who asks reads its confidential note: who decides or has decided, who asked, the auditor."""
    me = i().id
    return me in (row["auditor"], row["asked_by"], row["decided_by"]) or may_decide(row, me)


def decides_by_role(me: Me) -> bool:
    """Whether somebody holds the role that decides by the rule in force."""
    return deciding_today().role in me.roles


def classes_shown() -> bool:
    """Whether the kind of reason is shown with names to the person who asks: to the QA lead and to those who decide.

    Health and maternity are personal: everybody else who oversees has how many there are of each kind.
    """
    return "qa_lead" in i().roles or decides_by_role(i())


def sees_pattern(person: Row) -> bool:
    """Whether the person who asks sees an auditor's months and exemptions: QA lead, who decides, the auditor."""
    me = i()
    decides = me.id in deciding_today().over(person["id"], person["area"] or "").grounds
    return "qa_lead" in me.roles or me.id == person["id"] or decides


def waiting_for(me: Me) -> list[Row]:
    """The exemptions that wait for a decision of this person's, the first asked for first."""
    return [row for row in exemptions.waiting(model(), clock.today()) if may_decide(row, me.id)]


def reach() -> Reach:
    """The exemptions that the person who asks has in lists, by name and with the kind of reason.

    All for the QA lead and, where another role than the directors decides, for that; a director's are of their areas.
    """
    me = i()
    directs = decides_by_role(me) and deciding_today().role == "operations_director"
    return Reach(
        everything="qa_lead" in me.roles or (decides_by_role(me) and not directs),
        areas=me.areas if directs else frozenset(),
        person=me.id,
        records=_ids(waiting_for(me)),
    )


def withheld() -> str:
    """Why somebody who oversees the programme has no rows; nothing for those who have."""
    found = reach()
    if found.everything or found.areas or found.records or "auditor" in i().roles:
        return ""
    asked = "Who asks to be exempted, and for what kind of reason, is shown to the QA lead and to those who decide."
    return f"{asked} That an exemption released an audit stands on the audit, for whoever may read it."


def _ids(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row["id"] for row in rows)


def _to_exemption(me: Me, name: str) -> set[str]:
    row = exemptions.exemption(model(), f"exemption/{name}", clock.today())
    if row is None:
        return set()
    found = {OWN} if me.id in (row["auditor"], row["asked_by"]) else set()
    if me.id == row["decided_by"] or may_decide(row, me.id) or (me.id != row["auditor"] and _is_of_mine(me, row)):
        found.add(AREA)
    return found


def _is_of_mine(me: Me, row: Row) -> bool:
    """Whether it is of an area that this person decides over."""
    role = deciding_today().role
    return role in me.roles and (role != "operations_director" or (row["area"] or "") in me.areas)


RELATE["exemption"] = _to_exemption
