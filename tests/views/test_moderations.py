"""The queue of moderations and its figures: whose first, what is shown to whom, files, and what is private."""

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit
from app.events.audit_challenge import ChallengeAnswered, FindingChallenged
from app.events.audit_loop import AuditGradedInItsLoop
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import AUDIT, CHANGED, SOUND, become_moderator, draw, give, moderate, said

__all__ = ["app", "may", "may_log"]

QUEUE, FIGURES = "/moderations", "/moderations/figures?period=2024-05..2024-05"


@pytest.fixture
def drawn(may: Story) -> Story:
    draw(may)
    return may


@pytest.fixture
def done(app: Flask, drawn: Story) -> Story:
    give(drawn)
    moderate(app, CHANGED)
    return drawn


def test_an_empty_queue_says_what_will_appear(app: Flask, may: Story) -> None:
    page = said(signed_in(app, RUTH).get(QUEUE).text)
    assert "No audit is drawn for moderation." in page
    assert "each drawn audit appears here with its moderator and its date" in page


NOTHING = {HELEN: "No audit is drawn", OMAR: "No audit of your team is drawn", ANNA: "No audit of yours is drawn"}


@pytest.mark.parametrize("person", NOTHING)
def test_an_empty_queue_is_told_in_the_words_of_who_reads_it(app: Flask, may: Story, person: str) -> None:
    page = said(signed_in(app, person).get(QUEUE).text)
    assert f"{NOTHING[person]} for moderation." in page
    assert "Draw a month" not in page


def test_the_queue_says_who_has_what_by_when(app: Flask, drawn: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "To be assigned" in ruth.get(QUEUE).text
    give(drawn)
    page = said(ruth.get(QUEUE).text)
    assert "1 drawn audit" in page
    assert (
        "C-10482 May 2024 Harbour Drawn by chance With the moderator 04/06/2024 5 working days left Mary Quinn" in page
    )


def test_a_moderators_own_queue_comes_first_and_leads_to_the_work(app: Flask, drawn: Story) -> None:
    mary = signed_in(app, MARY)
    assert "Nothing waits for you." in mary.get(QUEUE).text
    give(drawn)
    page = mary.get(QUEUE).text
    mine, rest = page.split('id="moderations-tracker"')
    assert "C-10482, audit by Anna Bell" in mine
    assert '/audits/2024-05/1/moderation"' in mine
    assert "(me)" in rest


def test_what_waits_is_on_the_home_page_of_whose_it_is(app: Flask, drawn: Story) -> None:
    ruth, mary = signed_in(app, RUTH), signed_in(app, MARY)
    assert "May 2024: 1 drawn audit without a moderator" in ruth.get("/").text
    assert "My moderations" not in mary.get("/").text
    give(drawn)
    assert "Moderations to share out" not in ruth.get("/").text
    assert "1 audit to moderate" in said(mary.get("/").text)
    moderate(app, CHANGED)
    assert "My moderations" not in mary.get("/").text


SEES = {RUTH: 1, MARY: 1, HELEN: 1, IAN: 1, KOFI: 1, GRACE: 1, OMAR: 1, ANNA: 1, BEN: 0}


@pytest.mark.parametrize("person", SEES)
def test_each_sees_what_is_theirs(app: Flask, drawn: Story, person: str) -> None:
    client = signed_in(app, person)
    assert len(client.get("/moderations.json").json["rows"]) == SEES[person]
    assert ("C-10482" in client.get(QUEUE).text) is bool(SEES[person])


@pytest.mark.parametrize("person", [DANA, PRIYA])
def test_a_practitioner_and_an_administrator_have_no_queue(app: Flask, drawn: Story, person: str) -> None:
    assert signed_in(app, person).get(QUEUE).status_code == 404
    assert signed_in(app, person).get("/moderations.csv").status_code == 404


FILTERS = [
    ("state=to_assign", 0), ("state=moderated", 1), ("cycle=2024-05", 1), ("outcome=changed", 1),
    ("outcome=agreed", 0), ("drawn=chance", 1), ("drawn=always", 0), ("team=team/harbour", 1), ("late=yes", 0),
    ("moderator=mary-quinn", 1), ("moderator=nadia-rahman", 0), ("sort=-open", 1), ("sort=-moderated", 1),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "n"), FILTERS)
