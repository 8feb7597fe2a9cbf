"""Packs that are being made: one after another, by a thread of this process, and waited for a moment."""

import logging
from typing import Any

from flask import Flask, current_app

from app import clock
from app.packs import Making, Packs
from app.programme import packs as programme
from app.views import evidence_making
from app.views.desk import live_house
from app.views.evidence_making import Made
from projections import erasures, packs


def making() -> Making:
    """What is under way in this application."""
    found: Making = current_app.extensions["making_packs"]
    return found


def kept() -> Packs:
    """The files of packs."""
    found: Packs = current_app.extensions["packs"]
    return found


def start(id: str, by: str) -> None:
    """Make the file of a pack that was confirmed."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    making().start(id, lambda: _make(app, id, by))


def _made(app: Flask, row: dict[str, Any]) -> Made:
    """The file, kept. Made again where something was erased meanwhile: what is erased later drops it as it is kept."""
    while True:
        before = erasures.records_decided(live_house().model)
        made = evidence_making.made(app, row)
        kept().put(row["id"], made.sha256, made.data)
        live_house().model.catch_up()
        if erasures.records_decided(live_house().model) == before:
            return made


def _make(app: Flask, id: str, by: str) -> None:
    """Make it, keep it, and record that it was made. Raises what it raised."""
    try:
        with app.app_context():
            live_house().model.catch_up()
            row = packs.one(live_house().model, id)
            assert row is not None, "a pack that was confirmed is in the read model"
            made = _made(app, row)
            facts = {
                "sha256": made.sha256,
                "events": made.events,
                "checkpoint": made.checkpoint,
                "size": len(made.data),
            }
            programme.made(live_house(), id, **facts, on=clock.today(), by=by, at=clock.now())  # type: ignore[arg-type]
    except Exception:
        logging.getLogger(__name__).exception("A pack could not be made")
        raise
