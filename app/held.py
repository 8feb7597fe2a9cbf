"""What was found where something that stands beside the log was held against it."""

from typing import NamedTuple


class Held(NamedTuple):
    """Findings say what does not agree; remarks what else should be known; `said` that it agrees, "" for nothing."""

    findings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    said: str = ""
