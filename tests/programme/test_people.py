"""People, teams and areas: what the rules that span several of them allow."""

import pytest

from app.events.base import Refusal
from app.events.person import Person
from app.programme import people, setting_up, teams
from app.programme.house import AlreadyDone, House, Stale
from projections import people as read

AT = "2024-05-01T09:00:00+00:00"
PRIYA = {"by": "person/priya", "at": AT}
ANNA = {
    "name": "Anna Bell",
    "email": "anna.bell@eastmere.example",
    "job_level": "social_worker",
    "team": "",
    "supervisor": "",
}


@pytest.fixture
def begun(house: House) -> House:
    setting_up.begin(
        house, council="Eastmere", name="Priya Nair", email="priya@eastmere.example", person="person/priya", at=AT
    )
    people.add(house, "person/anna", ANNA, {"auditor"}, **PRIYA)
    return house


def version(house: House) -> int:
    return house.version("person/anna")


def test_a_person_is_added_with_their_roles_once(begun: House) -> None:
    with pytest.raises(AlreadyDone):
        people.add(begun, "person/anna", ANNA, {"auditor"}, **PRIYA)
    assert (read.person(begun.model, "person/anna") or {})["roles"] == {"auditor"}


def test_a_form_that_was_sent_and_then_changed_never_passes_for_the_first_one(begun: House) -> None:
    with pytest.raises(Refusal, match=r"This form has put Anna Bell on the list\. Send it again to add another"):
        people.add(begun, "person/anna", ANNA | {"name": "Bea Cook", "email": "bea@eastmere.example"}, set(), **PRIYA)


def test_two_people_never_share_an_email(begun: House) -> None:
    with pytest.raises(Refusal, match="Anna Bell has this e-mail address already"):
        people.add(begun, "person/other", ANNA | {"email": " Anna.Bell@Eastmere.example "}, set(), **PRIYA)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"team": "team/nowhere"}, "Choose one of the teams"),
        ({"supervisor": "person/anna"}, "Nobody supervises themselves"),
        ({"supervisor": "person/nobody"}, "Choose one of the people here as supervisor"),
    ],
)
def test_details_that_cannot_be_are_refused(begun: House, wrong: dict[str, str], sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        people.change(begun, "person/anna", version(begun), ANNA | wrong, **PRIYA)


def test_a_change_on_an_old_form_says_so(begun: House) -> None:
    shown = version(begun)
    people.start_training(begun, "person/anna", shown, "2024-05-01", **PRIYA)
    with pytest.raises(Stale):
        people.change(begun, "person/anna", shown, ANNA | {"name": "Anna Hill"}, by="person/other", at=AT)


@pytest.mark.parametrize(("on", "month"), [("2024-05-31", "2024-06"), ("2024-12-01", "2025-01")])
def test_a_new_auditor_is_counted_from_the_month_after(begun: House, on: str, month: str) -> None:
    people.complete_training(begun, "person/anna", version(begun), on, **PRIYA)
    assert begun.load(Person, "person/anna").counted_from == month


def test_through_the_pools_and_out(begun: House) -> None:
    people.complete_training(begun, "person/anna", version(begun), "2024-05-01", **PRIYA)
    people.leave_pool(begun, "person/anna", version(begun), "2024-07-10", "New post", **PRIYA)
    people.appoint_moderator(begun, "person/anna", version(begun), "internal", "2024-07-11", **PRIYA)
    people.stand_down(begun, "person/anna", version(begun), "2024-08-01", "Done", **PRIYA)
    people.leave(begun, "person/anna", version(begun), "2024-09-01", "Moved", **PRIYA)
    assert [row["id"] for row in read.pool(begun.model, "2024-06")] == ["person/anna"]
    assert read.pool(begun.model, "2024-07") == []


def test_the_last_administrator_stays(begun: House) -> None:
    with pytest.raises(Refusal, match="Priya Nair is the only administrator"):
        people.leave(begun, "person/priya", begun.version("person/priya"), "2024-06-01", "", **PRIYA)
    people.hold(begun, "person/anna", version(begun), {"administrator"}, **PRIYA)
    people.hold(begun, "person/priya", begun.version("person/priya"), {"qa_lead"}, **PRIYA)


def test_a_team_needs_an_area_and_a_name_of_its_own(begun: House) -> None:
    north = teams.add_area(begun, "North", "person/anna", **PRIYA)
    assert teams.add_team(begun, "Children in Care, North", north, **PRIYA) == "team/children-in-care-north"
    with pytest.raises(Refusal, match="There is a team called Children in Care, North already"):
        teams.add_team(begun, "children in care, NORTH", north, by="person/other", at=AT)
    with pytest.raises(Refusal, match="Choose one of the service areas"):
        teams.add_team(begun, "South", "area/nowhere", **PRIYA)


def test_a_form_for_a_team_sent_twice_is_one_team(begun: House) -> None:
    teams.add_area(begun, "North", "person/anna", **PRIYA)
    with pytest.raises(AlreadyDone):
        teams.add_area(begun, "North", "person/anna", **PRIYA)


def test_a_renamed_team_leaves_its_old_name_free(begun: House) -> None:
    north = teams.add_area(begun, "North", **PRIYA)
    first = teams.add_team(begun, "Blue", north, **PRIYA)
    teams.change_team(begun, first, 1, "Green", north, **PRIYA)
    assert teams.add_team(begun, "Blue", north, **PRIYA) == "team/blue-2"


def test_nobody_who_left_directs_an_area(begun: House) -> None:
    people.leave(begun, "person/anna", version(begun), "2024-05-02", "", **PRIYA)
    with pytest.raises(Refusal, match="Choose one of the people here as operations director"):
        teams.add_area(begun, "North", "person/anna", **PRIYA)
