"""How long is what kept: the schedule, what was erased and what was not, and who asked to see what is held."""

from app.demo.stories import HARBOUR, HELEN, JOAN, KOFI, RUTH, Story
from app.events.child import Child
from app.events.erasure import Erasure
from app.events.retention import SCHEDULE, Retention
from app.events.subject_access import SubjectAccess

CHILD, ANOTHER = "child/C-09417", "child/C-09418"
LAW = "The council’s own schedule, as its data protection officer agreed it."


def tell(story: Story) -> None:
    """One child of long ago is erased; about another a copy was asked for, one about the first was closed."""
    story.on("2025-03-10")
    _schedule(story)
    _a_child_of_long_ago(story)
    story.on("2025-03-12")
    _ask(story)
    story.on("2025-03-17")
    _erase(story)


def _schedule(story: Story) -> None:
    schedule = story.let(RUTH, Retention, SCHEDULE)
    schedule.set("audit", 6, LAW, "The first schedule.")
    schedule.set("coaching", 2, LAW, "The first schedule.")
    schedule.withdraw("coaching", "It goes with the person’s own record.")


def _a_child_of_long_ago(story: Story) -> None:
    """Two care leavers come onto the list, and go from it again; one of them is erased."""
    for id, initials in ((CHILD, "WV"), (ANOTHER, "HT")):
        details = {"initials": initials, "plan": "CL", "team": HARBOUR, "worker": "", "age_band": "18-25"}
        details |= {"ethnicity": "White Irish", "opened": "2015-02-02", "last_audited": ""}
        story.let(KOFI, Child, id).list(details, "2025-02-28")
        story.let(KOFI, Child, id).end("2025-03-03")


def _ask(story: Story) -> None:
    facts = {"of": "child", "received_on": "2025-03-11", "due": "2025-04-11"}
    closed = story.let(RUTH, SubjectAccess, "subject_access/a-young-adult")
    closed.ask(about=CHILD, who="The young person, by letter.", **facts)
    closed.close("The letter was meant for the neighbouring council.")
    asked = story.let(RUTH, SubjectAccess, "subject_access/a-parent")
    asked.ask(about="child/C-10519", who="The mother, who has parental responsibility.", **facts)
    asked.make(story.house.model.position, 2)
    said = {"words": ["the neighbour"], "ground": "others", "note": "A neighbour is named."}
    asked.review(["child/C-10519#1"], "redacted", **said)
    asked.review(["audit/2024-05/0002#1"], "given", words=[], ground="", note="")
    asked.finish(["child/C-10519#1", "audit/2024-05/0002#1"])
    story.let(JOAN, SubjectAccess, "subject_access/a-parent").reopen("Look at the second entry again.")
    story.let(RUTH, SubjectAccess, "subject_access/a-parent").finish(["child/C-10519#1", "audit/2024-05/0002#1"])
    story.let(JOAN, SubjectAccess, "subject_access/a-parent").release("2025-03-12")
    story.let(RUTH, SubjectAccess, "subject_access/a-parent").take("html", "3b1f" * 16)


def _erase(story: Story) -> None:
    about = {"of": "child", "about": CHILD, "records": [CHILD], "ground": "schedule", "years": None}
    reasons = ("Not looked at yet.", "Was never audited here.", "Came onto a list of Eastmere by mistake.")
    erasures = [f"erasure/{name}" for name in ("too-soon", "thought-better", "long-ago")]
    for id, reason in zip(erasures, reasons, strict=True):
        story.let(RUTH, Erasure, id).propose(**about, reason=reason)
    story.let(HELEN, Erasure, erasures[0]).decline("Wait until the annual conversation is over.")
    story.let(RUTH, Erasure, erasures[1]).withdraw("Proposed again with the right reason.")
    keys = story.house.keys.names_of([CHILD])
    story.let(HELEN, Erasure, erasures[2]).confirm([CHILD], [*keys, f"{CHILD}#"], "")
    story.house.keys.erase([*keys, f"{CHILD}#"])
    story.let(HELEN, Erasure, erasures[2]).erased({})
