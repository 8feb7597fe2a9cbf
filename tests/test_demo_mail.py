"""The letters of the demonstration: kept back, without case detail, and each leads its reader to a page of theirs."""

import re
from collections import Counter

from flask import Flask

from app.events.letter import Letter
from app.programme.house import House
from app.views.signed_in import signed_in
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]


def letters(house: House) -> list[Letter]:
    """Every letter of the demonstration."""
    return [house.log.load(Letter, row["id"]) for row in house.model.query("SELECT id FROM letters ORDER BY id")]


def test_every_letter_is_kept_back_but_those_of_the_last_day(demonstration: House) -> None:
    states = Counter(letter.state for letter in letters(demonstration))
    assert states["kept_back"] > 100
    assert set(states) <= {"kept_back", "waiting", "cancelled"}
    days = demonstration.model.query(
        "SELECT DISTINCT substr(written_at, 1, 10) AS day FROM letters WHERE state = 'waiting'"
    )
    assert len(days) <= 1


def test_every_letter_leads_its_reader_to_pages_that_are_theirs(demo_app: Flask) -> None:
    house, policy = demo_app.extensions["house"], demo_app.extensions["policy"]
    asked = {(letter.recipient, link) for letter in letters(house) for link in links(house, letter)}
    with demo_app.test_request_context("/"):
        adapter = demo_app.url_map.bind("localhost")
        for person, link in sorted(asked):
            reader = signed_in(house.model, person)
            assert reader, person
            endpoint, names = adapter.match(link.partition("?")[0], "GET")
            assert policy.allows(reader.me, endpoint, names), f"{link} is not there for {sorted(reader.me.roles)}"
    assert len(asked) > 100


def links(house: House, letter: Letter) -> list[str]:
    """Where a letter leads; not to an audit or action that somebody else has by now."""
    audit = house.model.one("SELECT auditor FROM audits WHERE id = ?", [letter.cause.partition("#")[0]])
    moved = letter.kind.startswith("audit-") and audit and audit["auditor"] != letter.recipient
    lines = [one["link"] for one in letter.lines if not handed_over(house, one["link"], letter.recipient)]
    return lines + ([] if moved and letter.link != "/" else [letter.link])


def handed_over(house: House, link: str, person: str) -> bool:
    """Whether a link leads to an action that was a person's and is somebody else's by now."""
    made = house.reader.stream(link.removeprefix("/").replace("actions/", "action/")) if "/actions/" in link else []
    owners = [one.facts["owner"] for one in made if "owner" in one.facts]
    return person in owners[:-1] and owners[-1] != person


def test_no_letter_of_the_demonstration_names_a_child_or_a_person(demonstration: House) -> None:
    model = demonstration.model
    references = {row["id"].removeprefix("child/") for row in model.query("SELECT id FROM children")}
    surnames = {row["name"].split()[-1] for row in model.query("SELECT name FROM people")}
    for letter in letters(demonstration):
        text = " ".join([letter.subject, *letter.text, *(one["text"] for one in letter.lines)])
        said = set(re.findall(r"[\w-]+", f"{text} {letter.link}"))
        assert not said & references, text
        assert not set(text.split()) & surnames, text
