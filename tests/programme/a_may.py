"""May 2024 on its first day, in a house: five audits allocated, due on the 28th, none begun."""

from app.demo import stories
from app.demo.stories import RUTH, Story, audit_id
from app.events.audit import Audit, AuditSentBack
from app.programme.house import House


def tell(house: House) -> Story:
    """Audits 1 and 4 are Anna Bell's, 2 and 5 Ben Carter's, 3 Nadia Rahman's."""
    story = stories.with_people(house)
    stories.bring_in_children(story)
    stories.publish_framework(story)
    stories.open_may(story)
    return story


def goes_back(story: Story) -> None:
    """The first audit goes back after it was accepted, as from its moderation."""
    audit = story.house.load(Audit, audit_id(1))
    audit.record(
        AuditSentBack,
        on="2024-06-25",
        reason="Thin.",
        due="2024-07-02",
        usual="",
        exempt_until="",
        by=RUTH,
        at="2024-06-25T09:00:00+00:00",
    )
    story.house.keep(audit)
