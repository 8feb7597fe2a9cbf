"""What a monitor is told of the keys and of erasures that wait; nothing where nothing is amiss."""

from typing import Any

from app.programme.house import House
from projections import erasures

AMISS = frozenset({"keys", "records_without_key"})
"""Of these any one says that the programme is not well."""


def amiss(house: House) -> dict[str, Any]:
    """Why no key can be read or made, of how many records the keys are missing, and how many erasures wait to be
    carried out; each only where there is something to say."""
    waiting = len(erasures.to_carry_out(house.model))
    facts = {"keys": house.keys.why_not(), "records_without_key": house.lacking, "erasures_to_carry_out": waiting}
    return {name: value for name, value in facts.items() if value}
