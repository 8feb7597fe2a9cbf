"""What a finding tells, where it stands, what it mends, and what is never looked at."""

import re
import time
from dataclasses import replace

import pytest

from app.events.periods import period
from app.reports.claims import KINDS, check, check_all, text_of
from app.reports.claims.finding import ARITHMETIC, EXTENT, FEW, FIGURE, SUM, TREND, TWICE
from app.reports.claims.gather import facts
from app.reports.claims.moves import changed
from app.reports.claims.sentences import sentences
from app.reports.document import LINES, Block, Cell, Definition, Line, Paragraph, Section
from app.reports.statistics.change import Part, shares_change
from tests.reports.a_document import a_document, share_cell
from tests.reports.claims.a_quarter import DOMAINS, LABELS, a_month, a_quarter
from tests.reports.claims.test_corpus import CASES, REPORTS

QUARTER, MONTH = a_quarter(), a_month()


def kinds(text, section="summary", document=QUARTER):
    return [one.kind for one in check(text, section, document)]


def written(document, **texts):
    """The document with commentary in some sections, one paragraph each."""
    return replace(document, sections=tuple(
        replace(one, commentary=(Paragraph((Cell(texts[one.id]),)),) if one.id in texts else ())
        for one in document.sections
    ))  # fmt: skip


def test_a_finding_gives_the_sentence_the_figure_its_address_and_the_right_words():
    text = "In April the strongest domain was 'decision making', with 19 of 31 audits (55%) Good."
    [one] = check(text, "domains", QUARTER)
    assert one.sentence == (
        "19 of 31 is 61%, not 55%; ‘Decision making and management oversight’, Good, April 2024 is 17 of 31 (55%)."
    )
    assert text[one.where.start : one.where.end] == one.where.words == "19 of 31 audits (55%)"
    assert (one.right, one.mend) == ("17 of 31 (55%)", "17 of 31 audits (55%)")
    assert (one.figure, one.period) == ("grade:decision-making:good", "2024-04")
    assert one.opens == "/figures/grade:decision-making:good?period=2024-04"
    assert one.kind in KINDS


def test_a_share_is_rounded_half_up_to_the_places_that_are_written():
    assert kinds("43 of 46 (95%) took part.", "engagement", MONTH) == [ARITHMETIC]
    assert kinds("43 of 46 (93%) took part.", "engagement", MONTH) == []
    assert kinds("43 of 46 (93.5%) took part.", "engagement", MONTH) == []
    assert kinds("43 of 46 (93.4%) took part.", "engagement", MONTH) == [ARITHMETIC]
    assert kinds("1 of 8 (13%) and 1 of 8 (12%).", "engagement", MONTH) == [ARITHMETIC]
    assert kinds("50 of 46 (109%) took part.", "engagement", MONTH) == [ARITHMETIC]


def test_words_are_quoted_as_they_were_typed_and_so_that_they_are_found_in_their_place():
    text = "In “seeing and hearing” 17% – no more – were Good in June; overall Inadequate was 7% – this quarter."
    [first, second] = check(text, "domains", QUARTER)
    assert [(one.where.words, one.mend) for one in (first, second)] == [("17% –", "44% –"), ("7% – this", "9% – this")]
    for one in (first, second):
        assert text.find(one.where.words) == one.where.start
        assert text[one.where.start : one.where.end] == one.where.words


@pytest.mark.parametrize("where", [*DOMAINS, "overall"])
def test_every_figure_of_a_table_is_left_alone_and_one_that_is_off_is_found(where):
    section, name = ("domains", f" for '{DOMAINS[where]}'") if where in DOMAINS else ("summary", "")
    for cell in {cell.figure + cell.period: cell for cell in QUARTER.cells()}.values():
        if cell.figure.startswith(f"grade:{where}:") and cell.of:
            label, when = LABELS[cell.figure.rpartition(":")[2]], period(cell.period)
            said = "In {when} {n} of {of} audits ({share}%) were graded {label}{name}."
            facts = {"when": when and when.label, "of": cell.of, "label": label, "name": name}
            assert kinds(said.format(n=cell.n, share=cell.share, **facts), section) == []
            wrong = share_cell("", "", cell.n + 1, cell.of, "") if cell.n < cell.of else None
            if wrong:
                assert kinds(said.format(n=wrong.n, share=wrong.share, **facts), section) == [FIGURE]


def mended(text, section, document):
    """Each finding that can be mended, with the text after that."""
    for one in check(text, section, document):
        if one.mend:
            yield one, text[: one.where.start] + one.mend + text[one.where.end :]


