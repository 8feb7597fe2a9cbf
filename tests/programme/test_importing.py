"""Lists brought in: what is stored, that it is whole or nothing, and that a list twice is a list once."""

import pytest

from app.events.base import Refusal
from app.events.child import Child, Import
from app.programme import people
from app.programme.house import AlreadyDone, House, Stale
from app.programme.lists import importing
from app.programme.lists.imports import SPECS, match
from app.programme.lists.tables import read_table
from projections import children, children_lists
from projections import people as read

AT = "2024-05-01T09:00:00+00:00"
PRIYA = {"by": "person/priya", "at": AT}
PEOPLE = """Email,Name,Job level,Team,Roles,Supervisor,Auditor trained on,Moderator,Area
anna@eastmere.example,Anna Bell,Social worker,Blue,Auditor,tom@eastmere.example,12/03/2024,,North
tom@eastmere.example,Tom Reed,Manager,Blue,Team manager,,,internal,North
ruth@eastmere.example,Ruth Cole,Senior manager,,Operations director,,,,North
priya@eastmere.example,Priya Nair,,,Administrator; QA lead,,,,
"""
CHILDREN = """Reference,Initials,Plan type,Team,Allocated worker,Age band,Opened
C-1,AB,CiN,Blue,Anna Bell,5-9,01/02/2024
C-2,CD,CP,Blue,Anna Bell,0-4,02/02/2024
"""


def plan(house: House, kind: str, text: str, on: str = "2024-05-01", whole: bool = True) -> importing.ImportPlan:
    table = read_table("list.csv", text.encode())
    brought = importing.Brought(kind, "list.csv", on, whole)
    return importing.planned(house, brought, table, importing.best(match(table.columns, SPECS[kind])))


def bring(
    house: House, kind: str, text: str, on: str = "2024-05-01", id: str = "import/one", whole: bool = True
) -> None:
    made = plan(house, kind, text, on, whole)
    assert [fault.text for fault in made.faults if not fault.warning] == []
    importing.bring_in(house, made, importing.Brought(kind, "list.csv", on), id=id, sha256="0" * 64, **PRIYA)


def person(house: House, email: str) -> dict[str, object]:
    return read.by_email(house.model, email) or {}


