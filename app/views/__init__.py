"""The pages: one blueprint a noun."""

import pkgutil
from importlib import import_module

from flask import Flask


def register(app: Flask, *, development: bool) -> None:
    """Put every noun's pages in their place, each module here that has some, and what their addresses are made of.

    The gallery is for development only.
    """
    from app.views.links import Month, Number

    app.url_map.converters |= {"int": Number, "month": Month}
    for found in pkgutil.iter_modules(__path__):
        if found.name != "gallery" and hasattr(module := import_module(f"app.views.{found.name}"), "pages"):
            app.register_blueprint(module.pages)
    if development:
        _add_gallery(app)


def _add_gallery(app: Flask) -> None:
    """Its rule is this application's own, so that the table says only what a council has."""
    from app.views import gallery

    app.register_blueprint(gallery.pages)
    app.extensions["policy"].rules = app.extensions["policy"].rules | gallery.OWN_RULES
