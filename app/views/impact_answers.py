"""What was answered about impact, as far as the person who asks reads it; the part beside an audit; what waits."""

from typing import Any

from app import clock
from app.policy import Me
from app.programme import impact as programme
from app.programme.english import counted
from app.views.desk import house, i, model
from app.views.impact_words import href, reads_words, shown_row, when
from app.views.waiting import SHOWN, Block, Item
from app.views.words import day, month, reference
from projections import impact, impact_lists, seals

Row = dict[str, Any]
WHOLE = "All questions about impact"
FAMILY, DECLINED = "family view of impact recorded", "impact declined"
SHOWN_ANSWERS = {True: ("practice", "helped", "obstacles", "useful"), False: ("practice", "helped")}
"""By whether the reader reads what was written."""


def answers(row: Row) -> list[Row]:
    """Each question with what was chosen and, for who may read it, what was written."""
    written, said = reads_words(i(), row), programme.said(house(), row["id"])
    found = _answers(row["id"], said["impact answered"].facts["answers"], written) if "impact answered" in said else []
    if written and FAMILY in said:
        facts = said[FAMILY].facts
        agreed = "Yes" if facts["agreed"] else "No"
        found.append(
            {"label": "Did the family agree to say what has changed?", "choice": agreed, "text": facts["said"]}
        )
    if written and DECLINED in said:
        found.append({"label": "Why it was not answered", "choice": "", "text": said[DECLINED].facts["reason"]})
    return found


def _answers(id: str, given: Row, written: bool) -> list[Row]:
    questions = programme.questions(house(), id)
    made = [_answer(questions[name], name, given, written) for name in SHOWN_ANSWERS[written]]
    return [one for one in made if one["choice"] or one["text"]]


def _answer(question: Row, name: str, answers: Row, written: bool) -> Row:
    given, words = answers[name], question.get("choices", {})
    chosen = given if isinstance(given, list) else [given]
    text = answers.get(f"{name}_more", "") if words else given
    choice = "; ".join(words.get(one, one) for one in chosen) if words else ""
    return {"label": question["label"].removesuffix(" (optional)"), "choice": choice, "text": text if written else ""}


def beside(audit: Row) -> Row | None:
    """Where the requests about an audit stand, and the two answers that everybody who reads it sees."""
    rows = impact.of_audit(model(), audit["id"], clock.today())
    if _only_their_work(i(), audit):
        rows = [row for row in rows if row["part"] == "worker"]
    return {"requests": [shown_row(row) for row in rows]} if rows else None


def left_behind() -> Block | None:
    """The questions that wait for somebody who has left, for who can ask somebody else."""
    if "qa_lead" not in i().roles:
        return None
    if not (found := seals.unsealed(model(), i().id, impact_lists.left_behind(model(), clock.today()), "audit")):
        return None
    items = tuple(
        Item(f"{row['recipient_name']}, who has left: {reference(row['child'])}", f"{href(row)}/handing-over",
             f"lapses on {day(row['lapses_on'])}")
        for row in found[:SHOWN]
    )  # fmt: skip
    return Block(
        "Questions about impact put to somebody who has left",
        counted(len(found), "request"),
        items,
        "/impact",
        whole=WHOLE,
    )


def _only_their_work(me: Me, audit: Row) -> bool:
    return bool(audit["worker"] == me.id) and not me.roles - {"practitioner"}


def waiting() -> Block | None:
    """The questions that wait for the person who asks."""
    me = i()
    team = me.team if "team_manager" in me.roles else ""
    found = impact.waiting_for(model(), me.id, team, clock.today())
    mine = [row for row in found if programme.recipient(house(), row) == me.id]
    items = tuple(Item(_about(row), href(row), when(row), row["stands"] == "reminded") for row in mine[:SHOWN])
    count = f"{counted(len(mine), 'request')}, two minutes each"
    return Block("What came of the audit?", count, items, "/impact", whole=WHOLE) if items else None


def _about(row: Row) -> str:
    return f"{reference(row['child'])}, audited in {month(row['cycle'])}"
