"""A looped audit that was moderated: the meeting settles the grades that count, and keeps what each gave."""

import re
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, MARY, RUTH, Story
from app.events import audit_moderation
from app.events.audit import Audit
from app.events.audit_moderation import AGREE, Judged
from app.events.moderation_words import CHECKS
from projections import loops
from tests.views.a_loop import FIRST, HERE, LOOP, SECOND, agreement, both_in, come_in, loop, looped
from tests.views.may import app, audit, may, may_log, signed_in
from tests.views.moderated import DOMAINS, said

__all__ = ["app", "both_in", "looped", "may", "may_log"]
CHANGES = {"plans": ("good", "The dates are there."), "diversity": ("requires-improvement", "Not asked.")}


def moderated(story: Story) -> None:
    """The second audit: the plans as the first auditor saw them, and diversity as neither did."""
    on, found = "2024-05-28", story.house.load(Audit, SECOND)
    audit_moderation.draw(
        found, on=on, due=on, working_days=5, drawn_as="chance", seed="s", why="By chance.", **story.said(RUTH)
    )
    audit_moderation.assign(found, MARY, on=on, grounds="", **story.said(RUTH))
    grades = dict.fromkeys(DOMAINS, (AGREE, "")) | CHANGES
    judged = Judged(quality="sound", checks=dict.fromkeys(CHECKS, "yes"), grades=grades, overall=(AGREE, ""))
    audit_moderation.moderate(found, story.content(), judged, on=on, due=on, **story.said(MARY))
    story.house.keep(found)


@pytest.fixture
def pair(both_in: Story) -> Story:
    moderated(both_in)
    return both_in


def test_nothing_is_agreed_about_grades_that_moderation_can_still_change(app: Flask, both_in: Story) -> None:
    on, found = "2024-05-28", both_in.house.load(Audit, SECOND)
    audit_moderation.draw(
        found, on=on, due=on, working_days=5, drawn_as="chance", seed="s", why="By chance.", **both_in.said(RUTH)
    )
    both_in.house.keep(found)
    refused = agreement(signed_in(app, RUTH))
    assert refused.status_code == 422
    said = "waits for its moderation, which can change its grades. Record what was agreed once it is moderated."
    assert said in refused.text


def line(page: str, key: str) -> str:
    found = re.search(rf'<section[^>]* id="(?:line|decision)-{key}".*?</section>', page, re.DOTALL)
    return said(found[0]) if found else ""


SETTLED: dict[str, Any] = {"to.diversity": "good", "why.diversity": "Both asked."}


def test_the_pair_shows_the_grades_that_count_and_what_each_gave(app: Flask, pair: Story) -> None:
    ruth = signed_in(app, RUTH)
    for page in (ruth.get(HERE).text, ruth.get(f"{HERE}/agreement").text):
        changed = line(page, "diversity")
        assert "Requires Improvement Ben Carter gave Good ; moderation or a challenge" in changed
    page = ruth.get(HERE).text
    assert "Both: Good Ben Carter gave Inadequate ; moderation or a challenge changed it." in line(page, "plans")
    assert "2 grades of 8 differ" in page
    assert [row["differences"] for row in ruth.get("/loops.json").get_json()["rows"]] == [2]


def test_what_counts_is_settled_and_the_figures_of_agreement_count_what_each_gave(app: Flask, pair: Story) -> None:
    ruth = signed_in(app, RUTH)
    form = ruth.get(f"{HERE}/agreement").text
    assert ('name="to.diversity"' in form, 'name="to.plans"' in form) == (True, False)
    assert agreement(ruth).status_code == 422, "nothing is said of diversity"
    assert agreement(ruth, **SETTLED | {"to.diversity": "requires-improvement"}).status_code == 303
    assert loop(app).agreed["plans"] == ["good", "inadequate", "good", ""]
    assert audit(app, 4).moderated == {"diversity": "requires-improvement"}
    row = loops.loop(pair.house.model, LOOP) or {}
    assert (row["grades"]["diversity"], row["differences"]) == (["good", "good", "requires-improvement"], 2)
    assert "Ben Carter gave Good" in line(ruth.get(HERE).text, "diversity")
    assert row["graded_on"] == FIRST


def test_the_page_of_an_audit_leads_to_its_pair_once_both_are_in(app: Flask, looped: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert HERE not in ruth.get("/audits/2024-05/4").text
    come_in(looped, ANNA, FIRST)
    come_in(looped, BEN, SECOND)
    for person, number, which in ((RUTH, 6, "second"), (ANNA, 4, "first"), (BEN, 6, "second")):
        page = signed_in(app, person).get(f"/audits/2024-05/{number}").text
        assert (f'href="{HERE}"' in page, f"This is the {which} of two audits" in page) == (True, True)
