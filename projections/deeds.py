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
    " UNION ALL SELECT id, 'completed' AS what, completed_on AS day FROM actions"
    " WHERE completed_by = :person AND completed_on <> ''"
    " UNION ALL SELECT id, 'decided' AS what, decided_on AS day FROM exemptions"
    " WHERE decided_by = :person AND decided_on <> ''"
    " UNION ALL SELECT id, 'answered' AS what, answered_on AS day FROM concerns"
    " WHERE answered_by = :person AND answered_on <> ''"
)


def last_given(model: Any, person: str) -> Row | None:
    """The audit that a person has and was given last: its id, `what` and the day; None for none."""
    return _newest(model, STANDS, person)


def first_given(model: Any, person: str, after: str) -> Row | None:
    """The audit that a person has and was given first after a day (ISO, "" for ever): its id and the day; or None."""
    return model.one(f"SELECT * FROM ({STANDS}) WHERE day > :after ORDER BY day, id LIMIT 1",
                     {"person": person, "after": after})  # fmt: skip


def last_done(model: Any, person: str) -> Row | None:
    """What a person last did or was given: the record's id, `what` was done with it, and the day.

    Counted are audits (given, returned, moderated), actions completed, exemptions decided and concerns answered.
    """
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
