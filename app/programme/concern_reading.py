"""What is written about a child of concern: read from its stream when a page shows it."""

from dataclasses import dataclass, field

from app.events import concern as events
from app.events.concern_answer import ConcernEscalated, ConcernOverseenByDirector, ConcernRespondedTo, ConcernTold
from app.events.concern_end import ConcernSteppedDown
from app.programme.house import House


@dataclass(frozen=True)
class Raising:
    """One time that it was raised: by whom, when, in which category, from which audit ("" for none), and why."""

    by: str
    at: str
    category: str
    audit: str
    why: str


@dataclass(frozen=True)
class Moved:
    """One move to the other category: by whom, on which day, at which moment it was recorded, to which, and why."""

    by: str
    on: str
    at: str
    category: str
    why: str


@dataclass(frozen=True)
class Asked:
    """What the allocated worker is asked to do, by whom and on which day."""

    by: str
    on: str
    text: str


@dataclass
class Written:
    """Everything that is written about a concern, oldest first."""

    raisings: list[Raising] = field(default_factory=list)
    moves: list[Moved] = field(default_factory=list)
    responses: list[ConcernRespondedTo] = field(default_factory=list)
    oversights: list[ConcernOverseenByDirector] = field(default_factory=list)
    reviews: list[events.ConcernReviewed] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Who was told, by person id, each once."""
    escalated: list[ConcernEscalated] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    """The actions as which it is tracked since it was stepped down."""


def written(house: House, id: str) -> Written:
    """What is written about a concern; nothing for an unknown one."""
    found = Written()
    for made in house.log.history(id):
        if isinstance(made, events.ConcernRaised | events.ConcernRaisedAgain):
            audit = "" if made.source == events.DIRECT else made.source
            found.raisings.append(Raising(made.by, made.at, made.category, audit, made.why))
        elif isinstance(made, ConcernTold):
            found.told = list(dict.fromkeys([*found.told, *made.people]))
        elif isinstance(made, ConcernSteppedDown):
            found.actions = made.actions
        else:
            _add(found, made)
    return found


def _add(found: Written, made: object) -> None:
    if isinstance(made, ConcernRespondedTo):
        found.responses.append(made)
    elif isinstance(made, ConcernOverseenByDirector):
        found.oversights.append(made)
    elif isinstance(made, events.ConcernReviewed):
        found.reviews.append(made)
    elif isinstance(made, ConcernEscalated):
        found.escalated.append(made)
    elif isinstance(made, events.ConcernRecategorised):
        found.moves.append(Moved(made.by, made.on, made.at, made.category, made.why))
    if isinstance(made, ConcernRespondedTo | events.ConcernReviewed) and made.asked:
        found.asked.append(Asked(made.by, made.on, made.asked))
