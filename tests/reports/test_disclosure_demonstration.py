"""Nobody recovers what the public copies of the demonstration keep back, though they hold all of them together."""

import pytest

from app.programme import reports
from app.programme.house import House
from app.reports.disclosure import public
from app.reports.document import Document, from_json
from projections import cycles
from projections import reports as rows
from tests.demo_fixture import demonstration, seeded
from tests.reports.attacker_of_copies import Copy, Knowledge, read

__all__ = ["demonstration", "seeded"]
Made = tuple[Document, Document]


@pytest.fixture(scope="module")
def made(demonstration: House) -> list[Made]:
    """The public copies that are out, in their order, and that of the year, which waits; each with its report."""
    editions = rows.all_editions(demonstration.model)
    facts = [reports.published(demonstration, row["report"], row["edition"]) for row in editions]
    waiting = reports.working(demonstration, "report/2024-year").proposed
    assert waiting
    return [(from_json(one["public"]), from_json(one["document"])) for one in (*facts, waiting)]


@pytest.fixture(scope="module")
def opened(demonstration: House) -> set[str]:
    return {row["month"] for row in cycles.cycles(demonstration.model)}


def copies(made: list[Made]) -> list[Copy]:
    return [read(*one) for one in made]


def test_nothing_is_recovered_from_all_copies_together(made: list[Made], opened: set[str]) -> None:
    attack = Knowledge(copies(made), opened)
    assert len(attack.secrets()) > 100
    assert attack.recovered() == {}


def test_nothing_is_recovered_from_a_copy_alone(made: list[Made], opened: set[str]) -> None:
    assert [Knowledge([one], opened).recovered() for one in copies(made)] == [{}] * len(made)


def test_a_year_made_without_looking_at_its_quarter_would_give_it_away(made: list[Made], opened: set[str]) -> None:
    (quarter,), year = [one for one in made if one[1].key == "2024-Q1"], made[-1][1]
    attack = Knowledge(copies([quarter, (public(year), year)]), opened)
    assert len(attack.recovered()) > 5
