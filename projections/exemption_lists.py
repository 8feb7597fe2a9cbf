"""Which exemptions are these? What the tracker of exemptions asks."""

from projections.asking import Question

QUESTION = Question(
    table="exemptions",
    select=(
        "exemptions.*, auditors.name AS auditor_name, auditors.team AS team, teams.name AS team_name,"
        " teams.area AS area, areas.name AS area_name, deciders.name AS decider_name"
    ),
    source=(
        "exemptions LEFT JOIN people auditors ON auditors.id = exemptions.auditor"
        " LEFT JOIN teams ON teams.id = auditors.team LEFT JOIN areas ON areas.id = teams.area"
        " LEFT JOIN people deciders ON deciders.id = exemptions.decided_by"
    ),
    filters={
        "cycle": "exemptions.cycle = 'cycle/' || :cycle",
        "state": "exemptions.state = :state",
        "class": "exemptions.reason_class = :class",
        "team": "auditors.team = :team",
        "auditor": "exemptions.auditor = 'person/' || :auditor",
    },
    sorts={
        "open": "exemptions.state <> 'asked', exemptions.asked_at DESC",
        "auditor": "auditors.name",
        "team": "teams.name",
        "month": "exemptions.cycle",
        "asked": "exemptions.asked_at",
        "decided": "exemptions.decided_on",
    },
    whose={"team": ("auditors.team",), "area": ("teams.area",), "person": ("exemptions.auditor",)},
)
