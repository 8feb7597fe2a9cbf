"""The audit's form: sections, saving, rows, what cannot be read, and text that is typed and not sent."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.events.sections_check import due_before
from tests.views.an_audit import ID, PATH, an_audit, audit, fill_in, reallocate, signed_in

SECTION = f"{PATH}/sections/assessment"
FAMILY = f"{PATH}/sections/family"
ACTIONS = f"{PATH}/sections/actions"
ROW = {"actions.0.what": "Update the chronology", "actions.0.owner": "person/wendy"}
DUE = {"actions.0.due-day": "28", "actions.0.due-month": "6", "actions.0.due-year": "2024"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2024, 5, 21))


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    an_audit(app.extensions["house"])
    return signed_in(app, "alice")


def post(client: FlaskClient, there: str = SECTION, version: int = 1, **fields: Any) -> TestResponse:
    return client.post(there, data={"version": str(version), "draft": "0", **fields.pop("named", {}), **fields})


def test_each_answer_says_whether_and_when_it_is_needed(alice: FlaskClient) -> None:
    page = unescape(alice.get(SECTION).text)
    assert "Always needed." in page
    assert "Optional." in page
    assert "Needed when “Grade” is " in page
    actions = unescape(alice.get(ACTIONS).text)
    assert "Needed when “Overall grade” is " in actions
    assert "is Category 1 or Category 2." in actions, "a hint names the choices and does not explain them again"


def save(client: FlaskClient, text: str, version: int = 1, draft: str = "0") -> TestResponse:
    return post(client, version=version, named={"evidence.assessment": text}, draft=draft)


def autosave(client: FlaskClient, fields: dict[str, Any], over: int = 1, version: int = 0) -> TestResponse:
    body = {"version": version, "fields": fields}
    return client.put(f"/drafts{SECTION}?over={over}", json=body)


def draft(app: Flask, there: str = SECTION, person: str = "person/alice") -> Any:
    found = app.extensions["drafts"].get(person, there.removeprefix("/"))
    return found and found.fields


def test_the_list_says_what_there_is_to_do_and_by_when(alice: FlaskClient) -> None:
    page = unescape(alice.get(f"{PATH}/sections").text)
    assert "Audit of C-10482 (JK)" in page
    assert "due 28 May 2024 (4 working days)" in page
    assert "11 sections to go" in page
    assert page.count("To do</strong>") == 11
    assert f'href="{PATH}/return"' in page


@pytest.mark.parametrize(
    ("day", "words"),
    [(28, "(today)"), (29, "(1 working day late)"), (24, "(1 working day)"), (31, "(3 working days late)")],
)
def test_the_distance_to_the_due_date_is_in_working_days(
    alice: FlaskClient, monkeypatch: pytest.MonkeyPatch, day: int, words: str
) -> None:
    monkeypatch.setattr("app.clock.today", lambda: date(2024, 5, day))
    assert words in alice.get(f"{PATH}/sections").text


def test_every_grade_has_its_descriptor_beside_it(app: Flask, alice: FlaskClient) -> None:
    page = unescape(alice.get(SECTION).text)
    domain = next(one for one in _content(app)["domains"] if one["id"] == "assessment")
    assert all(text in page for text in domain["descriptors"].values())
    assert page.count('name="grade.assessment"') == 5


def test_saving_goes_on_or_stays_and_says_when(app: Flask, alice: FlaskClient) -> None:
    on = post(alice, named={"grade.assessment": "good", "evidence.assessment": "Seen"}, go="next")
    assert on.headers["Location"] == f"{PATH}/sections/plans"
    assert "Quality of assessment: put in the audit at " in alice.get(on.headers["Location"]).text
    assert audit(app).answers == {"grade.assessment": "good", "evidence.assessment": "Seen"}
    assert save(alice, "Seen twice", 3).headers["Location"] == SECTION


def test_the_last_section_leads_to_the_return(alice: FlaskClient) -> None:
    assert post(alice, ACTIONS, go="next").headers["Location"] == f"{PATH}/return"


def test_a_double_click_saves_once(app: Flask, alice: FlaskClient) -> None:
    for _ in range(2):
        assert post(alice, ACTIONS, named=ROW | DUE).status_code == 303
    assert audit(app).version == 3


def test_a_field_that_was_not_on_the_page_stays_as_it_is(app: Flask, alice: FlaskClient) -> None:
    there = f"{PATH}/sections/summary"
    post(alice, there, named={"strengths": "Warm", "themes": "direct-work", "themes.sent": "1"})
    post(alice, there, 3, named={"improvements": "Pace"})
    assert audit(app).answers["themes"] == ["direct-work"]
    post(alice, there, 4, named={"themes.sent": "1"})
    assert audit(app).answers["themes"] == []
    assert audit(app).answers["strengths"] == "Warm"


def test_quotations_and_actions_are_rows(app: Flask, alice: FlaskClient) -> None:
    post(
        alice,
        FAMILY,
        named={"quotations.0.text": "She listens", "quotations.0.tone": "positive", "quotations.3.text": ""},
    )
    post(alice, ACTIONS, 3, named=ROW | DUE)
    answers = audit(app).answers
    assert answers["quotations"] == [{"text": "She listens", "tone": "positive"}]
    action = {"id": "v3-0", "what": "Update the chronology", "owner": "person/wendy", "due": "2024-06-28"}
    assert answers["actions"] == [action]
    page = alice.get(ACTIONS).text
    assert 'name="actions.0.id" value="v3-0"' in page
    assert '<option value="person/wendy" selected>Wendy Pike, Ash</option>' in page


def test_an_action_keeps_its_id_when_another_is_added_before_it(app: Flask, alice: FlaskClient) -> None:
    post(alice, ACTIONS, named=ROW | DUE)
    second = {name.replace("actions.0", "actions.1"): value for name, value in (ROW | DUE).items()}
    post(alice, ACTIONS, 3, named=ROW | DUE | second | {"actions.1.id": "v1-0"})
    assert [row["id"] for row in audit(app).answers["actions"]] == ["v3-0", "v1-0"]


def test_the_people_of_the_team_come_before_the_managers(alice: FlaskClient) -> None:
    page = alice.get(ACTIONS).text
    assert page.index("Carol Finch, Ash") < page.index("Wendy Pike, Ash")
    assert "Bob Crane" not in page


def test_another_row_comes_without_a_script_and_nothing_is_saved(app: Flask, alice: FlaskClient) -> None:
    page = post(alice, FAMILY, named={"quotations.0.text": "She listens"}, add="quotations")
    assert page.status_code == 200
    assert 'name="quotations.1.text"' in page.text
    assert "She listens" in page.text
    assert audit(app).version == 1
    assert draft(app, FAMILY)["quotations.0.text"] == "She listens"


def test_a_row_is_taken_out_without_a_script(alice: FlaskClient) -> None:
    rows = {"quotations.0.text": "First", "quotations.1.text": "Second"}
    page = post(alice, FAMILY, named=rows, remove="quotations.0").text
    form = page.split('<form class="al-section"')[1]
    assert "Second" in form
    assert "First" not in form


@pytest.mark.parametrize("name", ["add", "remove"])
@pytest.mark.parametrize("value", ["", "nothing", "family.positive", "quotations.x", "quotations.-1", "quotations.²"])
def test_buttons_that_are_not_on_the_page_do_nothing(alice: FlaskClient, name: str, value: str) -> None:
    assert post(alice, FAMILY, **{name: value}).status_code == 200


def test_a_new_action_is_not_due_before_the_day_and_an_old_one_stays_when_its_day_is_over(
    app: Flask, alice: FlaskClient
) -> None:
    over = DUE | {"actions.0.due-year": "2023"}
    page = post(alice, ACTIONS, named=ROW | over)
    assert (page.status_code, audit(app).version) == (422, 1)
    assert '<a href="#actions-0-due">Action 1: give a date that is not over yet.</a>' in page.text
    assert post(alice, ACTIONS, named=ROW | DUE).status_code in (200, 303)
    stored = audit(app).answers["actions"]
    assert due_before({"actions": stored}, {"actions": stored}, "2099-01-01") == []
    assert due_before({}, {"actions": stored}, "2099-01-01") == [("actions.0.due", "Give a date that is not over yet.")]


def test_what_cannot_be_read_is_said_beside_its_field_and_kept(app: Flask, alice: FlaskClient) -> None:
    page = post(alice, ACTIONS, named=ROW | DUE | {"actions.0.due-day": "31", "actions.0.due-month": "2"})
    assert page.status_code == 422
    assert "Action 1: date due must be a real date" in page.text
    assert 'href="#actions-0-due"' in page.text
    assert 'id="actions-0-due"' in page.text
    assert 'id="actions-0-due-error"' in page.text
    assert 'value="31"' in page.text
    assert draft(app, ACTIONS)["actions.0.what"] == "Update the chronology"
    assert audit(app).version == 1


@pytest.mark.parametrize(
    ("fields", "link", "words"),
    [
        ({"grade.assessment": "splendid"}, "#grade-assessment", "Grade: choose one"),
        ({"evidence.assessment": "a\x00b"}, "#evidence-assessment", "Evidence for this grade: this holds"),
        ({"evidence.assessment": "x" * 20_001}, "#evidence-assessment", "Evidence for this grade: write at most"),
        ({"question.assessment-timely": "perhaps"}, "#question-assessment-timely",
         "Was the most recent assessment finished in time? Choose one"),
    ],
)  # fmt: skip
def test_every_error_names_its_question_and_leads_to_it(
    alice: FlaskClient, fields: dict[str, str], link: str, words: str
) -> None:
    page = post(alice, named=fields)
    assert page.status_code == 422
    assert f'href="{link}">{words}' in page.text
    assert f'id="{link[1:]}"' in page.text


def test_two_million_letters_are_refused_and_still_on_the_page(app: Flask, alice: FlaskClient) -> None:
    text = "word " * 400_000
    page = save(alice, text)
    assert page.status_code == 422
    assert text in page.text
    assert audit(app).version == 1


def test_five_thousand_rows_are_refused_and_still_on_the_page(app: Flask, alice: FlaskClient) -> None:
    rows = {f"quotations.{n}.text": f"Said {n}." for n in range(5_000)}
    page = post(alice, FAMILY, named=rows)
    assert page.status_code == 422
    assert "at most 50 rows" in page.text
    assert all(f"Said {n}." in page.text for n in (0, 49, 50, 4_999))
    assert page.text.count('name="quotations.') < 300


def test_keys_of_no_field_are_not_stored(app: Flask, alice: FlaskClient) -> None:
    named = {"grade.nowhere": "good", "overall.grade": "good", "__class__": "x", "actions.0.what": "x"}
    assert post(alice, named=named).status_code == 303
    assert audit(app).version == 1


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "9" * 40, "1\x00"])
def test_a_broken_version_overwrites_nothing(app: Flask, alice: FlaskClient, version: str) -> None:
    save(alice, "First")
    page = alice.post(SECTION, data={"version": version, "evidence.assessment": "Second"})
    assert page.status_code == 409
    assert "First" in page.text
    assert audit(app).answers["evidence.assessment"] == "First"


def test_typed_text_is_laid_over_the_answers_with_a_note(app: Flask, alice: FlaskClient) -> None:
    save(alice, "Saved")
    autosave(alice, {"evidence.assessment": "Typed", "grade.assessment": ""}, over=3)
    page = alice.get(SECTION).text
    assert "What you typed is saved for you alone. It is not in the audit until you choose Save." in page
    assert "\nTyped</textarea>" in page
    assert "Text not in the audit yet" in alice.get(f"{PATH}/sections").text


def test_a_draft_that_says_the_same_is_no_unsent_text(alice: FlaskClient) -> None:
    save(alice, "Saved\r\nand sound")
    autosave(alice, {"evidence.assessment": "Saved\nand sound"}, over=1)
    page = alice.get(SECTION).text
    assert "It is not in the audit until you choose Save." not in page
    assert 'data-draft-version="1"' in page


def test_saving_forgets_the_draft(app: Flask, alice: FlaskClient) -> None:
    autosave(alice, {"evidence.assessment": "Typed"})
    save(alice, "Typed and more", draft="1")
    assert draft(app) is None


def test_saving_keeps_what_another_tab_typed(app: Flask, alice: FlaskClient) -> None:
    autosave(alice, {"evidence.assessment": "From the other tab"})
    save(alice, "From this tab")
    page = alice.get(SECTION).text
    assert "\nFrom the other tab</textarea>" in page
    assert '<input type="hidden" name="version" value="1">' in page
    assert save(alice, "From the other tab", 1, "1").status_code == 409


def test_a_draft_over_an_older_audit_shows_what_others_changed_since(alice: FlaskClient) -> None:
    save(alice, "Old")
    autosave(alice, {"evidence.assessment": "Old", "better.assessment": "Sooner"}, over=3)
    save(alice, "New", 3)
    page = alice.get(SECTION).text
    assert "\nNew</textarea>" in page
    assert "\nSooner</textarea>" in page
    post(alice, version=3, named={"evidence.assessment": "New", "better.assessment": "Sooner"}, draft="1")


def test_a_section_saved_since_is_no_news_for_the_draft_of_another(alice: FlaskClient) -> None:
    autosave(alice, {"evidence.assessment": "Typed"})
    post(alice, ACTIONS, named=ROW | DUE)
    page = alice.get(SECTION).text
    assert "It is not in the audit until you choose Save." in page
    assert "The audit was changed since" not in page


def test_a_refusal_puts_the_text_of_another_tab_aside(app: Flask, alice: FlaskClient) -> None:
    autosave(alice, {"evidence.assessment": "From the other tab"})
    page = post(alice, named={"evidence.assessment": "From this tab", "grade.assessment": "splendid"})
    assert "From the other tab" in page.text
    assert draft(app)["evidence.assessment"] == "From this tab"
    assert "Another text of yours" in alice.get(SECTION).text
    alice.post("/discarded-drafts", data={"key": SECTION[1:] + "~"})
    assert "Another text of yours" not in alice.get(SECTION).text


def test_text_typed_after_the_audit_went_to_somebody_else_comes_back(app: Flask, alice: FlaskClient) -> None:
    reallocate(app)
    page = save(alice, "An hour of work")
    assert page.status_code == 422
    assert "with another auditor now" in page.text
    assert "An hour of work" in page.text
    assert alice.get(SECTION).status_code == 404
    assert audit(app).answers == {}


def test_text_typed_after_the_role_was_taken_comes_back(app: Flask, alice: FlaskClient) -> None:
    house = app.extensions["house"]
    from app.events.person import Person

    person = house.log.load(Person, "person/alice")
    person.hold(set(), by="person/priya", at="2024-05-12T09:00:00+00:00")
    house.keep(person)
    assert "An hour of work" in save(alice, "An hour of work").text
    assert audit(app).version == 1


def test_text_typed_after_the_return_comes_back(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    alice.post(f"{PATH}/return", data={"version": str(audit(app).version)})
    page = save(alice, "One more thing", 1)
    assert page.status_code == 422
    assert "it is returned" in page.text
    assert "One more thing" in page.text
    assert draft(app)["evidence.assessment"] == "One more thing"


@pytest.mark.parametrize("who", ["bob", "priya", "wendy", "carol"])
def test_nobody_else_comes_near_the_form(app: Flask, alice: FlaskClient, who: str) -> None:
    client = signed_in(app, who)
    for there in (SECTION, f"{PATH}/sections", f"{PATH}/return"):
        assert client.get(there).status_code == 404
    assert save(client, "Mine").status_code == 404
    assert client.post(f"{PATH}/return", data={"version": "1"}).status_code == 404
    assert audit(app).version == 1


@pytest.mark.parametrize("there", ["/audits/2024-05/99/sections", f"{PATH}/sections/nowhere", "/audits/x/17/sections"])
def test_what_is_not_there_is_not_found(alice: FlaskClient, there: str) -> None:
    assert alice.get(there).status_code == 404
    assert (
        alice.post(f"{there}/assessment" if there.endswith("sections") else there, data={"version": "1"}).status_code
        == 404
    )


def test_a_form_that_is_closed_leads_to_the_audit(app: Flask, alice: FlaskClient) -> None:
    fill_in(app)
    alice.post(f"{PATH}/return", data={"version": str(audit(app).version)})
    for there in (SECTION, f"{PATH}/sections", f"{PATH}/return"):
        assert alice.get(there).headers["Location"] == PATH


def _content(app: Flask) -> Any:
    from app.programme import audits

    return audits.paper(app.extensions["house"], ID).content
