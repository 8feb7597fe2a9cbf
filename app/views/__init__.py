"""The pages: one blueprint a noun."""

from importlib import import_module

from flask import Flask

NOUNS = (
    "audit_form", "audit_return", "audits", "board", "children", "cycle_allocation", "cycle_pool",
    "cycle_sample", "cycles", "drafts", "exemptions", "figures", "frameworks", "frameworks_draft",
    "frameworks_versions", "health", "histories", "home", "imports", "judgements", "passwords",
    "people", "people_acts", "people_edit", "sessions", "settings", "setup", "teams",
)  # fmt: skip
"""The modules of this room that have pages."""


def register(app: Flask, *, development: bool) -> None:
    """Put every noun's pages in their place; the gallery is for development only."""
    for noun in NOUNS:
        app.register_blueprint(import_module(f"app.views.{noun}").pages)
    if development:
        _add_gallery(app)


def _add_gallery(app: Flask) -> None:
    """Its rule is this application's own, so that the table says only what a council has."""
    from app.views import gallery

    app.register_blueprint(gallery.pages)
    app.extensions["policy"].rules = app.extensions["policy"].rules | gallery.OWN_RULES
