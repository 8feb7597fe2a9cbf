"""The tables of the two real reports as they are printed, month by month and in total; and what their texts say."""

from typing import NamedTuple

MONTHS = ("April", "May", "June", "Total")
AUDITS = (31, 30, 16, 77)
"""Audits of the quarter by month, as the first table prints them."""

Cell = tuple[int, str]
"""A count and the share beside it as printed: "22.6%", "%" for a sign without a number, "" for none."""


def _row(printed: str) -> tuple[Cell, ...]:
    """The cells of a line: "7 22.6%, 16 53.3%"."""
    parts = (one.split() for one in printed.split(","))
    return tuple((int(part[0]), part[1] if len(part) > 1 else "") for part in parts)


QUARTER: dict[str, dict[str, tuple[Cell, ...]]] = {
    "Seeing and hearing the child": {
        "Outstanding": _row("0 0%, 0 0%, 0 0%, 0"),
        "Good": _row("7 22.6%, 16 53.3%, 7 44%, 30 39%"),
        "Requires Improvement": _row("21 67.7%, 11 36.7%, 9 56%, 41 53%"),
        "Inadequate": _row("3 9.7%, 3 10%, 0 0%, 6 8%"),
    },
    "Quality of assessments": {
        "Outstanding": _row("1 3.2%, 1 3.4%, 0 0%, 2 2%"),
        "Good": _row("11 35.5%, 5 17.2%, 8 50%, 24 35%"),
        "Requires Improvement": _row("13 41.9%, 14 48.3%, 8 50%, 35 45%"),
        "Inadequate": _row("4 12.9%, 9 31%, 0 0%, 13 17%"),
        "N/A": _row("3, 0 0%, 0 0%"),
    },
    "Quality of plans": {
        "Outstanding": _row("1 3.2%, 1 3.4%, 0 0%, 2 2.5%"),
        "Good": _row("4 12.9%, 8 24.1%, 7 43.8%, 19 24.6%"),
        "Requires Improvement": _row("20 64.5%, 10 34.5%, 9 56.2%, 39 50.6%"),
        "Inadequate": _row("6 19.4%, 4 13.8%, 0 0%, 10 13%"),
        "N/A": _row("0 0%, 7 24.1%, 0 0%, 7 9%"),
    },
    "Decision making and management oversight": {
        "Outstanding": _row("1 3.2%, 0 %, 1 6.2%, 2 2.5%"),
        "Good": _row("17 54.8%, 9 30%, 11 68.8%, 37 48%"),
        "Requires Improvement": _row("12 38.7%, 14 47%, 3 18.8%, 29 37.6%"),
        "Inadequate": _row("1 3.2%, 7 23%, 1 6.2%, 9 11%"),
    },
    "Meetings and reviews": {
        "Outstanding": _row("1 3.2%, 1 3.3%, 0 0%, 2 2.5%"),
        "Good": _row("12 38.7%, 10 33.3%, 7 43.8%, 29 37.6%"),
        "Requires Improvement": _row("14 45.1%, 14 46.7%, 9 56.2%, 37 48%"),
        "Inadequate": _row("3 9.7%, 3 10%, 0 0%, 6 8%"),
        "N/A": _row("1 3.2%, 2 6.7%, 0 0%, 3 3.8%"),
    },
    "Supervision": {
        "Outstanding": _row("1 3.2%, 0 %, 0 %, 1 1.3%"),
        "Good": _row("11 35.4%, 9 30%, 11 69%, 31 40.26%"),
        "Requires Improvement": _row("17 54.8%, 14 46.7%, 5 31%, 36 46.75%"),
        "Inadequate": _row("2 6.5%, 7 23.3%, 0 %, 9 11.68%"),
    },
    "Consideration of impact of diversity": {
        "Outstanding": _row("1 3.2%, 0 0%, 1 6.3%"),
        "Good": _row("15 48.4%, 16 53.3%, 12 75%"),
        "Requires Improvement": _row("15 48.4%, 12 40%, 3 18.7%"),
        "Inadequate": _row("0 0%, 2 6.7%, 0 0%"),
    },
}
YEAR = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
COMPLETED = (32, 23, 24, 27, 25, 40, 27, 26, 28, 46, 45)
AUDITORS = (19, 14, 16, 22, 23, 44, 46, 47, 61, 61, 73)
RATES = (168, 164, 150, 123, 109, 91, 59, 55, 46, 75, 62)
GRADED = {
    "Good": (0, 0, 2, 1, 2, 4, 1, 1, 2, 3, 9),
    "Requires Improvement": (27, 18, 13, 18, 14, 27, 15, 12, 18, 28, 25),
    "Inadequate": (5, 5, 9, 8, 9, 9, 11, 13, 5, 11, 8),
}
"""Figures 1 and 3 of the monthly report of November 2018."""


