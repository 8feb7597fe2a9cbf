"""A figure's page: its rules line by line, its rivals, its series, and what moved it between two moments."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import BEN, EAST, GRACE, HELEN, KOFI, MARY, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.exemption import Exemption
from app.events.log import Happened
from app.events.team import ServiceArea
from app.views import figure_why, histories
from app.views.figure_series import _change
from app.views.figure_why import Told
from projections import reports
from projections.shares import Figure
from projections.why import Step
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
SHARE = "/figures/completion-of-allocated"
OF_MAY = "period=2024-05"


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def said(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


def before_any_return(app: Flask) -> int:
    """The position just before the first audit of May came in."""
    log = app.extensions["house"].reader.read(0)
    return next(made.position for made in log if made.topic == "audit returned") - 1


@pytest.fixture
def changes(app: Flask, may: Story) -> Callable[..., Any]:
    """The changes since before any audit came in, for a person, as a page or as data."""

    def asked(person: str, name: str = "completion-of-allocated", ending: str = "", to: str = "now") -> Any:
        address = f"/figures/{name}/changes{ending}?{OF_MAY}&from=entry-{before_any_return(app)}&to={to}"
        answer = signed_in(app, person).get(address)
        assert answer.status_code == 200
        return answer.json if ending else answer.text

    return asked


def test_a_figure_says_its_rules_line_by_line_with_its_interval(ruth: FlaskClient) -> None:
    page = said(ruth.get(f"{SHARE}?{OF_MAY}").text)
    assert "40% 2 of 5 (95% interval 12% to 77%)" in page
    assert "Numerator Completed audits. Denominator Allocated audits. Not applicable Nothing is left out" in page
    assert "Rounded half up, once, to whole per cent." in page
    grade = said(ruth.get(f"/figures/grade:plans:good?{OF_MAY}").text)
    assert "Denominator Audits to standard, graded. Not applicable N/A is not in the base. Also A looped child" in grade
    assert "What is counted Trained auditors counted in the month&#39;s pool." in said(ruth.get("/figures/pool").text)


def test_rivals_and_figures_of_the_same_base_stand_beside_it(ruth: FlaskClient, may: Story) -> None:
    page = ruth.get(f"{SHARE}?{OF_MAY}").text
    rivals = page.split('id="rivals"')[1].split("</table>")[0]
    assert f'href="/figures/completion-of-pool?{OF_MAY}"' in rivals
    assert "67% 2 of 3" in said(rivals)
    assert "Completion of allocated (this one)" in said(rivals)
    assert 'id="same-base"' not in page
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    grades = ruth.get(f"/figures/grade:overall:good?{OF_MAY}").text.split('id="same-base"')[1].split("</table>")[0]
    assert len(re.findall('scope="row"', grades)) == 4
    assert "seeing" not in grades.lower(), "a figure of another domain is none of these"


def test_old_addresses_a_quarter_and_none_at_all_open_the_same_figure(ruth: FlaskClient) -> None:
    for asked in ("?cycle=2024-05", "?period=2024-05", "?period=2024-Q1", "?period=2024-year", ""):
        assert ruth.get(f"{SHARE}.json{asked}").json["numerator"] == 2, asked
    told = ruth.get(f"{SHARE}.json?period=2024-Q1").json
    assert (told["period"], told["interval_95_percent"], told["cycle"]) == ("2024-Q1", ["12", "77"], "cycle/2024-05")
    assert told["series"] == [{"period": "2024-05", "numerator": 2, "denominator": 5, "breaks": None}]
    for strange in ("period=2024-Q5", "period=2031-01", "cycle=2024-Q1", "period=2019-year"):
        assert ruth.get(f"{SHARE}?{strange}").status_code == 404


def test_the_series_is_a_picture_with_its_table(ruth: FlaskClient) -> None:
    page = ruth.get(f"{SHARE}?{OF_MAY}").text
    svg = re.search(r'<img class="al-chart__picture" src="([^"]+)" alt="([^"]+)"', page)
    assert svg, "the page has no picture of the series"
    picture = ruth.get(svg[1])
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    assert "Too few months for limits: 1 of at least 12; no trend can be called." in said(page)


def test_a_difference_across_a_break_is_not_called_and_says_why() -> None:
    labels = ("April 2024", "May 2024")
    for was, now in (((5, 60), (50, 60)), ((5, None), (50, None))):
        alike, other = (_change(was, now, labels, 0, why) for why in ("", "Of other service areas than before"))
        assert alike
        assert other
        assert (alike.verdict, other.verdict) == ("higher", "not called")
        assert other.words.endswith("; of other service areas than before).")


def test_a_series_follows_what_changes(ruth: FlaskClient, may: Story) -> None:
    assert ruth.get(f"/figures/accepted.json?{OF_MAY}").json["series"][0]["numerator"] == 0
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    assert ruth.get(f"/figures/accepted.json?{OF_MAY}").json["series"][0]["numerator"] == 1


def test_every_entry_that_moved_a_figure_is_linked_to_its_history(
    ruth: FlaskClient, changes: Callable[..., Any]
) -> None:
    page = changes(RUTH)
    entries = re.findall(r'href="(/audits/2024-05/[12]/history\?entry=\d+)#entry-(\d+)">Audit returned</a>', page)
    assert [path.partition("?")[0] for path, _ in entries] == [f"/audits/2024-05/{n}/history" for n in (1, 2)]
    for path, entry in entries:
        assert f'id="entry-{entry}"' in ruth.get(path).text
    text = said(page)
    assert "Then 0% 0 of 5 (95% interval 0% to 43%)" in text
    assert "Now 40% 2 of 5" in text
    assert (
        "2 audits came to be counted. The entries below account for the whole difference: audit returned 2 times."
        in text
    )
    assert "Anna Bell returned the audit, in time" in text
    assert "Ben Carter returned the audit, 1 working day after" in text


def test_what_was_recorded_in_one_minute_stands_together_each_with_its_link(
    ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike = figure_why._alike
    monkeypatch.setattr(figure_why, "_alike", lambda one: (*alike(one)[:1], *alike(one)[2:]))  # the story takes hours
    page = ruth.get(f"/figures/allocated/changes?{OF_MAY}&from=entry-0").text
    assert "Audit allocated, 5 times" in said(page)
    assert (
        len(set(re.findall(r'href="/audits/2024-05/(\d)/history\?entry=\d+#entry-\d+">audit \1 of May 2024</a>', page)))
        == 5
    )
    link = re.search(r'href="(/audits/2024-05/1/history[^#]*)#(entry-\d+)"', page)
    assert link, "the first audit's allocation is not linked"
    monkeypatch.setattr(histories, "PER_PAGE", 2)
    assert f'id="{link[2]}"' in ruth.get(link[1]).text, "the entry is not on the page of its history that is shown"
    assert 'value="entry-0" selected' in page, "the moment that was asked for is not the one that is chosen"


def test_of_four_steps_of_one_minute_and_one_of_the_next_the_last_stands_alone() -> None:
    nothing = Figure("x", "", "", ())
    made = [Happened(n, f"audit/2024-05/000{n}", 1, "audit allocated", {"at": f"2024-05-01T09:0{n // 5}:0{n}"})
            for n in range(1, 6)]  # fmt: skip
    steps = [Told(Step(one.position, one.position, one, "", (), (), (), (), nothing), "", None, None, "", ())
             for one in made]  # fmt: skip
    assert [len(run) for run in figure_why.runs(steps)] == [4, 1]
    assert [len(run) for run in figure_why.runs(steps[1:])] == [1, 1, 1, 1]


def test_the_steps_as_data_add_up(changes: Callable[..., Any], may: Story) -> None:
    may.let(RUTH, Audit, stories.audit_id(1)).send_back(on="2024-05-28", reason="Thin.", due="2024-06-04")
    told = changes(RUTH, ending=".json")
    assert (told["from"]["numerator"], told["to"]["numerator"], told["event_by_event"]) == (0, 1, True)
    assert [(step["event"], step["numerator"]) for step in told["steps"]] == [
        ("audit returned", 1), ("audit returned", 2), ("audit sent back", 1)]  # fmt: skip
    assert sum(step["joined_count"] - step["left_count"] for step in told["steps"]) == 1


def test_what_is_not_hers_is_counted_and_not_named(changes: Callable[..., Any], may: Story) -> None:
    may.let(PRIYA, ServiceArea, EAST).appoint(HELEN)
    page = changes(GRACE)
    assert page.count("What happened to something that is not yours to see") == 2
    assert "2 audits came to be counted" in said(page)
    for name in ("Anna Bell", "Ben Carter", "C-10482", "/audits/2024-05/1", "audit 1 of"):
        assert name not in page
    told = changes(GRACE, ending=".json")["steps"]
    assert {(step["event"], step["by"], step["history"], step["joined_count"]) for step in told} == {
        (None, None, None, 1)
    }


def test_an_analyst_has_the_entries_without_their_words(changes: Callable[..., Any]) -> None:
    page = changes(KOFI)
    assert "Audit returned, audit 1 of May 2024" in said(page)
    assert "Anna Bell" not in page
    assert "/history" not in page


def test_who_is_exempted_is_not_named_where_the_figure_names_nobody(changes: Callable[..., Any], may: Story) -> None:
    exemption = may.let(RUTH, Exemption, "exemption/of-ben")
    exemption.ask(auditor=BEN, cycle=stories.MAY, reason_class="health", note="Not for the figure.")
    said_so = {"rule": "x", "authoriser": GRACE, "reason": "", "on": "2024-05-28"}
    may.let(GRACE, Exemption, "exemption/of-ben").authorise(**said_so)
    name = "exempted-for-health"
    assert "Counted from here: Ben Carter" in said(changes(RUTH, name))
    page = changes(MARY, name)
    assert "1 not shown to you" in said(page)
    assert "Exemption authorised" in page
    for told in ("Ben Carter", "/exemptions/", "Not for the figure."):
        assert told not in page
    assert "Not for the figure." not in changes(RUTH, name)


def test_moments_are_days_typed_or_chosen_and_nothing_is_said_where_nothing_moved(ruth: FlaskClient) -> None:
    typed = "from-typed-day=1&from-typed-month=4&from-typed-year=2024&from=now&to=now"
    page = said(ruth.get(f"{SHARE}/changes?{OF_MAY}&{typed}").text)
    assert "Then – 0 of 0 the end of 1 April 2024, entry" in page
    assert "Nothing moved this figure between these moments." in said(
        ruth.get(f"{SHARE}/changes?{OF_MAY}&from=now&to=entry-999999").text
    )
    assert (
        "“Day” has no such choice as “31 2 2024”."
        in ruth.get(f"{SHARE}/changes?{OF_MAY}&from-typed-day=31&from-typed-month=2&from-typed-year=2024").text
    )


@pytest.mark.parametrize(
    ("moment", "status"),
    [("2024-05-20", 200), ("2024-05-20T16:00", 200), ("yesterday", 404), ("edition-2024-05-1", 404),
     ("2024-W05-1", 404), ("20240520", 404), ("2024-05-20T", 404), ("2024-05-20T9:05", 404),
     ("2024-05-20T24:00", 404), ("entry-1", 200), ("entry-１", 404)],
)  # fmt: skip
def test_a_moment_is_a_day_or_a_time_written_in_one_way(ruth: FlaskClient, moment: str, status: int) -> None:
    assert ruth.get(f"{SHARE}/changes?{OF_MAY}&from={moment}").status_code == status


def test_a_figure_is_compared_with_the_newest_edition_of_its_report(
    ruth: FlaskClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = {"report": "report/2024-05", "edition": 2, "on": "2024-05-27", "position": before_any_return(app) + 1}
    of_may = {"report/2024-05": [edition, edition | {"edition": 1, "position": 9}]}
    monkeypatch.setattr(reports, "editions", lambda model, id: of_may.get(id, []))
    page = ruth.get(f"{SHARE}?{OF_MAY}").text
    assert '<option value="edition-2024-05-2" selected>as published, the 2nd edition of May 2024, 27 May 2024' in page
    told = ruth.get(f"{SHARE}/changes.json?{OF_MAY}").json
    assert (told["from"]["position"], told["from"]["numerator"], len(told["steps"])) == (edition["position"], 1, 1)
    assert ruth.get(f"{SHARE}/changes.json?{OF_MAY}&from=edition-2024-05-1").json["from"]["position"] == 9


def test_moments_in_the_wrong_order_are_put_right(ruth: FlaskClient, changes: Callable[..., Any], app: Flask) -> None:
    other = ruth.get(f"{SHARE}/changes.json?{OF_MAY}&from=now&to=entry-{before_any_return(app)}").json
    assert other["steps"] == changes(RUTH, ending=".json")["steps"]
