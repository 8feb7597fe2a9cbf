"""What the answers about impact come to: each figure with its base, what it is, and where its requests are."""

from collections.abc import Mapping
from typing import Any

from app.events.impact_questions import QUESTIONS
from app.views import figure_files
from app.views.desk import model
from app.views.listing import Listing
from app.views.shares import sampled
from app.views.words import month
from projections import impact_lists
from projections.asking import Asked
from projections.impact_lists import Tally

Row = dict[str, Any]
OF_A_MONTH = {
    "response": "Answered, of all asked",
    "practice": "Practice improved, of the answers",
    "helped": "Helped the child, of the answers",
}
OF_OVER = "Answered, of those whose time is over"
MONTHS = 12
"""So many months are shown; the others are found by the filter."""


def figures(asked: Asked, listing: Listing) -> Row:
    """The response, the answers to each question and the months, of the requests that are asked for."""
    found = impact_lists.tally(model(), asked)
    return {
        "response": _response(found.total, listing),
        "running": _running(found.total, listing),
        "counts": _counts(found.total, listing),
        "questions": _questions(found, listing),
        "months": _months(found, listing),
        "files": figure_files.files(listing),
    }


def told(found: Row) -> list[Row]:
    """The same for a file, one after the other, each with what it is about."""
    rows = [one | {"about": "Response"} for one in found["response"]]
    rows += [one | {"about": question["label"]} for question in found["questions"] for one in question["choices"]]
    of_months = (
        month[key] | {"id": f"{key}-{month['id']}", "label": words, "about": month["month"]}
        for month in found["months"]
        for key, words in OF_A_MONTH.items()
    )
    return [*rows, *of_months]


def _response(total: Mapping[str, int], listing: Listing) -> list[Row]:
    """The answered ones over both bases, and the families heard."""
    answered = total["answered"]
    return [
        sampled("Answered, of all asked", answered, total["asked"], listing.href(asked="yes", state="answered"))
        | {"id": "answered-of-asked", "why": "Also counts, in the base, those whose time to answer is not over."},
        sampled(OF_OVER, total["over_answered"], total["over"], listing.href(asked="over", state="answered"))
        | {"id": "answered-of-over", "why": "In the base is every request whose four weeks are over, answered or not."},
        sampled("Families who agreed to speak", total["agreed"], total["heard"], listing.href(family="agreed"))
        | {"id": "families-agreed", "why": "Of the requests with which the worker recorded the family's part."},
    ]


def _running(total: Mapping[str, int], listing: Listing) -> list[Row]:
    """Those with time left, and how many of them are answered already."""
    n, answered = total["running"], total["running_answered"]
    found = [{"n": n, "text": "with time left to answer", "href": listing.href(asked="running")}]
    href = listing.href(asked="running", state="answered")
    return found + [{"n": answered, "text": "of them answered already", "href": href}] * bool(answered) if n else []


def _counts(total: Mapping[str, int], listing: Listing) -> list[Row]:
    """What is in no base: due and not put yet, and not asked at all."""
    said = (("due", "due and not put yet"), ("not_asked", "not asked, because nobody was there or it was too late"))
    found = [{"n": total[state], "text": text, "href": listing.href(state=state)} for state, text in said]
    return [one for one in found if one["n"]]


def _questions(found: Tally, listing: Listing) -> list[Row]:
    """How often each choice was made, of all answers."""
    answered = found.total["answered"]
    return [_question(name, made, answered, listing) for name, made in found.chosen.items()] if answered else []


def _question(name: str, counts: Mapping[str, int], answered: int, listing: Listing) -> Row:
    filter = {"obstacles": "obstacle"}.get(name, name)
    choices = [
        sampled(words, counts.get(id, 0), answered, listing.href(**{filter: id})) | {"id": f"{name}-{id}"}
        for id, words in QUESTIONS[name]["choices"].items()
    ]
    several = "An answer may name several." if name == "obstacles" else ""
    return {"id": name, "label": QUESTIONS[name]["label"], "choices": choices, "why": several}


def _months(found: Tally, listing: Listing) -> list[Row]:
    """The newest months of return: answered of asked, and of the answers, how many say that it improved and helped."""
    shown = [(key, counts) for key, counts in found.months.items() if counts["asked"]]
    return [
        {
            "month": month(key),
            "id": key,
            "response": sampled("", counts["answered"], counts["asked"], listing.href(month=key, asked="yes")),
            "practice": sampled("", counts["practice"], counts["answered"], listing.href(month=key, practice="yes")),
            "helped": sampled("", counts["helped"], counts["answered"], listing.href(month=key, helped="yes")),
        }
        for key, counts in shown[: -MONTHS - 1 : -1]
    ]
