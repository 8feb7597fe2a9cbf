"""The two pools from October 2017 to November 2018: who came, who left, and when, as the monthly report counts it.

The report prints how many auditors there were in each month of 2018, and that 22 auditors and 3 moderators had left
since October 2017. Who came and went in which month is invented, so that both come out; nothing is printed of 2017.
"""

from datetime import date, timedelta
from random import Random

from app.demo.member import LISTED, PROMOTED
from app.events.calendar import add_working_days

Time = tuple[str, str]
"""The day (ISO) of the training or appointment, and the last day, empty for who stayed."""

FLOW = {
    "2017-10": (18, 0), "2017-11": (2, 1), "2017-12": (2, 1), "2018-01": (1, 2), "2018-02": (1, 6), "2018-03": (4, 2),
    "2018-04": (7, 1), "2018-05": (3, 2), "2018-06": (23, 2), "2018-07": (4, 2), "2018-08": (3, 2), "2018-09": (14, 0),
    "2018-10": (1, 1), "2018-11": (12, 0),
}  # fmt: skip
"""By month: auditors who count from it on, and those whose last day is in it, who count in it no more."""
MODERATORS_WHO_LEFT = (("2017-10-02", "2018-03-29"), ("2017-10-02", "2018-06-22"), ("2018-01-15", "2018-09-14"))
APPOINTED = ("2017-10-02",) * 6 + ("2018-01-15",) * 4 + ("2018-06-04",) * 4
"""The fourteen moderators of October 2018; two more were appointed in November."""
TRAINED_BY = (LISTED - timedelta(days=4)).isoformat()
"""The last training before the first list of people."""


def auditors() -> tuple[list[str], list[Time]]:
    """The training days of those who stayed until November 2018, the two who were to moderate aside, and who left."""
    chance = Random("Eastmere pools")
    here: list[str] = []
    gone: list[Time] = []
    for month, (came, went) in FLOW.items():
        for trained in chance.sample([day for day in here if day != PROMOTED], went):
            here.remove(trained)
            gone.append((trained, _day_of(month, chance)))
        here += [_trained_before(month)] * came
    stayed = [day for day in here if day != PROMOTED]
    return chance.sample(stayed, len(stayed)), gone


def _trained_before(month: str) -> str:
    """The training of the month before: an auditor counts from the month after it."""
    before = date.fromisoformat(f"{month}-01") - timedelta(days=1)
    return min(add_working_days(before.replace(day=15), 1).isoformat(), TRAINED_BY)


def _day_of(month: str, chance: Random) -> str:
    """A working day of a month."""
    return add_working_days(date.fromisoformat(f"{month}-{chance.randrange(1, 25):02d}"), 1).isoformat()
