"""The demonstration council: the figures of the two reports, every state, and nothing of anybody real."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app import clock
from app.demo import council as eastmere
from app.demo.council import NAMED, PASSWORD, email, sign_ins
from app.demo.current import plan_for
from app.demo.deviations import DEVIATIONS
from app.demo.plans import FINISHED
from app.demo.population import COUNTS
from app.demo.published import SCALE
from app.demo.quick import close_quick_house, open_quick_house
from app.demo.seeding import Seeding
from app.events.audit import Audit
from app.events.log import Happened
from app.events.loop import LOOP_STATES
from app.events.vocabulary import AUDIT_STATES, ROLES
from app.programme import frameworks
from app.programme.house import House
from projections import children, final_grades, people
from projections.completion import figures
from projections.months import month
from projections.shares import Figure
from tests.demo_fixture import demo_app, demo_folder, demonstration, seeded

__all__ = ["demo_app", "demo_folder", "demonstration", "seeded"]

PRINTED = {
    ("2024-04", "seeing-and-hearing"): (0, 7, 21, 3, 0),
    ("2024-04", "assessment"): (1, 11, 13, 4, 3),
    ("2024-04", "plans"): (1, 4, 20, 6, 0),
    ("2024-04", "decision-making"): (1, 17, 12, 1, 0),
    ("2024-04", "meetings-and-reviews"): (1, 12, 14, 3, 1),
    ("2024-04", "supervision"): (1, 11, 17, 2, 0),
    ("2024-04", "diversity"): (1, 15, 15, 0, 0),
    ("2024-05", "seeing-and-hearing"): (0, 16, 11, 3, 0),
    ("2024-05", "assessment"): (1, 5, 14, 9, 0),
    ("2024-05", "plans"): (1, 8, 10, 4, 7),
    ("2024-05", "decision-making"): (0, 9, 14, 7, 0),
    ("2024-05", "meetings-and-reviews"): (1, 10, 14, 3, 2),
    ("2024-05", "supervision"): (0, 9, 14, 7, 0),
    ("2024-05", "diversity"): (0, 16, 12, 2, 0),
    ("2024-06", "seeing-and-hearing"): (0, 7, 9, 0, 0),
    ("2024-06", "assessment"): (0, 8, 8, 0, 0),
    ("2024-06", "plans"): (0, 7, 9, 0, 0),
    ("2024-06", "decision-making"): (1, 11, 3, 1, 0),
    ("2024-06", "meetings-and-reviews"): (0, 7, 9, 0, 0),
    ("2024-06", "supervision"): (0, 11, 5, 0, 0),
    ("2024-06", "diversity"): (1, 12, 3, 0, 0),
}
"""The quarterly report's tables, typed off it."""
IMPOSSIBLE = {("2024-04", "assessment"): (1, 11, 13, 4, 2), ("2024-05", "assessment"): (1, 5, 14, 9, 1)}
"""The two columns that do not add up to the month's audits, as they are here."""
FIGURE_1 = {
    "2018-01": ("32 of 19", "168%"), "2018-02": ("23 of 14", "164%"), "2018-03": ("24 of 16", "150%"),
    "2018-04": ("27 of 22", "123%"), "2018-05": ("25 of 23", "109%"), "2018-06": ("40 of 44", "91%"),
    "2018-07": ("27 of 46", "59%"), "2018-08": ("26 of 47", "55%"), "2018-09": ("28 of 61", "46%"),
    "2018-10": ("46 of 61", "75%"), "2018-11": ("45 of 73", "62%"),
}  # fmt: skip
"""The monthly report's completion by month, typed off it."""
OVERALL = {
    "2018-01": (0, 0, 27, 5), "2018-02": (0, 0, 18, 5), "2018-03": (0, 2, 13, 9), "2018-04": (0, 1, 18, 8),
    "2018-05": (0, 2, 14, 9), "2018-06": (0, 4, 27, 9), "2018-07": (0, 1, 15, 11), "2018-08": (0, 1, 12, 13),
    "2018-09": (0, 2, 18, 5), "2018-10": (0, 3, 28, 11), "2018-11": (0, 9, 25, 8), "2024-04": (0, 7, 22, 2),
    "2024-05": (0, 7, 18, 5), "2024-06": (0, 7, 9, 0),
}  # fmt: skip
"""Its ratings by month, and the quarterly report's, typed off them."""
ACCEPTED = {which: sum(column) for which, column in OVERALL.items()}


