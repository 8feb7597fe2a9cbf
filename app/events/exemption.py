"""An exemption: asked for by or for an auditor, decided by whom the rule in force names, never by either of them."""

from datetime import date, timedelta
from typing import Any, ClassVar

from app.events.base import Event, Refusal, Subject, event
from app.events.england import day_of
from app.events.exemption_dates import HALF_OF_A_MONTH, LEFT_OUT, LONGEST, last_day, months_covered
from app.events.text import day_in_words
from app.events.vocabulary import EXEMPTION_CLASSES, EXEMPTION_STATES


@event("exemption asked", seals=("note",))
class ExemptionAsked(Event):
    """Asked for one cycle; the note is confidential and seen by those who decide."""

    auditor: str
    cycle: str
    reason_class: str
    note: str


@event("exemption asked for dates", seals=("note",))
class ExemptionAskedForDates(Event):
    """Asked from one day to another; `months` are the cycles that it covers by the rule, which is in it in words."""

    auditor: str
    first: str
    last: str
    months: list[str]
    rule: str
    reason_class: str
    note: str


@event("exemption authorised", seals=("reason",))
class ExemptionAuthorised(Event):
    """Authorised: the rule in force, whose authority it was, and in whose place if they stood in for somebody."""

    class_version: ClassVar[int] = 2

    rule: str
    authoriser: str
    in_place_of: str
    reason: str
    on: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody stood in for anybody before deputies could be named."""
        state["in_place_of"] = ""


@event("exemption declined", seals=("reason",))
class ExemptionDeclined(Event):
    """Declined, and why; by which rule, whose authority, and in whose place if they stood in for somebody."""

    class_version: ClassVar[int] = 2

    rule: str
    authoriser: str
    in_place_of: str
    reason: str
    on: str

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Nobody stood in for anybody before deputies could be named."""
        state["in_place_of"] = ""


@event("exemption withdrawn", seals=("reason",))
class ExemptionWithdrawn(Event):
    """Taken back before it was decided, by the auditor or by who asked for it."""

    reason: str
    on: str


@event("exemption reversed", seals=("reason",))
class ExemptionReversed(Event):
    """Authorised and taken back, and why: `months` are the cycles that it covers no longer, the others stand."""

    months: list[str]
    rule: str
    authoriser: str
    in_place_of: str
    reason: str
    on: str


@event("exemption lapsed")
class ExemptionLapsed(Event):
    """Nobody decided it before the last of its months was over or closed: `cycle` is that month."""

    cycle: str
    on: str


