"""The figures of a quarter are those of its months together; participation and families have their own bases."""

from datetime import date

from projections.months import Month
from projections.report_figures import figures

CONTENT = {
    "grades": [
        {"id": "good", "label": "Good", "style": "grade-3", "counts_as": "good"},
        {"id": "ri", "label": "RI", "style": "grade-2", "counts_as": "neither"},
    ],
    "not_applicable": {"label": "N/A", "in_denominator": False},
    "domains": [{"id": "plans", "label": "Plans"}],
    "overall": {"label": "Overall grade"},
    "rounding": {"places": 0},
    "audits_owed_a_month": 1,
}


def an_audit(id, state="accepted", **more):
    parts = dict.fromkeys(("worker_part", "manager_part", "child_part", "parent_part"), "")
    return {
        "id": id, "auditor": "person/anna", "state": state, "due": "2024-05-20", "started_on": "2024-05-02",
        "days_late": 0, "uploaded_on": "", "second_of": "", "overall": "good", "moderation": "", "outcome": None,
        "exempt": "", "overall_from": None, "overall_to": None, "loop": "", "child": "child/1", "concern": "",
        **parts, **more,
    }  # fmt: skip


def a_month(cycle, *audits, pool=("person/anna", "person/ben")):
    grades = {audit["id"]: {"plans": audit["overall"]} for audit in audits}
    return Month(cycle, pool, list(audits), [], grades, CONTENT, date(2024, 7, 5))


def test_a_quarter_counts_the_audits_of_its_months_and_an_auditor_once_for_each():
    april = a_month("cycle/2024-04", an_audit("a/1"), an_audit("a/2", overall="ri"))
    may = a_month("cycle/2024-05", an_audit("m/1"))
    found = figures([april, may])
    assert (found["grade:overall:good"].members, found["grade:overall:good"].of) == (("a/1", "m/1"), 3)
    assert (found["completion-of-pool"].n, found["completion-of-pool"].of) == (3, 4)
    assert found["pool"].definition.endswith("An auditor is counted once for each month.")
    assert found["graded:plans"].n == found["grade:plans:good"].of == 3
    assert (found["good:plans"].label, found["good:plans"].words) == ("Plans: Good", "2 of 3")


def test_worker_and_manager_are_asked_of_the_completed_and_the_family_of_those_to_standard():
    month = a_month(
        "cycle/2024-05",
        an_audit("m/1", worker_part="took_part", parent_part="gave_views"),
        an_audit("m/2", worker_part="legitimate_reason", child_part="contacted", parent_part="tried"),
        an_audit("m/3", "not_to_standard", worker_part="took_part", parent_part="gave_views"),
        an_audit("m/4", "nil_return", worker_part="took_part"),
    )
    found = figures([month])
    assert (found["worker-took-part"].words, found["parent-gave-views"].words) == ("2 of 3", "1 of 2")
    assert found["families-heard"].members == ("m/1", "m/2")
    assert "each month" not in found["pool"].definition


def test_no_month_has_no_figures():
    assert figures([]) == {}