def of_month(house: House, which: str) -> dict[str, Figure]:
    """Every figure of a month."""
    version = 1 if which < "2024" else 2
    return figures(month(house.model, f"cycle/{which}", frameworks.content(house, frameworks.CORE, version), date.max))


def column(house: House, which: str, domain: str) -> tuple[int, ...]:
    """How many accepted audits of a month count with each grade of a domain, and N/A."""
    sql = (
        f"SELECT each.value AS grade, count(*) AS n FROM audits, json_each({final_grades.DOMAINS}) AS each"
        " WHERE cycle = ? AND each.key = ? AND state = 'accepted' GROUP BY each.value"
    )
    found = {row["grade"]: row["n"] for row in house.model.query(sql, [f"cycle/{which}", domain])}
    return tuple(found.get(grade, 0) for grade in (*SCALE, "na"))


def test_november_2018_has_the_completion_of_the_monthly_report(demonstration: House) -> None:
    found = of_month(demonstration, "2018-11")
    printed = {
        "pool": "73",
        "long-leave": "11",
        "exempt": "7",
        "allocated": "55",
        "exempted-afterwards": "10",
        "returned": "45",
        "not-to-standard": "3",
        "accepted": "42",
        "uploaded": "42",
        "completion-of-pool": "45 of 73",
        "completion-of-allocated": "45 of 55",
        "completion-to-standard": "42 of 55",
        "completion-of-expected": "45 of 45",
        "exemptions-not-health-or-leave": "15 of 62",
    }
    assert {name: found[name].words for name in printed} == printed
    assert (found["completion-of-pool"].value, found["exemptions-not-health-or-leave"].value) == ("62%", "24%")


@pytest.mark.parametrize("which", FIGURE_1)
def test_completion_by_month_is_the_printed_one(demonstration: House, which: str) -> None:
    found = of_month(demonstration, which)
    assert (found["completion-of-pool"].words, found["completion-of-pool"].value) == FIGURE_1[which]
    graded = ACCEPTED[which]
    assert (found["accepted"].n, found["not-to-standard"].n) == (graded, found["returned"].n - graded)


def test_the_earlier_months_of_2018_leave_nothing_to_do(demonstration: House) -> None:
    """190 actions are open at the end of November and 49 records were reviewed: those months have no part in it."""

    def found(what: str, table: str, of: str) -> set[str]:
        months = f"substr({of}, 7, 7) BETWEEN '2018-01' AND '2018-10' AND substr({of}, 7, 7) NOT IN (?, ?)"
        sql = f"SELECT {what} AS one FROM {table} WHERE {months}"
        return {row["one"] for row in demonstration.model.query(sql, ["2018-08", "2018-09"])}

    assert found("state", "actions", "source") == {"verified"}
    closed = found("closing_on", "duties", "audit")
    assert "2018-01" < min(closed) <= max(closed) < "2018-11-08"
    assert not found("id", "impact", "audit"), "too late to ask"
    assert not found("id", "concerns", "source")


def test_november_2018_has_the_exemptions_of_the_monthly_report(demonstration: House) -> None:
    sql = "SELECT reason_class, after_allocation FROM exemptions WHERE cycle = 'cycle/2018-11' AND state = 'authorised'"
    found = Counter((row["reason_class"], row["after_allocation"]) for row in demonstration.model.query(sql))
    assert found == {("maternity", 0): 2, ("extended_leave", 0): 9, ("other", 0): 7, ("health", 1): 2, ("other", 1): 8}


@pytest.mark.parametrize("which", OVERALL)
def test_overall_grades_are_the_printed_ones(demonstration: House, which: str) -> None:
    sql = f"SELECT {final_grades.OVERALL} AS overall FROM audits WHERE cycle = ? AND state = 'accepted'"
    found = Counter(row["overall"] for row in demonstration.model.query(sql, [f"cycle/{which}"]))
    assert tuple(found[grade] for grade in SCALE) == OVERALL[which]
    assert found.total() == ACCEPTED[which]