def test_files_hold_exactly_what_is_filtered(app: Flask, done: Story, asked: str, n: int) -> None:
    ruth = signed_in(app, RUTH)
    assert len(ruth.get(f"/moderations.json?{asked}").json["rows"]) == n
    assert len(ruth.get(f"/moderations.csv?{asked}").text.splitlines()) == 1 + n
    assert ruth.get(f"/moderations.xlsx?{asked}").status_code == 200
    assert ruth.get(f"{QUEUE}?{asked}").text.count('id="row-audit') == n


def test_a_file_has_both_grades_and_nothing_of_what_was_written(app: Flask, done: Story) -> None:
    ruth = signed_in(app, RUTH)
    row = ruth.get("/moderations.json").json["rows"][0]
    assert (row["original"], row["overall"], row["outcome"]) == ("Good", "Requires Improvement", "Grades changed")
    assert (row["moderator_person"], row["moderated_on"]) == ("Mary Quinn", "2024-05-28")
    for text in ("The plan has no dates.", "For want of a plan.", "Ask who does what"):
        assert text not in ruth.get("/moderations.csv").text
        assert text not in ruth.get(QUEUE).text


def test_whose_moderation_it_was_is_for_the_qa_lead_and_the_moderator_once_it_is_done(app: Flask, done: Story) -> None:
    for person, knows in ((RUTH, True), (MARY, True), (HELEN, False), (IAN, False), (KOFI, False), (OMAR, False)):
        client = signed_in(app, person)
        assert ("Mary Quinn" in client.get("/moderations.json").text) is knows, person
        row = client.get(QUEUE).text.split('id="row-audit')[1]
        assert ("Mary Quinn" in row, "withheld" in row) == (knows, not knows), person
        assert client.get("/moderations.json").json["rows"][0]["moderator_person"] == WHOSE[knows]


WHOSE = {True: "Mary Quinn", False: "withheld"}


@pytest.mark.parametrize("person", [RUTH, MARY, HELEN, IAN, OMAR, ANNA, GRACE])
def test_the_page_of_an_audit_and_its_histories_name_its_moderator_to_the_same(
    app: Flask, done: Story, person: str
) -> None:
    done.let(OMAR, Audit, audit_id(1)).record(FindingChallenged, challenge=1, about="finding", what="x", why="x", on="")
    answer = {"challenge": 1, "outcome": "upheld", "answer": "So it is.", "changes": {}, "on": "2024-05-28"}
    done.let(MARY, Audit, audit_id(1)).record(ChallengeAnswered, **answer, authority="As the moderator of the audit.")
    client, knows = signed_in(app, person), person in (RUTH, MARY)
    page, history = client.get(AUDIT).text, client.get(f"{AUDIT}/history").text
    assert f"Moderated by {'Mary Quinn' if knows else 'the moderator'}, 28 May 2024" in said(page)
    assert f"Decided 28 May 2024, by {'Mary Quinn' if knows else 'the moderator'} " in said(page)
    assert f"Answered by {'Mary Quinn' if knows else 'the moderator'}" in said(page)
    for step in ("accepted the audit", "moderated the audit", "answered the challenge"):
        assert f"{'Mary Quinn' if knows else 'The moderator'} {step}" in said(history)
    assert f"gave the audit to {'Mary Quinn' if knows else 'a moderator'} to be moderated" in said(history)
    assert f"by {'Mary Quinn' if knows else 'the moderator, name withheld'} " in said(history)
    main = page.split("<main")[1] + history.split("<main")[1]
    assert ("Mary Quinn" in main) is knows


def test_a_practitioner_reads_in_the_history_which_grades_changed_and_not_how_the_audit_was_judged(
    app: Flask, done: Story
) -> None:
    loop = {"loop": "loop/x", "overall": [], "grades": {"plans": ["inadequate", "good", "Anna Bell overlooked it."]}}
    done.let(RUTH, Audit, audit_id(1)).record(AuditGradedInItsLoop, **loop, on="2024-05-28")
    history = said(signed_in(app, DANA).get(f"{AUDIT}/history").text)
    changed = "The moderator moderated the audit. 2 of 8 grades were changed: Plans from Good to Inadequate, because:"
    assert changed in history.replace("Quality of plans", "Plans")
    assert "recorded the grades that two auditors of this child agreed:" in history
    assert history.count("from Inadequate to Good") == 1
    for hidden in ("Mary Quinn", "The judgement of the audit itself", "learning for the auditor", "overlooked"):
        assert hidden not in history
    words = ("The judgement of the audit itself: Sound.", "Is the child's voice in it? Yes.", "Clear and fair.")
    words += ("Ask who does what by when.",)
    for person, knows in ((ANNA, True), (RUTH, True), (HELEN, True), (IAN, True), (OMAR, False), (GRACE, False)):
        page = said(signed_in(app, person).get(f"{AUDIT}/history").text)
        assert [one in page for one in words] == [knows] * len(words), (person, page)


