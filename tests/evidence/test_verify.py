"""The program of a pack: it says yes to what was signed, and of anything else exactly what is wrong."""

import ast
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from app.evidence import verify
from app.evidence.packing import VERIFIER, packed
from app.evidence.proving import Files
from ledger.checkpoint import Checkpoint
from ledger.note import Signer
from tests.evidence.a_pack import HELD, SIZE, Pack, edited, run


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Pack(tmp_path_factory.mktemp("pack"))


def test_it_says_yes_and_tells_the_story_from_what_it_proved(pack: Pack) -> None:
    code, said = pack.asked(pack.files)
    assert code == 0, said
    assert "Event 12 of 40: audit 2018-11/17, audit section saved, recorded by Anna Bell (person/anna-bell)" in said
    assert "on 22 November 2018 at 10:00:00 GMT." in said
    assert "Overall grade from here on: Inadequate." in said
    assert "note: Ring first." in said
    assert "Event 2 of 40: it is there, and is not shown: It names other children." in said
    assert "What the pack calls it is not proved: audit/1, Topic1." in said
    assert said.splitlines()[1].startswith("YES. Each")
    assert "YES. Each of these 5 events is, unchanged, among the first 40 that" in said
    assert "3 of these 5 events were in it already" in said
    assert "with the key that the pack itself brings" not in said


def test_it_says_so_when_nothing_was_kept_elsewhere(pack: Pack) -> None:
    (pack.folder / "pack.zip").write_bytes(packed(pack.files))
    code, said = run(str(pack.folder / "pack.zip"))
    assert code == 0
    assert f"that you were given elsewhere, or give that with --key: {pack.signer.verifier}" in said
    assert "A checkpoint that you have kept yourself proves more" in said


def test_it_tells_only_of_what_is_asked_about(pack: Pack) -> None:
    _, said = pack.asked(pack.files, "--about", "2018-11/17")
    assert "audit returned" in said
    assert "Topic1" not in said


def test_a_pack_that_was_unpacked_is_looked_at_in_its_own_folder(pack: Pack, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(pack.files))) as parts:
        parts.extractall(tmp_path)
    code, said = run(program=tmp_path / "verify.py")
    assert code == 0, said
    (tmp_path / "index2.html").write_text("<p>Good</p>", encoding="utf-8")
    code, said = run(program=tmp_path / "verify.py")
    added = "index2.html does not belong to the pack: it was added later. Move it out if it is your own."
    assert (code, added in said) == (1, True), said


def test_a_grade_is_told_in_words(pack: Pack) -> None:
    event = verify.Event("000003", pack.files)
    event.read()
    said = verify._sentence(verify.Pack(pack.files, []), event, "requires-improvement")
    assert "Overall grade from here on: Requires improvement." in said


def test_it_is_written_for_python_3_8_and_imports_nothing_that_is_not_of_python() -> None:
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))
    found = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    found |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert found == {"__future__", "argparse", "base64", "binascii", "datetime", "hashlib", "json", "os", "re", "sys",
                     "typing", "zipfile", "zlib"}  # fmt: skip
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"eval", "exec", "compile", "__import__"}


def test_its_digest_is_published_with_the_guide() -> None:
    """Else nobody could tell that a pack's program is this one: put the new digest into docs/checking-a-pack.md."""
    guide = (VERIFIER.parents[2] / "docs" / "checking-a-pack.md").read_text(encoding="utf-8")
    assert sha256(VERIFIER.read_bytes()).hexdigest() in guide


def proof(number: int, **facts: object) -> Callable[[Files], None]:
    """A proof that says something else; None takes it away."""

    def do(files: Files) -> None:
        name = f"proofs/{number:06}.json"
        said = json.loads(files[name]) | facts
        files[name] = json.dumps({key: value for key, value in said.items() if value is not None}).encode()

    return do


def swapped(one: str, other: str) -> Callable[[Files], None]:
    def do(files: Files) -> None:
        files[one], files[other] = files[other], files[one]

    return do