def test_people_come_with_roles_pools_supervisor_and_area(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    anna, tom = person(begun, "anna@eastmere.example"), person(begun, "tom@eastmere.example")
    assert (anna["supervisor"], anna["counted_from"], anna["roles"]) == (tom["id"], "2024-04", {"auditor"})
    assert (tom["moderator"], tom["job_level"]) == ("internal", "manager")
    assert read.areas(begun.model)[0]["director_name"] == "Ruth Cole"


def test_the_same_list_of_people_twice_changes_nothing(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    again = plan(begun, "people", PEOPLE)
    assert again.nothing_to_do
    assert len(again.same) == 4
    with pytest.raises(Refusal, match="Nothing to change: everything on this list is held here already"):
        bring(begun, "people", PEOPLE, id="import/two")


def test_a_person_changes_moves_on_and_leaves_by_a_list(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    later = PEOPLE.replace("Social worker", "Manager").replace("internal", "no").replace(",North\n", ",North,\n")
    later = later.replace("Moderator,Area", "Moderator,Area,Left on").replace(",,,,\n", ",,,,,\n")
    later = later.replace("Ruth Cole,Senior manager,,Operations director,,,,North,", "Ruth Cole,,,,,,,,30/04/2024")
    bring(begun, "people", later, id="import/two")
    assert person(begun, "anna@eastmere.example")["job_level"] == "manager"
    assert person(begun, "tom@eastmere.example")["moderator"] == ""
    assert person(begun, "ruth@eastmere.example")["left_on"] == "2024-04-30"
    assert plan(begun, "people", later).nothing_to_do


def test_a_list_undoes_no_training_and_no_leaving_and_says_so(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    other = plan(begun, "people", PEOPLE.replace("12/03/2024", "12/04/2024"))
    assert other.nothing_to_do
    assert other.warnings == ["Anna Bell: on the list with another training date; the date held here stays."]


def test_a_list_that_leaves_nobody_to_administer_is_refused(begun: House) -> None:
    made = plan(begun, "people", PEOPLE.replace("Administrator; QA lead", "QA lead"))
    with pytest.raises(Refusal, match="nobody would be an administrator"):
        importing.bring_in(
            begun, made, importing.Brought("people", "p.csv", "2024-05-01"), id="import/x", sha256="", **PRIYA
        )


def test_children_come_change_end_and_come_back(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    bring(begun, "children", CHILDREN, id="import/a")
    assert begun.load(Child, "child/C-1").initials == "AB"
    assert plan(begun, "children", CHILDREN).nothing_to_do
    first = "".join(CHILDREN.splitlines(keepends=True)[:2])
    bring(begun, "children", first.replace("AB", "AX"), "2024-06-01", "import/b")
    assert begun.load(Child, "child/C-1").initials == "AX"
    assert begun.load(Child, "child/C-2").ended_on == "2024-06-01"
    bring(begun, "children", CHILDREN, "2024-07-01", "import/c")
    assert children_lists.count(begun.model, {}) == 2


def test_additions_end_nobody(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    bring(begun, "children", CHILDREN, id="import/a")
    more = CHILDREN.splitlines()[0] + "\nC-3,EF,CL,Blue,,18-25,01/03/2024\n"
    bring(begun, "children", more, "2024-06-01", "import/b", whole=False)
    assert children_lists.count(begun.model, {}) == 3


def test_a_child_who_was_closed_stays_closed_whatever_else_the_list_says(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    closed = CHILDREN.replace("Opened\n", "Opened,Closed\n").replace("2024\n", "2024,\n")
    closed = closed.replace("02/02/2024,", "02/02/2024,03/04/2024")
    bring(begun, "children", CHILDREN, id="import/a")
    bring(begun, "children", closed, id="import/b")
    assert plan(begun, "children", closed.replace("CD", "XX")).nothing_to_do


def test_counts_of_a_date(begun: House) -> None:
    bring(begun, "population", "Plan,Count\nCiN,900\nCP,300\n", "2024-05-31")
    bring(begun, "population", "Plan,Count\nCP,301\nCL,40\n", "2024-05-31", "import/two")
    rows = children_lists.population_on(begun.model, "2024-05-31")
    assert {row["plan"]: row["count"] for row in rows} == {"CiN": 900, "CP": 301, "CL": 40}


def test_a_failure_in_the_middle_stores_nothing(begun: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(begun, "people", PEOPLE)
    before, list_child = begun.reader.head(), Child.list

    def fails(child: Child, *args: object, **stamp: str) -> None:
        if child.reference == "C-2":
            raise Refusal("No.")
        list_child(child, *args, **stamp)  # type: ignore[arg-type]

    monkeypatch.setattr(Child, "list", fails)
    with pytest.raises(Refusal, match=r"No\."):
        bring(begun, "children", CHILDREN, id="import/a")
    assert begun.reader.head() == before


def test_a_conflict_on_one_child_stores_nothing_of_the_others(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    theirs = begun.log.load(Child, "child/C-2")
    theirs.list({"plan": "CP"}, "2024-05-01", **PRIYA)
    begun.log.keep(theirs)  # the read model has not seen it, as when another process is a moment ahead
    before = begun.reader.head()
    with pytest.raises(Stale):
        bring(begun, "children", CHILDREN, id="import/a")
    assert begun.reader.head() == before


def test_a_list_does_not_put_back_into_the_pool_who_left_it(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    anna = str(person(begun, "anna@eastmere.example")["id"])
    people.leave_pool(begun, anna, begun.version(anna), "2024-06-30", "New post", **PRIYA)
    assert plan(begun, "people", PEOPLE).nothing_to_do
    bring(begun, "people", PEOPLE.replace("12/03/2024", "12/07/2024"), id="import/two")
    assert person(begun, "anna@eastmere.example")["counted_from"] == "2024-08"


def test_somebody_elses_save_in_between_stores_nothing(begun: House, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(begun, "people", PEOPLE)
    made = plan(begun, "children", CHILDREN)
    bring(begun, "children", CHILDREN, id="import/theirs")
    with pytest.raises(Refusal, match="has changed since this preview"):
        importing.bring_in(
            begun, made, importing.Brought("children", "c.csv", "2024-05-01"), id="import/mine", sha256="", **PRIYA
        )
    assert not begun.log.load(Import, "import/mine").exists


def test_an_import_confirmed_twice_is_one_import(begun: House) -> None:
    made = plan(begun, "people", PEOPLE)
    brought = importing.Brought("people", "p.csv", "2024-05-01")
    importing.bring_in(begun, made, brought, id="import/one", sha256="ab", **PRIYA)
    with pytest.raises(AlreadyDone):
        importing.bring_in(begun, made, brought, id="import/one", sha256="ab", **PRIYA)


def test_the_import_is_on_record_with_its_file(begun: House) -> None:
    bring(begun, "people", PEOPLE)
    facts = begun.reader.stream("import/one")[0].facts
    assert (facts["added"], facts["changed"], facts["same"], facts["sha256"]) == (3, 0, 1, "0" * 64)


def test_records_of_a_programme_come_in_the_same_way(begun: House) -> None:
    child = {"reference": "C-9", "initials": "AB", "plan": "CP", "team": "team/blue", "worker": ""}
    stamp = {"id": "import/demo", "file_name": "demo.csv", **PRIYA}
    made = importing.bring_in_records(begun, "children", [child], "2024-05-01", **stamp)
    assert (len(made.add), begun.load(Child, "child/C-9").plan) == (1, "CP")


def test_a_child_is_on_the_newest_whole_list_that_changed_nothing_of_them(begun: House) -> None:
    child = {"reference": "C-9", "initials": "AB", "plan": "CP", "team": "team/blue", "worker": ""}
    for number, day in enumerate(("2024-05-01", "2024-09-02"), 1):
        stamp = {"id": f"import/{number}", "file_name": "demo.csv", **PRIYA}
        importing.bring_in_records(begun, "children", [child, child | {"reference": f"C-1{number}"}], day, **stamp)
    some = plan(begun, "people", PEOPLE)
    importing.bring_in(
        begun, some, importing.Brought("people", "p.csv", "2024-10-01"), id="import/3", sha256="", **PRIYA
    )
    held = children.child(begun.model, "child/C-9")
    assert held
    assert (held["listed_on"], children.on_list_of(begun.model, held)) == ("2024-05-01", "2024-09-02")
    assert children.on_list_of(begun.model, held | {"ended_on": "2024-09-02"}) == "2024-05-01"


def test_progress_is_told_to_the_end(begun: House) -> None:
    told: list[tuple[str, int, int]] = []
    made = plan(begun, "people", PEOPLE)
    brought = importing.Brought("people", "p.csv", "2024-05-01")
    importing.bring_in(begun, made, brought, id="import/one", sha256="", tell=lambda *now: told.append(now), **PRIYA)
    decided = [("decide", done, 3) for done in (1, 2, 3)]
    assert told == [*decided, ("decide", 3, 3), ("store", 0, 0), ("follow", 0, 0)]


def test_the_check_of_each_row_is_told_before_the_comparison(begun: House) -> None:
    told: list[tuple[str, int, int]] = []
    table = read_table("people.csv", PEOPLE.encode())
    brought = importing.Brought("people", "people.csv", "2024-05-01")
    found = importing.best(match(table.columns, SPECS["people"]))
    importing.planned(begun, brought, table, found, lambda *now: told.append(now))
    assert told == [*[("check", done, 4) for done in (1, 2, 3, 4)], ("compare", 0, 0)]
