"""What was found of a log, in sentences: one for each event that is not what it was, one for a run that is gone."""

from collections.abc import Iterator, Sequence

from ledger.differences import CHANGED, INSERTED, MOVED, REMOVED, Difference
from ledger.leaves import Stored

MOST = 50
"""So many differences are told one by one."""
FEW = 10
"""So many changes that follow on one another are still told one by one."""


class Finding(str):
    """A sentence that says what was found of one event: `row` as the log has it now, `plain` without naming it."""

    __slots__ = ("plain", "row")
    row: Stored | None
    plain: str

    def __new__(cls, sentence: str, row: Stored | None = None) -> "Finding":
        """`sentence` has {} where the event is named."""
        named = f" ({row[1]}, version {row[2]}, {row[3]}, at position {row[0]:,})" if row else ""
        made = super().__new__(cls, sentence.replace("{}", named))
        made.row, made.plain = row, sentence.replace("{}", "")
        return made


def sentences(found: Sequence[Difference], rows: Sequence[Stored], first: int) -> Iterator[str]:
    """Differences in words; `rows` are the log's from the place `first` on. Of very many the first, and how many more.

    Events that are gone one after the other are told together; so are many that are changed one after the other, as
    when all after one were given other numbers, but for the first, which says where it began.
    """
    runs = list(_runs(found))
    for run in runs[:MOST]:
        yield from _told(run, rows, first)
    if left := sum(map(len, runs[MOST:])):
        yield f"And {left:,} more differences after these."


def _runs(found: Sequence[Difference]) -> Iterator[list[Difference]]:
    """Each difference by itself, and those of one kind that follow on one another together."""
    run: list[Difference] = []
    for one in found:
        if run and not _goes_on(run[-1], one):
            yield from _split(run)
            run = []
        run.append(one)
    yield from _split(run)


def _goes_on(before: Difference, one: Difference) -> bool:
    alike = one.kind == before.kind and one.kind in (CHANGED, REMOVED)
    return alike and one.kept == (before.kept or 0) + 1


def _split(run: list[Difference]) -> Iterator[list[Difference]]:
    """A run as it is told: changes one by one where they are few."""
    if run and run[0].kind == CHANGED and len(run) <= FEW:
        yield from ([one] for one in run)
    elif run:
        yield run


def _told(run: Sequence[Difference], rows: Sequence[Stored], first: int) -> Iterator[Finding]:
    if run[0].kind == REMOVED and len(run) > 1:
        yield _gone(run)
        return
    yield _sentence(run[0], rows, first)
    if len(run) > 1:
        low, high = ((run[n].kept or 0) + 1 for n in (1, -1))
        yield Finding(f"So was each of the {len(run) - 1:,} after it, {low:,} to {high:,}.")


def _gone(run: Sequence[Difference]) -> Finding:
    low, high = (run[n].kept or 0 for n in (0, -1))
    return Finding(f"Events {low + 1:,} to {high + 1:,} were removed: {len(run):,} of them.")


def _sentence(one: Difference, rows: Sequence[Stored], first: int) -> Finding:
    row = None if one.now is None else rows[one.now - first]
    place = (one.kept if one.kept is not None else one.now or 0) + 1
    said = {
        CHANGED: f"Event {place:,} was changed, or another put in its place{{}}.",
        REMOVED: f"Event {place:,} was removed.",
        INSERTED: f"An event was inserted as number {place:,}{{}}.",
        MOVED: f"Event {place:,} stands elsewhere now, as number {(one.now or 0) + 1:,}{{}}.",
    }[one.kind]
    return Finding(said, row)
