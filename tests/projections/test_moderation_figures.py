"""What moderation kept and changed, against figures worked out by hand."""

from typing import Any

import pytest

from app.demo.stories import core_framework
from projections.moderation_figures import KEPT, Period, by_month, figures, kept

CONTENT = core_framework()
DOMAINS = [domain["id"] for domain in CONTENT["domains"]]
FRAMEWORK = ("framework/core", 1)


def row(n: int, was: str, now: str, month: str = "2024-04", **other: Any) -> dict[str, Any]:
    """A moderated audit whose plans were Good and stayed so."""
    facts: dict[str, Any] = {"id": f"audit/{month}/{n:04d}", "cycle": f"cycle/{month}", "state": "moderated"}
    facts |= {"outcome": "agreed" if was == now else "changed", "overall_from": was, "overall_to": now}
    facts |= {"drawn_as": "chance", "quality": "sound", "framework": FRAMEWORK[0], "framework_version": FRAMEWORK[1]}
    return facts | {"grades": {"plans": ["good", "good"]}, "sent_back": 0, "moderator": "m", "auditor": "a"} | other


def of(*rows: dict[str, Any], challenges: tuple[dict[str, Any], ...] = ()) -> Period:
    contents = {(one["framework"], one["framework_version"]): CONTENT for one in rows}
    return Period("2024-04", "2024-06", rows, challenges, contents, 0)


ELEVEN_OF_THIRTEEN = of(
    *[
        row(n, "good", "good", month)
        for month, many in (("2024-04", 6), ("2024-05", 3), ("2024-06", 2))
        for n in range(many)
    ],
    row(90, "good", "requires-improvement"),
    row(91, "requires-improvement", "good", "2024-05"),
)


def test_eleven_of_thirteen_is_85_percent() -> None:
    found = kept(ELEVEN_OF_THIRTEEN)
    assert (found.words, found.value) == ("11 of 13", "85%")


def test_each_direction_has_its_members_and_the_same_base() -> None:
    found = figures(ELEVEN_OF_THIRTEEN)
    assert found["overall:up"].members == ("audit/2024-05/0091",)
    assert found["overall:down"].members == ("audit/2024-04/0090",)
    assert {found[f"overall:{way}"].of for way in ("kept", "up", "down", "otherwise")} == {13}
    assert sum(found[f"overall:{way}"].n for way in ("kept", "up", "down", "otherwise")) == 13


def test_what_was_sent_back_is_counted_once_of_all_that_a_moderator_judged() -> None:
    found = figures(of(
        row(1, "good", "good"), row(2, "good", "good", sent_back=2),
        row(3, "", "", outcome="not_to_standard", grades={}, quality="not_to_standard"),
        row(4, "", "", outcome="", state="awaited", grades={}, sent_back=1),
        row(5, "", "", outcome="", state="ended", grades={}, sent_back=1),
        row(6, "", "", outcome="", state="assigned", grades={}),
    ))["sent-back"]  # fmt: skip
    assert (found.words, found.value) == ("3 of 5", "60%")
    assert found.members == tuple(f"audit/2024-04/{n:04d}" for n in (2, 4, 5))
    assert found.others == ("audit/2024-04/0001", "audit/2024-04/0003")


def test_by_month_with_n() -> None:
    assert [(month, figure.words) for month, figure, _ in by_month(ELEVEN_OF_THIRTEEN)] == [
        ("2024-04", "6 of 7"), ("2024-05", "3 of 4"), ("2024-06", "2 of 2"),
    ]  # fmt: skip


def test_what_is_not_to_standard_or_waits_is_in_no_share() -> None:
    found = figures(of(
        row(1, "good", "good"), row(2, "", "", outcome="not_to_standard", grades={}, quality="not_to_standard"),
        row(3, "", "", outcome="", state="assigned", grades={}),
        row(4, "", "", outcome="", state="to_assign", grades={}),
    ))  # fmt: skip
    assert (found[KEPT].words, found["moderated"].n, found["drawn"].n) == ("1 of 1", 2, 4)
    assert (found["to-moderate"].n, found["found-not-to-standard"].n) == (2, 1)
    assert found["quality-not_to_standard"].words == "1 of 2"


@pytest.mark.parametrize(
    ("was", "now", "way"),
    [
        ("good", "good", "kept"), ("good", "outstanding", "up"), ("good", "inadequate", "down"),
        ("na", "good", "otherwise"), ("good", "na", "otherwise"), ("na", "na", "kept"),
    ],
)  # fmt: skip
def test_a_domains_direction(was: str, now: str, way: str) -> None:
    found = figures(of(row(1, "good", "good", grades={"plans": [was, now]})))
    assert {key: found[f"plans:{key}"].n for key in ("kept", "up", "down", "otherwise")} == dict.fromkeys(
        ("kept", "up", "down", "otherwise"), 0
    ) | {way: 1}


def test_a_domain_that_one_of_them_did_not_grade_is_not_in_its_base() -> None:
    found = figures(of(row(1, "good", "good"), row(2, "good", "good", grades={"plans": ["", "good"]})))
    assert found["plans:kept"].words == "1 of 1"


def test_the_always_moderated_are_apart_from_those_drawn_by_chance() -> None:
    found = figures(of(row(1, "good", "good"), row(2, "inadequate", "good", drawn_as="always")))
    assert (found["grade-kept-chance"].words, found["grade-kept-always"].words) == ("1 of 1", "0 of 1")


def test_by_person_is_the_same_figures_of_fewer_rows() -> None:
    both = of(row(1, "good", "good", moderator="mary"), row(2, "good", "inadequate", moderator="nora"))
    assert kept(both.only(lambda one: one["moderator"] == "mary")).words == "1 of 1"
    assert kept(both.only(lambda one: one["moderator"] == "nora")).words == "0 of 1"


def test_challenges_count_audits_by_what_came_of_them() -> None:
    asked = [{"audit": "audit/2024-04/0001", "state": state} for state in ("waiting", "partly", "partly")]
    asked.append({"audit": "audit/2024-04/0002", "state": "not_upheld"})
    found = figures(of(row(1, "good", "good"), challenges=tuple(asked)))
    names = ("challenged", "challenge-waiting", "challenge-partly", "challenge-not_upheld", "challenge-upheld")
    assert [found[name].n for name in names] == [2, 1, 1, 1, 0]


def test_another_scale_of_another_version_has_its_own_order() -> None:
    turned = CONTENT | {"grades": CONTENT["grades"][::-1]}
    later = row(1, "good", "outstanding", framework_version=2)
    both = Period("2024-04", "2024-06", (row(2, "good", "outstanding"), later), (), {
        FRAMEWORK: CONTENT, ("framework/core", 2): turned,
    }, 0)  # fmt: skip
    found = figures(both)
    assert (found["overall:up"].members, found["overall:down"].members) == ((row(2, "", "")["id"],), (later["id"],))
    assert [versions for _, _, versions in by_month(both)] == [(1, 2)]


def test_a_period_without_moderation_has_shares_of_nothing() -> None:
    found = figures(Period("2024-04", "2024-06", (), (), {}, 0))
    assert (found[KEPT].value, found[KEPT].words) == ("–", "0 of 0")
