"""Somebody whose own work an audit is of is told of it and not of how it was judged, whatever else they are."""

import pytest
from flask import Flask

from app.events.person import Person
from app.programme import frameworks
from tests.views.an_audit import BY, PATH, an_audit, audit, fill_in, signed_in


@pytest.fixture
def judged(app: Flask) -> Flask:
    """Audit 17 of Wendy's work was returned, sent back, returned again and accepted."""
    an_audit(app.extensions["house"])
    fill_in(app)
    found = audit(app)
    content, anew = frameworks.default_content(), {"on": "2024-05-14", "working_days_late": 0}
    found.return_(content, on="2024-05-10", working_days_late=0, **BY)
    found.send_back(on="2024-05-13", reason="Too thin", due="2024-05-20", **BY)
    found.return_(content, **anew, **BY)
    found.accept(on="2024-05-14", note="Now rich", **BY)
    app.extensions["house"].keep(found)
    return app


def told(app: Flask, roles: set[str], team: str = "team/ash") -> str:
    """The history as Wendy reads it in these roles."""
    house = app.extensions["house"]
    wendy = house.load(Person, "person/wendy")
    wendy.change({"team": team}, **BY)
    wendy.hold(roles, **BY)
    house.keep(wendy)
    page = signed_in(app, "wendy").get(f"{PATH}/history")
    assert page.status_code == 200
    return page.text


@pytest.mark.parametrize("roles", [{"practitioner"}, {"practitioner", "auditor"}])
def test_an_auditor_of_others_is_a_practitioner_to_their_own_work(judged: Flask, roles: set[str]) -> None:
    page = told(judged, roles)
    assert "Too thin" not in page


def test_a_manager_of_another_team_is_too(judged: Flask) -> None:
    page = told(judged, {"practitioner", "team_manager"}, team="")
    assert "Too thin" not in page


def test_the_manager_of_the_team_has_the_whole_of_it(judged: Flask) -> None:
    assert "Too thin" in told(judged, {"practitioner", "team_manager"})
