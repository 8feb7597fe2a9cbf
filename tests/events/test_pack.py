"""The rules of evidence packs: two people, one reason, a file for a time."""

from typing import Any

import pytest

from app.events import pack as events
from app.events.pack import Pack
from tests.events.deciding import RUTH, SAID, Fact, decided, given, refusal

ID, HELEN = "pack/k7m2", "person/helen-price"
ASK: dict[str, Any] = {
    "kind": "child", "of": ["child/C-10482"], "edition": 0, "recipient": "Ivy Lane", "why": "The inspection.",
    "position": 48211, "follows": "", "on": "2024-12-02",
}  # fmt: skip
FILE = {"sha256": "ab" * 32, "size": 9, "events": 3, "checkpoint": 14, "until": "2025-01-01", "on": "2024-12-02"}
ASKED: Fact = (events.PackAskedFor, ASK)
CONFIRMED: Fact = (events.PackConfirmed, {"on": "2024-12-02"})
DECLINED: Fact = (events.PackDeclined, {"reason": "Not hers to have.", "on": "2024-12-02"})
MADE: Fact = (events.PackMade, FILE)
BY_HELEN = SAID | {"by": HELEN}


def test_a_pack_is_asked_for_once() -> None:
    pack = given(Pack, ID)
    pack.ask(**ASK | {"recipient": " Ivy Lane ", "of": ["child/C-10482", "child/C-10482"]}, **SAID)
    assert decided(pack) == [ASKED]
    with refusal("This pack was asked for already."):
        pack.ask(**ASK, **SAID)


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"kind": "team"}, "Choose what the pack is of.", "kind"),
        ({"of": []}, "Say what the pack is of.", "named"),
        ({"of": ["audit/2024-05/0001"]}, "Say what the pack is of.", "named"),
        ({"of": ["child/A", "child/B"]},
         "A pack is of one at a time. For more than one child choose “Several children”.", "named"),
        ({"kind": "sample", "of": [f"child/{n}" for n in range(61)]},
         "A pack holds at most 60 children. Ask for another one for the rest.", "named"),
        ({"recipient": " "}, "Say whom the pack is for.", "recipient"),
        ({"why": ""}, "Say why it is asked for.", "why"),
    ],
)  # fmt: skip
def test_what_no_pack_can_be_of_is_refused(facts: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        given(Pack, ID).ask(**ASK | facts, **SAID)


def test_never_does_whoever_asked_for_it_confirm_it() -> None:
    pack = given(Pack, ID, ASKED)
    assert pack.asked_by == RUTH
    with refusal("A second person confirms a pack: never whoever asked for it."):
        pack.confirm(on="2024-12-02", **SAID)
    pack.confirm(on="2024-12-02", **BY_HELEN)
    assert decided(pack) == [CONFIRMED]
    with refusal("This pack is to be made already."):
        pack.confirm(on="2024-12-02", **BY_HELEN)


def test_whoever_asked_for_it_can_take_it_back_with_a_reason() -> None:
    pack = given(Pack, ID, ASKED)
    with refusal("Give the reason.", "reason"):
        pack.decline(" ", on="2024-12-02", **SAID)
    pack.decline("Not hers to have.", on="2024-12-02", **SAID)
    assert decided(pack) == [DECLINED]


def test_nothing_is_made_that_nobody_confirmed_and_nothing_taken_that_is_not_made() -> None:
    for past in ((ASKED,), (ASKED, DECLINED)):
        with refusal("A second person has not confirmed this pack."):
            given(Pack, ID, *past).make(**FILE, **SAID)
    with refusal("There is no such pack."):
        given(Pack, ID).confirm(on="2024-12-02", **BY_HELEN)
    with refusal("This pack has not been made."):
        given(Pack, ID, ASKED, CONFIRMED).download(on="2024-12-02", **SAID)


def test_each_time_that_the_file_is_taken_is_recorded_until_its_time_is_over() -> None:
    pack = given(Pack, ID, ASKED, CONFIRMED, MADE)
    for on in ("2024-12-02", "2025-01-01"):
        pack.download(on=on, **SAID)
    taken = [(events.PackDownloaded, {"sha256": "ab" * 32, "on": on}) for on in ("2024-12-02", "2025-01-01")]
    assert decided(pack) == taken
    with refusal("The file of this pack is gone. It can be made again."):
        pack.download(on="2025-01-02", **SAID)
    pack.make(**FILE | {"until": "2025-02-01"}, **SAID)
    pack.download(on="2025-01-02", **SAID)
