"""Which moderations are these? What the queue asks."""

from projections import final_grades
from projections.asking import Question

OPEN = "moderations.state IN ('to_assign', 'assigned')"
STATES = ("to_assign", "assigned", "awaited", "moderated", "ended")
IN_ORDER = "CASE moderations.state " + " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(STATES)) + " END"

NEWEST = "CASE WHEN moderations.moderated_on <> '' THEN -julianday(moderations.moderated_on) END"
"""Of those that are done the newest first; what waits is in the order of its dates."""

QUESTION = Question(
    table="moderations",
    select=(
        "moderations.*, audits.plan AS plan, audits.state AS audit_state, audits.framework, audits.framework_version,"
        f" audits.overall AS original, {final_grades.OVERALL} AS overall, auditors.name AS auditor_name,"
        " moderators.name AS moderator_name, teams.name AS team_name, areas.name AS area_name,"
        " (SELECT count(*) FROM challenges WHERE challenges.audit = moderations.id) AS challenges"
    ),
    source=(
        "moderations LEFT JOIN audits ON audits.id = moderations.id"
        " LEFT JOIN people auditors ON auditors.id = moderations.auditor"
        " LEFT JOIN people moderators ON moderators.id = moderations.moderator"
        " LEFT JOIN teams ON teams.id = moderations.team LEFT JOIN areas ON areas.id = moderations.area"
    ),
    filters={
        "cycle": "moderations.cycle = 'cycle/' || :cycle",
        "state": "moderations.state = :state",
        "late": {"yes": f"{OPEN} AND moderations.due < :today"},
        "outcome": "moderations.outcome = :outcome",
        "drawn": "moderations.drawn_as = :drawn",
        "team": "moderations.team = :team",
        "moderator": "moderations.moderator = 'person/' || :moderator",
    },
    sorts={
        "open": f"({OPEN} AND moderations.moderator = :me) = 0, {IN_ORDER}, {NEWEST}, moderations.due",
        "child": "moderations.child",
        "team": "teams.name",
        "due": "moderations.due",
        "month": "moderations.cycle",
        "state": IN_ORDER,
        "moderated": "moderations.moderated_on",
    },
    audit="moderations.id",
    whose={
        "team": ("moderations.team",),
        "area": ("moderations.area",),
        "person": ("moderations.auditor", "moderations.moderator"),
    },
    prefixed=True,
)
