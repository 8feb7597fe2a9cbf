"""What the two real reports print of their months, as far as their own numbers add up."""

from dataclasses import dataclass, field

OUTSTANDING, GOOD, IMPROVE, INADEQUATE, NA = "outstanding", "good", "requires-improvement", "inadequate", "na"
SCALE = (OUTSTANDING, GOOD, IMPROVE, INADEQUATE)

Column = tuple[int, ...]
"""How many audits have each grade, best first; a fifth number counts N/A."""


@dataclass(frozen=True)
class Grades:
    """One month's grades: overall, and each domain's column, where there is one."""

    overall: Column
    domains: dict[str, Column] = field(default_factory=dict)


@dataclass(frozen=True)
class Participation:
    """How many took part: by answer, over the completed audits (worker, manager) or the accepted ones (the others)."""

    worker: dict[str, int]
    manager: dict[str, int]
    child: dict[str, int]
    parent: dict[str, int]


GRADES = {
    "2018-01": Grades((0, 0, 27, 5)),
    "2018-02": Grades((0, 0, 18, 5)),
    "2018-03": Grades((0, 2, 13, 9)),
    "2018-04": Grades((0, 1, 18, 8)),
    "2018-05": Grades((0, 2, 14, 9)),
    "2018-06": Grades((0, 4, 27, 9)),
    "2018-07": Grades((0, 1, 15, 11)),
    "2018-08": Grades(
        (0, 1, 12, 13),
        {
            "seeing-and-hearing": (0, 3, 13, 10),
            "assessment": (0, 2, 12, 12),
            "plans": (0, 1, 12, 13),
            "decision-making": (0, 2, 10, 14),
            "meetings-and-reviews": (0, 4, 12, 9, 1),
            "supervision": (0, 3, 10, 13),
            "diversity": (0, 4, 14, 8),
        },
    ),
    "2018-09": Grades(
        (0, 2, 18, 5),
        {
            "seeing-and-hearing": (0, 5, 15, 5),
            "assessment": (0, 4, 15, 6),
            "plans": (0, 3, 16, 6),
            "decision-making": (0, 2, 17, 6),
            "meetings-and-reviews": (0, 5, 15, 4, 1),
            "supervision": (0, 3, 16, 6),
            "diversity": (0, 5, 16, 4),
        },
    ),
    "2018-10": Grades((0, 3, 28, 11)),
    "2018-11": Grades(
        (0, 9, 25, 8),
        {
            "seeing-and-hearing": (1, 8, 25, 8),
            "assessment": (0, 12, 22, 8),
            "plans": (0, 9, 24, 9),
            "decision-making": (0, 8, 23, 11),
            "meetings-and-reviews": (0, 9, 26, 6, 1),
            "supervision": (0, 7, 23, 12),
            "diversity": (1, 11, 25, 5),
        },
    ),
    "2024-04": Grades(
        (0, 7, 22, 2),
        {
            "seeing-and-hearing": (0, 7, 21, 3),
            "assessment": (1, 11, 13, 4, 2),
            "plans": (1, 4, 20, 6),
            "decision-making": (1, 17, 12, 1),
            "meetings-and-reviews": (1, 12, 14, 3, 1),
            "supervision": (1, 11, 17, 2),
            "diversity": (1, 15, 15, 0),
        },
    ),
    "2024-05": Grades(
        (0, 7, 18, 5),
        {
            "seeing-and-hearing": (0, 16, 11, 3),
            "assessment": (1, 5, 14, 9, 1),
            "plans": (1, 8, 10, 4, 7),
            "decision-making": (0, 9, 14, 7),
            "meetings-and-reviews": (1, 10, 14, 3, 2),
            "supervision": (0, 9, 14, 7),
            "diversity": (0, 16, 12, 2),
        },
    ),
    "2024-06": Grades(
        (0, 7, 9, 0),
        {
            "seeing-and-hearing": (0, 7, 9, 0),
            "assessment": (0, 8, 8, 0),
            "plans": (0, 7, 9, 0),
            "decision-making": (1, 11, 3, 1),
            "meetings-and-reviews": (0, 7, 9, 0),
            "supervision": (0, 11, 5, 0),
            "diversity": (1, 12, 3, 0),
        },
    ),
}

COMPLETED = {
    "2018-01": 32, "2018-02": 23, "2018-03": 24, "2018-04": 27, "2018-05": 25, "2018-06": 40, "2018-07": 27,
    "2018-08": 26, "2018-09": 28, "2018-10": 46,
}  # fmt: skip
"""The audits that figure 1 counts in the months before; those that figure 3 does not grade were not to standard."""
NIL = {"2018-06": 4, "2018-07": 9, "2018-08": 9, "2018-09": 12, "2018-10": 9}
"""Nil returns of the months before: not printed, and invented."""

PARTICIPATION = {
    "2018-11": Participation(
        {"took_part": 43, "legitimate_reason": 2},
        {"took_part": 41, "tried": 4},
        {"contacted": 9, "tried": 13, "not_applicable": 20},
        {"gave_views": 23, "tried": 14, "declined": 2, "not_applicable": 3},
    ),
    "2024-04": Participation(
        {"took_part": 31, "legitimate_reason": 2},
        {"took_part": 29, "tried": 4},
        {"contacted": 5, "tried": 10, "not_applicable": 16},
        {"gave_views": 18, "tried": 9, "declined": 2, "not_applicable": 2},
    ),
    "2024-05": Participation(
        {"took_part": 30, "legitimate_reason": 2},
        {"took_part": 29, "tried": 3},
        {"contacted": 6, "tried": 9, "not_applicable": 15},
        {"gave_views": 17, "tried": 8, "declined": 2, "not_applicable": 3},
    ),
    "2024-06": Participation(
        {"took_part": 16, "legitimate_reason": 1},
        {"took_part": 15, "tried": 2},
        {"contacted": 3, "tried": 5, "not_applicable": 8},
        {"gave_views": 9, "tried": 5, "declined": 1, "not_applicable": 1},
    ),
}
"""Families with any view in April to June 2024: the 18, 17 and 9 whose parent or carer gave theirs, 44 of 77 = 57%;
a child is contacted only where a parent was."""
