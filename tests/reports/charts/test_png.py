"""A PNG of a chart: text does not vanish from it, and its patterns are told apart without colour."""

import re
from itertools import combinations, pairwise

import pytest

from app.reports.charts import drawing, patterns, png, svg
from app.reports.charts.courses import COLOURS
from app.reports.charts.house_style import BLUE, INK, PAPER, QUIET, RUST
from app.reports.document import Series
from tests.reports.charts.pixels import grey, share_of_ink
from tests.reports.charts.some import a_chart, months


def picture(drawn: str, scale: float = 1) -> bytes:
    """An SVG as PNG."""
    made: bytes = drawing._library().svg_to_png(drawn, scale=scale)
    return made


def filled(fill: str) -> list[int]:
    """The greys of a square that is filled with a pattern or a colour."""
    named = re.findall(r"url\(#([^)]+)\)", fill)
    square = f'<rect width="56" height="56" fill="{fill}"/>'
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56">'
    return [value for row in grey(picture(f"{head}{patterns.definitions(named)}{square}</svg>")) for value in row]


def test_text_is_in_the_picture() -> None:
    drawn = svg(a_chart("process", months(6)))
    bare = re.sub(r"<text.*?</text>", "", drawn)
    assert share_of_ink(picture(drawn, 0.5)) > 1.15 * share_of_ink(picture(bare, 0.5))


def test_it_is_as_wide_as_asked_and_shows_what_the_svg_shows() -> None:
    chart = a_chart("intervals", months(2))
    rows = grey(png(chart, 320))
    assert abs(len(rows[0]) - 320) <= 1
    drawn = svg(chart)
    assert rows == grey(drawing._library().svg_to_png(drawn, scale=320 / float(drawing._SIZE.match(drawn)[1])))


GRADES = ("grade-4", "grade-3", "grade-2", "grade-1", "grade-0", "grade-na")


@pytest.mark.parametrize("names", [GRADES, [f"series-{n}" for n in range(patterns.MANY)]], ids=["grades", "series"])
def test_patterns_are_told_apart_in_black_and_white(names: list[str]) -> None:
    greys = {name: filled(patterns.fill(Series("", "", name), 0)) for name in names}
    for one, other in combinations(names, 2):
        apart = sum(abs(a - b) for a, b in zip(greys[one], greys[other], strict=True)) / len(greys[one])
        assert apart > 25, f"{one} and {other} look alike without colour"


def test_a_scale_grows_darker_step_by_step() -> None:
    means = [sum(filled(patterns.fill(Series("", "", f"scale-{n}"), 0))) / 56**2 for n in range(1, 11)]
    assert all(before - after > 12 for before, after in pairwise(means))


@pytest.mark.parametrize("colour", [INK, QUIET, BLUE, RUST, *COLOURS])
def test_lines_and_letters_stand_out_from_the_paper(colour: str) -> None:
    assert (_light(PAPER) + 0.05) / (_light(colour) + 0.05) >= 4.5, "WCAG 2.2, 1.4.3 (and 1.4.11, which asks 3)"


def _light(colour: str) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
