"""What an order does: who makes room for whom, what is taken away, and how a report has the usual order again."""

from typing import Any

import pytest

from app.programme.report_arranging import Lost, Typed, anew, lost, ordered, placed


def section(id: str, *blocks: str, confidential: bool = False) -> dict[str, Any]:
    return {"id": id, "title": id.title(), "blocks": list(blocks), "confidential": confidential}


BEFORE = [section("one", "flow", "pools"), section("two", "overall"), section("last", "appendix", confidential=True)]


@pytest.mark.parametrize(
    ("here", "places", "order"),
    [
        ("abcd", {}, "abcd"),
        ("abcd", {"c": 1}, "cabd"),
        ("abcd", {"a": 3}, "bcad"),
        ("abcd", {"a": 2, "b": 1}, "bacd"),
        ("abcd", {"c": 1, "d": 1}, "cdab"),
        ("acd", {"d": 2}, "adc"),
        ("abcdx", {}, "abcdx"),
        ("abcdx", {"x": 2}, "axbcd"),
        ("abcd", {"a": 99, "d": 0}, "dbca"),
    ],
)
def test_what_is_moved_goes_to_its_place_and_the_others_make_room(
    here: str, places: dict[str, int], order: str
) -> None:
    stood: dict[str, int | None] = {id: n for n, id in enumerate("abcd", 1)}
    assert "".join(placed("abcd", here, stood | places)) == order


def typed(**more: Any) -> Typed:
    """The order as it stands, with what is typed otherwise."""
    facts: dict[str, Any] = {
        "titles": {one["id"]: one["title"] for one in BEFORE},
        "places": {one["id"]: n for n, one in enumerate(BEFORE, 1)},
        "stands_in": {block: one["id"] for one in BEFORE for block in one["blocks"]},
        "part_places": {"flow": 1, "pools": 2, "overall": 1, "appendix": 1},
    }
    return Typed(**{name: value | more.get(name, {}) for name, value in facts.items()}, opened=more.get("opened", ()))


def test_an_order_that_nobody_changed_loses_nothing() -> None:
    assert ordered(BEFORE, typed()) == BEFORE
    assert not lost(BEFORE, BEFORE).anything


def test_what_an_order_takes_away_is_told_by_what_it_is() -> None:
    after = ordered(BEFORE, typed(titles={"two": ""}))
    assert lost(BEFORE, after) == Lost(["Two"], ["overall"], [])
    after = ordered(BEFORE, typed(stands_in={"overall": "last", "pools": ""}))
    assert lost(BEFORE, after) == Lost([], ["pools"], [("Last", ["overall"])])
    after = ordered(BEFORE, typed(stands_in={"appendix": "one"}))
    assert lost(BEFORE, after) == Lost([], [], [("One", ["flow", "pools"])])
    assert not lost(after, BEFORE).anything


def test_a_part_that_is_put_in_another_section_goes_to_its_place_there_or_last() -> None:
    moved = {"stands_in": {"overall": "one"}}
    assert ordered(BEFORE, typed(**moved))[0]["blocks"] == ["overall", "flow", "pools"]
    assert ordered(BEFORE, typed(**moved, part_places={"overall": None}))[0]["blocks"] == ["flow", "pools", "overall"]


def test_a_report_has_the_usual_order_again_without_the_texts_that_were_left_out() -> None:
    layout = [section("one", "appendix", confidential=True), section("mine")]
    known = {"one", "two", "last", "mine", "section-1"}
    made, opened = anew(BEFORE, layout, known, {})
    assert ([one["id"] for one in made], opened) == (["one", "section-2", "section-3"], {"one"})
    made, opened = anew(BEFORE, layout, known, {"one": "Priya is away."})
    assert (made[0]["confidential"], opened) == (True, set())
