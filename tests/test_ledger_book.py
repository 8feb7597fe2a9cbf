"""The ledger of a folder: it follows the log when it is asked, for threads and processes at once."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.ledger_book import LedgerBook
from app.programme import teams
from app.programme.house import House
from ledger.leaves import hashed
from ledger.merkle import is_consistent, is_included

AT = "2024-05-02T17:00:00+00:00"


@pytest.fixture
def book(begun: House, tmp_path: Path) -> Iterator[LedgerBook]:
    made = LedgerBook(tmp_path, begun.reader)
    yield made
    made.close()


def grown(house: House, *names: str) -> int:
    for name in names:
        teams.add_area(house, name, by="person/priya", at=AT)
    return house.reader.head()


def test_nothing_is_made_before_it_is_asked(book: LedgerBook) -> None:
    assert not book.folder.exists()


def test_an_event_is_proved_in_the_first_checkpoint_that_covers_it(begun: House, book: LedgerBook) -> None:
    one, last = book.checkpoint(AT), grown(begun, "South", "West")
    assert book.covering(last) is None
    two = book.checkpoint(AT)
    assert (book.covering(1), book.covering(last), book.latest()) == (one, two, two)
    index, size = book.leaf_index(last), two.checkpoint.size
    assert index == size - 1
    leaf, path = hashed(book.event(last)), book.inclusion(index, size)
    assert is_included(leaf, index, size, path, two.checkpoint.root)
    sizes = one.checkpoint.size, two.checkpoint.size
    assert is_consistent(sizes[0], one.checkpoint.root, sizes[1], two.checkpoint.root, book.consistency(*sizes))


def test_every_position_has_its_place_whatever_gaps_the_log_has(begun: House, book: LedgerBook) -> None:
    grown(begun, *(f"Area {n}" for n in range(270)))
    positions = [row[0] for row in begun.reader.stored(0, 1_000)]
    assert [book.leaf_index(one) for one in positions] == list(range(len(positions)))
    for nowhere in (0, -1, positions[-1] + 1):
        with pytest.raises(ValueError, match="There is no event"):
            book.leaf_index(nowhere)


def test_threads_and_processes_sign_one_after_another(begun: House, book: LedgerBook, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.ledger_book import LedgerBook;"
        "from app.programme.house import open_to_read; folder = Path(sys.argv[1]); log, reader = open_to_read(folder);"
        f"[LedgerBook(folder, reader).checkpoint({AT!r}) for n in range(6)]"
    )
    others = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(2)]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda n: book.checkpoint(AT), range(6)))
    assert [one.wait(60) for one in others] == [0, 0]
    assert [one.number for one in book.checkpoints()] == list(range(1, 19))
    assert book.verified().findings == ()
    assert len(book.verifiers()) == 1


def test_a_file_that_is_no_checkpoint_is_passed_over_and_told_by_verify(book: LedgerBook) -> None:
    book.checkpoint(AT)
    (book.kept.folder / "000002.txt").write_bytes(b"nonsense\xff")
    assert [one.number for one in book.checkpoints()] == [1]
    assert "is not one" in book.verified().findings[0]
