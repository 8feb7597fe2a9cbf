"""The framework in the browser: any audit tool from nothing to published, by forms that need no JavaScript."""

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.events.person import Person
from app.programme import frameworks
from tests.views.filling import FormReader, fill, shown

AT = "2024-05-01T09:00:00+00:00"
DRAFT = "/frameworks/core/draft"
COUNCILS = Path(__file__).parents[1] / "events" / "frameworks"
ROLES = {"alice": "qa_lead", "bob": "administrator", "charlie": "auditor"}


@pytest.fixture
def app(app: Flask) -> Flask:
    """Alice and Bob, who change frameworks, Charlie, who audits, and the default framework with a draft."""
    house = app.extensions["house"]
    for name, role in ROLES.items():
        person = house.log.load(Person, f"person/{name}")
        facts = {"name": name.title(), "email": f"{name}@eastmere.example", "job_level": "other"}
        person.add(**facts, team="", supervisor="", by="system", at=AT)
        person.hold({role}, by="system", at=AT)
        house.keep(person)
    frameworks.adopt_default(house, by="person/alice", at=AT)
    frameworks.revise(house, "framework/core", by="person/alice", at=AT)
    return app


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"person/{name}"
        session["_fresh"] = True
    return client


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    return signed_in(app, "alice")


@pytest.fixture
def bob(app: Flask) -> FlaskClient:
    return signed_in(app, "bob")


def draft(app: Flask, slug: str = "core") -> dict[str, Any]:
    return frameworks.draft(app.extensions["house"], f"framework/{slug}")[0]


