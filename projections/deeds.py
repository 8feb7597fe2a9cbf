"""What is a person last recorded to have done, and which pools that stand counted them? A last day is held to both."""

from typing import Any

from app.events.vocabulary import COMPLETED_STATES, OPEN_STATES
from projections.rows import Row


def _of(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


COMPLETED = _of(tuple(COMPLETED_STATES))
GIVEN = _of((*OPEN_STATES, *COMPLETED_STATES))
STANDS = f"SELECT id, 'given' AS what, allocated_on AS day FROM audits WHERE auditor = :person AND state IN ({GIVEN})"
DONE = (
    f"SELECT id, 'returned' AS what, returned_on AS day FROM audits WHERE auditor = :person AND state IN ({COMPLETED})"
    " UNION ALL SELECT id, 'moderated' AS what, moderated_on AS day FROM moderations"
    " WHERE moderator = :person AND moderated_on <> ''"
)


def last_given(model: Any, person: str) -> Row | None:
    """The audit that a person has and was given last: its id, `what` and the day; None for none."""
    return _newest(model, STANDS, person)


def last_done(model: Any, person: str) -> Row | None:
    """What a person last did or was given: the audit's id, `what` (given, returned, moderated), the day."""
    return _newest(model, f"{STANDS} UNION ALL {DONE}", person)


def counted_since(model: Any, person: str, month: str) -> Row | None:
    """The first opened month from one (YYYY-MM) on whose pool counts a person, None for none."""
    sql = (
        "SELECT cycles.month FROM pool JOIN cycles ON cycles.id = pool.cycle"
        " WHERE pool.auditor = ? AND cycles.month >= ? ORDER BY cycles.month LIMIT 1"
    )
    return model.one(sql, [person, month])


def _newest(model: Any, asked: str, person: str) -> Row | None:
    return model.one(f"SELECT * FROM ({asked}) ORDER BY day DESC, id, what LIMIT 1", {"person": person})
