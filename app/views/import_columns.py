"""What the columns of each list are: which it must have, an example of each, and what else may stand there."""

from typing import Any

from app.events.vocabulary import AGE_BANDS, JOB_LEVELS, LISTS, PLAN_TYPES, ROLES
from app.programme.lists.imports import SPECS

DATE = "Also 30 Nov 2018, 30.11.18, 2018-11-30 or a date of Excel; the day before the month."
TEAM = "The team's name, as under Settings; the teams are set up before."
EXAMPLES = {
    "people": {
        "email": ("anna.bell@council.example", "By it a person is known; it is what they sign in with."),
        "name": ("Anna Bell", ""),
        "job_level": ("Manager", f"{', '.join(JOB_LEVELS.values())}."),
        "team": ("Forest", TEAM),
        "area": ("North", "Only for operations directors: the service area that they direct."),
        "roles": ("Auditor; Team manager", f"With semicolons between them: {', '.join(ROLES.values())}."),
        "supervisor": ("carol.dean@council.example", "The e-mail address or the name of somebody here or on the list."),
        "trained_on": ("30/11/2018", f"From the month after it an auditor counts in the pool. {DATE}"),
        "moderator": ("Internal", "Internal, External or none."),
        "left_on": ("30/11/2018", DATE),
    },
    "children": {
        "reference": ("C-10482", "By it a child is known; it needs a digit. Never a name."),
        "initials": ("AB", "Two to four letters. Never a name."),
        "plan": ("CiN", f"{', '.join(PLAN_TYPES)}, or in words, like looked after or leaving care."),
        "team": ("Forest", TEAM),
        "worker": ("carol.dean@council.example", "The e-mail address or the name of somebody here."),
        "age_band": ("5-9", f"{', '.join(AGE_BANDS)}, or the age in years."),
        "date_of_birth": ("30/11/2018", f"Instead of the age band, which is made of it; it is not kept. {DATE}"),
        "ethnicity": ("White British", "As the case system has it."),
        "opened": ("30/11/2018", DATE),
        "last_audited": ("30/11/2018", f"Empty for never. {DATE}"),
        "ended_on": ("30/11/2018", f"Empty for a child who is open. {DATE}"),
    },
    "population": {
        "plan": ("CiN", f"{', '.join(PLAN_TYPES)}, or in words; a row called Total is checked and not kept."),
        "count": ("1,204", "A whole number."),
    },
}
"""By list and field: an example, and what else is understood."""


def lists_told(kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    """These lists with their columns, for the page on which a file is chosen."""
    return [{"kind": kind, "title": LISTS[kind], "columns": columns(kind)} for kind in kinds]


def columns(kind: str) -> list[dict[str, Any]]:
    """The columns of a list as a heading, whether it must have it, an example, and what else is understood."""
    return [
        {"heading": heading(field.label), "required": field.required, "example": example, "also": also}
        for field in SPECS[kind].fields
        for example, also in (EXAMPLES[kind][field.name],)
    ]


def heading(label: str) -> str:
    """A label as the heading of a column."""
    return label[:1].upper() + label[1:]
