"""The Word template of reports in the browser: taken, refused with where, given up, and as it was at any time."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, HELEN, PRIYA, RUTH, Story
from app.programme import report_templates
from app.reports.word import shipped
from app.reports.word_check import check_template
from app.views.report_template_words import NAMES
from projections import report_templates as rows
from tests.reports.test_word_check import edited, says
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_reports import HERE as REPORT
from tests.views.test_reports import june, publish, put_forward, ruth

__all__ = ["app", "june", "may", "may_log", "ruth"]
HERE = "/settings/report-template"
AT = "2024-06-03T09:00:00+00:00"
As = Callable[[str], FlaskClient]


@pytest.fixture
def as_(app: Flask, may: Story) -> As:
    """Sign somebody in."""

    def sign_in(person: str) -> FlaskClient:
        client = app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person, True
        return client

    return sign_in


def send(client: FlaskClient, data: bytes, version: int = 0, **more: str) -> Any:
    """Upload a file."""
    sent = {"version": str(version), "reason": "Our own words.", "file": (io.BytesIO(data), "our/own.docx")}
    return client.post(f"{HERE}/upload", data=sent | more, content_type="multipart/form-data")


OWN, SECOND = says("Our own words."), says("Our other words.")


def test_whatever_the_page_names_can_stand_in_a_template() -> None:
    alone = [tag for tag, _ in NAMES if tag.startswith("{{")]
    looped = [f"{tag.replace('%p', '%')}{{% end{tag.split()[1]} %}}" for tag, _ in NAMES if " for " in tag]

    def edit(word: Any) -> None:
        for tag in (*alone, *looped):
            word.add_paragraph(tag)

    check_template(edited(edit))
    assert (len(alone), len(looped)) == (15, 3)


def test_a_template_is_taken_named_and_given_back(as_: As, may: Story) -> None:
    ruth = as_(RUTH)
    assert "the template that comes with Audit Loop" in ruth.get(HERE).text
    assert send(ruth, OWN).status_code == 303
    page = ruth.get(HERE).text
    assert "own.docx</a>, uploaded by Ruth Okafor" in page
    assert "uploaded the Word template of reports “own.docx”. Reason: Our own words." in page
    assert "own.docx" in ruth.get("/settings").text
    got = ruth.get(f"{HERE}/1.docx")
    assert (got.data, got.headers["Content-Disposition"]) == (OWN, 'attachment; filename="own.docx"')
    assert report_templates.in_force(may.house) == OWN
    assert ruth.get(f"{HERE}/shipped.docx").data == shipped()


def test_a_file_is_looked_at_once_however_often_it_is_used(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []
    monkeypatch.setattr("app.reports.word_use.check_template", looked.append)
    monkeypatch.setattr("app.reports.word_use._FAULTS", {})
    ruth = as_(RUTH)
    assert send(ruth, OWN).status_code == 303
    assert looked == [OWN]
    ruth.get(HERE)
    assert looked == [OWN]


def test_one_that_would_not_be_taken_now_is_not_used_and_the_page_says_so(as_: As, may: Story) -> None:
    data = says("{{ title|join(title) }}")
    report_templates.upload(may.house, "", version=0, name="own.docx", data=data, reason="Ours.", by=RUTH, at=AT)
    page = as_(RUTH).get(HERE).text
    assert "<strong>Reports are written in the template that comes with Audit Loop</strong>" in page
    assert "would not be taken now. {{ title|join(title) }} cannot be filled in." in page


def test_going_back_leaves_what_was_in_force_then(as_: As, may: Story) -> None:
    ruth = as_(RUTH)
    send(ruth, OWN)
    between = may.house.reader.head()
    send(ruth, SECOND, version=1)
    gone = {"version": "2", "reason": "Too pale."}
    assert ruth.post(f"{HERE}/withdrawal", data=gone).status_code == 303
    assert report_templates.in_force(may.house) is None
    assert report_templates.in_force(may.house, between) == OWN
    assert report_templates.in_force(may.house, 0) is None
    may.house.model.catch_up()
    assert rows.in_force(may.house.model) is None
    assert [bool(one["ended_at"]) for one in rows.every(may.house.model)] == [True, True]
    assert "already" not in ruth.get(HERE).text
    assert "cannot be done now" in ruth.get(f"{HERE}/withdrawal").text


BROKEN = (
    (says("{{ perod }}"), "{{ perod }}: there is no “perod”."),
    (says("{{ perod }}"), "It is in “{{ perod }}” in the text, beneath “{{ title }}”."),
    (b"%PDF", "This is not a Word document (.docx)."),
    (b"", "Choose the template."),
    (bytes(300_001), "A template of reports has at most 300 kB."),
)


def test_a_broken_template_is_refused_with_where(as_: As, may: Story) -> None:
    ruth = as_(RUTH)
    for data, sentence in BROKEN:
        answer = send(ruth, data)
        assert answer.status_code == 422
        assert sentence in answer.text
        assert "Our own words." in answer.text
    assert report_templates.in_force(may.house) is None


def test_a_template_that_is_sent_twice_is_taken_once(as_: As, may: Story) -> None:
    ruth = as_(RUTH)
    assert [send(ruth, OWN).status_code for _ in range(2)] == [303, 303]
    assert may.house.version("report-template/word") == 1
    stale = send(ruth, SECOND)
    assert stale.status_code == 409
    assert "while your form was open" in stale.text


def test_it_is_the_qa_leads_alone(as_: As) -> None:
    send(as_(RUTH), OWN)
    for person in (ANNA, PRIYA):
        assert {as_(person).get(f"{HERE}{path}").status_code for path in ("", "/upload", "/1.docx")} == {404}
        assert send(as_(person), SECOND, version=1).status_code == 404


def test_no_row_holds_the_file(as_: As, may: Story) -> None:
    send(as_(RUTH), OWN)
    may.house.model.catch_up()
    assert rows.every(may.house.model)[0].keys() == {
        "version", "name", "size", "sha256", "by", "by_name", "at", "ended_at", "position",
    }  # fmt: skip
    assert as_(RUTH).get(f"{HERE}/9.docx").status_code == 404


def test_what_is_put_forward_is_written_in_the_template_of_then(
    june: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.reports.word_use.written_in", lambda document, template, *beside: template or b"ours")

    def words(asked: str = "") -> bytes:
        return june.get(f"{REPORT}.docx{asked}").data

    assert send(june, OWN).status_code == 303
    assert (put_forward(june).status_code, words()) == (303, OWN)
    assert send(june, SECOND, version=1).status_code == 303
    assert words() == OWN, "what the publisher reads is what comes out"
    publish(signed_in(june.application, HELEN))
    assert words("?edition=1") == OWN
    monkeypatch.setattr("app.programme.reports.template_of", lambda *of: None)
    assert words("?edition=1") == SECOND, "where it was not kept, the one in force when it was published"
