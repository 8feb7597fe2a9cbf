"""The public copy of a report: what is not in it, and what is kept back in it."""

from dataclasses import replace

from app.reports.disclosure import public
from app.reports.document import (
    LINES,
    TABLE,
    TEXT,
    Block,
    Cell,
    Column,
    Document,
    Table,
    as_json,
    from_json,
)
from tests.reports.a_document import a_document
from tests.reports.small_reports import line, of_blocks, of_lines, texts


def everything(document: Document) -> str:
    return str(as_json(document))


def test_the_public_copy_is_without_the_appendix_and_without_names() -> None:
    copy = public(a_document(), names=["Ruth Okafor", "Anna Bell"])
    assert copy.is_public
    assert "appendix" not in {section.id for section in copy.sections}
    assert "Ruth Okafor" not in everything(copy)
    assert "Anna Bell" not in everything(copy)
    assert {one.owner for _, block in copy.blocks() for one in block.recommendations} == {"the service"}


def test_confidential_lines_rows_of_one_record_and_names_in_tables_are_taken_away() -> None:
    rows = (
        (Cell("One audit", href="/audits/2024-05/17"), Cell("12", n=12)),
        (Cell("Anna Bell"), Cell("14", n=14)),
        (Cell("All", href="/cycles/2024-05"), Cell("20", n=20)),
    )
    table = Block("table", TABLE, "Table", table=Table((Column("Who", TEXT), Column("Days")), rows))
    secret = replace(line(30, name="secret"), confidential=True)
    copy = public(of_blocks(table, Block("lines", LINES, "Lines", lines=(line(40), secret))), names=["Anna Bell"])
    assert texts(copy) == ["40"]
    (shown,) = (block.table for _, block in copy.blocks() if block.table)
    assert [[cell.text for cell in row] for row in shown.rows] == [["–", "14"], ["All", "20"]]
    assert "href" not in everything(copy)


def test_numbers_under_five_are_kept_back_and_none_is_shown() -> None:
    assert texts(public(of_lines(line(4, name="a"), line(0, name="b"), line(5, name="c")))) == ["kept back", "0", "5"]


def test_the_few_whom_a_share_leaves_over_are_kept_back_with_it() -> None:
    (cell,) = public(of_lines(line(43, 46))).cells()
    assert (cell.text, cell.n, cell.of, cell.share, cell.kept_back) == ("kept back", None, None, "", True)


def test_all_of_a_whole_are_shown() -> None:
    assert texts(public(of_lines(line(46, 46)))) == ["46 (100%)"]


def test_a_small_whole_takes_its_shares_along() -> None:
    copy = public(of_lines(line(2, 4), line(0, 3, "none")))
    assert texts(copy) == ["kept back", "0"]
    assert "67%" not in everything(copy)
    assert {cell.of for cell in copy.cells()} == {None}


def test_a_number_without_a_figure_is_kept_back_where_it_is_small() -> None:
    table = Table((Column("What", TEXT), Column("n")), ((Cell("a"), Cell("3", n=3)), (Cell("b"), Cell("8", n=8))))
    copy = public(of_blocks(Block("table", TABLE, "Table", table=table)))
    (block,) = (block for _, block in copy.blocks())
    assert block.table
    assert [row[1] for row in block.table.rows] == [Cell("kept back", kept_back=True), Cell("8", n=8)]


def test_a_value_is_kept_back_wherever_it_stands() -> None:
    document = a_document()
    copy = public(document)
    kept = {(cell.figure, cell.period) for cell in copy.cells() if cell.kept_back}
    assert ("grade:overall:inadequate", "2024-04") in kept
    for cell in copy.cells():
        assert cell.kept_back == ((cell.figure, cell.period) in kept)
    points = [point for _, block in copy.blocks() if block.chart for point in block.chart.points]
    assert {(point.figure, point.period) for point in points if point.value is None} <= kept
    assert any(point.value is None for point in points)


def test_what_is_left_in_a_copy_can_be_written_down_and_made_again() -> None:
    copy = public(a_document())
    assert from_json(as_json(copy)) == copy
    assert public(a_document()) == copy


def test_a_sum_that_only_the_table_shows_is_reckoned_with() -> None:
    document = replace(a_document(), sums=())
    assert [cell.kept_back for cell in public(document).cells()] == [
        cell.kept_back for cell in public(a_document()).cells()
    ]
