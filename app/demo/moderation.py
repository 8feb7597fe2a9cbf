"""Moderation at Eastmere: draws week by week, moderators who keep or change grades, and the service that challenges."""

import json
from datetime import date
from random import Random
from typing import Any

from app.demo import current, recent
from app.demo.answers import sentences
from app.demo.courses import Course
from app.demo.current import last_day
from app.demo.moderation_words import ANSWERED, AWAY, BETTER, CHALLENGED, LEARNING, QUALITY, WORSE
from app.demo.plans import FINISHED, Plan
from app.demo.published import NA, SCALE
from app.demo.regrades import REGRADES
from app.demo.town import Row, Town, after
from app.events.audit_moderation import AGREE, Judged
from app.events.base import Refusal
from app.events.moderation_words import CHECKS, ENDS, GRADED
from app.programme.moderation import challenges, draws, moderating
from projections import audits, moderations

WEEKLY = (8, 13, 18, 23)
"""Working days after the allocation on which a finished month's share is drawn."""
SIMPLE = frozenset({"uploaded", "late", "moved_uploaded", "reopened_uploaded", "regraded"})
"""Ways that lead to a grade whatever the moderator says, as the printed tables need it."""
MOST_SEEDS = 5_000


class Share:
    """The moderated share of one month: drawn on some days, given to moderators, moderated."""

    def __init__(self, town: Town, plan: Plan, days: tuple[date, ...], unhurried: tuple[date, ...] = ()) -> None:
        self.town, self.house, self.plan, self.unhurried = town, town.house, plan, unhurried
        self.chance = Random(f"Eastmere {plan.month} moderation")
        self.printed = plan.month in REGRADES
        for number, day in enumerate(days, 1):
            town.diary.put(day, lambda number=number: self.draw(number))  # type: ignore[misc]

    def draw(self, number: int) -> None:
        """Draw what there is to draw, and share it out on the same day, but for the newest draw of all."""
        now: dict[str, Any] = {"version": self.house.version(self.plan.id), "on": self.town.diary.today}
        seed = self._seed(f"{self.plan.month} moderation {number}")
        try:
            draws.make(self.house, self.plan.id, **now, seed=seed, **self.town.does("qa_lead"))
        except Refusal:
            return  # The share is reached.
        if self.town.diary.today not in self.unhurried[-1:]:
            self.share_out()

    def share_out(self) -> None:
        """Everything that waits goes to moderators, and each has a day on which it is moderated."""
        today = self.town.diary.today
        shown = [
            (one.audit, one.moderator) for one in moderating.plan(self.house, self.plan.id, today) if one.moderator
        ]
        moderating.share_out(self.house, self.plan.id, shown=shown, on=today, **self.town.does("qa_lead"))
        for audit, moderator in shown:
            if self._in_time(audit, moderator):
                moderation = Moderating(self.town, audit)
                self.town.diary.put(
                    after(today, 1 if moderation.course.fate else self.chance.randint(1, 4)), moderation.do
                )

    def _in_time(self, audit: str, moderator: str) -> bool:
        """In a finished month everything is; lately a third waits, with it what Mary Quinn has."""
        if not self.unhurried or self.town.courses[audit].fate or self._is_practitioners(audit):
            return True
        marys = moderator == self.town.named("moderator")
        return not marys and self.chance.random() < 0.65

    def _is_practitioners(self, audit: str) -> bool:
        return bool(self.town.courses[audit].row["worker"] == self.town.named("practitioner"))

    def _seed(self, name: str) -> str:
        """A seed; in a printed month the first that draws every audit to be regraded, and none that gets no grade."""
        if not self.printed:
            return f"Eastmere {name}"
        seeds = (f"Eastmere {name} {number}" for number in range(1, MOST_SEEDS))
        return next(seed for seed in seeds if self._fits(seed))

    def _fits(self, seed: str) -> bool:
        made = draws.preview(self.house, self.plan.id, seed)
        chosen = {one.audit for one in made.chosen}
        asked = {one.audit for one in made.frame if self.town.courses[one.audit].final is not None}
        return asked <= chosen and all(self.town.courses[audit].way in SIMPLE for audit in chosen)


