"""The figures above the tracker of children of concern, as at the day that is asked for, each with its rows."""

from collections import Counter
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from app import clock
from app.events.content import concerns as counts_as_concern
from app.programme import frameworks
from app.views.desk import house, i, model
from projections import concern_lists
from projections.asking import Asked
from projections.shares import percent

KEPT = ("area", "team", "child")
"""The filters that the figures are of, beside the day; the others are the figures themselves."""
THEMES_FOR = frozenset({"qa_lead", "head_of_service", "director", "inspector"})
"""Who reads where the audits found concern: never an auditor, whose looped audit may be sealed."""


def about(asked: Asked) -> dict[str, Any]:
    """What stands above the rows: how many stood on that day, in which category, reviews overdue, answers in time.

    Links name a day only when it is gone by: of today, the same rows stand with and without it.
    """
    on = {} if asked.today == clock.today() else {"on": asked.today.isoformat()}
    of = replace(asked, chosen={name: asked.chosen[name] for name in KEPT if name in asked.chosen} | on)
    found, answers = concern_lists.counts(model(), of), concern_lists.answers(model(), of)
    return {
        "as_at": asked.today.isoformat(),
        "is_now": asked.today == clock.today(),
        "counts": [
            {"label": label, "n": found[key], "href": _href(of, **chosen), "id": key} for key, label, chosen in COUNTS
        ],
        "answers": answers
        | {
            "percent": _percent(answers),
            "href": _href(of, year="same_day"),
            "of_href": _href(of, year="all"),
        },
        "themes": _themes(of) if i().roles & THEMES_FOR else None,
    }


COUNTS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("open", "Children of concern", {"state": "open"}),
    ("one", "Category 1", {"state": "open", "category": "1"}),
    ("two", "Category 2", {"state": "open", "category": "2"}),
    ("overdue", "Weekly review overdue", {"review": "overdue"}),
)


def _href(of: Asked, **chosen: str) -> str:
    return f"/concerns?{urlencode(dict(of.chosen) | chosen)}"


def _percent(answers: dict[str, int]) -> str:
    share = percent(answers["n"], answers["of"], 0)
    return "" if share is None else f"{share}%"


def _themes(of: Asked) -> dict[str, Any]:
    """Where the audits behind the standing concerns found concern: domains, with how many of those audits.

    An audit counts for a domain that has a grade which its own framework counts as concern.
    """
    audits, found = concern_lists.sources(model(), of), Counter[str]()
    labels: dict[str, str] = {}
    for audit in audits:
        content = frameworks.content(house(), audit["framework"], audit["framework_version"])
        labels |= {domain["id"]: domain["label"] for domain in content["domains"]}
        found.update(domain for domain, grade in audit["grades"].items() if grade in counts_as_concern(content))
    rows = [{"label": labels[domain], "n": n} for domain, n in sorted(found.items(), key=lambda one: (-one[1], one[0]))]
    return {"of": len(audits), "rows": rows}
