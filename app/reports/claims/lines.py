"""Lines of a report that are no figure of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stated:
    """A line of the report that is no figure, as it reads."""

    label: str
    text: str
    opens: str