@pytest.mark.parametrize(("which", "domain"), PRINTED)
def test_domain_columns_are_the_printed_ones_where_those_add_up(demonstration: House, which: str, domain: str) -> None:
    printed = PRINTED[which, domain]
    assert ((which, domain) in IMPOSSIBLE) == (sum(printed) != ACCEPTED[which])
    assert column(demonstration, which, domain) == IMPOSSIBLE.get((which, domain), printed)


def test_participation_of_november_2018(demonstration: House) -> None:
    def counted(part: str, states: str) -> Counter[str]:
        sql = f"SELECT {part} AS part FROM audits WHERE cycle = 'cycle/2018-11' AND state IN ({states})"
        return Counter(row["part"] for row in demonstration.model.query(sql))

    completed, accepted = "'accepted', 'not_to_standard'", "'accepted'"
    assert counted("worker_part", completed) == {"took_part": 43, "legitimate_reason": 2}
    assert counted("manager_part", completed) == {"took_part": 41, "tried": 4}
    assert counted("child_part", accepted) == {"contacted": 9, "tried": 13, "not_applicable": 20}
    assert counted("parent_part", accepted) == {"gave_views": 23, "tried": 14, "declined": 2, "not_applicable": 3}


def test_families_were_heard_in_57_percent_of_the_quarter(demonstration: House) -> None:
    sql = "SELECT parent_part, child_part FROM audits WHERE cycle LIKE 'cycle/2024-0%' AND state = 'accepted'"
    audits = demonstration.model.query(sql)
    heard = [row for row in audits if row["parent_part"] == "gave_views" or row["child_part"] == "contacted"]
    assert (len(heard), len(audits), round(100 * len(heard) / len(audits))) == (44, 77, 57)


def test_some_audits_of_every_finished_month_came_in_late(demonstration: House) -> None:
    assert all(of_month(demonstration, plan.month)["late"].n >= 3 for plan in FINISHED)


def test_population_is_that_of_september_2018_and_of_today(demonstration: House) -> None:
    sql = 'SELECT plan, "count" AS n FROM population WHERE "on" = ?'
    found = {row["plan"]: row["n"] for row in demonstration.model.query(sql, ["2018-09-30"])}
    assert (found, sum(found.values())) == ({"CiN": 1996, "CP": 890, "CiC": 667, "CL": 358}, 3911)
    assert children.open_by_plan(demonstration.model) == COUNTS[""]
    assert 3900 < sum(COUNTS[""].values()) < 4100


def test_pools_grow_as_the_report_says(demonstration: House) -> None:
    size = {which: len(people.pool(demonstration.model, which)) for which in ("2018-11", "2018-12", "2024-04")}
    assert size == {"2018-11": 73, "2018-12": 85, "2024-04": 88}
    here = [row for row in people.everyone(demonstration.model) if not row["left_on"]]
    assert Counter(row["moderator"] for row in here if row["moderator"]) == {"internal": 14, "external": 2}
    assert len(people.pool(demonstration.model, clock.today().isoformat()[:7])) == 90


def test_twenty_teams_in_five_areas_with_a_director_each(demonstration: House) -> None:
    areas = people.areas(demonstration.model)
    assert (len(people.teams(demonstration.model)), len(areas)) == (20, 5)
    assert all(area["director_name"] for area in areas)
    workers = [row for row in people.everyone(demonstration.model) if "practitioner" in row["roles"]]
    assert all(row["supervisor"] for row in workers)


def test_month_in_progress_shows_every_state(demonstration: House) -> None:
    cycle = f"cycle/{clock.today().isoformat()[:7]}"
    audits = demonstration.model.query("SELECT * FROM audits WHERE cycle = ?", [cycle])
    assert {row["state"] for row in audits} == set(AUDIT_STATES)
    assert {(row["days_late"] > 0) for row in audits if row["state"] == "returned"} == {True, False}
    assert {bool(row["uploaded_on"]) for row in audits if row["state"] == "accepted"} == {True, False}
    topics = {made.topic for row in audits for made in demonstration.reader.stream(row["id"])}
    assert {"audit reallocated", "audit sent back", "audit released"} <= topics
    sql = "SELECT DISTINCT state FROM exemptions WHERE cycle = ?"
    states = {row["state"] for row in demonstration.model.query(sql, [cycle])}
    assert states == {"asked", "authorised", "declined", "withdrawn", "reversed"}


