"""Departures that were recorded wrongly and are corrected, and somebody who comes back."""

from app.demo.stories import KOFI, LEO, MAY, NADIA, PRIYA, RUTH, Story
from app.events import cycle_reopening, person_return
from app.events.cycle import Cycle
from app.events.person import Person


def tell(story: Story) -> None:
    """Nadia Rahman never left the pool, nor Kofi Asante the council; Leo Grant left and is back."""
    story.let(RUTH, Cycle, MAY).do(cycle_reopening.reopen, "An audit of the month is to be given to somebody else.")
    story.on("2025-02-03")
    story.let(RUTH, Person, NADIA).leave_pool("2025-01-31", "Moves to commissioning.")
    story.let(RUTH, Person, NADIA).do(person_return.correct_pool_departure, "It was Leo Grant who moved.")
    story.let(PRIYA, Person, KOFI).leave("2025-01-31", "")
    story.let(PRIYA, Person, KOFI).do(person_return.correct_departure, "The contract was extended.")
    story.let(PRIYA, Person, LEO).do(person_return.return_to_council, "2025-02-03", "The other post has ended.")
