"""What the two real reports print of the four months, as far as their own numbers add up, and where they do not."""

from dataclasses import dataclass

OUTSTANDING, GOOD, IMPROVE, INADEQUATE, NA = "outstanding", "good", "requires-improvement", "inadequate", "na"
SCALE = (OUTSTANDING, GOOD, IMPROVE, INADEQUATE)

Column = tuple[int, ...]
"""How many audits have each grade, best first; a fifth number counts N/A."""


@dataclass(frozen=True)
class Grades:
    """One month's grades: overall, and each domain's column."""

    overall: Column
    domains: dict[str, Column]


@dataclass(frozen=True)
class Participation:
    """How many took part: by answer, over the completed audits (worker, manager) or the accepted ones (the others)."""

    worker: dict[str, int]
    manager: dict[str, int]
    child: dict[str, int]
    parent: dict[str, int]


@dataclass(frozen=True)
class Deviation:
    """A printed figure that cannot be, what the demonstration holds instead, and why."""

    where: str
    printed: str
    here: str
    why: str


GRADES = {
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

DEVIATIONS = (
    Deviation(
        "November 2018, completed audits",
        "45 in two places, 46 in section 4",
        "45",
        "55 allocated − 10 exempted afterwards = 45, of which 42 accepted and 3 not to standard.",
    ),
    Deviation(
        "November 2018, not to standard",
        "3 in the text, 4 under figure 1",
        "3",
        "42 accepted + 3 = the 45 completed.",
    ),
    Deviation(
        "November 2018, social worker took part",
        "43 of 46 (95%), 3 with a legitimate reason",
        "43 of 45 (96%), 2 with a legitimate reason",
        "There are 45 completed audits, and 43 of 46 would be 93.5%.",
    ),
    Deviation(
        "November 2018, manager took part",
        "41 (89%), 4 tried",
        "41 of 45 (91%), 4 tried",
        "41 + 4 are the 45 completed; 89% is of 46.",
    ),
    Deviation(
        "November 2018, parents",
        "23 gave views, 14 tried: 37",
        "23 and 14, and of the other 5 of 42: 2 declined, 3 not applicable",
        "The report counts children over 42 audits and parents over 37; here both are over the 42 accepted.",
    ),
    Deviation(
        "November 2018, good practice by domain",
        "direct work, recording, living arrangements and others, as shares",
        "assessment Good 12 of 42 (29%), reviews Good 9 of 41 (22%)",
        "The tool of 2018 had other domains; the two that the seven domains still hold keep their shares. The rest of"
        " the columns is invented.",
    ),
    Deviation(
        "November 2018, auditors in place",
        "85 trained auditors by November, and a pool of 73",
        "73 in November, 85 from December",
        "The 12 who were trained in November are counted from the month after.",
    ),
    Deviation(
        "April 2024, quality of assessments",
        "1, 11, 13, 4 and N/A 3: 32 of 31 audits",
        "1, 11, 13, 4 and N/A 2: 31",
        "The four grades fit their printed percentages of 31, so N/A gives way.",
    ),
    Deviation(
        "May 2024, quality of assessments",
        "1, 5, 14, 9 and N/A 0: 29 of 30 audits",
        "1, 5, 14, 9 and N/A 1: 30",
        "The printed percentages are of 29, so the thirtieth audit was not graded here.",
    ),
    Deviation(
        "May 2024, quality of plans",
        "8 Good (24.1%), every percentage of 29",
        "8 Good of 30 audits, 7 of them N/A",
        "The counts add up to 30 and stand; the percentages do not fit them.",
    ),
    Deviation(
        "November 2018, children of concern",
        "19 including 2 in Category 1, who are Category 1 no longer",
        "19, of which 2 in Category 1, on 29 November; 17 and none on 30 November",
        "The report runs two days together; every count here is as at a day.",
    ),
    Deviation(
        "April to June 2024, moderated",
        "16 in the table, 13 in the text",
        "13: 5, 5 and 3",
        "15% of the 33, 32 and 17 that came in, rounded up, is 5, 5 and 3; 11 of the 13 kept their overall grade, 85%.",
    ),
)
