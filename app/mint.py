"""Ids, minted when a form is rendered so that a form sent twice meets itself."""

import re
import secrets
from hashlib import sha256

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def mint(kind: str) -> str:
    """A new id of a kind, such as person/k7m2xq9d: short, unambiguous to read out, not to be guessed."""
    return f"{kind}/{''.join(secrets.choice(ALPHABET) for _ in range(10))}"


def derived(kind: str, name: str) -> str:
    """An id that looks minted and is always the same for the same name, so that what it names is there once."""
    letters = sha256(name.encode()).digest()[:10]
    return f"{kind}/{''.join(ALPHABET[byte % len(ALPHABET)] for byte in letters)}"


def is_minted(id: object, kind: str) -> bool:
    """Whether this looks like an id of a kind, as a form sends it back: nothing that could not stand in an address."""
    return isinstance(id, str) and re.fullmatch(rf"{kind}/[a-z0-9-]{{1,60}}", id) is not None
