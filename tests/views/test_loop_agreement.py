"""How far two auditors agree: every pair from the moment both are in, by what each gave without the other."""

import re

from flask import Flask

from app.demo.stories import ANNA, BEN, RUTH, Story
from app.views.loop_agreement import kappa_words
from projections import loop_pairs
from projections.agreement import agreement as found_in
from projections.agreement import weighted_kappa
from tests.views.a_loop import FIRST, HERE, OTHER, SECOND, agreement, both_in, come_in, looped
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "both_in", "looped", "may", "may_log"]
PAGE = "/loops/agreement?period=2024-05..2024-05"


def counted(app: Flask) -> tuple[str, str]:
    """What the page says of how many pairs, and of the overall grade."""
    page = signed_in(app, RUTH).get(PAGE).text
    overall = re.search(r'id="agreement-overall".*?(\d of \d)', page, re.DOTALL)
    return re.findall(r'href="#pairs-counted">(\d+)<', page)[0], overall[1] if overall else ""


def test_a_pair_counts_from_the_moment_both_are_in_and_not_before(app: Flask, looped: Story) -> None:
    come_in(looped, ANNA, FIRST)
    assert counted(app) == ("0", ""), "sealed, it is in nothing for anybody"
    come_in(looped, BEN, SECOND, **OTHER)
    assert counted(app) == ("1", "0 of 1"), "before any meeting"
    page = signed_in(app, RUTH).get(PAGE).text
    assert f'href="{HERE}"' in page[page.index('id="pairs-counted"') :], "the number opens to its pairs"
    agreement(signed_in(app, RUTH))
    assert counted(app) == ("1", "0 of 1"), "what was agreed then changes nothing of it"


def test_the_file_holds_the_lines_of_the_page(app: Flask, both_in: Story) -> None:
    ruth = signed_in(app, RUTH)
    rows = {row["domain_id"]: row for row in ruth.get(PAGE.replace("?", ".json?")).get_json()["rows"]}
    marked = ruth.get(PAGE).text
    on_page = dict(re.findall(r'id="agreement-([\w-]+)".*?(\d of \d) \(', marked, re.DOTALL))
    assert {id: f"{row['numerator']} of {row['denominator']}" for id, row in rows.items()} == on_page
    assert len(rows) > 2
    for kind in ("csv", "xlsx"):
        assert f'href="/loops/agreement.{kind}?' in marked
        assert ruth.get(PAGE.replace("?", f".{kind}?")).status_code == 200
    assert signed_in(app, ANNA).get(PAGE.replace("?", ".json?")).status_code == 404


def test_what_each_gave_is_as_it_was_when_both_came_in(app: Flask, both_in: Story) -> None:
    pairs = loop_pairs.between(both_in.house.model, "cycle/2024-05", "cycle/2024-05")
    (before,) = [row["grades"] for row in pairs]
    assert (before["plans"], before["overall"]) == (["good", "inadequate"], ["good", "requires-improvement"])
    assert loop_pairs.between(both_in.house.model, "cycle/2024-06", "cycle/2024-07") == []


def test_at_full_agreement_no_interval_of_no_width_is_given() -> None:
    alike = found_in([("good", "good")] * 6 + [("inadequate", "inadequate")] * 5, ("good", "inadequate")).kappa
    differ = weighted_kappa([[5, 1], [1, 5]])
    assert alike is not None
    assert differ is not None
    assert kappa_words(alike) == "1.00 (no interval can be given at full agreement)"
    assert kappa_words(differ) == "0.67 (95% interval 0.24 to 1.00)"
