"""What a pack cannot be asked for, beside what its own record refuses."""

from datetime import date
from typing import Any

import pytest

from app.programme import packs
from app.programme.house import House
from tests.events.deciding import SAID, refusal

ASK: dict[str, Any] = {
    "kind": "edition", "of": ["report/2024-05"], "edition": 1, "recipient": "Ivy Lane", "why": "The inspection.",
    "position": 1, "follows": "", "on": date(2025, 6, 2),
}  # fmt: skip
PAIR = "This audit is in a looped pair that is not agreed yet. A pack of it can be asked for once it is."


@pytest.mark.parametrize(
    ("facts", "words", "field"),
    [
        ({"edition": 9}, "Choose an edition that was published.", "edition"),
        ({"follows": "pack/nowhere"}, "Choose a pack of the list.", "follows"),
        ({"kind": "audit", "of": ["audit/2024-06/0005"]}, PAIR, "named"),
        ({"kind": "cycle", "of": ["cycle/1999-01"]}, "There is no month 1999-01.", "named"),
        ({"kind": "sample", "of": ["child/C-10482", "child/C-0"]}, "There is no child C-0.", "named"),
    ],
)
def test_a_pack_is_asked_for_only_of_what_is_there(told: House, facts: dict[str, Any], words: str, field: str) -> None:
    with refusal(words, field):
        packs.ask(told, "pack/new", **ASK | facts, **SAID)
