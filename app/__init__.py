"""Audit Loop: the practice-audit programme of a council's children's social care service."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Join the rooms over a data folder and return the web application.

    Imports are inside, so that the projections can import the vocabulary without loading Flask.
    """
    from flask import Flask

    from app import views, web
    from app.config import Settings
    from app.policy import Policy
    from app.stores import opened
    from app.views.inspected import elsewhen, inspected
    from app.views.relations import relations
    from app.views.sealing import barred

    settings = settings or Settings.from_environment()
    settings.folder.mkdir(parents=True, exist_ok=True)
    app = Flask(__name__, static_url_path="/static")
    app.config["DEVELOPMENT"] = settings.development
    app.config["DEMONSTRATION_PEOPLE"] = settings.demonstration_people
    app.extensions |= opened(settings)
    app.extensions["policy"] = Policy(relations, barred, inspected, elsewhen)
    web.configure(app, settings)
    views.register(app, development=settings.development)
    return app
