"""Where all, nearly all, most and a part of the audits end: at the edge, and one step beyond it."""

import pytest

from app.reports.claims.extents import _PART, TESTS, about
from app.reports.claims.facts import Value


def value(n: int, of: int) -> Value:
    return Value("Good", "grade:overall:good", "2024-04", n, of)


@pytest.mark.parametrize(
    ("form", "least", "of", "beyond"),
    [
        ("all", 20, 20, 19),
        ("nearly", 16, 20, 15),
        ("most", 11, 20, 10),
        ("few", 9, 20, 10),
        ("none", 0, 20, 1),
        ("hardly", 2, 20, 3),
    ],
)
def test_an_extent_holds_at_its_edge_and_not_beyond_it(form: str, least: int, of: int, beyond: int) -> None:
    test, _ = TESTS[form]
    assert test(value(least, of))
    assert not test(value(beyond, of))


@pytest.mark.parametrize(
    ("said", "holds", "wrong"),
    [
        ("half of the audits were ", (46, 50, 54), (44, 45, 55, 56, 41, 59)),
        ("a quarter of the audits were ", (21, 25, 29), (20, 30, 31, 34)),
        ("about half of the audits were ", (45, 50, 55), (44, 56, 41, 59)),
        ("one in five audits was ", (16, 20, 24), (15, 25, 26, 29)),
        ("more than half of the audits were ", (51, 99), (50, 49)),
        ("at least half of the audits were ", (50, 51), (49,)),
        ("just over half of the audits were ", (51, 54), (50, 55, 56)),
        ("just under half of the audits were ", (49, 46), (50, 45, 44)),
    ],
)
def test_a_part_is_off_by_four_points_at_most_and_by_five_where_it_is_about(
    said: str, holds: tuple[int, ...], wrong: tuple[int, ...]
) -> None:
    match = _PART.search(said)
    assert match
    test = about(match)
    assert [n for n in holds if not test(value(n, 100))] == []
    assert [n for n in wrong if test(value(n, 100))] == []
