"""The access log: pages that show narrative beside what they are of; and lists of the past read as one may now."""

import pytest
from flask import Flask

from app.demo.stories import ANNA, DANA, JOAN, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.audit import Audit, AuditSentBack
from app.events.person import Person
from app.readings import Reading
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_access_log import lines
from tests.views.test_actions import DONE, SEE, WORDS, acts, do

__all__ = ["acts", "app", "may", "may_log"]


def read(app: Flask, by: str) -> list[Reading]:
    """What somebody read, the newest first, without the access log itself."""
    return [one for one in lines(app, by=by) if one.kind != "log"]


def test_where_actions_stand_is_a_line_where_it_lists_their_words(app: Flask, acts: Story) -> None:
    page = signed_in(app, JOAN).get("/actions/standing?by=team&figure=open")
    assert WORDS["see"] in page.text
    assert [(one.kind, one.path) for one in read(app, JOAN)] == [("action", "/actions/standing")]


def test_today_is_a_line_where_it_has_the_words_of_what_others_do(app: Flask, acts: Story) -> None:
    nadia, ruth = signed_in(app, NADIA), signed_in(app, RUTH)
    assert WORDS["model"] in nadia.get("/").text
    assert read(app, NADIA) == [], "their own"
    do(signed_in(app, DANA), f"{SEE}/completion", DONE)
    before = len(read(app, RUTH))
    assert WORDS["see"] in ruth.get("/").text
    new = read(app, RUTH)[: len(read(app, RUTH)) - before]
    assert ("action", "/", ("child/C-10482",)) in [(one.kind, one.path, one.about) for one in new]


def test_why_a_figure_changed_is_a_line_of_each_record_whose_text_it_tells(app: Flask, may: Story) -> None:
    may.on("2024-05-28")
    why = {"reason": "No plan is in it.", "due": "2024-06-04", "on": "2024-05-28", "usual": "", "exempt_until": ""}
    may.let(RUTH, Audit, audit_id(1)).record(AuditSentBack, **why)
    joan, path = signed_in(app, JOAN), "/figures/sent-back/changes"
    page = joan.get(f"{path}?period=2024-05&from=entry-20").text
    assert "No plan is in it." in page
    assert (audit_id(1), path) in [(one.record, one.path) for one in read(app, JOAN)]
    before = len(read(app, JOAN))
    assert "No plan is in it." not in joan.get(f"{path}.json?period=2024-05&from=entry-20").text
    assert len(read(app, JOAN)) == before


def test_a_list_of_the_past_has_the_words_of_what_one_may_read_now(app: Flask, acts: Story) -> None:
    team = acts.house.log.load(Person, NADIA).team
    omar, house = signed_in(app, OMAR), acts.house
    acts.let(PRIYA, Person, NADIA).change({"team": "team/harbour"})
    entry = house.reader.head()
    assert WORDS["model"] in omar.get("/actions").text
    acts.let(PRIYA, Person, NADIA).change({"team": team})
    assert omar.get("/actions/model").status_code == 404
    for page in (
        "/actions?as_at=entry-{}",
        "/actions/standing?figure=open&by=owner&as_at=entry-{}",
        "/?as_at=entry-{}",
    ):
        assert WORDS["model"] not in omar.get(page.format(entry)).text, page


def test_a_section_that_comes_back_has_its_line(app: Flask, may: Story) -> None:
    anna = signed_in(app, ANNA)
    answer = anna.post("/audits/2024-05/4/sections/plans", data={"add": "x"})
    assert answer.status_code in (200, 409, 422), answer.status_code
    assert [(one.kind, one.record) for one in read(app, ANNA)] == [("audit", audit_id(4))]


@pytest.mark.parametrize("path", ["/cycles/2024-05/history", "/compare?page=/cycles/2024-05/history&from=entry-10"])
def test_the_history_of_a_month_is_a_line_alone_and_in_a_comparison(app: Flask, may: Story, path: str) -> None:
    assert "May 2024" in signed_in(app, JOAN).get(path).text
    assert ("history", path.partition("?")[0]) in [(one.kind, one.path) for one in read(app, JOAN)]
