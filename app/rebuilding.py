"""The read model made anew, and whether it stands where the log does."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from app import readings_held
from app.config import Settings
from app.events.log import Reader
from app.folder import held
from app.opening import open_programme, reading
from app.programme.house import House
from app.readings import READINGS
from app.room import to_spare
from app.well import AMISS, amiss
from projections import ReadModel, Views, as_at, path_of
from projections.as_at import AsAt, CannotStandThere

Told = Callable[[int, int], None]


def rebuild(settings: Settings, told: Told = lambda done, of: None) -> int:
    """Make the read model of this version from the whole log, and those of the past; returns the position it reached.

    With them goes whatever was kept of the past, and by whom the access log's lines are found.

    Nothing sealed is opened, and nothing erased: keys from an older backup stay until the programme is opened. Before a
    change of version it is built beside the one that a server has open; over that one, only while no server runs.
    Raises Unsuitable for the latter, and for a log that cannot be reached.
    """
    with reading(settings) as reader:
        path = path_of(settings.folder, reader, Views.collect())
        if not path.exists():
            return _build(path, reader, told)
        with held(settings.folder):
            as_at.drop_all(settings.folder)
            readings_held.made_anew(settings.folder / READINGS)
            for part in settings.folder.glob(f"{path.name}*"):
                part.unlink()
            return _build(path, reader, told)


def health(settings: Settings) -> dict[str, Any]:
    """The positions of log and read model, the lag, the event at which a projection stands still, and what of the keys
    is amiss, if anything."""
    house = open_programme(settings)
    try:
        return _facts(house)
    finally:
        house.model.close()
        house.log.close()


def _facts(house: House) -> dict[str, Any]:
    head, position, fault = house.reader.head(), house.model.position, house.model.fault
    found = amiss(house)
    well = fault is None and not AMISS & found.keys()
    facts: dict[str, Any] = {"log": head, "read_model": position, "lag": head - position, "well": well} | found
    if fault:
        facts |= {"stopped_before": fault.position, "topic": fault.topic, "what": fault.what}
    return facts


def _build(path: Path, reader: Reader, told: Told) -> int:
    model = ReadModel(path, reader)
    with suppress(KeyboardInterrupt):
        # What is built so far stays and is gone on with at the next start.
        model.catch_up(told)
        with suppress(CannotStandThere, OSError):
            past = AsAt(path.parent, reader, model.views, model, to_spare=partial(to_spare, path.parent))
            past.keep_milestones(told=told)
    model.close()
    return model.position
