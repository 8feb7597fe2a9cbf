"""Room on the disk: how much is left, and which faults say that there is none."""

import shutil
import sqlite3
from errno import ENOSPC
from pathlib import Path

from app.events.store import StoreFault

FAULTS = (sqlite3.OperationalError, StoreFault, OSError)
"""What a save without room may raise; each may have another cause too."""
LEAST_FREE = 50_000_000
"""Bytes: with less free space in the data folder the programme is not well."""


def free(folder: Path) -> int:
    """Bytes of free space on the disk of a folder."""
    return shutil.disk_usage(folder).free


def to_spare(folder: Path) -> int:
    """Bytes of free space beyond what the programme needs to be well."""
    return free(folder) - LEAST_FREE


def is_full(fault: BaseException) -> bool:
    """Whether a fault of a database or file says that the disk is full."""
    said = str(fault).lower()
    return getattr(fault, "errno", 0) == ENOSPC or "disk is full" in said or "no space left" in said
