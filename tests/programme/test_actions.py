"""Actions come into being as an audit is returned, follow what it says when it is returned again, and change hands."""

from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, EAST, HARBOUR, IAN, LEO, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.action import Action
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.person import Person
from app.programme import actions, audits, handing_over, judging, people
from app.programme.actions import action_id
from app.programme.house import AlreadyDone, House, Stale
from projections import actions_lists
from projections.people import who_can_act

AUDIT = audit_id(1)
SEE, PLAN = action_id(AUDIT, "a1"), action_id(AUDIT, "a2")
ROWS = [
    {"id": "a1", "what": "See the child alone.", "owner": DANA, "due": "2024-06-12"},
    {"id": "a2", "what": "Review the plan.", "owner": OMAR, "due": "2024-06-20"},
]


@pytest.fixture
def story(house: House) -> Story:
    """May 2024 is allocated, and Anna Bell has written her audit with two actions."""
    story = Story(house)
    for chapter in (stories.set_up, stories.bring_in_people, stories.bring_in_children, stories.publish_framework):
        chapter(story)
    stories.open_may(story)
    story.on("2024-05-22")
    stories.write(story, ANNA, 1, actions=ROWS)
    return story


def give_in(story: Story, audit: str = AUDIT, by: str = ANNA) -> None:
    """Return an audit as it is."""
    facts: dict[str, Any] = {"version": story.house.version(audit), "on": date.fromisoformat(story.day)}
    audits.return_audit(story.house, audit, **facts, **story.said(by))


def send_back(story: Story) -> None:
    facts = {"version": story.house.version(AUDIT), "on": date.fromisoformat(story.day), "reason": "Say more."}
    judging.send_back(story.house, AUDIT, **facts, **story.said(RUTH))


def rewrite(story: Story, rows: list[dict[str, str]], by: str = ANNA) -> None:
    values = {"actions": rows}
    story.let(by, Audit, AUDIT).save_section(story.content(), "actions", values, on=story.day)


def standing(story: Story) -> dict[str, tuple[str, str, str, str]]:
    """What, owner, due and state of each action of the audit, by its id."""
    loaded = (story.house.log.load(Action, row["id"]) for row in actions_lists.of_source(story.house.model, AUDIT))
    return {one.id: (one.what, one.owner, one.due, one.state) for one in loaded}


def test_a_return_raises_each_action_in_the_same_save(story: Story) -> None:
    head = story.house.reader.head()
    give_in(story)
    made = [one for one in story.house.reader.read(head) if one.stream.startswith(("audit/", "action/"))]
    assert [(one.topic, one.stream) for one in made] == [
        ("audit returned", AUDIT), ("action raised", SEE), ("action raised", PLAN),
    ]  # fmt: skip
    first = made[1].facts
    assert (first["source"], first["child"], first["team"], first["area"]) == (AUDIT, "child/C-10482", HARBOUR, EAST)
    assert (first["by"], first["on"], first["owner"], first["due"]) == (ANNA, "2024-05-22", DANA, "2024-06-12")


def test_a_return_that_cannot_be_raises_nothing(story: Story) -> None:
    rewrite(story, ROWS)
    stale = story.house.version(AUDIT) - 1
    with pytest.raises(Stale):
        audits.return_audit(story.house, AUDIT, version=stale, on=date(2024, 5, 22), **story.said(ANNA))
    assert standing(story) == {}


def test_a_return_sent_twice_raises_once(story: Story) -> None:
    version = story.house.version(AUDIT)
    give_in(story)
    with pytest.raises(AlreadyDone):
        audits.return_audit(story.house, AUDIT, version=version, on=date(2024, 5, 22), **story.said(ANNA))
    assert len(standing(story)) == 2


def test_when_it_is_returned_again_actions_stay_change_go_and_come(story: Story) -> None:
    give_in(story)
    send_back(story)
    new = {"id": "a3", "what": "Ask the school.", "owner": DANA, "due": "2024-07-01"}
    rewrite(story, [ROWS[0] | {"due": "2024-06-14", "owner": OMAR}, new])
    give_in(story)
    assert standing(story) == {
        SEE: ("See the child alone.", OMAR, "2024-06-14", "open"),
        PLAN: ("Review the plan.", OMAR, "2024-06-20", "cancelled"),
        action_id(AUDIT, "a3"): ("Ask the school.", DANA, "2024-07-01", "open"),
    }
    amended, left_out = story.house.log.history(SEE)[-1], story.house.log.history(PLAN)[-1]
    assert amended.changes == {"owner": [DANA, OMAR], "due": ["2024-06-12", "2024-06-14"]}
    assert (left_out.reason, left_out.left_out) == ("Left out when the audit was returned again", True)


