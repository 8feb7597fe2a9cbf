"""The answers of the dip sample of managers' oversight: what the 49 audits and the managers' records of them say."""

from collections.abc import Collection
from random import Random

from app.demo import dip_sample_words as words
from app.demo.published import IMPROVE, INADEQUATE
from app.demo.summer import PLANS, RECORDED
from app.demo.town import Row
from app.events.audit import Audit
from app.programme.dip_samples.entering import Cell
from app.programme.house import House
from projections import duties_lists
from projections.asking import Asked, Reach


def grip_answers(house: House, chance: Random, members: list[str]) -> dict[Cell, str]:
    """By audit: its grades, then what the team's manager did; whether practice was challenged is nowhere recorded."""
    found: dict[Cell, str] = {}
    done = _done(house)
    for id in members:
        found |= {(id, measure): answer for measure, answer in _of_audit(house, id).items()}
        found |= {(id, measure): answer for measure, answer in _of_manager(done[id]).items()}
    challenging = chance.sample([id for id in members if done[id]["follow_up_on"]], words.CHALLENGED)
    return found | {(id, "the-manager-challenged-practice-in-following-up"): _yes(id, challenging) for id in members}


def _done(house: House) -> dict[str, Row]:
    months = {"first": PLANS[0].month, "last": PLANS[-1].month}
    rows = duties_lists.matching(house.model, Asked(Reach(everything=True), RECORDED, months))
    return {row["audit"]: row for row in rows}


def _of_audit(house: House, id: str) -> dict[str, str]:
    """Its overall grade; an audit calls for better oversight with its grade of that domain."""
    answers = house.log.load(Audit, id).answers
    return {
        "overall-grade-of-the-audit": answers["overall.grade"],
        "the-audit-called-for-improved-oversight-and-grip": _yes(answers["grade.supervision"], (IMPROVE, INADEQUATE)),
    }


def _of_manager(row: Row) -> dict[str, str]:
    said = {
        "receipt-of-the-audit-is-acknowledged-on-the-record": "direction",
        "the-learning-and-the-actions-were-discussed": "discussion",
        "good-grip-following-the-audit": "follow_up",
        "sustained-as-the-child-s-outcomes-needed": "closing",
    }
    kind = words.GRIP_KINDS[row["discussion_kind"]]
    return {measure: "yes" if row[f"{duty}_on"] else "no" for measure, duty in said.items()} | {
        "kind-of-supervision": kind
    }


def _yes(one: str, among: Collection[str]) -> str:
    return "yes" if one in among else "no"
