"""The foot of a published edition: the checkpoint that covers it, on page and in Word file, the same for ever."""

import io
import re
from html import unescape
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient

from app import qr
from app.demo.stories import HELEN
from app.ledger_book import LedgerBook
from app.reports.foot import NONE
from tests.views.may import app, may, may_log, signed_in
from tests.views.test_reports import HERE, june, publish, put_forward, ruth

__all__ = ["app", "june", "may", "may_log", "ruth"]
EDITION = f"{HERE}/editions/1"


def words(answer: Any) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", "", answer.text)).split())


def word(client: FlaskClient, copy: str = "") -> bytes:
    return bytes(client.get(f"{HERE}.docx?edition=1{copy}").data)


def book(client: FlaskClient) -> LedgerBook:
    found: LedgerBook = client.application.extensions["ledger"]
    return found


@pytest.fixture
def published(june: FlaskClient) -> FlaskClient:
    put_forward(june)
    answer = publish(signed_in(june.application, HELEN))
    assert answer.status_code == 303
    return june


def test_a_publication_is_signed_with_the_checkpoint_that_stands_at_its_foot(published: FlaskClient) -> None:
    (one,) = book(published).checkpoints()
    house = published.application.extensions["house"]
    entry = next(made.position for made in house.reader.read(0) if made.topic == "report published")
    assert one.checkpoint.size > book(published).leaf_index(entry)
    page = published.get(EDITION)
    for said in (f"published as entry {entry:,} of the log", "is number 1, of "):
        assert said in words(page)
    assert qr.svg(one.note) in page.text
    for copy in ("", "&copy=public"):
        text = " ".join(one.text for one in docx.Document(io.BytesIO(word(published, copy))).paragraphs)
        assert f"published as entry {entry:,} of the log" in text


def test_the_word_file_is_the_same_for_ever_whatever_is_signed_later(published: FlaskClient) -> None:
    before = word(published)
    for _ in range(2):
        published.post("/ledger/checkpoints")
    assert word(published) == before
    pictures = [part for part in docx.Document(io.BytesIO(before)).part.package.iter_parts() if "png" in part.partname]
    assert qr.png(book(published).checkpoints()[0].note) in [part.blob for part in pictures]


def test_a_publication_that_cannot_be_signed_stands_and_says_so(june: FlaskClient) -> None:
    june.post("/ledger/checkpoints")
    key = book(june).folder / "signing.key"
    was = key.read_text()
    key.write_text("damaged")
    put_forward(june)
    helen = signed_in(june.application, HELEN)
    publish(helen)
    assert "Edition 1 is published. No checkpoint of the ledger could be signed with it: The file" in words(
        helen.get(EDITION)
    )
    assert NONE in words(june.get(EDITION))
    assert NONE in " ".join(one.text for one in docx.Document(io.BytesIO(word(june))).paragraphs)
    key.write_text(was)
    june.post("/ledger/checkpoints")
    assert "is number 2, of " in words(june.get(EDITION))


def test_a_report_that_is_being_written_has_no_foot(june: FlaskClient) -> None:
    assert "Proof of this edition" not in words(june.get(HERE))
    assert "Proof of this edition" not in str(
        [one.text for one in docx.Document(io.BytesIO(bytes(june.get(f"{HERE}.docx").data))).paragraphs]
    )
