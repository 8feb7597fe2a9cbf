"""Which spells in the pools are these? What the list behind every number of the pools asks."""

from projections.asking import Question

LASTS = "(pool_spells.ended_on = '' OR substr(pool_spells.ended_on, 1, 7) > {month})"
MODERATES_LATER = (
    "(pool_spells.pool = 'auditor' AND EXISTS (SELECT 1 FROM pool_spells later WHERE later.person = pool_spells.person"
    " AND later.pool = 'moderator' AND (later.ended_on = '' OR later.ended_on > pool_spells.ended_on)))"
)
ONLY_THE_POOL = "pool_spells.how NOT IN ('', 'left_council')"
WENT_ON = f"{ONLY_THE_POOL} AND {MODERATES_LATER}"

QUESTION = Question(
    table="pool_spells",
    select="pool_spells.*, people.name AS person_name, people.team, teams.name AS team_name, teams.area AS area,"
    f" areas.name AS area_name, people.left_on, ({WENT_ON}) AS went_on",
    source="pool_spells LEFT JOIN people ON people.id = pool_spells.person LEFT JOIN teams ON teams.id = people.team"
    " LEFT JOIN areas ON areas.id = teams.area",
    filters={
        "pool": "pool_spells.pool = :pool",
        "in": f"pool_spells.counted_from <= :in AND {LASTS.format(month=':in')}",
        "began": "substr(pool_spells.since, 1, 7) = :began",
        "first": f"pool_spells.counted_from = :first AND {LASTS.format(month=':first')}",
        "ended": "substr(pool_spells.ended_on, 1, 7) = :ended",
        "how": {
            "left_council": "pool_spells.how = 'left_council'",
            "went_on": WENT_ON,
            "left_otherwise": f"{ONLY_THE_POOL} AND NOT {MODERATES_LATER}",
        },
        "team": "people.team = :team",
    },
    sorts={
        "name": "people.name",
        "team": "teams.name",
        "since": "pool_spells.since",
        "counted": "pool_spells.counted_from",
        "ended": "pool_spells.ended_on",
    },
    whose={},
)
