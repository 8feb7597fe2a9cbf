"""The answer to each of Ofsted's questions: its sentence, its figures with interval, and where the evidence is."""

from collections.abc import Callable, Iterable
from typing import Any

from app.events.periods import MONTHLY, Period
from app.reports.source import Source
from app.views import figure_index, question_facts
from app.views.figure_asked import theirs
from app.views.links import link
from app.views.loop_agreement import kappa_words
from app.views.own_areas import people_of_mine
from app.views.question_facts import Facts
from app.views.question_words import LEVELS, QUESTIONS, Question
from app.views.words import audit_path, day, moment, reference

Row = dict[str, Any]
HIDDEN = "This is not shown to you while an audit of a child whom you audit as well is sealed from you."


def answers(source: Source, of: Period) -> list[Row]:
    """The answers, in the order of the questions."""
    open_to_me, facts = {"", *theirs()}, question_facts.facts(source, of)
    days = {"changed": source.on, "inadequate": source.on, "concerns": source.at_end(of).on}
    found = [_answer(facts, of, one, set(one.groups) <= open_to_me) for one in QUESTIONS]
    return [one | {"day": days.get(one["id"]) if one["rows"] else None} for one in found]


def _answer(facts: Facts, of: Period, asked: Question, is_open: bool) -> Row:
    table = TABLES.get(asked.id) if is_open else None
    names = [name for name in asked.names if is_open and _tells(facts, name)]
    return {
        "id": asked.id,
        "asks": asked.asks,
        "sentence": asked.say(facts.figures) if is_open else HIDDEN,
        "rows": [_row(facts, of, name) for name in names],
        "table": table(facts) if table else None,
        "evidence": [one for one in _evidence(asked.id, of) if link(one["href"])],
    }


def _tells(facts: Facts, name: str) -> bool:
    """Whether a figure is shown: it is there, and is no level of which nobody audited."""
    return name in facts.figures and (bool(facts.figures[name].n) or name not in LEVELS)


def _row(facts: Facts, of: Period, name: str) -> Row:
    row, agreed = figure_index.row_of(facts.figures[name], of), facts.agreed.get(name)
    if agreed is None or agreed.kappa is None:
        return row | {"kappa": ""}
    return row | {"kappa": kappa_words(agreed.kappa), "pairs": agreed.n, "few": agreed.few}


def _evidence(id: str, of: Period) -> Iterable[Row]:
    """Where else the evidence of an answer is: pages and lists of exactly this time, else saying of which they are."""
    months_asked, alone = f"period={of.first}..{of.last}", of.kind == MONTHLY
    found = {
        "who": [("The audits of the month" if alone else "All audits", f"/audits?cycle={of.key if alone else 'all'}"),
                *([("How the sample was drawn", f"/cycles/{of.key}/sample"),
                   ("How the audits were shared out", f"/cycles/{of.key}/allocation")] if alone else [])],
        "sure": [("All figures of moderation", f"/moderations/figures?{months_asked}"),
                 ("How far two auditors agree", f"/loops/agreement?{months_asked}")],
        "practice": [("All figures of this time", f"/figures?period={of.key}")],
        "changed": [("Actions of any time by who they are with", "/actions/standing"),
                    ("The answers about impact", f"/impact?month={of.key}") if alone else
                    ("Answers about impact of the last year", "/impact")],
        "inadequate": [("All overdue actions, of audits of any time", "/actions?standing=overdue")],
        "concerns": [("Children of concern of any time", "/concerns")],
        "families": [("All figures of this time", f"/figures?period={of.key}")],
    }  # fmt: skip
    return [{"text": text, "href": href} for text, href in found[id]]


def _auditors(facts: Facts) -> Row:
    """Who completed how many, by name, of the service areas of the person who asks."""
    lines = [
        [_to(f"/people/{reference(row['id'])}", row["name"]), row["team_name"] or "", facts.auditors[row["id"]]]
        for row in people_of_mine(facts.auditors)
    ]
    return _table("The auditors, each with the audits that they completed", ("Auditor", "Team", "Completed"), lines)


def _still(facts: Facts) -> Row:
    """The audits that were graded as a concern and have an action open, each leading to the child's one line."""
    lines = [
        [_to(audit_path(row["audit"]), reference(row["audit"])),
         _to(f"/children/{reference(row['child'])}", reference(row["child"])),
         row["raised"], row["cancelled"], row["open"], row["overdue"]]
        for row in facts.still
    ]  # fmt: skip
    heads = ("Audit", "Child, from audit to impact", "Actions raised", "Cancelled", "Open", "Overdue")
    return _table("The audits with an action open", heads, lines)


def _clocks(facts: Facts) -> Row:
    """Every clock of Category 1 that began in the time, with when it was answered and when that was recorded."""
    lines = [
        [_to(f"/concerns/{reference(row['id'])}", reference(row["child"])), moment(row["since"]),
         moment(row["answered_at"]) if row["answered_at"] else "Not answered",
         day(row["recorded_on"]) if row["recorded_on"] else "",
         "Yes" if row["same_day"] else "No" if row["over"] else "The day is not over"]
        for row in facts.clocks
    ]  # fmt: skip
    heads = ("Child, with the proof", "Category 1 since", "Answered", "Recorded on", "Same day")
    return _table("Category 1, child by child", heads, lines)


TABLES: dict[str, Callable[[Facts], Row]] = {"who": _auditors, "inadequate": _still, "concerns": _clocks}


def _table(title: str, heads: tuple[str, ...], lines: list[list[Any]]) -> Row:
    cells = [[one if isinstance(one, dict) else {"text": one, "href": ""} for one in line] for line in lines]
    return {"title": title, "heads": heads, "lines": cells}


def _to(path: str, text: str) -> Row:
    return {"text": text, "href": link(path)}
