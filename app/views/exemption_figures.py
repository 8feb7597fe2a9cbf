"""What stands beside exemptions in figures: a month's sum above the tracker, and what a yes would do."""

from typing import Any
from urllib.parse import urlencode

from app import clock
from app.events.vocabulary import EXEMPTION_CLASSES, EXEMPTION_STATES
from app.policy import OVERSEE
from app.programme.english import counted
from app.views.cycles import newest
from app.views.desk import i, model
from app.views.exemption_reach import classes_shown, reach
from app.views.exemption_rows import Row
from app.views.links import link
from app.views.month_figures import month_of, opens_to
from app.views.words import month, reference
from projections import asking, cycles, exemption_effects, exemption_lists, exemption_sum, months
from projections.asking import Asked
from projections.exemption_effects import Change, Effect

LABELS = {
    "completion-within-reach": "The most that this month can still come to",
    "completion-of-allocated": "Completed of allocated",
    "completion-of-expected": "Completed of expected",
    "expected": "Expected auditors",
}


def about(asked: Asked) -> Row:
    """The sum of the month that is chosen, or of the newest one, for those who oversee the programme."""
    wanted = _month(asked)
    return {"sum": month_sum(wanted) if wanted else None}


def also(asked: Asked) -> str:
    """A mark of that month: it moves with its pool, audits and exemptions, whether the rows are the reader's or not."""
    wanted = _month(asked)
    return months.mark(model(), wanted["id"]) if wanted else ""


def _month(asked: Asked) -> Row | None:
    if not i().roles & OVERSEE.keys():
        return None
    return cycles.cycle(model(), f"cycle/{asked.chosen['cycle']}") if "cycle" in asked.chosen else newest()


def month_sum(cycle: Row) -> Row:
    """A month's exemptions that are not health or leave, step by step, each step with where it opens."""
    found = exemption_sum.exemption_sum(month_of(cycle))

    def opened(figure: Any) -> Row:
        return {"figure": figure, "href": link(opens_to(figure, cycle))}

    def terms(steps: Any) -> list[Row]:
        return [opened(figure) | {"sign": sign, "words": words} for sign, figure, words in steps]

    return {
        "month": month(cycle["id"]),
        "share": opened(found.share),
        "of_pool": opened(found.of_pool),
        "health": opened(found.health),
        "numerator": terms(found.numerator),
        "denominator": terms(found.denominator),
        "kinds": _kinds(cycle["id"]),
    }


def effects(row: Row) -> list[Row]:
    """What a yes would do to each month that it covers and that is opened, in words."""
    found = [cycles.cycle(model(), id) for id in row["months"]]
    return [_effect(cycle, row) for cycle in found if cycle and cycle["state"] != "closed"]


def _effect(cycle: Row, row: Row) -> Row:
    found = exemption_effects.effect(model(), month_of(cycle), row["auditor"], row["reason_class"])
    told = [
        {
            "label": LABELS[change.now.name],
            "words": _change(change),
            "href": link(opens_to(change.now, cycle)),
            "figure": change.now.name,
        }
        for change in found.changes
    ]
    return {"month": month(cycle["id"]), "sentence": _sentence(found), "changes": told}


def _sentence(found: Effect) -> str:
    """The first thing to know: whether a yes takes something from the month, and what."""
    when = month(found.cycle)
    if found.released and found.allocated:
        return _releases(found, when)
    if found.returned:
        has = "audit" if found.returned == 1 else "audits"
        said = f"The auditor has already returned the {has}: a yes for {when} releases nothing and changes no"
        return f"{said} completion."
    if not found.in_pool:
        return f"The auditor is not in the pool of {when}: a yes changes none of its figures."
    first = found.changes[0]
    if not found.allocated:
        return f"{when} is not allocated yet. A yes takes the expected auditors from {first.now.n} to {first.after.n}."
    return f"No audit of theirs is open in {when}: a yes releases none and changes no completion."


def _releases(found: Effect, when: str) -> str:
    """What a yes takes from a month, and what of it is begun or stays."""
    first, audits = found.changes[0], counted(found.released, "audit")
    whole = f"A yes releases {audits}, and takes what {when} can still come to from {first.now.value} to"
    begun = ""
    if found.begun:
        what = "It is" if found.released == 1 else f"{found.begun} of them {'is' if found.begun == 1 else 'are'}"
        begun = f" {what} begun: what is written stays in the history."
    stays = " What they have returned stays." if found.returned else ""
    return f"{whole} {first.after.value} of allocated.{begun}{stays}"


def _change(change: Change) -> str:
    """From what to what, each with its numbers: "45 of 55 (82%) now, 45 of 54 (83%) after"."""
    now, after = (
        f"{one.words} ({one.value})" if one.of is not None else one.words for one in (change.now, change.after)
    )
    return f"{now}, and stays so" if change.is_none else f"{now} now, {after} after"


def _kinds(cycle: str) -> list[Row]:
    """How many exemptions of a month there are of each kind of reason, by what became of them."""
    rows = exemption_lists.by_class(model(), cycle, clock.today())
    found = []
    for kind, words in EXEMPTION_CLASSES.items():
        counts = {row["became"]: row["n"] for row in rows if row["reason_class"] == kind}
        told = [_outcome(cycle, kind, became, counts[became]) for became in BECAME if became in counts]
        if told:
            found.append({"kind": words, "outcomes": told})
    return found


def _outcome(cycle: str, kind: str, became: str, n: int) -> Row:
    """A count with the address of exactly its rows, where the reader has all of them with the kind of reason."""
    chosen = {"cycle": reference(cycle), "class": kind, "became": f"{reference(cycle)}:{became}"}
    asked = Asked(reach(), clock.today(), chosen)
    whole = classes_shown() and asking.counted(model(), exemption_lists.QUESTION, asked).all == n
    href = f"/exemptions?{urlencode(chosen, safe=':')}" if whole else ""
    return {"text": BECAME[became], "n": n, "href": href}


BECAME = {
    "asked": EXEMPTION_STATES["asked"].lower(),
    "authorised-before": "authorised before the allocation",
    "authorised-after": "authorised after it",
    **{state: words.lower() for state, words in EXEMPTION_STATES.items() if state not in ("asked", "authorised")},
}
"""What can become of an exemption in a month, in the order in which it is told."""
