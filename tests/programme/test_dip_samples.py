"""Dip samples in a council: frames, draws that repeat, two people at one cell, recommendations that become actions."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import DANA, HARBOUR, MARY, RUTH, SAMPLE, Story, audit_id
from app.demo.story_dip_samples import asked
from app.events.action import Action
from app.events.child import Child
from app.events.dip_sample import DipSample
from app.programme import actions
from app.programme.dip_samples import concluding, drawing, entering, frames, measuring, planning
from app.programme.dip_samples.entering import Clash, Unfit
from app.programme.house import AlreadyDone, House, Stale
from app.programme.samples.seeded import digest
from projections import dip_samples
from tests.events.deciding import refusal
from tests.views.may import tell

ID, DAY = "dip_sample/one", date(2024, 6, 3)
CHILDREN: dict[str, Any] = {"kind": "children", "plans": [], "teams": [], "areas": [], "ended_from": "", "ended_to": ""}
AUDITS: dict[str, Any] = {"kind": "audits", "plans": [], "teams": [], "areas": [], "first": "2024-05",
                          "last": "2024-05", "grades": [], "standing": "completed"}  # fmt: skip
DRAWN = {"how": "drawn", "size": 3}


@pytest.fixture
def may(house: House) -> Story:
    """May 2024 with two audits in."""
    tell(house)
    return Story(house, "2024-06-03")


def plan(story: Story, frame: dict[str, Any] = CHILDREN, selection: dict[str, Any] = DRAWN, id: str = ID) -> None:
    said = {"title": f"Endings {id}", "question": "Who was told?", "why": "Two were not."}
    facts: dict[str, Any] = {"frame": frame, "selection": selection, "reviewers": [MARY], "on": DAY}
    planning.plan(story.house, id, **said, **facts, **story.said(RUTH))


def do(story: Story, command: Callable[..., Any], by: str = RUTH, **facts: Any) -> Any:
    version = story.house.version(ID)
    return command(story.house, ID, version=version, **facts, **story.said(by))


def draw(story: Story, **facts: str) -> None:
    do(story, drawing.draw, **{"seed": "june", **facts}, on=DAY)


def members(story: Story) -> list[str]:
    return [row["member"] for row in dip_samples.members(story.house.model, ID)]


def ready(story: Story) -> None:
    """Drawn, with two measures."""
    plan(story)
    draw(story)
    do(story, measuring.define, asked=asked("Clear"))
    do(story, measuring.define, asked=asked("Days", "number"))


ENDED = CHILDREN | {"ended_from": "2024-03-01", "ended_to": "2024-04-30"}
TOO_EARLY = [
    (CHILDREN, date(2024, 4, 11), "12 April 2024"),
    (ENDED, date(2024, 4, 29), "30 April 2024"),
    (AUDITS, date(2024, 4, 30), "1 May 2024"),
]


@pytest.mark.parametrize(("frame", "on", "day"), TOO_EARLY)
def test_a_plan_is_not_dated_before_what_it_is_drawn_from(
    may: Story, frame: dict[str, Any], on: date, day: str
) -> None:
    may.let(RUTH, Child, SAMPLE[0]).end("2024-04-20")
    said = {"title": "Endings", "question": "Who was told?", "why": "Two were not.", "frame": frame}
    facts: dict[str, Any] = {"selection": DRAWN, "reviewers": [MARY], "on": on}
    with refusal(f"What it is drawn from goes on to {day}. The plan cannot be before that.", "on"):
        planning.plan(may.house, ID, **said, **facts, **may.said(RUTH))


FRAMES = [
    (CHILDREN, "Open children of every plan type on the list of 12 April 2024.", 6),
    (CHILDREN | {"plans": ["CP"]}, "Open children on a child protection plan on the list of 12 April 2024.", 2),
    (CHILDREN | {"teams": [HARBOUR]}, "Open children of every plan type on the list of 12 April 2024, in Harbour.", 6),
    (AUDITS, "All audits that are in of May 2024.", 2),
    (AUDITS | {"grades": ["inadequate"]}, "All audits that are in of May 2024 whose overall grade is Inadequate.", 0),
    (AUDITS | {"standing": "accepted", "first": "2024-03"}, "Audits to standard of March 2024 to May 2024.", 0),
]


@pytest.mark.parametrize(("asked_for", "words", "size"), FRAMES)
def test_a_frame_says_what_it_holds(may: Story, asked_for: dict[str, Any], words: str, size: int) -> None:
    found = frames.frame(may.house, asked_for, "2024-06-03")
    assert (found.words, found.size) == (words, size)


def test_a_frame_of_ended_children_is_of_those_who_ended_then(may: Story) -> None:
    may.let(RUTH, Child, SAMPLE[0]).end("2024-05-10")
    ended = CHILDREN | {"ended_from": "2024-05-01", "ended_to": "2024-05-31"}
    assert [row["id"] for row in frames.frame(may.house, ended, "").members] == [SAMPLE[0]]
    assert frames.frame(may.house, ended | {"ended_from": "2024-05-11"}, "").size == 0
    assert frames.frame(may.house, CHILDREN, "").size == 5


@pytest.mark.parametrize(
    ("asked_for", "words", "field"),
    [
        (CHILDREN | {"kind": "moon"}, "Choose what it is drawn from.", "kind"),
        (CHILDREN | {"ended_from": "2024-05-02", "ended_to": "2024-05-01"},
         "The last day cannot be before the first.", "ended_to"),
        (AUDITS | {"first": ""}, "Choose a month.", "first"),
        (AUDITS | {"last": "2024-04"}, "The last month cannot be before the first.", "last"),
        (AUDITS | {"standing": "all"}, "Choose which audits.", "standing"),
    ],
)  # fmt: skip
def test_a_frame_that_is_none_is_refused(may: Story, asked_for: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        frames.frame(may.house, asked_for, "2024-06-03")


def test_a_draw_takes_the_first_in_the_order_of_the_seed_and_says_why(may: Story) -> None:
    plan(may)
    draw(may)
    by_hand = sorted(stories.CHILDREN, key=lambda id: digest("june", id))[:3]
    assert members(may) == by_hand
    why = may.house.log.load(DipSample, ID).members[by_hand[1]]["why"]
    assert why == "One of 3 drawn from 6 children; 2nd in the order drawn from seed “june”."


def test_a_draw_repeats_when_the_list_has_changed_since(may: Story) -> None:
    plan(may)
    draw(may)
    for id in (members(may)[0], "child/C-10591"):
        may.let(RUTH, Child, id).end("2024-06-02")
    check = drawing.draw_again(may.house, ID)
    assert (check.identical, check.members, check.frame_size) == (True, 3, 6)


def test_a_draw_that_was_not_by_its_seed_is_found_out(may: Story) -> None:
    plan(may)
    rows = [{"id": id, "child": id, "team": HARBOUR, "area": "", "plan": "CP", "why": "Drawn."} for id in SAMPLE[:3]]
    facts = {"how": "drawn", "seed": "june", "rule_in_words": "", "frame_in_words": "", "frame_size": 6}
    may.let(RUTH, DipSample, ID).draw(rows, **facts, frame_on="2024-04-12", reason="", on="2024-06-03")
    check = drawing.draw_again(may.house, ID)
    assert not check.identical
    assert len(check.missing) == len(check.extra) == 3


@pytest.mark.parametrize(("how", "key"), [("by_plan", "plan"), ("by_team", "team")])
def test_each_plan_type_or_team_is_drawn_from_in_proportion_and_the_draw_repeats(
    may: Story, how: str, key: str
) -> None:
    plan(may, selection={"how": how, "size": 3})
    draw(may)
    drawn = may.house.load(DipSample, ID).drawing
    frame = frames.frame(may.house, CHILDREN, "2024-06-03")
    assert drawn
    for stratum, held in Counter(row[key] for row in frame.members).items():
        chosen = sum(one[key] == stratum for one in drawn.members)
        assert 3 * held // 6 <= chosen <= -(-3 * held // 6), "the exact share, rounded down or up"
        assert f" {frame.names[stratum]} {chosen} of {held}" in drawn.rule_in_words
    assert drawn.rule_in_words.startswith("3 of 6 children, in proportion to how many of each ")
    assert all(one["why"].endswith(" in the order drawn from seed “june”.") for one in drawn.members)
    assert drawing.draw_again(may.house, ID).identical
    do(may, drawing.draw, seed="july", reason="The seed was known.", on=DAY)
    assert drawing.draw_again(may.house, ID).identical


def test_all_of_a_frame_of_audits_is_drawn(may: Story) -> None:
    plan(may, AUDITS, {"how": "all", "size": 0})
    draw(may)
    assert members(may) == [audit_id(1), audit_id(2)]
    assert dip_samples.members(may.house.model, ID)[0]["child"] == SAMPLE[0]
    assert drawing.draw_again(may.house, ID).identical


def test_members_are_named_by_reference_and_those_outside_the_frame_are_told(may: Story) -> None:
    plan(may, CHILDREN, {"how": "by_hand", "size": 0})
    with refusal("Not in the frame: C-1, =cmd|'/c and child/C-2.", "references"):
        draw(may, references="C-10482, C-1 ; =cmd|'/c\nchild/C-2", reason="Late.")
    with refusal("Nothing is in the sample yet: choose at least one.", "references"):
        draw(may, references=" \n ", reason="Late.")
    draw(may, references="c-10519\r\nC-10482,C-10519", reason="Closed without a visit.")
    assert members(may) == ["child/C-10519", "child/C-10482"]
    assert drawing.draw_again(may.house, ID).identical


def test_an_audit_is_named_as_its_address_says_it(may: Story) -> None:
    plan(may, AUDITS, {"how": "by_hand", "size": 0})
    draw(may, references="2024-05/2", reason="It was late.")
    assert members(may) == [audit_id(2)]


def test_a_draw_needs_a_seed_and_a_frame_that_is_large_enough(may: Story) -> None:
    plan(may, CHILDREN, DRAWN | {"size": 6})
    with refusal("Enter a seed: any word or number, from which the draw can be repeated.", "seed"):
        draw(may, seed=" ")
    with refusal("Use at most 80 characters.", "seed"):
        draw(may, seed="x" * 81)
    may.let(RUTH, Child, SAMPLE[0]).end("2024-06-02")
    with refusal("The frame holds 5 children now, fewer than the 6 to be drawn. Change the plan."):
        draw(may)
    with refusal("Nothing has been drawn yet."):
        drawing.draw_again(may.house, ID)


def test_a_double_click_is_once(may: Story) -> None:
    plan(may)
    with pytest.raises(AlreadyDone):
        plan(may)
    version = may.house.version(ID)
    facts = {"version": version, "seed": "june", "on": DAY}
    drawing.draw(may.house, ID, **facts, **may.said(RUTH))
    with pytest.raises(AlreadyDone):
        drawing.draw(may.house, ID, **facts, **may.said(RUTH))
    with pytest.raises(Stale):
        drawing.draw(may.house, ID, **facts | {"seed": "july"}, **may.said(RUTH))
    measure = {"version": may.house.version(ID), "asked": asked("Clear")}
    measuring.define(may.house, ID, **measure, **may.said(RUTH))
    with pytest.raises(AlreadyDone):
        measuring.define(may.house, ID, **measure, **may.said(RUTH))
    assert list(may.house.log.load(DipSample, ID).measures) == ["clear"]


def test_only_moderators_who_are_here_fill_it_in(may: Story) -> None:
    plan(may)
    with refusal("Choose moderators who are here.", "reviewers"):
        do(may, planning.name_reviewers, reviewers=[DANA], on=DAY)
    do(may, planning.name_reviewers, reviewers=[], on=DAY)
    assert dip_samples.dip_sample(may.house.model, ID)["reviewers"] == []  # type: ignore[index]


def record(story: Story, by: str, seen: int, *cells: tuple[str, str, str]) -> int:
    typed = {(member, measure): text for member, measure, text in cells}
    return entering.record(story.house, ID, typed, seen=seen, **story.said(by))


def test_two_people_fill_in_different_cells_of_one_page(may: Story) -> None:
    ready(may)
    seen, (first, second, _) = may.house.version(ID), members(may)
    record(may, RUTH, seen, (first, "clear", "yes"), (second, "clear", ""))
    record(may, MARY, seen, (first, "clear", ""), (second, "clear", "no"))
    sample = may.house.log.load(DipSample, ID)
    assert (sample.answer(first, "clear"), sample.answer(second, "clear")) == ("yes", "no")


def test_two_answers_to_one_cell_are_both_shown_and_nothing_is_stored(may: Story) -> None:
    ready(may)
    seen, (first, second, _) = may.house.version(ID), members(may)
    record(may, RUTH, seen, (first, "clear", "yes"))
    with pytest.raises(Clash) as clash:
        record(may, MARY, seen, (first, "clear", "no"), (second, "days", "30"))
    (theirs,) = clash.value.cells.values()
    assert (theirs.value, theirs.by) == ("yes", RUTH)
    assert may.house.log.load(DipSample, ID).answer(second, "days") is None
    record(may, MARY, clash.value.version, (first, "clear", "no"), (second, "days", "30"))
    assert may.house.log.load(DipSample, ID).answer(first, "clear") == "no"


def test_the_same_answer_and_ones_own_later_one_are_no_clash(may: Story) -> None:
    ready(may)
    seen, (first, *_) = may.house.version(ID), members(may)
    record(may, RUTH, seen, (first, "clear", "yes"))
    version = may.house.version(ID)
    assert record(may, MARY, seen, (first, "clear", "yes")) == version, "it says so already"
    record(may, RUTH, seen, (first, "clear", "no"))
    assert may.house.log.load(DipSample, ID).answer(first, "clear") == "no"


def test_rubbish_in_one_cell_stores_nothing_of_the_others(may: Story) -> None:
    ready(may)
    version, (first, second, _) = may.house.version(ID), members(may)
    with pytest.raises(Unfit) as unfit:
        record(may, RUTH, version, (first, "clear", "yes"), (second, "days", "<script>"), (first, "days", "1e9"))
    assert set(unfit.value.cells) == {(second, "days"), (first, "days")}
    with pytest.raises(Unfit):
        record(may, RUTH, version, (first, "days", "12"), (second, "clear", "perhaps"))
    with refusal("What is asked, or of whom, was changed meanwhile. Look at the grid again."):
        record(may, RUTH, version, ("child/C-9", "clear", "yes"))
    assert may.house.version(ID) == version


def test_saves_at_the_same_moment_all_come_through(may: Story) -> None:
    ready(may)
    seen, cells = may.house.version(ID), [(id, "days", str(n)) for n, id in enumerate(members(may), 1)]
    together = [threading.Thread(target=record, args=(may, RUTH, seen, cell)) for cell in cells]
    for one in together:
        one.start()
    for one in together:
        one.join()
    sample = may.house.log.load(DipSample, ID)
    assert [sample.answer(id, "days") for id in members(may)] == [1, 2, 3]


def test_a_recommendation_is_an_action_with_the_dip_sample_as_its_source(may: Story) -> None:
    ready(may)
    seen = may.house.version(ID)
    record(may, RUTH, seen, *[(id, "clear", "yes") for id in members(may)])
    facts: dict[str, Any] = {"themes": ["recording"], "own_themes": [], "missing_reason": "Nobody counted the days."}
    with refusal("Choose themes of the framework.", "themes"):
        do(may, concluding.conclude, findings="Clear.", **facts | {"themes": ["moon"]}, on=DAY)
    do(may, concluding.conclude, findings="Clear.", **facts, on=DAY)
    said = {"what": "Write to each family.", "owner": DANA, "due": date(2024, 9, 2), "on": DAY}
    with refusal("Choose somebody who works here.", "owner"):
        do(may, concluding.recommend, **said | {"owner": "person/nobody"})
    version = may.house.version(ID)
    for _ in "ab":
        with_version = {"version": version, **said}
        try:
            concluding.recommend(may.house, ID, **with_version, **may.said(RUTH))
        except AlreadyDone:
            break
    action = may.house.log.load(Action, actions.action_id(ID, "recommendation 1"))
    assert (action.source, action.what, action.owner, action.due) == (ID, said["what"], DANA, "2024-09-02")
    assert may.house.log.load(DipSample, ID).conclusion.missing == 3  # type: ignore[union-attr]
    assert len(may.house.log.load(DipSample, ID).recommendations) == 1


def test_a_frame_of_5000_is_drawn_within_a_second(may: Story) -> None:
    details = {"initials": "AB", "plan": "CiN", "team": HARBOUR, "worker": DANA, "age_band": "5-9", "ethnicity": ""}
    details |= {"opened": "2023-09-11", "last_audited": ""}
    many = [Child(f"child/D-{number:05d}") for number in range(4_994)]
    for child in many:
        child.list(details, "2024-04-12", **may.said(RUTH) | {"at": "2024-06-03T09:00:00+00:00"})
    may.house.keep(*many)
    start = perf_counter()
    plan(may, selection={"how": "drawn", "size": 500})
    draw(may)
    took = perf_counter() - start
    assert (len(members(may)), dip_samples.dip_sample(may.house.model, ID)["frame_size"]) == (500, 5_000)  # type: ignore[index]
    assert took < 1, f"{took:.2f} s"
