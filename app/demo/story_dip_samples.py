"""Dip samples of the small council: one concluded with a recommendation, one of audits that is not gone on with."""

from typing import Any

from app.demo.stories import CORE, DANA, EAST, HARBOUR, MARY, RUTH, SAMPLE, Story, audit_id
from app.events import dip_sample_answers as answers
from app.events import dip_sample_measures as measures
from app.events.action import Action
from app.events.dip_sample import DipSample

CLOSURES, GRIP = "dip_sample/closures", "dip_sample/grip"
ACTION = "action/closure-letters"
MEMBERS = SAMPLE[2:5]


def tell(story: Story) -> None:
    """Every step that there is."""
    plan(story)
    draw(story)
    measure(story)
    fill_in(story)
    conclude(story)
    withdraw(story)
    open_again(story)


def the_plan(title: str, kind: str, size: int, **more: Any) -> dict[str, Any]:
    """A plan over all children, or the audits of May."""
    filters: dict[str, Any] = {"plans": [], "teams": [], "areas": []}
    frames: dict[str, dict[str, Any]] = {
        "children": {"kind": "children", **filters, "ended_from": "", "ended_to": ""},
        "audits": {"kind": "audits", **filters, "first": "2024-05", "last": "2024-05", "grades": [],
                   "standing": "completed"},
    }  # fmt: skip
    words = {"children": "Open children of every plan type on the list of 28 June 2024.", "audits": "Audits of May."}
    plan: dict[str, Any] = {
        "title": title,
        "question": "Is it told why the service ends?",
        "why": "Two families were not told.",
    }
    plan |= {"frame": frames[kind], "frame_in_words": words[kind], "frame_size": size, "frame_on": "2024-06-28"}
    return plan | {"selection": {"how": "drawn", "size": min(3, size)}, "reviewers": [], **more}


def drawn(members: list[str], size: int, **more: Any) -> dict[str, Any]:
    """A draw of children of Harbour."""
    rows = [{"id": id, "child": id, "team": HARBOUR, "area": EAST, "plan": "CP", "why": "Drawn."} for id in members]
    facts: dict[str, Any] = {
        "how": "drawn",
        "seed": "july",
        "rule_in_words": f"{len(members)} of {size} children, by chance.",
    }
    facts |= {"frame_in_words": "Open children on the list of 28 June 2024.", "frame_size": size}
    return {"members": rows, **facts, "frame_on": "2024-06-28", "reason": "", **more}


def asked(label: str, kind: str = "yes_no", **more: Any) -> dict[str, Any]:
    """A measure as a form asks for it."""
    return {"label": label, "hint": "", "kind": kind, "answers": [], "na": "", "unit": "", "base": {"kind": "all"},
            **more}  # fmt: skip


def only_where(measure: str, *answers: str) -> dict[str, Any]:
    """A base: the members for whom a measure has one of these answers."""
    return {"kind": "answered", "measure": measure, "answers": list(answers)}


def plan(story: Story) -> None:
    """Planned, planned otherwise, given to the moderator."""
    story.on("2024-07-15")
    facts = {"framework": CORE, "framework_version": 1, "on": story.day}
    story.let(RUTH, DipSample, CLOSURES).plan(**the_plan("Endings", "children", 6), **facts)
    better = the_plan("Endings of service", "children", 6)
    story.let(RUTH, DipSample, CLOSURES).change_plan(**better, on=story.day)
    story.let(RUTH, DipSample, CLOSURES).name_reviewers([MARY], on=story.day)


def draw(story: Story) -> None:
    """Drawn, and drawn again as two had moved."""
    story.on("2024-07-16")
    story.let(RUTH, DipSample, CLOSURES).draw(**drawn(SAMPLE[1:4], 6), on=story.day)
    again = drawn(MEMBERS, 6, seed="july again", reason="Two of them moved to another council.")
    story.let(RUTH, DipSample, CLOSURES).draw(**again, on=story.day)


