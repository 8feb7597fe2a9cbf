"""Moderating on the page: whose it is, both judgements, what follows, what is kept, who reads what of it."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.complete import complete
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events import audit_moderation
from app.events.audit import Audit
from app.events.audit_moderation import AuditModerated
from app.events.person import Person
from app.programme import concerns
from projections import people
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import (
    AUDIT,
    CHANGED,
    DAY,
    DOMAINS,
    SOUND,
    become_moderator,
    draw,
    give,
    moderate,
    said,
)
from tests.views.sending import do, version

__all__ = ["app", "may", "may_log"]

PAGE = f"{AUDIT}/moderation"


@pytest.fixture
def drawn(may: Story) -> Story:
    draw(may)
    return may


@pytest.fixture
def given(drawn: Story) -> Story:
    give(drawn)
    return drawn


def test_a_drawn_audit_is_not_accepted_without_its_moderation(app: Flask, drawn: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "act-acceptance" not in ruth.get(AUDIT).text
    assert "waiting for its moderation" in ruth.get(f"{AUDIT}/acceptance").text
    shown = str(audit(app, 1).version)
    answer = ruth.post(f"{AUDIT}/acceptance", data=DAY | {"version": shown})
    assert answer.status_code == 422
    assert "This audit waits for its moderation. Nobody has been given it yet." in answer.text
    give(drawn)
    for act, facts in (
        ("acceptance", DAY),
        ("sending-back", DAY | {"reason": "x"}),
        ("not-to-standard", DAY | {"reason": "x"}),
    ):
        answer = ruth.post(f"{AUDIT}/{act}", data=facts | {"version": str(audit(app, 1).version)})
        assert "This audit waits for its moderation by Mary Quinn." in said(answer.text), act
    assert audit(app, 1).state == "returned"


def test_one_whose_grade_is_always_moderated_is_not_accepted_before_its_draw(app: Flask, may: Story) -> None:
    stories.allocate(may, 11, "child/C-10591", NADIA)
    stories.write(may, NADIA, 11, **complete(may.content(), "inadequate"))
    may.let(NADIA, Audit, audit_id(11)).return_(may.content(), on=may.day, working_days_late=0)
    ruth, here = signed_in(app, RUTH), "/audits/2024-05/11"
    page = ruth.get(here).text
    assert "act-acceptance" not in page
    assert 'href="/cycles/2024-05/moderation/draw"' in page
    assert "waiting to be drawn" in ruth.get(f"{here}/acceptance").text
    answer = ruth.post(f"{here}/acceptance", data=DAY | {"version": str(audit(app, 11).version)})
    assert (answer.status_code, audit(app, 11).state) == (422, "returned")
    assert "by the framework it is moderated first" in answer.text


def test_the_qa_lead_gives_it_to_somebody_who_may_and_is_told_who_may_not(app: Flask, drawn: Story) -> None:
    become_moderator(drawn, OMAR, "team_manager")
    become_moderator(drawn, NADIA, "auditor")
    ruth = signed_in(app, RUTH)
    page = ruth.get(f"{AUDIT}/moderator").text
    assert f'<option value="{MARY}"' in page
    assert f'<option value="{OMAR}"' not in page
    assert "Omar Haddad works in the child&#39;s team." in page
    answer = do(ruth, f"{AUDIT}/moderator", DAY | {"moderator": OMAR})
    assert (answer.status_code, "Omar Haddad works in the child&#39;s team." in answer.text) == (422, True)
    answer = do(ruth, f"{AUDIT}/moderator", DAY | {"moderator": HELEN})
    assert "Choose somebody who moderates." in answer.text
    answer = do(ruth, f"{AUDIT}/moderator", DAY)
    assert "Choose a moderator." in answer.text
    assert do(ruth, f"{AUDIT}/moderator", DAY | {"moderator": NADIA}).status_code == 303
    facts = DAY | {"moderator": MARY, "reason": "Nadia Rahman is on leave."}
    assert do(ruth, f"{AUDIT}/moderator-change", facts).status_code == 303
    assert audit(app, 1).moderator == MARY
    made = [one.facts for one in app.extensions["house"].reader.stream(audit_id(1)) if "moderator_team" in one.facts]
    teams = {one: (people.person(app.extensions["house"].model, one) or {})["team"] or "" for one in (NADIA, MARY)}
    assert [(one["moderator"], one["moderator_team"]) for one in made] == list(teams.items())
    assert any(teams.values()), "somebody is of a team"


@pytest.mark.parametrize("act", ["moderator", "moderator-change"])
def test_nobody_else_gives_it_out(app: Flask, given: Story, act: str) -> None:
    for person in (MARY, ANNA, OMAR, DANA, GRACE, HELEN, PRIYA):
        assert signed_in(app, person).get(f"{AUDIT}/{act}").status_code == 404


def test_only_a_moderator_has_the_page_and_another_one_is_told_whose_it_is(app: Flask, given: Story) -> None:
    for person in (RUTH, ANNA, BEN, OMAR, DANA, GRACE, HELEN, KOFI, PRIYA):
        client = signed_in(app, person)
        assert client.get(PAGE).status_code == 404
        assert client.post(PAGE, data=SOUND | {"version": "9"}).status_code == 404
    become_moderator(given, NADIA, "auditor")
    nadia = signed_in(app, NADIA)
    assert "This audit waits for its moderation by Mary Quinn." in nadia.get(PAGE).text
    answer = nadia.post(PAGE, data=SOUND | {"version": str(audit(app, 1).version), "learning": "Mine."})
    assert answer.status_code == 422
    assert "This audit is with Mary Quinn for moderation." in answer.text
    assert "Mine." in answer.text, "what was written can still be copied"
    assert audit(app, 1).state == "returned"


def test_you_cannot_moderate_your_own_audit(app: Flask, given: Story) -> None:
    become_moderator(given, ANNA, "auditor")
    anna = signed_in(app, ANNA)
    assert "You cannot moderate your own audit." in anna.get(PAGE).text
    answer = anna.post(PAGE, data=SOUND | {"version": str(audit(app, 1).version)})
    assert (answer.status_code, "You cannot moderate your own audit." in answer.text) == (422, True)


def test_who_came_near_to_the_audit_since_does_not_moderate_it(app: Flask, given: Story) -> None:
    given.let(PRIYA, Person, MARY).change({"team": "team/harbour"})
    answer = moderate(app, SOUND)
    assert answer.status_code == 422
    assert "Mary Quinn works in the child&#39;s team. The QA lead has to give this audit to another" in answer.text


def test_the_page_has_the_whole_audit_and_each_grade_to_agree_with_or_to_change(app: Flask, given: Story) -> None:
    html = signed_in(app, MARY).get(PAGE).text
    page = said(html)
    assert "She draws with him." in page
    assert page.count("Agree: Good") == 8
    assert page.count("Change to Outstanding") == 8
    assert "To be moderated by 4 June 2024. Drawn by chance, 1 of 2" in page
    assert "Does the evidence support the grades?" in page
    way = html.split('id="on-this-page"')[1].split("</nav>")[0]
    places = re.findall(r'href="#([^"]+)"', way)
    assert len(places) == 5 + len(DOMAINS) + 1, "five parts, and of the practice each domain and the overall grade"
    assert all(f'id="{place}"' in html for place in places)


def test_agreement_accepts_the_audit_as_it_is(app: Flask, given: Story) -> None:
    answer = moderate(app, SOUND)
    assert (answer.status_code, answer.headers["Location"]) == (303, AUDIT)
    assert (audit(app, 1).state, audit(app, 1).moderation) == ("accepted", "moderated")
    assert "all 8 grades were kept" in said(signed_in(app, RUTH).get(AUDIT).text)


def test_changed_grades_stand_under_the_auditors_with_word_and_reason(app: Flask, given: Story) -> None:
    assert moderate(app, CHANGED).status_code == 303
    page = signed_in(app, ANNA).get(AUDIT).text
    first, second = (page.split(f'id="grades-{n}"')[1].split("</tr>")[0] for n in (1, 2))
    assert (first.count("Good"), "changed" in first) == (8, False)
    assert (said(second).count("changed"), said(second).count("same")) == (2, 6)
    assert second.count("al-pair--differs") == 2
    assert "The plan has no dates." in page
    assert 'id="of-concern"' not in signed_in(app, MARY).get(AUDIT).text, "it requires improvement"
    assert "Ask who does what by when." in page


def test_a_reason_that_was_kept_for_no_change_is_shown_to_nobody(app: Flask, given: Story) -> None:
    kept = {key: ["good", "good", "No plan since June." if key == "plans" else ""] for key in DOMAINS}
    facts = {"moderator": MARY, "on": "2024-05-28", "outcome": "agreed", "grades": kept, "quality": "sound"}
    said = {"overall": ["good", "good", ""], "checks": {}, "quality_text": "", "learning": "", "reason": ""}
    given.let(MARY, Audit, audit_id(1)).record(AuditModerated, **facts, **said)
    for person in (DANA, ANNA, RUTH):
        for page in (AUDIT, f"{AUDIT}/history"):
            assert "No plan since June." not in signed_in(app, person).get(page).text, (person, page)


def test_where_moderation_leaves_a_grade_of_concern_a_concern_can_be_raised_at_once(app: Flask, given: Story) -> None:
    moderate(app, CHANGED | {"to.overall": "inadequate"})
    mary, way = signed_in(app, MARY), 'href="/concerns/new?child=C-10482"'
    page = mary.get(AUDIT).text
    assert "The overall grade that counts is Inadequate, and no concern is open about C-10482." in said(page)
    assert way in page
    assert 'value="C-10482"' in mary.get("/concerns/new?child=C-10482").text
    assert [way in signed_in(app, one).get(AUDIT).text for one in (OMAR, RUTH, DANA, ANNA)] == [
        True,
        True,
        False,
        False,
    ]
    raising = {"child": "C-10482", "category": "2", "why": "No plan."}
    concerns.raise_concern(given.house, "x", **raising, **given.said(RUTH))
    assert way not in mary.get(AUDIT).text


def test_the_moderator_is_told_at_once_that_a_concern_can_be_raised(app: Flask, given: Story) -> None:
    mary = signed_in(app, MARY)
    do(mary, f"{AUDIT}/moderation", CHANGED | {"to.overall": "inadequate"})
    assert "Its overall grade is Inadequate, and no concern is open about the child" in mary.get(AUDIT).text


READ: list[tuple[str, bool, bool]] = [
    (ANNA, True, True), (RUTH, True, True), (MARY, True, True), (HELEN, True, True), (OMAR, True, False),
    (GRACE, True, False), (DANA, True, False),
]  # fmt: skip


@pytest.mark.parametrize(("person", "grades", "learning"), READ)
def test_who_reads_the_judgement_of_the_practice_and_who_that_of_the_audit(
    app: Flask, given: Story, person: str, grades: bool, learning: bool
) -> None:
    moderate(app, CHANGED)
    page = signed_in(app, person).get(AUDIT).text
    assert ("The plan has no dates." in page) is grades
    assert ("Ask who does what by when." in page) is learning
    assert ("The judgement of the audit itself" in page) is learning


def test_the_copy_for_the_record_has_the_final_grades_and_says_that_it_was_moderated(app: Flask, given: Story) -> None:
    moderate(app, CHANGED)
    page = signed_in(app, RUTH).get(f"{AUDIT}/record").text
    assert "This audit was moderated on 28 May 2024. The grades above are the moderated ones." in said(page)
    strip = page.split('id="grades"')[1].split("</table>")[0]
    assert ("Auditor" in strip, strip.count("Inadequate"), "changed" in strip) == (False, 1, False)
    assert "Ask who does what by when." not in page


def test_the_grade_that_counts_is_in_lists_files_and_figures_with_the_auditors_beside_it(
    app: Flask, given: Story
) -> None:
    moderate(app, CHANGED)
    ruth = signed_in(app, RUTH)
    assert "changed from Good" in said(ruth.get("/audits?cycle=2024-05").text)
    row = next(one for one in ruth.get("/audits.json?cycle=2024-05").json["rows"] if one["audit_id"] == audit_id(1))
    assert (row["overall"], row["original"], row["moderated"]) == ("Requires Improvement", "Good", True)
    assert [one["audit_id"] for one in ruth.get("/audits.json?overall=requires-improvement").json["rows"]] == [
        audit_id(1)
    ]
    table = ruth.get("/figures/grade:plans:inadequate.json?cycle=2024-05").json
    assert (table["numerator"], table["denominator"]) == (1, 1)
    assert ruth.get("/figures/grade-kept.json?cycle=2024-05").json["numerator_ids"] == []


@pytest.mark.parametrize(
    ("quality", "state", "due"),
    [("not_yet", "sent_back", "2024-06-10"), ("not_to_standard", "not_to_standard", "2024-05-28")],
)
def test_what_goes_back_or_is_not_to_standard_needs_its_reason_and_no_grades(
    app: Flask, given: Story, quality: str, state: str, due: str
) -> None:
    facts = {key: value for key, value in SOUND.items() if not key.startswith("to.")} | {"quality": quality}
    answer = moderate(app, facts)
    assert (answer.status_code, "Say why, for the auditor to read." in answer.text) == (422, True)
    date = {"due-day": "10", "due-month": "6", "due-year": "2024"}
    assert moderate(app, facts | {"reason": "The dates are missing."} | date).status_code == 303
    assert (audit(app, 1).state, audit(app, 1).due) == (state, due)
    assert "The dates are missing." in signed_in(app, ANNA).get(AUDIT).text


def test_everything_that_is_missing_is_said_at_once_and_what_was_typed_stays(app: Flask, given: Story) -> None:
    facts = DAY | {"quality": "sound", "to.plans": "inadequate", "learning": "Look at dates.", "checks.voice": "partly"}
    answer = moderate(app, facts)
    assert answer.status_code == 422
    summary = answer.text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    told = dict(re.findall(r'href="#([^"]+)">([^<]+)<', summary))
    assert sum(name.startswith("to-") for name in told) == 7
    assert told["to-supervision"] == "Supervision: agree with the grade, or change it."
    assert told["to-overall"] == "Overall grade: agree with the grade, or change it."
    assert told["why-plans"] == "Quality of plans: say why the grade changes."
    assert told["checks-evidence"] == "Answer: Does the evidence support the grades?"
    assert len(set(told.values())) == len(told) == summary.count("<li>")
    assert "Look at dates." in answer.text
    assert re.search(r'name="to.plans"[^>]*value="inadequate"[^>]* checked', answer.text)
    assert audit(app, 1).state == "returned"


def test_what_is_missing_is_said_in_the_order_of_the_page(app: Flask, given: Story) -> None:
    summary = moderate(app, {}).text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    told = re.findall(r'href="#([^"]+)">', summary)
    assert told[:2] == ["to-seeing-and-hearing", "to-assessment"]
    assert told[-6:] == ["to-overall", "checks-evidence", "checks-analysis", "checks-voice", "quality", "on"]


def test_a_grade_that_is_not_of_the_scale_is_refused(app: Flask, given: Story) -> None:
    answer = moderate(app, SOUND | {"to.plans": "splendid", "why.plans": "x"})
    assert answer.status_code == 422
    assert audit(app, 1).state == "returned"


def test_a_double_click_moderates_once_and_another_judgement_never_passes_for_the_first(
    app: Flask, given: Story
) -> None:
    mary, facts = signed_in(app, MARY), CHANGED | {"version": version(signed_in(app, MARY), PAGE)}
    assert [mary.post(PAGE, data=facts).status_code for _ in range(2)] == [303, 303]
    made = [one.topic for one in app.extensions["house"].reader.stream(audit_id(1))]
    assert made.count("audit moderated") == 1
    answer = mary.post(PAGE, data=facts | {"why.plans": "Another reason."})
    assert answer.status_code == 409
    assert "Another reason." in answer.text


def test_who_lost_it_meanwhile_is_told_and_can_copy_what_was_written(app: Flask, given: Story) -> None:
    facts = CHANGED | {"version": version(signed_in(app, MARY), PAGE)}
    changed = given.house.load(Audit, audit_id(1))
    said_ = {"on": given.day, "reason": "Away.", "grounds": "", **given.said(RUTH)}
    audit_moderation.change_moderator(changed, NADIA, **said_)
    given.house.keep(changed)
    answer = signed_in(app, MARY).post(PAGE, data=facts)
    assert answer.status_code == 409
    assert "moderator changed by Ruth Okafor" in answer.text
    assert "The plan has no dates." in answer.text
    assert audit(app, 1).state == "returned"


@pytest.mark.parametrize("act", ["return", "upload"])
def test_a_form_that_was_overtaken_names_no_moderator_to_who_is_not_told(app: Flask, given: Story, act: str) -> None:
    facts = DAY | {"uploaded_by": ANNA, "version": str(audit(app, 1).version)}
    moderate(app, SOUND)
    answer = signed_in(app, ANNA).post(f"{AUDIT}/{act}", data=facts)
    assert answer.status_code == 409
    assert "audit moderated" in answer.text
    assert "the moderator" in answer.text
    assert "Mary Quinn" not in answer.text


def test_what_is_typed_is_kept_until_it_is_sent(app: Flask, given: Story) -> None:
    mary = signed_in(app, MARY)
    fields = {"why.plans": "The plan is old.", "to.plans": "inadequate"}
    key = "audits/2024-05/1/moderation"
    kept = mary.put(f"/drafts/{key}", json={"version": 0, "fields": fields})
    assert kept.status_code == 200
    page = mary.get(PAGE).text
    assert "The plan is old." in page
    assert "Saved at" in page
    assert key in mary.get("/").text
    assert "The plan is old." not in signed_in(app, RUTH).get(AUDIT).text
    known = re.search(r'name="draft" value="(\d+)"', page)
    assert known
    moderate(app, CHANGED | {"draft": known[1]})
    assert app.extensions["drafts"].get(MARY, key) is None


def test_the_grades_that_were_chosen_are_kept_while_it_is_back_with_its_auditor(app: Flask, given: Story) -> None:
    mary = signed_in(app, MARY)
    assert do(mary, PAGE, CHANGED | {"quality": "not_yet", "reason": "Thin."}).status_code == 303
    assert "The grades that you chose are kept for you alone until then." in mary.get(AUDIT).text
    assert "Moderate the audit of C-10482, when it comes in again" in said(mary.get("/").text)
    may_return = given.let(ANNA, Audit, audit_id(1))
    may_return.return_(given.content(), on=given.day, working_days_late=0)
    page = mary.get(PAGE).text
    assert re.search(r'name="to.plans"[^>]*value="inadequate"[^>]*checked', page)
    assert ("The plan has no dates." in page, 'value="28"' in page) == (True, True)
    assert not re.search(r'name="quality"[^>]*checked', page), "the audit itself is judged anew"


def test_nothing_is_said_to_be_kept_where_nothing_was_chosen(app: Flask, given: Story) -> None:
    back = {key: value for key, value in SOUND.items() if not key.startswith("to.")}
    mary = signed_in(app, MARY)
    do(mary, PAGE, back | {"quality": "not_yet", "reason": "Thin."})
    assert "are kept for you" not in mary.get(AUDIT).text


def test_what_went_back_waits_for_the_same_moderator_when_it_comes_in_again(app: Flask, given: Story) -> None:
    facts = {key: value for key, value in SOUND.items() if not key.startswith("to.")}
    moderate(app, facts | {"quality": "not_yet", "reason": "Dates."})
    mary = signed_in(app, MARY)
    assert "This audit is back with its auditor." in mary.get(PAGE).text
    given.let(ANNA, Audit, audit_id(1)).return_(given.content(), on=given.day, working_days_late=0)
    assert "Agree: Good" in said(mary.get(PAGE).text)
    assert moderate(app, SOUND).status_code == 303
    assert audit(app, 1).state == "accepted"


def test_an_accepted_audit_that_is_drawn_later_is_moderated_before_its_upload(app: Flask, may: Story) -> None:
    may.let(RUTH, Audit, audit_id(1)).accept(on=may.day, note="")
    draw(may)
    give(may)
    omar: FlaskClient = signed_in(app, OMAR)
    answer = omar.post(f"{AUDIT}/upload", data=DAY | {"version": str(audit(app, 1).version), "uploaded_by": OMAR})
    assert "This audit waits for its moderation by Mary Quinn." in said(answer.text)
    assert moderate(app, CHANGED).status_code == 303
    assert do(omar, f"{AUDIT}/upload", DAY | {"uploaded_by": OMAR}).status_code == 303


def test_looking_records_nothing(app: Flask, given: Story) -> None:
    head = app.extensions["house"].reader.head()
    for path in (PAGE, AUDIT, f"{AUDIT}/moderator-change", "/moderations", "/moderations/figures"):
        signed_in(app, MARY).get(path)
        signed_in(app, RUTH).get(path)
    assert app.extensions["house"].reader.head() == head
