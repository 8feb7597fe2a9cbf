"""Children: what of a child stands in the log alone."""

from app.events.child import Child
from app.programme.house import House


def initials(house: House, id: str) -> str:
    """A child's initials, from the child's own stream: no read model holds them. Raises Refusal for an unknown one."""
    return house.load(Child, id).initials
