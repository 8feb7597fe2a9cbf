"""What is written about people: sealed in every type of event, in no file as plain text, gone with its key."""

import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import orjson
import pytest

from app.config import Settings
from app.events import sealed
from app.events.audit import Audit, AuditAllocated, AuditSectionSaved
from app.events.base import TOPICS, Refusal, Subject
from app.events.council import Council
from app.events.exemption import Exemption
from app.events.record_keys_file import KEYS as RECORD_KEYS
from app.events.record_keys_file import key_file
from app.events.sealed import LOST, Tampered
from app.events.where import NoLog
from app.folder import Unsuitable
from app.opening import open_programme
from app.programme.house import House, open_house
from app.rebuilding import health

TYPED = frozenset(
    {"reason", "note", "why", "what", "text", "evidence", "found", "asked", "said", "findings", "learning", "answer",
     "reference", "initials", "quality_text", "first_learning", "second_learning", "missing_reason", "subject",
     "calendar", "words", "comment", "narrative"}
)  # fmt: skip
"""What the fields of events are called into which somebody types."""
PLAIN = {
    "the programme's own plans and settings": (
        "cohort replanned", "cohort called off", "exemption authority chosen", "loops drawn", "month reopened",
        "dip sample planned", "dip sample measure changed", "dip sample measure removed", "learning session planned",
        "learning session moved", "learning session cancelled", "pool target set", "pool target withdrawn",
        "report template uploaded", "report template withdrawn", "reading reasons asked", "reading reasons not asked",
        "checkpoint holder let go", "ledger key replaced", "retention rule set", "retention rule withdrawn",
    ),
    "published, or about what is": (
        "recommendation made", "report section written", "report reopened", "report sent back",
    ),
    "who was shown or denied what stays known": (
        "erasure confirmed", "erasure declined", "erasure proposed", "erasure withdrawn", "inspection changed",
        "inspection ended", "inspection granted", "subject access closed", "subject access reopened",
    ),
    "written by the programme, or by a mail server": (
        "audit drawn for moderation", "concern telling failed", "impact not asked", "letter cancelled",
        "letter could not be sent", "letter given up", "letter kept back", "letter put back", "letter sent",
    ),
}  # fmt: skip
"""Types of events with such a field that is not sealed, and why."""


@pytest.mark.parametrize("topic", sorted(TOPICS))
def test_what_is_typed_about_somebody_is_sealed_or_said_not_to_be(topic: str) -> None:
    cls = TOPICS[topic]
    open_ones = {field.name for field in fields(cls)} & TYPED - {path.split("/")[0] for path in cls.SEALS}
    told = [why for why, topics in PLAIN.items() if topic in topics]
    assert not open_ones or told, f"Seal {sorted(open_ones)} of {cls.__name__}, or say in PLAIN why not."
    assert open_ones or not told, f"{topic} has nothing open any more: take it out of PLAIN."


@pytest.mark.parametrize("topic", sorted(topic for topic, cls in TOPICS.items() if cls.SEALS))
def test_what_is_sealed_is_a_field_of_the_event(topic: str) -> None:
    names = {field.name for field in fields(TOPICS[topic])}
    assert {path.split("/")[0] for path in TOPICS[topic].SEALS} <= names
    assert {TOPICS[topic].SEALED_WITH} <= names | {""}


