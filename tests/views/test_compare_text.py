"""What differs between two texts of a page, and how a value of a file is read."""

import pytest

from app.views.compared_text import compared as compared_text
from app.views.compared_words import as_read


def test_what_a_link_says_to_who_does_not_see_it_is_no_difference() -> None:
    was, now = (
        f'<main><h1>One</h1><p><a href="/x">Why<span class="govuk-visually-hidden"> {of}</span></a></p>'
        f'<p><span class="govuk-visually-hidden">{of}</span></p></main>'
        for of in ("it was 1", "it was 2")
    )
    assert [(one.was, one.now) for one in compared_text(was, now)] == [("it was 1", "it was 2")]


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("2018-11-16", "date", "16 November 2018"),
        ("2018-11-16; 2019-01-02", "", "16 November 2018; 2 January 2019"),
        ("2018-11-16T17:05:00+00:00", "", "16 November 2018 at 17:05"),
        ("2018-11", "month", "November 2018"),
        ("audit/2018-11/0017", "", "audit 17 of November 2018"),
        ("0.583", "share", "58.3%"),
        ("2018-02-31", "date", "2018-02-31"),
        ("2024-25", "", "2024-25"),
        ("see C-10482, 2018-11-16 and more", "", "see C-10482, 2018-11-16 and more"),
    ],
)
def test_a_value_is_read_as_what_it_is(text: str, kind: str, read: str) -> None:
    assert as_read(text, kind) == read


def test_lines_of_a_page_are_paired_by_what_they_are_of() -> None:
    page = "<main><h1>Board</h1><nav>x</nav><dl><dt>State</dt><dd>{}</dd></dl><table><tbody>{}</tbody></table></main>"
    row = "<tr><th>{}</th><td><p>{}</p></td></tr>"
    was = page.format("open", row.format("Audits", 3) + row.format("Pool", 9))
    now = page.format("closed", row.format("Audits", 4) + row.format("Sample", 7))
    told = [(one.heading, one.label, one.was, one.now) for one in compared_text(was, now)]
    assert told == [
        ("", "State", "open", "closed"),
        ("", "Audits", "3", "4"),
        ("", "Pool", "9", ""),
        ("", "Sample", "", "7"),
    ]


HEAD = "<main><h1>Child</h1>{}</main>"


def said(was: str, now: str) -> list[tuple[str, str, str, str]]:
    """What two pages of a child say otherwise."""
    found = compared_text(HEAD.format(was), HEAD.format(now))
    return [(one.heading, one.label, one.was, one.now) for one in found]


def row(*cells: str) -> str:
    """A row of a table."""
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_a_new_section_above_what_did_not_change_tells_only_itself() -> None:
    known = "<p>Lives with his aunt since May.</p><dl><dt>Team</dt><dd>{}</dd></dl>"
    new = "<h2>Concern</h2><p>Seen the same day.</p>"
    assert said(known.format("Rowan"), new + known.format("Rowan")) == [("Concern", "", "", "Seen the same day.")]
    told = said(known.format("Rowan"), new + known.format("Willow"))
    assert ("Concern", "Team", "Rowan", "Willow") in told


def test_what_only_moved_did_not_change() -> None:
    rows = [row("5 May", "Visit done"), row("6 May", "Call made"), row("7 May", "Plan sent")]
    assert said("<table>" + "".join(rows) + "</table>", "<table>" + "".join(rows[::-1]) + "</table>") == []


def test_one_changed_cell_is_one_line_with_old_and_new() -> None:
    was, now = (f"<h2>Actions</h2><table>{row('Review the plan', end, 'Judith')}</table>" for end in ("Open", "Done"))
    assert said(was, now) == [("Actions", "Review the plan", "Open | Judith", "Done | Judith")]
    first = [f"<table>{row(f'<a href=/x?as_at=1>{day}</a>', 'Visit', 'Judith')}</table>" for day in ("5 May", "6 May")]
    linked = [one.replace("=/x?as_at=1", '="/actions/7?as_at=2024-05-01"') for one in first]
    assert said(*linked) == [("", "", "5 May | Visit | Judith", "6 May | Visit | Judith")]


def test_a_section_whose_heading_counts_stays_the_same_section() -> None:
    part = "<h2>Actions {}</h2><table>{}</table>"
    was, now = part.format(1, row("Plan", "Open")), part.format(2, row("Plan", "Done") + row("Visit", "Open"))
    assert said(was, now) == [("Actions 2", "Plan", "Open", "Done"), ("Actions 2", "Visit", "", "Open")]


def test_two_different_things_are_never_told_as_one() -> None:
    was, now = (f"<h2>Actions</h2><table>{row(what, 'Open', 'Judith')}</table>" for what in ("Plan", "Visit"))
    assert said(was, now) == [("Actions", "Plan", "Open | Judith", ""), ("Actions", "Visit", "", "Open | Judith")]
