"""What came of two audits of the small council: questions answered, declined and lapsed, a reply, good practice."""

from typing import Any

from app.demo.stories import DANA, EAST, HARBOUR, LEO, MAY, OMAR, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.audit_reply import reply
from app.events.good_practice import GoodPractice
from app.events.impact import Impact
from app.events.vocabulary import SYSTEM

WORKER, MANAGER = "impact/2024-05-0002-worker", "impact/2024-05-0002-manager"
FLAGGED, NOTED = "good_practice/2024-05-0001-direct-work", "good_practice/one-table"
ANSWERS: dict[str, Any] = {
    "practice": "partly", "practice_more": "I plan each visit with a purpose now.",
    "helped": "yes", "helped_more": "He asks when I come next.",
    "obstacles": ["time", "support"], "obstacles_more": "", "useful": "Sit beside me while you read the record.",
}  # fmt: skip


def tell(story: Story) -> None:
    """Everything that can come of the questions, of a reply and of good practice."""
    reply_to_the_audit(story)
    good_practice(story)
    ask(story)
    answer(story)
    ask_of_nobody(story)


def reply_to_the_audit(story: Story) -> None:
    """Dana Lewis answers the audit of her work."""
    story.on("2024-07-04")
    audit = story.house.log.load(Audit, audit_id(1))
    text = "Thank you. I see the dates now; the plan was reviewed at the school too, which the record does not say."
    reply(audit, text, on=story.day, **story.said(DANA))
    story.house.keep(audit)


def good_practice(story: Story) -> None:
    """What Anna Bell flagged is followed up with Dana Lewis and shared; another piece is noted directly."""
    story.on("2024-07-05")
    where = {"cycle": MAY, "worker": DANA, "team": HARBOUR, "area": EAST, "domain": "", "on": story.day}
    facts = where | {"source": "audit", "audit": audit_id(1), "theme": "direct-work", "what": ""}
    story.let(RUTH, GoodPractice, FLAGGED).note(**facts)
    found = "We drew the three houses at the kitchen table, and I had prepared it in supervision."
    story.let(RUTH, GoodPractice, FLAGGED).follow_up(["planning", "tools", "supervision"], found, on=story.day)
    story.let(DANA, GoodPractice, FLAGGED).keep_unnamed(on=story.day)
    story.let(DANA, GoodPractice, FLAGGED).name_again(on=story.day)
    story.let(RUTH, GoodPractice, FLAGGED).share("session", "Direct work in an hour", on=story.day)
    facts = where | {"source": "direct", "audit": "", "cycle": "", "theme": "partnership"}
    story.let(RUTH, GoodPractice, NOTED).note(**facts, what="Brought school, health and family to one table.")


def ask(story: Story) -> None:
    """Six weeks after the second audit came in, its worker and the team's manager are asked."""
    story.on("2024-07-09")
    facts = {"audit": audit_id(2), "returned_on": "2024-05-28", "on": story.day}
    story.let(SYSTEM, Impact, WORKER).ask(**facts, part="worker", recipient=DANA)
    story.let(SYSTEM, Impact, MANAGER).ask(**facts, part="manager", recipient=OMAR)


def answer(story: Story) -> None:
    """Dana Lewis answers once she is reminded, with what the family say; Omar Haddad does not."""
    story.on("2024-07-16")
    story.let(SYSTEM, Impact, WORKER).remind(on=story.day)
    story.let(SYSTEM, Impact, MANAGER).remind(on=story.day)
    story.let(DANA, Impact, WORKER).answer(ANSWERS, on=story.day)
    said = "She comes when she says she will, and tells us why."
    story.let(DANA, Impact, WORKER).record_family(agreed=True, said=said, on=story.day)
    story.on("2024-08-06")
    story.let(SYSTEM, Impact, MANAGER).lapse(on=story.day)


def ask_of_nobody(story: Story) -> None:
    """Of an audit of a year ago one is declined, and for the other there was nobody."""
    story.on("2024-08-07")
    facts = {"audit": "audit/2023-05/0001", "returned_on": "2023-05-26", "on": story.day}
    handed = "impact/2023-05-0003-worker"
    of_third = facts | {"audit": "audit/2023-05/0003"}
    story.let(SYSTEM, Impact, handed).ask(**of_third, part="worker", recipient=LEO)
    story.let(RUTH, Impact, handed).hand_over(DANA, "She has taken the work on.", on=story.day)
    declined = "impact/2023-05-0001-worker"
    story.let(SYSTEM, Impact, declined).ask(**facts, part="worker", recipient=DANA)
    story.let(DANA, Impact, declined).decline("I did not work with this child then.", on=story.day)
    reason = "The team has no manager now."
    story.let(SYSTEM, Impact, "impact/2023-05-0001-manager").pass_over(**facts, part="manager", reason=reason)
