"""The board of a month and its figures: the same numbers on page, in JSON and on the figure's own page; live."""

import csv
import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, EAST, GRACE, HELEN, IAN, JOAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.exemption import Exemption
from app.events.letter import Letter
from app.events.team import ServiceArea
from app.events.vocabulary import SYSTEM
from app.programme import letters
from app.views import chase
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

BOARD = "/cycles/2024-05"
READERS = {RUTH, MARY, HELEN, JOAN, GRACE, IAN, KOFI}


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def flow(page: str) -> dict[str, str]:
    return dict(re.findall(r'id="flow-([a-z-]+)" href="[^"]*"><strong class="al-flow__n">([^<]+)<', page))


def marked(page: str) -> str:
    found = re.search(r'data-position="([^"]+)"', page)
    assert found, "the board says nothing of where it stands"
    return found[1]


def figure(client: FlaskClient, name: str) -> dict[str, Any]:
    told = client.get(f"/figures/{name}.json?cycle=2024-05").json
    assert isinstance(told, dict)
    return told


def exempt(story: Story, auditor: str, reason_class: str) -> None:
    exemption = story.let(RUTH, Exemption, f"exemption/{auditor[-4:]}")
    exemption.ask(auditor=auditor, cycle=stories.MAY, reason_class=reason_class, note="Not for the board.")
    exemption = story.let(GRACE, Exemption, f"exemption/{auditor[-4:]}")
    exemption.authorise(rule="x", authoriser=GRACE, reason="", on="2024-05-28")


def test_who_sees_the_board(app: Flask, may: Story) -> None:
    for person in (*READERS, ANNA, OMAR, DANA, PRIYA):
        client = signed_in(app, person)
        codes = {
            client.get(path).status_code for path in (BOARD, f"{BOARD}.json", "/figures/pool", "/figures/pool.json")
        }
        assert codes == ({200} if person in READERS else {404}), person


def test_a_month_that_was_never_opened_is_not_there(ruth: FlaskClient) -> None:
    paths = ("/cycles/2031-01", "/cycles/2031-01.json", "/figures/pool?cycle=2031-01", "/figures/nonsense", "/cycles/x")
    assert [ruth.get(path).status_code for path in paths] == [404] * len(paths)


def test_the_flow(ruth: FlaskClient) -> None:
    shown = flow(ruth.get(BOARD).text)
    expected = {"pool": "3", "long-leave": "0", "exempt": "0", "expected": "3", "allocated": "5", "returned": "2"}
    expected |= {"late": "1", "started": "2", "waiting": "2", "accepted": "0", "overdue": "0"}
    assert expected.items() <= shown.items()


def test_every_number_of_the_flow_opens_to_exactly_its_members(ruth: FlaskClient) -> None:
    page, told = ruth.get(BOARD).text, ruth.get(f"{BOARD}.json").json["figures"]
    for name, value in flow(page).items():
        assert f'href="/figures/{name}?cycle=2024-05"' in page
        assert len(told[name]["numerator_ids"]) == told[name]["numerator"] == int(value)
        opened = ruth.get(f"/figures/{name}?cycle=2024-05").text.split('id="others"')[0]
        assert len(re.findall(r"<li><a class=.govuk-link. href=./(?:audits|people)/", opened)) == int(value), name


def test_a_completion_figure_reads_the_same_everywhere(ruth: FlaskClient) -> None:
    told = figure(ruth, "completion-of-allocated")
    assert (told["numerator"], told["denominator"], told["percent"]) == (2, 5, "40")
    assert told["numerator_ids"] == [stories.audit_id(1), stories.audit_id(2)]
    assert told["definition"] == "Completed audits ÷ allocated audits."
    assert ruth.get(f"{BOARD}.json").json["figures"]["completion-of-allocated"].items() <= told.items()
    for path in (BOARD, "/figures/completion-of-allocated?cycle=2024-05", "/"):
        page = " ".join(re.sub("<[^>]+>", " ", ruth.get(path).text).split())
        assert "40%" in page
        assert "2 of 5" in page
    assert re.search(r"40%</strong></span><span[^>]*>, below the target of 90%", ruth.get(BOARD).text)


def test_the_file_of_figures_holds_what_the_page_says(ruth: FlaskClient) -> None:
    text = ruth.get(f"{BOARD}.csv").data.decode("utf-8-sig")
    rows = {row["Figure id"]: row for row in csv.DictReader(io.StringIO(text))}
    assert {name: rows[name]["Numerator"] for name in flow(ruth.get(BOARD).text)} == flow(ruth.get(BOARD).text)
    share = rows["completion-of-allocated"]
    assert (share["Numerator"], share["Denominator"], share["Share"]) == ("2", "5", "0.40")
    assert ruth.get(f"{BOARD}.xlsx").data.startswith(b"PK")


