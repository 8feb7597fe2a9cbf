"""What the charts, notes and quotations of a public copy do not say, and what is warned of in what people wrote."""

from dataclasses import replace

import pytest

from app.reports.disclosure import leaks, public, warnings
from app.reports.disclosure_asked import asked
from app.reports.disclosure_bare import LEFT_OUT
from app.reports.disclosure_copy import OF_NOTE, closed
from app.reports.document import (
    CHART,
    LINES,
    NOTE,
    TABLE,
    TEXT,
    Block,
    Cell,
    Chart,
    Column,
    Paragraph,
    Point,
    Quotation,
    Section,
    Table,
)
from tests.reports.a_document import a_document, text
from tests.reports.small_reports import line, of_blocks, of_lines


def chart(**other: object) -> Chart:
    """A process chart of three months, the second of which is small."""
    points = tuple(
        Point(x, float(n), "", n, low=2.0, high=20.0, centre=11.0, mark="8 above the centre", **names)
        for x, n, names in (
            ("a", 20, {"figure": "late", "period": "2024-04"}),
            ("b", 3, {"figure": "late", "period": "2024-05"}),
            ("c", 10, {"figure": "late", "period": "2024-06"}),
        )
    )
    return Chart("late", "process", "Late", "Late returns fell to 3 in May.", "From 20 to 3.", points, **other)  # type: ignore[arg-type]


def test_a_chart_says_nothing_of_a_point_that_is_kept_back() -> None:
    (block,) = (block for _, block in public(of_blocks(Block("late", CHART, "Late", chart=chart()))).blocks())
    assert block.chart
    assert [point.n for point in block.chart.points] == [20, None, 10]
    assert {(one.low, one.high, one.centre) for one in block.chart.points} == {(None, None, None)}
    assert [one.mark for one in block.chart.points] == ["", "kept back", ""]
    assert "3" not in block.chart.finding + block.chart.alt


def test_a_point_that_names_no_figure_takes_that_of_the_table_beneath() -> None:
    table = Table((Column("Month", TEXT), Column("Late")), ((Cell("a"), Cell("3", "late", "2024-04", 3)),))
    drawn = replace(chart(y="Late"), points=(Point("a", 3.0, n=3), Point("b", 7.0)))
    (block,) = (one for _, one in public(of_blocks(Block("late", CHART, "Late", table=table, chart=drawn))).blocks())
    assert block.chart
    assert [(point.figure, point.n, point.value) for point in block.chart.points] == [
        ("late", None, None),
        ("", None, None),
    ]


def test_notes_with_numbers_go_where_something_is_kept_back() -> None:
    copy = public(of_lines(line(3, note="3 of them in May"), line(50, name="b", note="95% interval 40% to 60%")))
    assert [one.note for _, block in copy.blocks() for one in block.lines] == ["", "95% interval 40% to 60%"]
    said = Block("said", NOTE, "Said", notes=("Seven audits were Inadequate, 2 of them in May.", "No audit is open."))
    (block,) = (block for _, block in public(of_blocks(said)).blocks())
    assert block.notes[0] == "No audit is open."
    assert len(block.notes) == 2


@pytest.mark.parametrize(
    ("note", "stays"),
    [
        ("No child of this period was audited by two auditors who are both in.", True),
        ("4 comparisons together at the 5% level (Holm's correction).", True),
        ("Too few months for limits: 3 of at least 12; no trend can be called.", True),
        ("There are no figures of Q4 2023-24 to compare with.", True),
        ("Of the two, 2 were late.", False),
        ("3 were late.", False),
    ],
)
def test_a_fixed_sentence_stays_and_a_number_that_was_counted_does_not(note: str, stays: bool) -> None:
    for block in (Block("loops", LINES, "Looped audits", notes=(note,)), Block("t", TABLE, "T", notes=(note,))):
        (copied,) = (one for _, one in public(of_blocks(block)).blocks())
        assert copied.notes == ((note,) if stays else (OF_NOTE,)), "something stands under the heading"


def test_what_a_process_shows_is_not_said_where_a_point_of_it_is_kept_back() -> None:
    notes = (
        "7 months in a row, April 2023 to October 2023, are above the average: the level has probably moved.",
        "Before the break: Too few months for limits: 3 of at least 12; no trend can be called.",
    )
    (block,) = (one for _, one in public(of_blocks(Block("late", CHART, "Late", chart=chart(), notes=notes))).blocks())
    assert block.notes[:-1] == notes[1:]


def test_what_an_edition_changed_is_told_without_numbers() -> None:
    copy = public(of_lines(line(3), changes=("Good: 7 before, 8 now.", "A text was corrected.")))
    assert copy.changes == ("A text was corrected.",)


def test_a_quotation_that_may_tell_is_left_out_until_somebody_clears_it() -> None:
    said = (
        Quotation("audit/2024-04/0003", 1, "positive", "She was good with L."),
        Quotation("audit/2024-04/0004", 0, "positive", "She listened."),
    )
    document = of_blocks(Block("said", "quotations", "Said", quotations=said))
    (block,) = (block for _, block in public(document).blocks())
    assert ([one.text for one in block.quotations], block.notes) == (["She listened."], (LEFT_OUT,))
    (block,) = (block for _, block in public(document, cleared={"audit/2024-04/0003#1"}).blocks())
    assert [(one.audit, one.number, one.text) for one in block.quotations] == [
        ("", 0, said[0].text),
        ("", 1, said[1].text),
    ]


