"""Evidence packs: asked for, confirmed by a second person or declined, made, taken away."""

from datetime import date, timedelta

from app.events import pack as events
from app.events.base import Refusal
from app.events.pack import Pack
from app.programme.house import AlreadyDone, House
from projections import audits, children, cycles, packs, reports, seals

KEPT = timedelta(days=30)
"""How long the file of a pack is kept; afterwards it can be made again from the same position."""
SEALED = "This audit is in a looped pair that is not agreed yet. A pack of it can be asked for once it is."


def ask(
    house: House, id: str, *, kind: str, of: list[str], edition: int, recipient: str, why: str,
    position: int, follows: str, on: date, by: str, at: str,
) -> None:  # fmt: skip
    """Ask for a pack under the id that the form was made with.

    Raises AlreadyDone for the same form sent twice, Refusal for what there is not and as the record itself does.
    """
    pack = house.log.load(Pack, id)
    if pack.exists and (pack.of, pack.recipient, pack.asked_by) == (of, recipient.strip(), by):
        raise AlreadyDone
    for one in of:
        _must_be(house, kind, one, edition)
    if follows and packs.one(house.model, follows) is None:
        raise Refusal("Choose a pack of the list.", "follows")
    facts = {"kind": kind, "of": of, "edition": edition, "recipient": recipient, "why": why}
    pack.ask(**facts, position=position, follows=follows, on=on.isoformat(), by=by, at=at)  # type: ignore[arg-type]
    house.keep(pack)


def confirm(house: House, id: str, *, version: int, on: date, by: str, at: str) -> None:
    """Agree that a pack is made; raises Refusal, Stale or AlreadyDone, as all of these do."""
    pack = house.load_at(Pack, id, version, by, events.PackConfirmed)
    pack.confirm(on=on.isoformat(), by=by, at=at)
    house.keep(pack)


def decline(house: House, id: str, *, version: int, reason: str, on: date, by: str, at: str) -> None:
    """Decline a pack."""
    pack = house.load_at(Pack, id, version, by, events.PackDeclined, reason=reason)
    pack.decline(reason, on=on.isoformat(), by=by, at=at)
    house.keep(pack)


def made(
    house: House, id: str, *, sha256: str, size: int, events: int, checkpoint: int, on: date, by: str, at: str
) -> None:
    """Record that the file of a pack was made, and until when it is kept."""
    pack = house.load(Pack, id)
    facts = {"sha256": sha256, "size": size, "events": events, "checkpoint": checkpoint, "on": on.isoformat()}
    pack.make(**facts, until=(on + KEPT).isoformat(), by=by, at=at)
    house.keep(pack)


def taken(house: House, id: str, *, on: date, by: str, at: str) -> None:
    """Record that somebody takes the file away, before they have any of it."""
    pack = house.load(Pack, id)
    pack.download(on=on.isoformat(), by=by, at=at)
    house.keep(pack)


def why(house: House, id: str) -> dict[str, str]:
    """What was written: why it was asked for, and why it was declined."""
    found = {made.topic: made.facts for made in house.reader.stream(id)}
    declined = found.get("evidence pack declined", {"reason": ""})
    return {"why": found["evidence pack asked for"]["why"], "reason": declined["reason"]}


def _must_be(house: House, kind: str, id: str, edition: int) -> None:
    """Raise Refusal for what a pack cannot be of."""
    own = id.partition("/")[2]
    if kind == "edition":
        if not any(row["edition"] == edition for row in reports.editions(house.model, id)):
            raise Refusal("Choose an edition that was published.", "edition")
        return
    find = {"cycle": cycles.cycle, "audit": audits.audit}.get(kind, children.child)
    if find(house.model, id) is None:
        raise Refusal(f"There is no {'month' if kind == 'cycle' else kind.replace('sample', 'child')} {own}.", "named")
    if kind == "audit" and id in seals.sealed(house.model):
        raise Refusal(SEALED, "named")
