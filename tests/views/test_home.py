"""Home: the one screen of each role, and what it says while there is nothing."""

from datetime import date

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.demo import stories
from app.demo.complete import complete
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, MARY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.audit_ending import withdraw
from app.events.cycle import Cycle
from app.policy import Scope
from projections.tracker_asked import Wanted, where
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import draw

__all__ = ["app", "may", "may_log"]


def home(app: Flask, person: str) -> str:
    return signed_in(app, person).get("/").text


def test_an_auditor_has_their_audits_with_dates_and_the_way_on(app: Flask, may: Story) -> None:
    page = home(app, ANNA)
    assert "1 audit to return" in page
    assert "28 May 2024" in page
    assert "due today" in page
    assert 'href="/audits/2024-05/4/sections"' in page
    assert "C-10482" not in page, "an audit that was returned does not wait"


def test_an_auditor_without_audits_is_told_what_will_appear(app: Flask, may: Story) -> None:
    may.let(RUTH, Audit, stories.audit_id(3)).do(withdraw, on="2024-05-28", reason="Moved away.")
    assert "No audit waits for you." in home(app, NADIA)


def test_unsent_text_is_offered_again(app: Flask, may: Story) -> None:
    ben = signed_in(app, BEN)
    assert "Text that you have not sent" not in ben.get("/").text
    drafts = app.extensions["drafts"]
    at = "2024-05-28T09:00:00+00:00"
    for number, text in ((5, "x"), (1, "Copy me.")):
        drafts.put(BEN, f"audits/2024-05/{number}/sections/plans", 0, {"evidence.plans": text}, at)
    page = ben.get("/").text
    assert 'href="/audits/2024-05/5/sections/plans"' in page
    assert "C-10577: plans, audit of May 2024" in page
    assert "audits/2024-05/1/" not in page, "that audit is not Ben's"
    assert '<a class="govuk-link" href="/unsent-texts">Text of forms that can no longer be sent</a> (1)' in page
    text = ben.get("/unsent-texts").text
    assert "A form that is not yours any more" in text
    assert "\nCopy me.</textarea>" in text
    assert "C-10482" not in text, "of the audit of another only his own text"


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("audits/2024-05/3/withdrawal", "Withdraw the audit: the audit of C-10533"),
        ("actions/new", "Raise an action"),
        ("cycles/2024-05/sample/new", "Draw the sample of May 2024"),
        ("people/nadia-rahman/exemption", "Ask for an exemption of Nadia Rahman"),
    ],
)
def test_unsent_text_is_called_as_its_page_is(app: Flask, may: Story, key: str, words: str) -> None:
    app.extensions["drafts"].put(RUTH, key, 0, {"reason": "x"}, "2024-05-28T09:00:00+00:00")
    assert f'<a class="govuk-link" href="/{key}">{words}</a>' in home(app, RUTH)


def test_text_of_an_act_that_is_over_is_only_there_to_be_copied(app: Flask, may: Story) -> None:
    key = "audits/2024-05/3/withdrawal"
    app.extensions["drafts"].put(RUTH, key, 0, {"reason": "Moved away."}, "2024-05-28T09:00:00+00:00")
    may.let(RUTH, Audit, stories.audit_id(3)).do(withdraw, on="2024-05-28", reason="Moved away.")
    page = home(app, RUTH)
    assert f'href="/{key}"' not in page
    assert "Text of forms that can no longer be sent" in page
    assert "Withdraw the audit: the audit of C-10533" in signed_in(app, RUTH).get("/unsent-texts").text


def test_a_practitioner_reads_the_audits_of_their_work_newest_first(app: Flask, may: Story) -> None:
    page = home(app, DANA)
    assert 0 < page.index("C-10519") < page.index("C-10482"), "the one that came in last comes first"
    assert "C-10533" not in page


def test_a_team_manager_sees_the_team(app: Flask, may: Story) -> None:
    page = home(app, OMAR)
    assert "5 audits of my team's work in May 2024, 1 returned late" in page
    assert page.index("C-10533") < page.index("C-10482"), "what is open comes first"


def test_a_qa_lead_has_the_board_in_short_and_the_chase_list(app: Flask, may: Story) -> None:
    page = home(app, RUTH)
    assert 'href="/cycles/2024-05"' in page
    assert 'id="flow-allocated"' in page
    assert 'id="chase-rows"' in page
    assert 'id="waiting-rows"' in page


@pytest.mark.parametrize("person", [HELEN, GRACE, IAN])
def test_leaders_have_the_figures_with_links(app: Flask, may: Story, person: str) -> None:
    page = home(app, person)
    assert 'href="/figures/completion-of-pool?cycle=2024-05"' in page
    assert 'id="chase-rows"' not in page


def test_a_moderator_has_what_waits_to_be_judged(app: Flask, may: Story) -> None:
    page = home(app, MARY)
    assert 'id="waiting-rows"' in page
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    may.let(RUTH, Audit, stories.audit_id(2)).accept(on="2024-05-29", note="")
    assert "No audit waits to be judged." in home(app, MARY)


def june_allocated(may: Story) -> None:
    june = "cycle/2024-06"
    facts = {"month": "2024-06", "scope": [stories.EAST], "framework": stories.CORE, "framework_version": 1}
    may.let(RUTH, Cycle, june).open(**facts, targets={}, pool=stories.AUDITORS)
    may.let(RUTH, Cycle, june).draw(**stories.the_draw())
    pairs = [{"child": child, "auditor": ANNA, "grounds": "The fewest audits"} for child in stories.SAMPLE]
    may.let(RUTH, Cycle, june).allocate(pairs=pairs, seed="june", rules={}, unplaced=[], left_out=[])


