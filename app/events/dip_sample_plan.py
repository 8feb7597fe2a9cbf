"""What the plan of a dip sample says: what is asked, of which frame, and how its members are to be found."""

from collections.abc import Mapping
from typing import Any

from app.events.base import Refusal
from app.events.text import text_of

PLAN = ("title", "question", "why", "frame", "frame_in_words", "frame_size", "frame_on", "selection", "reviewers")
HOW = {
    "drawn": "Some of the frame, drawn by chance",
    "by_plan": "Some of the frame, drawn by chance from each plan type, in proportion",
    "by_team": "Some of the frame, drawn by chance from each team, in proportion",
    "all": "All of the frame",
    "by_hand": "By hand, with a reason",
}
STRATA = {"by_plan": "plan", "by_team": "team"}
"""What a member belongs to, where each is drawn from in proportion."""
BY_CHANCE = ("drawn", *STRATA)
"""The ways that need a seed."""
FRAMES = {"children": "Children", "audits": "Audits"}
MOST = 1_000
"""Members of a sample."""


def plan_of(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as it is kept, in the order of its fields; raises Refusal for one that is none."""
    texts = {
        "title": text_of(plan["title"], "Give it a title.", "title", most=120),
        "question": text_of(plan["question"], "Write what is asked.", "question"),
        "why": text_of(plan["why"], "Say why it is asked.", "why"),
    }
    selection, size = dict(plan["selection"]), plan["frame_size"]
    if not size:
        raise Refusal("Nothing is in this frame now. Choose other filters.", "kind")
    if selection["how"] not in HOW:
        raise Refusal("Choose how the members are to be found.", "how")
    if selection["how"] in BY_CHANCE and not 0 < selection["size"] <= min(size, MOST):
        raise Refusal(f"The frame holds {size:,} now: draw from 1 to {min(size, MOST):,}.", "size")
    if selection["how"] == "all" and size > MOST:
        raise Refusal(f"The frame holds {size:,} now, and a dip sample at most {MOST:,}. Draw some of it.", "how")
    selection["size"] = selection["size"] if selection["how"] in BY_CHANCE else 0
    return {**plan, **texts, "selection": selection, "reviewers": sorted(set(plan["reviewers"]))}
