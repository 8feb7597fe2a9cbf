"""What is decided about an audit: who may, what is refused and where it is said, double clicks, and being too late."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.person import Person
from app.views.acts import ACTS
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.sending import do, version

__all__ = ["app", "may", "may_log"]

RETURNED, OPEN = "/audits/2024-05/1", "/audits/2024-05/3"
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
WHY = DAY | {"reason": "The evidence is missing its dates."}


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


ENDS = [
    ("1/acceptance", DAY, "accepted"),
    ("1/not-to-standard", WHY, "not_to_standard"),
    ("1/sending-back", WHY, "sent_back"),
    ("1/withdrawal", WHY, "withdrawn"),
    ("3/nil-return", WHY, "nil_return"),
    ("3/withdrawal", WHY, "withdrawn"),
]


@pytest.mark.parametrize(("act", "facts", "state"), ENDS)
def test_an_act_is_done_and_leads_to_the_audit(
    app: Flask, ruth: FlaskClient, act: str, facts: dict[str, str], state: str
) -> None:
    answer = do(ruth, f"/audits/2024-05/{act}", facts)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/audits/2024-05/{act[0]}")
    assert audit(app, int(act[0])).state == state
    assert f'data-state="{state}"' in ruth.get(f"/audits/2024-05/{act[0]}").text


def test_a_nil_return_can_be_opened_again(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{OPEN}/nil-return", WHY)
    assert do(ruth, f"{OPEN}/reopening", WHY).status_code == 303
    assert audit(app, 3).state == "allocated"


def test_an_audit_withdrawn_after_its_return_is_judged_once_it_is_opened_again(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{RETURNED}/withdrawal", WHY)
    assert "waiting to be judged" in ruth.get(f"{RETURNED}/reopening").text
    assert do(ruth, f"{RETURNED}/reopening", WHY).status_code == 303
    assert audit(app, 1).state == "returned"
    assert do(ruth, f"{RETURNED}/acceptance", DAY).status_code == 303


def test_an_audit_that_is_sent_back_is_due_again_and_says_why(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{RETURNED}/sending-back", WHY)
    assert audit(app, 1).due == "2024-06-04"
    page = signed_in(app, ANNA).get(RETURNED).text
    assert "The evidence is missing its dates." in page
    assert "by Ruth Okafor" in page


def test_the_page_says_the_new_date_beforehand_and_another_can_be_chosen(app: Flask, ruth: FlaskClient) -> None:
    shown = "If you leave this empty it is 4 June 2024: 5 working days after today, bank holidays in England left out."
    assert shown in ruth.get(f"{RETURNED}/sending-back").text
    chosen = {"due-day": "10", "due-month": "6", "due-year": "2024"}
    refused = do(ruth, f"{RETURNED}/sending-back", WHY | chosen | {"due-day": "8"})
    assert (refused.status_code, "Saturday 8 June 2024 is not a working day." in refused.text) == (422, True)
    assert do(ruth, f"{RETURNED}/sending-back", WHY | chosen).status_code == 303
    anna = signed_in(app, ANNA)
    for page in (RETURNED, f"{RETURNED}/sections"):
        assert "To be returned by 10 June 2024." in anna.get(page).text, page
    told = "by 10 June 2024, chosen in the place of 4 June 2024, which the framework gives. Reason: The evidence"
    assert told in anna.get(f"{RETURNED}/history").text


def test_the_upload_is_recorded_by_the_auditor(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{RETURNED}/acceptance", DAY)
    anna = signed_in(app, ANNA)
    facts = DAY | {"uploaded_by": OMAR, "reference": "DOC-88213"}
    assert do(anna, f"{RETURNED}/upload", facts).status_code == 303
    assert audit(app, 1).uploaded_on == "2024-05-28"
    assert "This audit has not been moderated. A finding that is not right" in signed_in(app, OMAR).get(RETURNED).text
    again = anna.get(f"{RETURNED}/upload").text
    assert "cannot be done now: the audit of C-10482 is accepted, and its copy is on the child&#39;s record." in again


def test_somebody_who_has_nothing_to_do_with_it_cannot_have_uploaded_it(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{RETURNED}/acceptance", DAY)
    answer = do(ruth, f"{RETURNED}/upload", DAY | {"uploaded_by": IAN})
    assert answer.status_code == 422
    assert audit(app, 1).uploaded_on == ""


def test_an_audit_goes_to_another_auditor(app: Flask, ruth: FlaskClient) -> None:
    facts = WHY | {"auditor": ANNA, "above_share": "y"}
    answer = do(ruth, f"{OPEN}/reallocation", facts)
    assert answer.status_code == 303, re.findall(r"error-message.*?</p>", answer.text, re.S)
    assert audit(app, 3).auditor == ANNA
    assert signed_in(app, NADIA).get(OPEN).status_code == 404


def test_a_full_share_is_in_the_way_until_it_is_said(app: Flask, ruth: FlaskClient) -> None:
    page = ruth.get(f"{OPEN}/reallocation").text
    offered = re.search(rf'<option value="{ANNA}"[^>]*>(.*?)</option>', page)[1]
    assert offered.endswith("this month and owes 1.")
    assert offered.count("Anna") == 1
    assert page.index("/cycles/2024-05/swaps/3") < page.index('name="auditor"')
    answer = do(ruth, f"{OPEN}/reallocation", WHY | {"auditor": ANNA})
    assert answer.status_code == 422
    assert 'href="#auditor"' in answer.text
    assert audit(app, 3).auditor == NADIA


MAY = {
    "acceptance": {RUTH, MARY},
    "not-to-standard": {RUTH, MARY},
    "sending-back": {RUTH, MARY},
    "upload": {RUTH, ANNA, OMAR},
    "nil-return": {RUTH},
    "withdrawal": {RUTH},
    "reopening": {RUTH},
    "reallocation": {RUTH},
    "second-audit": {RUTH},
    "answer-correction": {RUTH},
    "grade-correction": {RUTH, ANNA},
    "grade-correction-agreement": {RUTH, MARY},
    "grade-correction-refusal": {RUTH, MARY},
    "grade-correction-withdrawal": {RUTH, ANNA},
    "return-correction": {RUTH},
    "upload-correction": {RUTH},
    "moderation-correction": {RUTH, MARY},
    "moderation-correction-agreement": {RUTH, MARY},
    "moderation-correction-refusal": {RUTH, MARY},
    "moderation-correction-withdrawal": {RUTH, MARY},
}
CORRECTIONS = {"answer-correction", "grade-correction", "return-correction"}
PEOPLE = (RUTH, MARY, ANNA, BEN, OMAR, DANA, GRACE, HELEN, IAN, KOFI, PRIYA)


@pytest.mark.parametrize("noun", [act.noun for act in ACTS])
def test_who_may(app: Flask, may: Story, noun: str) -> None:
    let_in = set()
    for person in PEOPLE:
        client = signed_in(app, person)
        if client.get(f"{RETURNED}/{noun}").status_code == 200:
            let_in.add(person)
        else:
            assert client.post(f"{RETURNED}/{noun}", data=WHY | {"version": "1"}).status_code == 404
    assert let_in == MAY[noun]
    assert audit(app, 1).state == "returned"


def test_only_what_can_be_done_is_offered(app: Flask, ruth: FlaskClient) -> None:
    def offered(client: FlaskClient, path: str) -> set[str]:
        return set(re.findall(r'id="act-([a-z-]+)"', client.get(path).text))

    judged = {"acceptance", "not-to-standard", "sending-back", "withdrawal"}
    assert offered(ruth, RETURNED) == judged | CORRECTIONS
    assert offered(ruth, OPEN) == {"nil-return", "withdrawal", "reallocation", "second-audit"}
    assert offered(signed_in(app, MARY), OPEN) == set()
    assert offered(signed_in(app, OMAR), RETURNED) == set()


def test_nobody_judges_their_own_audit(app: Flask, may: Story) -> None:
    may.let(PRIYA, Person, ANNA).hold({"auditor", "moderator"})
    anna = signed_in(app, ANNA)
    assert "act-acceptance" not in anna.get(RETURNED).text
    answer = do(anna, f"{RETURNED}/acceptance", DAY)
    assert answer.status_code == 422
    assert "You cannot judge your own audit." in answer.text


REFUSED = [
    ("3/nil-return", DAY, "Give the reason."),
    ("3/nil-return", WHY | {"reason": "   "}, "Give the reason."),
    ("3/nil-return", {"reason": "Nothing came."}, "Enter the date."),
    ("3/nil-return", WHY | {"on-day": "31", "on-month": "2"}, "The date must be a real date"),
    ("3/nil-return", WHY | {"on-day": "29"}, "The date cannot be in the future."),
    ("3/nil-return", WHY | {"reason": "x" * 5000}, "Use at most 4,000 characters."),
    ("3/reallocation", WHY, "Choose an auditor."),
]


@pytest.mark.parametrize(("act", "facts", "sentence"), REFUSED)
def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(
    app: Flask, ruth: FlaskClient, act: str, facts: dict[str, str], sentence: str
) -> None:
    answer = do(ruth, f"/audits/2024-05/{act}", facts)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert facts.get("reason", "").strip() in answer.text
    assert audit(app, 3).state == "allocated"


def test_a_double_click_lands_on_the_first_result(app: Flask, ruth: FlaskClient) -> None:
    shown = version(ruth, f"{RETURNED}/acceptance")
    answers = [ruth.post(f"{RETURNED}/acceptance", data=DAY | {"version": shown}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert audit(app, 1).version == int(shown) + 1


def test_a_form_sent_again_with_another_reason_never_passes_for_the_first(app: Flask, ruth: FlaskClient) -> None:
    shown = version(ruth, f"{RETURNED}/sending-back")
    assert ruth.post(f"{RETURNED}/sending-back", data=WHY | {"version": shown}).status_code == 303
    answer = ruth.post(f"{RETURNED}/sending-back", data=WHY | {"version": shown, "reason": "Another reason."})
    assert answer.status_code == 409
    assert "audit sent back by Ruth Okafor" in answer.text
    assert "Another reason." in answer.text, "what was written can still be copied"
    assert audit(app, 1).version == int(shown) + 1


def test_who_comes_too_late_is_told_what_happened_and_nothing_is_stored(app: Flask, ruth: FlaskClient) -> None:
    shown = version(ruth, f"{RETURNED}/not-to-standard")
    do(signed_in(app, MARY), f"{RETURNED}/acceptance", DAY)
    answer = ruth.post(f"{RETURNED}/not-to-standard", data=WHY | {"version": shown})
    assert answer.status_code == 409
    assert "audit accepted by Mary Quinn" in answer.text
    assert "cannot be done now" in answer.text
    assert audit(app, 1).state == "accepted"


def test_a_change_that_leaves_the_act_open_lets_it_be_sent_again(app: Flask, ruth: FlaskClient, may: Story) -> None:
    shown = version(ruth, f"{OPEN}/nil-return")
    may.let(NADIA, Audit, stories.audit_id(3)).save_section(may.content(), "summary", {"strengths": "x"}, on=may.day)
    answer = ruth.post(f"{OPEN}/nil-return", data=WHY | {"version": shown})
    assert answer.status_code == 409
    assert "audit section saved by Nadia Rahman" in answer.text
    assert WHY["reason"] in answer.text
    again = re.search(r'name="version" value="(\d+)"', answer.text)
    assert again
    assert ruth.post(f"{OPEN}/nil-return", data=WHY | {"version": again[1]}).status_code == 303


@pytest.mark.parametrize("wrong", ["", "x", "-1", "99999999999999999999"])
def test_a_form_without_its_version_is_too_late(app: Flask, ruth: FlaskClient, wrong: str) -> None:
    assert ruth.post(f"{OPEN}/nil-return", data=WHY | {"version": wrong}).status_code == 409
    assert audit(app, 3).state == "allocated"


def test_reading_records_nothing(app: Flask, ruth: FlaskClient) -> None:
    head = app.extensions["house"].reader.head()
    for act in ACTS:
        ruth.get(f"{RETURNED}/{act.noun}")
    assert app.extensions["house"].reader.head() == head


def test_what_was_kept_of_a_form_goes_with_it_and_a_late_text_does_not_bring_it_back(
    app: Flask, ruth: FlaskClient
) -> None:
    path = f"{OPEN}/reallocation"
    kept = {"auditor": ANNA, "above_share": ["y"], **WHY}
    assert ruth.put(f"/drafts{path}", json={"version": 0, "page": "p2", "fields": kept}).status_code == 200
    assert 'name="draft" value="1"' in ruth.get(path).text
    assert do(ruth, path, WHY | {"auditor": ANNA, "above_share": "y", "draft": "0.p2"}).status_code == 303
    assert app.extensions["drafts"].forms(RUTH) == {}
    assert ruth.put(f"/drafts{path}", json={"version": 0, "page": "p2", "fields": kept}).status_code == 410
    assert "Text that you have not sent" not in ruth.get("/").text


def test_text_that_was_not_sent_is_discarded_on_today(app: Flask, ruth: FlaskClient) -> None:
    ruth.put(f"/drafts{OPEN}/reallocation", json={"version": 0, "fields": {"reason": "She has left"}})
    assert 'name="on" value="today"' in ruth.get("/").text
    key = f"{OPEN}/reallocation"[1:]
    assert ruth.post("/discarded-drafts", data={"key": key, "on": "today"}).headers["Location"] == "/"
    assert app.extensions["drafts"].forms(RUTH) == {}


def test_a_sending_back_is_over_once_the_audit_is_returned_again(app: Flask, ruth: FlaskClient) -> None:
    do(ruth, f"{RETURNED}/sending-back", WHY)
    anna = signed_in(app, ANNA)
    assert 'id="decision"' in anna.get(RETURNED).text
    assert do(anna, f"{RETURNED}/return", {}).status_code == 303
    assert 'id="decision"' not in ruth.get(RETURNED).text
    assert "The evidence is missing its dates." in anna.get(f"{RETURNED}/history").text
