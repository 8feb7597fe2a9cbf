"""What every command works with: the log to load from and save to, and the read model that a decision may ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.events import where as places
from app.events.base import NO_SUCH, Event, Refusal, Subject
from app.events.log import LookedAt, Reader
from app.events.record_keys import Keys
from app.events.record_keys_file import KEYS
from app.events.sealed import FIELD
from app.events.standing import stands
from app.events.store import Conflict, Programme, open_keys, open_log, open_reader
from projections import ReadModel, Views, open_model

S = TypeVar("S", bound=Subject)

LOOKED_BACK = 2_000
"""The newest events, among which some are sealed in every log that has any."""
NO_KEYS = (
    f"The keys of what is sealed in the log ({KEYS}) are not here, and without them nothing that was written about a"
    " child can be read. Put them back from the backup, beside the log. If they are lost for good, put an empty file of"
    " that name there."
)


class Stale(Exception):  # noqa: N818 - somebody else was first, nothing went wrong
    """The form showed an older version; `since` is what was recorded after it."""

    def __init__(self, id: str, since: Sequence[Event]) -> None:
        super().__init__("This was changed by somebody else while your form was open.")
        self.id, self.since = id, since


class AlreadyDone(Exception):  # noqa: N818 - a double click, nothing went wrong
    """The same person has had this same thing recorded already: a double click or a form sent again."""


@dataclass
class House:
    """The log, its reader and the read model of one running programme."""

    log: Programme
    reader: Reader
    model: ReadModel
    lacking: int = 0
    """Of how many records the keys were not here at the start, although nobody had erased them."""

    @property
    def views(self) -> Views:
        """The questions that the read model answers, with their handlers."""
        return self.model.views

    @property
    def keys(self) -> Keys:
        """The keys of the records whose personal fields are sealed in the log."""
        return self.log.keys

    def load(self, cls: type[S], id: str) -> S:
        """The subject as it is now; raises Refusal when nothing was ever recorded of it."""
        subject = self.log.load(cls, id)
        if not subject.exists:
            raise Refusal(NO_SUCH)
        return subject

    def load_at(self, cls: type[S], id: str, version: int, by: str, *does: type[Event], **sent: object) -> S:
        """The subject, if it still is at the version that the form showed.

        Raises AlreadyDone when this person had one of the events `does` recorded since, with what was `sent` now, and
        it stands: nothing came after it that changed what it did. Else Stale: a form that was changed and sent again
        never passes for the one before, nor does one for what was undone meanwhile.
        """
        return self._as_shown(self.load(cls, id), version, by, does, sent)

    def begun_at(self, cls: type[S], id: str, version: int, by: str, *does: type[Event], **sent: object) -> S:
        """As `load_at`, but of a subject that may not be there yet: the form showed version 0 of it."""
        return self._as_shown(self.log.load(cls, id), version, by, does, sent)

    def _as_shown(self, subject: S, version: int, by: str, does: tuple[type[Event], ...], sent: dict[str, object]) -> S:
        """The subject as it was read, if the form showed it so; what came since is read after, so never less of it."""
        if subject.version == version or not subject.exists:
            return subject
        history = self.log.history(subject.id)
        mine = [made for made in history[version:] if isinstance(made, does) and made.by == by]
        last = mine[-1] if mine else None
        alike = (_same(value, getattr(last, key, getattr(subject, key, None))) for key, value in sent.items())
        if last and all(alike) and stands(type(subject), history, last):
            raise AlreadyDone
        raise Stale(subject.id, history[version:])

    def version(self, id: str) -> int:
        """How many events there are of a subject, 0 for an unknown one: the version that a form shows."""
        return len(self.log.history(id))

    def look_at(self, *streams: str) -> LookedAt:
        """What a decision is about to ask the read model of, to be said again with `keep`.

        `streams` are how the ids begin: "team/" for all teams, "person/ben-carter" for one person; empty ones are no
        stream, and none at all is everything.
        """
        return LookedAt(self.model.position, tuple(filter(None, streams)) if streams else ("",))

    def keep(
        self, *subjects: Subject, looked_at: LookedAt | None = None, then: Callable[[], None] = lambda: None
    ) -> int:
        """Store what the subjects decided, all or nothing, and let the read model see it at once.

        Calls `then` between the two. Returns the position in the log. Raises Stale when somebody else's save came
        between: of one of the subjects, or of anything that was looked at to decide.
        """
        try:
            position = self.log.keep(*subjects, looked_at=looked_at)
        except Conflict as fault:
            raise Stale(subjects[0].id, ()) from fault
        then()
        self.model.follow()
        return position


def open_house(folder: Path, where: str = "", keys_at: str = "") -> House:
    """Open, or make, the log and the read model in a data folder, and bring the model up to date.

    `where` is the address of a PostgreSQL database that holds the log in the file's place, `keys_at` says where its
    keys are, "" for beside it (`app.events.store.open_keys`). Raises NoLog, also where the log is without its keys,
    and NoKeys.
    """
    log, reader = open_to_read(folder, where, keys_at)
    _must_have_keys(log, reader)
    model = open_model(folder, reader)
    model.catch_up()
    return House(log, reader, model)


def open_to_read(folder: Path, where: str = "", keys_at: str = "") -> tuple[Programme, Reader]:
    """Open, or make, the log alone, with its reader; the log is to be kept for as long as the reader. Raises NoLog."""
    path = folder / "log.sqlite"
    log = open_log(path, places.settings(where), open_keys(folder, keys_at))
    return log, open_reader(log, path)


def _must_have_keys(log: Programme, reader: Reader) -> None:
    """Raise NoLog for a log that was put somewhere without its keys, before new ones are made and nobody notices."""
    if not log.keys.are_there() and any(FIELD in made.facts for made in reader.read(reader.head() - LOOKED_BACK)):
        raise places.NoLog(NO_KEYS)


def _same(sent: object, kept: object) -> bool:
    """Whether what was sent is what is kept, but for spaces and line ends."""
    if isinstance(sent, str) and isinstance(kept, str):
        return sent.split() == kept.split()
    return sent == kept
