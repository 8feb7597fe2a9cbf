"""What the answers about impact come to: each figure with its base, what it is, and where its requests are."""

from typing import Any

from app.events.impact_questions import QUESTIONS
from app.views.desk import model
from app.views.listing import Listing
from app.views.shares import share
from app.views.words import month
from projections import impact_lists
from projections.asking import Asked

Row = dict[str, Any]


def figures(asked: Asked, listing: Listing) -> Row:
    """The response, the answers to each question and the months, of the requests that are asked for."""
    found = impact_lists.response(model(), asked)
    return {
        "response": _response(found, listing),
        "counts": _counts(found, listing),
        "questions": _questions(asked, found["answered"], listing),
        "months": _months(asked, listing),
    }


def _response(found: Row, listing: Listing) -> list[Row]:
    """The answered ones over both bases, and the families heard."""
    return [
        share("Answered, of all asked", found["answered"], found["asked"], listing.href(asked="yes", state="answered"))
        | {"why": "Also counts, in the base, those whose time to answer is not over."},
        share("Answered, of those over", found["answered"], found["over"], listing.href(asked="over", state="answered"))
        | {"why": "Those answered, declined or not answered in time."},
        share("Families who agreed to speak", found["agreed"], found["heard"], listing.href(family="agreed"))
        | {"why": "Of the requests with which the worker recorded the family's part."},
    ]


def _counts(found: Row, listing: Listing) -> list[Row]:
    """What is in no base: due and not put yet, and not asked at all."""
    said = (("due", "due and not put yet"), ("not_asked", "not asked, because nobody was there or it was too late"))
    return [
        {"n": found[state], "text": text, "href": listing.href(state=state)} for state, text in said if found[state]
    ]


def _questions(asked: Asked, answered: int, listing: Listing) -> list[Row]:
    """How often each choice was made, of all answers."""
    made = {name: impact_lists.chosen(model(), asked, name) for name in ("practice", "helped")}
    made["obstacles"] = impact_lists.obstacles(model(), asked)
    return [_question(name, counts, answered, listing) for name, counts in made.items()] if answered else []


def _question(name: str, counts: dict[str, int], answered: int, listing: Listing) -> Row:
    filter = {"obstacles": "obstacle"}.get(name, name)
    choices = [
        share(words, counts.get(id, 0), answered, listing.href(**{filter: id}))
        for id, words in QUESTIONS[name]["choices"].items()
    ]
    several = "An answer may name several." if name == "obstacles" else ""
    return {"id": name, "label": QUESTIONS[name]["label"], "choices": choices, "why": several}


def _months(asked: Asked, listing: Listing) -> list[Row]:
    """By month of return: answered of asked, and of the answers, how many say that practice improved and it helped."""
    return [
        {
            "month": month(row["month"]),
            "id": row["month"],
            "response": share("", row["answered"], row["asked"], listing.href(month=row["month"], asked="yes")),
            "practice": share("", row["practice"], row["answered"], listing.href(month=row["month"], practice="yes")),
            "helped": share("", row["helped"], row["answered"], listing.href(month=row["month"], helped="yes")),
        }
        for row in impact_lists.by_month(model(), asked)
    ]
