"""Moderation in the small council: a draw, two audits moderated, one sent back, a finding challenged and answered."""

from collections.abc import Callable
from datetime import date
from typing import Any

from app.demo import stories
from app.demo.complete import complete
from app.demo.stories import ANNA, BEN, HELEN, MARY, MAY, OMAR, RUTH, Story, audit_id
from app.events import audit_challenge, audit_moderation
from app.events.audit import Audit
from app.events.audit_moderation import AGREE, Judged
from app.programme.moderation import draws

FIRST, SECOND = 21, 22
CHECKS = {"evidence": "yes", "analysis": "partly", "voice": "yes"}


def tell(story: Story) -> None:
    """Two late audits of May are drawn: one is moderated, challenged and put right, one goes back and comes in."""
    two_come_in(story)
    drawn(story)
    given_to_moderators(story)
    moderated(story)
    challenged(story)


def two_come_in(story: Story) -> None:
    """Anna Bell's and Ben Carter's audits of two more children, one of them graded Inadequate."""
    story.on("2024-07-08")
    stories.allocate(story, FIRST, "child/C-10591", ANNA)
    stories.allocate(story, SECOND, "child/C-10577", BEN)
    story.on("2024-07-15")
    stories.write(story, ANNA, FIRST)
    stories.write(story, BEN, SECOND, **complete(story.content(), "inadequate"))
    for auditor, number in ((ANNA, FIRST), (BEN, SECOND)):
        story.let(auditor, Audit, audit_id(number)).return_(story.content(), on=story.day, working_days_late=34)


def drawn(story: Story) -> None:
    """20% of what came in by chance, and the Inadequate one in any case."""
    story.on("2024-07-16")
    facts: dict[str, Any] = {"version": story.house.version(MAY), "seed": "May 2024, 16 July", **story.said(RUTH)}
    draws.make(story.house, MAY, **facts, on=date.fromisoformat(story.day))


def given_to_moderators(story: Story) -> None:
    """Helen Price was to have one, but Mary Quinn moderates both."""
    for number, moderator in ((FIRST, HELEN), (SECOND, MARY)):
        facts = {"on": story.day, "grounds": "Not in the child's team; the fewest open."}
        _let(story, RUTH, number, audit_moderation.assign, moderator, **facts)
    facts = {"on": story.day, "reason": "Helen Price is away this week.", "grounds": "Not in the child's team."}
    _let(story, RUTH, FIRST, audit_moderation.change_moderator, MARY, **facts)


def moderated(story: Story) -> None:
    """One grade of the first is changed; the second goes back, comes in again and waits."""
    story.on("2024-07-18")
    content = story.content()
    grades = {domain["id"]: (AGREE, "") for domain in content["domains"]}
    grades["plans"] = ("requires-improvement", "The plan has no dates and nobody's name.")
    facts = {"on": story.day, "due": "2024-07-25"}
    learning = "Ask of each plan who does what by when."
    judged = Judged("sound", CHECKS, grades, (AGREE, ""), quality_text="Clear and fair.", learning=learning)
    _let(story, MARY, FIRST, audit_moderation.moderate, content, judged, **facts)
    back = Judged("not_yet", CHECKS, reason="The grade of Inadequate is not supported by what is written.")
    _let(story, MARY, SECOND, audit_moderation.moderate, content, back, **facts)
    story.on("2024-07-24")
    saved = {"overall.evidence": "Two visits were missed while the child was at risk: 3 and 17 May."}
    story.let(BEN, Audit, audit_id(SECOND)).save_section(content, "summary", saved, on=story.day)
    story.let(BEN, Audit, audit_id(SECOND)).return_(content, on=story.day, working_days_late=0)


def challenged(story: Story) -> None:
    """Omar Haddad challenges the changed grade, and is right in part; he also challenges a finding."""
    story.on("2024-07-29")
    content = story.content()
    domains = [domain["id"] for domain in content["domains"]]
    said = {"domains": domains, "on": story.day}
    why = "The dates stand in the minutes of the core group, which are part of the plan."
    _let(story, OMAR, FIRST, audit_challenge.challenge, "plans", "The plan has dates.", why, **said)
    what, why = "That the father was not spoken to.", "He was, on 9 May; the note was filed under another child."
    _let(story, OMAR, FIRST, audit_challenge.challenge, "finding", what, why, **said)
    story.on("2024-07-31")
    answer = "The minutes do have the dates. They belong into the plan, so the words stay."
    facts = {"content": content, "authority": "As the QA lead.", "on": story.day}
    _let(story, RUTH, FIRST, audit_challenge.answer, 1, "partly", answer, {"plans": "good"}, **facts)


def _let(story: Story, by: str, number: int, act: Callable[..., None], *args: Any, **facts: Any) -> None:
    audit = story.house.load(Audit, audit_id(number))
    act(audit, *args, **facts, **story.said(by))
    story.house.keep(audit)