class Exemption(Subject):
    """One request not to audit in one month, or from one day to another."""

    auditor = asked_by = asked_on = reason_class = note = ""
    first = last = ""
    """Its dates, where it is not for one month."""
    state = ""

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.months: list[str] = []
        """The cycles that it covers, or would."""

    @property
    def lapses_on(self) -> str:
        """The day (ISO) from which nobody can decide it any more: the last of its months is over."""
        return (last_day(max(self.months)) + timedelta(days=1)).isoformat()

    def stands(self, on: str) -> str:
        """Its state on a day (ISO): one that nobody has decided has lapsed by then, whether that is recorded or not."""
        return "lapsed" if self.state == "asked" and on >= self.lapses_on else self.state

    def ask(self, *, auditor: str, cycle: str, reason_class: str, note: str, by: str, at: str) -> None:
        """Ask for one month; raises Refusal when it was asked before, the month is over or the reason of no class."""
        self._must_be_new(reason_class)
        if _is_over(cycle, at):
            raise Refusal("This month is over.", "cycle")
        facts = {"auditor": auditor, "cycle": cycle, "reason_class": reason_class, "note": note.strip()}
        self.record(ExemptionAsked, by=by, at=at, **facts)

    def ask_for_dates(self, first: date, last: date, closed: set[str], *, by: str, at: str, **facts: str) -> None:
        """Ask from one day to another; months that are over or `closed` (cycle ids) are left out.

        Takes in `facts` auditor, reason_class and note. Raises Refusal as `ask`, for dates that cannot be, and for
        such as cover no month.
        """
        self._must_be_new(facts["reason_class"])
        covered = _covered(first, last)
        months = [month for month in covered if month not in closed and not _is_over(month, at)]
        if not months:
            raise Refusal("Every month that these dates cover is over or closed.", "first")
        rule = HALF_OF_A_MONTH + (LEFT_OUT if months != covered else "")
        dates = {"first": first.isoformat(), "last": last.isoformat(), "months": months, "rule": rule}
        self.record(ExemptionAskedForDates, by=by, at=at, **dates, **facts | {"note": facts["note"].strip()})

    def authorise(self, *, by: str, at: str, **facts: str) -> None:
        """Say yes: rule, authoriser, reason (may be empty), on, and in_place_of where they stood in for somebody.

        Raises Refusal unless it waits for a decision, by another than the auditor and who asked for it.
        """
        self._must_wait(by, facts["on"])
        self.record(ExemptionAuthorised, by=by, at=at, **_grounds(facts))

    def decline(self, *, by: str, at: str, **facts: str) -> None:
        """Say no, with the reason; takes and raises as `authorise`, and Refusal without a reason."""
        self._must_wait(by, facts["on"])
        self.record(ExemptionDeclined, by=by, at=at, **_grounds(facts, "Say why the exemption is declined."))

    def withdraw(self, *, reason: str, on: str, by: str, at: str) -> None:
        """Take it back; raises Refusal once it is decided, and for anybody but the auditor and who asked for it."""
        self._must_be("asked", "withdrawn", on)
        if by not in (self.auditor, self.asked_by):
            raise Refusal("Only the auditor, or who asked for it, can withdraw an exemption.")
        self.record(ExemptionWithdrawn, by=by, at=at, reason=reason.strip(), on=on)

    def reverse(self, closed: set[str], *, by: str, at: str, **facts: str) -> None:
        """Take an authorised one back for every month of it that is not `closed` (cycle ids), with the reason.

        Takes `facts` as `authorise`. Raises Refusal unless it is authorised, by another than the auditor, without a
        reason, and when all its months are closed.
        """
        self._must_be("authorised", "reversed")
        self._must_be_decided_by_another(by)
        months = [month for month in self.months if month not in closed]
        if not months:
            raise Refusal("Every month that it covers is closed, so this exemption stands.")
        grounds = _grounds(facts, "Say why the exemption is reversed.")
        self.record(ExemptionReversed, by=by, at=at, months=months, **grounds)

    def lapse(self, cycle: str, *, on: str, by: str, at: str) -> None:
        """Nobody decided in time: the month is over. Raises Refusal unless it waits, and before it was asked."""
        self._must_be("asked", "recorded as lapsed")
        if on < self.asked_on:
            asked = day_in_words(self.asked_on)
            raise Refusal(f"An exemption was asked for on {asked}. It cannot lapse before that.", "on")
        self.record(ExemptionLapsed, by=by, at=at, cycle=cycle, on=on)

    def _must_be_new(self, reason_class: str) -> None:
        if self.exists:
            raise Refusal("This exemption has been asked for already.")
        if reason_class not in EXEMPTION_CLASSES:
            raise Refusal("Choose the kind of reason.", "reason_class")

    def _must_be(self, state: str, done: str, on: str = "") -> None:
        if (stands := self.stands(on)) != state:
            raise Refusal(f"This exemption cannot be {done}: it is {_in_words(stands)}.")

    def _must_wait(self, by: str, on: str) -> None:
        if (stands := self.stands(on)) != "asked":
            raise Refusal(f"This exemption does not wait for a decision: it is {_in_words(stands)}.")
        self._must_be_decided_by_another(by)

    def _must_be_decided_by_another(self, by: str) -> None:
        if by == self.auditor:
            raise Refusal("You cannot decide your own exemption.")
        if by == self.asked_by:
            raise Refusal("You asked for this exemption, so somebody else decides it.")

    def _on_asked(self, made: ExemptionAsked) -> None:
        self._is_asked(made, [made.cycle])

    def _on_asked_for_dates(self, made: ExemptionAskedForDates) -> None:
        self.first, self.last = made.first, made.last
        self._is_asked(made, made.months)

    def _is_asked(self, made: ExemptionAsked | ExemptionAskedForDates, months: list[str]) -> None:
        self.auditor, self.asked_by, self.months = made.auditor, made.by, list(months)
        self.reason_class, self.note, self.state = made.reason_class, made.note, "asked"
        self.asked_on = day_of(made.at)

    def _on_authorised(self, made: ExemptionAuthorised) -> None:
        self.state = "authorised"

    def _on_declined(self, made: ExemptionDeclined) -> None:
        self.state = "declined"

    def _on_withdrawn(self, made: ExemptionWithdrawn) -> None:
        self.state = "withdrawn"

    def _on_reversed(self, made: ExemptionReversed) -> None:
        self.state = "reversed"
        self.months = [month for month in self.months if month not in made.months]

    def _on_lapsed(self, made: ExemptionLapsed) -> None:
        self.state = "lapsed"

    evolves = {
        ExemptionAsked: _on_asked,
        ExemptionAskedForDates: _on_asked_for_dates,
        ExemptionAuthorised: _on_authorised,
        ExemptionDeclined: _on_declined,
        ExemptionWithdrawn: _on_withdrawn,
        ExemptionReversed: _on_reversed,
        ExemptionLapsed: _on_lapsed,
    }


def _covered(first: date, last: date) -> list[str]:
    if last < first:
        raise Refusal("The last day cannot be before the first.", "last")
    if last - first > LONGEST:
        raise Refusal("An exemption lasts two years at most. Choose an earlier last day.", "last")
    if not (covered := months_covered(first, last)):
        raise Refusal("These dates hold half of the working days of no month. Ask for a month instead.", "first")
    return covered


def _is_over(cycle: str, at: str) -> bool:
    """Whether the last day of a month (cycle id) is over at a moment."""
    return last_day(cycle).isoformat() < day_of(at)


def _grounds(facts: dict[str, str], without_reason: str = "") -> dict[str, str]:
    """By which rule, on whose authority and why; raises Refusal in the words given where a reason must be."""
    reason = facts["reason"].strip()
    if without_reason and not reason:
        raise Refusal(without_reason, "reason")
    return {"in_place_of": "", **facts, "reason": reason}


def _in_words(state: str) -> str:
    return EXEMPTION_STATES.get(state, "not there").lower()
