"""How far bringing a list in has come: its steps in their order, and who is told of them."""

from collections.abc import Callable

STEPS = {
    "read": "Reading the file",
    "check": "Checking the rows",
    "compare": "Comparing with what is held here",
    "decide": "Working out the changes",
    "store": "Storing all of it in one piece",
    "follow": "Bringing every page up to date",
}
TO_LOOK = ("read", "check", "compare")
"""The steps until it can be said what a list would do."""

Tell = Callable[[str, int, int], None]
"""Called with a step and, where its entries are counted, with how many are done, of how many; else with 0, 0."""


def nobody(step: str, done: int, of: int) -> None:
    """Tell nobody."""
