"""Which pages are noted in the access log: every one that reads text out of the log is in a table."""

from typing import Any

from flask import Flask, has_request_context, request

from app.policy import RULES
from app.views.reading_table import NOT_NARRATIVE, SHOWS, listed
from tests.views.test_policy import addresses, council, signed_in, url

__all__ = ["council"]
WALKED = ("auditor", "practitioner", "moderator", "qa_lead")
"""Between them they open every page that reads the log."""


def test_the_tables_name_pages_that_there_are(app: Flask) -> None:
    nouns = {endpoint.partition(".")[0] for endpoint in RULES}
    assert SHOWS.keys() - RULES.keys() == set()
    assert NOT_NARRATIVE.keys() - RULES.keys() - nouns == set()


def test_every_page_that_reads_text_from_the_log_is_noted_or_says_why_not(council: Flask, monkeypatch: Any) -> None:
    reading = watched(council, monkeypatch)
    for role in WALKED:
        client = signed_in(council, role)
        for method, rule, names in addresses(council, role):
            if method == "GET" and rule.endpoint != "sessions.delete":
                client.get(url(rule, names, role))
    assert "audits.show" in reading, "the walk sees who reads the log"
    assert {one for one in reading if not listed(one)} == set(), (
        "Put these into SHOWS, with the kind of narrative, or into NOT_NARRATIVE, with why (app/views/reading_table.py)"
    )


def watched(app: Flask, monkeypatch: Any) -> set[str]:
    """The endpoints whose pages read a stream or load a subject, as they do so."""
    found: set[str] = set()
    house = app.extensions["house"]

    def spy(owner: Any, name: str) -> None:
        real = getattr(owner, name)

        def seen(*args: Any, **kwargs: Any) -> Any:
            if has_request_context() and request.endpoint:
                found.add(request.endpoint)
            return real(*args, **kwargs)

        monkeypatch.setattr(owner, name, seen)

    for owner, names in ((house.log, ("load", "history")), (house.reader, ("stream", "under"))):
        for name in names:
            spy(owner, name)
    return found
