"""Letters: one that arrives at the second try, one that is given up and tried again, one kept back, one cancelled."""

from app.demo.stories import ANNA, BEN, NADIA, PRIYA, RUTH, Story, audit_id
from app.events.letter import Letter
from app.events.vocabulary import SYSTEM
from app.programme import letters

DUE = {"due": "2024-06-03"}


def tell(story: Story) -> None:
    """What became of four letters."""
    story.on("2024-07-01")
    _arrives(story)
    _given_up_and_put_back(story)
    _kept_back(story)
    _cancelled(story)


def _written(story: Story, recipient: str, kind: str, cause: str, link: str, **facts: str) -> str:
    said = {"cause": cause, "recipient": recipient, "kind": kind}
    letters.write(story.house, **said, link=link, facts=facts, **story.said(SYSTEM))
    return letters.letter_id(**said)


def _arrives(story: Story) -> None:
    """Somebody's claim lapsed; then the server is full; then it takes the letter."""
    cause = f"{audit_id(4)}#overdue-2024-06-03"
    id, to = _written(story, BEN, "audit-overdue", cause, "/audits/2024-05/4", **DUE), "ben.carter@eastmere.example"
    story.let(SYSTEM, Letter, id).claim(until="2024-07-01T09:01:00+00:00")
    story.let(SYSTEM, Letter, id).claim(until="2024-07-01T09:20:00+00:00")
    again = "2024-07-01T09:05:00+00:00"
    story.let(SYSTEM, Letter, id).fail(to=to, answer="452 The mailbox is full.", again=again)
    story.let(SYSTEM, Letter, id).claim(until="2024-07-01T09:25:00+00:00")
    message = f"<{id.partition('/')[2]}@eastmere.example>"
    story.let(SYSTEM, Letter, id).sent(to=to, message=message, answer="250 Queued as 4F2A.")


def _given_up_and_put_back(story: Story) -> None:
    """The server does not know the mailbox; the QA lead has it tried again."""
    id = _written(story, NADIA, "weekly", f"{NADIA}#week-2024-W27", "/", on="2024-07-01")
    story.let(SYSTEM, Letter, id).claim(until="2024-07-01T09:30:00+00:00")
    facts = {"to": "nadia.rahman@eastmere.example", "answer": "550 No such mailbox."}
    story.let(SYSTEM, Letter, id).give_up(**facts, reason="The mail server refuses it for good.")
    story.let(RUTH, Letter, id).put_back(reason="")


def _kept_back(story: Story) -> None:
    """A demonstration sends nothing."""
    id = _written(story, PRIYA, "test", f"{PRIYA}#test/k7m2xq9d", "/mail/settings")
    story.let(SYSTEM, Letter, id).keep_back(reason="This is a demonstration: no letter leaves it.")


def _cancelled(story: Story) -> None:
    """The audit was returned before its letter was sent."""
    cause = f"{audit_id(1)}#due-soon-2024-05-28"
    id = _written(story, ANNA, "audit-due-soon", cause, "/audits/2024-05/1", due="2024-05-28")
    story.let(SYSTEM, Letter, id).cancel(reason="What it tells of is no longer so.")
