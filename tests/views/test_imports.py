"""Lists brought in through the browser: a preview first, every fault in a sentence, and nothing stored by halves."""

import io
import re
import zipfile
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.events.vocabulary import LISTS
from app.programme.house import House
from app.programme.lists.imports import SPECS, Known, match, read_children, read_people, read_population
from app.programme.lists.tables import read_table
from app.views import import_columns
from projections import children, children_lists
from tests.views.test_people import anna, priya

__all__ = ["priya"]

LIST = """Reference,Initials,Plan type,Team,Allocated worker,Age band,Opened
C-1,AB,CiN,Blue,Anna Bell,5-9,01/02/2024
C-2,CD,CP,Blue,Anna Bell,0-4,02/02/2024
"""


def send(
    client: FlaskClient, data: bytes, name: str = "list.csv", kind: str = "children", **facts: str
) -> TestResponse:
    form = {"id": "import/one", "kind": kind, "extent": "whole", "on-day": "1", "on-month": "5", "on-year": "2024"}
    page = client.post("/imports", data=form | facts | {"file": (io.BytesIO(data), name)})
    page.request.environ["wsgi.input"].close()  # the client leaves its own file of a large form open
    return page


def confirm(client: FlaskClient, name: str = "one") -> TestResponse:
    page = client.get(f"/imports/{name}").data.decode()
    found = re.search(r'name="digest" value="(\w+)"', page)
    assert found, page
    return client.post(f"/imports/{name}/confirmation", data={"digest": found[1]})


def house(client: FlaskClient) -> House:
    app: Flask = client.application
    return app.extensions["house"]


def test_the_page_names_the_columns_and_each_example_is_understood(priya: FlaskClient) -> None:
    known = Known({"team/forest": "Forest"}, {"person/c": ("Carol Dean", "carol.dean@council.example")}, {"a": "North"})
    page = priya.get("/imports/new").text
    for kind in LISTS:
        empty = priya.get(f"/imports/templates/{kind}.csv").data.decode("utf-8-sig").strip()
        told = import_columns.columns(kind)
        assert empty == ",".join(column["heading"] for column in told)
        filled = f"{empty}\n" + ",".join(f'"{column["example"]}"' for column in told)
        table = read_table("list.csv", filled.encode())
        matching = match(table.columns, SPECS[kind])
        assert (len(matching.mapping), matching.unsure) == (len(told), {})
        dated = {
            "children": (read_children, known, date(2024, 5, 1)),
            "population": (read_population, date(2024, 5, 1)),
        }
        read, *facts = dated.get(kind, (read_people, known))
        assert [fault for fault in read(table, matching.mapping, *facts).faults if not fault.warning] == []
        assert all(f">{column['heading']}</th>" in page for column in told)