def test_what_came_with_the_second_return_and_is_not_in_the_third_is_left_out(story: Story) -> None:
    give_in(story)
    send_back(story)
    rewrite(story, [*ROWS, {"id": "a3", "what": "Ask the school.", "owner": DANA, "due": "2024-07-01"}])
    give_in(story)
    send_back(story)
    rewrite(story, ROWS[1:])
    give_in(story)
    states = {id: state for id, (*_, state) in standing(story).items()}
    assert states == {SEE: "cancelled", PLAN: "open", action_id(AUDIT, "a3"): "cancelled"}


def test_an_unchanged_return_changes_no_action(story: Story) -> None:
    give_in(story)
    send_back(story)
    story.let(ANNA, Audit, AUDIT).save_section(story.content(), "summary", {"strengths": "More."}, on=story.day)
    give_in(story)
    assert [story.house.version(id) for id in (SEE, PLAN)] == [1, 1]


def test_what_is_done_stays_done_when_the_audit_leaves_it_out(story: Story) -> None:
    give_in(story)
    story.let(OMAR, Action, PLAN).complete("Reviewed.", on=story.day)
    send_back(story)
    rewrite(story, ROWS[:1])
    give_in(story)
    assert standing(story)[PLAN][3] == "completed"


def test_an_action_raised_beside_the_audits_own_is_not_left_out(story: Story) -> None:
    give_in(story)
    beside = {"source": AUDIT, "what": "Tell the chair.", "owner": OMAR, "due": "2024-06-10"}
    actions.raise_action(story.house, "action/beside", **beside, **story.said(RUTH))
    send_back(story)
    give_in(story)
    assert standing(story)["action/beside"][3] == "open"


def test_another_auditor_who_begins_anew_leaves_out_what_the_first_one_had(story: Story) -> None:
    give_in(story)
    send_back(story)
    moved = {"on": story.day, "due": "2024-07-01", "reason": "She is ill.", "grounds": ""}
    story.let(RUTH, Audit, AUDIT).reallocate(BEN, **moved)
    mine = {"id": "b1", "what": "Speak with the father.", "owner": DANA, "due": "2024-07-20"}
    stories.write(story, BEN, 1, actions=[mine])
    give_in(story, by=BEN)
    assert {id: state for id, (*_, state) in standing(story).items()} == {
        SEE: "cancelled", PLAN: "cancelled", action_id(AUDIT, "b1"): "open",
    }  # fmt: skip


def test_an_audit_returned_before_there_were_actions_has_none_until_it_is_returned_again(story: Story) -> None:
    story.let(ANNA, Audit, AUDIT).return_(story.content(), on=story.day, working_days_late=0)
    assert standing(story) == {}
    send_back(story)
    give_in(story)
    assert [state for *_, state in standing(story).values()] == ["open", "open"]


@pytest.mark.parametrize("end", [judging.withdraw, judging.judge_not_to_standard])
def test_actions_outlive_an_audit_that_is_withdrawn_or_not_to_standard(story: Story, end: Any) -> None:
    give_in(story)
    facts = {"version": story.house.version(AUDIT), "on": date(2024, 5, 23), "reason": "No evidence."}
    end(story.house, AUDIT, **facts, **story.said(RUTH))
    assert [state for *_, state in standing(story).values()] == ["open", "open"]


def test_an_owner_whom_the_list_does_not_know_keeps_the_auditor_from_nothing(story: Story) -> None:
    rewrite(story, [ROWS[0] | {"owner": "person/nobody"}])
    give_in(story)
    assert standing(story)[SEE][1] == "person/nobody"


@pytest.mark.parametrize(
    ("source", "child", "owner", "whose"),
    [
        (AUDIT, "", ANNA, ("child/C-10482", HARBOUR, EAST)),
        ("concern/x7", "child/C-10519", ANNA, ("child/C-10519", HARBOUR, EAST)),
        ("report/2024-05", "", ANNA, ("", "team/hillside", EAST)),
        ("report/2024-05", "", RUTH, ("", "", "")),
    ],
)
def test_the_team_that_answers_is_the_audits_the_childs_or_the_owners(
    story: Story, source: str, child: str, owner: str, whose: tuple[str, str, str]
) -> None:
    facts = {"source": source, "what": "Do it.", "due": "2024-07-01", "owner": owner, "child": child}
    made = actions.raised(story.house, "action/x", **facts, **story.said(RUTH))
    assert (made.child, made.team, made.area) == whose


def test_an_action_is_raised_once_by_one_form_and_for_somebody_who_works_here(story: Story) -> None:
    facts = {"source": "report/2024-05", "what": "Do it.", "due": "2024-07-01", "owner": OMAR}
    actions.raise_action(story.house, "action/x", **facts, **story.said(RUTH))
    with pytest.raises(AlreadyDone):
        actions.raise_action(story.house, "action/x", **facts | {"what": " Do  it. "}, **story.said(RUTH))
    with pytest.raises(Refusal, match="raised already"):
        actions.raise_action(story.house, "action/x", **facts | {"what": "Another."}, **story.said(RUTH))
    with pytest.raises(Refusal, match="somebody who works here"):
        actions.raise_action(story.house, "action/y", **facts | {"owner": "person/nobody"}, **story.said(RUTH))


