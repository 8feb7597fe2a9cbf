"""Who may moderate what, a fair share, and draws that come out again: over the house, with people who have names."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.demo import stories
from app.demo.complete import complete
from app.demo.stories import ANNA, BEN, DANA, HELEN, MARY, MAY, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.person import Person
from app.programme import judging
from app.programme.house import AlreadyDone, House, Stale
from app.programme.moderation import draws, moderating, moderators
from app.programme.moderation.moderators import BARS, Moderator, Work, bars, share_out

TODAY = date(2024, 5, 28)
WORK = Work("audit/1", "team/harbour", ANNA, HELEN, DANA, OMAR, frozenset({ANNA, BEN}))
MODERATOR = Moderator(MARY, "Mary Quinn", "external", "", "", 0, 0)


def test_nobody_is_barred_who_is_not_near() -> None:
    assert bars(MODERATOR, WORK) == []


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"id": ANNA}, "Mary Quinn audits this child this month, or did."),
        ({"id": BEN}, "Mary Quinn audits this child this month, or did."),
        ({"team": "team/harbour"}, "Mary Quinn works in the child's team."),
        ({"id": HELEN}, "Mary Quinn supervises the auditor."),
        ({"supervisor": ANNA}, "Mary Quinn is supervised by the auditor."),
        ({"id": DANA}, "Mary Quinn works with the child or supervises who does."),
        ({"id": OMAR}, "Mary Quinn works with the child or supervises who does."),
    ],
)
def test_each_kind_of_nearness_bars(other: dict[str, Any], sentence: str) -> None:
    assert bars(replace(MODERATOR, **other), WORK) == [sentence]


def test_an_auditor_without_a_supervisor_bars_nobody_by_that() -> None:
    assert bars(MODERATOR, replace(WORK, auditor_supervisor="", worker_supervisor="")) == []


def people(*loads: tuple[int, int]) -> list[Moderator]:
    return [
        replace(MODERATOR, id=f"person/m{n}", name=f"M{n}", open=open_, recent=recent)
        for n, (open_, recent) in enumerate(loads)
    ]


def works(n: int, **other: Any) -> list[Work]:
    return [replace(WORK, id=f"audit/{place:04d}", **other) for place in range(n)]


def test_the_share_is_as_even_as_it_can_be() -> None:
    given = share_out(works(7), people((0, 0), (0, 0), (2, 0)), "May")
    counts = {one.moderator: sum(other.moderator == one.moderator for other in given) for one in given}
    assert counts == {"person/m0": 3, "person/m1": 3, "person/m2": 1}


def test_of_those_with_equally_many_open_who_had_fewer_lately_goes_first() -> None:
    (one,) = share_out(works(1), people((1, 4), (1, 2), (1, 3)), "May")
    assert one.moderator == "person/m1"


def test_it_repeats_from_its_seed_in_whatever_order_they_come() -> None:
    everybody = people(*[(0, 0)] * 9)
    first = share_out(works(5), everybody, "May")
    assert share_out(works(5)[::-1], everybody[::-1], "May") == first
    assert share_out(works(5), everybody, "June") != first


def test_the_only_one_who_may_have_an_audit_has_it_though_they_have_more() -> None:
    busy, free = people((5, 0), (0, 0))
    (one,) = share_out(works(1), [busy, replace(free, team="team/harbour")], "May")
    assert one.moderator == busy.id
    assert one.why.endswith("5 open, 0 done in the last 92 days; one of 1 moderator who may.")


def test_nobody_is_given_what_everybody_is_too_near_to() -> None:
    (one,) = share_out(works(1), [replace(MODERATOR, team="team/harbour")], "May")
    assert (one.moderator, one.why.startswith("Nobody may have it")) == ("", True)


def test_the_grounds_name_every_rule() -> None:
    said = moderators.grounds(MODERATOR, 3)
    assert all(bar.clear in said for bar in BARS)


@pytest.fixture
def may(house: House) -> Story:
    """Audits 1 and 2 of May are in."""
    story = Story(house)
    for chapter in (stories.set_up, stories.bring_in_people, stories.bring_in_children, stories.publish_framework):
        chapter(story)
    stories.open_may(story)
    story.on("2024-05-28")
    for auditor, number in ((ANNA, 1), (BEN, 2)):
        come_in(story, auditor, number)
    return story


def come_in(story: Story, auditor: str, number: int, **answers: Any) -> None:
    stories.write(story, auditor, number, **answers)
    story.let(auditor, Audit, audit_id(number)).return_(story.content(), on=story.day, working_days_late=0)


def draw(story: Story, seed: str = "May") -> Any:
    facts: dict[str, Any] = {"version": story.house.version(MAY), "seed": seed, "on": TODAY}
    return draws.make(story.house, MAY, **facts, **story.said(RUTH))


def test_a_draw_is_an_event_of_the_month_and_of_each_audit_in_one_save(may: Story) -> None:
    head = may.house.reader.head()
    made = draw(may)
    topics = [(one.topic, one.stream) for one in may.house.reader.read(head)]
    assert topics == [("moderation sample drawn", MAY), ("audit drawn for moderation", made.chosen[0].audit)]
    facts = draws.made(may.house, MAY)[0].facts
    assert (facts["share_percent"], facts["came_in"], facts["due"]) == (20, 2, "2024-06-04")
    assert [one["audit"] for one in facts["frame"]] == [audit_id(1), audit_id(2)]


@pytest.fixture
def worst(may: Story) -> str:
    """The audit of one more child, graded Inadequate, is in."""
    stories.allocate(may, 11, "child/C-10591", NADIA)
    come_in(may, NADIA, 11, **complete(may.content(), "inadequate"))
    return audit_id(11)


def accept(may: Story, audit: str) -> None:
    judging.accept(may.house, audit, version=may.house.version(audit), on=TODAY, note="", **may.said(RUTH))


def test_a_grade_that_is_always_moderated_is_not_accepted_before_it_is_drawn(may: Story, worst: str) -> None:
    head = may.house.reader.head()
    with pytest.raises(Refusal, match="This audit is graded Inadequate: by the framework it is moderated first"):
        accept(may, worst)
    assert may.house.reader.head() == head
    accept(may, audit_id(1))
    assert worst in {one.audit for one in draws.preview(may.house, MAY, "x").chosen}


def test_one_accepted_before_is_not_put_on_record_before_it_is_drawn(may: Story, worst: str) -> None:
    may.let(RUTH, Audit, worst).accept(on="2024-05-28", note="")
    facts: dict[str, Any] = {"on": TODAY, "uploaded_by": OMAR, "reference": "", **may.said(RUTH)}
    with pytest.raises(Refusal, match="Draw it on the page of its month"):
        judging.upload(may.house, worst, version=may.house.version(worst), **facts)
    assert worst in {one.audit for one in draw(may).chosen}


def test_words_that_have_changed_since_do_not_make_another_draw(may: Story) -> None:
    draw(may)
    stored = draws.made(may.house, MAY)[0]
    reworded = [one | {"why": "Place 1."} for one in stored.facts["chosen"]]
    assert draws.check(may.house, MAY, stored._replace(facts=stored.facts | {"chosen": reworded})).identical


def test_a_moderation_has_the_days_of_the_months_framework(may: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    content = draws.content_of(may.house, MAY)
    other = content | {"deadlines": content["deadlines"] | {"moderation_working_days": 2}}
    monkeypatch.setattr(draws.frameworks, "content", lambda *asked: other)
    made = draw(may)
    (drawn,) = (
        one for one in may.house.reader.stream(made.chosen[0].audit) if one.topic == "audit drawn for moderation"
    )
    assert (drawn.facts["working_days"], drawn.facts["due"]) == (2, "2024-05-30")


def test_a_draw_comes_out_again_after_everything_has_changed(may: Story) -> None:
    draw(may)
    come_in(may, NADIA, 3)
    may.let(RUTH, Audit, audit_id(2)).accept(on="2024-05-28", note="")
    may.let(RUTH, Audit, audit_id(2)).upload(on="2024-05-28", uploaded_by=OMAR, reference="")
    draw(may, "later") if draws.preview(may.house, MAY, "later").chosen else None
    checked = draws.check(may.house, MAY, draws.made(may.house, MAY)[0])
    assert (checked.identical, checked.drawn, checked.missing, checked.extra) == (True, 1, (), ())


def test_a_stored_draw_that_does_not_come_from_its_seed_is_found(may: Story) -> None:
    draw(may)
    stored = draws.made(may.house, MAY)[0]
    other = stored._replace(facts=stored.facts | {"seed": "May 2024"})
    checked = draws.check(may.house, MAY, other)
    assert (checked.identical, checked.missing, checked.extra) == (False, (audit_id(1),), (audit_id(2),))
    quietly = stored._replace(facts=stored.facts | {"came_in": 3})
    assert not draws.check(may.house, MAY, quietly).identical


def test_a_later_draw_tops_up(may: Story) -> None:
    draw(may)
    with pytest.raises(Refusal, match="the share is reached"):
        draw(may, "again")
    for number in range(11, 16):
        stories.allocate(may, number, "child/C-10591", NADIA)
        come_in(may, NADIA, number)
    made = draw(may, "second")
    assert (made.came_in, made.wanted, made.before, made.by_chance) == (7, 2, 1, 1)
    assert all(draws.check(may.house, MAY, one).identical for one in draws.made(may.house, MAY))


def test_what_is_shared_out_is_what_was_shown_and_once(may: Story) -> None:
    draw(may)
    shown = [(one.audit, one.moderator) for one in moderating.plan(may.house, MAY, TODAY)]
    assert shown == [(audit_id(1), MARY)]
    with pytest.raises(moderating.Changed):
        moderating.share_out(may.house, MAY, shown=[], on=TODAY, **may.said(RUTH))
    moderating.share_out(may.house, MAY, shown=shown, on=TODAY, **may.said(RUTH))
    with pytest.raises(AlreadyDone):
        moderating.share_out(may.house, MAY, shown=shown, on=TODAY, **may.said(RUTH))
    with pytest.raises(moderating.Changed):
        moderating.share_out(may.house, MAY, shown=shown, on=TODAY, **may.said(PRIYA))


def test_only_who_has_the_role_the_standing_and_is_here_moderates(may: Story) -> None:
    assert [one.id for one in moderators.standing(may.house, TODAY)] == [MARY]
    may.let(RUTH, Person, NADIA).become_moderator("internal", "2024-05-01")
    assert [one.id for one in moderators.standing(may.house, TODAY)] == [MARY], "no role"
    may.let(RUTH, Person, NADIA).hold({"moderator", "auditor"})
    assert [one.id for one in moderators.standing(may.house, TODAY)] == [MARY, NADIA]
    may.let(RUTH, Person, MARY).leave("2024-05-27", "")
    assert [one.id for one in moderators.standing(may.house, TODAY)] == [NADIA]


def test_whoever_had_the_audit_before_does_not_moderate_it(may: Story) -> None:
    moved = {"on": "2024-05-28", "due": "2024-06-20", "reason": "Ill.", "grounds": ""}
    may.let(RUTH, Audit, audit_id(3)).reallocate(BEN, **moved)
    assert moderators.work(may.house, audit_id(3)).held == {NADIA, BEN}


def test_a_form_over_an_older_version_is_stale(may: Story) -> None:
    draw(may)
    facts: dict[str, Any] = {"version": 3, "moderator": MARY, "on": TODAY}
    with pytest.raises(Stale):
        moderating.assign(may.house, audit_id(1), **facts, **may.said(RUTH))


def test_nothing_is_drawn_or_given_before_it_came_in_or_was_drawn(may: Story) -> None:
    facts: dict[str, Any] = {"version": may.house.version(MAY), "seed": "May", **may.said(RUTH)}
    with pytest.raises(Refusal, match=r"Audit 1 of May 2024 came in on 28 May 2024\. It cannot be drawn before that"):
        draws.make(may.house, MAY, on=date(2024, 5, 27), **facts)
    drawn = draws.make(may.house, MAY, on=date(2024, 5, 29), **facts).chosen[0].audit
    come_in(may, NADIA, 3)
    come_in(may, BEN, 5)
    for number in range(11, 20):
        stories.allocate(may, number, "child/C-10591", NADIA)
        come_in(may, NADIA, number)
    with pytest.raises(Refusal, match=r"The last draw was on 29 May 2024\. This one cannot be before it"):
        draws.make(may.house, MAY, on=TODAY, **facts | {"version": may.house.version(MAY), "seed": "again"})
    may.let(PRIYA, Person, MARY).hold({"moderator"})
    said: dict[str, Any] = {"on": date(2020, 5, 29), **may.said(RUTH)}
    wrong = r"They were drawn on 29 May 2024\. Nobody can have been given them before that"
    with pytest.raises(Refusal, match=wrong):
        moderating.share_out(may.house, MAY, shown=[(drawn, MARY)], **said)
    with pytest.raises(Refusal, match=wrong):
        moderating.assign(may.house, drawn, version=may.house.version(drawn), moderator=MARY, **said)
