"""Making a pack: its events with their proofs, its index, and the ZIP; read as it stood, and as nobody."""

import json
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from hashlib import sha256
from typing import Any, NamedTuple

from flask import Flask, current_app

from app import clock
from app.events import sealed
from app.events.log import Happened
from app.evidence import page, word
from app.evidence.index import Index, Part, Text, without
from app.evidence.packing import packed, with_manifest
from app.evidence.proving import Exhibit, Files, as_json, proved, signed
from app.ledger_book import LedgerBook
from app.packs import NotProved
from app.programme import evidence
from app.programme.evidence import CONFIDENCE, IN_CONFIDENCE, SEVERAL, Gathered, Scope
from app.programme.house import House
from app.views import evidence_figures, evidence_index, evidence_short
from app.views.desk import house, live_house
from app.views.evidence_index import Filed
from app.views.evidence_words import stood, title
from app.views.standing import standing
from app.views.words import day, moment
from ledger.checkpoints import Numbered
from ledger.leaves import Stored, hashed
from ledger.merkle import is_included
from projections import people
from projections.moments import last_at

Row = dict[str, Any]
CHECKING = (
    "Without a checkpoint and a key of your own the pack is only compared with itself. The program needs Python 3.8 or"
    " later and nothing else. Do not believe this page where the two differ, nor the program itself more than whoever"
    " gave it to you: it is the same for every pack, so use one that you had before, or compare its SHA-256 with the"
    " one that is published.",
    "An event of the ledger is a leaf of a Merkle tree (RFC 6962): the lines stream, version and topic, and the bytes"
    " of its file in events/. Its file in proofs/ has the hashes from there up to the root that checkpoint.txt says and"
    " the key has signed. What was sealed in an event is in opened/: the SHA-256 of the salt and of those bytes is what"
    " the event says.",
)


NOT_SHOWN = "[What stands here names a child who is not in this pack.]"

NOT_SIGNED = (
    "The pack is not made: entry {:,}, “{}”, is not what was signed. Somebody has changed the log. Have it checked on"
    " the page “Ledger”."
)


class Made(NamedTuple):
    """The file of a pack, and what is recorded of it."""

    data: bytes
    sha256: str
    events: int
    checkpoint: int


def made(app: Flask, row: Row) -> Made:
    """The ZIP of a pack that was confirmed. Raises NotProved, ValueError and OSError."""
    book: LedgerBook = app.extensions["ledger"]
    now = app.extensions["house"]
    point = book.numbered(row["checkpoint"]) if row["checkpoint"] else book.covering(row["upto"])
    point = point or book.checkpoint(clock.running())
    with app.test_request_context(), standing_at(row["upto"]):
        found = evidence.gathered(house(), now, row["kind"], row["what"].split(" "))
        scope = evidence.scope(house(), now, row["kind"], found)
        filed = _filed(book, found, scope, now.log.keys)
        _must_be_signed(filed, book, point)
        last = last_at(house().reader, row["upto"])
        first = without(
            evidence_short.first(row, found, filed, str(last.at) if last else clock.running()),
            scope.names_another,
            NOT_SHOWN,
        )
        parts = without(_parts(row, found, filed), scope.names_another, NOT_SHOWN)
        index = _index(row, first, (*parts, evidence_index.left_out(found, filed, row["kind"])), point, book)
    files = proved([one.exhibit for one in filed], book, point.checkpoint.size)
    sizes = [one.checkpoint.size for one in book.checkpoints() if one.number < point.number]
    files |= signed(point, book.verifiers(), sizes, book)
    files |= {"index.html": page.written(index), "index.docx": word.written(index, f"{row['decided_on']}T12:00:00")}
    files["pack.json"] = as_json(_about(row, len(filed), point) | {"people": _people(now, files)})
    data = packed(with_manifest(files, row["id"], f"checkpoint {point.number}", book.signer()))
    return Made(data, sha256(data).hexdigest(), len(filed), point.number)


def _must_be_signed(filed: list[Filed], book: LedgerBook, point: Numbered) -> None:
    """Raise NotProved for the first entry that is not, as it is stored now, among those that the checkpoint covers."""
    size, root = point.checkpoint.size, point.checkpoint.root
    paths = book.inclusions([one.exhibit.index for one in filed], size)
    for one, path in zip(filed, paths, strict=True):
        if not is_included(hashed(one.exhibit.stored), one.exhibit.index, size, path, root):
            raise NotProved(NOT_SIGNED.format(one.made.position, one.made.topic))


def standing_at(position: int) -> AbstractContextManager[None]:
    """While it is open, read what was at a position, with the clock of then."""
    last = last_at(live_house().reader, position)
    past = current_app.extensions["as_at"].model(position)
    return standing(past, str(last.at) if last else clock.running())


