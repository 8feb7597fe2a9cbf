"""The band of a page of the past says what came later that concerns the page, and nothing that is not the reader's."""

import re
import sqlite3

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, DANA, IAN, RUTH, Story
from app.demo.story_inspections import FOR_LONG, IONA, NAMED
from app.events.base import TOPICS
from app.events.inspection import Inspection, Terms
from app.views.came_later import in_words
from app.views.history_worker import TOLD
from app.views.later_kinds import KINDS
from tests.views.may import signed_in
from tests.views.test_as_stood import MIDDLE
from tests.views.test_policy import council

__all__ = ["council"]
LATER = re.compile(r'id="later">Later: (.*?)\.</p>')
AUDIT, MONTH = "/audits/2024-05/1", "/cycles/2024-05"


def later(client: FlaskClient, page: str, moment: str = MIDDLE, **asked: str) -> str:
    """What the band says came later; empty where it says nothing of it."""
    text = client.get(page, query_string={"as_at": moment} | asked).text
    assert "As it stood at" in text, page
    return (LATER.findall(text) or [""])[0]


def total(said: str) -> int:
    """How many that are together."""
    return sum(int(n.replace(",", "")) for n in re.findall(r"[\d,]*\d", said))


def position(app: Flask, moment: str) -> int:
    """Where the log stood then."""
    return max(made.position for made in app.extensions["house"].reader.read(0) if made.at <= moment)


@pytest.mark.parametrize(
    ("topics", "said"),
    [
        (["audit returned"] * 3 + ["grade changed after challenge"], "3 returns, 1 regrade"),
        ((), "nothing"),
        (["audit started"], "1 change"),
        (["audit started", "audit returned", "audit reallocated", "audit accepted", "audit moderated", "child changed"],
         "1 return, 1 judgement, 1 moderation and 3 other changes"),
    ],
)  # fmt: skip
def test_kinds_are_counted_the_weightiest_first_and_three_at_most(topics: list[str], said: str) -> None:
    assert in_words(topics) == said


def test_every_kind_is_of_events_that_there_are_and_of_no_other_kind() -> None:
    named = [topic for kinds in KINDS.values() for topic in kinds]
    assert set(named) <= TOPICS.keys()
    assert len(named) == len(set(named))


def test_of_an_audit_and_a_child_it_counts_what_their_histories_tell(council: Flask) -> None:
    ruth, house = signed_in(council, RUTH), council.extensions["house"]
    after = position(council, "2024-05-20T11:00:00+00:00")
    for page in (AUDIT, "/children/C-10482"):
        shown = {int(at) for n in (1, 2, 3) for at in re.findall(
            r'id="entry-(\d+)"', ruth.get(f"{page}/history?page={n}").text)}  # fmt: skip
        made = (house.reader.read(at - 1, 1)[0] for at in shown if at > after)
        told = [one for one in made if one.topic != "audit section saved" and not one.stream.startswith("letter/")]
        assert total(later(ruth, page)) == len(told) > 5
        assert later(ruth, page).startswith(in_words(one.topic for one in told))
    assert later(ruth, AUDIT, f"entry-{house.reader.head()}") == "nothing"


def test_a_month_counts_its_audits_its_history_and_its_exemptions(council: Flask) -> None:
    ruth, reader = signed_in(council, RUTH), council.extensions["house"].reader
    after = position(council, "2024-05-20T11:00:00+00:00")
    made = [one for one in reader.under("audit/2024-05/") if one.position > after]
    returned = sum(one.topic == "audit returned" for one in made)
    assert later(ruth, MONTH).startswith(f"{returned} returns, ")
    assert later(ruth, "/audits", cycle="2024-05") == later(ruth, MONTH) == later(ruth, f"{MONTH}/moderation")
    assert total(later(ruth, MONTH)) > len([one for one in made if one.topic != "audit section saved"])


def test_a_page_of_no_record_says_how_many_entries_came_to_who_sees_every_audit(council: Flask) -> None:
    head, after = council.extensions["house"].reader.head(), position(council, "2024-05-20T11:00:00+00:00")
    for who, said in ((RUTH, f"{head - after:,} entries across the programme"), (ANNA, ""), (DANA, "")):
        assert later(signed_in(council, who), "/") == said, who
    assert later(signed_in(council, RUTH), "/teams/harbour") == "", "a page of a record that is none of these"


def test_the_practitioner_has_only_what_they_are_told_counted(council: Flask) -> None:
    reader = council.extensions["house"].reader
    back = [one.position for one in reader.stream("audit/2024-05/0001") if one.topic == "audit returned"][-1]
    dana, ruth = (later(signed_in(council, who), AUDIT, f"entry-{back}") for who in (DANA, RUTH))
    made = [one for one in reader.read(back, 10_000) if one.topic in TOLD]
    assert 0 < total(dana) < total(ruth)
    assert total(dana) <= len(made)


def test_an_inspector_hears_of_what_is_named_and_of_nothing_after_the_pin(council: Flask) -> None:
    story, iona = Story(council.extensions["house"], "2024-12-30"), signed_in(council, IONA)
    for page in ("/", AUDIT, MONTH, "/children/C-10482"):
        text = iona.get(page).text
        assert "As it stood at" in text
        assert (LATER.findall(text), "Show what changed<" in text) == ([], False), page
    live = Terms("2024-12-17", FOR_LONG, False, ("child/C-10482",), (), "")
    story.let(RUTH, Inspection, NAMED).change(live, "Live, and the child alone.", on="2024-12-30")
    assert later(iona, "/children/C-10482") == later(signed_in(council, IAN), "/children/C-10482") != ""
    for page in ("/", "/audits", "/children"):
        assert later(iona, page) == "", "no counts over what is not named"


def test_a_month_is_looked_up_by_an_index(council: Flask) -> None:
    place = council.extensions["house"].reader.place
    asked = "EXPLAIN QUERY PLAN SELECT rowid, topic FROM stored_events WHERE originator_id >= ? AND originator_id < ?"
    with sqlite3.connect(place) as log:
        (plan,) = log.execute(f"{asked} AND rowid > ?", ("audit/2024-05/", "audit/2024-05/~", 5)).fetchall()
    assert "USING INDEX" in plan[3]
