"""How were the audits to standard graded, in each domain and overall? By the grade that counts, see final_grades."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from projections.months import Members, Month
from projections.seals import OVER
from projections.shares import Figure

ONCE = "A looped child counts once, by the agreed grades: in no grade until its two auditors have agreed them."
SETTLED = ("", *OVER)
"""Of no loop, or of one that is over."""
OVERALL, NOT_APPLICABLE = "overall", "na"


@dataclass(frozen=True)
class DomainRow:
    """A domain's line of the grade table: the audits in each grade, best first, then not applicable if it may be."""

    domain: str
    label: str
    cells: tuple[Figure, ...]


def domain_table(of: Month) -> list[DomainRow]:
    """Count and share of each grade in each domain and overall, among the audits to standard that are graded.

    An audit of a sealed loop is in no grade of anybody's: the other auditor could read such a figure. Nor is one whose
    grades the two have still to agree, see the counts "to-agree" and "counted-by-other".
    """
    once = (row for row in of.audits if row["state"] == "accepted" and not row["second_of"] and row["loop"] in SETTLED)
    accepted = {row["id"]: row["overall"] for row in once}
    overall = {audit: grade for audit, grade in accepted.items() if grade}
    graded = {audit: of.grades[audit] for audit in accepted}
    domains = [
        _row(of, domain["id"], domain["label"], _of_domain(graded, domain["id"])) for domain in of.content["domains"]
    ]
    return [*domains, _row(of, OVERALL, of.content["overall"]["label"], overall)]


def _of_domain(graded: dict[str, dict[str, str]], domain: str) -> dict[str, str]:
    return {audit: grades[domain] for audit, grades in graded.items() if domain in grades}


def _row(of: Month, domain: str, label: str, graded: dict[str, str]) -> DomainRow:
    """One line; whether N/A is in the base is the framework's rule, and the definition says it."""
    not_applicable = of.content["not_applicable"]
    counted = bool(not_applicable["in_denominator"])
    base = tuple(audit for audit, grade in graded.items() if counted or grade != NOT_APPLICABLE)
    rule = f"{not_applicable['label']} is {'in' if counted else 'not in'} the base."
    scale = [(grade["id"], grade["label"]) for grade in of.content["grades"]]
    if domain != OVERALL:
        scale.append((NOT_APPLICABLE, not_applicable["label"]))
    return DomainRow(domain, label, tuple(_cell(of, domain, label, graded, base, rule, *grade) for grade in scale))


def _cell(
    of: Month, domain: str, label: str, graded: dict[str, str], base: Members, rule: str, grade: str, words: str
) -> Figure:
    members = tuple(audit for audit, given in graded.items() if given == grade)
    outside = grade == NOT_APPLICABLE and not of.content["not_applicable"]["in_denominator"]
    definition = f"Audits with the grade {words} ÷ audits to standard, graded. {'' if domain == OVERALL else rule}"
    definition = f"{definition.strip()} {ONCE}"
    return Figure(
        grade_name(domain, grade),
        f"{label}: {words}",
        "Audits to standard where this does not apply; a count, because the framework leaves them out of the base."
        if outside
        else definition.strip(),
        members,
        base=None if outside else base,
        places=of.places,
    )


def bases(rows: Iterable[DomainRow]) -> list[Figure]:
    """The base of each domain's shares, and of the overall grade's: how many audits are graded in it."""
    return [_base_of(row) for row in rows]


def _base_of(row: DomainRow) -> Figure:
    """All cells of a line have the same base, but for N/A that the framework leaves out of it."""
    base = next((cell.base for cell in row.cells if cell.base is not None), ())
    words = "Audits to standard that are graded, which the shares of the grades are of."
    return Figure(base_name(row.domain), f"{row.label}: graded", f"{words} {ONCE}", base)


def good(of: Month, rows: Iterable[DomainRow]) -> list[Figure]:
    """The audits of each domain, and overall, with a grade that counts as good; none where no grade does."""
    return [_good_of(of, row) for row in rows] if good_words(of.content) else []


def _good_of(of: Month, row: DomainRow) -> Figure:
    names = {grade_name(row.domain, grade["id"]) for grade in of.content["grades"] if grade["counts_as"] == "good"}
    cells = [cell for cell in row.cells if cell.name in names]
    members, words = {id for cell in cells for id in cell.members}, good_words(of.content)
    base = cells[0].base or ()
    definition = f"Audits with the grade {words}, which count as good ÷ {cells[0].definition.partition(' ÷ ')[2]}"
    within = tuple(id for id in base if id in members)
    return Figure(good_name(row.domain), f"{row.label}: {words}", definition, within, base=base, places=of.places)


def good_words(content: dict[str, Any]) -> str:
    """The grades that count as good, the best last: Good or Outstanding; "" for none."""
    return " or ".join(grade["label"] for grade in reversed(content["grades"]) if grade["counts_as"] == "good")


def good_name(domain: str) -> str:
    """The name of the figure that counts the grades of a domain, or of `overall`, that count as good."""
    return f"good:{domain}"


def base_name(domain: str) -> str:
    """The name of the figure that counts what the shares of a domain's grades, or of `overall`, are of."""
    return f"graded:{domain}"


def grade_name(domain: str, grade: str) -> str:
    """The name of the figure that counts a grade in a domain, or in `overall`."""
    return f"grade:{domain}:{grade}"


def grade_scale(content: dict[str, Any]) -> list[dict[str, str]]:
    """The columns of the grade table: each grade's id, label and style, best first, then not applicable."""
    grades = [{"id": grade["id"], "label": grade["label"], "style": grade["style"]} for grade in content["grades"]]
    return [*grades, {"id": NOT_APPLICABLE, "label": content["not_applicable"]["label"], "style": "grade-na"}]