def _filed(book: LedgerBook, found: Gathered, scope: Scope, keys: Any) -> list[Filed]:
    """Every event that is in the pack, numbered in the order of the log; the draws by their hash alone."""
    shown = {made.position for made in found.events}
    rows = [(made, _exhibit(book, made, scope, keys)) for made in found.events]
    draws = {one.made.position: one.made for one in found.draws if one.made.position not in shown}
    rows += [(made, Exhibit(*_stored(book, made), kept_back=SEVERAL)) for made in draws.values()]
    ordered = sorted(rows, key=lambda pair: pair[0].position)
    return [
        Filed(exhibit, made, f"{number:06}", f"{exhibit.index + 1:,}")
        for number, (made, exhibit) in enumerate(ordered, 1)
    ]


def _exhibit(book: LedgerBook, made: Happened, scope: Scope, keys: Any) -> Exhibit:
    """An event as it is shown: with what is sealed in it, without that, or by its hash alone."""
    stored, index = _stored(book, made)
    facts = json.loads(stored[4])
    envelope = facts.get(sealed.FIELD)
    if why := scope.keeps_back(made.topic, facts):
        return Exhibit(stored, index, kept_back=why)
    if made.topic in IN_CONFIDENCE and not envelope:
        return Exhibit(stored, index, kept_back=CONFIDENCE)
    proof = sealed.proof(stored[4], made.stream, made.version, made.topic, keys) if envelope else None
    if proof and (made.topic in IN_CONFIDENCE or scope.keeps_back(made.topic, json.loads(proof.plain))):
        return Exhibit(stored, index, closed=True)
    return Exhibit(stored, index, proof)


def _stored(book: LedgerBook, made: Happened) -> tuple[Stored, int]:
    """An event as it is stored, and how many are before it."""
    return book.event(made.position), book.leaf_index(made.position)


def _index(row: Row, first: tuple[Part, ...], parts: tuple[Part, ...], point: Numbered, book: LedgerBook) -> Index:
    council = people.council(live_house().model) or {"name": "", "demonstration": 0}
    mark = f"For {row['recipient']}, {day(row['decided_on'])}; pack {row['id'].partition('/')[2]}. Not to be passed on."
    parts = (*parts, Part("More on how to check it", tuple(Text(one) for one in CHECKING)))
    facts, invented = tuple(_facts(row, point, book)), bool(council["demonstration"])
    return Index(title(row), council["name"], mark, facts, parts, point.note, first, invented)


def _parts(row: Row, found: Gathered, filed: list[Filed]) -> Iterator[Part]:
    places = {one.made.position: one for one in filed}
    if row["kind"] == "cycle":
        yield from evidence_index.of_month(found.audits)
        yield from evidence_figures.of_month(row["what"])
    elif row["kind"] == "edition":
        yield from evidence_figures.of_edition(row["what"], row["edition"])
    else:
        yield from evidence_index.of_children(found)
        yield from evidence_index.of_audits(found.audits)
        yield from evidence_index.of_draws(found.draws, places)
    yield from evidence_index.of_histories(filed)


def _facts(row: Row, point: Numbered, book: LedgerBook) -> Iterator[tuple[str, str]]:
    size = point.checkpoint.size
    yield "For", row["recipient"]
    yield "Asked for by", f"{row['asked_by_name']}, {day(row['asked_on'])}"
    yield "Confirmed by", f"{row['decided_by_name']}, {day(row['decided_on'])}"
    yield "As it stood", stood(row["upto"])
    yield (
        "Proved by",
        f"checkpoint {point.number}: {size:,} events, signed {moment(point.at)} by {point.checkpoint.origin}",
    )
    yield "The key", " or ".join(str(one) for one in book.verifiers())
    if row["follows"]:
        yield "Adds to", f"pack {row['follows'].partition('/')[2]}"


def _people(now: House, files: Files) -> dict[str, str]:
    """The names of the people whose ids are in what is shown."""
    said = b"".join(data for name, data in files.items() if name.startswith(("events/", "opened/"))).decode()
    named = {one["id"]: one["name"] for one in people.everyone(now.model)}
    return {id: named[id] for id in sorted(set(re.findall(r"person/[a-z0-9-]+", said))) if named.get(id)}


def _about(row: Row, events: int, point: Numbered) -> Row:
    """What the program reads of the pack itself."""
    said = {"id": row["id"], "title": title(row), "recipient": row["recipient"], "of": row["what"].split(" ")}
    return said | {"upto": row["upto"], "checkpoint": point.number, "events": events, "confirmed_on": row["decided_on"]}