def words(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


# Any council's framework, from nothing to published


def typed(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, list) else str(value)


def write_list(client: FlaskClient, path: str, part: str, entries: list[dict[str, Any]]) -> None:
    assert not entries or fill(client, path, {}, "add").status_code == 303
    for n, entry in enumerate(entries):
        changes = {f"{part}-{n}-{name}": typed(value) for name, value in entry.items()}
        do = "save" if n == len(entries) - 1 else "add"
        assert fill(client, path, changes, do).status_code == 303


def built(client: FlaskClient, wanted: dict[str, Any]) -> str:
    """Type a whole framework in, in the order of the overview; returns its slug."""
    begun = client.post("/frameworks", data={"title": wanted["title"], "start": "empty"})
    base = begun.headers["Location"]
    write_list(client, f"{base}/grades", "grades", [without(grade, "id") for grade in wanted["grades"]])
    domains = [without(domain, "id", "descriptors") for domain in wanted["domains"]]
    write_list(client, f"{base}/domains", "domains", domains)
    write_list(client, f"{base}/themes", "themes", [without(theme, "id") for theme in wanted["themes"]])
    write_list(client, f"{base}/stages", "stages", [without(stage, "id") for stage in wanted["stages"]])
    write_texts(client, base, wanted)
    write_list(client, f"{base}/questions", "questions", questions(client, base, wanted))
    return base.split("/")[2]


def write_texts(client: FlaskClient, base: str, wanted: dict[str, Any]) -> None:
    for domain, path in zip(wanted["domains"], pages(client, base, "descriptors/"), strict=True):
        described(client, path, "", domain["descriptors"])
    overall = {f"overall-{name}": wanted["overall"][name] for name in ("label", "guidance")}
    assert fill(client, f"{base}/overall", overall).status_code == 303
    described(client, f"{base}/overall", "overall-", wanted["overall"]["descriptors"])
    rules = {
        "not_applicable-label": wanted["not_applicable"]["label"],
        "not_applicable-in_denominator": typed(wanted["not_applicable"]["in_denominator"]),
        "rounding-places": typed(wanted["rounding"]["places"]),
        "audits_owed_a_month": typed(wanted["audits_owed_a_month"]),
    }
    assert fill(client, f"{base}/rules", rules).status_code == 303
    deadlines = {f"deadlines-{name}": typed(value) for name, value in wanted["deadlines"].items()}
    ids = [grade["id"] for grade in wanted["grades"]]
    made = [field.split("-", 2)[2] for field in shown(client, f"{base}/overall") if "descriptors" in field]
    always = [made[ids.index(id)] for id in wanted["moderation"]["always"]]
    share = {"moderation-share_percent": typed(wanted["moderation"]["share_percent"]), "moderation-always": always}
    assert fill(client, f"{base}/deadlines", deadlines | share).status_code == 303


def described(client: FlaskClient, path: str, prefix: str, texts: dict[str, str]) -> None:
    names = [name for name in shown(client, path) if name.startswith(f"{prefix}descriptors-")]
    assert fill(client, path, dict(zip(names, texts.values(), strict=True))).status_code == 303


def pages(client: FlaskClient, base: str, part: str) -> list[str]:
    return list(dict.fromkeys(re.findall(rf'href="({base}/{part}[^"#]+)', client.get(base).text)))


def questions(client: FlaskClient, base: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    made = [path.rpartition("/")[2] for path in pages(client, base, "descriptors/")]
    sections = dict(zip((domain["id"] for domain in wanted["domains"]), made, strict=True))
    return [
        without(question, "id")
        | {"section": sections.get(question["section"], question["section"])}
        | {"choices": "\r\n".join(choice["label"] for choice in question["choices"])}
        for question in wanted["questions"]
    ]


def without(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}


def by_label(content: dict[str, Any]) -> Any:
    """A document with every id replaced by the label that it stands for, so that two can be compared."""
    lists = ("grades", "domains", "themes", "stages", "questions")
    names = {entry["id"]: entry["label"] for part in lists for entry in content[part]}
    names |= {choice["id"]: choice["label"] for each in content["questions"] for choice in each["choices"]}
    return _named(copy.deepcopy(content), names)


def _named(value: Any, names: dict[str, str], key: str = "") -> Any:
    if isinstance(value, dict):
        renamed = {names.get(name, name) if key == "descriptors" else name: inner for name, inner in value.items()}
        return {name: _named(inner, names, name) for name, inner in renamed.items()}
    if isinstance(value, list):
        entries = [_named(entry, names, key) for entry in value]
        return sorted(entries) if key == "always" else entries
    return names.get(value, value) if key in ("id", "section", "always") else value


@pytest.mark.parametrize("name", ["scale_of_eleven", "three_stages"])
def test_another_councils_framework_needs_no_code(app: Flask, alice: FlaskClient, name: str) -> None:
    wanted = json.loads((COUNCILS / f"{name}.json").read_text(encoding="utf-8"))
    slug = built(alice, wanted)
    assert "Nothing is missing" in alice.get(f"/frameworks/{slug}/draft").text
    assert alice.get(f"/frameworks/{slug}/draft/preview").status_code == 200
    alice.post(f"/frameworks/{slug}/versions", data=shown(alice, f"/frameworks/{slug}/versions/new"))
    made = frameworks.content(app.extensions["house"], f"framework/{slug}", 1)
    assert by_label(made) == by_label(wanted)


# Entries: order, removal, ids


def test_a_renamed_domain_keeps_its_id_and_a_new_one_gets_its_own(app: Flask, alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/domains", {"domains-0-label": "The child's voice"})
    fill(alice, f"{DRAFT}/domains", {}, "add")
    fill(alice, f"{DRAFT}/domains", {"domains-7-label": "Permanence"})
    ids = [domain["id"] for domain in draft(app)["domains"]]
    assert (ids[0], ids[7]) == ("seeing-and-hearing", "permanence")


def test_nothing_is_saved_by_moving_and_removing_until_save_is_pressed(app: Flask, alice: FlaskClient) -> None:
    before = draft(app)
    fill(alice, f"{DRAFT}/domains", {"domains-0-label": "Half typed"}, "down-0")
    page = alice.get(f"{DRAFT}/domains").text
    assert draft(app) == before
    assert "The order of the domains changed." in page
    assert shown(alice, f"{DRAFT}/domains")["domains-1-label"] == ["Half typed"]
    assert "Text not in the draft yet" in alice.get(DRAFT).text


def test_a_removed_grade_takes_everything_that_hangs_on_it(app: Flask, alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/grades", {}, "remove-0")
    assert "descriptor of &#39;Outstanding&#39; removed" in alice.get(f"{DRAFT}/grades").text
    fill(alice, f"{DRAFT}/grades", {})
    content = draft(app)
    assert "outstanding" not in content["overall"]["descriptors"]
    assert all("outstanding" not in domain["descriptors"] for domain in content["domains"])
    assert content["moderation"]["always"] == ["inadequate"]
    assert "Nothing is missing" in alice.get(DRAFT).text


def test_the_questions_of_a_removed_domain_are_asked_at_the_beginning(app: Flask, alice: FlaskClient) -> None:
    sections = {question["section"] for question in draft(app)["questions"]}
    gone = next(n for n, domain in enumerate(draft(app)["domains"]) if domain["id"] in sections)
    domain, count = draft(app)["domains"][gone]["id"], len(draft(app)["questions"])
    fill(alice, f"{DRAFT}/domains", {}, f"remove-{gone}")
    fill(alice, f"{DRAFT}/domains", {})
    assert len(draft(app)["questions"]) == count
    assert domain not in {question["section"] for question in draft(app)["questions"]}


def test_a_reworded_choice_keeps_its_id(app: Flask, alice: FlaskClient) -> None:
    n, question = next((n, each) for n, each in enumerate(draft(app)["questions"]) if each["choices"])
    lines = [choice["label"] for choice in question["choices"]]
    fill(alice, f"{DRAFT}/questions", {f"questions-{n}-choices": "\n".join([*lines[:-1], "Something else"])})
    assert draft(app)["questions"][n]["choices"][-1] == {**question["choices"][-1], "label": "Something else"}


# What cannot be saved, and what is still to do


@pytest.mark.parametrize(
    ("part", "field", "text", "sentence"),
    [
        ("grades", "grades-1-label", "Outstanding", "Grade 2 has the same label as grade 1"),
        ("grades", "grades-1-label", " ", "The label of grade 2 is empty."),
        ("grades", "grades-1-label", "x" * 1_000_000, "has 1,000,000 characters; it can have at most 200."),
        ("grades", "grades-1-short", "far too long for it", "it can have at most 12."),
        ("grades", "grades-3-counts_as", "good", "Grades run best first"),
        ("grades", "grades-0-style", "scarlet", "needs a style"),
        ("domains", "domains-2-label", "", "The label of domain 3 is empty."),
        ("domains", "domains-2-may_be_not_applicable", "perhaps", "may be not applicable: yes or no."),
        ("descriptors/plans", "descriptors-good", "y" * 5_001, "it can have at most 5,000."),
        ("descriptors/plans", "descriptors-good", "a\x00b", "holds a character that cannot be shown"),
        ("questions", "questions-0-section", "kitchen", "is in a section that the audit form does not have."),
        ("questions", "questions-0-choices", "A\nB", "only a question of the kind choice has them."),
        ("themes", "themes-0-label", "", "The label of theme 1 is empty."),
        ("rules", "title", "", "title is empty."),
        ("rules", "rounding-places", "two", "must be a whole number from 0 to 2."),
        ("rules", "rounding-places", "9" * 5_000, "must be a whole number from 0 to 2."),
        ("deadlines", "deadlines-return_working_days", "0", "must be a whole number from 1 to 250."),
        ("deadlines", "moderation-share_percent", "-1", "must be a whole number from 0 to 100."),
        ("overall", "overall-label", "", "The label of the overall grade is empty."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_kept(
    app: Flask, alice: FlaskClient, part: str, field: str, text: str, sentence: str
) -> None:
    before = draft(app)
    answer = fill(alice, f"{DRAFT}/{part}", {field: text})
    assert answer.status_code == 422
    error = re.search(rf'id="{field}-error"[^>]*>(.*?)</p>', answer.text, re.S)
    assert error, "nothing stands beside the field"
    assert sentence.replace("'", "&#39;") in error[1]
    assert f'href="#{field}"' in answer.text
    if text != "kitchen":  # a list of choices cannot show what is none of them
        assert FormReader(answer.text).fields.get(field, [text]) == [text]
    assert draft(app) == before


def test_a_gap_is_saved_told_and_keeps_the_draft_from_publication(app: Flask, alice: FlaskClient) -> None:
    assert fill(alice, f"{DRAFT}/descriptors/plans", {"descriptors-good": ""}).status_code == 303
    overview = words(alice.get(DRAFT).text)
    assert "1 thing is still to do" in overview
    assert "for grade &#39;Good&#39; is empty." in overview
    assert f'href="{DRAFT}/descriptors/plans#descriptors-good"' in alice.get(DRAFT).text
    version = {"version": str(frameworks.draft(app.extensions["house"], "framework/core")[1])}
    assert alice.post("/frameworks/core/versions", data=version).status_code == 422


def test_an_entry_that_was_added_and_left_empty_is_no_entry(app: Flask, alice: FlaskClient) -> None:
    before = draft(app)
    fill(alice, f"{DRAFT}/themes", {}, "add")
    assert fill(alice, f"{DRAFT}/themes", {}).status_code == 303
    assert draft(app) == before


def test_there_is_no_button_for_one_entry_too_many(alice: FlaskClient) -> None:
    for _ in range(10):
        alice.post(f"{DRAFT}/stages", data=shown(alice, f"{DRAFT}/stages") | {"do": "add"})
    reader = FormReader(alice.get(f"{DRAFT}/stages").text)
    assert sum(name.endswith("-label") for name in reader.fields) == 6
    assert "add" not in reader.buttons


@pytest.mark.parametrize("do", ["up-99", "remove--1", "add-3", "explode", ""])
def test_an_act_that_is_none_changes_nothing(app: Flask, alice: FlaskClient, do: str) -> None:
    before = draft(app)
    assert fill(alice, f"{DRAFT}/grades", {}, do).status_code == 303
    assert draft(app) == before


def test_ten_megabytes_are_refused_in_words_and_not_stored(app: Flask, alice: FlaskClient) -> None:
    before = draft(app)
    answer = fill(alice, f"{DRAFT}/overall", {"overall-guidance": "z" * 10_000_000})
    assert answer.status_code == 422
    assert "has 10,000,000 characters; it can have at most 5,000." in answer.text
    assert fill(alice, f"{DRAFT}/themes", {"themes-0-label": "z" * 3_000_000}, "up-1").status_code == 422
    assert draft(app) == before


@pytest.mark.parametrize("part", ["grades", "descriptors/plans", "rules", "deadlines", "overall", "questions"])
def test_a_form_with_nothing_in_it_is_refused_or_says_what_is_to_do(alice: FlaskClient, part: str) -> None:
    version = shown(alice, f"{DRAFT}/{part}")["based_on"]
    assert alice.post(f"{DRAFT}/{part}", data={"based_on": version}).status_code in (303, 422)
    assert alice.get(DRAFT).status_code == 200


# Two people


def test_a_part_that_somebody_else_changed_is_shown_beside_mine_and_not_overwritten(
    app: Flask, alice: FlaskClient, bob: FlaskClient
) -> None:
    mine = shown(alice, f"{DRAFT}/descriptors/plans") | {"descriptors-good": "Alice's plan.", "do": "save"}
    fill(bob, f"{DRAFT}/descriptors/plans", {"descriptors-good": "Bob's plan."})
    answer = alice.post(f"{DRAFT}/descriptors/plans", data=mine)
    assert answer.status_code == 409
    assert "Bob changed this part" in answer.text
    assert "Bob&#39;s plan." in answer.text
    assert FormReader(answer.text).fields["descriptors-good"] == ["Alice's plan."]
    assert draft(app)["domains"][2]["descriptors"]["good"] == "Bob's plan."
    alice.post(f"{DRAFT}/descriptors/plans", data=FormReader(answer.text).fields | {"do": "save"})
    assert draft(app)["domains"][2]["descriptors"]["good"] == "Alice's plan."


def test_changes_of_different_parts_do_not_hinder_each_other(app: Flask, alice: FlaskClient, bob: FlaskClient) -> None:
    mine = shown(alice, f"{DRAFT}/themes") | {"themes-0-label": "Life story", "do": "save"}
    fill(bob, f"{DRAFT}/rules", {"title": "Bob's audit"})
    assert alice.post(f"{DRAFT}/themes", data=mine).status_code == 303
    assert (draft(app)["title"], draft(app)["themes"][0]["label"]) == ("Bob's audit", "Life story")


def test_unsent_text_over_a_part_that_changed_since_is_told_when_it_is_shown_again(
    alice: FlaskClient, bob: FlaskClient
) -> None:
    fill(alice, f"{DRAFT}/themes", {"themes-0-label": "Alice's theme"}, "add")
    fill(bob, f"{DRAFT}/themes", {"themes-0-label": "Bob's theme"})
    page = alice.get(f"{DRAFT}/themes").text
    assert "Bob changed this part" in page
    assert "Bob&#39;s theme" in page
    fill(alice, f"{DRAFT}/themes", {}, "discard")
    assert shown(alice, f"{DRAFT}/themes")["themes-0-label"] == ["Bob's theme"]


def test_two_tabs_of_one_person_keep_both_texts(alice: FlaskClient) -> None:
    first, second = (shown(alice, f"{DRAFT}/themes") for _ in range(2))
    alice.post(f"{DRAFT}/themes", data=first | {"themes-0-label": "In the first tab", "do": "down-1"})
    alice.post(f"{DRAFT}/themes", data=second | {"themes-0-label": "In the second tab", "do": "down-2"})
    page = alice.get(f"{DRAFT}/themes").text
    assert "You left another text of this page in another tab" in page
    assert "In the first tab" in page
    assert FormReader(page).fields["themes-0-label"] == ["In the second tab"]
    fill(alice, f"{DRAFT}/themes", {}, "other")
    assert shown(alice, f"{DRAFT}/themes")["themes-0-label"] == ["In the first tab"]


def test_a_refused_form_goes_on_saving_into_the_text_that_it_knows(alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/themes", {"themes-0-label": ""}, "down-1")
    refused = fill(alice, f"{DRAFT}/themes", {"themes-1-label": ""})
    assert refused.status_code == 422
    assert 'data-draft-version="1" data-draft-unsaved' in refused.text
    assert 'name="draft" value="1" data-draft-skip' in refused.text, "its own version would look like typed text"


def test_a_saved_part_leaves_no_unsent_text_behind(alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/themes", {"themes-0-label": "Life story"}, "down-1")
    fill(alice, f"{DRAFT}/themes", {})
    assert "Text not in the draft yet" not in alice.get(DRAFT).text


def test_a_form_sent_twice_is_done_once(app: Flask, alice: FlaskClient) -> None:
    sent = shown(alice, f"{DRAFT}/rules") | {"title": "Another title", "do": "save"}
    first, second = (alice.post(f"{DRAFT}/rules", data=sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(app.extensions["house"].log.history("framework/core")) == 4


def test_descriptors_of_a_domain_that_somebody_removed_are_shown_to_be_copied(
    alice: FlaskClient, bob: FlaskClient
) -> None:
    mine = shown(alice, f"{DRAFT}/descriptors/plans") | {"descriptors-good": "A long evening's work."}
    fill(bob, f"{DRAFT}/domains", {}, "remove-2")
    fill(bob, f"{DRAFT}/domains", {})
    answer = alice.post(f"{DRAFT}/descriptors/plans", data=mine)
    assert answer.status_code == 409
    assert "A long evening&#39;s work." in answer.text


def test_text_sent_after_the_draft_was_published_waits_for_the_next_draft(alice: FlaskClient, bob: FlaskClient) -> None:
    mine = shown(alice, f"{DRAFT}/themes") | {"themes-0-label": "Too late", "do": "save"}
    bob.post("/frameworks/core/versions", data=shown(bob, "/frameworks/core/versions/new"))
    assert alice.post(f"{DRAFT}/themes", data=mine).headers["Location"] == "/frameworks"
    alice.post(DRAFT)
    assert shown(alice, f"{DRAFT}/themes")["themes-0-label"] == ["Too late"]


# Publishing, reading, comparing


def test_publishing_says_what_will_happen_and_what_changed(alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/deadlines", {"deadlines-return_working_days": "10"})
    page = words(alice.get("/frameworks/core/versions/new").text)
    assert "Audits that are already allocated keep the version that they have." in page
    assert "Working days to return an audit Changed 15 10" in page
    answer = alice.post("/frameworks/core/versions", data=shown(alice, "/frameworks/core/versions/new"))
    assert answer.headers["Location"] == "/frameworks/core/versions/2"
    assert "Within 10 working days" in alice.get("/frameworks/core/versions/2").text
    assert "Within 15 working days" in alice.get("/frameworks/core/versions/1").text


def test_a_draft_that_changed_after_the_confirmation_is_read_again_first(
    app: Flask, alice: FlaskClient, bob: FlaskClient
) -> None:
    confirmation = shown(alice, "/frameworks/core/versions/new")
    fill(bob, f"{DRAFT}/rules", {"title": "Bob's audit"})
    answer = alice.post("/frameworks/core/versions", data=confirmation)
    assert answer.status_code == 409
    assert "Read it again." in answer.text
    assert draft(app)["title"] == "Bob's audit"


def test_publishing_twice_makes_one_version(alice: FlaskClient) -> None:
    confirmation = shown(alice, "/frameworks/core/versions/new")
    answers = [alice.post("/frameworks/core/versions", data=confirmation) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {"/frameworks/core/versions/2"}


def test_a_draft_that_was_changed_and_published_in_another_tab_is_no_double_click(alice: FlaskClient) -> None:
    confirmation = shown(alice, "/frameworks/core/versions/new")
    fill(alice, f"{DRAFT}/rules", {"title": "Another audit"})
    alice.post("/frameworks/core/versions", data=shown(alice, "/frameworks/core/versions/new"))
    answer = alice.post("/frameworks/core/versions", data=confirmation)
    assert answer.status_code == 409
    assert "As you read it" in answer.text
    assert "Core practice audit Another audit" in words(answer.text)
    assert 'href="/frameworks/core/versions/2"' in answer.text
    assert alice.get("/frameworks/core/versions/3").status_code == 404


def test_two_versions_side_by_side_in_words(alice: FlaskClient) -> None:
    fill(alice, f"{DRAFT}/descriptors/plans", {"descriptors-good": "The plan works."})
    alice.post("/frameworks/core/versions", data=shown(alice, "/frameworks/core/versions/new"))
    page = words(alice.get("/frameworks/core/compare?from=1&to=2").text)
    assert "descriptor of &#39;Good&#39; Changed The plan follows" in page
    assert "The plan works." in page
    assert "Nothing differs" in alice.get("/frameworks/core/compare?from=2&to=2").text


@pytest.mark.parametrize("query", ["from=1&to=9", "from=0&to=1", "from=-1"])
def test_versions_that_are_not_there_are_not_compared(alice: FlaskClient, query: str) -> None:
    assert alice.get(f"/frameworks/core/compare?{query}").status_code == 404


def test_the_preview_shows_each_section_with_its_descriptors(app: Flask, alice: FlaskClient) -> None:
    page = alice.get(f"{DRAFT}/preview").text
    assert "What would make it one grade better?" in page
    for domain in draft(app)["domains"]:
        assert f'id="section-{domain["id"]}"' in page


def test_an_empty_framework_can_be_previewed(alice: FlaskClient) -> None:
    alice.post("/frameworks", data={"title": "Early help", "start": "empty"})
    assert alice.get("/frameworks/early-help/draft/preview").status_code == 200
    for part in ("grades", "domains", "overall", "questions", "themes", "deadlines", "stages", "rules"):
        assert alice.get(f"/frameworks/early-help/draft/{part}").status_code == 200


# Who may


@pytest.mark.parametrize(
    "path",
    [DRAFT, f"{DRAFT}/grades", f"{DRAFT}/preview", f"{DRAFT}/descriptors/plans", "/frameworks/core/versions/new"],
)
def test_an_auditor_reads_what_is_published_and_nothing_of_a_draft(app: Flask, path: str) -> None:
    charlie = signed_in(app, "charlie")
    assert charlie.get(path).status_code == 404
    assert charlie.get("/frameworks/core/versions/1").status_code == 200
    assert "draft" not in words(charlie.get("/frameworks").text)


@pytest.mark.parametrize("path", ["/frameworks", DRAFT, f"{DRAFT}/grades", "/frameworks/core/versions"])
def test_an_auditor_changes_nothing(app: Flask, path: str) -> None:
    assert signed_in(app, "charlie").post(path, data={"title": "Mine", "start": "empty"}).status_code == 404


@pytest.mark.parametrize(
    "path", ["nothing/draft", "core/draft/kitchen", "core/draft/descriptors/kitchen", "core/versions/7"]
)
def test_what_is_not_there_is_not_there(alice: FlaskClient, path: str) -> None:
    assert alice.get(f"/frameworks/{path}").status_code == 404


def test_a_new_framework_needs_a_title_of_its_own(alice: FlaskClient, bob: FlaskClient) -> None:
    assert "Enter a title." in alice.post("/frameworks", data={"start": "empty"}).text
    alice.post("/frameworks", data={"title": "Early help", "start": "empty"})
    answer = bob.post("/frameworks", data={"title": "Early  Help", "start": "default"})
    assert answer.status_code == 422
    assert "There is a framework with this title already." in answer.text
