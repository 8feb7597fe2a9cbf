"""Evidence packs in the browser: asked for, confirmed by another person, made, taken away; and what is in the file."""

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from app.demo import stories
from app.demo.stories import ANNA, DANA, EAST, GRACE, HARBOUR, HELEN, IAN, JOAN, OMAR, RUTH, SAMPLE, Story
from app.events.action import Action
from app.events.audit import Audit
from app.events.audit_reply import reply
from app.events.child import Child
from app.events.concern import Concern
from app.events.concern_answer import respond
from app.events.pack import Pack
from app.packs import drop_all
from app.programme.concerns import HEADS
from app.programme.evidence import IN_CONFIDENCE
from app.programme.house import open_house
from app.views import evidence_making
from projections import packs
from tests.evidence.a_pack import run
from tests.views.may import TUESDAY, app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
ID, THERE = "pack/inspection1", "/evidence/inspection1"
ASK = {"id": ID, "kind": "child", "named": "C-10482", "cycle": "", "edition": "", "follows": "",
       "recipient": "Ivy Lane, inspector", "why": "Named on the first day."}  # fmt: skip
Files = dict[str, bytes]


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


def in_words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def row(app: Flask) -> dict[str, object]:
    return packs.one(app.extensions["house"].model, ID)


def files(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


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
    assert 'id="take"' in signed_in(waiting, RUTH).get(THERE).text
    assert drop_all(waiting.extensions["house"], tmp_path, []) == 1
    page = signed_in(waiting, RUTH).get(THERE).text
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


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole story."""
    folder = tmp_path_factory.mktemp("council")
    house = open_house(folder)
    stories.tell(house)
    house.model.close()
    house.log.close()
    from app import create_app
    from app.config import Settings

    made = create_app(Settings(folder))
    made.config.update(TESTING=True)
    made.extensions["ledger"].told = None  # The story says that a pack was made, of which there is no checkpoint here.
    return made


def packed(council: Flask, kind: str, *of: str, edition: int = 0) -> Files:
    """The files of a pack of the story."""
    house = council.extensions["house"]
    story, id = Story(house, "2025-06-02"), f"pack/{kind}-{house.reader.head()}"
    facts = {"recipient": "Ivy <b>Lane</b>", "why": "x", "position": house.model.position, "on": story.day}
    story.let(RUTH, Pack, id).ask(kind=kind, of=list(of), edition=edition, **facts)
    story.let(HELEN, Pack, id).confirm(on=story.day)
    return files(evidence_making.made(council, packs.one(house.model, id)).data)


@pytest.mark.parametrize("child", SAMPLE)
def test_nothing_of_any_other_child_is_in_the_pack_of_one(council: Flask, child: str) -> None:
    found = packed(council, "child", child)
    others = {id: initials for id, (initials, _, _) in stories.CHILDREN.items() if id != child}
    text = b"\n".join(data for name, data in found.items() if name != "index.docx").decode()
    with zipfile.ZipFile(io.BytesIO(found["index.docx"])) as parts:
        text += parts.read("word/document.xml").decode()
    assert child.removeprefix("child/") in text
    for other, initials in others.items():
        assert other.removeprefix("child/") not in text
        assert f'"initials":"{initials}"' not in text.replace(" ", "")
        assert f"{initials}, Child" not in text


def test_a_text_that_names_another_child_stays_sealed_and_its_event_is_there(council: Flask) -> None:
    """The practitioner names a brother in a reply, and an action does."""
    story = Story(council.extensions["house"], "2025-06-01")
    story.let(DANA, Audit, "audit/2024-05/0001").do(reply, "As with his brother, C-10519.", on=story.day)
    story.let(stories.KOFI, Child, SAMPLE[0]).list({"plan": "CiN"}, story.day)
    facts = {"source": "audit/2024-05/0001", "owner": DANA, "due": "2025-07-01", "child": SAMPLE[0], "on": story.day}
    where = {"team": stories.HARBOUR, "area": stories.EAST}
    story.let(RUTH, Action, "action/brother").raise_(what="See C-10519 with him.", **facts, **where)
    story.let(DANA, Action, "action/brother").complete("Seen.", on=story.day)
    found = packed(council, "child", SAMPLE[0])
    proofs = {name: json.loads(data) for name, data in found.items() if name.startswith("proofs/0")}
    (last,) = [name for name, said in proofs.items() if said["topic"] == "practitioner replied" and said["index"] > 400]
    assert "C-10519" not in b"".join(found.values()).decode("utf-8", "replace")
    assert last.replace("proofs", "events") in found
    assert last.replace("proofs", "opened") not in found
    assert "[What stands here names a child who is not in this pack.]" in found["index.html"].decode()


def test_what_is_in_confidence_or_of_a_sealed_pair_is_not_in_a_pack(council: Flask) -> None:
    found = packed(council, "child", "child/C-10577")
    proofs = {name: json.loads(data) for name, data in found.items() if name.startswith("proofs/0")}
    assert not [one for one in proofs.values() if "2024-06" in one["stream"] and one["stream"].startswith("audit/")]
    assert "2 of the audits: in a looped pair that is not agreed yet" in found["index.html"].decode()
    (away,) = [one for one in proofs.values() if one["topic"] == "audit released"]
    assert away["withheld"] == "It says why somebody was exempt, which is in confidence."
    found = packed(council, "child", "child/C-10519")
    for name, data in found.items():
        if name.startswith("proofs/0") and json.loads(data)["topic"] in IN_CONFIDENCE:
            assert name.replace("proofs", "opened") not in found
            assert name.replace("proofs", "events") in found


def test_a_pack_of_several_children_has_each_of_them_and_nobody_else(council: Flask) -> None:
    found = packed(council, "sample", *SAMPLE[:2])
    text = b"\n".join(found.values())
    assert all(child.removeprefix("child/").encode() in text for child in SAMPLE[:2])
    assert not any(child.removeprefix("child/").encode() in text for child in SAMPLE[2:])


@pytest.mark.parametrize(
    ("kind", "of", "edition", "said"),
    [
        ("child", "child/C-10482", 0, ["The line of the audit of May 2024", "How the children and auditors were drawn",
                                       "Seed: may-24", "it was written to the council in confidence"]),
        ("audit", "audit/2024-05/0001", 0, ["Overall grade", "Grades", "returned the audit"]),
        ("cycle", "cycle/2024-05", 0, ["Completion of allocated", "The seed was may-24", "2024-05/1, "]),
        ("edition", "report/2024-05", 1, ["Of the audits allocated, ", "published edition 1",
                                           "What stands in braces in a commentary is the name of a figure"]),
    ],
)  # fmt: skip
def test_each_kind_of_pack_says_what_it_is_to_hold(
    council: Flask, kind: str, of: str, edition: int, said: list[str], tmp_path: Path
) -> None:
    found = packed(council, kind, of, edition=edition)
    page = found["index.html"].decode()
    assert not [one for one in said if one not in page]
    assert "For Ivy &lt;b&gt;Lane&lt;/b&gt;, 2 June 2025; pack " in page
    assert "<script" not in page
    assert "default-src 'none'" in page
    for name, data in found.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    code, told = run(program=tmp_path / "verify.py")
    assert code == 0, told


def test_what_was_written_stands_behind_its_label_and_a_record_is_called_what_it_is(council: Flask) -> None:
    page = unescape(packed(council, "child", "child/C-10482")["index.html"].decode())
    assert "\nWhat was written\n" in page
    assert "\nOverall grade: Good" in page
    assert ("?: " in page, "??" in page) == (False, False)
    assert "<caption>Child C-10482 (child/C-10482)</caption>" in page
    assert "Initials " in page


def in_short(page: str) -> str:
    """What stands on the first screen of the index, as words."""
    first = page[page.index("</h1>") : page.index("<h2>About this pack</h2>")]
    return in_words(first)


def test_the_first_screen_of_an_audits_pack_says_how_it_was_graded_and_what_was_done_since(council: Flask) -> None:
    said = in_short(packed(council, "audit", "audit/2024-05/0001")["index.html"].decode())
    assert re.search(r"Accepted: as to standard, by Ruth Okafor on 13 June 2024 at 10:03", said), said
    returned = (
        r"Graded: Good, by Anna Bell, who returned it on 22 May 2024 at 10:12 \(event [\d,]+, events/\d+\.json\)\."
    )
    assert re.search(returned, said), said
    assert re.search("Moderated: (no|by)", said), said
    steps = (
        "Since then: Concern: None was raised. Reply: .* Actions: .* Manager's duties: .* Impact: .* Good practice: 1 "
    )
    assert re.search(steps, said), said
    assert said.index("Since then:") < said.index("python -I verify.py") < said.index("What was done since, one by one")
    assert re.search(r"Manager: direction to the worker .*?(Done|To do)", said), said
    assert "python -I verify.py" in said
    assert "of this audit alone with --about 2024-05/1." in said


def test_a_concern_that_an_audit_raised_leads_what_was_done_since(council: Flask) -> None:
    house = council.extensions["house"]
    audit = house.model.query("SELECT id, child, worker FROM audits WHERE state = 'accepted' ORDER BY id DESC")[0]
    said = {"category": "1", "why": "Nobody is with him.", "source": audit["id"], "raising": "", "responsible": [HELEN]}
    said |= {"rule": HEADS, "child": audit["child"], "team": HARBOUR, "area": EAST, "worker": audit["worker"]}
    Story(house, "2025-05-30").let(ANNA, Concern, "concern/last-of-all").raise_(**said)
    told = in_short(packed(council, "audit", audit["id"])["index.html"].decode())
    line = "Child of concern: Category 1, raised 30 May 2025; not answered; open."
    assert f"Since then: {line} Reply:" in told, told
    one_by_one = told.partition("What was done since, one by one")[2]
    assert "Child of concern: Category 1 Anna Bell Not answered; open raised 30 May 2025" in one_by_one


def test_what_was_done_since_has_the_day_of_each_step_and_who_took_it(council: Flask) -> None:
    house = council.extensions["house"]
    audit = house.model.query("SELECT id, child, worker FROM audits WHERE state = 'accepted' ORDER BY id")[0]
    of = {"source": audit["id"], "child": audit["child"], "team": HARBOUR, "area": EAST}
    story = Story(house, "2025-06-02")
    said = {"category": "2", "why": "Nobody is with her.", "raising": "", "responsible": [HELEN], "rule": HEADS}
    story.let(ANNA, Concern, "concern/answered").raise_(**of, **said, worker=audit["worker"])
    for n in (1, 2):
        acted = {"what": f"Step {n}.", "owner": DANA, "due": "2025-06-20", "on": "2025-06-02"}
        story.let(ANNA, Action, f"action/step-{n}").raise_(**of, **acted)
    story = Story(house, "2025-06-12")
    answer = {"what": "Seen.", "reference": "LL-1", "asked": "", "on": "2025-06-05", "time": "10:00"}
    story.let(HELEN, Concern, "concern/answered").do(respond, **answer, in_the_name_of="", role="head_of_service")
    for n in (6, 11):
        found = {"found": "Better.", "asked": "", "on": f"2025-06-{n:02}", "next_by": f"2025-06-{n + 5}"}
        story.let(HELEN, Concern, "concern/answered").review(**found, role="head_of_service")
    story.let(DANA, Action, "action/step-1").complete("Done with her.", on="2025-06-04")
    story.let(OMAR, Action, "action/step-1").verify(note="", on="2025-06-10")
    story.let(OMAR, Action, "action/step-2").cancel(reason="She moved.", on="2025-06-11")
    told = in_short(packed(council, "audit", audit["id"])["index.html"].decode()).partition("one by one")[2]
    assert "Answered on 5 June 2025 by Helen Price; reviewed 2 times, last on 11 June 2025; open" in told, told
    assert "Action: Step 1. Dana Lewis-Shaw Verified on 10 June 2025 done 4 June 2025" in told
    assert "Action: Step 2. Dana Lewis-Shaw Cancelled on 11 June 2025: She moved. due 20 June 2025" in told


def test_an_audit_that_has_not_come_in_says_which_concern_it_raised_all_the_same(council: Flask) -> None:
    sql = (
        "SELECT audits.id FROM audits JOIN concern_raisings ON source = audits.id WHERE state IN ('allocated', 'draft')"
    )
    (audit,) = council.extensions["house"].model.query(sql)
    said = in_short(packed(council, "audit", audit["id"])["index.html"].decode())
    assert "so no grade of it counts. Child of concern: Category 1, raised " in said


def test_the_first_screen_of_a_months_pack_says_how_far_it_came_and_how_it_was_graded(council: Flask) -> None:
    said = in_short(packed(council, "cycle", "cycle/2024-05")["index.html"].decode())
    assert "May 2024 in short" in said
    assert re.search(r"Completion of allocated \d+% \d+ of \d+", said), said
    assert re.search(r"Overall grade: Good .* of \d+", said), said
    assert said.index("May 2024 in short") < said.index("python -I verify.py")


def test_the_first_screen_of_a_pack_of_several_audits_has_a_line_for_each(council: Flask) -> None:
    found = packed(council, "sample", *SAMPLE[:2])
    said = in_short(found["index.html"].decode())
    assert "The audits in this pack, in short" in said
    assert re.search("C-10482 Good, by Anna Bell, who returned it on 22 May 2024", said), said
    with zipfile.ZipFile(io.BytesIO(found["index.docx"])) as parts:
        assert "in short" in parts.read("word/document.xml").decode().partition("About this pack")[0]


def test_who_takes_a_months_pack_away_is_noted_with_each_child_of_the_month(waiting: Flask) -> None:
    asked(waiting, kind="cycle", named="", cycle="cycle/2024-05")
    confirmed(waiting)
    assert taken(waiting).status_code == 200
    of_may = waiting.extensions["house"].model.query("SELECT DISTINCT child FROM audits WHERE cycle = 'cycle/2024-05'")
    (line,) = (one for one in waiting.extensions["readings"].by_person(RUTH) if one.kind == "pack")
    assert set(line.about) == {row["child"] for row in of_may}
    assert waiting.extensions["readings"].of_child(of_may[0]["child"])[0].record == ID
