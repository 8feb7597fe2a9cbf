"""Copies of what is erased that a backup has brought back: they go at every start, before anything is served.

What was made after the erasure stays: unsent text is told by when it was saved, a pack by what the log says of it.
The folders of lists on their way in and of read models of the past bear a mark of the last erasure that they were
cleared for; one that bears an older one, or none, is cleared as a whole.
"""

from pathlib import Path

from app.drafts import Drafts
from app.erasing import Traces
from app.packs import FOLDER as PACKS
from app.programme.house import House
from app.uploads import Uploads
from projections import as_at, erasures, packs

MARK = "erased"
"""The file of a folder with the position of the last erasure that the folder was cleared for."""


def drop_restored(house: House, drafts: Drafts, uploads: Uploads, folder: Path) -> None:
    """Drop every copy of what was ever confirmed to be erased, of a data folder that may be from a backup."""
    if not (last := erasures.last(house.model)):
        return
    for id, at in erasures.decided(house.model):
        drafts.drop_where(Traces(erasures.records(house.model, id)).are_in, at)
    _drop_packs(house, folder / PACKS, last)
    if _is_older(uploads.folder, last):
        uploads.drop_all()
        _put_mark(uploads.folder, last)
    if _is_older(folder / as_at.FOLDER, last):
        as_at.drop_all(folder)
        _put_mark(folder / as_at.FOLDER, last)


def _drop_packs(house: House, folder: Path, last: int) -> None:
    """Forget the files of packs that nobody made since the last erasure; they are made again when they are wanted."""
    since = packs.made_since(house.model, last)
    for path in folder.glob("*.*"):
        if f"pack/{path.stem}" not in since:
            path.unlink(missing_ok=True)


def _is_older(folder: Path, last: int) -> bool:
    try:
        return (folder / MARK).read_text() != str(last)
    except OSError:
        return True


def _put_mark(folder: Path, last: int) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / MARK).write_text(str(last))
