"""Dip samples in the browser: planned, drawn, measured, filled in, concluded; who sees what; what is refused where."""

import csv
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, GRACE, HELEN, IAN, KOFI, MARY, OMAR, PRIYA, RUTH, Story
from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import conclude, record_answers
from app.events.person import Person
from projections import dip_samples
from tests.views.may import app, may, may_log, signed_in
from tests.views.sending import do, version
from tests.views.test_access_log import lines

__all__ = ["app", "may", "may_log"]

DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
PLAN = DAY | {"id": "dip_sample/one", "title": "Endings", "question": "Who was told?", "why": "Two were not.",
              "kind": "children", "how": "drawn", "size": "3", "reviewers": MARY}  # fmt: skip
HERE, GRID, ANSWERS = "/dip-samples/one", "/dip-samples/one/grid", "/dip-samples/one/answers"
NOTE = "She was seen at school and nobody wrote it down."


@pytest.fixture
def ruth(app: Flask, may: Story) -> FlaskClient:
    return signed_in(app, RUTH)


def sample(app: Flask) -> DipSample:
    return app.extensions["house"].log.load(DipSample, "dip_sample/one")


def members(app: Flask) -> list[str]:
    return [row["member"] for row in dip_samples.members(app.extensions["house"].model, "dip_sample/one")]


def seen(client: FlaskClient, path: str = GRID) -> str:
    found = re.search(r'name="seen" value="(\d+)"', client.get(path).text)
    assert found
    return found[1]


@pytest.fixture
def drawn(app: Flask, ruth: FlaskClient) -> list[str]:
    """Planned, drawn and measured by forms alone; its members."""
    assert ruth.post("/dip-samples", data=PLAN).headers["Location"] == HERE
    assert do(ruth, f"{HERE}/draw", DAY | {"seed": "june"}).status_code == 303
    for measure in (
        {"label": "Clear", "kind": "yes_no"},
        {"label": "Told", "kind": "yes_no_na", "only_where": "clear:no"},
        {"label": "Kind", "kind": "choice", "answers": "Good\r\nPoor\r\n"},
        {"label": "Days", "kind": "number", "unit": "working days"},
        {"label": "Note", "kind": "text"},
    ):
        assert do(ruth, f"{HERE}/measure", measure).status_code == 303
    return members(app)


@pytest.fixture
def filled(app: Flask, ruth: FlaskClient, drawn: list[str]) -> list[str]:
    """Filled in and concluded."""
    a, b, c = drawn
    cells = {f"{id}|kind": "good" for id in drawn} | {f"{a}|clear": "yes", f"{b}|clear": "no", f"{c}|clear": "no"}
    cells |= {f"{b}|told": "na", f"{c}|told": "no", f"{b}|note": NOTE}
    cells |= {f"{id}|days": str(number) for id, number in zip(drawn, (21, 116, 40), strict=True)}
    assert ruth.post(ANSWERS, data={"seen": seen(ruth), **cells}).status_code == 303
    facts = DAY | {"findings": "Nobody was told in time.", "themes": ["recording"], "own_themes": "Endings"}
    assert do(ruth, f"{HERE}/conclusion", facts).status_code == 303
    return drawn


def test_it_is_made_by_forms_alone_and_its_page_says_what_was_found(ruth: FlaskClient, filled: list[str]) -> None:
    page = " ".join(re.sub(r"<[^>]+>", " ", ruth.get(HERE).text).split())
    for words in (
        "Open children of every plan type on the list of 12 April 2024. 6 children as at 12 April 2024",
        "3 of 6 children, each with the same chance",
        "Seed: “june”",
        "Of all 3 children. Yes : 1 of 3 33% (95% interval 6% to 79%)",
        "Of the 2 children for whom “Clear” is No; 1 not applicable, left out. Yes : 0 of 1 0%",
        "n 3, median 40 working days, from 21 working days"[:24],
        "to a maximum of 116 working days",
        "1 note written",
        "Nobody was told in time.",
        "Themes: Clear, respectful recording, Endings.",
    ):
        assert words in page, words


