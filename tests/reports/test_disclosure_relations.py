"""What follows from how the figures are defined gives nothing away in a public copy."""

from dataclasses import replace

import pytest

from app.reports.disclosure import public
from app.reports.document import CHART, LINES, TABLE, TEXT, Block, Cell, Chart, Column, Document, Point, Table
from tests.reports.a_document import GRADES, grade_table, share_cell
from tests.reports.small_reports import line, of_blocks, of_lines, out, texts


def small_print(document: Document) -> list[str]:
    return [line.note for _, block in document.blocks() for line in block.lines]


def test_what_is_not_to_standard_is_not_what_is_completed_less_what_is_accepted() -> None:
    shown = texts(
        public(of_lines(line(45, name="returned"), line(42, name="accepted"), line(3, name="not-to-standard")))
    )
    assert shown[2] == "kept back"
    assert "kept back" in shown[:2]


def test_it_is_not_to_be_had_either_where_it_stands_nowhere() -> None:
    shown = texts(public(of_lines(line(45, name="returned"), line(42, name="accepted"))))
    assert sorted(shown)[1] == "kept back"
    assert texts(public(of_lines(line(45, name="returned"), line(35, name="accepted")))) == ["45", "35"]


def test_the_audits_that_are_graded_stand_in_for_those_to_standard() -> None:
    """In a table by month: 17 completed and 16 graded tell of the one that was not to standard."""
    shown = texts(public(of_lines(line(17, name="returned"), line(16, name="graded:overall"))))
    assert shown.count("kept back") == 1
    assert texts(public(of_lines(line(17, name="returned"), line(10, name="graded:overall")))) == ["17", "10"]


@pytest.mark.parametrize("rest", [("nil", 9), ("withdrawn", 9), ("still-open", 9), ("released-to-nobody", 9)])
def test_what_became_of_all_that_was_allocated_adds_up(rest: tuple[str, int]) -> None:
    name, n = rest
    gone = line(45, name="returned"), line(3, name="exempted-afterwards"), line(n, name=name)
    shown = texts(public(of_lines(line(48 + n, name="allocated"), *gone)))
    assert shown[2] == "kept back"
    assert shown.count("kept back") == 2


def test_the_pool_stands_nowhere_else_when_it_is_kept_back() -> None:
    pool = line(90, name="pool"), line(3, name="long-leave"), line(9, name="exempt"), line(78, name="expected")
    shown = texts(public(of_lines(*pool, line(90, name="pools:auditor"))))
    assert shown[1] == "kept back"
    assert (shown[0] == "kept back") == (shown[4] == "kept back")
    assert shown.count("kept back") > 1


def test_of_families_heard_those_whose_parent_gave_views_are_a_part() -> None:
    shown = texts(public(of_lines(line(20, name="families-heard"), line(18, name="parent-gave-views"))))
    assert shown.count("kept back") == 1
    assert texts(public(of_lines(line(18, name="families-heard"), line(18, name="parent-gave-views")))) == ["18", "18"]


def test_figures_that_count_the_same_are_kept_back_together() -> None:
    completed = line(3, 40, name="completion-of-pool"), line(3, 20, name="completion-of-allocated")
    assert texts(public(of_lines(line(3, name="returned"), *completed))) == ["kept back"] * 3
    moved = of_lines(line(21, name="returned")), of_lines(line(22, 40, name="completion-of-pool"))
    assert texts(public(moved[1], (out(moved[0]),))) == ["kept back"]


def test_two_bases_do_not_tell_how_many_are_between_them() -> None:
    document = of_lines(line(82, 95, name="completion-of-allocated"), line(82, 91, name="completion-of-expected"))
    cells = [replace(cell, base="") for _, block in document.blocks() for cell in (one.cell for one in block.lines)]
    bare = of_lines(*(replace(line(1), cell=cell) for cell in cells))
    assert sorted(str(cell.of) for cell in public(bare).cells()) == ["95", "None"]


def test_the_answers_to_a_question_add_up_to_those_who_were_asked() -> None:
    answers = [
        replace(line(n, 100, name=f"dip:x:rationale:{name}")) for name, n in (("yes", 60), ("no", 37), ("part", 3))
    ]
    shown = texts(public(of_lines(*answers)))
    assert shown[2] == "kept back"
    assert shown.count("kept back") == 2


