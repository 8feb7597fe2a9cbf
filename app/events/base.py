"""What every event and every subject of the log has in common.

An event is a frozen dataclass of JSON-native values with a short registered topic. A subject (aggregate) is
rebuilt from its events by `apply` methods and decides new ones; nothing here reads a clock or a database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from eventsourcing.utils import register_topic


class Refusal(Exception):  # noqa: N818 - the field's word: the rules refuse, nothing went wrong
    """A decision that the rules do not allow, as a sentence for the person who asked.

    `field` names the input that the sentence belongs beside, where there is one.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


NO_SUCH = "There is no such record."


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened: to which subject, as its how-manieth event, recorded by whom and when (ISO, UTC)."""

    TOPIC: ClassVar[str]
    class_version: ClassVar[int] = 1
    SEALS: ClassVar[tuple[str, ...]] = ()
    """The personal fields, as paths (`app.events.sealed_paths`): sealed when it is stored, unread by the fold."""
    SEALED_WITH: ClassVar[str] = ""
    """The fact that names the record whose key seals them; "" for the stream itself."""
    KEY_AHEAD: ClassVar[bool] = False
    """Whether its record is sure to be written of: its key is made with it then, and no save has to wait for that."""

    originator_id: str
    originator_version: int
    by: str
    at: str

    @property
    def sealed_for(self) -> str:
        """The record that the personal fields are of."""
        return str(getattr(self, self.SEALED_WITH)) if self.SEALED_WITH else self.originator_id


TOPICS: dict[str, type[Event]] = {}
AGED: set[str] = set()
"""The topics of which there are older versions, to be brought up to date when they are read."""
E = TypeVar("E", bound=type[Event])


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(
    topic: str, *, seals: tuple[str, ...] = (), sealed_with: str = "", key_ahead: bool = False
) -> Callable[[E], E]:
    """Register a dataclass as an event under its short topic, which is for ever.

    `seals` are its personal fields and `sealed_with` the fact that names their record (`Event.SEALS`, `SEALED_WITH`,
    and `KEY_AHEAD` for `key_ahead`). Raises ValueError if the topic is taken.
    """

    def register(cls: E) -> E:
        if topic in TOPICS:
            raise ValueError(f"The topic {topic!r} is taken by {TOPICS[topic].__name__}")
        made: E = dataclass(frozen=True, kw_only=True)(cls)  # type: ignore[assignment]
        made.TOPIC, made.KEY_AHEAD = topic, key_ahead
        if seals:
            made.SEALS, made.SEALED_WITH = seals, sealed_with
        TOPICS[topic] = made
        if made.class_version > 1:
            AGED.add(topic)
        register_topic(topic, made)
        return made

    return register


def subject_of(topic: str) -> str:
    """The subject whose type of event this is, by its module's name: "audit". Raises KeyError for an unknown topic."""
    return TOPICS[topic].__module__.rpartition(".")[2]


def upcast(topic: str, state: dict[str, Any]) -> dict[str, Any]:
    """Bring a stored state up to the newest version of its event; the same steps serve both sides.

    Takes the decoded state as stored; returns it changed in place. Raises KeyError for an unknown topic.
    """
    cls = TOPICS[topic]
    version = state.pop("class_version", 1)
    while version < cls.class_version:
        getattr(cls, f"upcast_v{version}_v{version + 1}")(state)
        version += 1
    return state


class Subject:
    """A subject of the log: its state, what it decided and has not yet saved.

    Subclasses define `on_<name>` methods, one for each event class, named in `evolves`.
    """

    evolves: ClassVar[dict[type[Event], Callable[[Any, Any], None]]]

    def __init__(self, id: str) -> None:
        self.id = id
        self.version = 0
        self._pending: list[Event] = []

    def record(self, cls: type[Event], *, by: str, at: str, **facts: Any) -> None:
        """Decide one event: it takes effect on this object at once and waits to be saved."""
        made = cls(originator_id=self.id, originator_version=self.version + 1, by=by, at=at, **facts)
        self.evolve(made)
        self._pending.append(made)

    def evolve(self, made: Event) -> None:
        """Take one event into the state."""
        self.evolves[type(made)](self, made)
        self.version = made.originator_version

    def collect_events(self) -> Sequence[Event]:
        """Hand over the events that wait to be saved (the library calls this on save)."""
        collected, self._pending = self._pending, []
        return collected

    @property
    def pending(self) -> Sequence[Event]:
        """The events that wait to be saved."""
        return tuple(self._pending)

    @property
    def exists(self) -> bool:
        """Whether anything was ever recorded of it."""
        return self.version > 0

    @classmethod
    def project(cls, id: str, events: Iterable[Event]) -> Self:
        """Rebuild the subject from its events, none for a new one; raises Refusal for an id of another kind."""
        subject = cls(id)
        for made in events:
            if not subject.exists and type(made) not in cls.evolves:
                raise Refusal(NO_SUCH)
            subject.evolve(made)
        return subject