def test_a_double_click_on_the_plan_lands_on_the_first(app: Flask, ruth: FlaskClient) -> None:
    for _ in "ab":
        assert ruth.post("/dip-samples", data=PLAN).headers["Location"] == HERE
    assert sample(app).version == 1


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"title": ""}, "Give it a title."),
        ({"kind": ""}, "Choose what it is drawn from."),
        ({"kind": "moon"}, "Choose one of the list."),
        ({"size": "99"}, "The frame holds 6 now: draw from 1 to 6."),
        ({"size": "many"}, "Enter a whole number."),
        ({"size": "١"}, "Enter a whole number."),
        ({"kind": "audits"}, "Choose a month."),
        ({"teams": "team/none"}, "Nothing is in this frame now."),
        ({"reviewers": ANNA}, "Choose moderators who are here."),
        ({"why": "x" * 4001}, "Use at most 4,000 characters."),
        ({"on-day": "29"}, "The date cannot be in the future."),
    ],
)
def test_a_bad_plan_is_told_beside_its_field_and_what_was_typed_is_kept(
    app: Flask, ruth: FlaskClient, bad: dict[str, str], words: str
) -> None:
    answer = ruth.post("/dip-samples", data=PLAN | {"question": "Who was told of it?"} | bad)
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "Who was told of it?" in answer.text
    assert not sample(app).exists


def test_a_form_that_is_overtaken_says_so(ruth: FlaskClient, drawn: list[str]) -> None:
    old = version(ruth, f"{HERE}/withdrawal")
    do(ruth, f"{HERE}/measure", {"label": "New", "kind": "yes_no"})
    answer = ruth.post(f"{HERE}/withdrawal", data={"version": old, "reason": "Enough."} | DAY)
    assert answer.status_code == 409
    assert "dip sample measure defined by Ruth Okafor" in answer.text
    assert "Enough." in answer.text


def test_a_base_is_of_one_measure_and_not_from_elsewhere_too(ruth: FlaskClient, drawn: list[str]) -> None:
    facts = {"label": "New", "kind": "yes_no", "only_where": ["clear:no", "told:no"]}
    assert "Choose answers of one measure only." in do(ruth, f"{HERE}/measure", facts).text
    facts = {"label": "New", "kind": "yes_no", "only_where": "clear:no", "number": "46", "source": "x"}
    assert "not both" in do(ruth, f"{HERE}/measure", facts).text
    facts = {"label": "New", "kind": "yes_no", "number": "46", "source": "Audits of November"}
    assert do(ruth, f"{HERE}/measure", facts).status_code == 303
    assert "Of 46: Audits of November" in ruth.get(f"{HERE}/measures/new").text


