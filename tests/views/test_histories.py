"""Histories: every type of event has a sentence; each page tells its own and hides what is not the reader's."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, HELEN, KOFI, NADIA, OMAR, PRIYA, RUTH, audit_id
from app.events.audit import Audit
from app.events.base import TOPICS
from app.events.log import Happened
from app.programme import histories
from app.programme.history_grades import graded
from app.programme.house import House
from app.views.histories import Told

TEMPLATES = Path(histories.__file__).parents[1] / "templates" / "histories"
RAW_ID = re.compile(
    r"(?<!-)\b(person|team|area|framework|child|cycle|audit|exemption|import|impact|good_practice|action|report|concern|dip_sample|loop)"
    r"/[\w-]+"
)
SignIn = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def told_app(told: House) -> Flask:
    """The story's council as a web application, for reading only."""
    made = create_app(Settings(told.model.path.parent))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return made


@pytest.fixture
def as_(told_app: Flask) -> SignIn:
    """Sign somebody in."""

    def sign_in(person: str) -> FlaskClient:
        client = told_app.test_client()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = person, True
        return client

    return sign_in


def sentence(app: Flask, house: House, happened: Happened, readable: bool = True) -> str:
    """How a history tells one event, without its mark-up."""
    (entry,) = histories.entries(house, [happened])
    with app.test_request_context("/"):
        made = app.jinja_env.get_template(entry.template).render(entry=Told(**vars(entry), readable=readable))
    return plain(made)


