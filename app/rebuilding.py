"""The read model made anew, and whether it stands where the log does."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from app.events.log import SQLiteReader
from app.folder import held
from app.programme.house import open_house
from projections import ReadModel, Views

Told = Callable[[int, int], None]


def rebuild(folder: Path, told: Told = lambda done, of: None) -> int:
    """Make the read model of this version from the whole log; returns how many events it holds.

    Before a change of version it is built beside the one that a server has open; over that one, only while no server
    runs. Raises Unsuitable for the latter.
    """
    path = folder / f"views-{Views.collect().version}.sqlite"
    if path.exists():
        with held(folder):
            for part in folder.glob(f"{path.name}*"):
                part.unlink()
            return _build(path, folder, told)
    return _build(path, folder, told)


def health(folder: Path) -> dict[str, Any]:
    """The positions of log and read model, the lag, and the event at which a projection stands still, if any."""
    house = open_house(folder)
    head, position, fault = house.reader.head(), house.model.position, house.model.fault
    facts: dict[str, Any] = {"log": head, "read_model": position, "lag": head - position, "well": fault is None}
    if fault:
        facts |= {"stopped_before": fault.position, "topic": fault.topic, "what": fault.what}
    return facts


def _build(path: Path, folder: Path, told: Told) -> int:
    model = ReadModel(path, SQLiteReader(folder / "log.sqlite"))
    with suppress(KeyboardInterrupt):
        # What is built so far stays and is gone on with at the next start.
        model.catch_up(told)
    model.close()
    return model.position
