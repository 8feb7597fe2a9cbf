"""Evidence packs: one of a child is confirmed, made and taken away; one of six more is declined, and one waits."""

from app.demo.stories import HELEN, RUTH, Story
from app.events.pack import Pack

TAKEN, DECLINED, WAITING = "pack/of-a-child", "pack/too-many", "pack/of-a-report"
INSPECTOR = "Ivy Lane, inspector"


def tell(story: Story) -> None:
    """What an inspector asked for in January."""
    story.on("2025-01-13")
    position = story.house.reader.head()
    facts = {"recipient": INSPECTOR, "position": position, "on": story.day}
    why = "The inspector named this child on the first day."
    story.let(RUTH, Pack, TAKEN).ask(kind="child", of=["child/C-10482"], why=why, **facts)
    story.let(HELEN, Pack, TAKEN).confirm(on=story.day)
    made = {"sha256": "5d41" * 16, "size": 100_707, "events": 35, "checkpoint": 1, "until": "2025-02-12"}
    story.let(HELEN, Pack, TAKEN).make(**made, on=story.day)
    story.let(RUTH, Pack, TAKEN).download(on=story.day)
    children = ["child/C-10519", "child/C-10533"]
    story.let(RUTH, Pack, DECLINED).ask(kind="sample", of=children, why="Two more.", follows=TAKEN, **facts)
    story.let(HELEN, Pack, DECLINED).decline("The inspector named others.", on=story.day)
    why = "The figures of May are asked about."
    story.let(RUTH, Pack, WAITING).ask(kind="edition", of=["report/2024-05"], edition=1, why=why, **facts)
