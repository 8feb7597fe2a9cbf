"""Whom the record is about that an address names: the child or the person whose narrative a page shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app import clock
from app.views.desk import model
from app.views.relations import audit_id
from projections import (
    actions_lists,
    audits,
    coaching_lists,
    concern_lists,
    dip_samples,
    exemptions,
    loops,
    packs,
    seals,
    subject_access,
)

Row = Mapping[str, Any]
Names = Mapping[str, Any]


@dataclass(frozen=True)
class About:
    """The record (id) that an address names, the children and people whom it is about, and the audit it comes of."""

    record: str = ""
    whom: tuple[str, ...] = ()
    audit: str = ""


def record_of(names: Names) -> About:
    """The record that an address names; nothing for an address that names none."""
    if noun := next((noun for noun in FIND if noun in names), ""):
        return FIND[noun](str(names[noun]))
    if "month" in names and "number" in names:
        return _of_audit(audit_id(names["month"], names["number"]))
    return About()


def _of_audit(audit: str, record: str = "") -> About:
    row = audits.audit(model(), audit) if audit else None
    return About(record or audit, (row["child"],) if row else (), audit)


def _comes_of_audit(kind: str) -> Callable[[str], About]:
    def found(name: str) -> About:
        id = f"{kind}/{name}"
        return _of_audit(seals.comes_of(model(), id), id)

    return found


def _with(kind: str, find: Callable[[str], Row | None], *columns: str) -> Callable[[str], About]:
    def found(name: str) -> About:
        id = f"{kind}/{name}"
        row = find(id) or {}
        return About(id, tuple(row[column] for column in columns if row.get(column)), seals.comes_of(model(), id))

    return found


def _loop(name: str) -> About:
    row = loops.loop(model(), f"loop/{name}")
    return _of_audit(row["first"], f"loop/{name}") if row else About(f"loop/{name}")


def _duty(name: str) -> About:
    return _comes_of_audit("duty")(f"{name[:7]}/{name[8:]}")


def _dip_sample(name: str) -> About:
    id = f"dip_sample/{name}"
    whom = {row["child"] for row in dip_samples.members(model(), id) if row["child"]}
    return About(id, tuple(sorted(whom)))


def _pack(name: str) -> About:
    """The children that a pack is of, or whose audits it is of, also as those of a month."""
    row = packs.one(model(), f"pack/{name}") or {"what": ""}
    whom = [one for id in row["what"].split() for one in _within(id)]
    return About(f"pack/{name}", tuple(dict.fromkeys(whom)))


def _within(id: str) -> tuple[str, ...]:
    """Whose narrative a pack of a child, an audit or a month holds; of a report nobody's that is not published."""
    if id.startswith("child/"):
        return (id,)
    audits = packs.audits_of(model(), id) if id.startswith("cycle/") else [id]
    return tuple(one for audit in audits for one in _of_audit(audit).whom)


FIND: dict[str, Callable[[str], About]] = {
    "action": _with("action", lambda id: actions_lists.action(model(), id), "child"),
    "concern": _with("concern", lambda id: concern_lists.concern(model(), id), "child"),
    "coaching": _with("coaching", lambda id: coaching_lists.one(model(), id), "person"),
    "exemption": _with("exemption", lambda id: exemptions.exemption(model(), id, clock.today()), "auditor"),
    "dip_sample": _dip_sample,
    "duty": _duty,
    "impact": _comes_of_audit("impact"),
    "entry": _comes_of_audit("good_practice"),
    "loop": _loop,
    "pack": _pack,
    "access_request": _with("subject_access", lambda id: subject_access.one(model(), id), "about"),
    "reference": lambda name: About(f"child/{name}", (f"child/{name}",)),
    "person": lambda name: About(f"person/{name}", (f"person/{name}",)),
}
"""By what an address names. Each noun's module may add its own."""
