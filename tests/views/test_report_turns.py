"""A report is put together once, however many ask for it at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep
from typing import Any

import pytest
from flask import Flask

from app.turns import Occupied
from app.views import report_document
from tests.views.may import app, may_log

__all__ = ["app", "may_log"]
SOON = 20.0


def test_two_requests_for_a_document_put_it_together_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, let, made = Event(), Event(), list[str]()

    def make() -> Any:
        made.append("a document")
        begun.set()
        assert let.wait(SOON)
        return made[-1]

    def asked(key: str) -> Any:
        with app.app_context():
            return report_document.kept_once(key, make)

    with ThreadPoolExecutor(2) as requests:
        both = [requests.submit(asked, "the same")]
        assert begun.wait(SOON)
        with monkeypatch.context() as patched:
            patched.setattr(report_document, "PATIENCE", 0.05)
            with pytest.raises(Occupied):
                asked("another")
        both.append(requests.submit(asked, "the same"))
        sleep(0.05)  # so that it waits already, as a rule
        let.set()
        assert [one.result(SOON) for one in both] == ["a document", "a document"]
    assert made == ["a document"]
