"""The reports of the demonstration: what they print is what the log holds, and the check finds what is wrong."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from flask import Flask

from app import clock
from app.demo.council import NAMED, PASSWORD, email
from app.demo.recent import plan_for
from app.ledger_book import LedgerBook
from app.programme import reports
from app.programme.house import House
from app.reports import claims, disclosure, tidy, working
from app.reports.document import Document, from_json
from projections import people
from projections import recommendations as recommended
from projections import reports as rows
from projections.as_at import AsAt
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]
EDITIONS = [("2018-11", 1), ("2024-05", 1), ("2024-Q1", 1), ("2024-05", 2)]
"""Those that are published, in their order."""
WORKED = {
    "uploaded": "42",
    "completion-of-pool": "45 of 73 (62%)",
    "completion-of-allocated": "45 of 55 (82%)",
    "completion-to-standard": "42 of 55 (76%)",
    "completion-of-expected": "45 of 45 (100%)",
    "exemptions-not-health-or-leave": "15 of 62 (24%)",
    "grade:overall:good": "9 of 42 (21%)",
    "capacity:children": "3,911",
    "actions:open": "190",
    "actions:within": "122 of 190 (64%)",
    "actions:overdue": "68 of 190 (36%)",
}


def edition(house: House, key: str, n: int, copy: str = "document") -> Document:
    return from_json(reports.published(house, f"report/{key}", n)[copy])


def text(document: Document) -> str:
    return "\n".join(paragraph.text for section in document.sections for paragraph in section.commentary)


def test_four_editions_are_out_one_waits_for_the_director_and_one_is_being_written(demonstration: House) -> None:
    assert [(row["key"], row["edition"]) for row in rows.all_editions(demonstration.model)] == EDITIONS
    states = {row["key"]: row["state"] for row in rows.reports(demonstration.model)}
    assert states["2024-year"] == "put_forward"
    assert states[plan_for(clock.today()).month] == "writing"


def test_november_prints_the_worked_values_in_its_tables_and_in_its_text(demonstration: House) -> None:
    document = edition(demonstration, "2018-11", 1)
    found: dict[str, str] = {}
    for cell in document.cells():
        if cell.period == "2018-11":
            found.setdefault(cell.figure, cell.text)
    assert {name: found[name] for name in WORKED} == WORKED
    assert "Completion was 45 of 73 (62%) of the pool" in text(document)
    made = [one for _, block in document.blocks() if block.id == "recommendations" for one in block.recommendations]
    assert len(made) == 5
    assert all(one.owner and one.due for one in made)


@pytest.mark.parametrize(("key", "n"), [EDITIONS[0], EDITIONS[2]])
def test_an_edition_is_what_the_read_model_gives_as_it_was_then(
    demonstration: House, tmp_path: Path, key: str, n: int
) -> None:
    facts = reports.published(demonstration, f"report/{key}", n)
    frozen = from_json(facts["document"])
    then = replace(
        demonstration, model=AsAt(tmp_path, demonstration.reader, demonstration.model.views).model(facts["position"])
    )
    was = replace(
        reports.working(demonstration, f"report/{key}"), **{name: facts[name] for name in ("layout", "texts")}
    )
    again = working.document(then, was, on=date.fromisoformat(frozen.on), at=frozen.as_at)
    assert again == replace(frozen, edition=0, published_on="", published_by="", changes=())


def test_may_changed_because_an_audit_came_in_late_and_others_were_judged_since(demonstration: House) -> None:
    first, second = (edition(demonstration, "2024-05", n) for n in (1, 2))
    counts = [{cell.figure: cell.text for cell in one.cells() if cell.period == "2024-05"} for one in (first, second)]
    moved = [(found["returned"], found["accepted"], found["graded:overall"]) for found in counts]
    assert moved == [("31", "27", "27"), ("32", "30", "30")]
    assert second.changes
    assert not first.changes


def test_what_is_published_or_put_forward_holds_against_its_own_figures(demonstration: House) -> None:
    waiting = reports.working(demonstration, "report/2024-year").proposed
    assert waiting
    every = [*(edition(demonstration, *one) for one in EDITIONS), from_json(waiting["document"])]
    assert [claims.check_all(document) for document in every] == [()] * len(every)
    assert not [one for one in every if "{" in text(one)], "a figure is named that there is not"


def test_the_check_finds_the_wrong_share_in_the_report_that_is_being_written(demonstration: House) -> None:
    found = reports.working(demonstration, f"report/{plan_for(clock.today()).month}")
    document = working.document(demonstration, found, on=clock.today(), at=clock.now())
    wrong = claims.check_all(document)
    assert [(one.where.words, one.where.section, one.figure) for one in wrong] == [
        ("54%", "how-well", "completion-of-pool")
    ]
    assert wrong[0].right in wrong[0].sentence


@pytest.mark.parametrize(("key", "n"), EDITIONS)
def test_every_figure_of_an_edition_has_a_label_of_its_own(demonstration: House, key: str, n: int) -> None:
    rows = tidy.rows(from_json(reports.published(demonstration, f"report/{key}", n)["document"]))
    assert len({(row["label"], row["period"]) for row in rows}) == len({(row["figure"], row["period"]) for row in rows})


@pytest.mark.parametrize(("key", "n"), EDITIONS)
def test_a_public_copy_has_no_name_and_no_appendix(demonstration: House, key: str, n: int) -> None:
    facts = reports.published(demonstration, f"report/{key}", n)
    copy = facts["public"] | {"published_by": "", "author": ""}
    names = [row["name"] for row in people.everyone(demonstration.model)]
    said = str(copy)
    assert [name for name in names if name in said] == []
    assert not [one for one in from_json(facts["public"]).sections if one.confidential or one.id == "appendix"]
    kept_back = disclosure.leaks(from_json(facts["public"]), from_json(facts["document"]))
    assert len(kept_back) == len([one for one in facts["accepted"] if one["reason"]])


def test_the_recommendations_of_november_were_followed_and_one_was_dropped(demonstration: House) -> None:
    states = [row["state"] for row in recommended.of_report(demonstration.model, "report/2018-11")]
    assert sorted(states) == ["done"] * 4 + ["dropped"]


def test_the_quarter_can_be_taken_away_and_the_year_waits_for_the_director(demo_app: Flask) -> None:
    client = demo_app.test_client()
    client.post("/session", data={"email": email(NAMED["director"]), "password": PASSWORD})
    assert "/reports/2024-year/publication" in client.get("/").text
    made = docx.Document(BytesIO(client.get("/reports/2024-Q1.docx?edition=1").data))
    tables = "\n".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)
    assert "49 (64%)" in tables


def test_the_next_report_to_write_is_newer_than_any_that_was_begun(demo_app: Flask) -> None:
    client = demo_app.test_client()
    client.post("/session", data={"email": email(NAMED["qa_lead"]), "password": PASSWORD})
    page, told = client.get("/reports").text, 0
    for kind in re.split("<table", page)[1:]:
        listed = [("Next to write" in row, "/reports/" in row) for row in re.findall(r"<tr.*?</tr>", kind, re.S)[1:]]
        begun = [n for n, (_, is_begun) in enumerate(listed) if is_begun]
        told += sum(is_next for is_next, _ in listed)
        assert all(n < begun[0] for n, (is_next, _) in enumerate(listed) if is_next)
    assert told


def test_each_edition_is_covered_by_a_checkpoint_of_its_own_moment(demonstration: House, demo_folder: Path) -> None:
    with closing(LedgerBook(demo_folder, demonstration.reader)) as book:
        editions = rows.all_editions(demonstration.model)
        assert [(book.covering(one["event"]) or book.checkpoints()[0]).at for one in editions] == [
            one["at"] for one in editions
        ]
        verdict = book.verified()
        assert (len(verdict.fits), verdict.findings) == (len(EDITIONS), ())
