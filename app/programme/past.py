"""The programme as it stood at a position of the log: its read model and streams up to there, and nothing is stored."""

from collections.abc import Callable
from typing import Any, TypeVar

from app.events.base import Event, Refusal, Subject
from app.events.log import Happened, LookedAt, Reader, Stored
from app.events.record_keys import Keys
from app.events.store import Programme
from app.programme.house import House
from projections import Views
from projections.clocks import taken_in

S = TypeVar("S", bound=Subject)
NO_CHANGE = "The past cannot be changed. Go back to now to do this."


class PastHouse(House):
    """A house that stands at a position. Whatever is asked of it is as it was; what would change it is refused."""

    def __init__(self, now: House, model: Any) -> None:
        """`model` is the read model as it was: its position is the house's, and what it holds of later is there too."""
        self._views, reader = now.views, PastReader(now.reader, model.position, frozenset(taken_in(model)))
        super().__init__(PastLog(now.log, reader), reader, model)  # type: ignore[arg-type]

    @property
    def views(self) -> Views:
        """As the live house's: the past is folded by the same handlers."""
        return self._views

    def keep(
        self, *subjects: Subject, looked_at: LookedAt | None = None, then: Callable[[], None] = lambda: None
    ) -> int:
        """Store nothing; raises Refusal."""
        raise Refusal(NO_CHANGE)


class PastReader:
    """Reads a log as far as a position; of single subjects also what had happened by then and was recorded later."""

    def __init__(self, reader: Reader, position: int, later: frozenset[int] = frozenset()) -> None:
        self._reader, self._position, self._later = reader, position, later
        self.id, self.place = reader.id, reader.place

    def head(self) -> int:
        """The position that it stands at."""
        return self._position

    def read(self, after: int, limit: int = 10_000, upto: int | None = None) -> list[Happened]:
        """As `Reader.read`."""
        return self._reader.read(after, limit, self._upto(upto))

    def stream(self, stream: str, upto: int | None = None) -> list[Happened]:
        """As `Reader.stream`."""
        if self._later and self._upto(upto) == self._position:
            return [made for made in self._reader.stream(stream) if self._is_there(made)]
        return self._reader.stream(stream, self._upto(upto))

    def under(self, prefix: str) -> list[Happened]:
        """As `Reader.under`."""
        return [made for made in self._reader.under(prefix) if self._is_there(made)]

    def stored(self, after: int, limit: int) -> list[Stored]:
        """As `Reader.stored`."""
        return [made for made in self._reader.stored(after, limit) if made[0] <= self._position]

    def close(self) -> None:
        """Nothing: the reader is another's."""

    def _is_there(self, made: Happened) -> bool:
        return made.position <= self._position or made.position in self._later

    def _upto(self, upto: int | None) -> int:
        return self._position if upto is None else min(upto, self._position)


class PastLog:
    """Loads what was recorded of a subject as far as a position."""

    def __init__(self, log: Programme, reader: PastReader) -> None:
        self._log, self._reader = log, reader

    @property
    def keys(self) -> Keys:
        """The keys as they are now: what was erased since cannot be read at any moment."""
        return self._log.keys

    def load(self, cls: type[S], id: str, version: int | None = None) -> S:
        """The subject as it was then, or at an earlier version; one without events did not yet exist."""
        return self._log.load(cls, id, self._upto(id, version))

    def history(self, id: str, upto: int | None = None) -> list[Event]:
        """Every event of one subject until then, oldest first."""
        return self._log.history(id, self._upto(id, upto))

    def _upto(self, id: str, version: int | None) -> int:
        known = max((made.version for made in self._reader.stream(id)), default=0)
        return known if version is None else min(version, known)