HANDED: dict[str, Any] = {"reason": "Leave.", "on": date(2024, 5, 23)}


def test_several_are_handed_over_in_one_save(story: Story) -> None:
    give_in(story)
    facts = HANDED | story.said(RUTH)
    handing_over.reassign_all(story.house, {SEE: 1, PLAN: 1}, owner=NADIA, **facts)
    assert [owner for _, owner, *_ in standing(story).values()] == [NADIA, NADIA]
    with pytest.raises(AlreadyDone):
        handing_over.reassign_all(story.house, {SEE: 1, PLAN: 1}, owner=NADIA, **facts)


def test_all_are_handed_over_or_none(story: Story) -> None:
    give_in(story)
    story.let(DANA, Action, SEE).note_progress("Half.", on="2024-05-22")
    with pytest.raises(Stale):
        handing_over.reassign_all(story.house, {PLAN: 1, SEE: 1}, owner=NADIA, **HANDED, **story.said(RUTH))
    story.let(OMAR, Action, PLAN).complete("Done.", on="2024-05-22")
    with pytest.raises(Refusal, match="cannot be handed over: it is completed"):
        handing_over.reassign_all(story.house, {SEE: 2, PLAN: 2}, owner=NADIA, **HANDED, **story.said(RUTH))
    assert standing(story)[SEE][1] == DANA


def test_nobody_gets_an_action_who_is_not_here_and_none_is_no_choice(story: Story) -> None:
    give_in(story)
    story.let(PRIYA, Person, LEO).leave("2024-05-20", "")
    with pytest.raises(Refusal, match="somebody who works here") as refused:
        handing_over.reassign(story.house, SEE, version=1, owner=LEO, **HANDED, **story.said(RUTH))
    assert refused.value.field == "owner"
    with pytest.raises(Refusal, match="Choose the actions"):
        handing_over.reassign_all(story.house, {}, owner=NADIA, **HANDED, **story.said(RUTH))


ONLY_READS = "Ian Walsh only reads here, and is given no action. Choose somebody else."


def test_who_only_reads_is_offered_no_action_and_given_none(story: Story) -> None:
    give_in(story)
    story.let(PRIYA, Person, IAN).change({"job_level": "manager", "team": HARBOUR})
    facts: dict[str, Any] = {"source": "report/2024-05", "what": "Do it.", "due": "2024-07-01"}
    acts = (
        lambda: handing_over.reassign(story.house, SEE, version=1, owner=IAN, **HANDED, **story.said(RUTH)),
        lambda: actions.raise_action(story.house, "action/x", owner=IAN, **facts, **story.said(RUTH)),
    )
    for act in acts:
        with pytest.raises(Refusal, match=ONLY_READS) as refused:
            act()
        assert refused.value.field == "owner"
    assert IAN not in offered(story)
    story.let(PRIYA, Person, IAN).hold({"inspector", "practitioner"})
    assert IAN in offered(story)
    acts[1]()


def offered(story: Story) -> set[str]:
    return {one["value"] for one in who_can_act(story.house.model, HARBOUR)}


def test_a_childs_action_stays_with_the_team_and_another_goes_with_its_owner(story: Story) -> None:
    give_in(story)
    facts = {"source": "report/2024-05", "what": "Do it.", "due": "2024-07-01", "owner": OMAR}
    actions.raise_action(story.house, "action/x", **facts, **story.said(RUTH))
    handing_over.reassign_all(story.house, {SEE: 1, "action/x": 1}, owner=NADIA, **HANDED, **story.said(RUTH))
    assert [story.house.log.load(Action, id).team for id in (SEE, "action/x")] == [HARBOUR, "team/hillside"]


def test_who_leaves_hands_over_what_is_open_in_the_same_save(story: Story) -> None:
    give_in(story)
    version = story.house.version(DANA)
    with pytest.raises(Refusal, match="Choose who takes their 1 open action") as refused:
        people.leave(story.house, DANA, version, "2024-05-31", "", **story.said(PRIYA))
    assert refused.value.field == "actions_to"
    with pytest.raises(Refusal, match="they are leaving"):
        people.leave(story.house, DANA, version, "2024-05-31", "", DANA, **story.said(PRIYA))
    assert story.house.log.load(Person, DANA).left_on == ""
    head = story.house.reader.head()
    people.leave(story.house, DANA, version, "2024-05-31", "", NADIA, **story.said(PRIYA))
    made = story.house.reader.read(head)
    assert [one.topic for one in made] == ["person left", "action reassigned"]
    last = story.house.reader.stream(made[1].stream)[-1].facts
    assert (last["owner"], last["reason"]) == (NADIA, "Dana Lewis leaves the council.")


def test_who_leaves_without_an_open_action_is_asked_nothing(story: Story) -> None:
    people.leave(story.house, DANA, story.house.version(DANA), "2024-05-31", "", **story.said(PRIYA))
    assert story.house.log.load(Person, DANA).left_on == "2024-05-31"
