"""The way from an empty programme to a month that runs: every step, how it stands, who takes it, and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from app import clock
from app.programme.english import listed
from app.views.desk import accounts, i, model
from app.views.links import link
from projections import children_lists, cycles, people, people_lists

DONE, TO_DO, LATER = "Done", "To do", "Cannot start yet"
ADMINISTRATOR, QA_LEAD = "An administrator does this.", "A QA lead does this."
TEAMS = "Nobody audits the work of their own team: have auditors of two teams at least."
EVER = "9999-12"
"""A month after all others: who is trained and does not leave is in its pool."""
SIGN_IN = (
    "No password is sent. The page of each person has a link to make, good once and for a week, which you hand to them;"
    " with it they choose their own."
)


@dataclass(frozen=True)
class Step:
    """One step: what, why or how, where ("" for whoever does not take it, or not yet), and how it stands."""

    text: str
    why: str
    href: str
    stands: str


def steps() -> list[Step]:
    """Every step in order; none once all are taken."""
    totals, pool = children_lists.totals(model()), bool(people.pool(model(), EVER))
    ready = bool(totals["frameworks"] and pool)
    found = [*_of_people(totals, pool), *_of_lists(totals), *_of_the_month(ready, totals["children"])]
    return [] if all(step.stands == DONE for step in found) else found


def _of_people(totals: dict[str, int], pool: bool) -> Iterator[Step]:
    leads, auditors = (_holders(role) for role in ("qa_lead", "auditor"))
    known = accounts().known()
    signed = f"{len(known)} of {totals['people']} can sign in; a QA lead and an auditor must."
    who = "Auditors, practitioners and managers with their roles, one by one or from a list."
    yield _step("Service areas and teams", "Each person and child is of a team.", "/settings/areas", totals["teams"])
    yield _step("People", who, "/people", auditors)
    lead = f"One of the people gets this role: who has it opens the months.{_who(leads)}"
    yield _step("A QA lead", lead, "/people", leads)
    yield _step("Passwords", f"{SIGN_IN} {signed}", "/people", leads & known and auditors & known)
    yield _step("Training", f"An auditor counts from the month after the training. {TEAMS}", "/people", pool)


def _who(leads: set[str]) -> str:
    """Who holds a role, by name, the reader as "you"; nothing for nobody."""
    names = people.names(model())
    found = sorted("you" if id == i().id else names[id] for id in leads)
    return f" Now: {listed(found)}." if found else ""


def _of_lists(totals: dict[str, int]) -> Iterator[Step]:
    framework = "The domains and grades of the audits. Begin with the default one, look at it and publish it."
    yield _step("Framework", framework, "/frameworks", totals["frameworks"])
    children = "The list of open children, from which each month's sample is drawn."
    yield _step("Children", children, "/imports/new?kind=children", totals["children"])


def _of_the_month(ready: bool, children: int) -> Iterator[Step]:
    months = cycles.cycles(model())
    drawn, allocated = (any(month[key] for month in months) for key in ("population_on", "allocated_at"))
    here = f"/cycles/{months[0]['month'] if months else f'{clock.today():%Y-%m}'}"
    opening = "With its framework and its pool; both must be there."
    yield _step("First month", opening, "/cycles/new", months, ready, QA_LEAD)
    yield _step("Sample", "Children are drawn by a rule.", f"{here}/sample", drawn, bool(months and children), QA_LEAD)
    given = "Each child gets an auditor, and nobody the work of their own team."
    yield _step("Allocation", given, f"{here}/allocation", allocated, drawn, QA_LEAD)


def _step(text: str, why: str, href: str, done: object, can_start: bool = True, who: str = ADMINISTRATOR) -> Step:
    there = link(href) if done or can_start else ""
    stands = DONE if done else TO_DO if can_start else LATER
    return Step(text, why if link(href) else f"{why} {who}", there, stands)


def _holders(role: str) -> set[str]:
    return {row["id"] for row in people_lists.holders(model(), (role,), clock.today().isoformat())}