def test_what_an_earlier_month_still_asks_for_is_not_hidden_by_the_next(app: Flask, may: Story) -> None:
    june_allocated(may)
    with time_machine.travel("2024-06-03T09:00:00+00:00", tick=False):
        pages = {person: home(app, person) for person in (RUTH, MARY, HELEN)}
    assert 'href="/cycles/2024-06"' in pages[RUTH], "the board is that of the month that runs"
    assert (
        '<a class="govuk-link" href="/cycles/2024-05">May 2024</a>: 2 audits to be judged, 3 audits late' in pages[RUTH]
    )
    assert "No audit waits to be judged." not in pages[MARY]
    assert '<a class="govuk-link" href="/cycles/2024-05">May 2024</a>: 2 audits to be judged<' in pages[MARY]
    assert 'id="elsewhere"' not in pages[HELEN]


def test_a_manager_has_the_open_audits_of_earlier_months_too(app: Flask, may: Story) -> None:
    assert 'id="team-earlier"' not in home(app, OMAR)
    june_allocated(may)
    with time_machine.travel("2024-06-03T09:00:00+00:00", tick=False):
        page = home(app, OMAR)
    earlier = page.split('id="team-earlier"')[1].split("</ul>")[0]
    assert earlier.count("<li>") == 3, "what is returned is not chased"
    assert 'href="/audits/2024-05/3"' in earlier
    assert "May 2024, Nadia Rahman, due" in earlier


def test_the_qa_lead_has_what_is_accepted_and_not_on_record_until_it_is(app: Flask, may: Story) -> None:
    assert "To be put on the child" not in home(app, RUTH)
    may.let(RUTH, Audit, stories.audit_id(1)).accept(on="2024-05-28", note="")
    page = home(app, RUTH)
    assert "To be put on the child" in page
    ruth, asked = signed_in(app, RUTH), "/audits.json?cycle=all&record="
    assert 'href="/audits?cycle=all&amp;record=no"' in page
    found = {which: len(ruth.get(asked + which).get_json()["rows"]) for which in ("no", "yes", "old", "nonsense")}
    assert found == {"no": 1, "yes": 0, "old": 0, "nonsense": 5}
    may.let(RUTH, Audit, stories.audit_id(1)).upload(on="2024-05-28", uploaded_by=RUTH, reference="")
    assert "To be put on the child" not in home(app, RUTH)
    assert [len(ruth.get(asked + which).get_json()["rows"]) for which in ("no", "yes")] == [0, 1]


def test_the_qa_lead_has_what_is_to_be_drawn_before_it_can_be_accepted(app: Flask, may: Story) -> None:
    assert "To be drawn before" not in home(app, RUTH)
    stories.allocate(may, 11, "child/C-10591", NADIA)
    stories.write(may, NADIA, 11, **complete(may.content(), "inadequate"))
    may.let(NADIA, Audit, stories.audit_id(11)).return_(may.content(), on=may.day, working_days_late=0)
    page, asked = home(app, RUTH), "/audits.json?cycle=all&draw=needed"
    assert 'To be drawn before they can be accepted <span class="al-count">1 audit to draw</span>' in page
    assert 'href="/cycles/2024-05/moderation/draw">May 2024: 1 audit with' in page
    assert 'href="/audits?cycle=all&amp;draw=needed"' in page
    assert [row["audit_id"] for row in signed_in(app, RUTH).get(asked).get_json()["rows"]] == [stories.audit_id(11)]
    assert "To be drawn before" not in home(app, MARY)
    draw(may)
    assert "To be drawn before" not in home(app, RUTH)
    assert signed_in(app, RUTH).get(asked).get_json()["count"] == 0


def test_what_is_to_be_drawn_is_found_without_reading_every_audit(may: Story) -> None:
    model, needed = may.house.model, Wanted(Scope(RUTH, everything=True), date(2024, 5, 28), draw="needed")
    condition, values = where(needed)
    plan = model.query(f"EXPLAIN QUERY PLAN SELECT count(*) FROM audits WHERE {condition}", values)
    assert [row["detail"] for row in plan][:1] == [
        "SEARCH audits USING INDEX idx_audits_uploaded_on_state (uploaded_on=? AND state=?)"
    ]


def test_an_administrator_has_the_settings_and_no_audit(app: Flask, may: Story) -> None:
    page = home(app, PRIYA)
    assert 'href="/settings"' in page
    assert "C-10" not in page


FIRST = {
    "person": "person/first",
    "council": "Eastmere Council",
    "name": "Priya Nair",
    "email": "priya.nair@eastmere.example",
    "password": "three odd words",
    "again": "three odd words",
}


def test_an_empty_council_lists_what_is_to_be_set_up(tmp_path_factory: pytest.TempPathFactory) -> None:
    made = create_app(Settings(tmp_path_factory.mktemp("empty")))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    client: FlaskClient = made.test_client()
    client.post("/setup", data=FIRST)
    page = client.get("/").text
    assert (page.count(">To do<"), page.count(">Cannot start yet<")) == (6, 3)
    assert "link to make, good once and for a week" in page
    assert "1 of 1 can sign in; a QA lead and an auditor must." in page


def test_a_month_that_is_allocated_ahead_does_not_hide_the_one_that_runs(app: Flask, may: Story) -> None:
    june_allocated(may)
    assert '<h2 class="govuk-heading-m"><a class="govuk-link" href="/cycles/2024-05">May 2024</a></h2>' in home(
        app, RUTH
    )
    assert "5 audits of May 2024" in signed_in(app, RUTH).get("/audits").text
