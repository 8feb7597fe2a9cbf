"""Moderation in the demonstration: 11 of 13 of the quarter, every draw again from its seed, something of everything."""

from app import clock
from app.demo.council import NAMED, email
from app.events.vocabulary import OPEN_STATES
from app.programme import frameworks
from app.programme.house import House
from app.programme.moderation import draws
from projections import moderation_figures, moderations, people
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]

MONTHS = ("2024-04", "2024-05", "2024-06")


def quarter(house: House) -> moderation_figures.Period:
    def content(id: str, version: int) -> frameworks.Content:
        return frameworks.content(house, id, version)

    return moderation_figures.period(house.model, MONTHS[0], MONTHS[-1], content)


def test_eleven_of_the_thirteen_of_the_quarter_kept_their_overall_grade(demonstration: House) -> None:
    found = moderation_figures.figures(quarter(demonstration))
    assert (found["grade-kept"].words, found["grade-kept"].value) == ("11 of 13", "85%")
    assert (found["overall:up"].n, found["overall:down"].n, found["moderated"].n) == (1, 1, 13)
    by_month = [figure.of for _, figure, _ in moderation_figures.by_month(quarter(demonstration))]
    assert by_month == [5, 5, 3], "15% of the 33, 32 and 17 that came in, rounded up"


def test_every_draw_comes_out_again_from_its_seed(demonstration: House) -> None:
    cycles = [row["cycle"] for row in demonstration.model.query("SELECT DISTINCT cycle FROM moderation_draws")]
    made = [(cycle, one) for cycle in cycles for one in draws.made(demonstration, cycle)]
    assert len(made) >= 8
    assert all(draws.check(demonstration, cycle, one).identical for cycle, one in made)


def test_nobody_moderates_near_to_themselves(demonstration: House) -> None:
    sql = (
        "SELECT moderations.*, people.team AS theirs FROM moderations JOIN people ON people.id = moderations.moderator"
    )
    rows = demonstration.model.query(sql)
    assert len(rows) > 15
    assert all(
        row["moderator"] != row["auditor"] and (not row["theirs"] or row["theirs"] != row["team"]) for row in rows
    )


def test_the_team_of_whoever_was_given_an_audit_is_in_the_event(demonstration: House) -> None:
    teams = {row["id"]: row["team"] or "" for row in people.everyone(demonstration.model)}
    given = {
        "audit allocated": ("auditor", "auditor_team"),
        "audit reallocated": ("auditor", "auditor_team"),
        "moderator assigned": ("moderator", "moderator_team"),
    }
    said = {topic: [] for topic in given}
    for one in demonstration.reader.read(0, 1_000_000, demonstration.reader.head()):
        if one.topic in given:
            who, team = given[one.topic]
            said[one.topic].append((one.facts[team], teams[one.facts[who]]))
    assert all(len(found) > 2 for found in said.values())
    assert not [pair for found in said.values() for pair in found if pair[0] != pair[1]]


def test_what_waits_for_its_moderation_is_neither_accepted_since_nor_on_record(demonstration: House) -> None:
    sql = "SELECT audits.* FROM audits JOIN moderations USING (id) WHERE moderations.state IN ('to_assign', 'assigned')"
    waiting = demonstration.model.query(sql)
    assert waiting
    assert not [row["id"] for row in waiting if row["uploaded_on"] or row["state"] in OPEN_STATES]


def test_the_month_in_progress_has_something_of_everything(demonstration: House) -> None:
    cycle = f"cycle/{clock.today().isoformat()[:7]}"
    rows = moderations.of_cycle(demonstration.model, cycle)
    assert {"to_assign", "assigned", "moderated"} <= {row["state"] for row in rows}
    assert {"agreed", "changed"} <= {row["outcome"] for row in rows}
    assert {row["drawn_as"] for row in rows} == {"chance", "always"}
    sql = "SELECT challenges.state FROM challenges JOIN audits ON audits.id = challenges.audit WHERE audits.cycle = ?"
    assert {row["state"] for row in demonstration.model.query(sql, [cycle])} == {"partly", "waiting"}
    topics = {made.topic for row in rows for made in demonstration.reader.stream(row["id"])}
    assert {"moderator changed", "grade changed after challenge"} <= topics
    mary = people.by_email(demonstration.model, email(NAMED["moderator"]))
    assert mary
    assert moderations.open_of(demonstration.model, mary["id"])
