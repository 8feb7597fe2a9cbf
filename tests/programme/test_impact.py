"""When the questions about impact are put, told, told again and over, and who answers them."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, HARBOUR, HILLSIDE, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.audit_ending import withdraw
from app.events.base import Refusal
from app.events.impact import Impact, askable_until
from app.events.person import Person
from app.events.vocabulary import SYSTEM
from app.programme import impact as programme
from app.programme import judging
from app.programme.house import AlreadyDone, House, Stale
from app.programme.impact import Swept
from app.programme.reminding import remind
from projections import impact as rows
from projections import seals
from tests.programme import a_may

WORKER, MANAGER = "impact/2024-05-0001-worker", "impact/2024-05-0001-manager"
DUE, REMIND, OVER = date(2024, 7, 3), date(2024, 7, 10), date(2024, 7, 31)
"""Of an audit that came in on 22 May: the 42nd day after it, and the 7th and the 28th after that."""
ANSWERS: dict[str, Any] = {
    "practice": "yes", "practice_more": "", "helped": "too_early", "helped_more": "", "obstacles": ["nothing"],
    "obstacles_more": "", "useful": "",
}  # fmt: skip
DAY = timedelta(days=1)


@pytest.fixture
def may(house: House) -> Story:
    """The first audit, Anna Bell's of Dana Lewis's work, came in on 22 May and was accepted on the 24th."""
    story = a_may.tell(house)
    came_in(story, 1, "2024-05-22")
    story.let(RUTH, Audit, audit_id(1)).accept(on="2024-05-24", note="")
    return story


def came_in(story: Story, number: int, on: str, auditor: str = ANNA) -> None:
    """An audit is written and returned on a day."""
    story.on(on)
    stories.write(story, auditor, number)
    story.let(auditor, Audit, audit_id(number)).return_(story.content(), on=on, working_days_late=0)


def sweep(story: Story, on: date) -> Swept:
    """What the programme does by itself on a day."""
    return programme.ask_due(story.house, on, at=f"{on}T06:00:00+00:00")


def stands(story: Story, id: str, on: date) -> str:
    """Where a request stands on a day; empty for none."""
    row = rows.one(story.house.model, id, on)
    return row["stands"] if row else ""


def said(by: str, on: date) -> dict[str, Any]:
    return {"on": on, "by": by, "at": f"{on}T09:00:00+00:00"}


def test_questions_are_put_on_the_42nd_day_to_the_worker_and_the_teams_manager(may: Story) -> None:
    assert sweep(may, DUE - DAY) == Swept(0, 0, 0, 0)
    assert stands(may, WORKER, DUE - DAY) == "coming"
    assert stands(may, WORKER, DUE) == "due", "it shows as due, though nobody put it yet"
    assert sweep(may, DUE) == Swept(2, 0, 0, 0)
    assert [may.house.load(Impact, id).recipient for id in (WORKER, MANAGER)] == [DANA, OMAR]
    assert may.house.reader.stream(WORKER)[0].by == SYSTEM
    assert sweep(may, DUE) == Swept(0, 0, 0, 0), "asking again changes nothing"


def test_a_week_later_they_are_reminded_once_and_after_four_weeks_it_is_over(may: Story) -> None:
    sweep(may, DUE)
    assert sweep(may, REMIND - DAY) == Swept(0, 0, 0, 0)
    assert sweep(may, REMIND) == Swept(0, 0, 2, 0)
    assert sweep(may, REMIND + DAY) == Swept(0, 0, 0, 0)
    assert (stands(may, WORKER, OVER - DAY), stands(may, WORKER, OVER)) == ("reminded", "lapsed")
    assert sweep(may, OVER - DAY) == Swept(0, 0, 0, 0)
    assert sweep(may, OVER) == Swept(0, 0, 0, 2)
    assert sweep(may, OVER) == Swept(0, 0, 0, 0)


def test_a_sweep_that_was_late_neither_reminds_of_what_is_over_nor_leaves_it_open(may: Story) -> None:
    sweep(may, DUE)
    assert sweep(may, OVER) == Swept(0, 0, 0, 2)


def test_questions_that_nobody_put_can_be_put_for_four_weeks(may: Story) -> None:
    assert askable_until(DUE.isoformat()) == OVER.isoformat()
    assert (stands(may, WORKER, OVER - DAY), stands(may, WORKER, OVER)) == ("due", "not_asked")
    assert sweep(may, OVER) == Swept(0, 0, 0, 0)
    assert sweep(may, OVER - DAY) == Swept(2, 0, 0, 0)


def test_they_count_from_the_last_return(may: Story) -> None:
    came_in(may, 2, "2024-05-20", BEN)
    may.let(RUTH, Audit, audit_id(2)).send_back(on="2024-05-21", reason="Thin.", due="2024-06-20")
    came_in(may, 2, "2024-06-13", BEN)
    may.let(RUTH, Audit, audit_id(2)).judge_not_to_standard(on="2024-06-14", reason="Still thin.")
    worker = "impact/2024-05-0002-worker"
    assert stands(may, worker, date(2024, 7, 24)) == "coming"
    assert stands(may, worker, date(2024, 7, 25)) == "due", "also of an audit that is not to standard"


def test_an_audit_that_is_judged_later_is_asked_about_from_then_on(may: Story) -> None:
    came_in(may, 2, "2024-05-20", BEN)
    worker = "impact/2024-05-0002-worker"
    assert stands(may, worker, date(2024, 7, 8)) == "", "nobody knows yet whether it stands"
    may.on("2024-08-05")
    may.let(RUTH, Audit, audit_id(2)).accept(on="2024-08-05", note="")
    assert stands(may, worker, date(2024, 8, 5)) == "due"
    assert stands(may, worker, date(2024, 9, 1)) == "due"
    assert stands(may, worker, date(2024, 9, 2)) == "not_asked"


def test_of_an_audit_that_is_withdrawn_nothing_is_asked(may: Story) -> None:
    came_in(may, 2, "2024-05-20", BEN)
    may.let(RUTH, Audit, audit_id(2)).do(withdraw, on="2024-05-21", reason="Moved.")
    sweep(may, date(2024, 7, 10))
    assert rows.of_audit(may.house.model, audit_id(2), date(2024, 7, 10)) == []


def test_an_audit_that_goes_back_after_it_was_accepted_is_asked_about_from_its_next_return(may: Story) -> None:
    a_may.goes_back(may)
    assert stands(may, WORKER, DUE) == ""
    may.let(ANNA, Audit, audit_id(1)).return_(may.content(), on="2024-07-01", working_days_late=0)
    may.let(RUTH, Audit, audit_id(1)).accept(on="2024-07-01", note="")
    assert (stands(may, WORKER, DUE), stands(may, WORKER, date(2024, 8, 12))) == ("coming", "due")


def test_who_has_left_or_does_not_sign_in_is_passed_over(may: Story) -> None:
    may.let(PRIYA, Person, DANA).leave("2024-06-30", "")
    may.let(PRIYA, Person, OMAR).hold({"auditor"})
    assert sweep(may, DUE) == Swept(0, 2, 0, 0)
    assert [made.facts["reason"] for id in (WORKER, MANAGER) for made in may.house.reader.stream(id)] == [
        "The worker has left, or does not sign in as a practitioner.", "The team has no manager now.",
    ]  # fmt: skip
    assert stands(may, WORKER, DUE) == "not_asked"


def test_of_several_managers_the_one_who_supervises_the_worker_is_asked(may: Story) -> None:
    other = "person/aaron-first"
    facts = {"name": "Aaron First", "email": "a@eastmere.example", "job_level": "manager", "supervisor": ""}
    may.let(PRIYA, Person, other).add(**facts, team=HARBOUR)
    may.let(PRIYA, Person, other).hold({"team_manager"})
    row = rows.one(may.house.model, MANAGER, DUE)
    assert row
    assert programme.recipient(may.house, row) == OMAR
    details = {"name": "Omar Haddad", "email": "omar.haddad@eastmere.example", "job_level": "manager"}
    may.let(PRIYA, Person, OMAR).change(details | {"team": HILLSIDE, "supervisor": ""})
    assert programme.recipient(may.house, row) == other


def test_the_recipient_answers_what_is_due_also_before_anybody_put_it(may: Story) -> None:
    programme.answer(may.house, WORKER, version=0, answers=ANSWERS, **said(DANA, DUE))
    assert [made.topic for made in may.house.reader.stream(WORKER)] == ["impact asked", "impact answered"]
    assert sweep(may, DUE) == Swept(1, 0, 0, 0), "the manager's alone"


@pytest.mark.parametrize("by", [OMAR, ANNA, RUTH])
def test_nobody_else_answers_and_nothing_of_it_is_recorded(may: Story, by: str) -> None:
    with pytest.raises(Refusal, match="put to somebody else"):
        programme.answer(may.house, WORKER, version=0, answers=ANSWERS, **said(by, DUE))
    assert may.house.reader.stream(WORKER) == []


@pytest.mark.parametrize("on", [DUE - DAY, OVER])
def test_nothing_is_answered_before_its_day_or_after_its_time(may: Story, on: date) -> None:
    with pytest.raises(Refusal, match="These questions are not put now"):
        programme.answer(may.house, WORKER, version=0, answers=ANSWERS, **said(DANA, on))
    with pytest.raises(Refusal, match="These questions are not put now"):
        programme.decline(may.house, "impact/2024-05-0004-worker", version=0, reason="No.", **said(DANA, DUE))


def test_a_form_that_was_open_while_the_reminder_went_is_taken(may: Story) -> None:
    sweep(may, DUE)
    sweep(may, REMIND)
    programme.answer(may.house, WORKER, version=0, answers=ANSWERS, **said(DANA, REMIND))
    assert stands(may, WORKER, REMIND) == "answered"


def test_a_form_sent_twice_is_done_once_and_another_answer_is_too_late(may: Story) -> None:
    sweep(may, DUE)
    programme.answer(may.house, WORKER, version=1, answers=ANSWERS, **said(DANA, DUE))
    with pytest.raises(AlreadyDone):
        programme.answer(may.house, WORKER, version=1, answers=ANSWERS, **said(DANA, DUE))
    with pytest.raises(Stale):
        programme.answer(may.house, WORKER, version=1, answers=ANSWERS | {"useful": "More"}, **said(DANA, DUE))
    assert len(may.house.reader.stream(WORKER)) == 2


def test_the_family_is_recorded_beside_the_answer(may: Story) -> None:
    programme.record_family(may.house, WORKER, version=0, agreed=True, said="More visits.", **said(DANA, DUE))
    programme.answer(may.house, WORKER, version=2, answers=ANSWERS, **said(DANA, DUE))
    row = rows.one(may.house.model, WORKER, DUE)
    assert row
    assert (row["family"], row["stands"]) == ("agreed", "answered")
    with pytest.raises(AlreadyDone):
        programme.record_family(may.house, WORKER, version=0, agreed=True, said="More visits.", **said(DANA, DUE))


def test_the_reminder_of_the_calendar_puts_them_and_tells_them_until_they_are_answered(may: Story) -> None:
    assert letters(may, DUE - DAY) == []
    assert letters(may, DUE) == [(OMAR, "impact-asked"), (DANA, "impact-asked")]
    assert letters(may, REMIND - DAY) == []
    programme.answer(may.house, WORKER, version=1, answers=ANSWERS, **said(DANA, DUE))
    assert letters(may, REMIND) == [(OMAR, "impact-reminded")]
    assert letters(may, OVER) == []
    assert stands(may, MANAGER, OVER) == "lapsed"


def letters(story: Story, on: date) -> list[tuple[str, str]]:
    """The letters about impact that are written on a day: to whom, of which kind."""
    known = {row["id"] for row in story.house.model.query("SELECT id FROM letters")}
    remind(story.house, on, f"{on}T08:00:00+00:00")
    found = story.house.model.query("SELECT * FROM letters WHERE kind LIKE 'impact%' ORDER BY cause")
    return [(row["recipient"], row["kind"]) for row in found if row["id"] not in known]


def test_a_judgement_after_the_questions_were_put_puts_nothing_anew(may: Story) -> None:
    sweep(may, DUE)
    judging.upload(may.house, audit_id(1), version=may.house.version(audit_id(1)), on=DUE, uploaded_by=OMAR,
                   reference="", by=OMAR, at=f"{DUE}T10:00:00+00:00")  # fmt: skip
    assert [made.topic for made in may.house.reader.stream(WORKER)] == ["impact asked"]
    assert sweep(may, DUE) == Swept(0, 0, 0, 0)


def test_a_request_that_nobody_was_asked_yet_is_found_as_what_comes_of_its_audit(may: Story) -> None:
    assert [seals.comes_of(may.house.model, id) for id in (WORKER, MANAGER)] == [audit_id(1)] * 2
    found = rows.of_audit(may.house.model, audit_id(1), DUE)
    assert [(row["id"], row["recipient"], row["due_on"], row["ask_until"]) for row in found] == [
        (WORKER, DANA, "2024-07-03", "2024-07-31"),
        (MANAGER, "", "2024-07-03", "2024-07-31"),
    ]


def test_once_one_part_is_asked_the_other_waits_on(may: Story) -> None:
    may.let(SYSTEM, Impact, WORKER).ask(
        audit=audit_id(1), part="worker", recipient=DANA, returned_on="2024-05-22", on=DUE.isoformat()
    )
    assert (stands(may, WORKER, DUE), stands(may, MANAGER, DUE)) == ("asked", "due")