def boxes(house: House) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything that is sealed in a log: the topic, and what is in the box."""
    for _, stream, version, topic, state in house.reader.stored(0, 1_000_000):
        if shown := sealed.proof(bytes(state), stream, version, topic, house.keys):
            yield topic, orjson.loads(shown.plain)


def words(value: Any) -> Iterator[str]:
    """Every text of more than two words within a value."""
    if isinstance(value, str) and value.count(" ") > 1:
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from words(inner)


def test_nothing_that_was_written_about_anybody_is_plain_in_any_file_of_the_story(told: House) -> None:
    written = {text for topic, box in boxes(told) if topic != "loop opened" for text in words(box)}
    assert len(written) > 80
    folder = told.model.path.parent
    held = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
    assert b'"told":' in held
    assert [text for text in written if orjson.dumps(text)[1:-1] in held or text.encode() in held] == []


def test_the_fold_opens_nothing_and_who_reads_a_stream_everything(told: House) -> None:
    folded, read = told.reader.read(0, 1_000_000), sorted(told.reader.under(""))
    assert [made.facts["sealed"]["fields"] for made in folded if "sealed" in made.facts]
    assert not [made for made in read if "sealed" in made.facts]
    assert all(path not in made.facts for made in folded for path in made.facts.get("sealed", {}).get("fields", ()))


def test_the_story_has_something_sealed_of_almost_every_type_that_seals(told: House) -> None:
    having = {topic for topic, _ in boxes(told)}
    assert {topic for topic, cls in TOPICS.items() if cls.SEALS} - having <= NOT_WRITTEN


NOT_WRITTEN = {"child changed", "action verified", "exemption authorised", "evidence pack asked for",
               "evidence pack declined"}  # fmt: skip
"""Where the story changes something else, or gives no note."""


@pytest.fixture
def erased(told: House, tmp_path: Path) -> Iterator[House]:
    """The story with every key erased before anybody read it."""
    copied(told, tmp_path)
    keys = key_file(tmp_path / RECORD_KEYS)
    keys.erase(sorted(keys.names()))
    keys.close()
    yield (house := open_house(tmp_path))
    house.model.close()
    house.log.close()


def copied(told: House, folder: Path) -> None:
    """The story's log and keys in a folder of their own."""
    for name in ("log.sqlite", RECORD_KEYS):
        for part in told.model.path.parent.glob(f"{name}*"):
            (folder / part.name).write_bytes(part.read_bytes())


def test_no_row_of_a_read_model_rests_on_what_is_sealed(told: House, erased: House) -> None:
    for table in told.model.views.tables:
        ask = f"SELECT * FROM {table.name}"
        assert erased.model.query(ask) == told.model.query(ask)


def test_with_every_key_gone_each_subject_loads_and_each_history_keeps_its_shape(told: House, erased: House) -> None:
    before, after = sorted(told.reader.under("")), sorted(erased.reader.under(""))
    assert [shape(one.facts) for one in after] == [shape(one.facts) for one in before]
    gone, long_gone = (sum("[erased]" in str(one.facts) for one in told) for told in (after, before))
    assert gone > long_gone + 100
    assert "[cannot be read" not in str(after)
    for made in (one for one in after if one.version == 1):
        subject = erased.log.load(kind_of(made.topic), made.stream)
        assert subject.version == len(erased.log.history(made.stream))


def shape(facts: dict[str, Any]) -> Any:
    """The facts' names, those within maps too, with how long lists of lists are."""
    return {key: shape(value) if isinstance(value, dict) else None for key, value in sorted(facts.items())}


def kind_of(topic: str) -> type[Subject]:
    """The kind of subject that begins with such an event."""
    return next(cls for cls in subjects(Subject) if TOPICS[topic] in getattr(cls, "evolves", {}))


def subjects(of: type[Subject]) -> Iterator[type[Subject]]:
    """Every kind of subject."""
    for cls in of.__subclasses__():
        yield cls
        yield from subjects(cls)


def test_the_ledgers_bytes_stay_as_they_are(told: House, erased: House) -> None:
    assert erased.reader.stored(0, 1_000_000) == told.reader.stored(0, 1_000_000)


def reason(house: House, id: str, note: str = "Confidential.") -> Exemption:
    """A request with a note, that waits to be saved."""
    made = house.log.load(Exemption, id)
    made.ask(auditor="person/anna", cycle="cycle/2024-05", reason_class="health", note=note, **SAID)
    return made


SAID = {"by": "person/ruth", "at": "2024-05-01T09:00:00+00:00"}


