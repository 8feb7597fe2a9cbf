"""The shape of the reports: a section for each domain, the rows of the summary, the ratings in per cent, what lacks."""

from app.events.periods import MONTHLY, QUARTERLY, YEARLY, Period, period
from app.events.report_layout import arranged
from app.reports import assemble, layouts
from app.reports.blocks_grades import overall_months, overall_shares
from app.reports.document import Document
from projections.grade_table import OVERALL, base_name, grade_name
from tests.reports.small_source import GRADES, content, small_source

TEXT = {"domains": "All that is said of the domains."}
ALL = [{"id": "domains", "title": "By domain", "blocks": ["domain-tables"], "confidential": False}]


def the(key: str) -> Period:
    found = period(key)
    assert found
    return found


def overall(*counts: int) -> dict[str, tuple[int, int | None]]:
    """A month with so many audits of each grade, two of which were moderated."""
    sizes: dict[str, tuple[int, int | None]] = {
        grade_name(OVERALL, grade): (n, sum(counts)) for grade, n in zip(GRADES, counts, strict=True)
    }
    return sizes | {base_name(OVERALL): (sum(counts), None), "moderation:moderated": (2, None)}


def document(months: list[str], key: str, layout: layouts.Layout) -> Document:
    source = small_source({month: overall(0, 7, 22, 2) for month in months})
    return assemble.document(source, the(key), layout, assemble.Words("Eastmere Council", "Ruth Okafor", TEXT))


def test_each_domain_of_a_quarter_has_a_section_with_commentary_of_its_own() -> None:
    layout = layouts.default(QUARTERLY, content()["domains"])
    places = [one["id"] for one in layout]
    at = places.index("domains")
    assert places[at : at + 5] == ["domains", "domain-seeing", "domain-plans", "domain-reviews", "by-domain"]
    assert arranged(layout) == layout
    made = document(
        ["2024-04", "2024-05", "2024-06"], "2024-Q1", [one for one in layout if one["id"].startswith("domain")]
    )
    shown = {one.id: one for one in made.sections}
    assert [block.id for block in shown["domain-plans"].blocks] == ["domain-plans"]
    assert shown["domain-plans"].blocks[0].notes[0].startswith("Outcome: ")


def test_an_order_with_all_tables_in_one_section_keeps_them_and_its_text() -> None:
    [one] = document(["2024-04"], "2024-04", ALL).sections
    assert [block.id for block in one.blocks] == ["domain-seeing", "domain-plans", "domain-reviews"]
    assert [paragraph.text for paragraph in one.commentary] == [TEXT["domains"]]


def test_a_table_of_a_domain_that_the_tool_does_not_have_is_left_out() -> None:
    assert document(["2024-04"], "2024-04", [ALL[0] | {"blocks": ["domain-table-other"]}]).sections[0].blocks == ()
    assert layouts.part("nothing") is None
    assert [id for id in layouts.parts(content()["domains"]) if id.startswith("domain-table-")] == [
        "domain-table-seeing", "domain-table-plans", "domain-table-reviews"
    ]  # fmt: skip


def test_every_part_of_a_shipped_order_can_be_shown_and_stands_once() -> None:
    for kind in (MONTHLY, QUARTERLY, YEARLY):
        for layout in (layouts.DEFAULTS[kind], layouts.default(kind, content()["domains"])):
            assert all(layouts.part(block) for one in layout for block in one["blocks"])
            assert arranged(layout) == layout


def test_quarters_and_years_are_in_the_quarters_report_and_the_shares_in_the_months() -> None:
    shown = {kind: {block for one in layouts.DEFAULTS[kind] for block in one["blocks"]} for kind in layouts.DEFAULTS}
    assert {"overall-quarters", "overall-years"} <= shown[QUARTERLY]
    assert "overall-shares" in shown[MONTHLY]


def test_the_summary_of_a_quarter_says_how_many_were_moderated() -> None:
    source = small_source({month: overall(0, 7, 22, 2) for month in ("2024-04", "2024-05")})
    [quarter], [month] = overall_months(source, the("2024-Q1")), overall_months(source, the("2024-05"))
    assert quarter.table
    assert month.table
    assert [cell.text for cell in quarter.table.rows[-1]] == ["Moderated", "2", "2", "4"]
    assert {(cell.figure, cell.period) for cell in quarter.table.rows[-1][1:]} == {
        ("moderation:moderated", key) for key in ("2024-04", "2024-05", "2024-Q1")
    }  # fmt: skip
    assert quarter.table.totals == month.table.totals + 1
    assert month.table.rows[-1][0].text == "Graded"


def test_the_ratings_in_per_cent_are_the_shares_of_each_month() -> None:
    none = overall(0, 0, 0, 0)
    [block] = overall_shares(small_source({"2024-04": overall(0, 7, 22, 2), "2024-05": none}), the("2024-05"))
    assert block.chart
    assert block.table
    assert block.chart.form == "shares"
    assert [cell.text for cell in block.table.rows[1]] == ["Good", "23%", "–"]
    drawn = {(one.x, one.series): one for one in block.chart.points}
    assert round(drawn["April 2024", "good"].value or 0, 4) == 22.5806
    assert (drawn["May 2024", "good"].value, drawn["May 2024", "good"].mark) == (None, "none graded")


def test_a_report_says_first_which_of_its_months_were_opened() -> None:
    made = document(["2024-04", "2024-06"], "2024-year", ALL)
    assert made.sections[0].blocks[0].notes == (
        "Of these 12 months 2 months were opened: April 2024 and June 2024. The figures are of no other.",
    )
    whole = document(["2024-04", "2024-05", "2024-06"], "2024-Q1", ALL)
    assert "months-opened" not in {block.id for _, block in whole.blocks()}
