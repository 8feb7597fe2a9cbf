"""What spans several records and is refused, in the words and beside the field that a form shows."""

from collections.abc import Callable
from datetime import date

import pytest

from app.demo import stories
from app.demo.stories import DANA, MARY, NADIA, RUTH, Story, audit_id
from app.events import audit_moderation
from app.events.audit import Audit
from app.events.person import Person
from app.programme import coaching, concerns, exemptions, frameworks, learning, people
from app.programme.allocations import allocation, by_hand, swapping
from app.programme.house import House
from app.programme.moderation import moderating
from app.programme.samples import sample, sample_check
from tests.events.deciding import refusal
from tests.programme.a_month import BY, CORE, MAY, ON, opened, the_council, version
from tests.views.may import tell

OFFER = {"coach": "", "cause": "asked", "form": "one_to_one", "note": "", "on": ON}
SESSION = {"title": "Plans", "kind": "workshop", "day": ON, "place": "Room 2", "why": "Plans."}
EXEMPT = {"cycle": MAY, "reason_class": "health", "note": ""}
BY_HAND = {"reason": "Nobody else is free.", "on": ON}
REFUSED: list[tuple[Callable[[House], object], str, str]] = [
    (lambda house: sample_check.draw_again(house, MAY), "No sample has been drawn for this month yet.", ""),
    (lambda house: sample.preview(house, MAY, sample.rule_for(house, MAY, size=1), "s"),
     "No open children are on the list for this month's scope.", ""),
    (lambda house: allocation.preview(house, MAY, seed=" ", on=ON),
     "Give a seed, so that the allocation can be repeated.", "seed"),
    (lambda house: by_hand.give(house, MAY, "child/C-0000", "person/a0", version=1, **BY_HAND, **BY),
     "The audits of this month are not allocated yet.", ""),
    (lambda house: exemptions.ask(house, "exemption/x", auditor="person/w0", **EXEMPT, **BY),
     "Only an auditor can be exempted.", "auditor"),
    (lambda house: coaching.offer(house, "coaching/x", person="person/nobody", **OFFER, **BY),
     "Choose somebody who is here.", "person"),
    (lambda house: learning.plan(house, "learning/x", domains=["golf"], themes=[], **SESSION, **BY),
     "Choose a domain or theme of the framework.", "domains"),
    (lambda house: frameworks.draft(house, CORE), "There is no draft of this framework.", ""),
    (lambda house: frameworks.save_part(house, CORE, "themes", {"themes": []}, 2, **BY),
     "This draft has been published, so it is not changed any more. Begin a new draft from it.", ""),
    (lambda house: people.leave(house, "person/a0", version(house, "person/a0"), "2024-05-01", "", "person/a0", **BY),
     "Choose somebody else: they are leaving.", "actions_to"),
]  # fmt: skip


def test_a_month_with_nothing_in_it_yet_refuses(house: House) -> None:
    the_council(house, children=2)  # both of the north
    opened(house, scope=("area/south",))
    for act, words, field in REFUSED:
        with refusal(words, field):
            act(house)


@pytest.fixture
def may(house: House) -> Story:
    """May 2024 with two audits in."""
    tell(house)
    return Story(house, "2024-05-30")


def test_an_audit_of_a_child_who_was_never_listed_goes_to_nobody_else(
    may: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stories.CHILDREN, "child/C-0", stories.CHILDREN["child/C-10591"])
    stories.allocate(may, 11, "child/C-0", NADIA)
    with refusal("This child is not on the list."):
        swapping.moves_to(may.house, audit_id(11))


def test_a_concern_ends_only_with_actions_that_are_there(may: Story) -> None:
    said = {"why": "Not seen.", "by": DANA, "at": "2024-05-30T09:00:00+00:00"}
    id = concerns.raise_concern(may.house, "raising/x", child="C-10591", category="2", **said)
    facts = {"version": 1, "why": "All is done.", "on": date(2024, 5, 30), **may.said(RUTH)}
    with refusal("Choose among the actions about this child that are not over.", "actions"):
        concerns.step_down(may.house, id, actions=["action/none"], **facts)


LEFT_TO_THE_LEAD = "The QA lead has to give this audit to another moderator."


def test_who_came_near_to_an_audit_or_stood_down_moderates_it_no_more(may: Story) -> None:
    one = audit_id(1)
    drawn = {"on": "2024-05-30", "due": "2024-06-06", "working_days": 5, "drawn_as": "chance", "seed": "s", "why": "."}
    may.let(RUTH, Audit, one).do(audit_moderation.draw, **drawn)
    moderating.assign(may.house, one, version=may.house.version(one), moderator=MARY, on=ON_30, **may.said(RUTH))
    judged = audit_moderation.Judged("", {}, {}, ("", ""))
    facts = {"version": may.house.version(one), "on": ON_30, **may.said(MARY)}
    may.let(RUTH, Person, MARY).change({"team": stories.HARBOUR})
    with refusal(f"Mary Quinn works in the child's team. {LEFT_TO_THE_LEAD}"):
        moderating.moderate(may.house, one, judged, **facts)
    may.let(RUTH, Person, MARY).stand_down("2024-05-30", "Moves on.")
    with refusal(f"You do not moderate any more. {LEFT_TO_THE_LEAD}"):
        moderating.moderate(may.house, one, judged, **facts)


ON_30 = date(2024, 5, 30)