def test_a_practitioner_reads_nothing_of_a_moderation_that_judged_the_audit_alone(app: Flask, drawn: Story) -> None:
    give(drawn)
    moderate(app, SOUND | {"quality": "not_to_standard", "reason": "Thin."})
    assert "moderated" not in signed_in(app, DANA).get(f"{AUDIT}/history").text.split("<main")[1]


def test_whose_audit_it_was_is_for_the_qa_lead_the_auditor_and_whoever_moderates_that_very_audit(
    app: Flask, done: Story
) -> None:
    become_moderator(done, NADIA, "auditor")
    known = {}
    for person in (RUTH, MARY, ANNA, NADIA, HELEN, IAN, KOFI, OMAR):
        client = signed_in(app, person)
        row = client.get("/moderations.json").json["rows"][0]
        known[person] = (row["auditor_id"], row["auditor"])
        assert ("Anna Bell" in client.get("/moderations.csv").text) is any(known[person]), "every kind of file"
        assert "Anna Bell" not in client.get(QUEUE).text.split('id="row-audit')[1]
    told, nothing = (ANNA, "Anna Bell"), ("", "")
    assert known == dict.fromkeys((RUTH, MARY, ANNA), told) | dict.fromkeys((NADIA, HELEN, IAN, KOFI, OMAR), nothing)


def test_nobody_else_filters_by_moderator_not_even_by_the_address(app: Flask, done: Story) -> None:
    helen = signed_in(app, HELEN)
    assert 'name="moderator"' not in helen.get(QUEUE).text
    for asked in ("?moderator=mary-quinn", "?moderator=nadia-rahman"):
        assert len(helen.get(f"/moderations.json{asked}").json["rows"]) == 1
    become_moderator(done, NADIA, "auditor")
    page = signed_in(app, NADIA).get(QUEUE).text
    assert '<option value="nadia-rahman"' in page
    assert '<option value="mary-quinn"' not in page


def test_the_page_keeps_itself_current_and_is_quiet_when_nothing_changed(app: Flask, drawn: Story) -> None:
    ruth = signed_in(app, RUTH)
    page = ruth.get(QUEUE).text
    mark = page.split('data-position="')[1].split('"')[0]
    headers = {"HX-Request": "true"}
    polled = ruth.get(f"{QUEUE}?since={mark}", headers=headers)
    assert polled.status_code == 204
    give(drawn)
    assert ruth.get(f"{QUEUE}?since={mark}", headers=headers).status_code == 200


def test_the_figures_say_what_was_kept_with_n_and_members(app: Flask, done: Story) -> None:
    ruth = signed_in(app, RUTH)
    page = said(ruth.get(FIGURES).text)
    assert "0% 0 of 1 kept their overall grade (95% interval 0% to 79%)" in page
    assert "Quality of plans 0 of 1 (0%) 0 of 1 (0%) 1 of 1 (100%) 0 of 1 (0%)" in page
    one = said(ruth.get("/moderations/figures/plans:down?period=2024-05..2024-05").text)
    assert "100% 1 of 1" in one
    assert "C-10482" in one
    assert ruth.get("/moderations/figures/nothing?period=2024-05..2024-05").status_code == 404
    rows = {row["figure_id"]: row for row in ruth.get("/moderations/figures.json?period=2024-Q1").json["rows"]}
    assert (rows["grade-kept"]["numerator"], rows["grade-kept"]["denominator"]) == (0, 1)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("period=2024-Q1", "April 2024 to June 2024"),
        ("period=2023-Q4", "January 2024 to March 2024"),
        ("period=2024-Q3", "October 2024 to December 2024"),
        ("period=2024-06..2024-04", "April 2024 to June 2024"),
        ("from=2024-05&to=2024-05", "May 2024"),
        ("", "April 2024 to June 2024"),
        ("period=nonsense", "April 2024 to June 2024"),
        ("period=2024-13..2024-99", "April 2024 to June 2024"),
    ],
)
def test_the_months_are_asked_for_in_the_address(app: Flask, done: Story, asked: str, words: str) -> None:
    answer = signed_in(app, RUTH).get(f"/moderations/figures?{asked}")
    assert answer.status_code == 200
    assert f'<span class="govuk-caption-l">{words}</span>' in answer.text


