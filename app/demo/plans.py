"""What is to become of each finished month: dates, sizes, exemptions, and how many audits go which way."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Plan:
    """What is to become of a month; counts of exemptions by class, and of audits by course."""

    month: str
    version: int
    opened: date
    allocated: date
    closed: date
    size: int
    courses: dict[str, int]
    before: dict[str, int]
    after: dict[str, int] = field(default_factory=dict)
    declined: int = 0
    scope: tuple[str, ...] = ()
    controls: dict[str, Any] = field(default_factory=dict)
    named: int = 0
    """How many of the named practitioner's children are in the sample by name."""
    on_record_by: date = date.max
    """The day by which every copy is on its child's record."""

    @property
    def id(self) -> str:
        """The id of the month's cycle."""
        return f"cycle/{self.month}"


SECOND_VERSION, THIRD_VERSION = date(2024, 3, 18), date(2024, 8, 27)
"""When the council published the framework's second and third versions."""


def version_on(day: date) -> int:
    """The framework's version in force on a day of 2024 or later."""
    return 3 if day >= THIRD_VERSION else 2


FINISHED = (
    Plan(
        month="2018-11",
        version=1,
        opened=date(2018, 10, 29),
        allocated=date(2018, 11, 1),
        closed=date(2018, 12, 14),
        size=55,
        courses={"uploaded": 35, "late": 6, "sent_back_uploaded": 1, "not_to_standard": 3, "released": 10},
        before={"maternity": 2, "extended_leave": 9, "other": 7},
        after={"health": 2, "other": 8},
        controls={"proportional_to": "plan", "not_audited_months": 6, "min_open_days": 20},
        on_record_by=date(2018, 12, 4),
    ),
    Plan(
        month="2024-04",
        version=2,
        opened=date(2024, 3, 26),
        allocated=date(2024, 4, 2),
        closed=date(2024, 5, 15),
        size=37,
        courses={"uploaded": 25, "late": 4, "sent_back_uploaded": 1, "moved_uploaded": 1, "not_to_standard": 2,
                 "nil": 2, "withdrawn": 1, "released": 1},
        before={"maternity": 1, "extended_leave": 3, "health": 1, "other": 3, "moderating": 1},
        after={"health": 1},
        declined=1,
        scope=("Harbour and Coast", "Hills and Vale", "Quality and Safeguarding"),
        controls={"proportional_to": "team", "not_audited_months": 6},
        named=1,
    ),
    Plan(
        month="2024-05",
        version=2,
        opened=date(2024, 4, 26),
        allocated=date(2024, 5, 1),
        closed=date(2024, 6, 17),
        size=36,
        courses={"uploaded": 25, "late": 3, "reopened_uploaded": 1, "sent_back_uploaded": 1, "not_to_standard": 2,
                 "nil": 2, "released": 2},
        before={"extended_leave": 3, "health": 1, "other": 3, "moderating": 2},
        after={"other": 2},
        declined=1,
        scope=("Front Door and Assessment", "Children in Care and 11-25", "Quality and Safeguarding"),
        controls={"proportional_to": "plan", "not_audited_months": 6},
    ),
    Plan(
        month="2024-06",
        version=2,
        opened=date(2024, 5, 28),
        allocated=date(2024, 6, 3),
        closed=date(2024, 7, 8),
        size=22,
        courses={"uploaded": 12, "late": 2, "sent_back_uploaded": 1, "reopened_uploaded": 1, "not_to_standard": 1,
                 "nil": 3, "withdrawn": 1, "released": 1},
        before={"extended_leave": 2, "health": 1, "other": 4},
        after={"other": 1},
        scope=("Front Door and Assessment", "Quality and Safeguarding"),
        controls={"proportional_to": "team", "not_audited_months": 3},
    ),
)  # fmt: skip
