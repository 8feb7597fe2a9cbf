"""Recommendations in the browser: what their forms begin with, what a reader without any is told, what is checked."""

import re
from dataclasses import replace
from html import unescape

import pytest
import time_machine
from flask import Flask

from app.demo.stories import ANNA, HELEN, OMAR, RUTH, Story
from app.demo.story_reports import put_forward
from app.events import report_publishing as publishing
from app.events.recommendation import Recommendation
from app.events.report import Report
from app.reports.document import RECOMMENDATIONS, Block, Recommended, Section
from app.views.recommendation_findings import check
from tests.reports.a_document import a_document
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]
MAY, THERE = "report/2024-05", "/recommendations/recall"
TEXT = "Agree with every team how it says that it is late."
LAYOUT = [{"id": "next", "title": "Next", "blocks": ["completion", "recommendations"], "confidential": False}]
WRONG = "Ask why 19 of 31 (55%) were late."


@pytest.fixture
def made(may: Story) -> Story:
    """May's report is begun, with a recommendation."""
    may.let(RUTH, Report, MAY).begin(LAYOUT)
    facts = {"report": MAY, "owner": OMAR, "due": "2024-09-30"}
    may.let(RUTH, Recommendation, "recommendation/recall").make(text=TEXT, **facts)
    return may


def typed(page: str, name: str) -> str:
    """What the text area of this name holds."""
    found = re.search(rf'<textarea[^>]*name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found, page
    return unescape(found[1]).strip()


@pytest.mark.usefixtures("made")
def test_only_the_change_of_a_recommendation_begins_with_its_own_words(app: Flask) -> None:
    ruth = signed_in(app, RUTH)
    begun = {noun: typed(ruth.get(f"{THERE}/{noun}").text, "text") for noun in ("progress", "completion", "change")}
    assert begun == {"progress": "", "completion": "", "change": TEXT}
    untouched = ruth.post(f"{THERE}/completion", data={"version": "1", "text": ""})
    assert (untouched.status_code, "Write what was done." in untouched.text) == (422, True)


@pytest.mark.usefixtures("may")
@pytest.mark.parametrize(("who", "said"), [(HELEN, "There is no recommendation."), (ANNA, "None is yours to see to.")])
def test_who_owns_none_is_told_where_all_that_is_recommended_stands(app: Flask, who: str, said: str) -> None:
    page = signed_in(app, who).get("/recommendations").text
    assert said in page
    assert ('stands in the <a class="govuk-link" href="/reports">reports</a>' in page) == (who == ANNA)


@pytest.mark.usefixtures("made")
def test_one_that_was_never_published_is_taken_out_of_the_draft_with_the_names_in_it(app: Flask) -> None:
    ruth, said = signed_in(app, RUTH), {"version": "1", "reason": "By mistake."}
    assert TEXT in ruth.get("/reports/2024-05").text
    assert f"{THERE}/removal" in ruth.get(THERE).text
    assert f"{THERE}/dropping" not in ruth.get(THERE).text
    assert ruth.post(f"{THERE}/removal", data=said).status_code == 303
    assert TEXT not in ruth.get("/reports/2024-05").text
    page = ruth.get(THERE).text
    assert ("By mistake." in page, "Taken out" in page, f"{THERE}/reopening" in page) == (True, True, False)
    again = {"version": "2", "reason": "After all.", "due-day": "1", "due-month": "12", "due-year": "2024"}
    refused = ruth.post(f"{THERE}/reopening", data=again)
    assert (refused.status_code, "taken out of its report" in unescape(refused.text)) == (422, True)


def test_what_is_put_forward_is_dropped_and_stands_as_such_in_the_next_edition(made: Story, app: Flask) -> None:
    made.on("2024-06-03")
    put_forward(made, [])
    ruth, helen = signed_in(app, RUTH), signed_in(app, HELEN)
    assert f"{THERE}/dropping" in ruth.get(THERE).text
    assert f"{THERE}/removal" not in ruth.get(THERE).text
    made.let(RUTH, Recommendation, "recommendation/recall").drop("Overtaken.")
    made.let(HELEN, Report, MAY).do(publishing.publish, "Helen Price", on=made.day)
    made.let(HELEN, Report, MAY).do(publishing.reopen, "More.")
    assert TEXT in helen.get("/reports/2024-05").text
    assert "Taken out" not in ruth.get(THERE).text


def test_what_a_recommendation_says_is_held_against_the_figures_beside_it_and_before_it_is_put_forward(
    made: Story, app: Flask
) -> None:
    recommended = made.let(RUTH, Recommendation, "recommendation/recall")
    recommended.change(text=WRONG, owner=OMAR, due="2024-09-30", reason="More exactly.")
    made.let(OMAR, Recommendation, "recommendation/recall").note_progress("Of them 4 of 10 (50%) have answered.")
    with time_machine.travel("2024-06-03T09:30:00+00:00", tick=False):
        ruth = signed_in(app, RUTH)
        beside, asked = ruth.get("/reports/2024-05").text, ruth.get("/reports/2024-05/proposal").text
    for page in (beside, asked):
        assert ("19 of 31 is 61%, not 55%." in page, "4 of 10 is 40%, not 50%." in page) == (True, True)
    assert f'href="{THERE}">Mend it there' in beside
    assert f'href="{THERE}">Mend it in the recommendation' in asked
    assert len(re.findall(r'name="reason-', asked)) == 2


def findings(key: str, text: str, progress: str = "") -> list[str]:
    """What is found wrong in a recommendation of the report of a period, in a report of the first quarter."""
    told = Recommended("recommendation/recall", text, "", "", progress=progress, report=key)
    block = Block("recommendations", RECOMMENDATIONS, "Recommendations", recommendations=(told,))
    document = a_document()
    found = check(replace(document, sections=(*document.sections, Section("next", "Next", (block,)))))
    return [one.where.words for one in found if one.where.section.startswith("next#")]


def test_what_an_earlier_report_recommended_was_of_its_own_figures() -> None:
    wrong = "19 of 31 (55%)"
    assert [len(findings(key, wrong, wrong)) for key in ("2024-Q1", "2018-10")] == [2, 1]


@pytest.mark.parametrize(
    "aim",
    [
        "Increase the share of Good audits to 50%.",
        "Reduce Inadequate audits to below 5%.",
        "Bring Inadequate audits below 5%, and increase Good grades to 30%.",
    ],
)
def test_an_aim_is_not_contradicted_by_what_is_so_before_it(aim: str) -> None:
    assert findings("2024-Q1", aim) == []
    assert findings("2024-Q1", "", aim), "how far it is, is a claim"


def test_what_is_given_as_the_reason_of_an_aim_is_checked() -> None:
    assert findings("2024-Q1", "Good grades were 50% of all audits: bring Inadequate ones below 5%.") == ["50% of all"]