def test_before_anything_is_moderated_the_figures_say_so(app: Flask, drawn: Story) -> None:
    assert "No audit of these months has been moderated yet." in signed_in(app, RUTH).get(FIGURES).text


def test_the_figures_are_live(app: Flask, drawn: Story) -> None:
    ruth = signed_in(app, RUTH)
    mark = ruth.get(FIGURES).text.split('data-position="')[1].split('"')[0]
    assert ruth.get(f"{FIGURES}&since={mark}").status_code == 204
    give(drawn)
    polled = ruth.get(f"{FIGURES}&since={mark}")
    assert (polled.status_code, "<html" in polled.text, "Waiting for moderation" in polled.text) == (200, False, True)


def test_by_moderator_and_by_auditor_is_for_the_qa_lead(app: Flask, done: Story) -> None:
    assert "By moderator" in signed_in(app, RUTH).get(FIGURES).text
    for person in (HELEN, IAN, KOFI, GRACE, MARY):
        page = signed_in(app, person).get(FIGURES)
        assert (page.status_code, "By moderator" in page.text, "By auditor" in page.text) == (200, False, False)
    for person in (OMAR, ANNA, DANA, PRIYA):
        assert signed_in(app, person).get(FIGURES).status_code == 404


OWN = [
    (RUTH, "mary-quinn", 200), (MARY, "mary-quinn", 200), (ANNA, "anna-bell", 200), (RUTH, "anna-bell", 200),
    (MARY, "anna-bell", 404), (ANNA, "mary-quinn", 404), (HELEN, "mary-quinn", 404), (IAN, "anna-bell", 404),
    (GRACE, "mary-quinn", 404), (OMAR, "anna-bell", 404), (KOFI, "mary-quinn", 404), (PRIYA, "anna-bell", 404),
    (RUTH, "nobody-of-that-name", 404),
]  # fmt: skip


@pytest.mark.parametrize(("person", "whose", "status"), OWN)
def test_how_somebody_moderates_or_audits_is_for_them_and_the_qa_lead(
    app: Flask, done: Story, person: str, whose: str, status: int
) -> None:
    path = f"/moderations/people/{whose}?period=2024-05..2024-05"
    assert signed_in(app, person).get(path).status_code == status


def test_ones_own_page_has_both_sides(app: Flask, done: Story) -> None:
    assert "How my audits were moderated" in signed_in(app, ANNA).get(QUEUE).text
    assert "My own moderating" in signed_in(app, MARY).get(QUEUE).text
    as_moderator = said(signed_in(app, MARY).get("/moderations/people/mary-quinn?period=2024-Q1").text)
    assert "As a moderator Overall grade kept: 0 of 1 (0%)" in as_moderator
    assert "No audit of Mary Quinn’s was moderated in these months." in as_moderator
    as_auditor = said(signed_in(app, ANNA).get("/moderations/people/anna-bell?period=2024-Q1").text)
    assert "As an auditor Overall grade kept: 0 of 1 (0%)" in as_auditor
    assert "Mary Quinn" not in as_auditor


def test_a_moderators_history_has_what_they_moderated_for_them_and_the_qa_lead(app: Flask, done: Story) -> None:
    for person in (MARY, RUTH):
        page = said(signed_in(app, person).get("/people/mary-quinn/history").text)
        assert "Mary Quinn moderated the audit. 2 of 8 grades were changed" in page
        assert "Ruth Okafor gave the audit to Mary Quinn to be moderated." in page
    assert "moderated the audit" not in signed_in(app, PRIYA).get("/people/mary-quinn/history").text


def test_what_is_sent_back_stands_beside_what_was_moderated_with_its_members(app: Flask, drawn: Story) -> None:
    give(drawn)
    assert "Sent back at moderation: –" in said(signed_in(app, RUTH).get(FIGURES).text)
    back = {key: value for key, value in CHANGED.items() if not key.startswith(("to.", "why."))}
    assert moderate(app, back | {"quality": "not_yet", "reason": "The dates are missing."}).status_code == 303
    assert "Sent back at moderation: 1 of 1 (100%)" in said(signed_in(app, RUTH).get(FIGURES).text)
    one = signed_in(app, RUTH).get("/moderations/figures/sent-back?period=2024-05..2024-05").text
    assert "1 of 1 (95% interval" in said(one)
    assert 'href="/audits/2024-05/1"' in one
    file = signed_in(app, RUTH).get("/moderations/figures.json?period=2024-05..2024-05").json["rows"]
    found = next(row for row in file if row["figure_id"] == "sent-back")
    assert (found["numerator"], found["denominator"]) == (1, 1)
