"""The words that people and case systems use for plan types, job levels, roles and kinds of moderator."""

import re
from collections.abc import Mapping

from app.events.vocabulary import JOB_LEVELS, PLAN_TYPES, ROLES


def plain(text: str) -> str:
    """The text in small letters with single spaces instead of punctuation."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def words(labels: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """From what people write to the value: the value itself, its label, and its other names."""
    own = {plain(word): value for value, label in labels.items() for word in (value, label)}
    return own | {word.strip(): value for value, words in others.items() for word in words.split(",")}


PLANS = words(
    PLAN_TYPES,
    {
        "CiN": "cin, children in need, child in need plan, cin plan, s17, section 17",
        "CP": "cp, cpp, child protection, cp plan, section 47",
        "CiC": "cic, children in care, lac, looked after, looked after child, looked after children, cla,"
        "child looked after, children looked after, in care, lac plan, cla plan",
        "CL": "cl, care leavers, leaving care, pathway plan, pathway, former relevant, care experienced",
    },
)
LEVELS = words(
    JOB_LEVELS,
    {
        "senior_manager": "senior management, service manager, head of service, director, assistant director",
        "manager": "team manager, tm, assistant team manager, deputy team manager, practice manager",
        "advanced_practitioner": "ap, advanced social worker, senior practitioner, senior social worker, practice lead",
        "social_worker": "sw, practitioner, newly qualified social worker, nqsw, asye",
    },
)
ROLE_WORDS = words(
    ROLES,
    {
        "auditor": "auditors",
        "practitioner": "social worker, sw",
        "team_manager": "manager, tm",
        "qa_lead": "qa, quality assurance lead, quality assurance, practice learning team",
        "operations_director": "director of operations",
        "head_of_service": "hos",
        "director": "dcs, director of childrens services",
        "inspector": "ofsted",
        "analyst": "data analyst",
        "administrator": "admin",
    },
)
MODERATORS = words({"internal": "Internal", "external": "External"}, {"": "no, none, n a, false"})
