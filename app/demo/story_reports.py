"""Reports of the small council: May written, sent back, published and published anew; what it recommends."""

from typing import Any

from app.demo.stories import HELEN, JOAN, MARY, OMAR, RUTH, Story
from app.events import report_publishing as publishing
from app.events.recommendation import Recommendation
from app.events.report import Report
from app.events.report_layout import ReportLayout

REPORT = "report/2024-05"
RECALL, DIARY = "recommendation/recall", "recommendation/diary"
LAYOUT: list[dict[str, Any]] = [
    {"id": "how-much", "title": "How much did we do?", "blocks": ["completion"], "confidential": False},
    {"id": "how-well", "title": "How well are we doing?", "blocks": ["overall"], "confidential": False},
    {"id": "appendix", "title": "Confidential appendix", "blocks": ["late"], "confidential": True},
]


def tell(story: Story) -> None:
    """Every step that there is."""
    story.on("2024-12-09")
    story.let(RUTH, ReportLayout, "report_layout/monthly").set(LAYOUT)
    write(story)
    recommend(story)
    publish(story)
    follow(story)


def write(story: Story) -> None:
    """Begun in another order, and written."""
    story.let(RUTH, Report, REPORT).begin(LAYOUT[:2])
    story.let(RUTH, Report, REPORT).arrange(LAYOUT)
    text = "Of the audits allocated, {completion:allocated|share} came in.\n- one more than in April"
    story.let(RUTH, Report, REPORT).write("how-much", text)


def publish(story: Story) -> None:
    """Sent back once, published, and published again with what changed."""
    put_forward(story, [{"section": "how-much", "claim": "one more than in April", "says": "", "reason": "By hand."}])
    story.let(HELEN, Report, REPORT).do(publishing.send_back, "Say what is done about late returns.")
    story.let(RUTH, Report, REPORT).write("how-well", "Late returns are followed up.")
    put_forward(story, [])
    story.let(HELEN, Report, REPORT).do(publishing.publish, "Helen Price", on=story.day)
    story.let(JOAN, Report, REPORT).do(publishing.reopen, "An audit was graded again.")
    story.let(RUTH, Report, REPORT).write("how-well", "Late returns are followed up. One grade was put right.")
    put_forward(story, [], ["One audit was graded again after a challenge."])
    story.let(JOAN, Report, REPORT).do(publishing.publish, "Joan Achebe", on=story.day)


def publish_again(story: Story) -> None:
    """Another edition, with what was recommended since."""
    story.let(JOAN, Report, REPORT).do(publishing.reopen, "More is recommended.")
    put_forward(story, [], ["What is recommended is in it."])
    story.let(JOAN, Report, REPORT).do(publishing.publish, "Joan Achebe", on=story.day)


def put_forward(story: Story, accepted: list[dict[str, str]], changes: list[str] | None = None) -> None:
    """By who wrote it."""
    facts = {"accepted": accepted, "changes": changes or [], "on": story.day}
    story.let(RUTH, Report, REPORT).do(publishing.put_forward, *copies(story), **facts)


def copies(story: Story) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report and its public copy."""
    document = a_document(story)
    return document, document | {"copy": "public", "sections": document["sections"][:2]}


def a_document(story: Story) -> dict[str, Any]:
    """The report as it would be printed."""
    share = {"text": "3 of 5 (60%)", "figure": "completion:allocated", "period": "2024-05", "n": 3, "of": 5}
    commentary = [{"runs": [{"text": "Of the audits allocated, "}, share, {"text": " came in."}]}]
    sections = [{"id": one["id"], "title": one["title"]} for one in LAYOUT]
    definition = {"name": "completion:allocated", "label": "Completion of allocated", "numerator": "Completed audits"}
    return {
        "key": "2024-05", "kind": "monthly", "title": "Quality assurance audits, May 2024",
        "council": "Eastmere Council", "author": "Ruth Okafor", "as_at": f"{story.day}T10:00:00+00:00",
        "position": len(story.house.reader.read(0)), "on": story.day, "copy": "internal", "edition": 0,
        "sections": [sections[0] | {"commentary": commentary}, sections[1], sections[2] | {"confidential": True}],
        "definitions": [definition | {"denominator": "Audits allocated"}],
        "frameworks": ["Core practice audit, version 1"],
    }  # fmt: skip


def recommend(story: Story) -> None:
    """What the first edition has: one to be followed, one to be dropped."""
    said: dict[str, Any] = {"report": REPORT, "owner": OMAR, "due": "2025-01-31"}
    story.let(RUTH, Recommendation, RECALL).make(text="Run a recall session for auditors.", **said)
    story.let(RUTH, Recommendation, DIARY).make(text="Keep audits in every diary.", **said)


def follow(story: Story) -> None:
    """One is changed and done; the other is dropped and taken up again."""
    more = {"text": "Run a recall session for all auditors.", "owner": MARY, "due": "2025-02-28"}
    story.let(RUTH, Recommendation, RECALL).change(**more, reason="Omar Haddad is on leave.")
    story.let(MARY, Recommendation, RECALL).note_progress("The room is booked.")
    story.let(MARY, Recommendation, RECALL).complete("Held on 2 December with eleven auditors.")
    story.let(RUTH, Recommendation, DIARY).drop("The new calendar does it.")
    story.let(RUTH, Recommendation, DIARY).reopen("2025-03-31", "The new calendar is late.")
