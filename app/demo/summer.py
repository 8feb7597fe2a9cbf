"""August and September 2018: what the teams' managers had done about the 49 audits of the dip sample.

The dip sample of the monthly report looked at 49 records: 17 Inadequate, 29 Requires Improvement and 3 Good; direction
in 17, a discussion in 27 (6 reflective, 4 partly, 17 not), the actions followed up in 15 and closed in 10, as at the
end of November. Figure 3 grades 51 audits of the two months, one Inadequate and one Requires Improvement more.
"""

from datetime import date
from random import Random

from app.demo import earlier
from app.demo.duties import Hands
from app.demo.published import IMPROVE, INADEQUATE
from app.demo.town import Row, Town, after
from app.events.vocabulary import DUTIES
from app.programme.house import House
from projections import actions_lists, duties_lists
from projections.asking import Asked, Reach

RECORDED = date(2018, 11, 22)
PLANS = tuple(earlier.PLANS[month] for month in earlier.FOLLOWED)
DONE = {"direction": 17, "discussion": 27, "follow_up": 15, "closing": 10}
"""For how many of the 49 each duty was done: those with the most have the others too."""
KINDS = ("reflective",) * 6 + ("partly_reflective",) * 4 + ("not_reflective",) * 17


def begin(town: Town, today: date) -> None:
    """Put the managers' records into the diary."""
    town.diary.put(RECORDED, lambda: record_duties(town))


def in_sample(house: House) -> list[str]:
    """The 49: all accepted audits of both months but one Inadequate and one other, which called for oversight too."""
    sql = (
        "SELECT id, overall, json_extract(grades, '$.supervision') AS oversight FROM audits"
        " WHERE cycle IN (?, ?) AND state = 'accepted' ORDER BY id"
    )
    rows = house.model.query(sql, [plan.id for plan in PLANS])
    called = [row for row in rows if row["oversight"] in (IMPROVE, INADEQUATE)]
    left_out = [next(row for row in called if row["overall"] == grade) for grade in (INADEQUATE, IMPROVE)]
    return [row["id"] for row in rows if row not in left_out]


def record_duties(town: Town) -> None:
    """What the managers of the 49 had done by then, each duty in its turn."""
    months, members = {"first": PLANS[0].month, "last": PLANS[-1].month}, in_sample(town.house)
    asked = Asked(Reach(everything=True), RECORDED, months)
    found = [row for row in duties_lists.matching(town.house.model, asked) if row["audit"] in members]
    Random("Eastmere summer").shuffle(found)
    found = _in_turn(town, found)
    who = Hands(town)
    for place, row in enumerate(found):
        for step, duty in enumerate(duty for duty in DUTIES if place < DONE[duty]):
            on = min(after(date.fromisoformat(row["received_on"]), 4 + 5 * step), RECORDED)
            who.record(row, duty, on, KINDS[place] if duty == "discussion" else "")


def _in_turn(town: Town, found: list[Row]) -> list[Row]:
    """Those first that are closed in the end, which waits for the audit's actions; the others as they were."""
    model = town.house.model
    closed = [row for row in found if not actions_lists.of_source(model, row["audit"])][: DONE["closing"]]
    return [*closed, *(row for row in found if row not in closed)]
