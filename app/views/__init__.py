"""The pages: one blueprint a noun."""

from flask import Flask


def register(app: Flask, *, development: bool) -> None:
    """Put every noun's pages in their place; the gallery is for development only."""
    from app.views import health, home, sessions, setup

    for noun in (health, home, sessions, setup):
        app.register_blueprint(noun.pages)
