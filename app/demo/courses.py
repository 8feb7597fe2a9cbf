"""What becomes of an audit: each course of things put into the diary, done by the commands that the pages use."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from app.demo.answers import Sheet, Writer, sentences
from app.demo.requests import Request
from app.demo.town import Row, Town, after
from app.events.content import Content
from app.events.moderation_words import WAITING
from app.events.sections import sections
from app.programme import audits, judging
from app.programme.allocations import swapping
from projections import audits as standing
from projections import seals


@dataclass(frozen=True)
class Window:
    """The working days after the allocation between which a course's audits come in, or its first act happens."""

    first: int
    last: int

    def day(self, allocated: date, chance: Random) -> date:
        """One of them."""
        return after(allocated, chance.randint(self.first, self.last))


class Course:
    """One audit on its way; a method for each way that it can go."""

    def __init__(self, town: Town, row: Row, content: Content, sheet: Sheet, writer: Writer, due: date) -> None:
        self.town, self.house, self.content, self.sheet = town, town.house, content, sheet
        self.id, self.auditor, self.due = row["id"], row["auditor"], due
        self.row, self.writer, self.chance = row, writer, Random(f"course {row['id']}")
        self.answers: dict[str, Any] = {}
        self.way = ""
        """The name of the way that it goes."""
        self.fate = ""
        """How it is to be judged where it is not to be accepted, by its moderator if it is drawn."""
        self.on_record_by = date.max
        self.final: Sheet | None = None
        """The grades that count, of an audit whose moderator changes what the auditor gave."""

    def regraded(self, day: date, first: Sheet) -> None:
        """Comes in with other grades than those that will count, and is put on record once it is moderated."""
        self.final, self.sheet = self.sheet, first
        self.waiting(day)
        self.town.diary.put(after(day, 4), self.upload)

    def uploaded(self, day: date) -> None:
        """Comes in, is accepted, and a copy goes to the child's record."""
        copied = after(self.accepted(day), self.chance.randint(1, 3))
        self.town.diary.put(min(copied, self.on_record_by), self.upload)

    def accepted(self, day: date) -> date:
        """Comes in and is accepted; returns the day of that."""
        self.waiting(day)
        judged = after(day, self.chance.randint(1, 3))
        self.town.diary.put(judged, self._accept)
        return judged

    def accepted_at_once(self, day: date) -> None:
        """Comes in and is accepted on the next working day."""
        self.waiting(day)
        self.town.diary.put(after(day, 1), self._accept)

    def waiting(self, day: date) -> None:
        """Comes in and waits to be judged."""
        self._write(after(day, -self.chance.randint(1, 2)), 0, 5)
        self._write(day, 5, None)
        self.town.diary.put(day, self._return)

    def not_to_standard(self, day: date) -> None:
        """Comes in and does not meet the standard."""
        self.fate = "not_to_standard"
        self.waiting(day)
        self.town.diary.put(after(day, 2), self._judge_not_to_standard)

    def sent_back(self, day: date) -> date:
        """Comes in and goes back to its auditor; returns the day of that."""
        self.fate = "sent_back"
        self.waiting(day)
        back = after(day, 2)
        self.town.diary.put(back, self._send_back)
        return back

    def sent_back_waiting(self, day: date) -> date:
        """Goes back, comes in again and waits; returns the day on which it came in again."""
        again = after(self.sent_back(day), 3)
        self.town.diary.put(again, self._come_back)
        return again

    def sent_back_uploaded(self, day: date) -> None:
        """Goes back, comes in again, is accepted and put on record."""
        again = self.sent_back_waiting(day)
        self.town.diary.put(after(again, 1), self._accept)
        self.town.diary.put(after(again, 2), self.upload)

    def allocated(self, day: date) -> None:
        """Nothing happens yet."""

    def started(self, day: date) -> None:
        """The auditor has begun and written some sections."""
        self._write(day, 0, self.chance.randint(1, 5))

    def nearly_done(self, day: date) -> None:
        """Everything is written but the summary and the actions."""
        self._write(after(day, -1), 0, 4)
        self._write(day, 4, -2)

    def nil(self, day: date) -> None:
        """Nothing comes."""
        self.town.diary.put(max(day, after(self.due, 1)), self._nil)

    def reopened_uploaded(self, day: date) -> None:
        """A nil return that came in after all, late."""
        self.town.diary.put(after(self.due, 2), self._nil)
        self.town.diary.put(after(self.due, 4), self._reopen)
        self.uploaded(max(day, after(self.due, 7)))

    def withdrawn(self, day: date) -> None:
        """It is not wanted any more."""
        self.town.diary.put(day, self._withdraw)

    def released(self, day: date, reason_class: str) -> None:
        """The auditor is exempted after the allocation; some had begun."""
        if self.chance.random() < 0.3:
            self._write(after(day, -1), 0, 1)
        request = Request(self.town, self.row["cycle"], self.auditor, reason_class)
        self.town.diary.put(day, request.ask)
        self.town.diary.put(after(day, 1), request.authorise)

    def moved(self, day: date, on_it_goes: Callable[["Course", date], None] | None = None) -> None:
        """Another auditor gets it and begins anew; `on_it_goes` says what becomes of it then."""

        def give() -> None:
            self._give()
            if on_it_goes:
                on_it_goes(self, after(self.town.diary.today, 4))

        self.town.diary.put(day, give)

    def given_to(self, auditor: str, day: date, on_it_goes: Callable[["Course", date], None]) -> None:
        """A certain auditor gets it."""

        def give() -> None:
            self._give(auditor)
            on_it_goes(self, after(self.town.diary.today, 2))

        self.town.diary.put(day, give)

    def _write(self, day: date, start: int, stop: int | None) -> None:
        self.town.diary.put(day, lambda: self._save(start, stop))

    def _save(self, start: int, stop: int | None) -> None:
        if self._state() == "released":
            return
        day, version = self.town.diary.today, self._version()
        self.answers = self.answers or self.writer.answers(self.content, self.sheet, day)
        for section in sections(self.content)[start:stop]:
            values = {field.key: self.answers[field.key] for field in section.fields if field.key in self.answers}
            version = audits.save_section(
                self.house, self.id, section.id, values, version=version, on=day, **self._by(self.auditor)
            )

    def _come_back(self) -> None:
        """What went back comes in again, once it has gone back."""
        if self._state() == "sent_back":
            self._mend()
            self._return()
        else:
            self._tomorrow(self._come_back)

    def _mend(self) -> None:
        """What an auditor changes when an audit came back."""
        domain = self.sheet.weakest[0]
        text = f"{self.answers[f'evidence.{domain}']} Seen in the case notes and visits of the last three months."
        self._do(audits.save_section, domain, {f"evidence.{domain}": text}, by=self.auditor)

    def _return(self) -> None:
        self._do(audits.return_audit, by=self.auditor)

    def _accept(self) -> None:
        """By the QA lead or a moderator, unless it is drawn: then its moderation does."""
        if self._state() == "sent_back":
            return self._tomorrow(self._accept)
        if self._state() != "returned" or self._is_drawn():
            return None
        if self._is_always_moderated():
            return None if self._row()["moderation"] else self._tomorrow(self._accept)
        return self._do(judging.accept, by=self.town.reviewer(), note=self._said("accepted"))

    def _judge_not_to_standard(self) -> None:
        if not self._is_drawn():
            self._do(judging.judge_not_to_standard, by=self.town.reviewer(), reason=self._said("not_to_standard"))

    def _send_back(self) -> None:
        if not self._is_drawn():
            self.fate = ""
            said = {"reason": self._said("sent_back"), "although_exempt": True}  # If they are, they have agreed.
            self._do(judging.send_back, by=self.town.reviewer(), **said)

    def _nil(self) -> None:
        self._do(judging.record_nil_return, by=self.town.named("qa_lead"), reason=self._said("nil"))

    def _reopen(self) -> None:
        reason = "The auditor asked to bring it in late, and the child's team still wants it."
        self._do(judging.reopen, by=self.town.named("qa_lead"), reason=reason)

    def _withdraw(self) -> None:
        self._do(judging.withdraw, by=self.town.named("qa_lead"), reason=self._said("withdrawn"))

    def upload(self) -> None:
        """Once it is accepted, and waits neither for its moderation nor for the other audit of its loop."""
        state = self._state()
        if state in ("returned", "sent_back") or (state == "accepted" and (self._is_drawn() or self._is_sealed())):
            return self._tomorrow(self.upload)
        return self._put_on_record() if state == "accepted" else None

    def _is_sealed(self) -> bool:
        return self.id in seals.sealed(self.house.model)

    def _put_on_record(self) -> None:
        by, number = self.sheet.manager, self.chance.randrange(10_000, 99_999)
        self._do(judging.upload, by=by, uploaded_by=by, reference=f"DOC-{number}")

    def _give(self, auditor: str = "") -> None:
        if not auditor:
            free = [move.auditor for move in swapping.moves_to(self.house, self.id) if not move.blocks]
            if not free:
                return  # On some days everybody has one; then it stays where it is.
            auditor = self.chance.choice(free)
        self._do(swapping.give, auditor, by=self.town.named("qa_lead"), reason=self._said("reallocated"))
        self.auditor, self.answers = auditor, {}

    def _do(self, command: Callable[..., Any], *args: Any, by: str, **facts: Any) -> None:
        """Have a person do something with the audit as it stands, today.

        Not if its auditor was exempted meanwhile, over another audit of theirs: then it can only be given away.
        """
        if self._state() == "released" and command is not swapping.give:
            return
        now = {"version": self._version(), "on": self.town.diary.today}
        command(self.house, self.id, *args, **now, **facts, **self._by(by))

    def _tomorrow(self, act: Callable[[], None]) -> None:
        self.town.diary.put(after(self.town.diary.today, 1), act)

    def _row(self) -> Row:
        return standing.audit(self.house.model, self.id) or {}

    def _state(self) -> str:
        return str(self._row()["state"])

    def _is_drawn(self) -> bool:
        """Whether it waits for its moderation."""
        return self._row()["moderation"] in WAITING

    def _is_always_moderated(self) -> bool:
        """Whether it is drawn for its grade, and accepted by its moderation alone."""
        return self._row()["overall"] in self.content["moderation"]["always"]

    def _by(self, person: str) -> dict[str, str]:
        return self.town.diary.stamp(person)

    def _version(self) -> int:
        return self.house.version(self.id)

    def _said(self, kind: str) -> str:
        return str(self.chance.choice(sentences()[kind]))
