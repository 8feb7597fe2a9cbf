"""Targets for the pools, the training cohorts, coaching and learning sessions of Eastmere."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from app.demo.council import NAMED, email
from app.demo.current import last_day, plan_for
from app.demo.staff import council
from app.demo.town import Town, after, minted
from app.events.pool_target import TARGETS
from app.programme import coaching, cohorts, learning, pool_targets
from projections import people

Facts = dict[str, Any]
BEGINS, TRAINED = date(2018, 10, 15), date(2018, 11, 23)
AUTUMN, WINTER = "Autumn 2018", "Winter 2019"
RECALL_ON = date(2019, 2, 13)
SEEING = "seeing-and-hearing"
WORKSHOPS = (
    ("Seeing and hearing the child", date(2024, 5, 14), date(2024, 5, 29), date(2024, 6, 5)),
    ("Seeing the child alone: direct work", date(2024, 6, 18), date(2024, 7, 3), date(2024, 7, 3)),
)
"""Title, and the days on which each was planned, was to be and was held."""
OFFERS = (
    (date(2018, 10, 22), "new", "group", "taken"),
    (date(2018, 11, 26), "late", "individual", "taken"),
    (date(2018, 11, 26), "not_to_standard", "individual", "taken"),
    (date(2018, 11, 27), "not_to_standard", "individual", "declined"),
    (date(2018, 12, 4), "new", "group", "taken"),
    (date(2018, 12, 4), "new", "group", "taken"),
    (date(2024, 5, 16), "late", "individual", "taken"),
    (date(2024, 6, 4), "request", "individual", "taken"),
    (date(2024, 6, 11), "moderation", "individual", "declined"),
    (date(2024, 7, 9), "not_to_standard", "individual", "taken"),
)
"""When coaching was offered, why and how, and what came of it."""
NOTES = {
    "new": "First audits together: what evidence carries a grade.",
    "late": "Planning the month, with the days for the audit in the diary.",
    "not_to_standard": "From description to judgement: the grade's own words beside the evidence.",
    "request": "Wishes to talk about the conversation with the worker.",
    "moderation": "Two grades were changed at moderation; what the descriptor asks for.",
}


def begin(town: Town, today: date) -> None:
    """Put all of it into the diary."""
    training = Training(town, today)
    training.autumn_2018()
    training.recall_event()
    training.workshops_2024()
    training.now()
    for number, offer in enumerate(OFFERS, 1):
        town.diary.put(offer[0], training.offer(number, *offer))


class Training:
    """What the QA lead does for those who audit."""

    def __init__(self, town: Town, today: date) -> None:
        self.town, self.house, self.diary = town, town.house, town.diary
        self.last, self.began_on = last_day(today), after(plan_for(today).allocated, -8)
        self.chance = Random("Eastmere training")

    def autumn_2018(self) -> None:
        """The targets of the report, and the cohort of twelve who were trained in November; the next is called off."""
        self.put(date(2018, 10, 10), self.set_targets)
        self.put(date(2018, 10, 10), self.plan_autumn)
        self.put(BEGINS, lambda: self.cohort(cohorts.start, AUTUMN, on=BEGINS))
        self.put(TRAINED, lambda: self.cohort(cohorts.complete, AUTUMN, on=TRAINED, trained=self.twelve()))
        self.put(date(2018, 12, 3), self.plan_winter)
        reason = "The internal trainers are trained first, in February; the quarterly cohorts begin after that."
        called_off = date(2019, 1, 21)
        self.put(called_off, lambda: self.cohort(cohorts.call_off, WINTER, on=called_off, reason=reason))

    def put(self, day: date, act: Callable[[], None]) -> None:
        """Let something happen on a day."""
        self.diary.put(day, act)

    def set_targets(self) -> None:
        """85 auditors by the end of November, 26 moderators by the end of March."""
        why = "One audit a month for every manager's team needs this many."
        for pool, by_date, number in (("auditor", date(2018, 11, 30), 85), ("moderator", date(2019, 3, 31), 26)):
            facts: Facts = {"pool": pool, "by_date": by_date, "number": number, "why": why, "on": self.diary.today}
            version = self.house.version(TARGETS)
            pool_targets.set_target(self.house, TARGETS, version=version, **facts, **self.says())

    def plan_autumn(self) -> None:
        """Fifteen places, twelve of them taken, three days of training."""
        facts: Facts = {"starts": BEGINS, "places": 15, "trainers": "", "external": "A former inspector"}
        cohorts.plan(self.house, self.id_of(AUTUMN), name=AUTUMN, **facts, **self.says())
        dates = ["2018-10-15", "2018-11-05", "2018-11-23"]
        self.cohort(cohorts.set_dates, AUTUMN, dates=dates)
        addresses = "\n".join(one.email for one in council().members if one.cohort)
        self.cohort(cohorts.join, AUTUMN, people=addresses, on=self.diary.today)

    def plan_winter(self) -> None:
        """The first with trainers of our own."""
        facts: Facts = {"starts": date(2019, 2, 4), "places": 12, "external": ""}
        facts["trainers"] = "\n".join(self.emails("moderator")[:2])
        cohorts.plan(self.house, self.id_of(WINTER), name=WINTER, **facts, **self.says())

    def twelve(self) -> list[str]:
        """The ids of those who were trained in November 2018."""
        return [self.town.ids[one.email] for one in council().members if one.cohort]

    def recall_event(self) -> None:
        """What the report recommends for the managers' meeting in February 2019."""
        id = minted("session", "recall February 2019")
        why = "Ownership and value of the audit: appreciative enquiry with auditors, strengths first."
        facts: Facts = {"title": "Recall event for auditors", "kind": "recall", "why": why, "day": RECALL_ON}
        facts |= {"place": "Extended Managers' Meeting", "domains": [], "themes": []}
        self.put(date(2018, 12, 3), lambda: learning.plan(self.house, id, **facts, **self.says()))
        self.put(RECALL_ON, lambda: self.hold(id, self.emails("auditor"), 46, 9))

    def workshops_2024(self) -> None:
        """Two on seeing and hearing the child, one of them moved; a third is to come."""
        for title, planned, was, held in WORKSHOPS:
            self.workshop(title, planned, was, held)
        title = "Seeing and hearing the child: what has changed?"
        self.put(after(self.last, -4), lambda: self.plan_workshop(title, after(self.last, 12)))

    def workshop(self, title: str, planned: date, was: date, held: date) -> None:
        """One workshop from its planning to its attendance."""
        id = minted("session", title)
        self.put(planned, lambda: self.plan_workshop(title, was))
        if was != held:
            self.put(after(was, -3), lambda: self.move(id, held))
        self.put(held, lambda: self.hold(id, [*self.emails("practitioner"), *self.emails("team_manager")], 24, 3))

    def plan_workshop(self, title: str, day: date) -> None:
        """Called for by how the domain is graded."""
        facts: Facts = {"title": title, "kind": "workshop", "day": day, "place": "Learning centre", "why": ""}
        facts |= {"domains": [SEEING], "themes": ["direct-work"]}
        learning.plan(self.house, minted("session", title), **facts, **self.says())

    def move(self, id: str, day: date) -> None:
        """To another day."""
        facts: Facts = {"day": day, "place": "", "reason": "The trainer is ill.", "version": self.house.version(id)}
        learning.move(self.house, id, **facts, **self.says())

    def hold(self, id: str, addresses: list[str], number: int, others: int) -> None:
        """So many of these people came, and some others."""
        came = self.chance.sample(addresses, min(number, len(addresses)))
        facts: Facts = {"on": self.diary.today, "present": "\n".join(came), "others": others}
        learning.hold(self.house, id, version=self.house.version(id), **facts, **self.says())

    def now(self) -> None:
        """The cohort that is in training now, and two offers of coaching: Anna Bell's waits, one is accepted."""
        self.put(self.began_on, self.plan_now)
        day = after(self.last, -6)
        self.put(day, self.offer(len(OFFERS) + 1, day, "late", "individual", "", NAMED["auditor"]))
        self.put(day, self.offer(len(OFFERS) + 2, day, "request", "group", "accepted"))

    def plan_now(self) -> None:
        """Those who began their training today, with trainers of our own."""
        today, name = self.diary.today, "In training now"
        facts: Facts = {
            "starts": today,
            "places": 8,
            "external": "",
            "trainers": "\n".join(self.emails("moderator")[:2]),
        }
        cohorts.plan(self.house, self.id_of(name), name=name, **facts, **self.says())
        training = [row["email"] for row in people.everyone(self.house.model) if row["in_training"]]
        self.cohort(cohorts.join, name, people="\n".join(training), on=today)
        self.cohort(cohorts.start, name, on=today)

    def offer(self, number: int, day: date, cause: str, form: str, came: str, to: str = "") -> Callable[[], None]:
        """Coaching with the moderator for an auditor, and, after some days, what came of it."""
        id = minted("coaching", f"offer {number}")

        def act() -> None:
            person = self.town.ids[email(to)] if to else self.town.ids[self.chance.choice(self.emails("auditor")[1:])]
            facts: Facts = {"person": person, "coach": self.town.named("moderator"), "cause": cause, "form": form}
            coaching.offer(self.house, id, **facts, note=NOTES[cause], on=self.diary.today, **self.says())
            if came == "accepted":
                self.put(after(day, 1), lambda: self.accept(id, person))
            elif came:
                self.put(after(day, self.chance.randint(3, 9)), lambda: self.end(id, came))

        return act

    def accept(self, id: str, person: str) -> None:
        """The person would like it."""
        facts: Facts = {"version": self.house.version(id), "on": self.diary.today}
        coaching.accept(self.house, id, **facts, **self.diary.stamp(person))

    def end(self, id: str, came: str) -> None:
        """It took place, or was declined."""
        facts: Facts = {"version": self.house.version(id), "on": self.diary.today}
        if came == "taken":
            by = self.town.does("moderator")
            note = "One thing to try with the next audit is agreed."
            coaching.take(self.house, id, coach=self.town.named("moderator"), note=note, **facts, **by)
        else:
            coaching.decline(self.house, id, reason="", **facts, **self.says())

    def cohort(self, command: Callable[..., None], name: str, **facts: Any) -> None:
        """Something happens to a cohort as it stands."""
        id = self.id_of(name)
        command(self.house, id, version=self.house.version(id), **facts, **self.says())

    def id_of(self, name: str) -> str:
        """The id of a cohort."""
        return minted("cohort", name)

    def emails(self, role: str) -> list[str]:
        """The addresses of who holds a role and is here, by name."""
        rows = people.everyone(self.house.model)
        return [row["email"] for row in rows if role in row["roles"] and not row["left_on"]]

    def says(self) -> dict[str, Any]:
        """`by` and `at`: the QA lead, now."""
        return self.town.does("qa_lead")
