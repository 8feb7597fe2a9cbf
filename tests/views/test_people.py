"""People, teams and areas in the browser: who may, what is kept after a refusal, what the list shows and hands out."""

import re

import pytest
from flask.testing import FlaskClient

FIRST = {
    "person": "person/first",
    "council": "Eastmere Council",
    "name": "Priya Nair",
    "email": "priya@eastmere.example",
    "password": "three odd words",
    "again": "three odd words",
}
ANNA = {
    "person": "person/anna",
    "name": "Anna Bell",
    "email": "anna@eastmere.example",
    "job_level": "social_worker",
    "team": "team/blue",
    "supervisor": "",
    "roles": ["auditor", "practitioner"],
}


@pytest.fixture
def priya(client: FlaskClient) -> FlaskClient:
    """The first administrator, with an area, a team and Anna Bell in it."""
    client.post("/setup", data=FIRST)
    client.post("/settings/areas", data={"name": "North", "director": ""})
    client.post("/teams", data={"name": "Blue", "area": "area/north"})
    client.post("/people", data=ANNA)
    return client


def version(page: bytes) -> str:
    found = re.search(rb'name="version" value="(\d+)"', page)
    assert found, "the form carries no version"
    return found[1].decode()


def act(client: FlaskClient, path: str, **facts: str) -> object:
    return client.post(path, data={"version": version(client.get(path).data), **facts})


def test_what_a_first_run_lacks_is_said_until_it_is_there(priya: FlaskClient) -> None:
    page = priya.get("/settings").data.decode()
    assert 'See<span class="govuk-visually-hidden"> open children</span>' in page
    steps = re.findall(r"task-list__link[^>]*>([^<]+)</a>.*?>\s*(Done|To do)\b", page, re.S)
    assert steps == [
        ("Service areas and teams", "Done"),
        ("People", "Done"),
        ("A QA lead", "Done"),
        ("Passwords", "To do"),
        ("Training", "To do"),
        ("Framework", "To do"),
        ("Children", "To do"),
    ]


def test_the_council_can_be_renamed(priya: FlaskClient) -> None:
    act(priya, "/settings/council", name="Westmere Council")
    assert b"Westmere Council" in priya.get("/settings").data


def test_a_person_appears_with_team_and_roles(priya: FlaskClient) -> None:
    page = priya.get("/people/anna").data
    assert b"Blue" in page
    assert b"Auditor, Practitioner" in page


def test_a_refused_form_keeps_what_was_typed_and_links_to_the_field(priya: FlaskClient) -> None:
    page = priya.post("/people", data=ANNA | {"person": "person/new", "name": "Bea Cook"})
    assert page.status_code == 422
    assert b"Anna Bell has this e-mail address already." in page.data
    assert b'href="#email"' in page.data
    assert b'value="Bea Cook"' in page.data


def test_a_form_sent_twice_is_one_person(priya: FlaskClient) -> None:
    assert priya.post("/people", data=ANNA).headers["Location"] == "/people/anna"
    assert b"2 people" in priya.get("/people").data


def test_back_and_another_name_is_another_person_once_it_is_sent_again(priya: FlaskClient) -> None:
    bea = ANNA | {"name": "Bea Cook", "email": "bea@eastmere.example"}
    page = priya.post("/people", data=bea)
    assert page.status_code == 422
    assert b"This form has put Anna Bell on the list." in page.data
    assert b'value="Bea Cook"' in page.data
    again = re.search(rb'name="person"[^>]*value="([^"]+)"', page.data)
    assert again is not None
    assert priya.post("/people", data=bea | {"person": again[1].decode()}).status_code == 303
    assert b"3 people" in priya.get("/people").data


@pytest.mark.parametrize("id", ["person/../teams", "person/<b>", "person/", "person/" + "x" * 1000, "team/harbour"])
def test_an_id_that_no_form_has_is_not_taken(priya: FlaskClient, id: str) -> None:
    bea = ANNA | {"name": "Bea Cook", "email": "bea@eastmere.example", "person": id}
    there = priya.post("/people", data=bea).headers["Location"]
    assert there.count("/") == 2
    assert b"Bea Cook" in priya.get(there).data


def test_who_changed_it_meanwhile_is_said(priya: FlaskClient) -> None:
    old = version(priya.get("/people/anna/edit").data)
    act(priya, "/people/anna/training", **{"on-day": "1", "on-month": "5", "on-year": "2024"})
    page = priya.post("/people/anna", data=ANNA | {"version": old, "name": "Anna Hill"})
    assert page.status_code == 409
    assert b"Priya Nair changed this while your form was open." in page.data
    assert b'value="Anna Hill"' in page.data


def test_an_old_form_with_another_name_never_passes_for_the_one_before(priya: FlaskClient) -> None:
    old = version(priya.get("/people/anna/edit").data)
    first = ANNA | {"version": old, "name": "Anna Hill"}
    assert [priya.post("/people/anna", data=first).status_code for _ in range(2)] == [303, 303]
    page = priya.post("/people/anna", data=first | {"name": "Anna Dale"})
    assert page.status_code == 409
    assert b'value="Anna Dale"' in page.data


