"""The figures of a dip sample: each over its own base, "not applicable" in or out of it, against hand-made counts."""

from decimal import Decimal
from typing import Any

import pytest

from app.demo.story_dip_samples import asked, only_where
from app.events import measures
from projections.dip_sample_figures import Count, Found, figures

IDS = [f"child/C-{number}" for number in range(10)]


def found(one: dict[str, Any], given: list[Any], **others: tuple[dict[str, Any], list[Any]]) -> Found:
    """The figures of a measure over members with these answers (None for none), beside other measures."""
    known: dict[str, Any] = {}
    for id, (other, _) in others.items():
        known[id] = measures.made(other | {"id": id, "answers": measures.answer_set(other["answers"])}, known)
    known["it"] = measures.made(one | {"id": "it", "answers": measures.answer_set(one["answers"])}, known)
    columns = {id: answers for id, (_, answers) in others.items()} | {"it": given}
    rows = [
        {"member": IDS[n], "answers": {id: column[n] for id, column in columns.items() if column[n] is not None}}
        for n in range(len(given))
    ]
    return figures(known, rows, 0)[-1]


def counts(shown: Found) -> dict[str, tuple[int, int, Decimal | None]]:
    return {one.id: (one.n, one.of, one.share) for one in shown.counts}


def test_a_share_is_of_all_members_who_have_an_answer() -> None:
    shown = found(asked("Seen"), ["yes", "no", "yes", None])
    assert counts(shown) == {"yes": (2, 3, Decimal(67)), "no": (1, 3, Decimal(33))}
    assert (shown.missing, shown.base) == ((IDS[3],), tuple(IDS[:3]))
    assert shown.counts[0].members == (IDS[0], IDS[2])


@pytest.mark.parametrize(
    ("na", "of", "answers"), [("out", 2, ["yes", "no"]), ("in", 4, ["yes", "no", "na"])]
)  # fmt: skip
def test_not_applicable_is_in_the_base_or_out_of_it_as_the_measure_says(na: str, of: int, answers: list[str]) -> None:
    shown = found(asked("Seen", "yes_no_na", na=na), ["yes", "no", "na", "na"])
    assert [one.id for one in shown.counts] == answers
    assert {one.of for one in shown.counts} == {of}
    assert len(shown.not_applicable) == (2 if na == "out" else 0)


def test_a_set_of_answers_may_have_not_applicable_too() -> None:
    one = asked("Kind", "choice", answers=["Good", "Poor"], na="out")
    assert counts(found(one, ["good", "na", "good"])) == {"good": (2, 2, Decimal(100)), "poor": (0, 2, Decimal(0))}


def test_a_conditional_base_holds_the_members_with_that_answer_and_follows_it() -> None:
    clear, told = asked("Clear"), asked("Told", base=only_where("clear", "no"))
    given = ["yes", "no", "no", "no"]
    shown = found(told, [None, "yes", "no", None], clear=(clear, given))
    assert (shown.asked, shown.missing) == (tuple(IDS[1:4]), (IDS[3],))
    assert counts(shown) == {"yes": (1, 2, Decimal(50)), "no": (1, 2, Decimal(50))}
    left = found(told, ["yes", "yes", "no", None], clear=(clear, ["yes", "yes", "no", "no"]))
    assert counts(left) == {"yes": (0, 1, Decimal(0)), "no": (1, 1, Decimal(100))}, "one from before counts no more"


def test_a_base_may_rest_on_a_base() -> None:
    others = {
        "clear": (asked("Clear"), ["no", "no", "yes"]),
        "told": (asked("Told", base=only_where("clear", "no")), ["no", "yes", "no"]),
    }
    shown = found(asked("Why", base=only_where("told", "no")), ["yes", "yes", "yes"], **others)
    assert shown.asked == (IDS[0],), "the third was told nothing, but had a clear rationale"


def test_a_base_from_elsewhere_is_a_number_with_its_source() -> None:
    base = {"kind": "outside", "number": 46, "source": "Audits completed in November"}
    assert counts(found(asked("Done", base=base), ["yes", "yes", "no"])) == {
        "yes": (2, 46, Decimal(4)), "no": (1, 46, Decimal(2)),
    }  # fmt: skip
    few = found(asked("Done", base=base | {"number": 1}), ["yes", "yes"]).counts[0]
    assert (few.share, few.interval) == (None, None), "two of one is no share"


def test_numbers_give_their_middle_least_and_most() -> None:
    spread = found(asked("Days", "number"), [21, 116, 40, 22.5, None]).spread
    assert spread
    assert (spread.n, spread.middle, spread.least, spread.most) == (4, 31.25, 21, 116)
    assert found(asked("Days", "number"), [None]).spread is None


def test_nothing_answered_is_no_share() -> None:
    only: Count = found(asked("Seen"), [None, None]).counts[0]
    assert (only.n, only.of, only.share, only.interval) == (0, 0, None, None)


def test_a_half_is_rounded_up_once() -> None:
    assert counts(found(asked("Seen"), ["yes"] + ["no"] * 7))["yes"][2] == Decimal(13)