@pytest.mark.parametrize("today", ["2026-10-01", "2026-10-05", "2026-12-31", "2027-01-01", "2027-05-03", "2028-02-29"])
def test_month_in_progress_fits_any_day(today: str) -> None:
    plan, day = plan_for(date.fromisoformat(today)), date.fromisoformat(today)
    assert plan.month == today[:7]
    assert plan.opened < plan.allocated < day
    assert 17 <= (day - plan.allocated).days <= 45


def test_named_people_have_something_to_look_at(demonstration: House) -> None:
    ids = {role: people.by_email(demonstration.model, email(name))["id"] for role, name in NAMED.items()}  # type: ignore[index]
    today = clock.today().isoformat()
    audits = demonstration.model.query("SELECT * FROM audits WHERE cycle = ?", [f"cycle/{today[:7]}"])
    assert [(row["state"], row["due"] >= today) for row in audits if row["auditor"] == ids["auditor"]] == [
        ("started", True)
    ]
    assert any(row["worker"] == ids["practitioner"] and row["uploaded_on"] for row in audits)
    assert any(row["team"] == "team/harbour" for row in audits)
    waiting = demonstration.model.query("SELECT auditor FROM exemptions WHERE state = 'asked'")
    areas = {row["id"]: row["area"] for row in people.everyone(demonstration.model)}
    assert any(areas[row["auditor"]] == "area/harbour-and-coast" for row in waiting)


def test_every_role_has_somebody_who_signs_in(demo_app: Flask) -> None:
    assert {one["role"] for one in sign_ins()} == set(ROLES.values())
    for one in sign_ins():
        client = demo_app.test_client()
        answer = client.post("/session", data={"email": one["email"], "password": PASSWORD})
        assert (answer.status_code, client.get("/").status_code) == (303, 200), one["role"]


@pytest.mark.parametrize("elsewhere", [{"base_url": "http://audit.eastmere.example"}, {"base_url": "http://10.0.0.4:8000"},
                                       {"environ_base": {"REMOTE_ADDR": "10.0.0.9"}}])  # fmt: skip
def test_sign_ins_work_on_this_computer_only(demo_app: Flask, elsewhere: dict[str, object]) -> None:
    client = demo_app.test_client()
    data = {"email": email(NAMED["qa_lead"]), "password": PASSWORD}
    answer = client.post("/session", data=data, **elsewhere)
    assert answer.status_code == 422
    assert "only be looked at on the computer that it runs on" in answer.text
    assert "Sign in to the demonstration as" not in client.get("/sign-in", **elsewhere).text
    assert "Sign in to the demonstration as" in client.get("/sign-in").text


def test_the_same_day_gives_the_same_log(demonstration: House, tmp_path: Path) -> None:
    again = open_quick_house(tmp_path)
    Seeding(again, clock.today()).live()
    first, second = (without_names_of_keys(log.under("")) for log in (demonstration.reader, again.reader))
    close_quick_house(again)
    assert len(first) == len(second) > 15_000
    assert all(one == other for one, other in zip(first, second, strict=True))


def without_names_of_keys(told: list[Happened]) -> list[Happened]:
    """Events in their order; an erasure names the keys that it deletes, and these are made by chance."""
    return sorted(made._replace(facts=made.facts | {"keys": []}) for made in told)


def test_everything_happened_in_order_on_its_own_working_day_and_before_today(demonstration: House) -> None:
    events = demonstration.reader.read(0, 10**6)
    times = [made.at for made in events]
    assert times == sorted(times)
    assert max(times)[:10] < clock.today().isoformat()
    assert not [at for at in times if date.fromisoformat(at[:10]).weekday() > 4]
    acted = [made for made in events if made.stream.startswith(("audit/", "exemption/")) and "on" in made.facts]
    acted = [made for made in acted if not made.stream.startswith(ENTERED_LATER)]
    assert not [made for made in acted if made.facts["on"] != made.at[:10]]


