"""The domains side by side: what is drawn is in the table, the caption names the ends, and says if they differ."""

from app.events.periods import Period, period
from app.reports.blocks_domains import domain_table, good_in_domains
from app.reports.document import Block
from projections.grade_table import base_name, good_name, grade_name
from tests.reports.small_source import SmallSource, small_source

DOMAINS = ("seeing", "plans", "reviews")


def the(key: str) -> Period:
    found = period(key)
    assert found
    return found


def good(*counts: int, of: int = 20) -> dict[str, tuple[int, int | None]]:
    """A month in which so many of each domain are good."""
    sizes: dict[str, tuple[int, int | None]] = {}
    for domain, n in zip(DOMAINS, counts, strict=True):
        sizes |= {good_name(domain): (n, of), base_name(domain): (of, None), grade_name(domain, "good"): (n, of)}
        sizes |= {grade_name(domain, "requires-improvement"): (of - n, of), grade_name(domain, "inadequate"): (0, of)}
    return sizes


def drawn(source: SmallSource, key: str) -> Block:
    [block] = good_in_domains(source, the(key))
    return block


def finding(source: SmallSource, key: str) -> str:
    block = drawn(source, key)
    assert block.chart
    return block.chart.finding


def test_every_bar_is_a_cell_of_the_table() -> None:
    block = drawn(small_source({"2024-04": good(9, 2, 5), "2024-05": good(10, 4, 6)}), "2024-Q1")
    assert block.table
    assert block.chart
    cells = {(row[0].text, cell.period): cell for row in block.table.rows for cell in row[1:]}
    assert [column.label for column in block.table.columns] == ["Domain", "April 2024", "May 2024", "Total"]
    for point in block.chart.points:
        cell = cells[point.x, point.period]
        assert (point.n, point.of, f"{point.value:.0f}") == (cell.n, cell.of, cell.share)
    assert {(point.x, point.period) for point in block.chart.points} == {at for at in cells if at[1] != "2024-Q1"}
    assert cells["Seeing", "2024-Q1"].text == "19 (48%)"


def test_the_caption_names_the_highest_and_the_lowest_and_whether_they_differ() -> None:
    told = {"2024-04": good(9, 2, 5), "2024-05": good(10, 4, 6)}
    assert finding(small_source(told), "2024-Q1") == (
        "Q1 2024-25, Good or Outstanding: highest in Seeing, 19 of 40 (48%); lowest in Plans, 6 of 40 (15%): "
        "the two are told apart."
    )


def test_the_furthest_of_three_pairs_needs_a_third_of_the_level() -> None:
    """Five audits that differ to one side have p = 0.031, and 0.094 as the furthest of three pairs; seven 0.023."""
    five, seven = (drawn(small_source({"2024-05": good(8 + n, 8, 9)}), "2024-05") for n in (5, 7))
    assert [one.chart and one.chart.finding.rpartition(": ")[2] for one in (five, seven)] == [
        "too few to tell them apart.", "the two are told apart."
    ]  # fmt: skip
    assert "p = 0.094 as the furthest of 3 pairs" in five.notes[1]


def test_a_tie_is_named_as_one() -> None:
    assert "highest in Seeing, 9 of 20 (45%), and Reviews, 9 of 20 (45%); lowest in Plans" in finding(
        small_source({"2024-05": good(9, 2, 9)}), "2024-05"
    )
    same = finding(small_source({"2024-05": good(9, 9, 9)}), "2024-05")
    assert same == "May 2024, Good or Outstanding: the same in every domain, 9 of 20 (45%)."
    assert finding(small_source({"2024-05": good(0, 0, 0, of=0)}), "2024-05") == "No audit of May 2024 is graded yet."


def test_a_year_is_drawn_by_its_quarters() -> None:
    block = drawn(
        small_source({"2024-04": good(9, 2, 5), "2024-05": good(1, 2, 3), "2024-08": good(4, 4, 6)}), "2024-year"
    )
    assert block.table
    assert [column.label for column in block.table.columns[1:]] == ["Q1 2024-25", "Q2 2024-25", "Total"]
    block = drawn(small_source({"2024-04": good(9, 2, 5), "2024-05": good(1, 2, 3)}), "2024-year")
    assert block.table
    assert [column.label for column in block.table.columns[1:]] == ["April 2024", "May 2024", "Total"]


def outcome(months: dict[str, dict[str, tuple[int, int | None]]], areas: dict[str, list[str]], key: str) -> str:
    [block] = domain_table(small_source(months, areas), the(key), "seeing")
    return block.notes[0]


def test_the_outcome_of_a_domain_says_the_most_common_grade_and_the_last_month() -> None:
    months = {"2024-04": good(4, 2, 5), "2024-05": good(18, 4, 6)}
    assert outcome(months, {}, "2024-Q1") == (
        "Outcome: Good is the most common grade, 22 of 40 (55%); Good or Outstanding 22 of 40 (55%); "
        "Inadequate 0 of 40 (0%). May 2024, 18 of 20 (90%), against the other months: higher."
    )
    assert outcome(months, {"2024-05": ["area/east"]}, "2024-Q1").endswith(
        "against the other months: not called; of other service areas than before."
    )
    assert outcome({"2024-05": good(10, 2, 2)}, {}, "2024-05") == (
        "Outcome: Good and Requires Improvement are the most common grades, 10 of 20 (50%) each; "
        "Good or Outstanding 10 of 20 (50%); Inadequate 0 of 20 (0%)."
    )
    assert outcome({"2024-05": good(0, 0, 0, of=0)}, {}, "2024-05") == "Outcome: no audit is graded in this domain."
