"""Trackers: what an address asks for in vain, and what a reader does not have, on the page and in the files."""

import pytest
from flask import Flask

from app.demo import stories
from app.demo.stories import BEN, GRACE, HELEN, IAN, RUTH, Story
from app.events.exemption import Exemption
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_data_dictionary import sheets

__all__ = ["app", "may", "may_log"]
NOT_KNOWN = "The address asks for “colour”, which this list does not know. Shown is the list without it."
NO_TEAM = "“Team” has no such choice as “team/nowhere”."
WITHHELD = (
    "Who asks to be exempted, and for what kind of reason, is shown to the QA lead and to those who decide. That an"
    " exemption released an audit stands on the audit, for whoever may read it."
)


@pytest.mark.parametrize("path", ["/actions", "/exemptions", "/duties", "/moderations", "/impact", "/loops"])
def test_a_list_says_what_it_was_asked_for_in_vain(app: Flask, may: Story, path: str) -> None:
    ruth = signed_in(app, RUTH)
    page = ruth.get(f"{path}?colour=red&team=team/nowhere").text
    assert f"{NOT_KNOWN} {NO_TEAM}" in page
    assert ruth.get(f"{path}.json?colour=red&team=team/nowhere").json["not_known"] == f"{NOT_KNOWN} {NO_TEAM}"
    plain = f"{path}?sort=-child&page=1&state="
    assert "not-known" not in ruth.get(plain).text
    assert "not_known" not in ruth.get(f"{path}.json").json


@pytest.mark.parametrize("path", ["/audits", "/people", "/children"])
def test_the_oldest_lists_say_it_too(app: Flask, may: Story, path: str) -> None:
    ruth = signed_in(app, RUTH)
    assert NOT_KNOWN in ruth.get(f"{path}?colour=red").text
    assert ruth.get(f"{path}.json?colour=red").json["not_known"] == NOT_KNOWN
    assert "not-known" not in ruth.get(path).text
    assert "asks for “State: nonsense”, which" in ruth.get("/audits?state=nonsense").text


def test_files_say_what_was_asked_for_in_vain(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert NOT_KNOWN in ruth.get("/actions.csv?colour=red").text
    assert ["Not known", NOT_KNOWN] in sheets(ruth, "/actions.xlsx?colour=red")["About"]


def test_a_day_leads_from_the_tracker_of_actions_to_where_they_stood(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert ruth.get("/actions?on=30/04/2024").location == "/actions/standing?by=team&on=2024-04-30"
    assert ruth.get("/actions.json?on=2024-04-30").location == "/actions/standing.json?by=team&on=2024-04-30"
    assert "asks for “on”" in ruth.get("/actions?on=2024-04-30&state=open").text, "the other filter is not lost"
    assert "asks for “on”" in ruth.get("/actions?on=soon").text
    assert ruth.get("/actions/standing?on=soon").status_code == 422
    assert ruth.get("/actions/standing.json?on=soon").status_code == 404
    assert "“soon” is no day up to today" in ruth.get("/duties?on=soon").text


def test_files_say_why_a_reader_has_none_of_the_rows(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/a").ask(auditor=BEN, cycle=stories.MAY, reason_class="other", note="")
    ian = signed_in(app, IAN)
    assert ian.get("/exemptions.json").json["withheld"] == WITHHELD
    assert ian.get("/exemptions.csv").text.splitlines()[1].startswith(f'"{WITHHELD}"')
    assert ["Withheld", WITHHELD] in sheets(ian, "/exemptions.xlsx")["About"]
    ruths = signed_in(app, RUTH).get("/exemptions.json").json
    assert (ruths["count"], "withheld" in ruths) == (1, False)


def test_the_number_that_waits_is_that_of_the_readers_list(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/a").ask(auditor=BEN, cycle=stories.MAY, reason_class="other", note="")
    said = "1 exemption for May 2024 waits for a decision"
    for person in (HELEN, IAN):
        for page in (signed_in(app, person).get(path).text for path in ("/", "/cycles/2024-05")):
            assert f"{said} in the whole service</p>" in page
            assert "to-decide-link" not in page
    asked = "/exemptions?cycle=2024-05&state=asked"
    n = signed_in(app, GRACE).get(asked.replace("?", ".json?")).json["count"]
    assert (f">{said}</a></p>" in signed_in(app, GRACE).get("/").text) == (n == 1)
    assert f">{said}</a></p>" in signed_in(app, RUTH).get("/").text


@pytest.mark.parametrize("path", ["/impact", "/duties"])
def test_what_is_usual_can_be_taken_away_but_there_is_nothing_to_clear(app: Flask, may: Story, path: str) -> None:
    ruth = signed_in(app, RUTH)
    usual = ruth.get(path).text
    assert usual.count("Remove filter") == 1
    assert "Clear all" not in usual
    assert "Clear all" in ruth.get(f"{path}?team=team/harbour").text
