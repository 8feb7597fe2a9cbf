"""What came of audits: impact asked six weeks on and mostly answered, replies, and good practice followed up."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from app.demo import came_of_words as words
from app.demo.current import last_day
from app.demo.town import Row, Town, after
from app.events.calendar import is_working_day
from app.events.impact_questions import NOTHING
from app.events.vocabulary import SYSTEM
from app.programme import good_practice, replies
from app.programme import impact as programme
from projections import good_practice_lists
from projections import impact as rows

SWEEPS = ((date(2018, 12, 17), date(2019, 3, 1)), (date(2024, 5, 13), date(2024, 9, 13)))
"""The days on which requests of the finished months are put, reminded of and lapse."""
ANSWERS, DECLINES = {"worker": 0.62, "manager": 0.5}, 0.04
"""The share of the requests that is answered, by part, and that is declined."""
FAMILIES, AGREE = 0.4, 0.65
"""With how many answers of workers the family's part is recorded, and how many of those families agree."""
HERS_AFTER = 2
"""So many days after she is asked the named practitioner answers."""
REPLY_DAYS = (date(2024, 5, 21), date(2024, 6, 20), date(2024, 7, 16))
ROUNDS = (
    (date(2018, 12, 11), "2018-11", 9), (date(2024, 5, 30), "2024-04", 6), (date(2024, 6, 27), "2024-05", 6),
    (date(2024, 7, 25), "2024-06", 4),
)  # fmt: skip
"""When how many examples of a month's audits are followed up."""
CONDITIONS = ("planning", "planning", "planning", "tools", "tools", "training", "supervision", "supervision", "team",
              "caseload", "partnership", "other")  # fmt: skip
"""As often as they are named: planning leads, then tools, as in the report of 2018."""


def begin(town: Town, today: date) -> None:
    """Put what came of audits into the diary."""
    story = CameOf(town, today)
    end = last_day(today)
    for day in _working_days((*SWEEPS, (end - timedelta(days=40), end))):
        town.diary.put(day, story.ask)
    for on in REPLY_DAYS:
        town.diary.put(on, story.reply)
    for on, month, size in ROUNDS:
        town.diary.put(on, lambda month=month, size=size: story.follow_up(month, size))  # type: ignore[misc]
    town.diary.put(after(end, -1), lambda: story.follow_up(after(end, -40).isoformat()[:7], 3))
    town.diary.put(end, story.end)


def _working_days(spans: Sequence[tuple[date, date]]) -> list[date]:
    days = (first + timedelta(days=n) for first, last in spans for n in range((last - first).days + 1))
    return [day for day in days if is_working_day(day)]


