"""What was recorded wrongly in the demonstration: each kind once, of the month in progress alone, and nothing waits."""

from collections import Counter

from app.programme.house import House
from projections import corrections
from tests.demo_fixture import demonstration, seeded

__all__ = ["demonstration", "seeded"]
THESE = {
    "audit correction proposed": 2, "audit answers corrected": 1, "audit correction declined": 1,
    "moderation correction proposed": 1, "moderation corrected": 1, "audit return corrected": 1,
    "action completion corrected": 1,
}  # fmt: skip


def test_a_few_things_are_put_right_and_one_proposal_is_left(demonstration: House) -> None:
    happened = [made for made in demonstration.reader.read(0, 1_000_000) if "correct" in made.topic]
    assert Counter(made.topic for made in happened) == THESE
    newest = demonstration.model.one("SELECT max(id) AS id FROM cycles")["id"].removeprefix("cycle/")
    assert {made.stream.split("/")[1] for made in happened if made.stream.startswith("audit/")} == {newest}


def test_another_person_decided_and_nothing_waits(demonstration: House) -> None:
    for row in corrections.listed(demonstration.model, "grade"):
        (made,) = (one for one in demonstration.reader.stream(row["stream"]) if one.position == row["id"])
        assert made.facts["proposed_by"] != made.by
    assert corrections.waiting(demonstration.model) + corrections.moderations_waiting(demonstration.model) == []


def test_a_late_audit_was_less_late_and_the_history_has_both(demonstration: House) -> None:
    (row,) = corrections.listed(demonstration.model, "return")
    (made,) = (one for one in demonstration.reader.stream(row["stream"]) if one.position == row["id"])
    facts = made.facts
    assert (facts["returned_on"] < facts["was"], facts["working_days_late"]) == (True, facts["late_before"] - 1)
