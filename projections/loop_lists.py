"""Which loops are these? What the tracker of looped audits asks."""

from projections.asking import Question
from projections.final_grades import domains_in, overall_in

STATES = ("both_in", "arranged", "sealed", "agreed", "ended")
IN_ORDER = "CASE loops.state " + " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(STATES)) + " END"
SEALED = "(SELECT audit FROM seals WHERE person = :reader)"

QUESTION = Question(
    table="loops",
    select=(
        "loops.*, ones.name AS first_name, others.name AS second_name, firsts.team AS team, teams.name AS team_name,"
        " firsts.plan AS plan, firsts.area AS area, areas.name AS area_name, firsts.framework,"
        " firsts.framework_version,"
        # The grades that count now of each of the two: what the meeting settles.
        f" {domains_in('firsts')} AS first_grades, {domains_in('seconds')} AS second_grades,"
        f" {overall_in('firsts')} AS first_overall, {overall_in('seconds')} AS second_overall"
    ),
    source=(
        "loops LEFT JOIN people ones ON ones.id = loops.first_auditor"
        " LEFT JOIN people others ON others.id = loops.second_auditor"
        " LEFT JOIN audits firsts ON firsts.id = loops.first LEFT JOIN audits seconds ON seconds.id = loops.second"
        " LEFT JOIN teams ON teams.id = firsts.team LEFT JOIN areas ON areas.id = firsts.area"
    ),
    filters={
        "cycle": "loops.cycle = 'cycle/' || :cycle",
        "state": "loops.state = :state",
        "team": "firsts.team = :team",
    },
    sorts={
        "open": f"{IN_ORDER}, loops.cycle DESC",
        "child": "loops.child",
        "month": "loops.cycle",
        "state": IN_ORDER,
        "meeting": "loops.day",
        "agreed": "loops.agreed_on",
    },
    audit=f"CASE WHEN loops.second IN {SEALED} THEN loops.second ELSE loops.first END",
    whose={"person": ("loops.first_auditor", "loops.second_auditor")},
)
"""Neither auditor has it before the seal is lifted: each is sealed from one of the two."""
