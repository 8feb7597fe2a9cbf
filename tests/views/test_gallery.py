"""The gallery: in development only; every shared macro and every type of event is in it."""

import re
from pathlib import Path
from typing import Any

import jinja2.runtime
import pytest
from flask import Flask

from app import create_app, views
from app.config import Settings
from app.demo import stories
from app.demo.stories import RUTH
from app.events.base import TOPICS
from app.events.content_faults import STYLES
from tests.views.may import signed_in

SHARED = Path(views.__file__).parents[1] / "templates" / "shared"
MACROS = {name for path in SHARED.rglob("*.html") for name in re.findall(r"{% macro (\w+)\(", path.read_text())}


@pytest.fixture
def developer(tmp_path: Path) -> Flask:
    """An application for development with one person in it."""
    made = create_app(Settings(tmp_path, development=True))
    stories.with_people(made.extensions["house"])
    return made


def test_every_shared_macro_is_called_in_the_gallery(developer: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    called: set[str] = set()
    invoke = jinja2.runtime.Macro._invoke

    def listen(macro: Any, *given: Any) -> str:
        called.add(macro.name)
        return invoke(macro, *given)

    monkeypatch.setattr(jinja2.runtime.Macro, "_invoke", listen)
    assert signed_in(developer, RUTH).get("/gallery").status_code == 200
    assert MACROS - called == set(), "Show these in app/templates/gallery/"


def test_every_state_style_and_event_is_in_the_gallery(developer: Flask) -> None:
    page = signed_in(developer, RUTH).get("/gallery").text
    colours = developer.jinja_env.get_template("shared/status_tag.html").module.colours
    assert set(re.findall(r'data-state="(\w+)"', page)) == set(colours)
    assert {*STYLES, "grade-na", *(f"scale-{n}" for n in range(1, 11))} <= set(
        re.findall(r"al-swatch al-([\w-]+)", page)
    )
    titles = re.findall(r'moj-timeline__title">([^<]+)<', page)
    assert titles == sorted(topic[:1].upper() + topic[1:] for topic in TOPICS)
    assert "is not on the list" not in page, "everybody in the sentences has a name"


def test_its_ids_are_its_own(developer: Flask) -> None:
    ids = re.findall(r'\bid="([^"]+)"', signed_in(developer, RUTH).get("/gallery").text)
    assert sorted(id for id in set(ids) if ids.count(id) > 1) == []


def test_it_is_there_for_who_is_signed_in_and_in_development_only(developer: Flask, app: Flask) -> None:
    assert developer.test_client().get("/gallery").status_code == 303
    assert signed_in(developer, RUTH).get("/gallery?since=1").status_code == 204
    assert "gallery.show" not in {rule.endpoint for rule in app.url_map.iter_rules()}
    assert "gallery.show" not in app.extensions["policy"].rules
    assert signed_in(app, RUTH).get("/gallery").status_code == 404