def plain(html: str) -> str:
    """The text of a page or a part of one."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split()).replace(" .", ".")


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_every_type_of_event_has_a_sentence(told_app: Flask, told: House, topic: str) -> None:
    name = f"{topic.replace(' ', '-')}.html"
    assert (TEMPLATES / name).exists(), f"Write app/templates/histories/{name}: who, what, why, from and to."
    for happened in [made for made in told.reader.under("") if made.topic == topic]:
        words = sentence(told_app, told, happened)
        assert words[:1].isupper(), words
        assert not RAW_ID.search(words), words
        assert "{" not in words or topic == "report section written", (
            "only a text of a report has braces that were typed"
        )
        assert "event" not in words.lower()


def test_no_sentence_is_of_an_event_that_is_not_there() -> None:
    known = {f"{topic.replace(' ', '-')}.html" for topic in TOPICS} | {"_words.html", "timeline.html", "show.html"}
    assert {path.name for path in TEMPLATES.glob("*.html")} == known


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("audit sent back", "Ruth Okafor sent the audit back, to be returned again by 12 June 2024. Reason: The"
         " evidence for plans is missing its dates."),
        ("audit reallocated", "Ruth Okafor moved the audit from Anna Bell to Ben Carter, who begins anew; it is due on"
         " 3 June 2024. Reason: Anna Bell knew this family at her last council. Grounds: Not of the auditor's own"
         " team."),
        ("audit returned", "Anna Bell returned the audit, 1 working day after the date it was due, 12 June 2024."),
        ("child changed", "The list of 28 June 2024, brought in by Kofi Asante, changed plan type from Child protection"
         " plan to Child in care."),
        ("roles changed", "Priya Nair changed the roles: gave Auditor."),
        ("person changed", "Priya Nair changed name from Dana Lewis to Dana Lewis-Shaw, job level from Social worker to"
         " Advanced practitioner."),
        ("exemption declined", "Grace Mensah declined the exemption. The operations director over the auditor's area"
         " decides. Reason: The team is fully staffed."),
        ("auditors swapped", "Ruth Okafor moved audit 4 of May 2024 from Anna Bell to Ben Carter. Reason: Anna Bell"
         " knew this family at her last council. Grounds: Not of the auditor's own team."),
        ("council established", "Audit Loop started the programme for Eastmere Council, with demonstration data."),
    ],
)  # fmt: skip
def test_a_sentence_says_who_what_why_and_from_what_to_what(
    told_app: Flask, told: House, topic: str, words: str
) -> None:
    until_june = {made.topic: made for made in sorted(told.reader.under("")) if made.at < "2024-07-02"}
    assert sentence(told_app, told, until_june[topic]) == words


def test_a_saved_section_names_its_fields_and_keeps_the_text_folded(told_app: Flask, told: House) -> None:
    saved = [made for made in told.reader.stream(audit_id(1)) if made.topic == "audit section saved"][-1]
    words = sentence(told_app, told, saved, readable=False)
    assert words == "Anna Bell saved “Quality of plans”, with “Evidence for this grade”."
    assert sentence(told_app, told, saved).endswith("The plan of 3 March was reviewed on 14 April and changed.")


def test_somebody_who_is_not_on_the_list_has_no_raw_id(told_app: Flask, told: House) -> None:
    made = stories.samples(told)["audit accepted"]
    stranger = made._replace(facts=made.facts | {"by": "person/k7m2"})
    assert "k7m2" not in sentence(told_app, told, stranger)


def entries(client: FlaskClient, path: str) -> list[str]:
    """The titles of the entries of a history page, in its order."""
    page = client.get(path)
    assert page.status_code == 200
    return re.findall(r'moj-timeline__title">([^<]+)<', page.text)


AUDIT, AUDIT_2 = "/audits/2024-05/1/history", "/audits/2024-05/2/history"


def test_an_audits_history_is_newest_first_and_can_be_turned(as_: SignIn) -> None:
    newest = entries(as_(RUTH), AUDIT)
    ends = ["Audit uploaded to record", "Audit accepted", "Audit returned"]
    assert [title for title in newest if title in ends][:3] == ends
    assert entries(as_(RUTH), AUDIT + "?sort=oldest") == newest[::-1]
    page = as_(RUTH).get(AUDIT).text
    assert "?sort=oldest" in page
    assert f"{len(newest)} entries, newest first" in plain(page)


def test_the_day_it_happened_is_told_when_it_was_recorded_later(as_: SignIn, told: House) -> None:
    page = as_(RUTH).get(AUDIT).text
    sent_back = next(made for made in told.reader.read(0, 10_000) if made.topic == "audit sent back")
    item = re.search(rf'<li class="moj-timeline__item" id="entry-{sent_back.position}">(.*?)</li>', page, re.S)
    assert item
    assert "It happened on 4 June 2024." in plain(item[1])
    assert "5 June 2024 at 10:01" in plain(item[1]), "recorded at 09:01 UTC, in summer time"
    assert f"entry {sent_back.position}" in plain(item[1])
    later = "the sending back, the upload and its correction, and five records of the manager's duties"
    assert plain(page).count("It happened on") == 3 + 5, f"only {later} were recorded on another day"


def test_what_was_written_is_read_by_who_wrote_it_and_who_may_read_the_audit(as_: SignIn) -> None:
    words = "The plan of 3 March was reviewed"
    assert [words in as_(person).get(AUDIT).text for person in (ANNA, RUTH, HELEN, OMAR)] == [True] * 4
    assert words not in as_(DANA).get(AUDIT).text


def test_the_return_and_the_acceptance_say_the_grade_to_who_reads_the_audit(as_: SignIn) -> None:
    for person in (ANNA, RUTH, HELEN, OMAR):
        page = plain(as_(person).get(AUDIT).text)
        assert re.search(r"returned the audit, [^.]*: overall Good\.", page), person
        accepted = "accepted the audit as to standard: overall Good." in page
        assert accepted == (person != ANNA), "an auditor reads what others decided on the audit's own page"
    assert ": overall" not in plain(as_(DANA).get(AUDIT).text)


def test_a_grade_is_told_only_from_a_whole_history(told: House) -> None:
    made = sorted(told.reader.stream(audit_id(1)))
    accepted = next(one.position for one in made if one.topic == "audit accepted")
    assert graded(made)[accepted] == "good"
    assert accepted not in graded([one for one in made if one.version != 2])
    changed = [one for one in made if one.topic == "audit moderated"]
    assert all(graded(made).get(one.position) is None for one in changed), "only returns and acceptances"


def test_a_practitioner_is_told_of_the_audit_and_not_of_how_it_was_judged(as_: SignIn) -> None:
    told = ["Audit uploaded to record", "Audit accepted", "Audit returned", "Audit returned", "Audit allocated"]
    theirs = [f"Good practice {what}" for what in ("shared", "named again", "kept unnamed", "followed up", "noted")]
    wrong = [f"Audit {what} corrected" for what in ("upload", "return", "answers", "answers")]
    assert entries(as_(DANA), AUDIT) == [*wrong, *theirs, "Practitioner replied", *told]


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        (BEN, AUDIT, 404), (DANA, "/audits/2024-05/4/history", 404), (DANA, AUDIT_2, 404), (KOFI, AUDIT, 404),
        (PRIYA, AUDIT, 404), (OMAR, AUDIT, 200), (ANNA, "/children/C-10482/history", 404),
        (OMAR, "/children/C-10482/history", 200), (PRIYA, "/children/C-10482/history", 404),
        (ANNA, "/people/ben-carter/history", 404), (BEN, "/people/ben-carter/history", 200),
        (HELEN, "/people/ben-carter/history", 404), (PRIYA, "/people/ben-carter/history", 200),
        (RUTH, "/audits/2024-05/99/history", 404), (RUTH, "/children/C-1/history", 404),
        (RUTH, "/people/x/history", 404),
    ],
)  # fmt: skip
def test_a_history_is_there_for_whom_the_record_is(as_: SignIn, person: str, path: str, status: int) -> None:
    assert as_(person).get(path).status_code == status


def test_a_childs_history_merges_their_audits_in_the_order_of_the_log(as_: SignIn, told: House) -> None:
    told_entries = histories.of_child(told, "child/C-10482")
    positions = [entry.position for entry in told_entries]
    assert positions == sorted(positions)
    assert {entry.stream for entry in told_entries} == {
        "child/C-10482",
        audit_id(1),
        "duty/2024-05/0001",
        "action/minutes",
    }
    assert "by Anna Bell, audit 1 of May 2024" in plain(as_(RUTH).get("/children/C-10482/history").text)


def test_a_persons_history_holds_their_exemptions_and_the_audits_while_they_had_them(told: House) -> None:
    ben = [(entry.topic, entry.stream) for entry in histories.of_person(told, BEN)]
    assert ("exemption authorised", "exemption/q4t9") in ben
    assert ("audit reallocated", audit_id(4)) in ben
    assert ("audit allocated", audit_id(4)) not in ben, "Anna Bell had it then"
    anna = [(entry.topic, entry.stream) for entry in histories.of_person(told, ANNA)]
    assert [topic for topic, stream in anna if stream == audit_id(4)] == ["audit allocated", "audit reallocated"]
    assert not {"audit started", "audit section saved"} & {topic for topic, _ in anna}
    assert ("exemption declined", "exemption/w8n2") in [(e.topic, e.stream) for e in histories.of_person(told, NADIA)]


def test_an_administrator_reads_of_the_person_and_not_of_their_work(as_: SignIn) -> None:
    assert set(entries(as_(PRIYA), "/people/ben-carter/history")) == {
        "Person added", "Roles changed", "Auditor training started", "Auditor trained",
    }  # fmt: skip
    assert "Person left" in entries(as_(RUTH), "/people/leo-grant/history")


def test_a_note_in_confidence_is_in_no_history(as_: SignIn) -> None:
    for person in (RUTH, BEN, PRIYA):
        assert "A planned operation" not in as_(person).get("/people/ben-carter/history").text


def test_a_long_history_is_paged(app: Flask) -> None:
    story = stories.tell(app.extensions["house"])
    stories.allocate(story, 6, "child/C-10591", ANNA)
    for number in range(60):
        values = {"strengths": f"Draft {number}"}
        story.let(ANNA, Audit, audit_id(6)).save_section(story.content(), "summary", values, on=story.day)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = RUTH
    assert len(entries(client, "/audits/2024-05/6/history")) == 50
    assert len(entries(client, "/audits/2024-05/6/history?page=2")) == 12
    assert "page=2" in client.get("/audits/2024-05/6/history").text
    assert "Draft 59" not in client.get("/audits/2024-05/6/history").text, "what is not returned is the auditor's"


def test_a_new_auditor_does_not_read_what_the_one_before_wrote(app: Flask) -> None:
    story = stories.tell(app.extensions["house"])
    stories.allocate(story, 6, "child/C-10591", ANNA)
    story.let(ANNA, Audit, audit_id(6)).save_section(story.content(), "summary", {"strengths": "By Anna"}, on=story.day)
    moved = {"on": story.day, "due": "2024-08-01", "reason": "She is ill.", "grounds": ""}
    story.let(RUTH, Audit, audit_id(6)).reallocate(BEN, **moved)
    story.let(BEN, Audit, audit_id(6)).save_section(story.content(), "summary", {"strengths": "By Ben"}, on=story.day)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = BEN
    page = client.get("/audits/2024-05/6/history").text
    assert "Anna Bell saved “Summary and overall grade”, with “Strengths”." in page
    assert "By Ben" in page
    assert "By Anna" not in page
