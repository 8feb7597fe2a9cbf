"""The story's council as several roles see it, for the tests of a module that change nothing in it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from tests.views.test_policy import signed_in, tell_council


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The story's council, which nothing here changes."""
    app = create_app(Settings(tmp_path_factory.mktemp("council")))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    return tell_council(app)


@pytest.fixture(scope="module")
def ruth(council: Flask) -> FlaskClient:
    """The QA lead."""
    return signed_in(council, "qa_lead")
