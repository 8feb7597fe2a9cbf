"""Evidence packs in the browser: asked for, confirmed by another person, made, taken away; and what is in the file."""

import json
import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from app.demo import stories
from app.demo.stories import GRACE, HELEN, IAN, JOAN, RUTH
from app.packs import drop_all
from projections import packs
from tests.evidence.a_pack import run
from tests.views.may import TUESDAY, app, may, may_log, signed_in
from tests.views.test_evidence_held import files, in_words

__all__ = ["app", "may", "may_log"]
ID, THERE = "pack/inspection1", "/evidence/inspection1"
ASK = {"id": ID, "kind": "child", "named": "C-10482", "cycle": "", "edition": "", "follows": "",
       "recipient": "Ivy Lane, inspector", "why": "Named on the first day."}  # fmt: skip


@pytest.fixture
def waiting(app: Flask) -> Iterator[Flask]:
    """May, in which a pack must have ended before a page is answered."""
    app.extensions["making_packs"].patience = 60
    yield app
    app.extensions["making_packs"].finish()


def asked(app: Flask, **more: str) -> TestResponse:
    return signed_in(app, RUTH).post("/evidence", data=ASK | more)


def confirmed(app: Flask, who: str = HELEN) -> TestResponse:
    return signed_in(app, who).post(f"{THERE}/confirmation", data={"version": "1"})


def taken(app: Flask) -> TestResponse:
    return signed_in(app, RUTH).post(f"{THERE}/downloads")


def row(app: Flask) -> dict[str, object]:
    return packs.one(app.extensions["house"].model, ID)


@pytest.mark.usefixtures("may")
def test_a_pack_goes_through_two_people_and_its_file_says_yes(waiting: Flask, tmp_path: Path) -> None:
    assert asked(waiting).headers["Location"] == THERE
    assert "child C-10482, for Ivy Lane, inspector" in signed_in(waiting, HELEN).get("/").text
    decides = " ".join(signed_in(waiting, HELEN).get(f"{THERE}/confirmation").text.split())
    assert all(words in decides for words in ("C-10482", "Ivy Lane, inspector", ASK["why"])), (
        "what is confirmed is seen"
    )
    shown = in_words(decides)
    assert re.search(r"As it stood .{1,9} May 2024 at \d\d:\d\d, event [\d,]+ ", shown), shown
    assert re.search(
        r"It will hold 1 child: C-10482 1 audit with what came of each \d+ actions? \d+ stored events, each", shown
    )
    assert confirmed(waiting, RUTH).status_code == 422
    assert row(waiting)["state"] == "asked"
    assert confirmed(waiting).headers["Location"] == THERE
    assert row(waiting)["state"] == "made"
    page = signed_in(waiting, RUTH).get(THERE).text
    assert row(waiting)["sha256"] in page
    counted = re.search(r"([\d,]+) stored events, each with its proof", shown)
    assert counted
    assert int(counted[1].replace(",", "")) == row(waiting)["events"], "as many as were counted before"
    answer = taken(waiting)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evidence-inspection1.zip"'
    assert answer.headers["Cache-Control"] == "no-store"
    (tmp_path / "pack.zip").write_bytes(answer.data)
    code, said = run(str(tmp_path / "pack.zip"), "--about", "2024-05/1")
    assert code == 0, said
    assert re.search(
        r"audit 2024-05/1, audit returned, recorded by Anna Bell \(person/anna-bell\) on .* Overall grade .*: Good",
        said,
    )
    assert "took the file of the pack away" in signed_in(waiting, RUTH).get(THERE).text
    assert row(waiting)["downloads"] == 1


@pytest.mark.usefixtures("may")
def test_a_file_that_an_erasure_took_is_not_offered(waiting: Flask, tmp_path: Path) -> None:
    asked(waiting)
    confirmed(waiting)
    ruth, gone = signed_in(waiting, RUTH), "its file is gone"
    assert 'id="take"' in ruth.get(THERE).text
    assert gone not in ruth.get("/evidence").text
    assert drop_all(waiting.extensions["house"], tmp_path, []) == 1
    assert gone in ruth.get("/evidence").text
    entry = waiting.extensions["house"].reader.head() - 1
    assert gone not in ruth.get(f"/evidence?as_at=entry-{entry}").text, "it is gone now, and was there"
    page = ruth.get(THERE).text
    assert "gone before its time: an erasure takes every pack with it." in page
    assert ('id="take"' in page, "; kept until" in page) == (False, False)


@pytest.mark.usefixtures("may")
def test_the_file_is_sealed_at_rest_and_gone_when_its_time_is_over(waiting: Flask, tmp_path: Path) -> None:
    asked(waiting)
    confirmed(waiting)
    (kept,) = (tmp_path / "packs").iterdir()
    assert not kept.read_bytes().startswith(b"PK")
    first = taken(waiting).data
    os.utime(kept, (made := datetime.fromisoformat(TUESDAY).timestamp(), made))
    with time_machine.travel("2024-07-01T09:00:00+00:00", tick=False):
        assert "is gone. It can be made again" in signed_in(waiting, RUTH).get(THERE).text
        assert not list((tmp_path / "packs").iterdir())
        assert taken(waiting).headers["Location"] == THERE
        assert row(waiting)["downloads"] == 1
        assert signed_in(waiting, RUTH).post(f"{THERE}/file").status_code == 303
        assert row(waiting)["until"] == "2024-07-31"
        assert taken(waiting).data == first, "the same position, the same bytes"