ENTERED_LATER = tuple(f"audit/2018-{number:02d}/" for number in range(1, 11))
"""Months that were over before there was anywhere to record them."""


def narratives(house: House) -> dict[str, dict[str, str]]:
    """The long texts of every audit that has some, by its id."""
    rows = house.model.query("SELECT id FROM audits WHERE started_on <> ''")
    answers = {row["id"]: house.log.load(Audit, row["id"]).answers for row in rows}
    return {id: {key: text for key, text in said.items() if isinstance(text, str)} for id, said in answers.items()}


def test_children_are_references_and_initials_and_texts_name_nobody(demonstration: House) -> None:
    listed = [made for made in demonstration.reader.under("child/") if made.topic == "child listed"]
    assert all(re.fullmatch(r"child/C-\d{5}", made.stream) for made in listed)
    assert all(re.fullmatch(r"[A-Z]{2}|\[erased\]", made.facts["initials"]) for made in listed)
    names = json.loads((Path(eastmere.__file__).parent / "names.json").read_text(encoding="utf-8"))
    words = {name for group in names.values() for part in group.values() for name in part}
    words |= {part for name in NAMED.values() for part in name.split()}
    said = " ".join(text for texts in narratives(demonstration).values() for text in texts.values())
    assert not words & set(re.findall(r"[A-Z][\w-]+", said))
    assert "{" not in said
    assert "lorem" not in said.lower()


def test_audits_are_written_out_and_varied(demonstration: House) -> None:
    texts = narratives(demonstration)
    rows = demonstration.model.query("SELECT id, cycle FROM audits WHERE state = 'accepted'")
    assert all(texts[row["id"]]["strengths"] and texts[row["id"]]["overall.evidence"] for row in rows)
    for cycle in {row["cycle"] for row in rows}:
        said = [text for row in rows if row["cycle"] == cycle for key, text in texts[row["id"]].items()
                if key.startswith("evidence.") and text != "[erased]"]  # fmt: skip
        assert max(Counter(said).values()) <= 3
        assert min(map(len, said)) > 60


def test_framework_of_2018_is_an_older_version(demonstration: House) -> None:
    old, new = (frameworks.content(demonstration, frameworks.CORE, version) for version in (1, 2))
    assert len(old["questions"]) < len(new["questions"])
    sql = "SELECT DISTINCT cycle, framework_version FROM audits ORDER BY cycle"
    versions = [(row["cycle"][-7:], row["framework_version"]) for row in demonstration.model.query(sql)]
    of_2018 = [(f"2018-{number:02d}", 1) for number in range(1, 13)]
    assert versions[:15] == [*of_2018, ("2024-04", 2), ("2024-05", 2), ("2024-06", 2)]


def test_document_says_every_deviation_and_sign_in() -> None:
    document = (Path(eastmere.__file__).parents[2] / "docs" / "demonstration.md").read_text(encoding="utf-8")
    for one in DEVIATIONS:
        assert f"| {one.where} | {one.printed} | {one.here} | {one.why} |" in document
    assert all(f"| {one['role']} | {one['name']} | `{one['email']}` |" in document for one in sign_ins())
    assert PASSWORD in document
    assert all(f"{sum(counts.values()):,}" in document for counts in COUNTS.values())


def test_there_are_looped_pairs_of_every_state_and_enough_agreed_to_look_at(demonstration: House) -> None:
    rows = demonstration.model.query("SELECT cycle, state, differences FROM loops")
    assert {row["state"] for row in rows} == set(LOOP_STATES)
    agreed = [row["differences"] for row in rows if (row["cycle"], row["state"]) == ("cycle/2018-12", "agreed")]
    assert (len(agreed), 0 in agreed, any(agreed)) == (11, True, True)
    on_record = "SELECT id FROM audits WHERE uploaded_on <> '' AND id IN (SELECT audit FROM seals)"
    assert not demonstration.model.query(on_record), "the other auditor works from the child's record"
