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

    from app import clock, views, web
    from app.accounts import Accounts
    from app.config import Settings
    from app.drafts import Drafts
    from app.expiry import Expiry
    from app.mailing import Mailing
    from app.opening import open_programme
    from app.policy import Policy
    from app.under_way import UnderWay
    from app.uploads import Uploads
    from app.views.relations import relations
    from app.views.sealing import barred
    from app.works import Works

    settings = settings or Settings.from_environment()
    settings.folder.mkdir(parents=True, exist_ok=True)
    app = Flask(__name__, static_url_path="/static")
    app.config["DEVELOPMENT"] = settings.development
    app.config["DEMONSTRATION_PEOPLE"] = settings.demonstration_people
    app.extensions["house"] = open_programme(settings)
    app.extensions["accounts"] = Accounts(settings.folder / "accounts.sqlite")
    app.extensions["drafts"] = Drafts(settings.folder / "drafts.sqlite", settings.secret("drafts"))
    app.extensions["uploads"] = Uploads(settings.folder / "uploads", settings.secret("uploads"))
    app.extensions["works"] = Works(UnderWay(settings.folder / "uploads", settings.secret("uploads")))
    app.extensions["expiry"] = Expiry(app.extensions["drafts"], app.extensions["uploads"])
    app.extensions["expiry"].on_use(clock.now())
    app.extensions["mailing"] = Mailing(
        app.extensions["house"], app.extensions["accounts"], settings.mail, settings.folder
    )
    app.extensions["policy"] = Policy(relations, barred)
    web.configure(app, settings)
    views.register(app, development=settings.development)
    return app
