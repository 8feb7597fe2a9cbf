"""What a page asks of single streams, because no read model holds it."""

from app.events.audit import AuditAllocated, AuditReallocated
from app.events.child import Child
from app.programme.house import House


def initials(house: House, child: str) -> str:
    """A child's initials; empty for an unknown child."""
    return house.log.load(Child, child).initials


def has_had(house: House, audit: str, person: str) -> bool:
    """Whether an audit is or was with this person."""
    given = (made for made in house.log.history(audit) if isinstance(made, AuditAllocated | AuditReallocated))
    return any(made.auditor == person for made in given)
