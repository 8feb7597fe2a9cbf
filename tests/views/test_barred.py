"""An act that is not for whoever asks: its page says why and has no form; what is theirs to do has one."""

from typing import Any

import pytest
from flask import Flask

from app.demo.stories import RUTH, Story
from app.views import acting
from app.views.acting import PLACED, Act
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_corrections import said

__all__ = ["app", "may", "may_log"]
DEFAULT = Act.__dataclass_fields__["barred"].default


def test_every_act_that_is_not_for_everybody_says_whose_it_is(app: Flask) -> None:
    acts = {name: act for name, (_, act) in PLACED.items() if act.offered is not acting._everybody}
    assert len(acts) > 40
    assert [name for name, act in acts.items() if act.barred == DEFAULT] == []


@pytest.mark.parametrize(("open", "mine"), [(True, True), (True, False), (False, True), (False, False)])
def test_each_act_is_a_form_for_whom_it_is_and_a_sentence_for_others(
    app: Flask, may: Story, monkeypatch: pytest.MonkeyPatch, open: bool, mine: bool
) -> None:
    """Over all acts on an audit: whatever is open and mine has its form, and nothing else has."""
    ruth = signed_in(app, RUTH)
    walked = 0
    for name, (_, act) in PLACED.items():
        if not name.startswith("judgements."):
            continue
        for key, value in (("open_to", lambda row: open), ("offered", lambda me, row: mine)):
            monkeypatch.setitem(act.__dict__, key, value)
        answer = ruth.get(f"/audits/2024-05/1/{act.noun}")
        told: Any = (answer.status_code, '<form action="/audits' in answer.text, act.barred in said(answer.text))
        wanted = (200, True, False) if open and mine else (403 if open else 200, False, open)
        assert told == wanted, name
        walked += 1
    assert walked == 20
