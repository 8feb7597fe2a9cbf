"""Ids, minted when a form is rendered so that a form sent twice meets itself."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def mint(kind: str) -> str:
    """A new id of a kind, such as person/k7m2xq9d: short, unambiguous to read out, not to be guessed."""
    return f"{kind}/{''.join(secrets.choice(ALPHABET) for _ in range(10))}"