def measure(story: Story) -> None:
    """Four measures, one of which rests on another and one of which is taken out."""
    for one in (
        asked("A clear rationale"),
        asked("Days not seen", "number", unit="working days"),
        asked("The family was told", "yes_no_na", na="out", base=only_where("a-clear-rationale", "no")),
        asked("Note", "text"),
        asked("Agencies agreed"),
    ):
        story.let(RUTH, DipSample, CLOSURES).do(measures.define, measures.new_measure(_sample(story), one))
    story.let(RUTH, DipSample, CLOSURES).do(measures.remove_measure, "agencies-agreed", "")


def fill_in(story: Story) -> None:
    """Two people fill it in; a measure is asked otherwise meanwhile."""
    story.on("2024-07-22")
    first, second, third = MEMBERS
    clear = {"a-clear-rationale": "yes", "days-not-seen": 21}
    story.let(MARY, DipSample, CLOSURES).do(answers.record_answers, first, clear)
    better = measures.other_measure(_sample(story), "a-clear-rationale", asked("A clear and supported rationale"))
    story.let(RUTH, DipSample, CLOSURES).do(measures.change_measure, better, "Supported by what is on the record.")
    unclear = {"a-clear-rationale": "no", "days-not-seen": 116, "note": "The visit was recorded late."}
    story.let(RUTH, DipSample, CLOSURES).do(answers.record_answers, second, unclear | {"the-family-was-told": "no"})
    told = {"a-clear-rationale": "no", "days-not-seen": 40, "the-family-was-told": "na"}
    story.let(MARY, DipSample, CLOSURES).do(answers.record_answers, third, told)


def conclude(story: Story) -> None:
    """What was found, and what is to be done."""
    story.on("2024-07-29")
    findings = "One child in three had a clear rationale; nobody was told why the service ended."
    themes = (["recording"], ["Endings are not talked about"])
    story.let(RUTH, DipSample, CLOSURES).do(answers.conclude, findings, *themes, "", on=story.day)
    what, due = {"what": "Write to each family before the service ends."}, "2024-09-30"
    story.let(RUTH, DipSample, CLOSURES).do(answers.recommend, ACTION, **what, owner=DANA, due=due, on=story.day)
    facts = {"source": CLOSURES, "owner": DANA, "due": due, "child": "", "team": HARBOUR, "area": EAST}
    story.let(RUTH, Action, ACTION).raise_(**what, **facts, on=story.day)


def withdraw(story: Story) -> None:
    """A themed review of audits that is not gone on with."""
    story.on("2024-08-05")
    facts = {"framework": CORE, "framework_version": 1, "on": story.day}
    story.let(RUTH, DipSample, GRIP).plan(**the_plan("Management grip", "audits", 2), **facts)
    audit = {"id": audit_id(1), "child": SAMPLE[0], "team": HARBOUR, "area": EAST, "plan": "CP", "why": "All."}
    facts = drawn([], 2, how="all", seed="") | {"members": [audit]}
    story.let(RUTH, DipSample, GRIP).draw(**facts, on=story.day)
    story.let(RUTH, DipSample, GRIP).withdraw("The duties of managers answer it now.", on=story.day)


def open_again(story: Story) -> None:
    """The first one is opened again for an answer that was wrong, and concluded anew."""
    story.on("2024-08-06")
    why = "The second family was told after all: the letter was found."
    story.let(RUTH, DipSample, CLOSURES).do(answers.reopen, why, on=story.day)
    told = {"the-family-was-told": "yes"}
    story.let(MARY, DipSample, CLOSURES).do(answers.record_answers, MEMBERS[1], told)
    findings = "One child in three had a clear rationale; one family of the other two was told why the service ended."
    themes = (["recording"], ["Endings are not talked about"])
    story.let(RUTH, DipSample, CLOSURES).do(answers.conclude, findings, *themes, "", on=story.day)


def _sample(story: Story) -> DipSample:
    return story.house.log.load(DipSample, CLOSURES)
