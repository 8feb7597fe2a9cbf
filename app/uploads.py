"""Files that were sent and are not yet brought in: sealed in the data folder, each for its sender alone."""

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from os import urandom
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

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


class Uploads:
    """One sealed file for each upload, under the id that its form was made with."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._cipher = folder, AESGCM(key)

    def put(self, person: str, id: str, upload: Upload) -> None:
        """Keep an upload, over an earlier one of the same id."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        head = json.dumps({name: value for name, value in asdict(upload).items() if name != "data"}).encode()
        plain = len(head).to_bytes(4) + head + upload.data
        nonce = urandom(12)
        path = self._path(id)
        new = path.with_suffix(".new")
        new.write_bytes(nonce + self._cipher.encrypt(nonce, plain, self._bound(person, id)))
        new.replace(path)

    def get(self, person: str, id: str) -> Upload | None:
        """The upload of this person under an id, None when it is gone or somebody else's."""
        try:
            sealed = self._path(id).read_bytes()
            plain = self._cipher.decrypt(sealed[:12], sealed[12:], self._bound(person, id))
        except (OSError, InvalidTag, ValueError):
            return None
        end = 4 + int.from_bytes(plain[:4])
        return Upload(data=plain[end:], **json.loads(plain[4:end]))

    def drop(self, person: str, id: str) -> None:
        """Forget an upload: it was brought in, or is not wanted; somebody else's stays."""
        if self.get(person, id):
            self._path(id).unlink(missing_ok=True)

    def drop_before(self, at: str) -> None:
        """Forget every upload that was sent before a moment."""
        for path in self._folder.glob("*.*"):
            if path.stat().st_mtime < datetime.fromisoformat(at).timestamp():
                path.unlink(missing_ok=True)

    def _path(self, id: str) -> Path:
        if not PLAIN_ID.fullmatch(id):
            raise ValueError(f"{id!r} is not the id of an import")
        return self._folder / f"{id.removeprefix('import/')}.sealed"

    def _bound(self, person: str, id: str) -> bytes:
        return f"{person}\n{id}".encode()
