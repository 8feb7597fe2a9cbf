"""The key that signs the checkpoints: made at the first start, readable by nobody else, replaced where it must be."""

import os
from base64 import b64decode, b64encode
from binascii import Error
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from ledger.note import ED25519, Signer, Verifier

KEY, VERIFIERS = "signing.key", "verifiers.txt"
PRIVATE = "PRIVATE+KEY+"
SPOILT = f"The file {VERIFIERS} of the ledger is not what the programme wrote: put it back from a backup."


class NoKey(Exception):  # noqa: N818 - it says what the file is
    """The file of the key is not what was written there."""


class Keys:
    """The keys of a ledger, in its folder: the one that signs now, and what each so far is verified with."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def signer(self) -> Signer:
        """The key that signs now; the first time, a new one. Raises NoKey for a file that is no key, or was one."""
        path = self.folder / KEY
        if not path.exists():
            if self.verifiers():
                raise NoKey(f"The file {KEY} of the ledger is gone: put it back from a backup, or have it replaced.")
            self.take_up(self.another(f"audit-loop/{token_hex(4)}"))
        return _read(path.read_text(encoding="ascii", errors="replace"))

    def verifiers(self) -> list[Verifier]:
        """What the signatures of each key so far are checked with, the oldest first. Raises ValueError."""
        path = self.folder / VERIFIERS
        try:
            lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
            return [Verifier.read(line) for line in lines if line.strip()]
        except (OSError, ValueError) as fault:
            raise ValueError(SPOILT) from fault

    def legible(self) -> list[Verifier]:
        """As `verifiers`, as far as its file can be read; what of it is no key is left out."""
        found = []
        with suppress(OSError):
            for line in (self.folder / VERIFIERS).read_bytes().decode(errors="replace").splitlines():
                with suppress(ValueError):
                    found.append(Verifier.read(line))
        return found

    def wrong(self) -> str:
        """Why the file of the verifiers is not what was written there, in a sentence; "" where it is."""
        try:
            self.verifiers()
        except ValueError as fault:
            return str(fault)
        return ""

    def signing(self) -> Verifier | None:
        """What the key that signs now is verified with; None where its file cannot be read, or is none."""
        with suppress(OSError, NoKey):
            return _read((self.folder / KEY).read_text(encoding="ascii", errors="replace")).verifier
        return None

    @staticmethod
    def another(name: str) -> Signer:
        """A new key of a name, which nothing is signed with before it is taken up."""
        return Signer(name, token_bytes(32))

    def take_up(self, made: Signer) -> None:
        """Sign with this key from now on.

        First what it is verified with is kept, so that whatever it has signed can be read for ever.
        """
        with open(self.folder / VERIFIERS, "a", encoding="utf-8", newline="\n") as file:
            _whole(file.fileno(), f"{made.verifier}\n")
        new = self.folder / f"{KEY}.new"
        new.unlink(missing_ok=True)
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            _whole(handle, f"{_line(made)}\n")
        finally:
            os.close(handle)
        new.replace(self.folder / KEY)


def _whole(handle: int, line: str) -> None:
    os.write(handle, line.encode())
    os.fsync(handle)


def _line(signer: Signer) -> str:
    """A key as notes write it: PRIVATE+KEY+name+hash+seed."""
    return f"{PRIVATE}{signer.name}+{signer.verifier.hash.hex()}+{b64encode(ED25519 + signer.seed).decode()}"


def _read(line: str) -> Signer:
    name, _, rest = line.strip().removeprefix(PRIVATE).partition("+")
    hashed, _, encoded = rest.partition("+")
    try:
        seed = b64decode(encoded, validate=True)[1:]
        made = Signer(name, seed)
        if made.verifier.hash.hex() == hashed:
            return made
    except (Error, ValueError):
        pass
    raise NoKey(f"The file {KEY} of the ledger is damaged: put it back from a backup, or have it replaced.")
