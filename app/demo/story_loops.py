"""Looped audits in the small council: one pair as far as the agreement, one that ends, and one that was drawn."""

from datetime import date
from typing import Any

from app.demo.complete import complete
from app.demo.stories import ANNA, BEN, CORE, DANA, EAST, HARBOUR, MARY, NADIA, RUTH, Story
from app.events import sections
from app.events.audit import Audit
from app.events.cycle import Cycle
from app.mint import derived
from app.programme import audits, judging, loop_draws, loop_grades, loop_meetings, loops
from app.programme.allocations import swapping

MONTH = "cycle/2024-06"
FIRST, OTHER, THIRD = "child/C-10533", "child/C-10519", "child/C-10577"
SECOND, LATER = "audit/2024-06/0003", "audit/2024-06/0004"
WHY = "June's looped audits: to learn how alike we grade."


def one(number: int) -> str:
    """The id of an audit of June 2024."""
    return f"audit/2024-06/{number:04d}"


def tell(story: Story) -> None:
    """June 2024: one pair is agreed, of another the second audit is withdrawn, and a drawn one stays sealed."""
    open_june(story)
    looped(story)
    drawn(story)
    came_in(story)
    agreed(story)


def open_june(story: Story) -> None:
    """Two children, both allocated to Anna Bell."""
    story.on("2024-08-05")
    facts: dict[str, Any] = {"month": "2024-06", "scope": [EAST], "framework": CORE, "framework_version": 1}
    story.let(RUTH, Cycle, MONTH).open(**facts, targets={"audits": 2, "completion": 90}, pool=[ANNA, BEN, NADIA])
    for child in (FIRST, OTHER):
        story.let(RUTH, Cycle, MONTH).add_child(child, "Left over from June.")
    allocated(story, {FIRST: "CiC", OTHER: "CiN"})


def allocated(story: Story, children: dict[str, str], first: int = 1) -> None:
    """Anna Bell has these children's audits, with the next numbers of the month."""
    grounds = "Not of the auditor's own team"
    pairs = [{"child": child, "auditor": ANNA, "grounds": grounds} for child in children]
    story.let(RUTH, Cycle, MONTH).allocate(seed="june", pairs=pairs, rules={}, unplaced=[], left_out=[])
    for number, (child, plan) in enumerate(children.items(), first):
        facts = {"cycle": MONTH, "number": number, "child": child, "auditor": ANNA, "team": HARBOUR, "area": EAST}
        facts |= {"worker": DANA, "plan": plan, "framework": CORE, "framework_version": 1, "on": story.day}
        story.let(RUTH, Audit, one(number)).allocate(**facts, due="2024-08-26", grounds=grounds)


def looped(story: Story) -> None:
    """Ben Carter audits the first child too, then Nadia Rahman in his place; her audit of the other is withdrawn."""
    on: dict[str, Any] = {"on": date.fromisoformat(story.day)}
    for number, auditor in ((1, BEN), (2, NADIA)):
        loops.open_loop(story.house, one(number), version=1, auditor=auditor, why=WHY, **on | story.said(RUTH))
    give: dict[str, Any] = {"version": 1, "reason": "Ben Carter is away.", "above_share": True}
    swapping.give(story.house, SECOND, NADIA, **give | on | story.said(RUTH))
    reason: dict[str, Any] = {"version": 1, "reason": "One pair is enough this month."}
    judging.withdraw(story.house, LATER, **reason | on | story.said(RUTH))


def drawn(story: Story) -> None:
    """A child more has an audit, and it is drawn to have a second one."""
    story.let(RUTH, Cycle, MONTH).add_child(THIRD, "Left over from June.")
    allocated(story, {THIRD: "CiN"}, first=5)
    facts: dict[str, Any] = {"version": story.house.version(MONTH), "seed": "June loops", "size": 1, "why": WHY}
    loop_draws.make(story.house, MONTH, on=date.fromisoformat(story.day), **facts | story.said(RUTH))


def came_in(story: Story) -> None:
    """Anna Bell's comes in, goes back and comes in again; with Nadia Rahman's the seal is lifted."""
    story.on("2024-08-12")
    fill_in(story, ANNA, one(1))
    send_in(story, ANNA, one(1))
    back: dict[str, Any] = {"version": story.house.version(one(1)), "reason": "The dates are missing."}
    judging.send_back(story.house, one(1), **back | story.said(RUTH), on=date.fromisoformat(story.day))
    story.on("2024-08-14")
    send_in(story, ANNA, one(1))
    story.on("2024-08-15")
    other = {"grade.plans": "requires-improvement", "overall.grade": "requires-improvement"}
    fill_in(story, NADIA, SECOND, **other)
    send_in(story, NADIA, SECOND)


def agreed(story: Story) -> None:
    """The meeting is arranged, moved and held."""
    story.on("2024-08-16")
    id = loop_of()
    facts: dict[str, Any] = {"time": "10:00", "place": "Room 2", "others": [MARY, RUTH]}
    for day, reason in ((date(2024, 8, 20), ""), (date(2024, 8, 21), "Nadia Rahman is at court that day.")):
        facts |= {"version": story.house.version(id), "day": day, "reason": reason}
        loop_meetings.arrange(story.house, id, **facts | story.said(RUTH))
    story.on("2024-08-21")
    found = loop_grades.side_by_side(story.house, {"id": id, "first": one(1), "second": SECOND})
    decisions = {
        key: (both.counts[1], "The plan has no dates, and both saw that.") for key, both in found.items() if both.differ
    }
    learning = ("Ask of each plan who does what by when.", "Name the strengths as well.")
    facts = {"version": story.house.version(id), "others": [MARY, RUTH], "decisions": decisions, "learning": learning}
    loops.agree(story.house, id, on=date.fromisoformat(story.day), **facts | story.said(RUTH))


def fill_in(story: Story, auditor: str, id: str, **more: Any) -> None:
    """An auditor fills in every section of an audit."""
    content = story.content()
    answers = complete(content) | more
    for section in sections.sections(content):
        values = {field.key: answers[field.key] for field in section.fields if field.key in answers}
        story.let(auditor, Audit, id).save_section(content, section.id, values, on=story.day)


def send_in(story: Story, auditor: str, id: str) -> None:
    """An auditor returns an audit."""
    version = story.house.version(id)
    audits.return_audit(story.house, id, version=version, on=date.fromisoformat(story.day), **story.said(auditor))


def loop_of(audit: str = "audit/2024-06/0001") -> str:
    """The loop of an audit of the story."""
    return derived("loop", audit)