def gone(*names: str) -> Callable[[Files], None]:
    def do(files: Files) -> None:
        for name in names:
            del files[name]

    return do


def copied(name: str, to: str) -> Callable[[Files], None]:
    def do(files: Files) -> None:
        files[to] = files[name]

    return do


def twice(files: Files) -> None:
    """An event a second time, under another number."""
    for folder in ("events", "proofs"):
        files[f"{folder}/000006.json"] = files[f"{folder}/000004.json"]


SEALED = b"The plan was not followed."
E2, E3, E4, E5 = (f"events/{number:06}.json" for number in (2, 3, 4, 5))
NOT_IT = "this is not event {} of checkpoint 2 ({})"
SAVED = NOT_IT.format(12, "audit 2018-11/17, version 2, “audit section saved”")
CHANGED: list[tuple[str, Callable[[Files], None], str]] = [
    ("a byte in an event", edited(E3, b'"inadequate"', b'"good"'), f"{E3}: {SAVED}"),
    ("a space in an event", edited(E3, b'"by": ', b'"by":  '), f"{E3}: {SAVED}"),
    ("another day in an event", edited(E4, b"2018-11-30", b"2018-11-29"), f"{E4}: this is not event 21"),
    ("an event cut short", edited(E4, b"}", b""), f"{E4}: this is not event 21"),
    ("two events swapped", swapped(E4, E5), f"{E4}: this is not event 21"),
    ("two proofs swapped", swapped("proofs/000004.json", "proofs/000005.json"), f"{E4}: this is not event 30"),
    ("an event taken out", gone(E4), f"{E4} is missing: the event audit 2018-11/17, version 3, “audit returned”"),
    ("a proof taken out", gone("proofs/000004.json"), f"{E4} has no proof: proofs/000004.json is missing."),
    ("an event and its proof", gone(E4, "proofs/000004.json"), "there are 5 events, and there are proofs of 4."),
    ("an event twice", twice, "proofs/000004.json and proofs/000006.json are the same event."),
    ("an event put in", copied(E4, "events/000009.json"), "events/000009.json has no proof"),
    ("another index", proof(4, index=21), f"{E4}: this is not event 22"),
    ("an index beyond the end", proof(4, index=SIZE), "proofs/000004.json says that the event is number 41 of 40."),
    ("an index below nothing", proof(4, index=-1), "proofs/000004.json does not say the index of its event."),
    ("an index in words", proof(4, index="20"), "proofs/000004.json does not say the index of its event."),
    ("another stream", proof(4, stream="audit/2018-11/0018"), f"{E4}: this is not event 21"),
    ("another topic", proof(4, topic="audit accepted"), f"{E4}: this is not event 21"),
    ("another version", proof(4, version=5), f"{E4}: this is not event 21"),
    ("a line break in a name", proof(4, stream="audit\n3"), "proofs/000004.json names its event with a line break."),
    ("another position", proof(4, position=2), "proofs/000004.json says another position than its place has."),
    ("a proof without its hashes", proof(4, path=[]), f"{E4}: this is not event 21"),
    ("a proof with one hash more", proof(4, path=["00" * 32] * 9), f"{E4}: this is not event 21"),
    ("a proof that is none", proof(4, path="none"), "proofs/000004.json holds no proof."),
    ("a proof that cannot be read", edited("proofs/000004.json", b"{", b"["), "proofs/000004.json cannot be read."),
    ("another leaf in the place of an event", proof(4, leaf="00" * 32), "kept back, and it is there."),
    ("another hash of what is kept back", proof(1, leaf="00" * 32), "proofs/000001.json: this is not event 2"),
    ("why it is kept back", proof(1, withheld="Nothing."), "proofs/000001.json was changed after the pack was signed."),
    ("a sealed text", edited("opened/000003.json", SEALED, b"All is well."), "is not what was sealed in the event"),
    ("a sealed text put in", copied("opened/000003.json", "opened/000004.json"), "is not what was sealed in the event"),
    ("another salt", proof(3, salt="00" * 32), "opened/000003.json is not what was sealed in the event"),
    ("a shorter salt", proof(3, salt="73" * 31), "opened/000003.json is not what was sealed in the event"),
    ("another grade in the index", edited("index.html", b"Inadequate", b"Good"), "index.html was changed after"),
    ("another file beside", copied("index.html", "index2.html"), "index2.html does not belong to the pack"),
    ("the index taken out", gone("index.html"), "index.html is missing."),
    ("another recipient", edited("pack.json", b"Ivy Lane", b"The Echo"), "pack.json was changed after"),
    ("another program", edited("verify.py", b"NO. This", b"Yes. That"), "verify.py was changed after"),
    ("the manifest taken out", gone("manifest.txt"), "manifest.txt is missing: this is no whole evidence pack."),
    ("the manifest edited", edited("manifest.txt", b"point 2", b"point 3"), "manifest.txt was changed after"),
    ("the checkpoint taken out", gone("checkpoint.txt"), "checkpoint.txt is missing"),
    ("the checkpoint's size", edited("checkpoint.txt", b"\n40\n", b"\n41\n"), "checkpoint.txt was changed aft"),
    ("the checkpoint's day", edited("checkpoint.txt", b"05-02", b"05-01"), "checkpoint.txt was changed after"),
    ("the checkpoint no note", edited("checkpoint.txt", b"\n\n", b"\n"), "checkpoint.txt is no signed note"),
    ("a signature cut", edited("checkpoint.txt", "— ".encode(), b"- "), "checkpoint.txt has a line that is no signat"),
    ("no proof from the checkpoint that was kept", edited("proofs/consistency.json", b'"20"', b'"21"'),
     "The pack has no proof from 20 to 40 events"),
    ("a forged proof of consistency", edited("proofs/consistency.json", b'": [\n', b'": [\n"' + b"00" * 32 + b'",'),
     "does not begin with the 20 events of kept.txt"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), [one[1:] for one in CHANGED], ids=[one[0] for one in CHANGED])
