"""The pages: one blueprint a noun."""

from flask import Flask


def register(app: Flask, *, development: bool) -> None:
    """Put every noun's pages in their place; the gallery is for development only."""
    from app.views import cycle_allocation, cycle_sample, cycles, frameworks, frameworks_draft, frameworks_versions
    from app.views import health, home, sessions, setup

    months = (cycle_allocation, cycle_sample, cycles)
    for noun in (*months, frameworks, frameworks_draft, frameworks_versions, health, home, sessions, setup):
        app.register_blueprint(noun.pages)
