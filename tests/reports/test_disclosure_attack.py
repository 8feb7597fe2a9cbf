"""Nobody recovers what public copies keep back: a thousand random tables, alone, linked, and against earlier copies."""

from random import Random

import numpy as np
import pytest

import app.reports.disclosure_choice as choice
from app.reports.disclosure import public
from app.reports.disclosure_values import Key, Told
from tests.reports.attacker import printed, reckoned
from tests.reports.published_tables import ALL, EACH, Story, alone, grids, story
from tests.reports.random_tables import Grid, Position, otherwise, report

Found = dict[tuple[int, Position], tuple[int, int]]


def wrong(found: Found, *tables: Grid) -> list[str]:
    """What was recovered, and small values of which fewer than five are possible."""
    return [
        f"{position} of {table}: {least} to {most}"
        for (copy, position), (least, most) in found.items()
        for table in (tables[copy],)
        if most - least < (4 if 0 < table.at(*position) < 5 else 1)
    ]


def attacked(tables: list[Grid]) -> list[Found]:
    copy = public(report(tables))
    return reckoned([alone(grid, printed(copy, grid, n)) for n, grid in enumerate(tables)])


@pytest.mark.parametrize("seed", range(14))
def test_nothing_is_recovered_from_tables_with_their_totals(seed: int) -> None:
    tables = grids(f"alone {seed}")
    faults = [fault for found, grid in zip(attacked(tables), tables, strict=True) for fault in wrong(found, grid)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_recovered_from_two_tables_of_the_same_audits(seed: int) -> None:
    tables = grids(f"linked {seed}")
    others = [otherwise(grid, Random(seed)) for grid in tables]
    copy, attacks = public(report(tables, others=others)), []
    for n, (grid, other) in enumerate(zip(tables, others, strict=True)):
        attack = alone(grid, printed(copy, grid, n), 2)
        attack.read(printed(copy, other, n), 1)
        for column in range(attack.columns):
            attack.same((-1, column))
        attacks.append(attack)
    found = zip(reckoned(attacks), tables, others, strict=True)
    faults = [fault for one, grid, other in found for fault in wrong(one, grid, other)]
    assert not faults, "\n".join(faults)


STORIES = [
    ("edition 0", [ALL], False),
    ("edition 1", [ALL], False),
    ("months", [(0,), (1,)], False),
    ("year", [(0,), ALL], True),
    ("year without its quarter", [(0,), (1,)], True),
]


@pytest.mark.parametrize(("seed", "first", "year"), STORIES)
def test_nothing_is_recovered_by_comparing_with_what_was_published(
    seed: str, first: list[tuple[int, ...]], year: bool
) -> None:
    told = story(seed, first, year)
    faults = told.moves_shown()
    for knowing in (False, True):
        for n, found in enumerate(reckoned([told.attack(n, knowing) for n in range(EACH)])):
            faults += [
                f"table {n}, {one}: {ends}"
                for one, ends in found.items()
                if ends[1] <= ends[0] or _small(told, n, one, ends)
            ]
    assert not faults, "\n".join(faults)


def _small(told: Story, n: int, one: tuple[int, Position], ends: tuple[int, int]) -> bool:
    return one[0] == 0 and 0 < told.new[n].at(*one[1]) < 5 and ends[1] - ends[0] < 4


def test_with_whole_numbers_alone_tiny_tables_tell_nothing() -> None:
    random, every = Random("tiny"), np.indices((20,) * 4).reshape(4, -1)
    tables = [Grid([[random.randint(0, 8) for _ in "ab"] for _ in "ab"], n % 2 == 0, True) for n in range(40)]
    copy = public(report(tables))
    for n, grid in enumerate(tables):
        attack, fit = alone(grid, printed(copy, grid, n)), every
        for part, number in attack.equal:
            fit = fit[:, part @ fit == number]
        for (_, one), part in attack.asked.items():
            assert len(set(part @ fit)) >= (5 if 0 < grid.at(*one) < 5 else 2), (grid, one)


def test_suppression_without_a_second_pass_leaves_a_third_of_the_cells_recoverable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def small_alone(told: Told, _: object, least: int) -> frozenset[Key]:
        return frozenset(key for key, n in told.shown.items() if 0 < n < least)

    monkeypatch.setattr(choice, "kept_back", small_alone)
    found = [one for table in attacked(grids("alone 0")) for one in table.values()]
    assert sum(least == most for least, most in found) > len(found) / 3


def test_not_much_more_is_kept_back_than_is_small() -> None:
    tables = grids("alone 0")
    copy = public(report(tables))
    numbers = [
        (grid.at(*one), number) for n, grid in enumerate(tables) for one, (number, _) in printed(copy, grid, n).items()
    ]
    small, kept = sum(0 < value < 5 for value, _ in numbers), sum(number is None for _, number in numbers)
    assert small < kept < 2 * small