def test_a_measure_is_asked_otherwise_and_taken_out(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    here = f"{HERE}/measures/days"
    assert 'value="working days"' in ruth.get(f"{here}/change").text
    facts = {"label": "Days unseen", "kind": "number", "unit": "working days"}
    assert do(ruth, f"{here}/change", facts).headers["Location"] == here
    assert do(ruth, f"{here}/removal", {}).status_code == 303
    assert ruth.get(here).headers["Location"] == HERE, "the measure is gone, so its page leads to the dip sample"
    assert "days" not in sample(app).measures
    refused = do(ruth, f"{HERE}/measures/clear/removal", {})
    assert (refused.status_code, "“Told” rests on this measure" in refused.text) == (422, True)


def test_a_pasted_list_is_drawn_by_hand(app: Flask, ruth: FlaskClient) -> None:
    ruth.post("/dip-samples", data=PLAN | {"how": "by_hand", "size": ""})
    answer = do(ruth, f"{HERE}/draw", DAY | {"references": "C-10482\t=1+1", "reason": "Late."})
    assert (answer.status_code, "Not in the frame: =1+1." in answer.text) == (422, True)
    assert "C-10482" in answer.text
    do(ruth, f"{HERE}/draw", DAY | {"references": "C-10482\tC-10533", "reason": "Late."})
    assert members(app) == ["child/C-10482", "child/C-10533"]
    assert "Chosen by hand: Late." in ruth.get(f"{HERE}/members").text


def test_the_draw_is_repeated_on_its_page(ruth: FlaskClient, drawn: list[str]) -> None:
    assert "the same 3 members" in ruth.get(f"{HERE}/repeated-draw").text


def test_the_grid_is_a_plain_form_with_a_name_for_each_cell(ruth: FlaskClient, drawn: list[str]) -> None:
    page = ruth.get(GRID).text
    assert page.count("data-cell") == 15
    assert f'name="{drawn[0]}|clear" aria-labelledby="measure-clear member-1"' in page
    one = ruth.get(f"{GRID}?member=2").text
    assert f'name="{drawn[1]}|clear"' in one
    assert f'name="{drawn[0]}|clear"' not in one
    assert ruth.get(f"{GRID}?member=99999999999&page=x").status_code == 200


def test_one_member_is_saved_and_the_next_one_comes(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    facts = {"seen": seen(ruth), "member": "1", f"{drawn[0]}|clear": "yes"}
    assert ruth.post(ANSWERS, data=facts).headers["Location"] == f"{GRID}?member=2"
    assert ruth.post(ANSWERS, data=facts | {"member": "3"}).headers["Location"] == GRID
    assert sample(app).answer(drawn[0], "clear") == "yes"


def test_rubbish_is_told_beside_its_cell_and_nothing_is_stored(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    facts = {"seen": seen(ruth), f"{drawn[0]}|days": "<b>1e9", f"{drawn[1]}|clear": "yes", "x|y|z": "1", "q": "|"}
    answer = ruth.post(ANSWERS, data=facts)
    assert answer.status_code == 422
    assert 'href="#cell-1-days">Enter a number, such as 12 or 2.5.' in answer.text
    assert "&lt;b&gt;1e9" in answer.text
    assert sample(app).answer(drawn[1], "clear") is None
    outside = ruth.post(ANSWERS, data={"seen": seen(ruth), f"{drawn[0]}|told": "yes"})
    assert "This is only asked where “Clear” is “No”." in outside.text


def test_an_answer_over_the_base_from_elsewhere_is_told_beside_its_cell(ruth: FlaskClient, drawn: list[str]) -> None:
    measure = {"label": "Done", "kind": "yes_no", "number": "1", "source": "The register"}
    assert do(ruth, f"{HERE}/measure", measure).status_code == 303
    given = {f"{member}|done": "yes" for member in drawn[:2]}
    answer = ruth.post(ANSWERS, data={"seen": seen(ruth), **given})
    assert answer.status_code == 422
    assert (
        'href="#cell-2-done">With this there would be 2 answers, more than the base from elsewhere, 1.' in answer.text
    )


def test_two_answers_to_one_cell_are_both_shown(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    mary, cell = signed_in(app, MARY), f"{drawn[0]}|clear"
    before = seen(mary)
    ruth.post(ANSWERS, data={"seen": before, cell: "yes"})
    answer = mary.post(ANSWERS, data={"seen": before, cell: "no"})
    assert answer.status_code == 409
    assert "Ruth Okafor answered Yes at" in answer.text
    assert '<option value="no" selected>' in answer.text
    now = re.search(r'name="seen" value="(\d+)"', answer.text)
    assert now
    assert mary.post(ANSWERS, data={"seen": now[1], cell: "no"}).status_code == 303
    assert sample(app).answer(drawn[0], "clear") == "no"


def test_the_script_gets_the_version_or_both_answers(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    by_script, cell = {"X-Requested-With": "grid"}, f"{drawn[0]}|clear"
    before = seen(ruth)
    saved = ruth.post(ANSWERS, data={"seen": before, cell: "yes"}, headers=by_script)
    assert saved.json == {"version": sample(app).version, "at": "10:30"}
    clash = signed_in(app, MARY).post(ANSWERS, data={"seen": before, cell: "no"}, headers=by_script)
    assert clash.status_code == 409
    assert clash.json
    assert (clash.json["cells"][0]["theirs"], clash.json["version"]) == ("yes", sample(app).version)
    bad = ruth.post(ANSWERS, data={"seen": before, f"{drawn[0]}|days": "x"}, headers=by_script)
    assert (bad.status_code, bad.json and bad.json["cells"][0]["name"]) == (422, f"{drawn[0]}|days")


def test_nothing_is_recorded_once_it_is_concluded(ruth: FlaskClient, filled: list[str]) -> None:
    answer = ruth.post(ANSWERS, data={"seen": "99", f"{filled[0]}|clear": "no"})
    assert (answer.status_code, "cannot be filled in: it is concluded" in answer.text) == (422, True)
    assert "No answers are recorded now." in ruth.get(GRID).text


def test_a_recommendation_becomes_an_action_that_links_back(ruth: FlaskClient, filled: list[str]) -> None:
    due = {"due-day": "2", "due-month": "9", "due-year": "2024"}
    facts = DAY | due | {"what": "Write to each family.", "owner": OMAR}
    late = do(ruth, f"{HERE}/recommendation", facts | {"due-year": "2023"})
    assert (late.status_code, "Give a date from today on." in late.text) == (422, True)
    assert do(ruth, f"{HERE}/recommendation", facts).headers["Location"] == HERE
    page = ruth.get(HERE).text
    assert "Write to each family." in page
    action = re.search(r'href="(/actions/\w+)"', page)
    assert action
    assert f'href="{HERE}"' in ruth.get(action[1]).text
    assert "Write to each family." in signed_in(ruth.application, OMAR).get("/").text


SEES = [
    (RUTH, True, True, 3), (MARY, True, True, 3), (HELEN, True, True, 3), (IAN, True, True, 3), (KOFI, False, False, 3),
    (GRACE, True, False, 3), (OMAR, True, False, 3),
]  # fmt: skip


@pytest.mark.parametrize(("person", "findings", "notes", "n"), SEES)
def test_each_role_sees_its_part(
    app: Flask, filled: list[str], person: str, findings: bool, notes: bool, n: int
) -> None:
    client = signed_in(app, person)
    page = client.get(HERE)
    assert (page.status_code, "Nobody was told in time." in page.text) == (200, findings)
    assert (NOTE in client.get(f"{HERE}/measures/note").text) == notes
    assert client.get(f"{HERE}/members").text.count('id="member-') == n
    for kind in ("csv", "json"):
        assert NOTE not in client.get(f"{HERE}/data.{kind}").text
    assert "Endings" in client.get("/dip-samples").text
    read = {one.path for one in lines(app, by=person) if one.kind == "dip_sample"}
    assert read >= {HERE, f"{HERE}/measures/note", f"{HERE}/members"}


@pytest.mark.parametrize("person", [PRIYA, ANNA, stories.DANA])
def test_others_have_none_of_it(app: Flask, filled: list[str], person: str) -> None:
    client = signed_in(app, person)
    for path in ("/dip-samples", HERE, f"{HERE}/members", f"{HERE}/data.json", GRID, f"{HERE}/measures/note"):
        assert client.get(path).status_code == 404, path


def test_a_manager_sees_what_is_concluded_and_only_the_members_of_the_team(app: Flask, drawn: list[str]) -> None:
    omar = signed_in(app, OMAR)
    assert omar.get(HERE).status_code == 404
    assert "Endings" not in omar.get("/dip-samples").text
    story = Story(app.extensions["house"], "2024-05-28")
    story.let(RUTH, DipSample, "dip_sample/one").do(record_answers, drawn[0], {"clear": "yes"})
    story.let(RUTH, DipSample, "dip_sample/one").do(conclude, "Much.", [], [], "Left.", on="2024-05-28")
    facts = {"name": "Abel Stone", "email": "abel@eastmere.example", "job_level": "manager", "supervisor": ""}
    story.let(PRIYA, Person, "person/abel").add(**facts, team=stories.HILLSIDE)
    story.let(PRIYA, Person, "person/abel").hold({"team_manager"})
    abel = signed_in(app, "person/abel")
    assert "Of all 3 children" in abel.get(HERE).text
    page = abel.get(f"{HERE}/measures/clear").text
    assert "1 child of other teams or service areas not shown." in page
    assert not any(id.removeprefix("child/") in page for id in drawn)
    data = abel.get(f"{HERE}/data.json").json
    assert (data["rows"], data["measures"][0]["answers"][0]["numerator"]) == ([], [])
    assert data["measures"][0]["answers"][0]["n"] == 1
    assert "2 children" not in omar.get(f"{HERE}/members").text, "all three are of his team"


def test_a_moderator_who_is_not_named_has_none_of_it(app: Flask, ruth: FlaskClient, drawn: list[str]) -> None:
    assert "Endings" in signed_in(app, MARY).get("/").text, "it waits for her on her first page"
    do(ruth, f"{HERE}/reviewers", DAY)
    mary = signed_in(app, MARY)
    assert [mary.get(path).status_code for path in (HERE, GRID)] == [404, 404]
    assert mary.post(ANSWERS, data={"seen": "1"}).status_code == 404
    assert "Endings" not in mary.get("/").text


def test_the_files_hold_a_row_a_member_and_each_measure_with_its_ids(app: Flask, filled: list[str]) -> None:
    kofi, (a, b, c) = signed_in(app, KOFI), filled
    rows = list(csv.DictReader(io.StringIO(kofi.get(f"{HERE}/data.csv").data.decode("utf-8-sig"))))
    assert [(row["Member id"], row["Clear"], row["Told id"], row["Days"]) for row in rows] == [
        (a, "Yes", "", "21"), (b, "No", "na", "116"), (c, "No", "no", "40"),
    ]  # fmt: skip
    assert "Note" not in rows[0]
    assert kofi.get(f"{HERE}/data.xlsx").data.startswith(b"PK")
    told = {one["id"]: one for one in kofi.get(f"{HERE}/data.json").json["measures"]}
    yes, no = told["told"]["answers"]
    assert (no["numerator"], told["told"]["denominator"], no["n"], no["of"]) == ([c], [c], 1, 1)
    assert (told["told"]["not_applicable"], yes["share"], no["share"]) == (1, 0, 100)
    assert (told["days"]["maximum"], told["days"]["median"], told["days"]["n"]) == (116, 40, 3)


def test_the_tracker_counts_and_filters(ruth: FlaskClient, drawn: list[str]) -> None:
    ruth.post("/dip-samples", data=PLAN | {"id": "dip_sample/two", "title": "Another"})
    page = ruth.get("/dip-samples?state=planned").text
    assert ("Another" in page, "Endings" in page, "1 dip sample" in page) == (True, False, True)
    row = ruth.get("/dip-samples.json?state=drawn").json["rows"][0]
    assert (row["member_count"], row["frame_size"], row["expected_count"], row["answer_count"]) == (3, 6, 9, 0)


def test_an_analyst_reads_no_findings_and_a_history_has_no_answers(app: Flask, filled: list[str]) -> None:
    assert signed_in(app, KOFI).get(f"{HERE}/history").status_code == 404
    page = signed_in(app, HELEN).get(f"{HERE}/history").text
    assert "Ruth Okafor recorded what was found of" in page
    assert NOTE not in page
    drawn = signed_in(app, RUTH).get(f"/children/{filled[0].removeprefix('child/')}/history").text
    assert "drew 3 of 6 for the dip sample “Endings”" in drawn


@pytest.mark.usefixtures("filled")
def test_a_concluded_one_is_opened_again_with_a_reason_by_the_qa_lead(app: Flask, ruth: FlaskClient) -> None:
    act, why = f"{HERE}/reopening", {"reason": "One was wrong."}
    assert f'href="{act}"' in ruth.get(HERE).text
    assert signed_in(app, MARY).post(act, data=DAY | why | {"version": "1"}).status_code == 404
    assert do(ruth, act, DAY | {"reason": " "}).status_code == 422
    assert do(ruth, act, DAY | why).status_code == 303
    page = ruth.get(HERE).text
    assert f'href="{act}"' not in page
    assert f'href="{HERE}/conclusion"' in page
