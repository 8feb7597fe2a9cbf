"""An erasure: proposed by one person, confirmed by another, carried out once; the log keeps its shape."""

from typing import Any

from app.events.base import Event, Refusal, Subject, event
from app.events.text import text_of

STATES = {
    "proposed": "Waiting for a second person",
    "confirmed": "Confirmed, being carried out",
    "erased": "Erased",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
}
OF = {"child": "A child", "person": "A person", "schedule": "What the schedule proposes"}
GROUNDS = {
    "schedule": "The time for which it is kept is over",
    "request": "The person asked for it and has the right (UK GDPR, Article 17)",
    "mistake": "It should never have been held",
    "order": "A court or another duty in law says so",
}
ONLY_OVER = (
    f"What the schedule proposes has one ground: “{GROUNDS['schedule']}”. For another, name the child or the person."
)
OF_AUDITS = frozenset({"audit", "duty"})
"""Kinds of records whose ids are a month and a number."""


@event("erasure proposed")
class ErasureProposed(Event):
    """The text of `records` (streams) is to be erased: of a child, of a person (`about`), or what the schedule's rule
    for a kind (`about`, after `years`) proposes.
    """

    of: str
    about: str
    records: list[str]
    ground: str
    years: int | None
    reason: str


@event("erasure confirmed")
class ErasureConfirmed(Event):
    """Somebody other than who proposed it says yes: from here on what the `keys` of the records sealed is gone.

    Each start deletes them again, whatever backup was put back.
    """

    records: list[str]
    keys: list[str]
    note: str


@event("erasure declined")
class ErasureDeclined(Event):
    """Somebody other than who proposed it says no, and why."""

    reason: str


@event("erasure withdrawn")
class ErasureWithdrawn(Event):
    """It is not proposed any more, and why."""

    reason: str


@event("records erased")
class RecordsErased(Event):
    """It was carried out: the keys are deleted. `counts` says how many records of each kind they sealed, `dropped` how
    many copies of other kinds went (unsent texts, lists on their way in, packs, read models of the past).
    """

    keys: list[str]
    counts: dict[str, int]
    dropped: dict[str, int]


class Erasure(Subject):
    """One erasure."""

    state = of = about = ground = reason = proposed_by = confirmed_by = ""
    records: list[str] = []
    keys: list[str] = []

    def propose(
        self, *, of: str, about: str, records: list[str], ground: str, years: int | None, reason: str, by: str, at: str
    ) -> None:
        """Propose it; raises Refusal for nothing to erase, and without a ground and a reason."""
        if self.exists:
            raise Refusal("This erasure is proposed already.")
        if of not in OF or not about:
            raise Refusal("Say what is to be erased.", "of")
        if ground not in GROUNDS:
            raise Refusal("Choose the ground for which it is erased.", "ground")
        if of == "schedule" and ground != "schedule":
            raise Refusal(ONLY_OVER, "ground")
        if not records:
            raise Refusal("Nothing is held that could be erased.", "of")
        facts: dict[str, Any] = {"of": of, "about": about, "records": sorted(set(records)), "ground": ground}
        why = text_of(reason, "Give the reason.", "reason")
        self.record(ErasureProposed, by=by, at=at, **facts, years=years, reason=why)

    def confirm(self, records: list[str], keys: list[str], note: str, *, by: str, at: str) -> None:
        """Say yes to exactly what was proposed; raises Refusal for who proposed it, and where there is more by now.

        Takes what is held now, and the names of the keys that the records have.
        """
        self._must_wait("confirmed")
        self._must_be_another(by)
        if sorted(set(records)) != self.records:
            raise Refusal("What is held has changed since this was proposed. Withdraw it, and propose it as it is now.")
        facts = {"records": self.records, "keys": keys, "note": text_of(note, "", "note")}
        self.record(ErasureConfirmed, by=by, at=at, **facts)

    def decline(self, reason: str, *, by: str, at: str) -> None:
        """Say no; raises Refusal for who proposed it: they withdraw it."""
        self._must_wait("declined")
        self._must_be_another(by)
        self.record(ErasureDeclined, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"))

    def withdraw(self, reason: str, *, by: str, at: str) -> None:
        """Propose it no more; raises Refusal for anybody but who proposed it: they decline it."""
        self._must_wait("withdrawn")
        if by != self.proposed_by:
            raise Refusal("Whoever proposed this erasure withdraws it. You can decline it.")
        self.record(ErasureWithdrawn, by=by, at=at, reason=text_of(reason, "Give the reason.", "reason"))

    def erased(self, dropped: dict[str, int], *, by: str, at: str) -> None:
        """Say that it was carried out; raises Refusal unless it was confirmed and that was not said yet."""
        if self.state != "confirmed":
            raise Refusal("This erasure is not one to carry out.")
        facts = {"keys": self.keys, "counts": counts(self.records), "dropped": dropped}
        self.record(RecordsErased, by=by, at=at, **facts)

    def _must_wait(self, done: str) -> None:
        if not self.exists:
            raise Refusal("There is no such erasure.")
        if self.state != "proposed":
            raise Refusal(f"This erasure cannot be {done}: it is {STATES[self.state].lower()}.")

    def _must_be_another(self, by: str) -> None:
        if by == self.proposed_by:
            raise Refusal("A second person has to look at it: you proposed this erasure yourself.")
        if by == self.about:
            raise Refusal("Somebody else has to decide: this erasure is about you.")

    def _on_proposed(self, made: ErasureProposed) -> None:
        self.state, self.of, self.about, self.ground = "proposed", made.of, made.about, made.ground
        self.records, self.reason, self.proposed_by = made.records, made.reason, made.by

    def _on_confirmed(self, made: ErasureConfirmed) -> None:
        self.state, self.confirmed_by, self.keys = "confirmed", made.by, made.keys

    def _on_declined(self, made: ErasureDeclined) -> None:
        self.state = "declined"

    def _on_withdrawn(self, made: ErasureWithdrawn) -> None:
        self.state = "withdrawn"

    def _on_erased(self, made: RecordsErased) -> None:
        self.state = "erased"

    evolves = {
        ErasureProposed: _on_proposed,
        ErasureConfirmed: _on_confirmed,
        ErasureDeclined: _on_declined,
        ErasureWithdrawn: _on_withdrawn,
        RecordsErased: _on_erased,
    }


def kind_of(record: str) -> str:
    """The kind of a record by its id: "audit"."""
    return record.partition("/")[0]


def counts(records: list[str]) -> dict[str, int]:
    """How many records of each kind there are."""
    kinds = [kind_of(record) for record in records]
    return {kind: kinds.count(kind) for kind in sorted(set(kinds))}
