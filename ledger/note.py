"""Signed notes (C2SP signed-note): a text, and beneath it lines that say who signed it, with Ed25519.

A verifier's key is one line, `name+hash+key`, that can be written on paper; whoever has it needs nothing else of ours.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\1"
"""The kind of signature, as the specification numbers it."""
NAME = re.compile(r"[^\s+]+")
LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
LONGEST = 64 * 1024
"""Bytes of a note beyond which it is not looked at."""


class Unsigned(ValueError):  # noqa: N818 - it says what the note is
    """A note that is no note, or that no known key has signed; the sentence says which."""


@dataclass(frozen=True)
class Verifier:
    """A key that signatures are checked with: its owner's name, and the public key of 32 bytes."""

    name: str
    key: bytes

    @classmethod
    def read(cls, line: str) -> "Verifier":
        """The verifier that a line (`name+hash+key`) is; raises ValueError for one that is none."""
        name, _, rest = line.strip().partition("+")
        hashed, _, encoded = rest.partition("+")
        key = _decoded(encoded)
        if not NAME.fullmatch(name) or key[:1] != ED25519 or len(key) != 33:
            raise ValueError("This is no key of a verifier: such a line is “name+hash+key”.")
        made = cls(name, key[1:])
        if made.hash.hex() != hashed.lower():
            raise ValueError(f"The key of {name} does not fit its hash: a letter of it has been lost or changed.")
        return made

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature says which key made it."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{b64encode(ED25519 + self.key).decode()}"

    def has_signed(self, text: str, signature: bytes) -> bool:
        """Whether this key made the signature of a text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A key that signs, under its owner's name: the seed of 32 bytes, which nobody else may have."""

    name: str
    seed: bytes

    @property
    def verifier(self) -> Verifier:
        """What its signatures are checked with."""
        return Verifier(self.name, self._key.public_key().public_bytes_raw())

    def signed(self, text: str) -> str:
        """A text, which ends with a newline, as a note; raises ValueError for one that cannot be a note's."""
        if not text.endswith("\n") or any(ord(letter) < 32 and letter != "\n" for letter in text):
            raise ValueError("A note's text ends with a newline, and has no other control character.")
        signature = b64encode(self.verifier.hash + self._key.sign(text.encode())).decode()
        return f"{text}\n— {self.name} {signature}\n"

    @property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def opened(note: str, *verifiers: Verifier) -> str:
    """The text of a note that at least one of these keys has signed.

    Signatures of other keys are passed over. Raises Unsigned for what is no note, for one that none of these keys has
    signed, and for one with a signature of theirs that does not fit its text.
    """
    text, lines = _parts(note)
    known = {(one.name, one.hash): one for one in verifiers}
    found = [(known[name, said[:4]], said[4:]) for name, said in lines if (name, said[:4]) in known]
    for verifier, signature in found:
        if not verifier.has_signed(text, signature):
            raise Unsigned(f"The signature of {verifier.name} does not fit: the note was changed after it was signed.")
    if not found:
        raise Unsigned("None of the known keys has signed this note.")
    return text


def _parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    text, blank, signatures = note.rpartition("\n\n")
    if len(note.encode()) > LONGEST or not blank or not signatures.endswith("\n"):
        raise Unsigned("This is no signed note: a text, an empty line, and lines of signatures.")
    return f"{text}\n", list(_signatures(signatures[:-1].split("\n")))


def _signatures(lines: list[str]) -> Iterator[tuple[str, bytes]]:
    for line in lines:
        found = LINE.fullmatch(line)
        said = _decoded(found[2]) if found else b""
        if not found or len(said) < 5:
            raise Unsigned(f"This line of a note is no signature: “{line[:80]}”.")
        yield found[1], said


def _decoded(text: str) -> bytes:
    """Bytes from base64; none for what is not."""
    try:
        return b64decode(text, validate=True)
    except (Error, ValueError):
        return b""
