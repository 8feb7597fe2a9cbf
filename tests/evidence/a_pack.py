"""A pack of a few invented events, and the stand-alone program run on it as an inspector runs it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from app.events.sealed import Proof
from app.evidence.packing import VERIFIER, packed, with_manifest
from app.evidence.proving import Exhibit, Files, as_json, proved, signed
from ledger.checkpoints import Numbered, numbered
from ledger.leaves import Stored
from ledger.note import Signer
from tests.ledger.a_ledger import COLUMNS, Kept

SIZE, HELD = 40, 20
AUDIT = "audit/2018-11/0017"
SALT, PLAIN = b"s" * 32, b'{"changes/evidence.overall":"The plan was not followed.","note":"Ring first."}'
STORY = (
    ("audit allocated", {"auditor": "person/anna-bell", "on": "2018-11-01"}),
    ("audit section saved", {"section": "summary", "changes": {"overall.grade": "inadequate"}}),
    ("audit returned", {"on": "2018-11-30"}),
    ("audit accepted", {"on": "2018-12-03"}),
)


class Ledger(Kept):
    """Forty events of seven streams; at four places the story of an audit, whose second event has sealed fields."""

    def grow(self, first: int, count: int) -> None:
        super().grow(first, count)
        for version, (topic, facts) in enumerate(STORY, 1):
            position = self.position(version)
            said = {"by": "person/anna-bell", "at": f"2018-11-{20 + version}T10:00:00+00:00"} | facts
            if version == 2:
                said |= {"sealed": {"key": AUDIT, "told": sha256(SALT + PLAIN).hexdigest()}}
            self.db.execute("UPDATE events SET stream = ?, version = ?, topic = ?, state = ? WHERE position = ?",
                            (AUDIT, version, topic, json.dumps(said).encode(), position))  # fmt: skip

    @staticmethod
    def position(version: int) -> int:
        """The position of the audit's event of a version: the 3rd, 12th, 21st and 30th."""
        index = 9 * version - 7
        return index + 1 + index // 9

    def event(self, position: int) -> Stored:
        return self.db.execute(COLUMNS, (position - 1, 1)).fetchone()

    def leaf_index(self, position: int) -> int:
        return self.positions().index(position)

    def inclusions(self, indexes: Iterable[int], size: int) -> list[list[bytes]]:
        return [self.tree.inclusion(index, size) for index in indexes]

    def consistency(self, first: int, second: int) -> list[bytes]:
        return self.tree.consistency(first, second)


class Pack:
    """The files of a pack, the key and the checkpoint that the inspector has elsewhere, and the ledger itself."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, Ledger(folder, SIZE, HELD)
        self.signer = self.ledger.keys.signer()
        self.notes = [numbered(note, [self.signer.verifier]) for note in self.ledger.checkpoints.notes()]
        self.files = self.with_manifest(self.plain(self.notes[-1]))

    def exhibits(self) -> list[Exhibit]:
        places = [self.ledger.position(version) for version in (1, 2, 3, 4)]
        one, two, three, four = ((self.ledger.event(at), self.ledger.leaf_index(at)) for at in places)
        kept_back = Exhibit(self.ledger.event(2), 1, kept_back="It names other children.")
        return [Exhibit(*one), Exhibit(*two, Proof(SALT, PLAIN)), Exhibit(*three), Exhibit(*four), kept_back]

    def plain(self, checkpoint: Numbered) -> Files:
        """Everything but the manifest."""
        size = checkpoint.checkpoint.size
        about: dict[str, object] = {
            "id": "pack/one",
            "title": "Audit 17 of November 2018",
            "recipient": "Ivy Lane",
            "events": 5,
        }
        about["people"] = {"person/anna-bell": "Anna Bell"}
        files = proved(self.exhibits(), self.ledger, size)
        files |= signed(checkpoint, [self.signer.verifier], [HELD], self.ledger)
        return files | {"pack.json": as_json(about), "index.html": b"<p>Overall grade: Inadequate</p>"}

    def with_manifest(self, files: Files, signer: Signer | None = None) -> Files:
        kept = {name: data for name, data in files.items() if name not in ("manifest.txt", "verify.py")}
        return with_manifest(kept, "pack/one", "checkpoint 2", signer or self.signer)

    def asked(self, files: Files, *more: str) -> tuple[int, str]:
        """What the program says of a ZIP with these files, with the key and checkpoint kept elsewhere."""
        (self.folder / "pack.zip").write_bytes(packed(files))
        (self.folder / "kept.txt").write_text(self.notes[0].note, encoding="utf-8")
        key = ["--key", str(self.signer.verifier), "--checkpoint", str(self.folder / "kept.txt")]
        return run(str(self.folder / "pack.zip"), *(more or key))


def run(*arguments: str, program: Path = VERIFIER) -> tuple[int, str]:
    """The program as it is run on a laptop: alone, without this product or any library."""
    command = [sys.executable, "-I", "-S", str(program), *arguments]
    found = subprocess.run(
        command, capture_output=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"}, check=False
    )
    assert not found.stderr, found.stderr
    return found.returncode, found.stdout


def edited(name: str, was: bytes, now: bytes) -> Callable[[Files], None]:
    """A file in which some bytes are others."""

    def do(files: Files) -> None:
        assert was in files[name], files[name]
        files[name] = files[name].replace(was, now, 1)

    return do
