"""The reports of the demonstration: months, a quarter and a year, published, waiting, and being written."""

import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.demo import recent
from app.demo.current import last_day
from app.demo.town import Row, Town, after, minted
from app.events.periods import period
from app.events.report import report_id
from app.programme import recommendations
from app.programme import reports as programme
from app.reports import disclosure, working
from app.reports.document import Document, as_json
from app.reports.layouts import default

AUTHOR, PUBLISHER = "qa_lead", "director"
NOVEMBER, MAY, MAY_AGAIN, QUARTER = date(2018, 12, 5), date(2024, 6, 3), date(2024, 7, 9), date(2024, 7, 5)
NO_FIGURE = "It counts something else, which is no secret."
YEAR_OVER = date(2025, 4, 1)
"""From when on the report of 2024-25 can be put forward."""


def begin(town: Town, today: date) -> None:
    """Put the reports into the diary."""
    for key, day in (("2018-11", NOVEMBER), ("2024-05", MAY), ("2024-Q1", QUARTER)):
        Written(town, key).to_be_published(day)
    Written(town, "2024-05").to_be_published_again(MAY_AGAIN)
    end = last_day(today)
    if after(end, -6) >= YEAR_OVER:
        Written(town, "2024-year").to_be_put_forward(after(end, -6))
    Written(town, recent.plan_for(today).month, "recent").to_be_written(after(end, -2))


@cache
def texts() -> dict[str, Any]:
    """What is written in each report, section by section, and what it recommends."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / "report_texts.json").read_text(encoding="utf-8"))
    return found


class Written:
    """One report on its way; each step goes into the diary."""

    def __init__(self, town: Town, key: str, said: str = "") -> None:
        self.town, self.house, self.key, self.id = town, town.house, key, report_id(key)
        self.said = texts()[said or key]

    def to_be_published(self, day: date) -> None:
        """Written and put forward on a day, published on the next working day, followed from then on."""
        self.to_be_put_forward(day)
        self._on(after(day, 1), self._publish)
        for one in self.said["recommended"]:
            self._follow(one)

    def to_be_put_forward(self, day: date) -> None:
        """Written and put forward: it waits for who publishes it."""
        self.to_be_written(day)
        self._on(day, self._put_forward)

    def to_be_written(self, day: date) -> None:
        """Begun and written, with what it recommends."""
        self._on(day, lambda: self._write(self.said["texts"]))
        self._on(day, self._recommend)

    def to_be_published_again(self, day: date) -> None:
        """Another edition, that says what is other than in the one before."""
        again = self.said["again"]
        self._on(day, lambda: self._now(programme.reopen, AUTHOR, reason=again["reason"]))
        self._on(day, lambda: self._write(again["texts"]))
        self._on(day, lambda: self._put_forward(again["changes"]))
        self._on(after(day, 1), self._publish)

    def _write(self, said: dict[str, list[str]]) -> None:
        """Its commentary; the report is begun with it, if it is not yet."""
        if not self.house.version(self.id):
            of = period(self.key)
            assert of is not None
            domains = working.source(self.house, self.town.diary.today).content(of)["domains"]
            programme.begin(self.house, self.id, layout=default(of.kind, domains), **self.town.does(AUTHOR))
        for section, lines in said.items():
            self._now(programme.write_section, AUTHOR, section=section, text="\n".join(lines))

    def _recommend(self) -> None:
        for one in self.said["recommended"]:
            due = date.fromisoformat(one["due"]) if one["due"] else after(self.town.diary.today, 40)
            facts: Row = {"report": self.id, "text": one["text"], "owner": self.town.named(one["owner"]), "due": due}
            recommendations.make(self.house, self._recommendation(one), **facts, **self.town.does(AUTHOR))

    def _put_forward(self, changes: Sequence[str] = ()) -> None:
        """Both copies as they are at that moment; the check of the text has found nothing in it."""
        found, stamp, today = programme.working(self.house, self.id), self.town.does(AUTHOR), self.town.diary.today
        document = working.document(self.house, found, on=today, at=stamp["at"])
        public = working.public(self.house, document)
        copies: Row = {"document": as_json(document), "public": as_json(public)}
        facts: Row = {"accepted": _accepted(public, document), "changes": changes, "on": today}
        facts |= {"version": found.version}
        programme.put_forward(self.house, self.id, **copies, **facts, **stamp)

    def _publish(self) -> None:
        self._now(programme.publish, PUBLISHER, on=self.town.diary.today)

    def _follow(self, one: Row) -> None:
        """What becomes of a recommendation, noted by who sees to it."""
        for step in one["progress"]:
            self._step(recommendations.note_progress, one, step, "text")
        if "done" in one:
            self._step(recommendations.complete, one, one["done"], "text")
        if "dropped" in one:
            self._step(recommendations.drop, one, one["dropped"], "reason")

    def _step(self, command: Any, one: Row, step: Row, said: str) -> None:
        id = self._recommendation(one)

        def act() -> None:
            command(
                self.house, id, version=self.house.version(id), **{said: step["says"]}, **self.town.does(one["owner"])
            )

        self._on(date.fromisoformat(step["on"]), act)

    def _recommendation(self, one: Row) -> str:
        return minted("recommendation", f"{self.key} {one['name']}")

    def _now(self, command: Any, role: str, **facts: Any) -> None:
        command(self.house, self.id, version=self.house.version(self.id), **facts, **self.town.does(role))

    def _on(self, day: date, act: Any) -> None:
        self.town.diary.put(day, act)


def _accepted(public: Document, document: Document) -> list[dict[str, str]]:
    """The numbers that were typed and happen to be those of something kept back, each with the reason why it stands."""
    return [
        {"section": "", "claim": one.place, "says": f"In the public copy, {one.says}", "reason": NO_FIGURE}
        for one in disclosure.leaks(public, document)
    ]