def test_a_figure_says_as_at_which_event(app: Flask, ruth: FlaskClient) -> None:
    head = app.extensions["house"].reader.head()
    assert figure(ruth, "pool")["position"] == head
    assert f"entry {head:,}" in ruth.get("/figures/pool").text


def test_a_share_of_nothing_is_a_dash_and_its_list_says_so(ruth: FlaskClient) -> None:
    page = ruth.get("/figures/grade:overall:good").text
    assert "–" in page
    assert "0 of 0" in page
    assert "Nothing is counted here yet." in page


def test_grades_appear_once_an_audit_is_to_standard(ruth: FlaskClient, may: Story) -> None:
    assert 'id="domains"' not in ruth.get(BOARD).text
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    page = ruth.get(BOARD).text
    assert page.count('href="/figures/grade:') == 7 * 5 + 4
    assert figure(ruth, "grade:overall:good")["numerator_ids"] == [stories.audit_id(1)]


def shared_out(page: str) -> str:
    found = re.search(r'<p class="govuk-body" id="shared-out">(.*?)</p>', page, re.S)
    return " ".join(re.sub("<[^>]+>", "", found[1]).split()) if found else ""


def test_why_allocated_and_expected_differ_is_said_and_opens_to_the_people(
    app: Flask, ruth: FlaskClient, may: Story
) -> None:
    assert shared_out(ruth.get(BOARD).text) == "Allocated and expected: 2 auditors have 2 (Anna Bell and Ben Carter)."
    facts = {"on": "2024-05-28", "due": "2024-06-18", "reason": "Away.", "grounds": ""}
    for number in (3, 5):
        may.let(RUTH, Audit, stories.audit_id(number)).reallocate(ANNA, **facts)
    page = ruth.get(BOARD).text
    assert shared_out(page) == (
        "Allocated and expected: 1 of the expected has no audit (Nadia Rahman); 1 auditor has 4 (Anna Bell)."
    )
    for name, person in (("expected-without-audit", NADIA), ("above-share", ANNA)):
        assert f'id="shared-out-{name}" href="/figures/{name}?cycle=2024-05"' in page
        assert figure(ruth, name)["numerator_ids"] == [person]
    others = shared_out(signed_in(app, IAN).get(BOARD).text)
    assert others == "Allocated and expected: 1 of the expected has no audit; 1 auditor has 4 (Anna Bell)."
    assert figure(signed_in(app, IAN), "expected-without-audit")["numerator_ids"] is None


def test_who_is_exempted_for_what_is_named_to_those_who_run_or_decide(
    app: Flask, ruth: FlaskClient, may: Story
) -> None:
    exempt(may, NADIA, "other")
    for person in READERS:
        client, named = signed_in(app, person), person in {RUTH, GRACE}
        told = figure(client, "exemptions-not-health-or-leave")
        assert (told["numerator"], told["numerator_ids"]) == (1, [NADIA] if named else None)
        page = client.get("/figures/exemptions-not-health-or-leave").text
        assert ("Nadia Rahman" in page) is named, person
        assert "Not for the board." not in page


def test_the_chase_list_names_what_is_due_with_what_can_be_done(app: Flask, ruth: FlaskClient) -> None:
    page = ruth.get(BOARD).text
    assert re.findall(r'id="chase-link-audit-2024-05-(\d+)"', page) == ["0003", "0004", "0005"]
    assert page.count("due today") == 3
    assert "/audits/2024-05/3/nil-return" in page
    assert "/audits/2024-05/3/reallocation" in page
    assert "nil-return" not in signed_in(app, IAN).get(BOARD).text


def test_a_long_chase_list_is_shown_in_part_counted_as_a_whole_and_given_when_asked(
    ruth: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chase, "SHOWN", 2)
    page = ruth.get(f"{BOARD}?sort=-child").text
    shown = re.findall(r'id="chase-link-audit-2024-05-(\d+)"', page)
    whole = re.search(r'href="([^"]+)">All 3 audits to chase', page)
    assert len(shown) == 2
    assert "3 audits late or due soon" in page
    assert whole
    every = ruth.get(whole[1].replace("&amp;", "&")).text
    found = re.findall(r'id="chase-link-audit-2024-05-(\d+)"', every)
    assert len(found) == 3
    assert found[:2] == shown, "in the order that the page had"
    assert "All 3 audits to chase" not in every


def reminded(may: Story, recipient: str, number: int, kind: str, at: str) -> None:
    """A letter about an audit that was sent at a moment."""
    cause, said = f"{stories.audit_id(number)}#{kind}", {"by": SYSTEM, "at": at}
    facts = {"cause": cause, "recipient": recipient, "kind": kind, "link": f"/audits/2024-05/{number}"}
    letters.write(may.house, **facts, facts={"due": "2024-05-28"}, **said)
    letter = may.house.log.load(Letter, letters.letter_id(cause, recipient, kind))
    letter.claim(until="2024-05-28T12:00:00+00:00", **said)
    letter.sent(to="somebody@eastmere.example", message="<1@eastmere.example>", answer="250 ok", **said)
    may.house.keep(letter)


