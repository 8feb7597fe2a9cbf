"""The ledger in the browser: signed, checked, proved, held outside; by those who may."""

import json
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.demo.stories import ANNA, IAN, MARY, PRIYA, RUTH, Story
from app.ledger_book import LedgerBook
from ledger.checkpoints import numbered
from ledger.merkle import is_consistent, is_included
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
CHECKS = "/ledger/checks"


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", answer.text)).split())


def sent(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, data=form, follow_redirects=True)


def book(app: Flask) -> LedgerBook:
    found: LedgerBook = app.extensions["ledger"]
    return found


def test_a_checkpoint_is_signed_as_the_qa_lead_asks_and_taken_away(app: Flask, ruth: FlaskClient) -> None:
    assert "Nothing is signed yet." in words(ruth.get("/ledger"))
    said = words(sent(ruth, "/ledger/checkpoints"))
    made = book(app).checkpoints()[0]
    assert f"Checkpoint 1 is signed, of {made.checkpoint.size:,} events." in said
    assert str(book(app).verifiers()[0]) in said
    assert ruth.get("/ledger/checkpoints/1.txt").data.decode() == made.note
    page = ruth.get("/ledger/checkpoints/1")
    assert ("<svg" in page.text, made.note.splitlines()[-1] in unescape(page.text)) == (True, True)
    assert ruth.get("/ledger/checkpoints/2").status_code == 404


@pytest.mark.parametrize("name", ["verifiers.txt", "tree.sqlite"])
def test_a_damaged_file_of_the_ledger_is_told_where_the_ledger_would_be(
    app: Flask, ruth: FlaskClient, name: str
) -> None:
    sent(ruth, "/ledger/checkpoints")
    folder = book(app).folder
    app.extensions["ledger"].close()
    (folder / name).write_bytes(b"audit-loop/1+zz\n" * 300)
    again = create_app(Settings(folder.parent))
    again.config["WTF_CSRF_ENABLED"] = False
    anew = signed_in(again, RUTH)
    for answer in (anew.get("/ledger"), anew.post("/ledger/checkpoints")):
        assert (answer.status_code >= 400, name in words(answer)) == (True, True), words(answer)
    assert "“audit-loop verify”" in words(anew.get("/ledger"))
    assert anew.get("/").status_code == 200


@pytest.mark.parametrize(("who", "sees", "signs"), [
    (RUTH, 200, 303), (IAN, 200, 404), (PRIYA, 200, 404), (ANNA, 404, 404), (MARY, 404, 404),
])  # fmt: skip
def test_who_sees_the_ledger_and_who_signs(app: Flask, may: Story, who: str, sees: int, signs: int) -> None:
    client = signed_in(app, who)
    assert client.get("/ledger").status_code == sees
    assert client.post("/ledger/checkpoints").status_code == signs
    assert client.get("/ledger/holders").status_code == (200 if signs == 303 else 404)