def test_what_is_mended_is_found_no_more_and_is_what_the_tables_have():
    done = 0
    for case in CASES:
        report, section = REPORTS[case["report"]], case["section"]
        cells = {(cell.figure, cell.period): cell for cell in report.cells()}
        for one, better in mended(case["text"], section, report):
            assert one.where.start not in [each.where.start for each in check(better, section, report)], better
            right = [int(number) for number in re.findall(r"\d+(?=%|\b)", one.right)]
            assert {int(number) for number in re.findall(r"\d+", one.mend)} <= {*right}, better
            cell = cells.get((one.figure, one.period))
            assert cell is None or [cell.n, *([] if cell.of is None else [cell.of])] == right[: 2 if cell.of else 1]
            done += 1
    assert done > 20


@pytest.mark.parametrize(("text", "section", "told"), [
    ("Assessment was Good or better in 19 of 31 (55%).", "summary", ""),
    ("In the summer assessment was Good in 9 of 16 (51%).", "summary", ""),
    ("Assessment and plans were Good in 9 of 30 (31%) in May.", "summary", ""),
    ("Plans were Good in 9 of 30 (31%) in January 2024.", "domains", ""),
    ("43 of 46 (95%) were well recorded.", "summary", ""),
    ("12 of 30 (41%) were fine, and in May 7 were Good.", "summary", ""),
    ("Families heard were 12 of 16 (70%) in June.", "families", "9 of 16 (56%)"),
    ("Quality of plans was Good or better in 9 of 16 (51%) in June.", "domains", "7 of 16 (44%)"),
    ("Overall 8 of 16 (51%) were Good in June.", "domains", "7 of 16 (44%)"),
])  # fmt: skip
def test_a_mend_is_offered_only_where_the_words_name_one_figure(text, section, told):
    [one] = check(text, section, QUARTER)
    assert (one.right, bool(one.mend)) == (told, bool(told))
    assert (one.kind == FIGURE) == bool(told)


def test_numbers_that_are_no_figures_are_held_against_the_one_whose_base_they_name():
    [one] = check("We completed 46 of 73 audits (62%) in November.", "how-much", MONTH)
    assert (one.kind, one.right, one.mend) == (FIGURE, "45 of 73 (62%)", "45 of 73 audits (62%)")


def test_a_figure_is_told_by_the_words_beside_it_in_the_report():
    named = (Definition("returned", "Returned", "audits returned"),)
    [one] = check("46 audits were completed.", "how-much", replace(MONTH, definitions=named))
    assert one.sentence == "‘Completed audits’, November 2018 is 45, not 46."


def test_words_of_a_name_are_known_in_their_other_forms():
    said = {
        "Child was contacted": (3, 16),
        "Parent or carer gave views": (9, 16),
        "Answered, of all who were asked": (21, 34),
    }
    lines = tuple(
        Line(label, share_cell(f"part:{at}", "2024-Q1", *n, "")) for at, (label, n) in enumerate(said.items())
    )
    part = Section("part", "Taking part", (Block("part", LINES, "Taking part", lines=lines),))
    document = replace(QUARTER, sections=(*QUARTER.sections, part))
    assert kinds("Most children were contacted.", "part", document) == [EXTENT]
    assert kinds("Almost all parents gave their views.", "part", document) == [EXTENT]
    assert kinds("Most parents gave their views, and most carers gave views.", "part", document) == []
    [one] = check("22 (65%) answered.", "part", document)
    assert (one.right, one.mend) == ("21 of 34 (62%)", "21 (62%)")
    assert kinds("21 (62%) answered.", "part", document) == []


def test_several_figures_together_have_no_name_of_their_own():
    [one] = check("In June 8 of 16 audits (50%) were Good or better.", "summary", QUARTER)
    assert (one.right, one.mend, one.figure, one.period) == ("7 of 16 (44%)", "7 of 16 audits (44%)", "", "")
    assert one.opens == "/figures/grade:overall:outstanding?period=2024-06"


def test_a_figure_that_was_inserted_is_true_and_only_read():
    inserted = share_cell("grade:overall:good", "2024-06", 7, 16, "graded:overall")
    runs = (Cell("In June, with the highest number of audits graded Good: "), replace(inserted, text="8 of 16 (50%)"))
    text, sure = text_of((Paragraph(runs),))
    assert [one.kind for one in check(text, "summary", QUARTER)] == ["rank", FIGURE]
    assert [one.kind for one in check(text, "summary", QUARTER, sure)] == ["rank"]


def test_the_same_count_given_twice_is_found_in_the_later_place():
    texts = {"how-much": "In all 85 auditors were trained.", "conclusions": "By now 87 auditors were trained."}
    [one] = check_all(written(MONTH, **texts))
    assert (one.kind, one.where.section, one.where.words) == (TWICE, "conclusions", "87 auditors")
    assert one.sentence == (
        "87 here, 85 in ‘How much did we do?’: the same count is given twice with different values."
    )
    assert check_all(written(MONTH, **{**texts, "conclusions": "In October 87 auditors were trained."})) == ()
    assert check_all(written(MONTH, **{**texts, "conclusions": "By now 87 auditors were trained in risk."})) == ()