def test_a_typed_number_that_is_kept_back_elsewhere_is_told() -> None:
    document = a_document()
    said = text("Two audits were Inadequate in April, 6% of 31; one thing is clear in May 2024.")
    summary = replace(document.sections[0], commentary=(*document.sections[0].commentary, said))
    document = replace(document, sections=(summary, *document.sections[1:]))
    found = leaks(public(document), document)
    assert [one.word for one in found] == ["Two", "6"]
    assert found[0].place == "Summary audit grades, paragraph 4"
    assert found[0].says.startswith("“Two” is also the value of ")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7 of 8 (88%)", "7 of [number kept back]"),
        ("7", "7"),
        ("8", "[number kept back]"),
        ("88%", "[number kept back]"),
    ],
)
def test_a_number_of_a_sentence_whose_whole_is_kept_back_is_as_much_as_may_be_told(typed: str, said: str) -> None:
    of_it = Cell(typed, "seen", "2024-04", 7, 8, "88", base="all")
    section = Section("one", "One", (), (Paragraph((Cell("We saw "), of_it, Cell("."))),))
    copy = closed(replace(a_document(), sections=(section,)), {("all", "2024-04")}, 5)
    assert copy.sections[0].commentary[0].text == f"We saw {said}."
    copy = closed(replace(a_document(), sections=(section,)), {("seen", "2024-04")}, 5)
    assert copy.sections[0].commentary[0].text == "We saw [number kept back]."


@pytest.mark.parametrize(
    ("typed", "leaking"),
    [
        ("I have said the same thing to eight people.", []),
        ("Eight people were asked.", []),
        ("Eight per cent were Inadequate.", ["Eight"]),
        ("Eight to twelve per cent were Inadequate.", ["Eight"]),
        ("Two were Inadequate.", ["Two"]),
        ("It was 8 of a hundred.", ["8"]),
        ("Below 2% were late.", []),
        ("8 May audits were Good.", ["8"]),
        ("It met on 8 May.", []),
        ("A couple of audits were Inadequate.", ["couple"]),
    ],
)
def test_a_number_in_letters_is_no_share_unless_it_is_said_to_be_one(typed: str, leaking: list[str]) -> None:
    document = a_document()
    summary = replace(document.sections[0], commentary=(text(typed),))
    document = replace(document, sections=(summary, *document.sections[1:]))
    assert [one.word for one in leaks(public(document), document)] == leaking


def test_a_number_in_letters_of_what_a_family_said_is_of_their_own_life() -> None:
    document = a_document()
    said = (Quotation("audit/2024-04/0003", 1, "less_positive", "I have said the same thing to two people."),)
    spoken = Section("said", "Said", (Block("said", "quotations", "Said", quotations=said),))
    document = replace(document, sections=(*document.sections, spoken))
    assert leaks(public(document), document) == ()
    written = replace(document, sections=(*document.sections, replace(spoken, commentary=(text(said[0].text),))))
    assert len(leaks(public(written), written)) == 1, "the writer's own"


def test_a_name_leaves_a_dash_in_its_place_and_what_is_said_around_it() -> None:
    document = a_document()
    made = replace(
        document.sections[3].blocks[0].recommendations[0], text="Ask ruth okafor.", progress="Ruth Okafor did."
    )
    block = replace(document.sections[3].blocks[0], recommendations=(made,))
    summary = replace(document.sections[0], commentary=(text("Thanks to Ruth Okafor, all was seen."),))
    sections = (summary, replace(document.sections[3], blocks=(block,)))
    copy = public(replace(document, sections=sections, changes=("Ruth Okafor put it right.",)), names=["Ruth Okafor"])
    assert copy.sections[0].commentary[0].text == "Thanks to –, all was seen."
    (shown,) = copy.sections[1].blocks[0].recommendations
    assert (shown.text, shown.progress, copy.changes) == ("Ask –.", "– did.", ("– put it right.",))


def test_a_title_is_screened_too_and_leaves_the_name_out() -> None:
    document = a_document()
    titled = replace(document.sections[0], title="The two Inadequate audits of Ruth Okafor (C-25654)")
    block = replace(titled.blocks[1], title="Dip sample: Anna Bell")
    document = replace(document, sections=(replace(titled, blocks=(block, *titled.blocks[2:])), *document.sections[1:]))
    names = ["Ruth Okafor", "Anna Bell"]
    found = {one.warned.found for one in asked(document, names, ()) if "The title" in one.place and one.to_answer}
    assert found == {"Ruth Okafor", "C-25654", "Anna Bell"}
    copy = public(document, names=names)
    assert [copy.sections[0].title, copy.sections[0].blocks[0].title] == [
        "The two Inadequate audits of – (C-25654)", "Dip sample: –"
    ]  # fmt: skip
    assert [one.word for one in leaks(copy, document) if "The title" in one.place] == ["two"]


def test_what_people_wrote_is_screened_with_its_place() -> None:
    document = a_document()
    summary = replace(document.sections[0], commentary=(text("Ruth has asked."),))
    (found,) = warnings(replace(document, sections=(summary,)), ["Ruth Okafor"])
    assert (found.place, found.warned.found) == ("Summary audit grades, paragraph 1", "Ruth")
