"""Who holds the checkpoints of the ledger: named, sent each once with its keys, let go before the others' eyes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import time_machine

from app.events.base import Refusal
from app.events.ledger import LEDGER, MOST, Ledger
from app.events.letter import Letter
from app.ledger_book import LedgerBook
from app.mail_settings import MailSettings
from app.post import written_out
from app.programme import ledger, letters
from app.programme.house import House
from app.programme.outbox import Answer, Carry, Mail, Outbox
from app.readings import Reading, Readings
from app.signing import Signing
from projections import checkpoint_holders
from projections import letters as rows

AT, LATER = "2024-05-02T09:00:00+00:00", "2024-05-03T09:00:00+00:00"
SAID = {"by": "person/priya", "at": AT}


def name(house: House, id: str, version: int, **more: str) -> None:
    facts = {"name": id.title(), "email": f"{id}@elsewhere.example", "keys": "key\n"} | more
    ledger.name_holder(house, LEDGER, version=version, holder=f"holder/{id}", **facts, **SAID)


def written(house: House) -> list[Letter]:
    return [house.load(Letter, row["id"]) for row in rows.unsent(house.model, sorted(KINDS))]


KINDS = {"checkpoint", "checkpoint-of-readings", "checkpoint-key", "checkpoint-holder-let-go"}


def test_a_holder_is_sent_the_keys_and_each_checkpoint_once_since_they_were_named(begun: House, tmp_path: Path) -> None:
    book = LedgerBook(tmp_path, begun.reader)
    book.checkpoint("2024-05-02T08:00:00+00:00")
    name(begun, "miriam", 0)
    made = book.checkpoint(LATER)
    for _ in range(2):
        ledger.tell_checkpoints(begun, book.checkpoints(), at=LATER)
    one, two = sorted(written(begun), key=lambda letter: letter.kind)
    assert (one.kind, letters.enclosed(one), two.kind, letters.enclosed(two)) == (
        "checkpoint",
        made.note,
        "checkpoint-key",
        "key\n",
    )
    said = letters.body(one, "https://audit.example", "Eastmere")
    assert made.note in said
    assert "https://" not in said, "who has no account here is sent no link"
    assert "checkpoint 2, made on 3 May 2024" in said


class Kept:
    """A post that keeps what it is given."""

    def __init__(self) -> None:
        self.came: list[Mail] = []

    @contextmanager
    def opened(self) -> Iterator[Carry]:
        yield lambda mail: self.came.append(mail) or Answer("250 OK", took=True)  # type: ignore[func-returns-value]


def test_it_goes_to_the_holders_own_address_with_the_note_as_a_file(begun: House, tmp_path: Path) -> None:
    name(begun, "miriam", 0)
    name(begun, "tom", 1)
    signing, post = Signing(begun, LedgerBook(tmp_path, begun.reader)), Kept()
    with time_machine.travel(AT, tick=False):
        made = signing.sign()
    ledger.let_go(begun, LEDGER, version=2, holder="holder/tom", reason="He has moved on.", **SAID)
    Outbox(begun, post, lambda: "2024-05-02T10:00:00+00:00").send()
    sent = {(mail.to, mail.letter.kind) for mail in post.came}
    assert ("miriam@elsewhere.example", "checkpoint") in sent
    assert ("tom@elsewhere.example", "checkpoint") not in sent, "he is let go"
    assert ("tom@elsewhere.example", "checkpoint-holder-let-go") in sent
    (mail,) = [one for one in post.came if one.letter.kind == "checkpoint"]
    message = written_out(mail, MailSettings(server="x", sender="audit@eastmere.example", address="https://a.example"))
    assert [part.get_content() for part in message.iter_attachments()] == [made.note]


def test_holders_have_the_checkpoints_of_the_access_log_too_and_the_keys_of_both(begun: House, tmp_path: Path) -> None:
    readings = Readings(tmp_path / "readings.sqlite")
    line = {"by": "person/ruth", "endpoint": "audits.show", "path": "/audits/2024-05/1", "kind": "audit"}
    readings.note(Reading(at=AT, record="", about=("child/C-1",), position=3, **line))
    books = [LedgerBook(tmp_path, begun.reader), LedgerBook(tmp_path, readings, "ledger/readings")]
    name(begun, "miriam", 0, keys="")
    for _ in range(2):
        Signing(begun, *books).sign()
    kept = sorted((one.kind, letters.enclosed(one)) for one in written(begun))
    notes = [("checkpoint", one.note) for one in books[0].checkpoints()]
    notes += [("checkpoint-of-readings", one.note) for one in books[1].checkpoints()]
    keys = ("checkpoint-key", "".join(f"{one}\n" for book in books for one in book.verifiers()))
    assert kept == sorted([*notes, keys])
    readings.close()


def test_who_is_let_go_and_all_others_are_told(begun: House) -> None:
    name(begun, "miriam", 0)
    name(begun, "tom", 1)
    ledger.let_go(begun, LEDGER, version=2, holder="holder/tom", reason="He has moved on.", **SAID)
    told = {one.recipient for one in written(begun) if one.kind == "checkpoint-holder-let-go"}
    assert told == {"holder/miriam", "holder/tom"}
    assert [row["id"] for row in checkpoint_holders.holders(begun.model)] == ["holder/miriam"]


@pytest.mark.parametrize(("facts", "says"), [
    ({"name": " "}, "Enter the holder's name."),
    ({"email": "miriam"}, "Enter the e-mail address at which the holder has their letters."),
    ({"email": "MIRIAM@elsewhere.example "}, "Checkpoints are sent to this address already."),
])  # fmt: skip
def test_what_no_holder_can_be_is_refused(begun: House, facts: dict[str, str], says: str) -> None:
    name(begun, "miriam", 0)
    with pytest.raises(Refusal, match=says):
        name(begun, "other", 1, **facts)


def test_only_so_many_hold_checkpoints_and_only_who_does_is_let_go() -> None:
    made = Ledger()
    for n in range(MOST):
        made.name_holder(f"holder/{n}", "Name", f"n{n}@elsewhere.example", **SAID)
    with pytest.raises(Refusal, match=r"Checkpoints are sent to 20 people at the most\."):
        made.name_holder("holder/x", "Name", "x@elsewhere.example", **SAID)
    with pytest.raises(Refusal, match=r"Choose somebody to whom checkpoints are sent\."):
        made.let_go("holder/x", reason="Why", **SAID)
    with pytest.raises(Refusal, match=r"Say why they are sent no checkpoints any more\."):
        made.let_go("holder/1", reason=" ", **SAID)
    with pytest.raises(Refusal, match=r"Say why the key is replaced\."):
        made.replace_key("a", "b", reason=" ", **SAID)


def test_the_key_before_signs_that_it_is_replaced_and_by_which(begun: House, tmp_path: Path) -> None:
    signing = Signing(begun, LedgerBook(tmp_path, begun.reader))
    first = signing.sign()
    name(begun, "miriam", 0, keys=signing.keys())
    signing.replace_key(version=1, reason="The computer was handed back.", **SAID)
    (row,) = checkpoint_holders.key_replacements(begun.model)
    old, new = signing.book.verifiers()
    assert (row["before"], row["now"]) == (str(old), str(new))
    vouched, by_new = signing.book.checkpoints()[-2:]
    index = signing.book.leaf_index(row["position"])
    assert signing.book.covering(row["position"]) == vouched
    assert vouched.checkpoint.size > index >= first.checkpoint.size
    assert [line.count(key.hash.hex()) for line, key in ((str(old), old), (str(new), new))] == [1, 1]
    assert LedgerBook(tmp_path, begun.reader).verified([one.note for one in (first, vouched)], [old]).findings == ()
    assert "None of the known keys" in signing.book.verified([by_new.note], [old]).findings[0]
    notes = {letters.enclosed(one) for one in written(begun) if one.kind == "checkpoint-key"}
    assert notes == {f"{old}\n", f"{old}\n{new}\n"}


def test_a_key_that_is_lost_is_replaced_all_the_same(begun: House, tmp_path: Path) -> None:
    signing = Signing(begun, LedgerBook(tmp_path, begun.reader))
    signing.sign()
    (tmp_path / "ledger" / "signing.key").unlink()
    assert "could be signed with it: The file signing.key of the ledger is gone" in signing.tried()
    signing.replace_key(version=0, reason="It was lost.", **SAID)
    assert signing.book.verified().findings == ()
    assert len(signing.book.checkpoints()) == 2