def test_the_chase_list_says_when_the_auditor_was_last_reminded_of_that_audit(app: Flask, may: Story) -> None:
    reminded(may, BEN, 5, "audit-due-soon", "2024-05-23T09:00:00+00:00")
    reminded(may, BEN, 5, "audit-overdue", "2024-05-24T23:30:00+00:00")
    reminded(may, ANNA, 5, "audit-due-soon", "2024-05-27T09:00:00+00:00")
    reminded(may, NADIA, 3, "audit-due-soon", "2024-05-22T09:00:00+00:00")
    ruth = signed_in(app, RUTH)
    said = re.findall(r'data-label="Last reminder"><span>([^<]+)', ruth.get(BOARD).text)
    assert [one.strip() for one in said] == ["22/05/2024", "none", "25/05/2024"], "of that audit, to its auditor"
    order = re.findall(r'id="chase-link-audit-2024-05-(\d+)"', ruth.get(f"{BOARD}?sort=-reminded").text)
    assert order == ["0005", "0003", "0004"]
    file = ruth.get(f"{BOARD}/chase.json?sort=reminded").get_json()["rows"]
    assert [(row["audit"], row["last_reminder_on"]) for row in file] == [
        ("2024-05/0004", None), ("2024-05/0003", "2024-05-22"), ("2024-05/0005", "2024-05-25"),
    ]  # fmt: skip


def test_what_waits_to_be_judged_is_listed_from_the_first_returned_on(app: Flask, may: Story) -> None:
    stories.write(may, NADIA, 3)
    may.let(NADIA, Audit, stories.audit_id(3)).return_(may.content(), on="2024-05-15", working_days_late=0)
    for page in (signed_in(app, RUTH).get(BOARD).text, signed_in(app, MARY).get("/").text):
        waiting = page[page.index('id="waiting"') :]
        assert "3 audits, the first returned first" in waiting
        assert re.findall(r'data-label="Returned">([^<]+)<', waiting) == ["15/05/2024", "22/05/2024", "29/05/2024"]
        assert re.findall(r'id="waiting-audit-2024-05-(\d+)"', waiting) == ["0003", "0001", "0002"]


def test_an_operations_director_is_shown_the_audits_of_her_areas(app: Flask, may: Story) -> None:
    may.let(PRIYA, ServiceArea, EAST).appoint(HELEN)
    grace = signed_in(app, GRACE)
    assert "chase-link" not in grace.get(BOARD).text
    page = grace.get("/figures/returned?cycle=2024-05").text
    assert "2 more, not yours to see." in page
    assert "C-10482" not in page


def test_a_poll_gets_the_new_board_only_when_it_changed(app: Flask, ruth: FlaskClient, may: Story) -> None:
    page = ruth.get(BOARD).text
    poll = f"{BOARD}?since={marked(page)}"
    assert ruth.get(poll).status_code == 204
    assert ruth.get(f"{BOARD}?since={app.extensions['house'].reader.head()}").status_code == 204
    signed_in(app, MARY).post(f"{'/audits/2024-05/1'}/acceptance", data=ACCEPT | {"version": version(app)})
    changed = ruth.get(poll)
    assert changed.status_code == 200
    assert "<html" not in changed.text
    assert flow(changed.text)["accepted"] == "1"
    assert ruth.get(f"{BOARD}?since={marked(changed.text)}").status_code == 204


ACCEPT = {"on-day": "28", "on-month": "5", "on-year": "2024"}


def version(app: Flask) -> str:
    return str(app.extensions["house"].log.load(Audit, stories.audit_id(1)).version)


def test_what_is_of_another_month_is_no_change(ruth: FlaskClient, may: Story) -> None:
    poll = f"{BOARD}?since={marked(ruth.get(BOARD).text)}"
    facts = {"auditor": BEN, "cycle": "cycle/2024-06", "reason_class": "health", "note": ""}
    may.let(RUTH, Exemption, "exemption/june").ask(**facts)
    assert ruth.get(poll).status_code == 204


def test_page_and_poll_are_one_template(ruth: FlaskClient) -> None:
    page, poll = ruth.get(BOARD).text, ruth.get(f"{BOARD}?since=1").text.strip()
    assert poll in page


def test_exemptions_that_wait_are_counted(ruth: FlaskClient, may: Story) -> None:
    assert "to-decide" not in ruth.get(BOARD).text
    may.let(RUTH, Exemption, "exemption/a").ask(auditor=BEN, cycle=stories.MAY, reason_class="other", note="")
    link = 'id="to-decide-link" href="/exemptions?cycle=2024-05&amp;state=asked">1 exemption for May 2024 waits'
    assert link in ruth.get(BOARD).text
