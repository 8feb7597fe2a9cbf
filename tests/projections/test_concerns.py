"""Counts of children of concern as at any day: they add up, and they are what the events of those days say."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.events import concern_answer, concern_end
from app.events.base import Refusal
from app.events.concern import DIRECT, Concern
from app.events.england import day_of
from app.events.log import Happened
from projections import ReadModel, Views, asking, concern_lists
from projections.asking import Asked, Reach
from projections.concern_year import YEAR
from tests.projections.random_stories import ListLog

VIEWS = Views.collect()
FIRST = date(2024, 3, 25)
DAYS = [(FIRST + timedelta(days=n)).isoformat() for n in range(12)]
"""The clocks go forward on the seventh of them."""
LEAD, QA = "person/helen-price", "person/ruth-okafor"
WHO: dict[str, Any] = {"team": "team/0", "area": "area/0", "worker": "", "responsible": [], "rule": "", "raising": ""}

Step = tuple[int, int, int, int]
NUMBER = st.integers(0, 11)
STORIES = st.lists(st.tuples(NUMBER, NUMBER, NUMBER, NUMBER), min_size=5, max_size=45)


class Told:
    """What happened, on days that go on, to four children."""

    def __init__(self) -> None:
        self.happened: list[Happened] = []
        self.concerns = {n: Concern(f"concern/{n}") for n in range(4)}

    def tell(self, steps: list[Step]) -> None:
        """The days pass as the story goes on; every act is recorded late in the evening, some after midnight."""
        for place, (n, act, back, choice) in enumerate(steps):
            today = DAYS[place * len(DAYS) // len(steps)]
            hour = (9, 18, 22, 23)[choice % 4]
            at = f"{today}T{hour:02d}:{place % 60:02d}:00+00:00"
            with suppress(Refusal):
                self.act(self.concerns[n % 4], act, at, back, "12"[choice % 2])
            for made in self.concerns[n % 4].collect_events():
                facts = {key: value for key, value in vars(made).items() if not key.startswith("originator_")}
                stored = (made.originator_id, made.originator_version, made.TOPIC, facts)
                self.happened.append(Happened(len(self.happened) + 1, *stored))

    def act(self, concern: Concern, act: int, at: str, back: int, category: str) -> None:
        """One of the acts, on that day or some days before."""
        said = {"by": (QA, LEAD)[act % 2], "at": at}
        on = (date.fromisoformat(day_of(at)) - timedelta(days=back % 3)).isoformat()
        facts = {"category": category, "why": "Not seen.", "source": DIRECT}
        moved = {"why": "Calm.", "on": on, "role": "qa_lead"}
        if not concern.exists:
            concern.raise_(child=concern.id.replace("concern", "child"), **facts, **WHO, **said)
        elif act < 2:
            concern.raise_again(**facts, raising="", **said)
        elif act < 5:
            answer = {"what": "Visited.", "reference": "CN-1", "asked": "", "on": on, "time": "23:59"}
            concern_answer.respond(concern, **answer, in_the_name_of="", role="director", **said)
        elif act < 7:
            concern_answer.oversee(concern, note="Read.", on=on, role="director", **said)
        elif act < 9:
            concern.recategorise(category, **moved, **said)
        elif act < 10:
            next_by = (date.fromisoformat(on) + timedelta(days=1 + back % 7)).isoformat()
            concern.review(found="Seen.", asked="", on=on, next_by=next_by, role="qa_lead", **said)
        elif category == "1":
            concern_end.close(concern, **moved, **said)
        else:
            concern_end.step_down(concern, actions=["action/0"], **moved, **said)


def as_told(happened: list[Happened], on: str) -> dict[str, str]:
    """The category of every concern that stood at the end of a day, by the plain words of its events."""
    found: dict[str, str] = {}
    for made in happened:
        facts = made.facts
        since = facts.get("on") or day_of(made.at)
        if made.topic not in ("concern responded to", "concern overseen by director") and since <= on:
            stands = facts.get("stands") or facts.get("category")
            if made.topic in ("concern closed", "concern stepped down"):
                found.pop(made.stream, None)
            elif stands:
                found[made.stream] = stands
    return found


@contextmanager
def folded(happened: list[Happened]) -> Iterator[ReadModel]:
    """A read model of what happened."""
    with tempfile.TemporaryDirectory() as folder:
        model = ReadModel(Path(folder) / "views.sqlite", ListLog(happened), VIEWS)
        model.catch_up()
        assert model.fault is None
        yield model
        model.close()


def counts(model: ReadModel, on: str, **chosen: str) -> dict[str, int]:
    found: dict[str, int] = concern_lists.counts(model, asked(on, **chosen))
    return found


def asked(on: str, **chosen: str) -> Asked:
    return Asked(Reach(everything=True), date.fromisoformat(on), chosen)


@settings(max_examples=60, deadline=None)
@given(STORIES)
def test_counts_as_at_every_day_add_up_and_are_what_the_events_say(steps: list[Step]) -> None:
    told = Told()
    told.tell(steps)
    with folded(told.happened) as model:
        for on in [*DAYS, "2024-04-30"]:
            found, stood = counts(model, on), as_told(told.happened, on)
            assert found["open"] == found["one"] + found["two"] == len(stood)
            assert found["one"] == sum(category == "1" for category in stood.values())
            rows = concern_lists.standing(model, date.fromisoformat(on))
            assert {row["id"]: row["stood"] for row in rows} == stood, "the members of the figures"
            assert sum(row["overdue"] for row in rows) == found["overdue"]


@settings(max_examples=30, deadline=None)
@given(STORIES)
def test_a_count_of_a_day_gone_by_changes_only_by_what_says_so(steps: list[Step]) -> None:
    told = Told()
    told.tell(steps)
    half = len(told.happened) // 2
    later = [made.facts.get("on") or day_of(made.at) for made in told.happened[half:]]
    first = min(later, default="2024-04-30")
    with folded(told.happened[:half]) as before, folded(told.happened) as after:
        for on in [on for on in DAYS if on < first]:
            assert counts(before, on) == counts(after, on)


def story(*events: tuple[str, str, dict[str, Any]]) -> list[Happened]:
    """Events of one concern: topic, moment, facts."""
    return [
        Happened(n, "concern/1", n, f"concern {topic}", {"by": QA, "at": at} | facts)
        for n, (topic, at, facts) in enumerate(events, 1)
    ]


RAISED: dict[str, Any] = WHO | {"child": "child/1", "category": "1", "why": "x", "source": DIRECT}
RAISED |= {"respond_by": "2024-05-20", "review_by": "2024-05-27"}
ANSWERED = {"in_the_name_of": "", "role": "director", "time": "", "what": "", "reference": "", "asked": ""}
ANSWERED |= {"respond_by": "2024-05-20"}
RAISE = ("raised", "2024-05-20T09:00:00+00:00", RAISED)


def answered(moment: str, on: str, at: str) -> tuple[str, str, dict[str, Any]]:
    return ("responded to", at, ANSWERED | {"moment": moment, "on": on})


@pytest.mark.parametrize(
    ("answer", "figures", "state"),
    [
        (("2024-05-20T15:00:00+00:00", "2024-05-20", "2024-05-20T16:00:00+00:00"), (1, 1, 0), "same_day"),
        (("2024-05-20T15:00:00+00:00", "2024-05-20", "2024-05-22T08:00:00+00:00"), (1, 1, 1), "same_day"),
        (("2024-05-20T23:30:00+00:00", "2024-05-21", "2024-05-21T08:00:00+00:00"), (0, 1, 0), "later"),
        (None, (0, 1, 0), "late"),
    ],
)
def test_same_day_is_by_the_day_of_the_response_and_says_what_was_recorded_later(
    answer: tuple[str, str, str] | None, figures: tuple[int, int, int], state: str
) -> None:
    happened = story(RAISE, *([answered(*answer)] if answer else []))
    with folded(happened) as model:
        found = concern_lists.answers(model, asked("2024-05-23"))
        assert (found["n"], found["of"], found["recorded_later"]) == figures
        (row,) = concern_lists.standing(model, date(2024, 5, 23))
        assert row["answer"] == state
        assert counts(model, "2024-05-23", answer=state)["open"] == 1


def test_a_clock_counts_once_its_day_is_over_or_it_is_answered() -> None:
    with folded(story(RAISE)) as model:
        of = [concern_lists.answers(model, asked(on))["of"] for on in ("2024-05-19", "2024-05-20", "2024-05-21")]
    assert of == [0, 0, 1]
    with folded(
        story(RAISE, answered("2024-05-20T15:00:00+00:00", "2024-05-20", "2024-05-20T16:00:00+00:00"))
    ) as model:
        of = [concern_lists.answers(model, asked(on))["of"] for on in ("2024-05-19", "2024-05-20", "2024-05-21")]
    assert of == [0, 1, 1]


SAME_DAY = answered("2024-05-20T15:00:00+00:00", "2024-05-20", "2024-05-20T16:00:00+00:00")
CLOSED = ("closed", "2024-05-25T09:00:00+00:00", {"was": "1", "why": "", "on": "2024-05-25", "role": "qa_lead"})


def in_time(model: ReadModel, on: str) -> tuple[int, int]:
    """How many were answered the same day of how many, the same where the day is named; each opens to its rows."""
    found = concern_lists.answers(model, asked(on))
    assert found == concern_lists.answers(model, replace(asked(on), chosen={"on": on}))
    opened = [asking.everything(model, concern_lists.QUESTION, asked(on, year=of)) for of in YEAR]
    assert [len(rows) for rows in opened] == [found["of"], found["n"], found["of"] - found["n"]]
    return found["n"], found["of"]


@pytest.mark.parametrize(
    ("on", "figures"),
    [
        ("2024-05-19", (0, 0)), ("2024-05-20", (1, 1)), ("2024-05-26", (1, 1)),
        ("2025-05-19", (1, 1)), ("2025-05-20", (0, 0)),
    ],
)  # fmt: skip
def test_an_answer_counts_for_twelve_months_whether_the_concern_stands_or_is_over(
    on: str, figures: tuple[int, int]
) -> None:
    with folded(story(RAISE, SAME_DAY, CLOSED)) as model:
        assert in_time(model, on) == figures


def test_one_that_came_into_category_1_again_was_answered_in_time_when_each_answer_was() -> None:
    again = {"was": "1", "stands": "1", "category": "1", "why": "", "source": DIRECT, "raising": ""}
    again_at = ("raised again", "2024-05-22T09:00:00+00:00", again | {"respond_by": "2024-05-22"})
    with folded(story(RAISE, SAME_DAY, again_at)) as model:
        assert [in_time(model, on) for on in ("2024-05-22", "2024-05-23")] == [(1, 1), (0, 1)]


def test_what_was_overseen_before_the_response_is_overseen_again() -> None:
    looked = ("overseen by director", "2024-05-20T10:00:00+00:00", {"note": "", "on": "2024-05-20"})
    for happened, on in (([RAISE, looked, SAME_DAY], ""), ([RAISE, SAME_DAY, looked], "2024-05-20")):
        with folded(story(*happened)) as model:
            assert (concern_lists.concern(model, "concern/1") or {})["overseen_on"] == on


def test_reviews_are_overdue_from_the_day_after_and_by_the_review_of_that_day() -> None:
    reviewed = {"found": "", "asked": "", "on": "2024-05-30", "next_by": "2024-06-06", "role": "qa_lead"}
    with folded(story(RAISE, ("reviewed", "2024-05-30T09:00:00+00:00", reviewed))) as model:
        days = ("2024-05-27", "2024-05-28", "2024-05-29", "2024-05-30", "2024-06-06", "2024-06-07")
        assert [counts(model, on)["overdue"] for on in days] == [0, 1, 1, 0, 0, 1]


def test_a_move_and_an_end_count_from_their_day_however_late_they_are_recorded() -> None:
    answer = answered("2024-05-20T15:00:00+00:00", "2024-05-20", "2024-05-20T16:00:00+00:00")
    moved = {"was": "1", "category": "2", "why": "", "on": "2024-05-22", "respond_by": "", "role": "qa_lead"}
    ended = {"was": "2", "why": "", "on": "2024-05-25", "role": "qa_lead"}
    late = "2024-05-29T09:00:00+00:00"
    with folded(story(RAISE, answer, ("recategorised", late, moved), ("closed", late, ended))) as model:
        days = ("2024-05-19", "2024-05-20", "2024-05-21", "2024-05-22", "2024-05-24", "2024-05-25", "2024-05-29")
        found = [counts(model, on) for on in days]
    assert [(one["open"], one["one"], one["two"]) for one in found] == [
        (0, 0, 0), (1, 1, 0), (1, 1, 0), (1, 0, 1), (1, 0, 1), (0, 0, 0), (0, 0, 0),
    ]  # fmt: skip


def test_raised_late_in_the_evening_counts_on_its_day_in_england() -> None:
    facts = RAISED | {"respond_by": "2024-05-21", "review_by": "2024-05-28"}
    with folded(story(("raised", "2024-05-20T23:30:00+00:00", facts))) as model:
        assert [counts(model, on)["open"] for on in ("2024-05-20", "2024-05-21")] == [0, 1]
