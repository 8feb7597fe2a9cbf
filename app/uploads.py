"""Files that were sent and are not yet brought in: sealed in the data folder, each for its sender alone."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.sealing import Seal

PLAIN_ID = re.compile(r"import/[a-z0-9]{1,40}")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: what it is said to be, and the columns that were chosen for its fields (None: not yet)."""

    kind: str
    file_name: str
    on: str
    whole: bool
    data: bytes = field(repr=False)
    mapping: dict[str, str] | None = None

    @property
    def head(self) -> bytes:
        """All but the file, as JSON."""
        return json.dumps({name: value for name, value in asdict(self).items() if name != "data"}).encode()

    @property
    def mark(self) -> str:
        """A digest of all of it: another file, or other columns, have another."""
        return sha256(self.head + b"\0" + self.data).hexdigest()


class Uploads:
    """One sealed file for each upload, under its sender and the id that its form was made with."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder, self._seal = folder, Seal(key)

    def put(self, person: str, id: str, upload: Upload) -> None:
        """Keep an upload, over an earlier one of the same person and id."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        head = upload.head
        self._seal.write(self._path(person, id), len(head).to_bytes(4) + head + upload.data, person, id)

    def get(self, person: str, id: str) -> Upload | None:
        """The upload of this person under an id, None when it is gone or somebody else's."""
        plain = self._seal.read(self._path(person, id), person, id) if PLAIN_ID.fullmatch(id) else None
        if plain is None:
            return None
        end = 4 + int.from_bytes(plain[:4])
        return Upload(data=plain[end:], **json.loads(plain[4:end]))

    def is_anothers(self, person: str, id: str) -> bool:
        """Whether an upload of somebody else waits under an id."""
        mine = self._path(person, id)
        return any(path != mine for path in self.folder.glob(f"{mine.stem.partition('-')[0]}-*{mine.suffix}"))

    def drop(self, person: str, id: str) -> None:
        """Forget an upload: it was brought in, or is not wanted; somebody else's stays."""
        if self.get(person, id):
            self._path(person, id).unlink(missing_ok=True)

    def drop_before(self, at: str) -> None:
        """Forget every upload that was sent before a moment, and how far such were brought in."""
        for path in self.folder.glob("*.*"):
            if path.stat().st_mtime < datetime.fromisoformat(at).timestamp():
                path.unlink(missing_ok=True)

    def drop_all(self) -> int:
        """Forget every upload, whoever sent it; returns how many waited."""
        waiting = list(self.folder.glob("*.sealed"))
        for path in self.folder.glob("*.*"):
            path.unlink(missing_ok=True)
        return len(waiting)

    def _path(self, person: str, id: str) -> Path:
        return place(self.folder, person, id, "sealed")


def place(folder: Path, person: str, id: str, ending: str) -> Path:
    """The file of a person's import in a folder, which nobody else's can take; raises ValueError for no id of one."""
    if not PLAIN_ID.fullmatch(id):
        raise ValueError(f"{id!r} is not the id of an import")
    return folder / f"{id.removeprefix('import/')}{of(person)}.{ending}"


def of(person: str) -> str:
    """What the names of all files of a person's imports go on with after the id."""
    return f"-{sha256(person.encode()).hexdigest()[:16]}"