def test_those_who_took_part_and_those_who_did_not_add_up_to_all() -> None:
    parts = (("child-contacted", 20), ("child-tried", 18), ("child-not-applicable", 4))
    shown = texts(public(of_lines(line(42, name="accepted"), *(line(n, name=name) for name, n in parts))))
    assert (shown[3], shown.count("kept back")) == ("kept back", 2)


def test_a_question_that_did_not_apply_to_a_few_tells_nothing_of_them() -> None:
    assert texts(public(of_lines(line(2, name="grade:plans:na")))) == ["2"]


@pytest.mark.parametrize("first", [0, 2])
def test_a_chart_of_good_grades_does_not_tell_one_of_two_that_are_kept_back(first: int) -> None:
    """Whichever grade the report names first."""
    counts = dict(zip(GRADES, ((2, 6, 6), (9, 7, 6), (12, 9, 3), (8, 8, 1)), strict=True))
    table, grade = grade_table("plans", counts), list(GRADES)[first]
    said = Block("said", LINES, "Said", lines=(line(counts[grade][0], name=f"grade:plans:{grade}"),))
    points = tuple(
        Point(x, float(n), n=n, figure="good:plans", period=x)
        for x, n in (("2024-04", 11), ("2024-05", 13), ("2024-06", 12))
    )
    chart = Chart("good", "grouped", "Good", "", "", points, y="Audits")
    blocks = said, Block("plans", TABLE, "Plans", table=table), Block("good", CHART, "Good", chart=chart)
    copy = public(of_blocks(*blocks))
    kept = {(cell.figure, cell.period) for cell in copy.cells() if cell.kept_back}
    drawn = {
        point.period for _, block in copy.blocks() if block.chart for point in block.chart.points if point.n is not None
    }
    assert ("grade:plans:outstanding", "2024-04") in kept
    assert ("grade:plans:good", "2024-04") in kept or "2024-04" not in drawn


def test_the_words_beside_a_number_that_is_kept_back_do_not_tell_it() -> None:
    rows = (
        (Cell("A"), share_cell("a", "2024-04", 3, 40, "all"), Cell("3% to 20%"), Cell("of all")),
        (Cell("B"), share_cell("b", "2024-04", 20, 40, "all"), Cell("35% to 65%"), Cell("of all")),
    )
    heads = (Column("What", TEXT), Column("n"), Column("95% interval", TEXT), Column("Is", TEXT))
    (block,) = (one for _, one in public(of_blocks(Block("t", TABLE, "T", table=Table(heads, rows)))).blocks())
    assert block.table
    assert [[cell.text for cell in row[2:]] for row in block.table.rows] == [["–", "of all"], ["35% to 65%", "of all"]]


def test_the_limits_of_a_process_tell_of_all_its_points() -> None:
    rows = tuple(
        (Cell(x), Cell(str(n), "late", x, n), Cell("11"), Cell("2 to 20")) for x, n in (("2024-04", 20), ("2024-05", 3))
    )
    table = Table((Column("Month", TEXT), Column("Late"), Column("Average", TEXT), Column("Limits", TEXT)), rows)
    points = tuple(
        Point(row[0].text, float(row[1].n or 0), n=row[1].n, figure="late", period=row[0].text) for row in rows
    )
    chart = Chart("late", "process", "Late", "", "", points)
    (block,) = (one for _, one in public(of_blocks(Block("late", CHART, "Late", table=table, chart=chart))).blocks())
    assert block.table
    assert {cell.text for row in block.table.rows for cell in row[2:]} == {"–"}


def test_the_interval_of_a_number_that_is_shown_stays_beside_it() -> None:
    shown = replace(line(30, 60, name="b", note="95% interval 38% to 62%"))
    shown = replace(shown, cell=replace(shown.cell, interval="38% to 62%"))
    assert small_print(public(of_lines(line(4, 38, name="a"), shown)))[1] == "95% interval 38% to 62%"


def test_numbers_of_many_stay_though_they_lead_to_a_list() -> None:
    rows = ((Cell("All"), Cell("12", "actions:open", "2024-04", 12, href="/actions/standing?by=team")),)
    table = Block("t", TABLE, "T", table=Table((Column("What", TEXT), Column("n")), rows))
    assert [cell.text for cell in public(of_blocks(table)).cells()] == ["12"]