class Said(NamedTuple):
    """A statement of a text, or figures that stand beside each other, and what they come to."""

    where: str
    printed: str
    found: str


TEXTS: tuple[Said, ...] = (
    Said(
        "November 2018, 1",
        "“an available auditor pool of approximately 85”, “achieved our target of having 85 trained auditors”, a "
        "pool of 73",
        "73 count in November; 85 were trained by its end, 12 of whom count from December",
    ),
    Said(
        "November 2018, 1",
        "“around 77 audits per month, or 924 per year”",
        "85 × 0.9 = 76.5 a month and 918 a year: rounded before it is multiplied",
    ),
    Said(
        "November 2018, 1",
        "“a sample size of 24% per year” of 3911 children",
        "918 of 3911 is 23%; 24% is of the 924",
    ),
    Said(
        "November 2018, 1",
        "“3 completed audits that did not meet required standards”; the note of figure 1 says 4",
        "42 to standard + 3 = the 45 completed",
    ),
    Said(
        "November 2018, 2",
        "“continued growth in the volume of audits completed”",
        "45 after 46 in October",
    ),
    Said(
        "November 2018, 2",
        "“as a proportion of available auditors we have again seen a decline”, “below the expected completion levels "
        "of 90%”",
        "62% of the pool, where 90% is of what is expected of those who are not exempt: 45 of 45",
    ),
    Said(
        "November 2018, 2",
        "“Approximately a quarter of work showed Good: relational and co-productive social work …”",
        "no count and no base are printed",
    ),
    Said(
        "November 2018, 2",
        "“1 example of Outstanding direct work within 20% of practice demonstrating good direct work”",
        "20% of an unprinted base: 8 of 42 is 19%, 9 of 42 21%, 8 of 41 20%",
    ),
    Said(
        "November 2018, 2",
        "“1 example of Outstanding recording practice amidst 18% Good recording”",
        "18% of an unprinted base: of 42 no count gives it (7 is 17%, 8 is 19%)",
    ),
    Said(
        "November 2018, 2",
        "“19 children of concern on the tracker including 2 highlighted as Category 1”, who “are no longer "
        "classified as Children of Concern, Category 1”",
        "2 on the day before, none on the day of writing: two days in one sentence",
    ),
    Said(
        "November 2018, 2",
        "figure 3 adds up to 25 in September and 42 in October; figure 1 has 28 and 46 completed",
        "three and four audits are in no grade, and nothing says why",
    ),
    Said(
        "November 2018, 2",
        "dip sample: 35% Inadequate, 59% Requires Improvement of 49",
        "17 and 29, and so 3 Good; figure 3 prints 18, 30 and 3 for the two months: 51",
    ),
    Said(
        "November 2018, 2",
        "dip sample: Less than half were closed with planned-for outcomes",
        "no count is printed",
    ),
    Said(
        "November 2018, 4",
        "“Of the 46 audits completed”",
        "45 everywhere else",
    ),
    Said(
        "November 2018, 4",
        "“43 were done with a social worker (95%)”, of 46",
        "43 of 46 is 93%; 43 of 45 is 96%",
    ),
    Said(
        "November 2018, 4",
        "“legitimate reasons … in the other 3 instances”",
        "46 − 43 = 3; of 45 it is 2",
    ),
    Said(
        "November 2018, 4",
        "“41 (89%) managers were included, and 4 auditors were unsuccessful”",
        "41 + 4 = 45; 41 of 45 is 91%, 89% is of 46",
    ),
    Said(
        "November 2018, 4",
        "children: 9 + 13 + 20; parents: 23 + 14",
        "42 and 37: two bases in one paragraph, and 46 in the one before",
    ),
    Said(
        "Q1 2024-25, 1",
        "“Moderated” 7, 4 and 5 in the table; “13 audits have been moderated”",
        "7 + 4 + 5 = 16",
    ),
    Said(
        "Q1 2024-25, 1",
        "“During 23/24 our cases graded Good stayed within the 26%”, “24 (24%)” Inadequate, “44% up to 57%”",
        "no count and no base of 2023-24 are printed",
    ),
    Said(
        "Q1 2024-25, 1",
        "“a much smaller number of cases graded as inadequate”: 24% in the last quarter, 9% now",
        "7 of 77 is 9%; what 24% is of is not printed, so whether it changed cannot be tested",
    ),
    Said(
        "Q1 2024-25, 2",
        "Seeing and hearing: “inconsistent trend month by month”",
        "23%, 53% and 44% Good: no trend can be called over three months",
    ),
    Said(
        "Q1 2024-25, 2",
        "Assessments: “we do see a positive trend month to month”",
        "11 of 29, 5 of 29 and 8 of 16 Good: down and up",
    ),
    Said(
        "Q1 2024-25, 2",
        "Plans: “a very positive trend month on month”",
        "4 of 31, 8 of 23 and 7 of 16 graded Good: up each month, but June against April and May is too few to call "
        "(p = 0.11); that June is above April alone (p = 0.03) makes no trend",
    ),
    Said(
        "Q1 2024-25, 2",
        "Plans: “an introduction of Outstanding”",
        "1 in April, 1 in May, none in June",
    ),
    Said(
        "Q1 2024-25, 2",
        "Meetings and reviews: “A very positive trend month on month … a consistent level”",
        "12, 10 and 7 Good: 40%, 36% and 44% of those graded: too few to call, and not both",
    ),
    Said(
        "Q1 2024-25, 2",
        "Supervision: “there is a positive trend”",
        "35%, 30% and 69% Good: down and up; June against April and May is p = 0.01 for one comparison, and one of "
        "28 was made",
    ),
    Said(
        "Q1 2024-25, 2",
        "Diversity: “consistently the strongest graded”",
        "in April decision making has more (18 Good or Outstanding to 16), in May seeing and hearing as many (16)",
    ),
    Said(
        "Q1 2024-25, 2",
        "Diversity: no total is printed",
        "43 Good, 30 Requires Improvement, 2 Inadequate and 2 Outstanding of 77",
    ),
    Said(
        "Q1 2024-25, by domain",
        "“19 of 31 audits (55%)” in decision making",
        "the table has 17; 19 of 31 is 61%, 17 of 31 is 55%",
    ),
    Said(
        "Q1 2024-25, family feedback",
        "“57% … this being largely consistent month on month”",
        "no count and no month is printed; 44 of 77 is 57%",
    ),
    Said(
        "Q1 2024-25, analysis",
        "“June also had the highest number of audits graded Good (43.75%) over the last 6 months”",
        "7, 7 and 7: a tie; 7 of 16 is 43.75%, with an interval of 23% to 67%",
    ),
    Said(
        "Q1 2024-25, names",
        "quality of assessment, of assessments, assessments; meeting and reviews, meetings and reviews; "
        "consideration(s) (of, and) impact of diversity",
        "one domain under up to four names",
    ),
)
