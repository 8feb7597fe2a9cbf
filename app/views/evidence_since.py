"""What was done since an audit came in, for a pack: its actions, concerns and good practice, duties, reply, impact."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard

from app.events.england import day_of
from app.events.vocabulary import ACTION_STATES, CONCERN_CATEGORIES, CONCERN_STATES, DUTIES
from app.programme.english import begun, counted
from app.views import child_line
from app.views.desk import house, model
from app.views.evidence_index import NO_TEXT, Filed
from app.views.good_practice_words import labels
from app.views.words import day, lower_first
from projections import actions_lists, concern_lists, duties_lists, good_practice_lists, people

Row = dict[str, Any]
Cells = tuple[str, ...]
HEAD = ("What", "Who", "Where it stands", "When")


def steps(row: Row) -> tuple[child_line.Step, ...]:
    """The line of an audit: its return, its moderation and what came of it, step by step."""
    (line,) = child_line.lines([row])
    return line.steps


def in_short(row: Row) -> list[str]:
    """What came of an audit after its moderation, a few words for each step; a concern is never left out."""
    said = [f"{one.name}: {one.said}{f' ({one.when})' if one.when else ''}" for one in steps(row)[2:]]
    found = len(good_practice_lists.of_audit(model(), row["id"]))
    noted = [f"Good practice: {counted(found, 'example')}"] if found else []
    return [*(concerns(row) or ["Concern: None was raised"]), *said, *noted]


def concerns(row: Row) -> list[str]:
    """Each concern that an audit raised, in a few words; it need not have come in for that."""
    return [f"{what}, {when}; {lower_first(stands)}" for what, _, stands, when in _concerns(row)]


def one_by_one(row: Row, filed: list[Filed]) -> Iterator[Cells]:
    """Each concern, action, manager's duty and example of good practice, the reply and the impact, as HEAD says."""
    found, duty = actions_lists.of_source(model(), row["id"]), _duty(row)
    yield from _concerns(row)
    yield from _actions(found, filed)
    yield from _duties(duty) if duty else ()
    stand = {one.name: one for one in steps(row)}
    told = ["Reply", "Impact", *(["Actions"] if not found else []), *(["Manager's duties"] if not duty else [])]
    yield from ((name, "", f"{stand[name].word}: {stand[name].said}", stand[name].when) for name in told)
    yield from _good_practice(row)


def _concerns(row: Row) -> Iterator[Cells]:
    """Each concern that the audit raised or was added to: in which category then, and how it stands."""
    called = people.names(model())
    for one in concern_lists.of_source(model(), row["id"]):
        raised = next(each for each in concern_lists.raisings(model(), one["id"]) if each["source"] == row["id"])
        what, when = f"Child of concern: {CONCERN_CATEGORIES[raised['category']]}", day(day_of(raised["at"]))
        yield what, called.get(raised["by"], ""), _stands(one, raised["category"], called), f"raised {when}"


def _stands(one: Row, was: str, called: dict[str, str]) -> str:
    """Where a concern stands: Answered on 5 June 2024 by Helen Price; now Category 2; reviewed twice, last on …"""
    made, said = house().reader.stream(one["id"]), []
    if one["answered_on"]:
        by = next((each.by for each in reversed(made) if each.topic == "concern responded to"), "")
        said.append(f"answered on {day(one['answered_on'])} by {called.get(by, 'somebody who is not on the list')}")
    elif one["clock_since"]:
        said.append("not answered")
    if one["category"] != was:
        said.append(f"now {CONCERN_CATEGORIES[one['category']]}")
    if one["reviewed_on"]:
        reviews = sum(each.topic == "concern reviewed" for each in made)
        said.append(f"reviewed {f'{reviews} times, last ' if reviews > 1 else ''}on {day(one['reviewed_on'])}")
    ended = f" on {day(one['ended_on'])}" if one["ended_on"] else ""
    return begun("; ".join((*said, f"{CONCERN_STATES[one['state']].lower()}{ended}")))


def _actions(found: list[Row], filed: list[Filed]) -> Iterator[Cells]:
    """Each action: what it asks for, whose it is, where it stands and since when, and when it was done or due."""
    asked = _last(filed, "raised")
    ended = {state: _last(filed, state) for state in ("verified", "cancelled")}
    for one in found:
        what = asked[one["id"]].made.facts["what"] if _is_shown(asked.get(one["id"])) else NO_TEXT
        stands = _since(ACTION_STATES[one["state"]], ended.get(one["state"], {}).get(one["id"]))
        when = f"done {day(one['completed_on'])}" if one["completed_on"] else f"due {day(one['due'])}"
        yield f"Action: {what}", one["owner_name"] or "", stands, when


def _since(stands: str, ended: Filed | None) -> str:
    """Verified on 7 December 2018; Cancelled on 21 December 2018: with the reason, as far as the pack shows it."""
    said = f"{stands} on {day(ended.made.facts['on'])}" if ended else stands
    reason = ended.made.facts.get("reason") if _is_shown(ended) else ""
    return f"{said}: {reason}" if reason else said


def _duty(row: Row) -> Row | None:
    return duties_lists.duty(model(), row["id"].replace("audit/", "duty/"))


def _duties(duty: Row) -> Iterator[Cells]:
    called = people.names(model())
    for name, words in DUTIES.items():
        done, due = duty[f"{name}_on"], duty[f"{name}_due"]
        when = day(done) if done else f"due {day(due)}" if due else ""
        yield f"Manager: {lower_first(words)}", called.get(duty[f"{name}_by"], ""), "Done" if done else "To do", when


def _good_practice(row: Row) -> Iterator[Cells]:
    called, themes = people.names(model()), labels()
    for one in good_practice_lists.of_audit(model(), row["id"]):
        stands = f"Followed up on {day(one['followed_on'])}" if one["followed_on"] else "Not followed up yet"
        who = called.get(one["noted_by"] or one["auditor"], "")
        yield f"Good practice: {themes.get(one['theme'], one['theme'])}", who, stands, f"found {day(one['found_on'])}"


def _last(filed: Iterable[Filed], what: str) -> dict[str, Filed]:
    """The last event of each action by which that was done to it, by the action's id."""
    return {one.made.stream: one for one in filed if one.made.topic == f"action {what}"}


def _is_shown(one: Filed | None) -> TypeGuard[Filed]:
    """Whether a pack holds an event and shows its text."""
    return one is not None and not (one.exhibit.kept_back or one.exhibit.closed)
