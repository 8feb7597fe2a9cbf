"""Lists brought in from the console: the same preview, the same faults, and only on a yes."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from app import cli_import
from app.programme.house import House
from projections import children

AT = "2024-05-01T09:00:00+00:00"
PRIYA = {"by": "person/priya", "at": AT}
LIST = "Reference,Initials,Plan type,Team\nC-1,AB,CiN,Blue\nC-2,CD,CP,Blue\n"


def run(tmp_path: Path, text: str, *more: str, answer: str = "no") -> tuple[int, str]:
    (tmp_path / "list.csv").write_text(text)
    said = io.StringIO()
    arguments = ["children", str(tmp_path / "list.csv"), "--data", str(tmp_path), "--as-at", "01/05/2024", *more]
    status = cli_import.run(arguments, Console(file=said, width=120), lambda question: answer)
    return status, said.getvalue()


def test_nothing_is_stored_without_a_yes(begun: House, tmp_path: Path) -> None:
    head = begun.reader.head()
    status, said = run(tmp_path, LIST)
    assert (status, begun.reader.head()) == (1, head)
    assert "Nothing was stored." in said


@pytest.mark.parametrize(("more", "answer"), [(["--yes"], "no"), ([], "yes")])
def test_a_yes_brings_it_in_and_again_there_is_nothing_to_change(
    begun: House, tmp_path: Path, more: list[str], answer: str
) -> None:
    status, said = run(tmp_path, LIST, "--by", "priya@eastmere.example", *more, answer=answer)
    begun.model.catch_up()
    assert (status, children.imports(begun.model)[0]["by"]) == (0, "person/priya")
    assert "The list is brought in." in said
    assert "Nothing to change" in run(tmp_path, LIST, "--yes")[1]


def test_faults_are_said_by_cell_and_stop_the_list(begun: House, tmp_path: Path) -> None:
    status, said = run(tmp_path, LIST.replace("CP", "[bold]XX"), "--yes")
    assert status == 1
    assert "row 3, plan type: '[bold]XX' is not a plan type." in said


def test_a_guess_needs_its_column_said(begun: House, tmp_path: Path) -> None:
    odd = LIST.replace("Reference", "Reference in our system")
    status, said = run(tmp_path, odd, "--yes")
    assert (status, "These columns are a guess: reference." in said) == (1, True)
    assert run(tmp_path, odd, "--yes", "--column", "reference=Reference in our system")[0] == 0


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--by", "nobody@eastmere.example"], "Nobody here has the e-mail address"),
        (["--column", "plan"], "says no column"),
        (["--as-at", "31/02/2024"], "31/02/2024 is not a date."),
        (["--data", "nowhere"], "There is no programme in"),
    ],
)
def test_what_cannot_be_is_a_sentence(begun: House, tmp_path: Path, more: list[str], sentence: str) -> None:
    status, said = run(tmp_path, LIST, *more)
    assert (status, sentence in said) == (1, True)


def test_a_file_that_is_not_there_is_a_sentence(begun: House, tmp_path: Path) -> None:
    said = io.StringIO()
    arguments = ["people", str(tmp_path / "none.csv"), "--data", str(tmp_path)]
    assert cli_import.run(arguments, Console(file=said, width=400)) == 1
    assert "cannot be read: No such file or directory." in said.getvalue()
