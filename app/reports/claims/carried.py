"""What a sentence takes over from the one before it."""

from dataclasses import dataclass

from app.reports.claims.facts import Names


@dataclass(frozen=True)
class Carried:
    """What the sentence before was about: a domain and a period, where it was of one."""

    domain: str = ""
    periods: Names | None = None
    heads: bool = False
    """Whether a line above names the domain for all that follows."""
