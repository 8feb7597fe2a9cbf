"""What a pack holds: of whom, in which words, and what its first screen says."""

import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest
from flask import Flask

from app.demo import stories
from app.demo.stories import ANNA, DANA, EAST, HARBOUR, HELEN, OMAR, RUTH, SAMPLE, Story
from app.events.action import Action
from app.events.audit import Audit
from app.events.audit_reply import reply
from app.events.child import Child
from app.events.concern import Concern
from app.events.concern_answer import respond
from app.events.pack import Pack
from app.programme.concerns import HEADS
from app.programme.evidence import IN_CONFIDENCE
from app.programme.house import open_house
from app.views import evidence_making
from projections import packs
from tests.evidence.a_pack import run

Files = dict[str, bytes]


def in_words(page: str) -> str:
    return " ".join(unescape(re.sub("<[^>]+>", " ", page)).split())


def files(data: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


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
