"""Behind a proxy: whose address is meant, and what links begin with."""

from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app, serving
from app.config import Settings
from app.folder import Unsuitable
from app.mail_settings import MailSettings
from tests.views.test_people import priya

__all__ = ["priya"]


def served(folder: Path, **settings: Any) -> Flask:
    made = create_app(Settings(folder, **settings))
    made.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return made


@pytest.mark.parametrize(("proxies", "last"), [(0, 429), (1, 422)])
def test_tries_to_sign_in_are_counted_for_each_address_behind_a_proxy(tmp_path: Path, proxies: int, last: int) -> None:
    client = served(tmp_path, proxies=proxies).test_client()
    tries = [client.post("/session", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code for n in range(21)]
    assert tries == [422] * 20 + [last]
    same = [client.post("/session", headers={"X-Forwarded-For": "10.1.1.1"}).status_code for _ in range(21)]
    assert same[-1] == 429


@pytest.mark.parametrize(("said", "proxies"), [("", 0), ("1", 1), ("2", 2), ("yes", 0), ("-1", 0), ("0", 0)])
def test_the_proxies_are_a_setting(monkeypatch: pytest.MonkeyPatch, said: str, proxies: int) -> None:
    monkeypatch.setenv("AUDIT_LOOP_PROXIES", said)
    assert Settings.from_environment().proxies == proxies


@pytest.mark.parametrize("proxies", [0, 1])
def test_what_a_proxy_says_reaches_us_only_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxies: int
) -> None:
    heard: dict[str, Any] = {}

    def create_server(app: Flask, **how: Any) -> NoReturn:
        how["sockets"][0].close()
        heard.update(how)
        raise Unsuitable("enough")

    monkeypatch.setattr(serving, "create_server", create_server)
    with pytest.raises(Unsuitable, match="enough"):
        serving.serve(served(tmp_path, proxies=proxies), "127.0.0.1", 0, print)
    assert heard["clear_untrusted_proxy_headers"] is (proxies == 0)


@pytest.mark.parametrize(
    ("said", "begins"), [("", "http://localhost"), ("https://audit.example.gov.uk", "https://audit.example.gov.uk")]
)
def test_a_link_for_a_password_begins_with_the_address_of_the_settings(
    priya: FlaskClient, said: str, begins: str
) -> None:
    extensions = priya.application.extensions
    extensions["mailing"] = replace(extensions["mailing"], settings=MailSettings(address=said))
    assert f"{begins}/welcome/" in priya.post("/people/anna/password").text
