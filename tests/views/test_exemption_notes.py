"""The note of an exemption is in confidence: on no other page, in no file, history, log or answer to a fault."""

import logging
from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from app.demo.stories import ANNA, GRACE, NADIA, RUTH
from app.programme import exemptions
from projections import exemptions as rows
from tests.views.may import signed_in as browser
from tests.views.test_policy import WHO, addresses, council, signed_in, url, words_of

__all__ = ["council"]

READ = {"auditor": {"of-anna"}, "operations_director": {"of-anna"}, "qa_lead": {"of-anna", "of-cleo"}}
"""Whose notes the person of a role reads on the exemption's own page: their own, what they asked for or decide."""


def notes(app: Flask) -> set[str]:
    """Every note of the story's exemptions."""
    asked = app.extensions["house"].reader.under("exemption/")
    return {made.facts["note"] for made in asked if made.facts.get("note")}


def pages(app: Flask, role: str) -> Iterator[tuple[str, bytes]]:
    """Everything that a role's person can look at, by address, with the files of the exemptions that are filtered."""
    client = signed_in(app, role)
    found = {url(rule, names, role) for method, rule, names in addresses(app, role) if method == "GET"}
    found |= {f"/exemptions{kind}?auditor=anna-bell" for kind in ("", ".csv", ".json", ".xlsx")}
    found |= {f"/people/{name}{page}" for name in ("anna-bell", "ben-carter") for page in ("", "/history")}
    for path in sorted(found):
        yield path, client.get(path).data


@pytest.mark.parametrize("role", WHO)
def test_a_note_is_on_the_exemptions_own_page_and_nowhere_else(council: Flask, role: str) -> None:
    known, seen = notes(council), set()
    assert len(known) > 4
    for path, data in pages(council, role):
        if any(note in words_of(data) for note in known):
            seen.add(path)
    assert seen == {f"/exemptions/{name}" for name in READ.get(role, ())}


@pytest.mark.parametrize(("person", "reads"), [(ANNA, True), (RUTH, True), (GRACE, True), (NADIA, False)])
def test_who_reads_the_note(council: Flask, person: str, reads: bool) -> None:
    assert ("A stay in hospital." in browser(council, person).get("/exemptions/of-anna").text) is reads


def test_the_read_model_holds_no_note(council: Flask) -> None:
    model = council.extensions["house"].model
    names = [row["name"] for row in model.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    held = repr([model.query(f"SELECT * FROM [{name}]") for name in names])
    assert [note for note in notes(council) if note in held] == []
    assert rows.exemption(model, "exemption/of-anna", date(2024, 5, 28))


ASK = {"id": "exemption/x", "reason_class": "health", "cycle": "cycle/2024-09", "note": "In confidence, this."}


def test_a_fault_while_it_is_asked_for_tells_nothing_of_it(
    council: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **facts: object) -> None:
        raise RuntimeError("The disk is on fire.")

    monkeypatch.setattr(exemptions, "ask", broken)
    council.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    months = browser(council, NADIA).get("/people/nadia-rahman/exemption").text
    month = months.split('<option value="cycle/')[1][:7]
    with caplog.at_level(logging.DEBUG):
        answer = browser(council, NADIA).post("/people/nadia-rahman/exemption", data=ASK | {"cycle": f"cycle/{month}"})
    assert answer.status_code == 500
    assert "The disk is on fire." in caplog.text
    assert ASK["note"] not in caplog.text + answer.text