@pytest.mark.usefixtures("may")
def test_nothing_is_sent_of_which_it_cannot_be_recorded(waiting: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(waiting)
    confirmed(waiting)
    waiting.config["PROPAGATE_EXCEPTIONS"] = waiting.config["TESTING"] = False

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(waiting.extensions["house"]), "keep", full)
    answer = taken(waiting)
    assert answer.status_code >= 500
    assert not answer.data.startswith(b"PK")


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"named": "C-99999"}, "There is no child C-99999."),
        ({"named": ""}, "Say what the pack is of."),
        ({"named": "C-10482 C-10519"}, "A pack is of one at a time."),
        ({"kind": "audit", "named": "2024-05/99"}, "There is no audit 2024-05/0099."),
        ({"kind": "audit", "named": "nonsense"}, "There is no audit nonsense."),
        ({"kind": "cycle"}, "Say what the pack is of."),
        ({"kind": "edition"}, "Say what the pack is of."),
        ({"recipient": ""}, "Say whom the pack is for."),
        ({"why": ""}, "Say why it is asked for."),
        ({"upto-day": "1", "upto-month": "1", "upto-year": "2023"}, "Nothing had been recorded by then."),
        ({"upto-day": "1", "upto-month": "1", "upto-year": "2030"}, "The date cannot be in the future."),
    ],
)
def test_what_a_pack_cannot_be_of_is_said_beside_its_field(waiting: Flask, more: dict[str, str], sentence: str) -> None:
    answer = asked(waiting, **more)
    assert (answer.status_code, sentence in answer.text) == (422, True), answer.text
    assert row(waiting) is None


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(("kind", "field"), [("child", "named"), ("cycle", "cycle"), ("edition", "edition")])
def test_what_is_missing_is_said_beside_the_field_of_the_chosen_kind(waiting: Flask, kind: str, field: str) -> None:
    """Which is the only one of these fields that shows."""
    page = asked(waiting, kind=kind, named="").text
    assert f'href="#{field}">Say what the pack is of.</a>' in page
    assert "/static/evidence.css" in page


@pytest.mark.usefixtures("may")
def test_the_same_form_sent_twice_is_one_pack(waiting: Flask) -> None:
    assert [asked(waiting).status_code, asked(waiting).status_code] == [303, 303]
    assert [confirmed(waiting).status_code, confirmed(waiting).status_code] == [303, 303]
    assert row(waiting)["version"] == 3


@pytest.mark.usefixtures("may")
def test_only_those_who_answer_for_the_programme_have_anything_of_packs(waiting: Flask) -> None:
    asked(waiting)
    for who in (GRACE, IAN, stories.ANNA, stories.KOFI, stories.PRIYA, stories.MARY):
        person = signed_in(waiting, who)
        found = {person.get(path).status_code for path in ("/evidence", "/evidence/new", THERE, "/evidence.csv")}
        found |= {person.post(f"{THERE}/{noun}").status_code for noun in ("downloads", "file", "confirmation")}
        assert found <= {403, 404}, (who, found)
    assert {signed_in(waiting, who).get(THERE).status_code for who in (RUTH, HELEN, JOAN)} == {200}
    assert {signed_in(waiting, who).get("/evidence/new").status_code for who in (HELEN, JOAN)} <= {403, 404}


@pytest.mark.usefixtures("may")
def test_a_pack_can_end_on_a_day_that_is_past(waiting: Flask) -> None:
    asked(waiting, **{"upto-day": "21", "upto-month": "5", "upto-year": "2024"})
    confirmed(waiting)
    found = files(taken(waiting).data)
    assert b"audit allocated" in found["index.html"] or b"gave the audit" in found["index.html"]
    assert b"returned the audit" not in found["index.html"]
    stood = r"on 1 May 2024 at 10:11, event \d+ of the log; nothing else was recorded until 22 May 2024 at 10:01"
    assert re.search(stood, in_words(found["index.html"].decode()))
    assert "audit returned" not in json.dumps([json.loads(data) for name, data in found.items() if "proofs/0" in name])


def test_who_takes_a_months_pack_away_is_noted_with_each_child_of_the_month(waiting: Flask) -> None:
    asked(waiting, kind="cycle", named="", cycle="cycle/2024-05")
    confirmed(waiting)
    assert taken(waiting).status_code == 200
    of_may = waiting.extensions["house"].model.query("SELECT DISTINCT child FROM audits WHERE cycle = 'cycle/2024-05'")
    (line,) = (one for one in waiting.extensions["readings"].by_person(RUTH) if one.kind == "pack")
    assert set(line.about) == {row["child"] for row in of_may}
    assert waiting.extensions["readings"].of_child(of_may[0]["child"])[0].record == ID
