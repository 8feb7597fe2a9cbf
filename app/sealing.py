"""Files that are sealed: nobody reads one without the key, or as another person's, or in another's place."""

from os import urandom
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12


class Seal:
    """The key of a folder of sealed files. Each is bound to what it is of, which must be named again to read it."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def write(self, path: Path, plain: bytes, *of: str) -> None:
        """Put a file in an earlier one's place, whole or not at all."""
        nonce = urandom(NONCE)
        new = path.with_suffix(f"{path.suffix}-new")
        new.write_bytes(nonce + self._cipher.encrypt(nonce, plain, _bound(of)))
        new.replace(path)

    def read(self, path: Path, *of: str) -> bytes | None:
        """What a file says; None when it is gone, damaged, or of something else."""
        try:
            sealed = path.read_bytes()
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bound(of))
        except (OSError, InvalidTag, ValueError):
            return None


def _bound(of: tuple[str, ...]) -> bytes:
    return "\n".join(of).encode()