def test_through_training_into_the_pool_and_out(priya: FlaskClient) -> None:
    on = {"on-day": "13", "on-month": "12", "on-year": "2024"}
    act(priya, "/people/anna/training-completion", **on)
    assert b"counted from January 2025" in priya.get("/people/anna").data
    act(priya, "/people/anna/pool-departure", reason="New post", **on | {"on-year": "2025"})
    assert b"Left the pool on 13 December 2025" in priya.get("/people/anna").data


def test_a_date_that_cannot_be_is_refused_in_words(priya: FlaskClient) -> None:
    page = act(priya, "/people/anna/training", **{"on-day": "31", "on-month": "2", "on-year": "2024"})
    assert page.status_code == 422  # type: ignore[attr-defined]
    assert b"The date must be a real date" in page.data  # type: ignore[attr-defined]


def test_moderators_come_and_go(priya: FlaskClient) -> None:
    on = {"on-day": "1", "on-month": "5", "on-year": "2024"}
    act(priya, "/people/anna/moderator", kind="external", **on)
    assert b"External" in priya.get("/people?standing=moderator").data
    act(priya, "/people/anna/moderator-departure", reason="Done", **on)
    assert b"Nobody fits." in priya.get("/people?standing=moderator").data


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Anna Bell", "Priya Nair"]),
        ("?sort=-name", ["Priya Nair", "Anna Bell"]),
        ("?role=auditor", ["Anna Bell"]),
        ("?search=PRIYA", ["Priya Nair"]),
        ("?team=team/blue&role=auditor", ["Anna Bell"]),
        ("?left=yes", []),
        ("?sort=password", ["Anna Bell", "Priya Nair"]),
    ],
)
def test_page_and_files_show_exactly_what_is_filtered(priya: FlaskClient, query: str, names: list[str]) -> None:
    page = priya.get(f"/people{query}").data.decode()
    assert re.findall(r'href="/people/(?:anna|first)">([^<]+)<', page) == names
    rows = priya.get(f"/people.csv{query}").data.decode("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == names


def test_the_order_in_force_is_said_and_turned_by_its_link(priya: FlaskClient) -> None:
    page = priya.get("/people?role=auditor&sort=name").data
    assert b'aria-sort="ascending"' in page
    assert b'href="/people?role=auditor&amp;sort=-name"' in page


def test_a_link_sets_a_password_once(priya: FlaskClient) -> None:
    page = priya.post("/people/anna/password").data.decode()
    link = re.search(r"http://localhost(/welcome/[^<]+)", page)[1]  # type: ignore[index]
    other = priya.application.test_client()
    both = {"password": "four more odd words", "again": "four more odd words"}
    assert other.post(link, data=both | {"again": "another"}).status_code == 422
    assert other.post(link, data=both).headers["Location"] == "/"
    assert b"Anna Bell" in other.get("/").data
    assert b"has been used or is too old" in priya.application.test_client().get(link).data


def test_ones_own_password_needs_the_one_now(priya: FlaskClient) -> None:
    new = {"current": "not this", "password": "five even odder words", "again": "five even odder words"}
    assert priya.post("/account/password", data=new).status_code == 422
    assert priya.post("/account/password", data=new | {"current": FIRST["password"]}).status_code == 303


def anna(priya: FlaskClient) -> FlaskClient:
    page = priya.post("/people/anna/password").data.decode()
    link = re.search(r"http://localhost(/welcome/[^<]+)", page)[1]  # type: ignore[index]
    client = priya.application.test_client()
    client.post(link, data={"password": "four more odd words", "again": "four more odd words"})
    return client


@pytest.mark.parametrize("path", ["/people", "/people.csv", "/people/first", "/people/new", "/settings", "/teams/blue"])
def test_an_auditor_sees_none_of_it_but_themselves(priya: FlaskClient, path: str) -> None:
    hers = anna(priya)
    assert hers.get(path).status_code == 404
    assert hers.get("/people/anna").status_code == 200


def test_a_team_page_names_its_manager(priya: FlaskClient) -> None:
    act(priya, "/people/anna/roles", roles="team_manager")
    page = priya.get("/teams/blue").data.decode()
    assert re.search(r"Manager</dt>\s*<dd[^>]*>Anna Bell", page)


def test_a_team_is_renamed_and_an_area_gets_its_director(priya: FlaskClient) -> None:
    shown = version(priya.get("/teams/blue/edit").data)
    priya.post("/teams/blue", data={"version": shown, "name": "Green", "area": "area/north"})
    shown = version(priya.get("/settings/areas/north/edit").data)
    priya.post("/settings/areas/north", data={"version": shown, "name": "North", "director": "person/anna"})
    page = priya.get("/settings/areas").data
    assert b"Green" in page
    assert b"Anna Bell" in page


def test_a_long_list_comes_a_page_at_a_time_and_the_file_whole(
    priya: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.views.people.PER_PAGE", 1)
    first, second = (priya.get(f"/people?page={page}").text for page in (1, 2))
    assert ("Anna Bell" in first, "Anna Bell" in second) == (True, False)
    assert 'aria-label="Pages of people"' in first
    assert priya.get("/people.csv").text.count("@") == 2
