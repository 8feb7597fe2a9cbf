"""Where the two real reports cannot be as they are printed, and what is in the demonstration instead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Deviation:
    """A printed figure that cannot be, what the demonstration holds instead, and why."""

    where: str
    printed: str
    here: str
    why: str


DEVIATIONS = (
    Deviation(
        "September and October 2018, completed audits in no grade",
        "28 and 46 completed, 25 and 42 graded",
        "3 and 4 not to standard",
        "The report does not say what became of them. In all other months of figure 1 before November as many are"
        " graded as completed.",
    ),
    Deviation(
        "August and September 2018, audits of the dip sample",
        "49, of which 35% Inadequate and 59% Requires Improvement",
        "49 of the 51 that figure 3 grades: 17 of 18, 29 of 30 and 3 of 3 Good",
        "Which two were not reviewed, and why, is not printed and is invented.",
    ),
    Deviation(
        "August and September 2018, managers' duties",
        "17, 27, 15 and 10 of 49: 35%, 55%, 31% and 20%",
        "so in the dip sample; of the 51 on the page of duties",
        "The two audits that were not reviewed had none of it done by then.",
    ),
    Deviation(
        "August and September 2018, grades by domain",
        "88% of the audits called for better oversight",
        "supervision Requires Improvement or Inadequate in 43 of 49 (88%)",
        "Nothing else is printed of the domains in those months; the other columns are invented.",
    ),
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
        "November 2018, two auditors who became moderators",
        "graduated in November",
        "moderators since 5 November, auditors as well until 31 January 2019",
        "85 in place on 30 November and the 22 who had left are 107, of whom 22 are 21%. Had the two left the auditors"
        " in November, all who ever were would be 109, and 22 of them 20%.",
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
