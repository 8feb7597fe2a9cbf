"""An SVG of a chart: its numbers, its patterns, what people wrote, and the same again."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from app.reports.charts import drawing, spec, svg
from app.reports.document import Chart, Point, Series
from tests.reports.charts.some import FORMS, GRADES, HOSTILE, a_chart, months


def words(drawn: str) -> list[str]:
    """Every text of an SVG, line by line."""
    root = ElementTree.fromstring(drawn)
    return [part for one in root.iter("{http://www.w3.org/2000/svg}text") for part in one.itertext()]


@pytest.mark.parametrize("form", FORMS)
def test_the_number_of_every_point_is_written(form: str) -> None:
    chart = a_chart(form, months(3), GRADES[:2])
    said = words(svg(chart))
    sign = "%" if "%" in chart.y else ""
    written = {f"{point.n} (25%)" if form == "shares" else f"{point.value:g}{sign}" for point in chart.points}
    assert written <= set(said)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_yet_is_said_in_words(form: str) -> None:
    said = "No actions are overdue" if form == "ageing" else "No audits yet"
    assert words(svg(Chart("none", form, "Grades", "", "", ()))) == [said, "Grades"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("many", [1, 24])
def test_it_is_as_wide_as_a_page_and_never_higher_than_one(form: str, many: int) -> None:
    size = re.match(r'<svg [^>]*width="([0-9.]+)" height="([0-9.]+)"', svg(a_chart(form, months(many))))
    assert size
    assert 600 < float(size[1]) < 680
    assert float(size[2]) < 950


@pytest.mark.parametrize("form", ["stacked", "process", "ageing"])
def test_hundreds_of_points_are_drawn(form: str) -> None:
    drawn = svg(a_chart(form, [f"{name} ({n})" for n, name in enumerate(months(300))]))
    assert drawn.count("<path") > 20
    if form == "ageing":
        assert any("more are in the table." in line for line in words(drawn))


@pytest.mark.parametrize("form", FORMS)
def test_what_people_wrote_stays_text(form: str) -> None:
    series = tuple(Series(str(n), label) for n, label in enumerate(HOSTILE))
    chart = a_chart(form, list(HOSTILE), series, HOSTILE[0])
    marked = tuple(replace(point, mark=HOSTILE[1], breaks=HOSTILE[0]) for point in chart.points)
    drawn = svg(replace(chart, points=marked, alt=HOSTILE[1], y=HOSTILE[0]))
    tags = {one.tag.partition("}")[2] for one in ElementTree.fromstring(drawn).iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "line", "rect", "defs", "pattern", "circle"}
    assert HOSTILE[0] in " ".join(words(drawn))
    assert not re.search(r" (on\w+|style|href)=", drawn), "the content security policy of the pages blocks these"


def test_each_grade_has_the_pattern_of_its_swatch() -> None:
    drawn = svg(a_chart("stacked", months(2)))
    assert set(re.findall(r'<pattern id="([^"]+)"', drawn)) == {"grade-3", "grade-2", "grade-1"}
    assert {"url(#grade-3)", "url(#grade-2)", "url(#grade-1)", "#0b4f8a"} <= set(re.findall(r'fill="([^"]+)"', drawn))
    assert [line for line in words(drawn) if line in {one.label for one in GRADES}] == [one.label for one in GRADES]


def test_a_number_in_a_thin_box_stands_beside_it_apart_from_the_others() -> None:
    points = tuple(
        Point("May 2024", value, grade.id) for value, grade in zip((1.0, 1.0, 1.0, 60.0), GRADES, strict=True)
    )
    layers = spec(Chart("thin", "stacked", "Grades", "", "", points, GRADES, "Audits"))["layer"]
    beside = [row for layer in layers if layer["mark"]["type"] == "rule" for row in layer["data"]["values"]]
    pixels = sorted(row["v2"] * 340 / (63 * 1.08) for row in beside)
    assert [row["t"] for row in beside] == ["1", "1", "1"]
    assert all(after - before > 12.9 for before, after in pairwise(pixels))


def test_a_value_that_is_kept_back_is_not_drawn_nor_summed() -> None:
    points = (
        Point("May 2024", 7.0, "good"),
        Point("May 2024", None, "ri", mark="kept back"),
        Point("June 2024", 0.0, "good"),
    )
    said = words(svg(Chart("public", "stacked", "Grades", "", "", points, GRADES, "Audits")))
    assert said.count("7") == 2, "the number in its box with the paper about it, and no sum"
    assert {"rest kept back", "0"} <= set(said)
    unlike = tuple(replace(point, value=None) for point in points)
    assert "Grades" in words(svg(Chart("public", "process", "Grades", "", "", unlike, GRADES, "Audits")))
    nothing = Chart("public", "stacked", "Grades", "", "", (Point("May 2024", None, "good"),), GRADES)
    assert "No numbers to show" in words(svg(nothing))


@pytest.mark.parametrize("mark", ["kept back", ""])
def test_what_is_kept_back_is_never_a_nought(mark: str) -> None:
    """An action's age, a stack with a part and a stack of nothing else, a bar among others; with why or without."""
    unknown = [Point("May 2024", None, "good", mark=mark), Point("June 2024", None, "good", mark=mark)]
    points = (*unknown, Point("May 2024", 7.0, "ri"), Point("June 2024", 0.0, "ri"))
    for form in ("stacked", "grouped"):
        drawn = Chart("public", form, "Grades", "", "", points, GRADES[1:3], "Audits")
        said = words(svg(drawn))
        bases = [one for one in said if one in ("0", "–")]
        assert said.count("0") == (1 if form == "stacked" else 3), "the axis and, side by side, the one that is 0"
        assert mark in said if mark else "–" in bases
    aged = (Point("8 to 30 days", None, mark=mark), Point("Within timescale", 53.0))
    said = words(svg(Chart("public", "ageing", "Open actions by age", "", "", aged, (), "Actions")))
    assert (said.count("0"), (mark or "–") in said) == (1, True)


