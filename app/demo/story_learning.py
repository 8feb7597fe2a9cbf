"""Pools, cohorts, coaching and learning sessions of the small council."""

from typing import Any

from app.demo.stories import ANNA, BEN, DANA, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.coaching import Coaching
from app.events.cohort import Cohort
from app.events.learning import LearningSession
from app.events.person import Person
from app.events.pool_target import TARGETS, PoolTargets

AUTUMN, WINTER = "cohort/autumn-24", "cohort/winter-25"
TAKEN, DECLINED, TAKEN_BACK = "coaching/late-returns", "coaching/request", "coaching/mistake"
WORKSHOP, BRIEFING = "session/seeing-children", "session/auditing-together"
GROUND = {
    "kind": "domain", "id": "seeing-and-hearing", "label": "Seeing and hearing the child", "what": "graded Inadequate",
    "n": 0, "of": 1, "audits": [], "base": ["audit/2024-05/0001"], "months": ["cycle/2024-05"],
    "words": "Seeing and hearing the child: 0 of 1 audits graded Inadequate, May 2024.",
    "href": "/learning/seeing-children/grounds/1",
}  # fmt: skip


def tell(story: Story) -> None:
    """Targets, a cohort to its end and one that is called off, three offers of coaching, two learning sessions."""
    set_targets(story)
    train(story)
    call_off(story)
    coach(story)
    learn(story)


def set_targets(story: Story) -> None:
    """Two targets, one set anew, one withdrawn."""
    story.on("2024-09-02")
    facts = {"why": "Every team is to be audited each month.", "on": story.day}
    story.let(RUTH, PoolTargets, TARGETS).set("auditor", "2024-12-31", 6, **facts)
    story.let(RUTH, PoolTargets, TARGETS).set("auditor", "2024-12-31", 4, **facts)
    story.let(RUTH, PoolTargets, TARGETS).set("moderator", "2025-03-31", 2, **facts)
    reason = "The moderators come from the region from now on."
    story.let(RUTH, PoolTargets, TARGETS).withdraw("moderator", "2025-03-31", reason)


def train(story: Story) -> None:
    """Dana Lewis and two more join; one leaves, one is trained and one goes on training."""
    facts = {"trainers": [ANNA], "external": "A former inspector"}
    story.let(RUTH, Cohort, AUTUMN).plan("Autumn 2024", starts="2024-09-09", places=6, **facts)
    reason = "The room is not free before."
    story.let(RUTH, Cohort, AUTUMN).replan(starts="2024-09-16", places=8, **facts, reason=reason)
    story.let(RUTH, Cohort, AUTUMN).set_dates(["2024-09-16", "2024-10-14"])
    story.let(RUTH, Cohort, AUTUMN).join([DANA, KOFI, PRIYA], story.day)
    story.on("2024-09-16")
    story.let(RUTH, Cohort, AUTUMN).start(story.day)
    for person in (DANA, KOFI, PRIYA):
        story.let(RUTH, Person, person).start_training(story.day)
    story.let(RUTH, Cohort, AUTUMN).leave(KOFI, "Too much else.", story.day)
    story.let(RUTH, Person, KOFI).stop_training(story.day, "Too much else.")
    story.on("2024-10-14")
    story.let(RUTH, Cohort, AUTUMN).complete(story.day, "2024-11", trained=[DANA], already=[])
    story.let(RUTH, Person, DANA).complete_training(story.day, "2024-11")


def call_off(story: Story) -> None:
    """The next cohort does not take place."""
    story.on("2024-10-21")
    facts = {"starts": "2025-01-13", "places": 6, "trainers": [BEN], "external": ""}
    story.let(RUTH, Cohort, WINTER).plan("Winter 2025", **facts)
    story.let(RUTH, Cohort, WINTER).call_off("The autumn cohort brought enough.", story.day)


def coach(story: Story) -> None:
    """Offered for late returns, accepted and taken; asked for and then declined; offered by mistake and taken back."""
    facts = {"form": "individual", "on": story.day}
    offers = [(TAKEN, ANNA, MARY, "late", "Two audits came in late."), (DECLINED, NADIA, "", "request", "")]
    for id, person, coach, cause, note in [*offers, (TAKEN_BACK, BEN, MARY, "not_to_standard", "")]:
        story.let(RUTH, Coaching, id).offer(person=person, coach=coach, cause=cause, note=note, **facts)
    story.on("2024-10-28")
    story.let(ANNA, Coaching, TAKEN).accept(on=story.day)
    story.let(MARY, Coaching, TAKEN).take(MARY, "We planned her diary together.", on=story.day)
    story.let(NADIA, Coaching, DECLINED).decline("The next cohort answers it.", on=story.day)
    story.let(RUTH, Coaching, TAKEN_BACK).withdraw("Meant for somebody else.", on=story.day)


def learn(story: Story) -> None:
    """A workshop that is moved, held and whose attendance is put right; a briefing that is cancelled."""
    facts: dict[str, Any] = {"day": "2024-11-18", "place": "Town hall", "kind": "workshop", "themes": ["direct-work"]}
    facts |= {"why": "", "domains": ["seeing-and-hearing"], "grounds": [GROUND]}
    story.let(RUTH, LearningSession, WORKSHOP).plan(title="Seeing and hearing children", **facts)
    reason = "The hall is needed for the election."
    story.let(RUTH, LearningSession, WORKSHOP).move("2024-11-25", "Harbour office", reason)
    said = {"kind": "briefing", "why": "Auditors' ownership of audits.", "domains": [], "themes": [], "grounds": []}
    story.let(RUTH, LearningSession, BRIEFING).plan(title="Auditing together", day="2025-02-12", place="Online", **said)
    story.let(RUTH, LearningSession, BRIEFING).cancel("Joined with the managers' meeting.")
    story.on("2024-11-25")
    story.let(RUTH, LearningSession, WORKSHOP).hold([ANNA, OMAR], 4, on=story.day)
    story.let(RUTH, LearningSession, WORKSHOP).correct_attendance([ANNA, DANA, OMAR], 3, "One of the others was ours.")
