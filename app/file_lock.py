"""A lock on an open file. It lasts until the file is closed or the process ends, however it ends."""

import sys
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def lock(file: IO[str]) -> bool:
        """Take the lock without waiting; False while somebody else has it."""
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    _ask = lock

else:
    import fcntl

    def lock(file: IO[str]) -> bool:
        """Take the lock without waiting; False while somebody else has it."""
        return _flock(file, fcntl.LOCK_EX)

    def _ask(file: IO[str]) -> bool:
        # Any number may ask at once, so that none of them takes another for the one who has it.
        return _flock(file, fcntl.LOCK_SH)

    def _flock(file: IO[str], how: int) -> bool:
        try:
            fcntl.flock(file, how | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def is_locked(path: Path) -> bool:
    """Whether somebody has the lock of a file. For as long as this asks, taking the lock fails: try that again."""
    try:
        with open(path, encoding="utf-8") as file:
            return not _ask(file)
    except FileNotFoundError:
        return False
