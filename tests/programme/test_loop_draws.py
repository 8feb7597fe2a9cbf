"""Drawing looped audits: repeatable by chance, a second auditor by the rules, as even as these allow; and refusals."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.demo.stories import ANNA, BEN, MAY, PRIYA, RUTH, Story, write
from app.events.audit import Audit
from app.events.base import Refusal
from app.events.cycle import Cycle
from app.events.loop import Loop
from app.events.person import Person
from app.programme import loop_draws
from app.programme.house import AlreadyDone, Stale, open_house
from app.programme.loop_drawing import Draw, Taker, draw
from app.programme.samples.seeded import digest
from tests.events.deciding import refusal
from tests.views.may import tell

DAY = date(2024, 5, 28)


def takers(**loads: int) -> list[Taker]:
    return [Taker(f"person/{name}", load, 0, "May.") for name, load in loads.items()]


def drawn(made: Draw) -> list[str]:
    return [one.audit for one in made.chosen]


def test_the_order_of_the_seed_decides_whatever_order_they_come_in() -> None:
    audits = [f"audit/2024-05/{number:04d}" for number in range(1, 31)]
    first = sorted(audits, key=lambda audit: digest("May", audit))[:4]
    made = draw(audits, 4, "May", lambda audit: takers(ann=0))
    assert drawn(made) == first
    assert draw(audits[::-1], 4, "May", lambda audit: takers(ann=0)) == made
    assert len(made.left_out) == 26


def test_an_audit_that_nobody_else_may_have_gives_its_place_to_the_next() -> None:
    audits = sorted(["a", "b", "c"], key=lambda audit: digest("s", audit))
    made = draw(audits, 1, "s", lambda audit: [] if audit == audits[0] else takers(ann=0))
    assert drawn(made) == [audits[1]]
    assert {one.audit: one.why.partition(":")[0] for one in made.left_out} == {
        audits[0]: "Nobody else may audit this child", audits[2]: "Not drawn by chance"}  # fmt: skip


def test_second_audits_go_to_who_has_fewest_and_are_spread() -> None:
    made = draw(["a", "b", "c"], 3, "s", lambda audit: takers(ann=0, bob=1, cy=5))
    given = sorted(one.auditor for one in made.chosen)
    assert given == ["person/ann", "person/ann", "person/bob"], "Ann ends with two, Bob with two, Cy with five"


@pytest.fixture
def may(tmp_path: Path) -> Story:
    """May 2024: Anna Bell and Ben Carter have handed in one each, three audits are open."""
    house = open_house(tmp_path)
    tell(house)
    return Story(house, "2024-05-28")


def make(story: Story, **more: Any) -> Draw:
    facts: dict[str, Any] = {"version": story.house.version(MAY), "seed": "May loops", "size": 2, "why": "To learn."}
    return loop_draws.make(story.house, MAY, **facts | {"on": DAY} | more, **story.said(RUTH))


def test_a_draw_opens_a_loop_for_each_with_an_auditor_who_may(may: Story) -> None:
    made = make(may)
    assert len(made.chosen) == 2
    for one in made.chosen:
        first = may.house.load(Audit, one.audit)
        loop = next(found for found in loops_of(may) if found.first == first.id)
        second = may.house.load(Audit, loop.second)
        assert (second.auditor, second.child, second.state) == (one.auditor, first.child, "allocated")
        assert second.auditor != first.auditor
        assert "not in the child's team" in one.grounds
    assert loop_draws.check(may.house, loop_draws.made(may.house, MAY)[0]).identical


def loops_of(story: Story) -> list[Loop]:
    return [story.house.load(Loop, row["id"]) for row in story.house.model.query("SELECT id FROM loops")]


def test_a_draw_that_was_tampered_with_is_found_out(may: Story) -> None:
    make(may)
    stored = loop_draws.made(may.house, MAY)[0]
    stored.chosen[0]["auditor"] = "person/somebody-else"
    found = loop_draws.check(may.house, stored)
    assert (found.identical, len(found.missing), len(found.extra)) == (False, 1, 1)


def test_who_reads_every_audit_is_drawn_on_neither_side(may: Story) -> None:
    for person in (ANNA, BEN):
        may.let(PRIYA, Person, person).hold({"auditor", "moderator"})
    made = loop_draws.preview(may.house, MAY, "s", 5)
    firsts = {may.house.load(Audit, audit).auditor for audit in made.frame}
    assert not firsts & {ANNA, BEN}
    assert not {one.auditor for one in made.chosen} & {ANNA, BEN}
    assert any("reads" in one.why or "sees every audit" in one.why for one in made.left_out)


def test_drawn_children_are_not_drawn_again_and_a_double_click_draws_once(may: Story) -> None:
    before = may.house.version(MAY)
    first = make(may)
    with pytest.raises(AlreadyDone):
        make(may, version=before)
    with pytest.raises(Stale):
        make(may, version=before, seed="another")
    again = loop_draws.preview(may.house, MAY, "May loops", 9)
    assert not set(again.frame) & set(drawn(first))


def test_a_draw_that_an_audit_came_in_between_is_made_again(may: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    a_moment_ago = loop_draws.preview(may.house, MAY, "May loops", 1)
    (drawn_one,) = a_moment_ago.chosen
    first = may.house.load(Audit, drawn_one.audit)
    write(may, first.auditor, int(first.id[-4:]))
    may.let(first.auditor, Audit, first.id).return_(may.content(), on="2024-05-28", working_days_late=0)
    monkeypatch.setattr(loop_draws, "preview", lambda *asked: a_moment_ago)
    with refusal("An audit came in while the draw was made. Draw again."):
        make(may, size=1)
    assert loops_of(may) == []


@pytest.mark.parametrize(("more", "said"), [
    ({"seed": " "}, "Give a seed, so that the draw can be repeated."),
    ({"size": 0}, "Draw at least one child."),
    ({"why": ""}, "Give the reason."),
    ({"size": 4}, "3 audits can be drawn now with a second auditor. Ask for at most 3."),
    ({"on": date(2024, 5, 1)}, "Dated so, the second audit would be due on 23 May 2024, which is over. Give a later"),
])  # fmt: skip
def test_what_is_missing_is_refused(may: Story, more: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        make(may, **more)
    assert loops_of(may) == []


def test_nothing_is_drawn_where_nothing_is_open_or_the_month_is_closed(may: Story) -> None:
    may.let(RUTH, Cycle, MAY).close("2024-05-28")
    with pytest.raises(Refusal, match="This month is closed"):
        make(may)
    with refusal("There is no such record."):
        loop_draws.preview(may.house, "cycle/2031-01", "s", 1)
