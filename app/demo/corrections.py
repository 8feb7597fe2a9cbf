"""What was recorded wrongly at Eastmere these days: a return, an action, two grades (one was no slip), an answer."""

from datetime import date
from typing import Any

from app.demo.current import last_day
from app.demo.town import Row, Town, after
from app.events.base import Refusal
from app.programme import corrections
from app.programme.moderation import correcting

SLIP = "I chose the line above the one that I meant; the evidence below it says so."
SECOND_THOUGHTS = "Having talked to the worker I think that it was better than I wrote."
NO_SLIP = "That is another judgement, not a slip: the evidence supports the grade as it was given."
BY_MAIL = "It came by e-mail the working day before, when the auditor could not sign in; I have the e-mail."
DONE_BEFORE = "The case note that proves it is of the working day before."
BOX = "I ticked the box beside the one that I meant."
OF_NO_PAIR = "id NOT IN (SELECT audit FROM loop_audits)"


def begin(town: Town, today: date) -> None:
    """Put it into the diary, on the last days."""
    end, told = last_day(today), Corrections(town)
    town.diary.put(after(end, -1), told.propose)
    town.diary.put(end, told.decide)
    town.diary.put(end, told.days)


class Corrections:
    """Everything is of the month in progress: what is published stays as it is."""

    def __init__(self, town: Town) -> None:
        self.town, self.house = town, town.house
        self.proposed: list[str] = []

    def propose(self) -> None:
        """Two auditors propose to correct a grade of theirs, and a moderator an answer."""
        for row, why in zip(self._slips(), (SLIP, SECOND_THOUGHTS), strict=False):
            change = self._other_grade(row["id"])
            self._correct(corrections.propose, row, row["auditor"], change=change, reason=why)
            self.proposed.append(row["id"])
        for row in self._rows("SELECT id, moderator FROM moderations WHERE state = 'moderated' AND cycle = ?")[:1]:
            known = correcting.choices(self.house, row["id"], self.town.diary.today)["checks.analysis"]
            change = f"checks.analysis={min(known)}"
            self._correct(correcting.propose, row, row["moderator"], change=change, reason=BOX)

    def decide(self) -> None:
        """The QA lead agrees to one and to the moderator's; the other is left by the moderator who reads it."""
        qa_lead, moderator = self.town.named("qa_lead"), self.town.named("moderator")
        for id, act in zip(self.proposed, (corrections.agree, corrections.decline), strict=False):
            reason = {} if act is corrections.agree else {"reason": NO_SLIP}
            self._correct(act, {"id": id}, qa_lead if act is corrections.agree else moderator, **reason)
        for row in self._rows("SELECT id FROM moderations WHERE correcting <> '' AND cycle = ?"):
            self._correct(correcting.agree, row, qa_lead)

    def days(self) -> None:
        """An audit came in a working day before it was recorded, and so did the proof of an action."""
        late = f"state IN ('returned', 'accepted') AND days_late > 0 AND {OF_NO_PAIR} ORDER BY state, days_late, id"
        for row in self._rows(f"SELECT id, returned_on FROM audits WHERE cycle = ? AND {late}")[:1]:
            day = after(date.fromisoformat(row["returned_on"]), -1)
            self._correct(corrections.correct_return, row, self._qa_lead, returned_on=day, reason=BY_MAIL)
        done = "SELECT actions.id, completed_on FROM actions JOIN audits ON audits.id = source WHERE cycle = ?"
        for row in self._rows(f"{done} AND actions.state = 'completed' ORDER BY completed_on, actions.id")[:1]:
            day = after(date.fromisoformat(row["completed_on"]), -1)
            self._correct(corrections.correct_completion, row, self._qa_lead, completed_on=day, reason=DONE_BEFORE)

    @property
    def _qa_lead(self) -> str:
        return self.town.named("qa_lead")

    def _slips(self) -> list[Row]:
        """Accepted audits that nobody moderates, of auditors who do not decide on them."""
        free = f"state = 'accepted' AND uploaded_on = '' AND {OF_NO_PAIR} AND id NOT IN (SELECT id FROM moderations)"
        found = self._rows(f"SELECT id, auditor FROM audits WHERE cycle = ? AND {free} ORDER BY id")
        deciders = {self.town.named(role) for role in ("qa_lead", "moderator")}
        return [row for row in found if row["auditor"] not in deciders]

    def _other_grade(self, audit: str) -> str:
        """The change of a domain's grade to the one beside it."""
        known = corrections.choices(self.house, audit, grades=True)
        key = next(key for key in sorted(known) if key.startswith("grade."))
        return f"{key}={next(iter(known[key]))}"

    def _rows(self, sql: str) -> list[Row]:
        newest = self.house.model.one("SELECT max(id) AS id FROM cycles")
        return self.house.model.query(sql, [newest["id"] if newest else ""])

    def _correct(self, command: Any, row: Row, by: str, **facts: Any) -> None:
        said = {"version": self.house.version(row["id"]), "on": self.town.diary.today, **self.town.diary.stamp(by)}
        try:
            command(self.house, row["id"], **facts, **said)
        except Refusal:  # On a few days of the year what was found fits in no other way.
            return
