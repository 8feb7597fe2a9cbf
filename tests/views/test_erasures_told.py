"""What is told around an erasure: to whom it is said, what holds it, and what was published before."""

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, HELEN, IAN, JOAN, KOFI, PRIYA, RUTH, Story
from tests.views.erasing import REFERENCE, close_everything, erase
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]


@pytest.fixture
def closed(may: Story) -> Story:
    """May, with everything about one child closed."""
    close_everything(may)
    return may


def test_who_may_not_read_a_record_is_not_told_that_it_was_erased(app: Flask, closed: Story) -> None:
    erase(app)
    told = {person: signed_in(app, person).get(f"/children/{REFERENCE}") for person in (ANNA, BEN, IAN, KOFI, PRIYA)}
    refused = [answer for answer in told.values() if answer.status_code == 404]
    assert refused
    for answer in refused:
        assert "or it is not yours to see" in answer.text
        assert "[erased]" not in answer.text
        assert "Asked for, and looked at by the lawyer." not in answer.text
    assert "[erased]" in signed_in(app, RUTH).get(f"/children/{REFERENCE}").text
