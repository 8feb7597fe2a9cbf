"""The data folder: on this computer's own disk, writable, and used by one server at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.file_lock import lock

NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "lustre", "beegfs", "glusterfs", "vboxsf",
     "prl_fs", "webdav", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.glusterfs", "fuse.onedriver",
     "fuse.vmhgfs-fuse"}
)  # fmt: skip
"""Kinds of file system that are not this computer's own disk."""
SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "mobile documents",
                "nextcloud", "owncloud", "sharepoint", "box sync")  # fmt: skip
"""How the folders begin that a program copies to other computers while they are written."""
LOCK = "in-use.lock"
ELSEWHERE = "Choose a folder on this computer's own disk with --data."


class Unsuitable(Exception):  # noqa: N818 - a folder or port, nothing went wrong
    """The programme cannot be run like this, as a sentence for the person who started it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def check_place(folder: Path) -> None:
    """Raise Unsuitable for a network share or a synchronised folder: a log there would lose events."""
    if _is_remote(folder):
        raise Unsuitable(f"{folder} is on a network share, where the log cannot be kept safely. {ELSEWHERE}")
    if part := next((part for part in folder.parts if part.casefold().startswith(SYNCHRONISED)), ""):
        raise Unsuitable(f"{folder} is synchronised with other computers ({part}), which spoils the log. {ELSEWHERE}")


def ready(folder: Path) -> None:
    """Make the folder if it is not there; raises Unsuitable where it cannot be made or written to."""
    check_place(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise Unsuitable(f"{folder} is not a folder. {ELSEWHERE}") from None
    except OSError as fault:
        raise Unsuitable(f"The folder {folder} cannot be made: {fault.strerror}. {ELSEWHERE}") from fault
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unsuitable(f"Nothing can be written to {folder}. {ELSEWHERE}")


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep other servers out of the folder meanwhile; raises Unsuitable while one is in it."""
    with open(folder / LOCK, "a+") as file:
        if not lock(file):
            raise Unsuitable(f"Another Audit Loop is using {folder}. Stop it first, or choose another folder.")
        yield


if sys.platform == "win32":
    import ctypes

    DRIVE_REMOTE = 4

    def _is_remote(folder: Path) -> bool:
        drive = folder.anchor
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive) == DRIVE_REMOTE

else:

    def _is_remote(folder: Path) -> bool:
        kind = kind_of(folder, _mounts())
        return kind in NETWORK


def kind_of(folder: Path, mounts: dict[str, str]) -> str:
    """The kind of file system that a folder is on; takes kinds by the places where they are mounted."""
    above = [str(place) for place in (folder, *folder.parents)]
    return next((mounts[place] for place in above if place in mounts), "")


def _mounts() -> dict[str, str]:
    """Kinds of file systems by place, where the system lists them (Linux); later mounts hide earlier ones."""
    try:
        lines = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return {}
    found = {}
    for line in lines:
        before, _, behind = line.partition(" - ")
        place = before.split()[4].replace("\\040", " ")
        # A Windows disk inside WSL is a share by another name.
        found[place] = "nfs" if "aname=drvfs" in behind else behind.split()[0]
    return found