def test_a_process_chart_tells_what_is_marked_and_where_it_breaks() -> None:
    chart = a_chart("process", months(12))
    marked = {3: "Beyond a limit", 6: "Eight on one side", 7: "Eight on one side"}
    points = [replace(point, mark=marked.get(n, "")) for n, point in enumerate(chart.points)]
    points[9] = replace(points[9], breaks="New framework, version 2")
    drawn = svg(replace(chart, points=tuple(points)))
    said = words(drawn)
    value = int(chart.points[-1].value or 0)
    assert "▲ Beyond a limit: July 2024" in said
    assert "■ Eight on one side: October 2024 to November 2024" in said
    assert "New framework, version 2" in said
    assert {f"Upper limit {value + 9}%", "Average 30%", f"Lower limit {value - 9}%"} <= set(said)


def test_the_same_chart_is_the_same_in_another_process_which_imports_the_library_only_to_draw() -> None:
    ask = (
        "import sys; from app.reports.charts import png, svg; from tests.reports.charts.some import a_chart, months;"
        "assert 'vl_convert' not in sys.modules; import hashlib; c = a_chart('stacked', months(3));"
        "print(hashlib.sha256(svg(c).encode() + png(c, 400)).hexdigest())"
    )
    ran = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert ran.stdout == _fingerprint()
    drawing._svg.cache_clear()
    drawing._png.cache_clear()
    assert ran.stdout == _fingerprint()


def _fingerprint() -> str:
    import hashlib

    chart = a_chart("stacked", months(3))
    return hashlib.sha256(svg(chart).encode() + drawing.png(chart, 400)).hexdigest() + "\n"


def test_a_process_that_was_forked_from_one_that_drew_refuses_rather_than_hangs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    svg(a_chart("lines", months(2)))
    monkeypatch.setattr(drawing.os, "getpid", lambda: -1)
    with pytest.raises(drawing.ForkedError):
        svg(a_chart("lines", months(2), title="not drawn before"))


def test_what_is_completed_is_filled_wherever_it_stands() -> None:
    points = (Point("May 2024", 30.0, "completed", 30, 74), Point("May 2024", 74.0, "pool", 74))
    drawn = {
        first: svg(Chart("pool", "completion", "Completion", "", "", points, series))
        for first, series in (("completed", (COMPLETED, POOL)), ("pool", (POOL, COMPLETED)))
    }
    for one in drawn.values():
        legend = re.findall(r'role-legend-symbol.*?fill="([^"]+)".*?<text[^>]*>([^<]+)<', one)
        assert {words: fill for fill, words in legend} == {"Completed": "#0b4f8a", "In the pool": "#c7d9e8"}
        assert "41%" in words(one)


COMPLETED, POOL = Series("completed", "Completed"), Series("pool", "In the pool")