class CameOf:
    """Lets people ask, answer, reply and follow up on their days."""

    def __init__(self, town: Town, today: date) -> None:
        self.town, self.house, self.today = town, town.house, today
        self.chance = Random("Eastmere came of")
        self.decided: set[str] = set()

    def ask(self) -> None:
        """What is due today is put, reminded of and let go; who answers does so some days later."""
        day = self.town.diary.today
        programme.ask_due(self.house, day, at=self.town.diary.stamp(SYSTEM)["at"])
        # A round of mail may have put some before.
        for row in [row for row in rows.open_on(self.house.model, day) if row["id"] not in self.decided]:
            self.decided.add(row["id"])
            self._decide(row)

    def _decide(self, row: Row) -> None:
        """Whether and when a request is answered; who shows the demonstration round has some to answer now.

        The named practitioner has answered what she was asked of the finished months.
        """
        mine = (self.town.named("practitioner"), self.town.named("team_manager"))
        if self.town.diary.today > SWEEPS[-1][1] and row["recipient"] in mine:
            return
        chance, share = self.chance.random(), ANSWERS[row["part"]]
        if row["recipient"] == mine[0]:
            self.town.diary.put(after(self.town.diary.today, HERS_AFTER), lambda: self._do(row["id"], self._hers))
        elif chance < share + DECLINES:
            day = after(self.town.diary.today, self.chance.randint(1, 17))
            act = self._answer if chance < share else self._decline
            self.town.diary.put(day, lambda: self._do(row["id"], act))

    def _do(self, id: str, act: Any) -> None:
        row = rows.one(self.house.model, id, self.town.diary.today)
        if row and row["stands"] in ("asked", "reminded"):
            act(row)

    def _answer(self, row: Row) -> None:
        by, facts = row["recipient"], self._now(row["id"])
        programme.answer(self.house, row["id"], answers=self._answers(), **facts, **self.town.diary.stamp(by))
        if row["part"] == "worker" and self.chance.random() < FAMILIES:
            agreed = self.chance.random() < AGREE
            said = self.chance.choice(words.FAMILY) if agreed else ""
            facts = self._now(row["id"]) | {"agreed": agreed, "said": said}
            programme.record_family(self.house, row["id"], **facts, **self.town.diary.stamp(by))

    def _hers(self, row: Row) -> None:
        stamp = self.town.diary.stamp(row["recipient"])
        programme.answer(self.house, row["id"], answers=words.HERS, **self._now(row["id"]), **stamp)

    def _answers(self) -> dict[str, Any]:
        practice = self.chance.choices(("yes", "partly", "no"), (45, 38, 17))[0]
        helped = self.chance.choices(("yes", "partly", "no", "too_early"), (34, 31, 8, 27))[0]
        made = {"practice": practice, "helped": helped, "obstacles": self._obstacles()}
        texts = {"practice_more": words.PRACTICE_MORE[practice], "helped_more": words.HELPED_MORE[helped]}
        texts |= {"useful": words.USEFUL}
        return made | {key: self.chance.choice(said) for key, said in texts.items() if self.chance.random() < 0.6}

    def _obstacles(self) -> list[str]:
        if self.chance.random() < 0.2:
            return [NOTHING]
        named = ("time", "time", "time", "support", "support", "systems", "unclear", "family", "partners", "disagree")
        return sorted({self.chance.choice(named) for _ in range(self.chance.randint(1, 2))})

    def _decline(self, row: Row) -> None:
        facts = self._now(row["id"]) | {"reason": self.chance.choice(words.DECLINED)}
        programme.decline(self.house, row["id"], **facts, **self.town.diary.stamp(row["recipient"]))

    def reply(self) -> None:
        """The named practitioner, if an audit of hers was accepted, and a few others reply."""
        sql = "SELECT id, worker FROM audits WHERE state = 'accepted' AND decided_on > ? ORDER BY id"
        found = self.house.model.query(sql, [after(self.town.diary.today, -20).isoformat()])
        mine = [row for row in found if row["worker"] == self.town.named("practitioner")]
        for row in mine[:1]:
            self._reply(row, words.MINE)
        others = [row for row in found if row not in mine and self._is_here(row["worker"])]
        for row in self.chance.sample(others, min(2, len(others))):
            self._reply(row, self.chance.choice(words.REPLIES))

    def _reply(self, row: Row, text: str) -> None:
        facts = self._now(row["id"]) | {"text": text}
        replies.reply(self.house, row["id"], **facts, **self.town.diary.stamp(row["worker"]))

    def _is_here(self, person: str) -> bool:
        found = self.house.model.one("SELECT left_on FROM people WHERE id = ?", [person])
        return bool(found and not found["left_on"])

    def follow_up(self, month: str, size: int) -> None:
        """Some of a month's good practice is talked through with who did it; some of that is shared."""
        sql = f"{good_practice_lists.LISTED} WHERE good_practice.cycle = ? AND good_practice.followed_on = ''"
        found = self.house.model.query(f"{sql} ORDER BY good_practice.id", [f"cycle/{month}"])
        for row in self.chance.sample(found, min(size, len(found))):
            self._follow_up(row)

    def _follow_up(self, row: Row) -> None:
        named = sorted({self.chance.choice(CONDITIONS) for _ in range(self.chance.randint(1, 3))})
        facts = self._now(row["id"]) | {"conditions": named, "found": self.chance.choice(words.FOUND[named[-1]])}
        good_practice.follow_up(self.house, row["id"], **facts, **self.town.does("qa_lead"))
        if self.chance.random() < 0.5:
            place = self.chance.choice(list(words.SHARED))
            facts = self._now(row["id"]) | {"place": place, "note": self.chance.choice(words.SHARED[place])}
            good_practice.share(self.house, row["id"], **facts, **self.town.does("qa_lead"))
        if self.chance.random() < 0.1 and self._is_here(row["worker"]):
            stamp = self.town.diary.stamp(row["worker"])
            good_practice.keep_unnamed(self.house, row["id"], **self._now(row["id"]), **stamp)

    def end(self) -> None:
        """The named practitioner replies to an audit of hers, and hears what was good in it."""
        self.reply()
        mine = good_practice_lists.of_worker(self.house.model, self.town.named("practitioner"))
        for row in [row for row in mine if not row["followed_on"]][:1]:
            self._follow_up(row)

    def _now(self, id: str) -> dict[str, Any]:
        return {"version": self.house.version(id), "on": self.town.diary.today}
