"""The words of the field that both sides of the house use, with the labels that people read."""

ROLES = {
    "auditor": "Auditor",
    "practitioner": "Practitioner",
    "team_manager": "Team manager",
    "moderator": "Moderator",
    "qa_lead": "QA lead",
    "operations_director": "Operations director",
    "head_of_service": "Head of service",
    "director": "Director of children's services",
    "inspector": "Inspector",
    "analyst": "Performance analyst",
    "administrator": "Administrator",
}

JOB_LEVELS = {
    "senior_manager": "Senior manager",
    "manager": "Manager",
    "advanced_practitioner": "Advanced practitioner",
    "social_worker": "Social worker",
    "other": "Other",
}

PLAN_TYPES = {"CiN": "Child in need", "CP": "Child protection plan", "CiC": "Child in care", "CL": "Care leaver"}

AGE_BANDS = {
    "unborn": "Unborn",
    "0-4": "0 to 4",
    "5-9": "5 to 9",
    "10-15": "10 to 15",
    "16-17": "16 to 17",
    "18-25": "18 to 25",
}

AUDIT_STATES = {
    "allocated": "Allocated",
    "started": "Started",
    "returned": "Returned",
    "sent_back": "Sent back",
    "accepted": "Accepted",
    "not_to_standard": "Not to standard",
    "nil_return": "Nil return",
    "withdrawn": "Withdrawn",
    "released": "Released by exemption",
}
OPEN_STATES = ("allocated", "started", "sent_back")
GIVEN_STATES = (*OPEN_STATES, "released", "nil_return")
"""In which an audit can be given to another auditor."""
COMPLETED_STATES = ("returned", "accepted", "not_to_standard")

EXEMPTION_CLASSES = {
    "maternity": "Maternity leave",
    "extended_leave": "Extended leave",
    "health": "Health",
    "other": "Other operational reason",
    "moderating": "Moderating this month",
}
LONG_LEAVE = ("maternity", "extended_leave")
HEALTH_OR_LEAVE = ("maternity", "extended_leave", "health")

EXEMPTION_STATES = {
    "asked": "Asked for",
    "authorised": "Authorised",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "reversed": "Reversed",
    "lapsed": "Lapsed",
}
EXEMPTION_AUTHORITIES = ("operations_director", "head_of_service", "director", "qa_lead")
"""The roles of which a council chooses one to decide on exemptions."""

ACTION_STATES = {"open": "Open", "completed": "Completed", "verified": "Verified", "cancelled": "Cancelled"}
ACTION_SOURCES = {
    "audit": "Audit",
    "moderation": "Moderation of an audit",
    "dip_sample": "Dip sample",
    "concern": "Child of concern",
    "report": "Report's recommendation",
    "recommendation": "Recommendation",
    "tracker": "Tracker kept by hand",
}
"""What an action can come from, by the kind of the source's id; what an audit's moderator raises, of its moderation."""

CONCERN_CATEGORIES = {"1": "Category 1", "2": "Category 2"}
CONCERN_STATES = {"open": "Open", "stepped_down": "Stepped down", "closed": "Closed"}
CONCERN_ANSWERS = {
    "waiting": "Not yet answered",
    "late": "Late, not answered",
    "same_day": "The same day",
    "later": "After its day",
    "answered": "Answered",
    "none": "None yet",
}
"""How a concern stands to its response; the last two where it never was in Category 1."""

CONCERN_YEAR = {
    "all": "Answered, or its day is over",
    "same_day": "Answered the same day",
    "not_same_day": "Not answered the same day",
}
"""How Category 1 was answered that began in the twelve months up to a day; each time, where it began more than once."""

LETTER_STATES = {
    "waiting": "Waiting",
    "sending": "Being sent",
    "sent": "Sent",
    "given_up": "Given up",
    "kept_back": "Kept back",
    "cancelled": "Cancelled",
}

DUTIES = {
    "direction": "Direction to the worker",
    "discussion": "Discussion with the worker",
    "follow_up": "Actions followed up",
    "closing": "Follow-up closed",
}
"""What the team manager does on receipt of an audit, in order; each is recorded on the child's record."""
DISCUSSIONS = {
    "reflective": "Reflective",
    "partly_reflective": "Partly reflective",
    "not_reflective": "Not reflective",
}

LISTS = {"people": "People", "children": "Open children", "population": "Counts of open children by plan type"}
"""The kinds of list that can be brought in."""

SYSTEM = "person/audit-loop"
"""Recorded as `by` when the programme itself acts (the first set-up, a seeded demonstration), never a person."""
