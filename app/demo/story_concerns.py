"""Two children of concern of the small council: one in Category 1, late and escalated, one closed after its review."""

from typing import Any

from app.demo.stories import BEN, DANA, EAST, HARBOUR, HELEN, JOAN, OMAR, RUTH, Story, audit_id
from app.demo.story_actions import RISK
from app.events import concern_answer as answers
from app.events import concern_end as ends
from app.events.concern import DIRECT, SAME_DAY, Concern
from app.events.vocabulary import SYSTEM
from app.programme.concerns import HEADS, concern_id

FIRST, SECOND = concern_id("child/C-10560", 1), concern_id("child/C-10533", 1)


def tell(story: Story) -> None:
    """Everything that can happen to a child of concern."""
    raise_them(story)
    answer(story)
    step_down(story)
    close(story)


def raise_them(story: Story) -> None:
    """One from an audit, at once; one directly, by a team manager; the first raised once more."""
    story.on("2024-08-12")
    why = "The record does not say who looks after him at night, and the home is known to be unsafe."
    raised(story, BEN, FIRST, "child/C-10560", category="1", why=why, source=audit_id(4))
    story.let(SYSTEM, Concern, FIRST).do(answers.tell, people=[HELEN, JOAN], how=["screen", "mail"])
    facts = {"whom": JOAN, "how": "mail", "letter": "letter/ab2c", "why": "The letter could not be sent."}
    story.let(SYSTEM, Concern, FIRST).do(answers.fail_to_tell, **facts)
    story.let(HELEN, Concern, FIRST).do(answers.acknowledge, role="head_of_service")
    why = "No visit for six weeks, and nobody has said why."
    raised(story, OMAR, SECOND, "child/C-10533", category="2", why=why, source=DIRECT)
    again = {"category": "2", "why": "School has not seen him either.", "source": DIRECT, "raising": "raising/t5k8"}
    story.let(OMAR, Concern, FIRST).raise_again(**again)


def raised(story: Story, by: str, id: str, child: str, **said: str) -> None:
    """A child of team Harbour raised as a child of concern."""
    facts: dict[str, Any] = {"child": child, "raising": f"raising/{id[-4:]}", "team": HARBOUR, "area": EAST}
    story.let(by, Concern, id).raise_(**facts, **said, worker=DANA, responsible=[HELEN], rule=HEADS)


def answer(story: Story) -> None:
    """No answer on the day, so it is escalated; the answer is recorded by the QA lead in the head's name."""
    story.on("2024-08-13")
    story.let(SYSTEM, Concern, FIRST).do(answers.escalate, to=[JOAN, HELEN], rule=SAME_DAY)
    facts = {"what": "Visited with the police at 16:40. He is with his grandmother.", "reference": "CN-20431"}
    facts |= {"asked": "See him twice a week until the review.", "on": "2024-08-12", "time": "16:40"}
    story.let(RUTH, Concern, FIRST).do(answers.respond, **facts, in_the_name_of=HELEN, role="head_of_service")
    note = "Read the note of the visit. I expect a decision about the plan this week."
    story.let(JOAN, Concern, FIRST).do(answers.oversee, note=note, on=story.day, role="director")


def step_down(story: Story) -> None:
    """Reviewed, out of Category 1, and tracked as an action."""
    story.on("2024-08-19")
    facts = {"found": "Seen twice; the plan is changed.", "asked": "", "on": story.day, "next_by": "2024-08-26"}
    story.let(RUTH, Concern, FIRST).review(**facts, role="qa_lead")
    moved = {"why": "He is safe where he is.", "on": story.day, "role": "qa_lead"}
    story.let(RUTH, Concern, FIRST).recategorise("2", **moved)
    moved["why"] = "What is left is one action."
    story.let(RUTH, Concern, FIRST).do(ends.step_down, actions=[RISK], **moved)


def close(story: Story) -> None:
    """Answered, and nothing left to do."""
    story.on("2024-08-21")
    facts = {"what": "Visited; the worker had been ill.", "reference": "CN-20502", "asked": "", "on": story.day}
    facts |= {"time": "9:30", "in_the_name_of": "", "role": "head_of_service"}
    story.let(HELEN, Concern, SECOND).do(answers.respond, **facts)
    why = "Visits are as they should be."
    story.let(RUTH, Concern, SECOND).do(ends.close, why=why, on=story.day, role="qa_lead")