def test_what_no_figure_counts_is_given_with_one_value_in_all_sections():
    texts = {"how-much": "In total 12 workshops were held.", "conclusions": "We held 14 workshops."}
    [one] = check_all(written(MONTH, **texts))
    assert (one.kind, one.where.section, one.where.words) == (TWICE, "conclusions", "14 workshops")


def test_while_one_section_is_typed_the_others_are_read_too():
    report = written(MONTH, conclusions="By now 87 auditors were trained.")
    assert [one.kind for one in check("85 auditors were trained.", "how-much", report)] == [TWICE]
    assert check("87 auditors were trained.", "how-much", report) == ()


def test_a_count_that_is_not_the_reports_is_told_with_the_figure_and_not_as_given_twice():
    report = written(
        MONTH, **{"how-much": "45 audits were completed.", "engagement": "Of the 46 audits completed, all are in."}
    )
    [one] = check_all(report)
    assert (one.kind, one.sentence, one.mend) == (
        FIGURE,
        "‘Completed audits’, November 2018 is 45, not 46.",
        "45 audits",
    )


def test_parts_are_added_up():
    [one] = check("23 gave their views and 14 were tried, of 42.", "engagement", MONTH)
    assert (one.kind, one.sentence) == (SUM, "23 + 14 is 37, 5 fewer than 42.")
    assert (
        kinds("23 gave their views, 14 were tried, 2 declined and for 3 it did not apply, of 42.", "engagement", MONTH)
        == []
    )


def test_a_change_of_a_share_is_called_only_if_the_exact_test_calls_it():
    said = "In 'decision making' Good fell from {} to {}."
    assert kinds(said.format("April", "May"), "domains") == [FEW]
    assert kinds("In 'supervision' Good rose from May to June.", "domains") == []
    assert kinds(said.format("May", "June"), "domains") == [TREND]
    assert changed(9, 30, 11, 16) is shares_change(Part(9, 30), Part(11, 16)).called is True
    assert changed(17, 31, 9, 30) is shares_change(Part(17, 31), Part(9, 30)).called is False


def test_growth_of_a_count_is_held_against_its_months():
    [one] = check("We saw growth in the volume of audits completed.", "how-much", MONTH)
    assert (one.kind, one.right) == (TREND, "45")
    assert one.sentence == "‘Completed audits’: 46 in October 2018; 45 in November 2018; that is no rise."
    assert kinds("We saw growth in the volume of audits completed since September.", "how-much", MONTH) == []


def test_a_rate_of_more_than_all_is_read_like_any_other():
    assert kinds("Completion of pool has fallen since January.", "how-much", MONTH) == []
    assert kinds("Completion of pool has risen since January.", "how-much", MONTH) == [TREND]


def test_what_the_report_has_no_figure_of_is_left_alone():
    assert kinds("In 2022 40% of audits were Good, up from 30%. In July 9 audits were Good.") == []
    assert kinds("Good is the most common grade.", "domains") == []
    assert check_all(a_document()) == ()
    assert check("", "summary", QUARTER) == ()


def test_a_report_of_no_period_is_refused():
    with pytest.raises(ValueError, match="A report is of a month, a quarter or a year"):
        check("7 of 16", "summary", replace(QUARTER, key="some time"))


def test_three_thousand_words_are_checked_while_somebody_types():
    """Measured by `benchmarks.claims`; a machine that has much else to do gets ten times what is wanted."""
    words = " ".join(case["text"] for case in CASES if case["report"] == "quarter").split(" ")
    text = " ".join((words * 4)[:3000])
    taken = []
    for _ in range(3):
        began = time.process_time()
        assert check(text, "summary", QUARTER)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.5


def test_no_text_takes_long():
    read = list(sentences("increase " * 1000, "summary", facts(QUARTER)))
    assert max(one.end - one.start for one in read) <= 2000
    for text in ("Good: " + " " * 3000 + "x 7", "Good: " + "1" * 1000 + "x 7", "increase " * 400, "7 Good," * 200):
        began = time.process_time()
        check(text, "summary", QUARTER)
        assert time.process_time() - began < 2


def test_of_a_figure_given_twice_the_one_with_its_base_is_read():
    count = Cell("7", "grade:overall:good", "2024-06", 7)
    line = Block("lines", LINES, "Overall outcomes", lines=(Line("Good", count),))
    first = replace(QUARTER.sections[0], blocks=(line, *QUARTER.sections[0].blocks, line))
    [one] = check("In June 50% of audits were Good.", "summary", replace(QUARTER, sections=(first,)))
    assert one.right == "7 of 16 (44%)"
