"""A page at two moments: what came, went and changed, with the events between, and nothing that is not the reader's."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.readings import Chosen, NotNoted, Reading, Readings
from app.views import words
from app.views.compared import Found
from app.views.compared_rows import compared, labels_of
from app.views.compared_shown import parts
from app.views.compared_text import compared as compared_text
from app.views.compared_text import marked
from app.views.compared_words import as_read
from app.views.export_columns import LISTS
from app.views.figure_moments import Moment
from app.views.for_now import has_past
from tests.views.test_as_stood import plain
from tests.views.test_policy import MINE, signed_in, url
from tests.views.test_silly_addresses import pages
from tests.views.told_council import council, ruth

__all__ = ["council", "ruth"]

MIDDLE = "2024-05-20T12:00"
TITLE = {"/questions": "Ofsted’s questions", "/figures": "Figures"}
ENDS = (Moment("entry-1", "then", 1, date(2024, 5, 20)), Moment("now", "now", 2, date(2024, 6, 20)))


def sums(page: str) -> list[str]:
    """How many rows came, went and changed."""
    return re.findall(r'id="sum">([^<]+)<', page)


def differences(client: FlaskClient, page: str, **asked: str) -> list[dict[str, str]]:
    """All that differs, as the file tells it."""
    found = client.get("/compare.json", query_string={"page": page, "from": MIDDLE} | asked)
    assert found.status_code == 200, found.text
    return list(found.get_json()["rows"])


def rows_of(client: FlaskClient, page: str, **asked: str) -> dict[str, dict[str, object]]:
    """The rows of a list at a moment, by the audit."""
    return {row["audit_id"]: row for row in client.get(page, query_string=asked).get_json()["rows"]}


def test_rows_that_changed_are_those_that_two_files_tell_apart(ruth: FlaskClient) -> None:
    was, now = (rows_of(ruth, "/audits.json", cycle="2024-05", **asked) for asked in ({"as_at": MIDDLE}, {}))
    told = differences(ruth, "/audits?sort=-due")  # Of itself the list would show the newest month at each moment.
    states = {one["record_id"]: (one["was"], one["is_now"]) for one in told if one["column_name"] == "State"}
    both = was.keys() & now.keys()
    assert {one["record_id"] for one in told if one["what"] == "added"} == now.keys() - was.keys()
    assert {id: pair for id, pair in states.items() if id in both} == {
        id: (was[id]["state"], now[id]["state"]) for id in both if was[id]["state"] != now[id]["state"]
    }
    assert states, "something happened to them between"


def test_a_row_that_no_longer_fits_the_filter_went(ruth: FlaskClient) -> None:
    asked = {"state": "allocated", "cycle": "2024-05"}
    was, now = rows_of(ruth, "/audits.json", as_at=MIDDLE, **asked), rows_of(ruth, "/audits.json", **asked)
    gone = {one["record_id"] for one in differences(ruth, "/audits?state=allocated") if one["what"] == "gone"}
    assert gone == was.keys() - now.keys() != set()


def test_each_row_has_the_events_between_with_the_way_to_its_history(council: Flask, ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text
    stream = council.extensions["house"].reader.stream(stories.audit_id(1))
    after = [made for made in stream if made.at > "2024-05-20T11:00:00+00:00" and made.topic != "audit section saved"]
    assert f"/audits/2024-05/1/history?entry={after[-1].position}#entry-{after[-1].position}" in page
    before = [made.position for made in stream if made.at <= "2024-05-20T11:00:00+00:00"]
    assert [one for one in before if f'#entry-{one}"' in page] == []


def test_who_has_the_list_but_not_the_history_hears_only_how_much_there_is(council: Flask) -> None:
    page = signed_in(council, "analyst").get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text
    assert "not yours to read" in page
    assert "/history" not in page


@pytest.mark.parametrize("role", ["auditor", "practitioner", "team_manager", "operations_director"])
def test_nothing_of_other_people_is_compared(council: Flask, role: str) -> None:
    client = signed_in(council, role)
    page = client.get("/compare", query_string={"page": "/audits", "from": "2024-04-01"}).text
    assert "C-20001" not in page
    assert "2024-05/6" not in page
    for foreign in ("/audits/2024-05/6", "/children/C-20001", "/access-log", "/settings"):
        assert client.get("/compare", query_string={"page": foreign}).status_code == 404, foreign


@pytest.mark.parametrize(
    "page", ["//evil.example/", "https://evil.example/", "/nowhere", "/compare?page=/", "/cycles/new"]
)
def test_what_is_no_page_with_a_past_is_not_there(ruth: FlaskClient, page: str) -> None:
    assert ruth.get("/compare", query_string={"page": page}).status_code == 404


def test_the_page_of_one_record_tells_what_it_says_otherwise(ruth: FlaskClient) -> None:
    page = plain(ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE}).text)
    assert "What the page says otherwise" in page
    assert "What was recorded between" in page
    assert "returned the audit" in page


def test_a_page_that_was_not_there_at_either_moment_says_so_to_who_is_shown_it_now(council: Flask) -> None:
    asked = {"page": "/audits/2024-05/6", "from": "2024-04-01", "to": "2024-04-20"}
    page = plain(signed_in(council, "qa_lead").get("/compare", query_string=asked).text)
    assert "This page was not there at either moment." in page
    assert "The nearest span in which something happened" in page
    for role in ("auditor", "practitioner", "administrator"):
        assert signed_in(council, role).get("/compare", query_string=asked).status_code == 404, role


def test_figures_lead_to_why_they_changed(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    assert "/figures/returned/changes?cycle=2024-05&amp;from=2024-05-20T12%3A00&amp;to=now" in page
    there = ruth.get("/compare", query_string={"page": "/figures/returned?cycle=2024-05", "from": MIDDLE}).location
    assert there == "/figures/returned/changes?cycle=2024-05&from=2024-05-20T12%3A00&to=now"


def test_a_figure_that_changed_is_one_line_with_both_of_its_parts(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    assert "<title>What changed: Figures, May 2024" in page
    live = ruth.get("/cycles/2024-05.json").json["figures"]
    share = next(one for one in live.values() if one["percent"] and f"/figures/{one['name']}/changes" in page)
    now = f"{share['numerator']} of {share['denominator']} ({share['percent']}%)"
    section = page[: page.index(f"/figures/{share['name']}/changes")].rpartition("<tr")[2]
    assert re.search(rf"{share['label']} \d+ of \d+( \([\d.]+%\))? {re.escape(now)}", plain(section))
    assert "Numerator" not in page


@pytest.mark.parametrize("page", ["/questions", "/figures"])
def test_a_page_that_chose_its_month_by_itself_is_compared_as_of_that_month(ruth: FlaskClient, page: str) -> None:
    said = ruth.get("/compare", query_string={"page": page, "from": MIDDLE}).text
    assert f"{TITLE[page]}, May 2024" in said, "by now it would choose June"
    chosen = ruth.get("/compare", query_string={"page": f"{page}?period=2024-05", "from": MIDDLE}).text
    assert sums(said) == sums(chosen) != []
    june = ruth.get("/compare", query_string={"page": f"{page}?period=2024-06", "from": MIDDLE}).text
    assert f"{TITLE[page]}, June 2024" in june
    assert re.search(r"0 changed, [1-9]\d* came, 0 went, 0 are as before", plain(june)), "June was not opened yet"


def test_an_answer_is_compared_figure_by_figure_and_not_in_words(ruth: FlaskClient) -> None:
    page = plain(ruth.get("/compare", query_string={"page": "/questions", "from": MIDDLE}).text)
    live = ruth.get("/questions.json?period=2024-05").get_json()["rows"]
    row = next(one for one in live if one["figure_id"] == "completion-of-allocated")
    share = f"{row['numerator']} of {row['denominator']} ({row['share']:.0%})"
    assert re.search(rf"{re.escape(row['question'])} {row['figure']} \d+ of \d+ \(\d+%\) {re.escape(share)}", page)
    assert row["answer"] not in page


def test_a_figure_of_every_list_is_told_in_one_line(council: Flask) -> None:
    names = [name for name, columns in LISTS.items() if "numerator" in {column.key for column in columns}]
    assert {"questions", "impact-figures", "moderation-figures", "loop-agreement"} <= {*names}
    for name in names:
        labels = labels_of(name)
        was = dict.fromkeys(labels, "A") | {"numerator": 1, "denominator": 4, "share": "0.25"}
        now = was | {"numerator": 3, "share": "0.75"}
        found = [Found("", labels, compared(name, [*before], [now], labels), of_list=name) for before in ([was], [])]
        with council.test_request_context():
            changed, came = (parts(one, {}, *ENDS)[0]["rows"][0] for one in found)
        (cell,) = changed["cells"]
        texts = [" ".join(text for text, _ in cell[side]) for side in ("was", "now")]
        assert (cell["label"], texts) == ("Figure", ["1 of 4 (25%)", "3 of 4 (75%)"]), name
        assert came["facts"][0] == ("Figure", "3 of 4 (75%)"), name


def test_what_a_link_says_to_who_does_not_see_it_is_no_difference() -> None:
    was, now = (
        f'<main><h1>One</h1><p><a href="/x">Why<span class="govuk-visually-hidden"> {of}</span></a></p>'
        f'<p><span class="govuk-visually-hidden">{of}</span></p></main>'
        for of in ("it was 1", "it was 2")
    )
    assert [(one.was, one.now) for one in compared_text(was, now)] == [("it was 1", "it was 2")]


def test_between_a_moment_and_itself_nothing_differs(ruth: FlaskClient) -> None:
    for page in ("/audits", "/cycles/2024-05", "/audits/2024-05/1", "/children/C-10482", "/dashboard", "/"):
        asked = {"page": page, "from": MIDDLE, "to": MIDDLE}
        said = ruth.get("/compare", query_string=asked).text
        assert ("Nothing on this page differs" in said, 'id="sum"' in said) == (True, False), page
        asked = {"page": page, "from": "now", "to": "now"}
        assert "Nothing on this page differs" in ruth.get("/compare", query_string=asked).text, page


def test_what_stays_as_it_is_is_not_told_for_a_part_that_came_above_it(council: Flask, ruth: FlaskClient) -> None:
    """A concern stands above what is known of the child, which is the same before and after."""
    reader = council.extensions["house"].reader
    raised = next(made for made in sorted(reader.under("concern/")) if made.topic == "concern raised")
    asked = {"page": f"/children/{raised.facts['child'].removeprefix('child/')}"}
    asked |= {"from": f"entry-{raised.position - 1}", "to": f"entry-{raised.position}"}
    page = plain(ruth.get("/compare", query_string=asked).text)
    assert "Child of concern" in page
    assert not [label for label in ("Plan type", "Allocated worker", "Age band") if label in page]


def test_moments_are_typed_and_put_in_their_order(ruth: FlaskClient) -> None:
    asked = {"page": "/audits", "from": "now", "to": "20/5/2024", "to_time": "12.00"}
    assert "From 20 May 2024" in plain(ruth.get("/compare", query_string=asked).text)


def test_every_difference_is_in_the_file_and_no_cell_is_a_formula(ruth: FlaskClient) -> None:
    text = ruth.get("/compare.csv", query_string={"page": "/audits", "from": MIDDLE}).text.lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = differences(ruth, "/audits")
    assert [row["Is"] for row in rows] == [one["is_now"] for one in told]


def test_who_reads_what_changed_of_a_record_is_noted(council: Flask, ruth: FlaskClient) -> None:
    readings, asked = council.extensions["readings"], Chosen(by=stories.RUTH)
    before = readings.count(asked)
    ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE})
    told = [(one.endpoint, one.as_at, one.record) for one in readings.page(asked, readings.count(asked) - before)]
    assert told == [
        ("compare.show", "", "audit/2024-05/0001"),
        ("audits.show", "", "audit/2024-05/0001"),
        ("audits.show", MIDDLE, "audit/2024-05/0001"),
    ]


def test_moments_that_were_only_tried_are_not_noted_as_read(council: Flask) -> None:
    readings, ian = council.extensions["readings"], signed_in(council, "inspector")
    asked = Chosen(by=stories.IAN)
    before = readings.count(asked)
    page = plain(ian.get("/compare", query_string={"page": "/audits/2024-05/1"}).text)
    lines = readings.page(asked, readings.count(asked) - before)
    shown = [one for one in lines if one.endpoint == "audits.show"]
    assert len(shown) == 2, "as it was and as it is"
    assert all(f"(entry {one.position:,})" in page for one in shown)


def test_what_an_inspector_opened_that_is_no_record_is_called_as_the_menu_does(council: Flask) -> None:
    ian, ruth = signed_in(council, "inspector"), signed_in(council, "qa_lead")
    for page in ("/", "/concerns", "/compare?page=/audits&from=2024-05-20"):
        assert ian.get(page).status_code == 200
    log = plain(ruth.get("/access-log", query_string={"reader": stories.IAN}).text)
    for name in ("Today", "Children of concern", "What changed", "Audits"):
        assert f"{name}, by an inspector" in log, name


def test_a_comparison_that_cannot_be_noted_is_not_shown(council: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ruth, right = signed_in(council, "qa_lead"), Readings.note

    def full(readings: Readings, made: Reading) -> int:
        if made.as_at:
            raise NotNoted
        return right(readings, made)

    monkeypatch.setattr(Readings, "note", full)
    for ending in ("", ".csv"):
        answer = ruth.get(f"/compare{ending}", query_string={"page": "/audits/2024-05/1", "from": MIDDLE})
        assert (answer.status_code, "cannot be written down who reads" in answer.text) == (503, True)


def test_every_page_is_compared_without_a_fault(council: Flask) -> None:
    council.config["PROPAGATE_EXCEPTIONS"] = False
    for role in ("qa_lead", "inspector"):
        client = signed_in(council, role)
        for rule in pages(council, role, ()):
            if has_past(rule.endpoint):
                page = url(rule, MINE, role)
                said = client.get("/compare", query_string={"page": page, "from": MIDDLE})
                assert said.status_code in (200, 303, 404), page
    council.config["PROPAGATE_EXCEPTIONS"] = None


RAW = re.compile(r"\b\d{4}-\d\d-\d\d|\b\d{4}-(?:0[1-9]|1[0-2])\b|\b(?:audit|person|team|cycle|child|action)/\S+")


@pytest.mark.parametrize(
    "page", ["/audits", "/actions", "/duties", "/impact", "/learning", "/loops", "/moderations", "/people", "/pools",
             "/good-practice", "/replies", "/children", "/concerns", "/exemptions", "/cycles"],
)  # fmt: skip
def test_dates_and_names_are_as_on_the_page(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page, "from": MIDDLE}).text
    shown = re.sub(r"<form.*?</form>", "", text.partition("<main")[2].partition("</main>")[0], flags=re.DOTALL)
    assert RAW.findall(plain(shown)) == []


def test_a_file_keeps_dates_as_files_have_them(ruth: FlaskClient) -> None:
    told = (one for one in differences(ruth, "/audits") if one["what"] == "changed")
    decided = next(one for one in told if one["column_name"] == "Decided on")
    assert re.fullmatch(r"2024-\d\d-\d\d", decided["is_now"])
    page = plain(ruth.get("/compare", query_string={"page": "/audits", "from": MIDDLE}).text)
    assert f"Decided on nothing {words.day(decided['is_now'])}" in page


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


def test_what_differs_in_a_text_is_marked_on_both_sides(ruth: FlaskClient) -> None:
    before, after = marked("due 5 May 2024", "due 6 May 2024")
    assert before == [("due", False), ("5", True), ("May 2024", False)]
    assert after == [("due", False), ("6", True), ("May 2024", False)]
    page = ruth.get("/compare", query_string={"page": "/audits/2024-05/1", "from": MIDDLE}).text
    assert '<mark class="al-compare__differs">' in page


def test_a_board_is_compared_in_its_own_order_with_the_rest_folded_away(ruth: FlaskClient) -> None:
    page = ruth.get("/compare", query_string={"page": "/cycles/2024-05", "from": MIDDLE}).text
    before_fold, _, folded = page.partition("that the page itself does not show")
    told = [re.findall(r'href="/figures/([a-z0-9-]+)/changes', part) for part in (before_fold, folded)]
    shown = list(dict.fromkeys(re.findall(r'href="/figures/([a-z0-9-]+)', ruth.get("/cycles/2024-05").text)))
    assert told[0] == [name for name in shown if name in told[0]] != sorted(told[0])
    assert told[1] != []
    assert not set(told[1]) & set(shown)


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"from": "31/02/2024"}, "from", "There is no such day as “31/02/2024”. Write it such as 30/11/2018."),
        ({"from": "x"}, "from", "There is no such moment as “x”. Write a day such as 30/11/2018."),
        ({"to": "edition-2024-05-99"}, "to", "There is no such moment as “edition-2024-05-99”."),
        ({"from": "20/5/2024", "from_time": "25:00"}, "from-time", "There is no such time as “25:00”."),
        ({"to": "now", "to_time": "12:00"}, "to-time", "There is no such time as “12:00”."),
        ({"from_time": "12:00"}, "from-time", "Write the day too, or leave the time empty."),
        ({"to": "1/1/2999"}, "to", "“1/1/2999” is still to come. Nothing is known of it."),
    ],
)
def test_a_moment_that_is_none_is_said_beside_its_field_and_nothing_is_compared(
    ruth: FlaskClient, asked: dict[str, str], field: str, sentence: str
) -> None:
    answer = ruth.get("/compare", query_string={"page": "/audits"} | asked)
    error = re.findall(rf'id="{field}-error">(.*?)</p>', answer.text)
    assert (answer.status_code, sentence in plain(error[0])) == (422, True)
    assert answer.text.count("govuk-error-message") == 1
    for name, typed in asked.items():
        assert re.search(rf'name="{name}" value="{re.escape(typed)}"', answer.text), (name, typed)
    assert "Nothing was compared" in answer.text
    assert 'id="moments"' not in answer.text
    assert ruth.get("/compare.csv", query_string={"page": "/audits"} | asked).status_code == 422


@pytest.mark.parametrize("page", ["/audits/2024-05/1", "/children/C-10482", "/cycles/2024-05", "/audits", "/actions"])
def test_it_opens_on_a_span_in_which_something_happened(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page}).text
    assert "Nothing on this page differs" not in text
    assert ("govuk-table__row" in text) or ("al-compare__row" in text)


@pytest.mark.parametrize("page", ["/audits/2024-05/1", "/cycles/2024-05", "/audits"])
def test_an_empty_span_leads_to_the_nearest_that_is_not(ruth: FlaskClient, page: str) -> None:
    text = ruth.get("/compare", query_string={"page": page, "from": "now", "to": "now"}).text
    assert "Nothing on this page differs" in text
    there = unescape(re.findall(r'id="nearest">.*?href="([^"]+)"', text)[0])
    assert "Nothing on this page differs" not in ruth.get(there).text