def test_an_edit_behind_its_back_is_found_by_a_check(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    said = words(sent(ruth, CHECKS))
    assert "The log is what its one checkpoint says it was." in said
    assert f"of {book(app).checkpoints()[0].checkpoint.size:,} events. It was signed over whatever" in said
    with sqlite3.connect(book(app).folder.parent / "log.sqlite") as log:
        for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            log.execute(f"DROP TRIGGER {name}")
        log.execute("UPDATE stored_events SET state = CAST('{}' AS BLOB) WHERE rowid = 7")
    said = words(sent(ruth, CHECKS))
    assert "The log is not what was signed:" in said
    assert said.index("Event 7 was changed") < said.index("are not those of checkpoint 1")
    assert 'href="/ledger/events/7"' in ruth.get("/ledger").text
    shown = words(ruth.get("/ledger/events/7"))
    assert "The proof does not hold" in shown
    assert not any(part in shown for part in ("Its fingerprint", "Download the proof", "Root"))


def test_a_check_that_failed_stands_on_today_and_before_a_signature_until_one_is_good(
    app: Flask, ruth: FlaskClient
) -> None:
    assert "nothing is proved yet" in words(sent(ruth, CHECKS))
    sent(ruth, "/ledger/checkpoints")
    assert "The log is not what was signed" not in words(ruth.get("/"))
    before = last_check(app, ["Event 7 was changed (audit/1, version 1, x, at position 7)."])
    assert "The log is not what was signed" in words(ruth.get("/"))
    assert "The log is not what was signed" not in words(signed_in(app, PRIYA).get("/"))
    assert "The last check found that the log is not what was signed." in words(ruth.get("/ledger"))
    refused = ruth.post("/ledger/checkpoints")
    assert (refused.status_code, "Nothing was signed. The last check found" in words(refused)) == (409, True)
    assert "is signed, of" in words(sent(ruth, "/ledger/checkpoints", despite="yes"))
    before()
    assert "The log is not what was signed" not in words(ruth.get("/"))


def test_what_was_found_begins_with_the_record_and_opens_to_it_for_who_may(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    stream = book(app).reader
    row = next(one for one in stream.stored(0, 10_000) if one[1] == "audit/2024-05/0001" and one[3] == "audit returned")
    with sqlite3.connect(book(app).folder.parent / "log.sqlite") as log:
        for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            log.execute(f"DROP TRIGGER {name}")
        log.execute("UPDATE stored_events SET state = CAST(state || ' ' AS BLOB) WHERE rowid = ?", (row[0],))
    name = f"Audit 1 of May 2024: “audit returned”, recorded 22 May 2024 at 10:12 (position {row[0]})"
    said = words(sent(ruth, CHECKS))
    assert f"{name}. Event {row[0]} was changed, or another put in its place ({row[1]}, version {row[2]}" in said
    page, record = ruth.get("/ledger").text, f"?entry={row[0]}#entry-{row[0]}"
    assert f'href="/audits/2024-05/1/history{record}"' in page
    assert f"{name}. Event {row[0]} was changed, or another put in its place." in words(ruth.get("/")), "on Today"
    assert name in words(ruth.get(f"/ledger/events/{row[0]}"))
    others = signed_in(app, PRIYA).get("/ledger")
    assert ("Audit 1 of" in others.text, row[1] in others.text) == (False, False)
    assert f"Event {row[0]} was changed, or another put in its place." in words(others)
    assert f'href="/ledger/events/{row[0]}"' in others.text


def test_a_row_that_pages_are_made_from_is_held_against_the_log(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    assert "The log is what its one checkpoint says it was." in words(sent(ruth, CHECKS))
    with sqlite3.connect(app.extensions["house"].model.path) as model:
        model.execute("UPDATE audits SET overall = 'outstanding' WHERE number = 1")
    said = words(sent(ruth, CHECKS))
    assert "The log is what its one checkpoint says it was." in said, "nobody touched the log"
    assert "What pages and figures are made from is not what the log gives." in said
    assert "In the table “audits” 1 row is not what the log gives: Audit 1 of May 2024." in said
    today = words(ruth.get("/"))
    assert "What stands around the log is not as it should be" in today


def test_check_now_holds_the_keys_and_names_records_to_who_reads_them(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    assert "The keys agree with the log: of 0 erasures carried out every key is gone" in words(sent(ruth, CHECKS))
    with sqlite3.connect(book(app).folder.parent / "keys.sqlite") as keys:
        keys.execute("UPDATE record_keys SET secret = randomblob(32) WHERE record = 'child/C-10482'")
    said = words(sent(ruth, CHECKS))
    assert "The log is what its one checkpoint says it was." in said
    assert "The keys are not what the log says." in said
    assert "Child C-10482: 1 key is here and not the right one, so what was written cannot be read." in said
    theirs = words(signed_in(app, PRIYA).get("/ledger"))
    assert "The keys are not what the log says. The QA lead, heads of service and the director read here" in theirs
    assert "C-10482" not in theirs


def last_check(app: Flask, findings: list[str]) -> Callable[[], None]:
    """Write how the last check ended, as one that failed does; returns what writes that it was good."""
    place = book(app).folder / "last-check.json"
    facts = {"at": "2024-05-28T09:00:00+00:00", "by": RUTH, "seconds": 1.0, "size": 9, "fits": 1}
    place.write_text(json.dumps(facts | {"findings": findings}), encoding="utf-8")
    return lambda: place.write_text(json.dumps(facts | {"findings": []}), encoding="utf-8") and None


def test_an_event_is_proved_from_what_is_taken_away(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    assert ruth.get("/ledger/events?position=5").location == "/ledger/events/5"
    assert "The entry is in the ledger as checkpoint 1 has it" in words(ruth.get("/ledger/events/5"))
    proof = json.loads(ruth.get("/ledger/events/5.json").data)
    made = numbered(proof["checkpoint"], book(app).verifiers()).checkpoint
    path = [bytes.fromhex(one) for one in proof["path"]]
    leaf = bytes.fromhex(proof["leaf_hash"])
    assert is_included(leaf, proof["leaf_index"], made.size, path, made.root)
    for nowhere in ("/ledger/events/999999", "/ledger/events/999999.json", "/ledger/events/0"):
        assert ruth.get(nowhere).status_code == 404


def test_which_record_an_event_is_of_is_not_told_to_everybody(app: Flask, may: Story, ruth: FlaskClient) -> None:
    named = book(app).event(5)[1]
    assert named in words(ruth.get("/ledger/events/5"))
    assert named not in words(signed_in(app, PRIYA).get("/ledger/events/5"))


def test_the_page_of_an_entry_begins_with_its_record_in_words_and_ends_with_what_a_verifier_needs(
    app: Flask, ruth: FlaskClient
) -> None:
    row = next(one for one in book(app).reader.stored(0, 10_000) if one[1].startswith("audit/"))
    page = words(ruth.get(f"/ledger/events/{row[0]}"))
    named, found, ids = page.index("Audit 1 of May 2024: “"), page.index("For a verifier"), page.index(row[1])
    assert named < found < ids


def test_an_inspector_reads_which_record_an_entry_is_of_where_its_history_is_theirs(
    app: Flask, ruth: FlaskClient
) -> None:
    rows = book(app).reader.stored(0, 10_000)
    (theirs, *_), (staff, *_) = ([one for one in rows if one[1].startswith(kind)] for kind in ("audit/", "team/"))
    inspector = signed_in(app, IAN)
    page = inspector.get(f"/ledger/events/{theirs[0]}")
    assert "Audit 1 of May 2024: “" in words(page)
    assert f'href="/audits/2024-05/1/history?entry={theirs[0]}' in page.text
    assert staff[1] not in words(inspector.get(f"/ledger/events/{staff[0]}"))


def test_the_oldest_and_the_newest_checkpoint_are_chosen_and_signing_and_checking_come_before_what_ends_something(
    app: Flask, ruth: FlaskClient
) -> None:
    for _ in range(3):
        sent(ruth, "/ledger/checkpoints")
        sent(ruth, "/ledger/holders", name="Miriam", email=f"m{_}@elsewhere.example", version=str(_))
    assert re.findall(r'<option value="(\d)" selected>', ruth.get("/ledger/consistency").text) == ["1", "3"]
    page = ruth.get("/ledger").text
    order = [page.index(one) for one in ("Sign a checkpoint now", "Check now", "Name a holder", "Replace the key")]
    assert order == sorted(order)
    assert "Line by line: the ledger’s name" in words(ruth.get("/ledger/checkpoints/1"))


def test_one_checkpoint_goes_on_from_another(app: Flask, ruth: FlaskClient) -> None:
    for _ in range(2):
        sent(ruth, "/ledger/checkpoints")
        sent(ruth, "/ledger/holders", name="Miriam", email=f"m{_}@elsewhere.example", version=str(_))
    sent(ruth, "/ledger/checkpoints")
    assert "are those of checkpoint 1, in their order" in words(ruth.get("/ledger/consistency?first=1&second=3"))
    proof = json.loads(ruth.get("/ledger/consistency.json?first=3&second=1").data)
    one, other = (numbered(proof[name], book(app).verifiers()).checkpoint
                  for name in ("first_checkpoint", "second_checkpoint"))  # fmt: skip
    path = [bytes.fromhex(hash) for hash in proof["path"]]
    assert is_consistent(one.size, one.root, other.size, other.root, path)
    assert ruth.get("/ledger/consistency.json?first=1&second=x").status_code == 404


def test_a_holder_is_named_and_let_go_and_the_key_replaced(app: Flask, ruth: FlaskClient) -> None:
    said = words(sent(ruth, "/ledger/holders", name="Miriam Adeyemi", email="m@partnership.example", version="0"))
    assert "The holder is named." in said
    assert "m@partnership.example" in said
    (row,) = app.extensions["house"].model.query("SELECT id FROM checkpoint_holders")
    said = words(sent(ruth, "/ledger/key", reason="The computer went back.", version="1"))
    assert "The key is replaced, and every holder is told." in said
    assert "Verified before with" in said
    assert "replaced without that being recorded" not in said
    said = words(sent(ruth, "/ledger/letting-go", holder=row["id"], reason="She has moved on.", version="2"))
    assert "Nobody outside holds checkpoints." in said
    assert (
        "Ruth Okafor let Miriam Adeyemi go as a holder of the ledger’s checkpoints. Reason: She has moved on." in said
    )
    assert "Checkpoint of the ledger" in words(ruth.get("/mail"))


def test_a_key_that_was_replaced_without_a_word_is_told(app: Flask, ruth: FlaskClient) -> None:
    sent(ruth, "/ledger/checkpoints")
    book(app).take_up(book(app).verifiers_now()[1])
    assert "The key that signs was replaced without that being recorded." in words(ruth.get("/ledger"))