class Moderating:
    """One audit with its moderator."""

    def __init__(self, town: Town, audit: str) -> None:
        self.town, self.house, self.id = town, town.house, audit
        self.course: Course = town.courses[audit]
        self.chance = Random(f"moderating {audit}")

    def do(self) -> None:
        """Judge it twice over, once it is in; what went back waits for another day."""
        row: Row = audits.audit(self.house.model, self.id) or {}
        if row["moderation"] != "assigned":
            if row["moderation"] == "awaited":
                self.town.diary.put(after(self.town.diary.today, 1), self.do)
            return
        now: dict[str, Any] = {"version": row["version"], "on": self.town.diary.today}
        said = self.town.diary.stamp(row["moderator"])
        moderating.moderate(self.house, self.id, self._judged(), **now, **said)
        if self.course.fate == "sent_back":
            self.course.fate = ""
            self.town.diary.put(after(self.town.diary.today, 1), self.do)

    def _judged(self) -> Judged:
        quality = self._quality()
        checks = {check: "no" if quality in ENDS else self.chance.choice(("yes", "yes", "partly")) for check in CHECKS}
        said: dict[str, Any] = {
            "quality_text": self.chance.choice(QUALITY[quality]),
            "learning": self.chance.choice(LEARNING),
        }
        if quality in ENDS:
            said["reason"] = str(self.chance.choice(sentences()[ENDS[quality]]))
            return Judged(quality, checks, **said, although_exempt=True)  # If the auditor is, they have agreed.
        counts = self.course.final or self.course.sheet
        grades = {name: self._grade(name, grade, f"grade.{name}") for name, grade in counts.domains.items()}
        if self._nothing_changed_yet():
            grades["supervision"] = self._beside(self.course.answers["grade.supervision"])
        return Judged(quality, checks, grades, self._grade("overall", counts.overall, "overall.grade"), **said)

    def _quality(self) -> str:
        if self.course.fate:
            return {"not_to_standard": "not_to_standard", "sent_back": "not_yet"}[self.course.fate]
        return self.chance.choice(("strong", "sound", "sound", "sound", "thin"))

    def _grade(self, name: str, final: str, key: str) -> tuple[str, str]:
        """Agree, or the grade that counts where the auditor gave another; lately now and then one beside it."""
        given = self.course.answers[key]
        if final == given:
            return self._beside(given) if given != NA and self._drifts(name) else (AGREE, "")
        better = given == NA or final == NA or SCALE.index(final) < SCALE.index(given)
        return final, self.chance.choice(BETTER if better else WORSE)

    def _beside(self, given: str) -> tuple[str, str]:
        """The grade below, or above the worst one, with why."""
        worse = given != SCALE[-1]
        return SCALE[SCALE.index(given) + (1 if worse else -1)], self.chance.choice(WORSE if worse else BETTER)

    def _nothing_changed_yet(self) -> bool:
        """Whether the newest month has had moderations and none that changed a grade: there is to be one to look at."""
        cycle = self.course.row["cycle"]
        done = [row["outcome"] for row in moderations.of_cycle(self.house.model, cycle) if row["outcome"] in GRADED]
        return cycle > "cycle/2024-06" and len(done) > 1 and "changed" not in done

    def _drifts(self, name: str) -> bool:
        printed = self.course.row["cycle"].removeprefix("cycle/") in REGRADES
        return not printed and self.chance.random() < (0.2 if name == "overall" else 0.08)


class Challenges:
    """What the service challenges of a month, and what comes of it."""

    def __init__(self, town: Town, plan: Plan) -> None:
        self.town, self.house, self.plan = town, town.house, plan

    def challenge(self, answered: bool) -> None:
        """The manager of the child's team challenges a changed grade; or another finding, which stays unanswered."""
        wanted = ("changed",) if answered else GRADED
        rows = moderations.of_cycle(self.house.model, self.plan.id)
        found = [row for row in rows if row["outcome"] in wanted and not self._is_challenged(row)]
        if not found:
            return
        course = self.town.courses[found[0]["id"]]
        about = next((domain for domain, (was, now) in _pairs(found[0]).items() if was != now), "overall")
        what, why = CHALLENGED[0 if answered else 1]
        said: dict[str, Any] = {"about": about if answered else "finding", "what": what, "why": why}
        now: dict[str, Any] = {"version": self.house.version(course.id), "on": self.town.diary.today}
        challenges.challenge(self.house, course.id, **said, **now, **self.town.diary.stamp(course.sheet.manager))
        if answered:
            self.town.diary.put(after(self.town.diary.today, 1), lambda: self.answer(course, about))

    def answer(self, course: Course, about: str) -> None:
        """In a printed month no grade may change; lately the challenge is right in part."""
        printed = self.plan.month in REGRADES
        outcome = "not_upheld" if printed else "partly"
        changes = (
            {} if printed else {about: course.answers["overall.grade" if about == "overall" else f"grade.{about}"]}
        )
        now: dict[str, Any] = {"version": self.house.version(course.id), "on": self.town.diary.today}
        said: dict[str, Any] = {"outcome": outcome, "answer": ANSWERED[outcome], "changes": changes}
        number = len([1 for made in self.house.reader.stream(course.id) if made.topic == "finding challenged"])
        challenges.answer(self.house, course.id, number, **said, **now, **self.town.does("qa_lead"))

    def _is_challenged(self, row: Row) -> bool:
        return moderations.challenge(self.house.model, row["id"], 1) is not None


def begin(town: Town, today: date) -> None:
    """Put the draws of every month but those of 2018, the challenges, and one change of moderator into the diary."""
    for plan in FINISHED:
        if plan.month in REGRADES:
            Share(town, plan, tuple(after(plan.allocated, n) for n in WEEKLY))
            town.diary.put(plan.closed, lambda plan=plan: Challenges(town, plan).challenge(answered=True))  # type: ignore[misc]
    lately = recent.plan_for(today)
    Share(town, lately, tuple(after(lately.allocated, n) for n in WEEKLY))
    _now(town, today)


def _now(town: Town, today: date) -> None:
    plan, end = current.plan_for(today), last_day(today)
    days = tuple(after(end, n) for n in (-9, -6, -3, -1))
    Share(town, plan, days, unhurried=days)
    town.diary.put(after(end, -2), lambda: Challenges(town, plan).challenge(answered=True))
    town.diary.put(after(end, -1), lambda: Challenges(town, plan).challenge(answered=False))
    town.diary.put(after(end, -3), lambda: _to_mary(town, plan))


def _to_mary(town: Town, plan: Plan) -> None:
    """One moderation goes from somebody who is away to Mary Quinn."""
    mary, today = town.named("moderator"), town.diary.today
    rows: list[dict[str, Any]] = moderations.of_cycle(town.house.model, plan.id)
    for row in rows:
        may, _ = moderating.choices(town.house, row["id"], today)
        if row["state"] == "assigned" and row["moderator"] != mary and mary in {one.id for one in may}:
            now: dict[str, Any] = {"version": town.house.version(row["id"]), "on": today, "reason": AWAY}
            moderating.change(town.house, row["id"], moderator=mary, **now, **town.does("qa_lead"))
            return


def _pairs(row: Row) -> dict[str, list[str]]:
    """The auditor's grade and the moderated one, by domain."""
    found: dict[str, list[str]] = json.loads(row["grades"])
    return found