def test_a_list_that_is_not_confirmed_stands_among_the_lists(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    page = priya.get("/imports").text
    assert 'href="/imports/one">list.csv</a>' in page
    assert "Looked at; nothing is stored until you confirm it" in page
    assert "list.csv" not in anna(priya).get("/imports").text
    confirm(priya)
    assert "Not yet brought in" not in priya.get("/imports").text


def test_a_list_is_shown_first_and_then_brought_in(priya: FlaskClient) -> None:
    head = house(priya).reader.head()
    assert send(priya, LIST.encode()).headers["Location"] == "/imports/one"
    assert b"2 children to add, 0 children to change and 0 children the same." in priya.get("/imports/one").data
    assert house(priya).reader.head() == head
    assert confirm(priya).headers["Location"] == "/imports/one"
    assert b"list.csv is brought in" in priya.get("/imports/one").data


def test_the_same_file_again_has_nothing_to_change(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    confirm(priya)
    send(priya, LIST.encode(), id="import/two")
    page = priya.get("/imports/two").data
    assert b"Nothing to change" in page
    assert b'name="digest"' not in page


def test_a_change_is_shown_from_and_to(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    confirm(priya)
    send(priya, LIST.replace("CP,Blue", "CiC,Blue").encode(), id="import/two")
    assert "Plan: Child protection plan → Child in care" in priya.get("/imports/two").data.decode()


FAULTY = LIST.replace("02/02/2024", "31/02/2024").replace("Blue,Anna Bell,0-4", "Purple,Anna Bell,0-4")


def test_each_fault_is_said_by_its_cell_and_stops_the_list(priya: FlaskClient) -> None:
    send(priya, FAULTY.encode())
    page = priya.get("/imports/one").data.decode()
    assert "31/02/2024 is not a date." in page
    assert "is not a team here." in page
    assert 'name="digest"' not in page
    assert priya.post("/imports/one/confirmation", data={"digest": "x"}).status_code == 409
    rows = priya.get("/imports/one/faults.csv").data.decode("utf-8-sig").splitlines()
    assert [row.split(",")[:2] for row in rows[1:]] == [["3", "Team"], ["3", "Opened"]]
    assert "2 faults" in page
    assert 'href="/imports/new?kind=children"' in page


def test_a_reference_twice_is_a_fault(priya: FlaskClient) -> None:
    send(priya, (LIST + LIST.splitlines()[1]).encode())
    page = priya.get("/imports/one").data.decode()
    assert "is in row 2 and in row 4." in page
    assert "1 child to add, 0 children to change and 0 children the same." in page, "only the row that is sound"


def test_a_guessed_column_must_be_confirmed(priya: FlaskClient) -> None:
    send(priya, LIST.replace("Reference", "Reference in our system").encode())
    page = priya.get("/imports/one").data.decode()
    assert "Check the columns below first" in page
    assert 'name="digest"' not in page
    chosen = dict(re.findall(r'name="(column\.\w+)".*?<option value="([^"]+)" selected', page, re.S))
    priya.post("/imports/one/columns", data=chosen)
    assert confirm(priya).status_code == 303


def test_a_column_that_must_be_there_is_asked_for(priya: FlaskClient) -> None:
    send(priya, LIST.replace("Plan type", "Colour").encode())
    assert "Choose the column that holds the plan type." in priya.get("/imports/one").data.decode()


def test_a_plan_that_is_out_of_date_is_shown_again(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    digest = re.search(r'name="digest" value="(\w+)"', priya.get("/imports/one").data.decode())[1]  # type: ignore[index]
    send(priya, LIST.encode(), id="import/two")
    confirm(priya, "two")
    page = priya.post("/imports/one/confirmation", data={"digest": digest})
    assert page.status_code == 409
    assert b"What is held here has changed since this page was made." in page.data
    assert [row["id"] for row in children.imports(house(priya).model)] == ["import/two"]


def test_a_double_click_brings_it_in_once(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    digest = re.search(r'name="digest" value="(\w+)"', priya.get("/imports/one").data.decode())[1]  # type: ignore[index]
    for _ in range(2):
        assert priya.post("/imports/one/confirmation", data={"digest": digest}).status_code == 303
    assert len(children.imports(house(priya).model)) == 1


def bomb() -> bytes:
    """A workbook that unpacks to two hundred times its size."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.csv", "is empty."),
        (b"a,b\n" + b"x" * 10_500_000, "large.csv", "is larger than 10 MB."),
        (b"Reference,Plan\n\x00\x01\x02\x03", "odd.csv", ""),
        (b"%PDF-1.7", "list.pdf", "is a PDF"),
        (b"PK\x03\x04 not a workbook", "broken.xlsx", ""),
        (b"\n\n\n", "blank.csv", "There is nothing in this list."),
        (bomb(), "bomb.xlsx", "unpacks to far more than a list needs."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(
    priya: FlaskClient, data: bytes, name: str, sentence: str
) -> None:
    page = send(priya, data, name)
    assert page.status_code == 422
    assert b'href="#file"' in page.data
    assert sentence in page.data.decode()
    assert priya.get("/imports/one").status_code == 404


def test_no_file_is_asked_for(priya: FlaskClient) -> None:
    form = {
        "id": "import/one",
        "kind": "children",
        "extent": "whole",
        "on-day": "1",
        "on-month": "5",
        "on-year": "2024",
    }
    assert b"Choose the file." in priya.post("/imports", data=form).data


def test_windows_letters_are_read_and_said(priya: FlaskClient) -> None:
    send(priya, LIST.replace("5-9", "5\u20139").encode("cp1252"))
    assert confirm(priya).status_code == 303


def qa_lead(priya: FlaskClient) -> FlaskClient:
    """Anna, who brings lists in too."""
    hers = anna(priya)
    page = priya.get("/people/anna/roles").data.decode()
    shown = re.search(r'name="version" value="(\d+)"', page)[1]  # type: ignore[index]
    priya.post("/people/anna/roles", data={"version": shown, "roles": "qa_lead"})
    return hers


def test_a_preview_is_for_its_sender_alone(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    hers = qa_lead(priya)
    assert hers.get("/imports").status_code == 200
    assert hers.get("/imports/one").status_code == 404
    assert b"only an administrator brings it in" in send(hers, b"Email,Name\na@b.example,A", kind="people").data


@pytest.mark.parametrize("id", ["import/one", "import/../keys", "import/", "person/one"])
def test_a_list_never_takes_the_place_of_anothers_or_of_anything_else(priya: FlaskClient, id: str) -> None:
    send(priya, LIST.encode())
    hers = qa_lead(priya)
    there = send(hers, LIST.replace("AB", "XY").encode(), id=id).headers["Location"]
    assert there != "/imports/one"
    assert "XY" in hers.get(there).text
    assert "AB" in priya.get("/imports/one").text


def test_a_forgotten_file_is_gone(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    priya.post("/imports/one/cancellation")
    assert priya.get("/imports/one").status_code == 404
    assert priya.get("/imports/..%2fkeys").status_code == 404


def test_children_are_listed_filtered_and_opened(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    confirm(priya)
    page = priya.get("/children?plan=CP").data.decode()
    assert re.findall(r'href="/children/(C-\d)"', page) == ["C-2"]
    assert "1 open child" in page
    rows = priya.get("/children.csv?search=c-1").data.decode("utf-8-sig").splitlines()
    assert [row.split(",")[1] for row in rows[1:]] == ["C-1"]
    assert b"CD" in priya.get("/children/C-2").data


@pytest.mark.parametrize(
    ("roles", "team", "seen"),
    [("team_manager", "team/blue", 2), ("team_manager", "team/red", 0), ("team_manager", "", 0), ("inspector", "", 0)],
)
def test_a_manager_sees_the_children_of_their_team_alone(priya: FlaskClient, roles: str, team: str, seen: int) -> None:
    send(priya, LIST.encode())
    confirm(priya)
    priya.post("/teams", data={"name": "Red", "area": "area/north"})
    hers = anna(priya)
    shown = str(house(priya).version("person/anna"))
    details = {"name": "Anna Bell", "email": "anna@eastmere.example", "job_level": "manager", "team": team}
    priya.post("/people/anna", data=details | {"version": shown, "supervisor": ""})
    priya.post("/people/anna/roles", data={"version": str(house(priya).version("person/anna")), "roles": roles})
    assert len(re.findall(r'href="/children/C-', hers.get("/children").data.decode())) == seen
    assert hers.get("/children/C-1").status_code == (200 if seen else 404)


def test_an_administrator_alone_opens_no_child(priya: FlaskClient) -> None:
    send(priya, LIST.encode())
    confirm(priya)
    anna(priya)
    for person, role in (("anna", "qa_lead"), ("first", "administrator")):  # One QA lead stays.
        shown = str(house(priya).version(f"person/{person}"))
        priya.post(f"/people/{person}/roles", data={"version": shown, "roles": role})
    assert [priya.get(path).status_code for path in ("/children", "/children/C-1", "/imports")] == [404, 404, 200]


def test_many_children_come_a_page_at_a_time(priya: FlaskClient) -> None:
    rows = "".join(f"C-{number:03},AB,CiN,Blue,,5-9,01/02/2024\n" for number in range(120))
    send(priya, (LIST.splitlines()[0] + "\n" + rows).encode())
    confirm(priya)
    assert children_lists.count(house(priya).model, {}) == 120
    page = priya.get("/children?page=3&sort=-reference").data.decode()
    assert "120 open children, 101 to 120 here" in page
    assert re.findall(r'href="/children/(C-\d+)"', page)[-1] == "C-000"


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (
            "people",
            "Email,Name,Roles,Team,Supervisor\ntom@eastmere.example,Tom Reed,Team manager; Auditor,Blue,Anna Bell\n",
            ["1 person to add", "Tom Reed, Blue, Auditor, Team manager, Anna Bell"],
        ),
        ("population", "Plan,Children\nCiN,900\nCP,300\n", ["2 plan types to add", "900"]),
    ],
)
def test_people_and_counts_come_in_the_same_way(priya: FlaskClient, kind: str, text: str, said: list[str]) -> None:
    send(priya, text.encode(), kind=kind)
    page = priya.get("/imports/one").data.decode()
    assert [words for words in said if words not in page] == []
    assert confirm(priya).status_code == 303
