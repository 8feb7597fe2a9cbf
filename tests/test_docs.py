"""What the documents say is true of the tree: every command, every path, every event."""

import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import app.programme
from app.events.vocabulary import AUDIT_STATES, ROLES
from app.programme.letter_kinds import KINDS
from tools import figure_catalogue, policy_table, published_figures, state_tables
from tools.event_catalogue import TARGET, catalogue

ROOT = Path(__file__).parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PATH = re.compile(r"`((?:app|projections|tests|benchmarks|tools|docs|\.ci)/[\w./-]*)`")
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
COMMAND = re.compile(r"audit-loop (\w+(?:-\w+)*)")


def test_the_event_catalogue_is_that_of_the_code() -> None:
    assert TARGET.read_text(encoding="utf-8") == catalogue(), "Run: python -m tools.event_catalogue"


def test_the_policy_page_is_the_policy_of_the_code() -> None:
    assert policy_table.TARGET.read_text(encoding="utf-8") == policy_table.page(), "Run: python -m tools.policy_table"


def test_the_catalogue_of_figures_is_that_of_their_definitions() -> None:
    assert figure_catalogue.TARGET.read_text(encoding="utf-8") == figure_catalogue.catalogue(), (
        "Run: python -m tools.figure_catalogue"
    )


def test_the_page_of_the_published_figures_is_what_they_come_to() -> None:
    page = published_figures.page()
    assert published_figures.TARGET.read_text(encoding="utf-8") == page, "Run: python -m tools.published_figures"
    found = {one.where: one.found for one in published_figures.impossible()}
    assert found["Quality of assessments, Total: Good"] == "24 of 77 is 31%, of the 74 that are graded 32%"
    assert found["Quality of assessments, April"] == "31 audits"
    assert "Seeing and hearing the child, April: Good" not in found, "22.6% is 7 of 31"


def test_the_states_are_those_that_the_subjects_go_through_when_tried() -> None:
    assert state_tables.TARGET.read_text(encoding="utf-8") == state_tables.page(), "Run: python -m tools.state_tables"


def test_the_life_of_an_audit_in_the_readme_is_that_of_the_code() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"## The life of an audit\n\n{state_tables.life()}\n" in readme, "Run: python -m tools.state_tables"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_and_link_in_a_document_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    lost = [path for path in PATH.findall(text) if not (ROOT / path).exists()]
    lost += [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    assert not lost, f"{document.name} names {lost}, which are not in the tree"


def test_every_command_in_the_documents_is_one_of_the_console_script() -> None:
    from app.cli import commands

    named = {command for document in DOCUMENTS for command in COMMAND.findall(document.read_text(encoding="utf-8"))}
    assert named
    assert named <= set(commands()), "The documents name commands that the console script does not have"


def test_the_readme_explains_every_state_of_an_audit_and_every_role() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8").lower()
    assert [word for word in (*AUDIT_STATES.values(), *ROLES.values()) if word.lower() not in readme] == []


def test_the_table_of_letters_has_every_kind_of_letter_that_is_written_and_no_other() -> None:
    """A kind of which none is written any more stands below the table, by its name."""
    for module in pkgutil.walk_packages(app.programme.__path__, "app.programme."):
        import_module(module.name)  # Each noun adds its own.
    said = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \|", said.partition("| letter | to | when |")[2].partition("\n\n")[0], re.M)
    assert sorted(rows) == sorted({kind.name for kind in KINDS.values() if not kind.ended})
    assert [kind.name for kind in KINDS.values() if kind.ended and f"“{kind.name}”" not in said] == []