def test_whatever_was_changed_is_named(pack: Pack, change: Callable[[Files], None], sentence: str) -> None:
    files = dict(pack.files)
    change(files)
    code, said = pack.asked(files)
    assert code == 1, said
    assert said.startswith("NO. This is what is wrong:\n1. ")
    assert sentence in said


@pytest.mark.parametrize("change", [one[1] for one in CHANGED[:31]], ids=[one[0] for one in CHANGED[:31]])
def test_who_can_sign_the_files_anew_still_cannot_change_an_event(
    pack: Pack, change: Callable[[Files], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """The manifest fits again; what the events and their proofs say does not, but for what is said of one kept back."""
    files = dict(pack.files)
    change(files)
    (pack.folder / "pack.zip").write_bytes(packed(pack.with_manifest(files)))
    code = verify.main([str(pack.folder / "pack.zip")])
    assert code == (0 if b"Nothing." in files["proofs/000001.json"] else 1), capsys.readouterr().out


def test_another_key_signs_nothing_for_who_has_the_right_one(pack: Pack) -> None:
    forger = Signer(pack.signer.name, bytes(32))
    point = pack.notes[-1].checkpoint
    files = dict(pack.files) | {"key.txt": f"{forger.verifier}\n".encode()}
    files["checkpoint.txt"] = Checkpoint(point.origin, point.size, point.root, point.more).signed(forger).encode()
    files = pack.with_manifest(files, forger)
    code, said = pack.asked(files)
    assert (code, f"was not signed with the key {pack.signer.verifier}" in said) == (1, True), said
    (pack.folder / "pack.zip").write_bytes(packed(files))
    code, said = run(str(pack.folder / "pack.zip"), "--checkpoint", str(pack.folder / "kept.txt"))
    assert (code, "kept.txt was not signed with the key" in said) == (1, True), said


def test_a_history_that_the_council_itself_wrote_anew_is_not_what_was_kept(tmp_path: Path) -> None:
    """Everything fits but the checkpoint that the inspector holds: the forger has the key, and made it all again."""
    ours = Pack(tmp_path)
    (tmp_path / "other").mkdir()
    other = Pack.__new__(Pack)
    other.folder, other.signer = tmp_path / "other", ours.signer
    other.ledger = type(ours.ledger)(tmp_path / "other", 0, HELD)
    other.ledger.grow(0, SIZE)
    position = other.ledger.position(1)
    other.ledger.db.execute("UPDATE events SET state = ? WHERE position = ?", (b'{"by":"person/x"}', position))
    other.ledger.tree.follow(other.ledger)
    other.notes = [other.ledger.checkpoints.make(other.ledger.tree, ours.signer, [ours.signer.verifier], "2024-06-01")]
    other.files = other.with_manifest(other.plain(other.notes[0]))
    assert run_on(other, other.files)[0] == 0
    code, said = other.asked(other.files, "--checkpoint", str(kept(ours, 0)))
    assert (code, "does not begin with the 20 events" in said) == (1, True), said
    code, said = other.asked(other.files, "--checkpoint", str(kept(ours, 1)))
    assert (code, "Two histories were signed: the pack's first 40 events" in said) == (1, True), said


def test_a_checkpoint_later_than_the_packs_cannot_be_held_against_it_and_accuses_nobody(pack: Pack) -> None:
    point = pack.notes[-1].checkpoint
    later = pack.folder / "later.txt"
    later.write_text(Checkpoint(point.origin, 41, point.root, point.more).signed(pack.signer), encoding="utf-8")
    code, said = pack.asked(pack.files, "--checkpoint", str(later))
    assert (code, "is of 41 events, later than the pack's 40. Ask for a pack up to it." in said) == (3, True), said
    assert said.splitlines()[1].startswith("YES. Each of these 5 events")
    assert said.splitlines()[2].startswith("BUT NOT HELD AGAINST later.txt")


def kept(pack: Pack, number: int) -> Path:
    path = pack.folder / f"kept-{number}.txt"
    path.write_text(pack.notes[number].note, encoding="utf-8")
    return path


def run_on(pack: Pack, files: Files) -> tuple[int, str]:
    (pack.folder / "pack.zip").write_bytes(packed(files))
    return run(str(pack.folder / "pack.zip"))


def zipped(*names: str, cut: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(zipfile.ZipInfo(name), b"x" * 200)
    return out.getvalue()[: -cut or None]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (zipped("index.html", cut=30), "is no whole ZIP: it is damaged, or was cut short"),
        (zipped("../index.html"), "a file with an unsafe name, '../index.html'. Nothing of it was read."),
        (zipped("/etc/passwd"), "a file with an unsafe name"),
        (zipped("C:index.html"), "a file with an unsafe name"),
        (zipped("events\\1.json"), "a file with an unsafe name"),
        (zipped("index.html", "Index.html"), "two files named Index.html"),
        (zipped("index.html").replace(b"x" * 200, b"y" + b"x" * 199), "index.html of the ZIP is damaged"),
        (zipped("index.html"), "checkpoint.txt is missing: this is no whole evidence pack."),
        (b"", "is no whole ZIP"),
    ],
)
def test_a_zip_that_is_none_or_unsafe_is_not_read(data: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(data)
    code, said = run(str(tmp_path / "pack.zip"))
    assert (code, sentence in said) == (1, True), said


def test_a_link_in_a_folder_is_not_followed(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "index.html").symlink_to("/etc/hostname")
    assert "index.html is a link to another file" in run(str(tmp_path))[1]


@pytest.mark.parametrize("key", ["events", "id"])
def test_no_text_of_a_pack_can_end_a_no_with_a_yes(pack: Pack, key: str) -> None:
    _, good = pack.asked(pack.files)
    files = dict(pack.files)
    files["pack.json"] = json.dumps(json.loads(files["pack.json"]) | {key: "\n" * 60 + good}).encode()
    code, said = pack.asked(files)
    lines = said.splitlines()
    assert (code, lines[0][:3], lines[-1][:3]) == (1, "NO.", "NO:")
    assert not [line for line in lines if line.startswith(("YES", "Each"))]


def test_no_other_file_of_the_pack_is_run_however_it_is_started(pack: Pack, tmp_path: Path) -> None:
    for name, data in pack.files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "argparse.py").write_text("print('FOREIGN')", encoding="utf-8")
    (tmp_path / "datetime.py").write_text("print('FOREIGN')", encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "verify.py"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert ("FOREIGN" in found.stdout + found.stderr, found.returncode) == (False, 1), found.stderr
    assert "argparse.py does not belong to the pack" in found.stdout


def moved_to(stream: str, version: int) -> Callable[[Files], None]:
    """The event that set the grade is kept back, and called something else; whoever does it has the council's key."""

    def do(files: Files) -> None:
        leaf = verify.Event("000003", files).hashed().hex()
        del files[E3], files["opened/000003.json"]
        proof(3, leaf=leaf, stream=stream, version=version, topic="letter written", salt=None, withheld="Nothing.")(
            files
        )

    return do


@pytest.mark.parametrize("stream", ["letter/77", "audit/2018-11/0017"])
def test_what_a_kept_back_event_is_called_proves_nothing_and_fills_no_gap(pack: Pack, stream: str) -> None:
    files = dict(pack.files)
    moved_to(stream, 2)(files)
    (pack.folder / "pack.zip").write_bytes(packed(pack.with_manifest(files)))
    code, said = run(str(pack.folder / "pack.zip"))
    assert code == 0, said
    assert "Of audit 2018-11/17 the versions 2 are not shown in this pack." in said
    assert "What the pack calls it is not proved" in said
    assert (
        "audit returned, recorded by Anna Bell (person/anna-bell) on 23 November 2018 at 10:00:00 GMT. Overall" in said
    )
    assert "not known, for something before it is not in this pack" in said
    assert "Inadequate" not in said


def test_an_empty_pack_proves_nothing(pack: Pack) -> None:
    files = {name: data for name, data in pack.files.items() if not name.startswith(("events/", "proofs/0", "opened/"))}
    files["pack.json"] = json.dumps(json.loads(files["pack.json"]) | {"events": 0}).encode()
    (pack.folder / "pack.zip").write_bytes(packed(pack.with_manifest(files)))
    code, said = run(str(pack.folder / "pack.zip"))
    assert (code, "There is no event in this pack: it proves nothing." in said) == (1, True), said


def test_what_began_by_naming_an_audit_is_told_with_it_and_no_other_audit(pack: Pack) -> None:
    assert "audit returned" not in pack.asked(pack.files, "--about", "2018-11/1")[1]
    assert "audit returned" in pack.asked(pack.files, "--about", "audit/2018-11/0017")[1]
    assert "audit returned" in pack.asked(pack.files, "--about", "anna-bell")[1], "the first event names her"


DROPPINGS = (
    "~$index.docx",
    ".~lock.index.docx#",
    ".DS_Store",
    "desktop.ini",
    "Thumbs.db",
    "__MACOSX/x",
    "__pycache__/y",
)


def test_what_a_computer_leaves_in_a_folder_by_itself_is_told_apart(pack: Pack, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(packed(pack.files))
    with zipfile.ZipFile(tmp_path / "pack.zip") as parts:
        parts.extractall(tmp_path / "pack")
    for name in DROPPINGS:
        (tmp_path / "pack" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "pack" / name).write_bytes(b"x")
    kept_beside = tmp_path / "pack" / "kept.txt"
    kept_beside.write_text(pack.notes[0].note, encoding="utf-8")
    code, said = run(str(tmp_path / "pack"), "--checkpoint", str(kept_beside))
    assert code == 0, said
    assert f"Not part of the pack, and not looked at: {', '.join(sorted(DROPPINGS))}." in said
    assert "3 of these 5 events were in it already" in said


def test_a_zip_that_was_packed_again_has_its_folders_too(pack: Pack, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as made:
        made.mkdir("events")
        for name, data in pack.files.items():
            made.writestr(name, data)
    assert run(str(tmp_path / "pack.zip"))[0] == 0


@pytest.mark.parametrize("changed", [
    lambda note: b"\xef\xbb\xbf" + note, lambda note: b"\n\n" + note, lambda note: note.rstrip(b"\n"),
    lambda note: note + b"\n", lambda note: note.replace(b"\n", b"\r\n"),
])  # fmt: skip
def test_a_checkpoint_that_was_pasted_or_mailed_is_the_same(
    pack: Pack, tmp_path: Path, changed: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "kept.txt").write_bytes(changed(pack.notes[0].note.encode()))
    code, said = pack.asked(pack.files, "--checkpoint", str(tmp_path / "kept.txt"))
    assert (code, "were in it already" in said) == (0, True), said


def test_a_key_is_the_same_in_capitals_and_one_that_is_none_is_a_question_not_understood(pack: Pack) -> None:
    name, hashed, key = str(pack.signer.verifier).split("+", 2)
    assert pack.asked(pack.files, "--key", f"{name}+{hashed.upper()}+{key}")[0] == 0
    code, said = pack.asked(pack.files, "--key", f"“{name}+{hashed}+{key}”")
    assert (code, "This is not understood: ““audit-loop" in said, "NO" in said) == (2, True, False), said


def test_after_the_key_was_replaced_both_are_given(pack: Pack) -> None:
    newer = Signer(pack.signer.name, bytes(32))
    code, said = pack.asked(pack.files, "--key", str(newer.verifier))
    assert (code, "If the council has replaced its key, give both" in said) == (1, True), said
    assert pack.asked(pack.files, "--key", str(newer.verifier), "--key", str(pack.signer.verifier))[0] == 0


def lying(data: bytes) -> bytes:
    """A ZIP whose one file says in both places that it is shorter than it is."""
    return data.replace((200).to_bytes(4, "little"), (100).to_bytes(4, "little"))


def method(kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as made:
        made.writestr(zipfile.ZipInfo("index.html"), b"x" * 200, kind)
    return out.getvalue()


@pytest.mark.parametrize(("data", "sentence"), [
    (method(zipfile.ZIP_BZIP2), "index.html of the ZIP is encrypted, or packed in another way."),
    (method(zipfile.ZIP_LZMA), "index.html of the ZIP is encrypted, or packed in another way."),
    (lying(method(zipfile.ZIP_DEFLATED)), "index.html of the ZIP is damaged"),
    (b"x" + zipped("index.html"), "This ZIP begins with something else"),
    (zipped("index.html") + zipped("index.html"), "This ZIP begins with something else"),
    (zipped("index.html") + b"x", "or goes on after its end"),
])  # fmt: skip
def test_what_another_program_might_unpack_otherwise_is_refused(data: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "pack.zip").write_bytes(data)
    code, said = run(str(tmp_path / "pack.zip"))
    assert (code, sentence in said) == (1, True), said


def test_a_flood_of_signatures_and_what_cannot_be_encoded_are_refused_at_once(pack: Pack) -> None:
    files = dict(pack.files)
    files["checkpoint.txt"] += files["checkpoint.txt"].rpartition(b"\n\n")[2] * 60
    assert "checkpoint.txt has more signatures than a note can have." in pack.asked(files)[1]
    files = dict(pack.files)
    proof(4, stream="\ud800")(files)
    assert "proofs/000004.json does not say the stream of its event." in pack.asked(files)[1]


@pytest.mark.parametrize("overall", [["good", "inadequate", None], ["good", "inadequate", "The plan failed."]])
def test_a_moderated_grade_is_the_one_after_and_not_why(pack: Pack, overall: list[str]) -> None:
    event = verify.Event("000004", dict(pack.files))
    event.topic, event.facts = "audit moderated", {"overall": overall}
    assert verify._grade(event, "good") == "inadequate"


def test_many_versions_that_are_missing_are_told_in_runs() -> None:
    assert list(verify._missing([3, 4, 6, 1 << 61])) == ["1 to 2", "5", f"7 to {(1 << 61) - 1}"]
    assert list(verify._missing([1, 2])) == []


def test_versions_in_another_order_than_their_places_are_found(pack: Pack) -> None:
    made = [verify.Event(f"{n:06}", dict(pack.files)) for n in (2, 3)]
    found = verify.Pack.__new__(verify.Pack)
    found.events, found.wrong = made, []
    made[0].version, made[1].version = 2, 1
    found._order()
    assert found.wrong == ["proofs/000003.json comes after proofs/000002.json, of a later version."]


def test_what_was_sealed_cannot_change_what_is_said_openly() -> None:
    facts = {"by": "person/x", "notes": ["", None]}
    assert not verify._put(facts, ["by"], "person/y")
    assert not verify._put(facts, ["notes", "0"], "other")
    assert verify._put(facts, ["notes", "1"], "it")
    assert facts == {"by": "person/x", "notes": ["", "it"]}


@pytest.mark.parametrize("length", [0, 1, 2, 4, 5])
def test_a_path_of_another_length_leads_to_no_root(length: int) -> None:
    """Of the first of eight leaves it has three hashes (RFC 9162, section 2.1.3.2)."""
    assert verify.root_by(b"l" * 32, 0, 8, [b"p" * 32] * length) == b""
    assert verify.root_by(b"l" * 32, 0, 8, [b"p" * 32] * 3) != b""


def test_a_proof_of_consistency_is_of_its_two_sizes_alone(pack: Pack) -> None:
    tree, hashes = pack.ledger.tree, pack.ledger.tree.consistency(20, 40)
    first, whole = tree.root(20), tree.root(40)
    assert verify.roots_by(20, 40, hashes, first) == (first, whole)
    for m, n in ((10, 40), (32, 40), (20, 21), (20, 32), (20, 128)):
        assert verify.roots_by(m, n, hashes, first) != (first, whole), (m, n)


@pytest.mark.parametrize(("at", "said"), [
    ("2018-03-25T00:59:59+00:00", "25 March 2018 at 00:59:59 GMT"),
    ("2018-03-25T01:00:00+00:00", "25 March 2018 at 02:00:00 BST"),
    ("2018-10-28T00:59:59+00:00", "28 October 2018 at 01:59:59 BST"),
    ("2018-10-28T01:00:00+00:00", "28 October 2018 at 01:00:00 GMT"),
    ("yesterday", "yesterday"),
])  # fmt: skip
def test_moments_are_told_by_the_clocks_of_england(at: str, said: str) -> None:
    assert verify._moment(at) == said


VECTORS = [
    ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
     "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
     "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
     "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
]  # fmt: skip
"""RFC 8032, section 7.1, tests 1 to 3."""


@pytest.mark.parametrize(("key", "text", "signature"), VECTORS)
def test_signatures_are_checked_as_rfc_8032_says(key: str, text: str, signature: str) -> None:
    public, said, made = bytes.fromhex(key), bytes.fromhex(text), bytes.fromhex(signature)
    assert verify.has_signed(public, said, made)
    assert not verify.has_signed(public, said + b"x", made)
    for at in (0, 31, 32, 62):
        assert not verify.has_signed(public, said, made[:at] + bytes([made[at] ^ 1]) + made[at + 1 :])
    again = int.from_bytes(made[32:], "little") + verify.ORDER
    assert not verify.has_signed(public, said, made[:32] + again.to_bytes(32, "little"))
    assert not verify.has_signed(bytes(31) + b"\x80", said, made)
    assert not verify.has_signed(b"\1" + bytes(31), said, made)


def test_it_checks_what_another_library_signs() -> None:
    for seed in range(8):
        signer = Signer("x", bytes([seed]) * 32)
        note = signer.signed(f"{seed}\n").encode()
        assert verify.opened(note, [verify.Key(str(signer.verifier))], "it") == f"{seed}\n"


@pytest.mark.parametrize("line", ["", "x", "a+b+c", "x+00000000+" + "A" * 44])
def test_what_is_no_key_is_refused(line: str) -> None:
    with pytest.raises(verify.Wrong):
        verify.Key(line)