def test_a_crash_between_the_key_and_the_event_leaves_a_key_too_many(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise SystemExit

    with monkeypatch.context() as pulled:
        pulled.setattr(type(house.log), "save", crash)
        with pytest.raises(SystemExit):
            house.keep(reason(house, "exemption/1"))
    secret = house.keys.of("exemption/1")
    assert secret
    assert house.reader.head() == 0
    house.keep(reason(house, "exemption/1"))
    assert house.reader.stream("exemption/1")[0].facts["note"] == "Confidential."
    assert house.keys.of("exemption/1") == secret


def test_what_is_sure_to_be_written_of_has_its_key_before_and_no_save_waits_for_one(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"audit/2024-05/{number:04d}" for number in (1, 2, 3)]
    audits = [house.log.load(Audit, id) for id in ids]
    given = dict.fromkeys(("grounds", "auditor_team", "area", "worker", "framework", "due"), "") | {
        "cycle": "cycle/2024-05", "auditor": "person/anna", "team": "team/mill", "plan": "CP", "on": "2024-05-01",
        "framework_version": 1,
    }  # fmt: skip
    for number, audit in enumerate(audits, 1):
        audit.record(AuditAllocated, number=number, child=f"child/{number}", **given, **SAID)
    house.keep(*audits)
    assert {name.partition("#")[0] for name in house.keys.names()} == set(ids)
    monkeypatch.setattr(house.keys._store, "make", lambda records: pytest.fail(f"made again: {records}"))
    audits[0].record(AuditSectionSaved, section="summary", changes={"strengths": "The school helps."}, **SAID)
    house.keep(audits[0])
    assert house.reader.stream(ids[0])[1].facts["changes"] == {"strengths": "The school helps."}


def test_without_its_keys_nothing_is_stored(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(records: list[str]) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(house.keys._store, "make", broken)
    with pytest.raises(Refusal, match="nothing was stored"):
        house.keep(reason(house, "exemption/1"), Council("council/council"))
    assert house.reader.head() == 0


def test_what_two_people_wrote_cannot_be_swapped_in_the_file(house: House, tmp_path: Path) -> None:
    for number in (1, 2):
        house.keep(reason(house, f"exemption/{number}", f"Of {number}."))
    with sqlite3.connect(tmp_path / "log.sqlite") as vandal:
        vandal.execute("DROP TRIGGER stored_events_no_update")
        (one,), (two,) = vandal.execute("SELECT state FROM stored_events ORDER BY rowid").fetchall()
        vandal.execute("UPDATE stored_events SET state = ? WHERE rowid = 1", [two])
    vandal.close()
    for read in (house.reader.stream, house.log.history):
        with pytest.raises(Tampered, match="entry 1 of exemption/1"):
            read("exemption/1")
    assert one != two
    assert house.reader.stream("exemption/2")[0].facts["note"] == "Of 2."


def test_a_log_that_comes_without_its_keys_is_not_opened_as_if_nothing_were_amiss(house: House, tmp_path: Path) -> None:
    house.keep(reason(house, "exemption/1"))
    house.log.close()
    house.model.close()
    (tmp_path / RECORD_KEYS).unlink()
    with pytest.raises(NoLog, match="are not here"):
        open_house(tmp_path)
    (tmp_path / RECORD_KEYS).touch()
    assert open_house(tmp_path).reader.stream("exemption/1")[0].facts["note"] == LOST


@pytest.mark.parametrize("put_back", ["older keys", "an empty file"])
def test_how_many_records_lack_their_keys_is_told_at_the_start_and_to_a_monitor(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, put_back: str
) -> None:
    settings, keys = Settings(tmp_path), tmp_path / RECORD_KEYS
    house = open_programme(settings)
    house.keep(reason(house, "exemption/1"))
    house.keys.close()
    older = keys.read_bytes()
    house.keep(reason(house, "exemption/2"), reason(house, "exemption/3"), reason(house, "exemption/4"))
    house.keys.erase(["exemption/4"])
    house.log.close()
    house.model.close()
    assert health(settings)["well"]
    assert not caplog.text
    keys.write_bytes(older if put_back == "older keys" else b"")
    said, n = health(settings), 3 if put_back == "older keys" else 4
    assert (said["well"], said["records_without_key"]) == (False, n)
    assert f"{n} records of the log have no key, although nobody erased them" in caplog.text


@pytest.mark.parametrize("spoilt", ["garbage", "a folder", "half of it"])
def test_keys_that_are_spoilt_are_said_to_be_at_the_start(tmp_path: Path, spoilt: str) -> None:
    house, keys = open_programme(Settings(tmp_path)), tmp_path / RECORD_KEYS
    house.keep(reason(house, "exemption/1"))
    house.log.close()
    house.model.close()
    kept = keys.read_bytes()
    keys.unlink()
    keys.mkdir() if spoilt == "a folder" else keys.write_bytes({"garbage": b"x" * 9000}.get(spoilt, kept[:6000]))
    with pytest.raises(Unsuitable, match="The keys of what is sealed cannot be reached"):
        open_programme(Settings(tmp_path))


def test_a_setting_says_where_the_keys_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIT_LOOP_KEYS", "folder")
    assert Settings.from_environment(tmp_path).keys_at == "folder"
    house = open_programme(Settings.from_environment(tmp_path))
    house.keep(reason(house, "exemption/1"))
    assert (tmp_path / RECORD_KEYS).exists()
    monkeypatch.setenv("AUDIT_LOOP_KEYS", "somewhere")
    with pytest.raises(Unsuitable, match="give its address"):
        open_programme(Settings.from_environment(tmp_path))
