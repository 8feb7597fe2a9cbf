"""What was recorded wrongly and is corrected: departures, an audit's answers and dates, and what came of audits."""

from app.demo.stories import ANNA, DANA, EAST, HARBOUR, JOAN, KOFI, LEO, MARY, MAY, NADIA, PRIYA, RUTH, Story, audit_id
from app.demo.story_concerns import FIRST
from app.demo.story_impact import WORKER
from app.events import (
    action_correction,
    audit_correction,
    concern_correction,
    cycle_reopening,
    impact_correction,
    moderation_correction,
    person_return,
    training_correction,
)
from app.events.action import Action
from app.events.audit import Audit
from app.events.concern import Concern
from app.events.cycle import Cycle
from app.events.impact import Impact
from app.events.person import Person

MINUTES = "action/minutes"


def tell(story: Story) -> None:
    """Nadia Rahman never left the pool, nor Kofi Asante the council; Leo Grant left and is back."""
    story.let(RUTH, Cycle, MAY).do(cycle_reopening.reopen, "An audit of the month is to be given to somebody else.")
    story.on("2025-02-03")
    story.let(RUTH, Person, NADIA).leave_pool("2025-01-31", "Moves to commissioning.")
    story.let(RUTH, Person, NADIA).do(person_return.correct_pool_departure, "It was Leo Grant who moved.")
    story.let(PRIYA, Person, KOFI).leave("2025-01-31", "")
    story.let(PRIYA, Person, KOFI).do(person_return.correct_departure, "The contract was extended.")
    story.let(PRIYA, Person, LEO).do(person_return.return_to_council, "2025-02-03", "The other post has ended.")
    why = {"reason": "The last day of the course was the one before."}
    story.let(RUTH, Person, NADIA).do(training_correction.correct_training, "2024-03-27", "2024-04", **why)
    grades_and_answers(story)
    moderation(story)
    days(story)
    around(story)


def grades_and_answers(story: Story) -> None:
    """Anna Bell chose the wrong grade: one proposal is agreed to, one is not; who took part was entered wrongly."""
    story.on("2025-02-04")
    one, content, slip = audit_id(1), story.content(), "I chose the line above the one that I meant."
    plans = {"reason": slip, "on": story.day}
    story.let(ANNA, Audit, one).do(audit_correction.propose, content, "grade.plans", "requires-improvement", **plans)
    story.let(RUTH, Audit, one).do(audit_correction.agree, on=story.day)
    better = {"reason": "It was better than I thought.", "on": story.day}
    story.let(ANNA, Audit, one).do(audit_correction.propose, content, "grade.supervision", "outstanding", **better)
    reason = "That is another judgement, not a slip."
    story.let(MARY, Audit, one).do(audit_correction.decline, reason=reason, on=story.day)
    again = {"reason": "The one beside it.", "on": story.day}
    story.let(ANNA, Audit, one).do(audit_correction.propose, content, "grade.supervision", "inadequate", **again)
    story.let(ANNA, Audit, one).do(audit_correction.withdraw, reason="It was right as it stood.", on=story.day)
    said = {"reason": "Omar Haddad was away that week.", "on": story.day}
    story.let(RUTH, Audit, one).do(audit_correction.correct_answer, content, "participation.manager", "tried", **said)


def moderation(story: Story) -> None:
    """Mary Quinn chose a wrong answer, and put it right; what she thinks of it by now is another matter."""
    audit, content = audit_id(21), story.content()
    slip = {"reason": "I chose the line beside the one that I meant.", "on": story.day}
    told = {"moderators": {MARY: "Mary Quinn"}, **slip}
    story.let(MARY, Audit, audit).do(moderation_correction.propose, content, "checks.voice", "partly", **told)
    story.let(RUTH, Audit, audit).do(moderation_correction.agree, content, on=story.day)
    told |= {"reason": "I was too strict."}
    story.let(MARY, Audit, audit).do(moderation_correction.propose, content, "quality", "strong", **told)
    why = {"reason": "That is another judgement, not a slip.", "on": story.day}
    story.let(RUTH, Audit, audit).do(moderation_correction.decline, **why)
    story.let(MARY, Audit, audit).do(moderation_correction.propose, content, "checks.voice", "no", **told)
    back = {"reason": "The answer is right as it is.", "on": story.day}
    story.let(MARY, Audit, audit).do(moderation_correction.withdraw, **back)


def days(story: Story) -> None:
    """The day on which the audit came in, and its copy, and the one on which an action was done."""
    one, on = audit_id(1), {"on": story.day}
    reason = {"reason": "It was handed in by e-mail the day before, when the system could not be reached."}
    story.let(RUTH, Audit, one).do(audit_correction.correct_return, "2024-06-12", working_days_late=0, **reason, **on)
    copy = {"reason": "The number of another document was typed.", **on}
    story.let(RUTH, Audit, one).do(audit_correction.correct_upload, "2024-06-17", "DOC-88231", **copy)
    where = {"source": one, "child": "child/C-10482", "team": HARBOUR, "area": EAST, "on": "2025-02-03"}
    minutes = {"what": "Put the minutes of the core group on the record.", "owner": DANA, "due": "2025-02-17"}
    story.let(RUTH, Action, MINUTES).raise_(**minutes, **where)
    story.let(DANA, Action, MINUTES).complete("CN-81120 on the child's record.", on=story.day)
    done = {"reason": "The evidence is of the day before.", **on}
    story.let(RUTH, Action, MINUTES).do(action_correction.correct_completion, "2025-02-03", **done)


def around(story: Story) -> None:
    """When a child of concern was responded to, and an answer about impact."""
    moment = {"responded_on": "2024-08-12", "time": "16:20", "reference": "CN-77413", "on": story.day}
    why = "The case note says 16:20."
    story.let(JOAN, Concern, FIRST).do(concern_correction.correct_response, **moment, reason=why)
    meant = {"reason": "Dana Lewis says that she chose the wrong line.", "on": story.day}
    answers = {"practice": "yes", "helped": "yes"}
    story.let(RUTH, Impact, WORKER).do(impact_correction.correct_answer, answers, auditor="person/ben-carter", **meant)
