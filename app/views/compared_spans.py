"""Where something happened to a page: where its comparison opens, or leads to from an empty span."""

from datetime import date, timedelta

from app.events.england import day_of
from app.events.periods import moved
from app.views import compared, compared_events, compared_moments, figure_moments, replay_beats
from app.views.desk import house
from app.views.figure_moments import Moment
from projections.moments import last_at

TRIED = 4
"""So many of the last days with an entry of a record are tried: not each changes what its page says."""
BEATS = {"cycle": replay_beats.of_cycle, "child": replay_beats.of_child}
BACK = (0, 1, 3, 7, 15)
"""So many months before the last entry the ends of months are tried."""


def nearest(page: str, first: Moment, last: Moment) -> tuple[Moment, Moment] | None:
    """The nearest span in which something happened to a page, from some day before to the later moment, or after it.

    Of the page of a record that is the last day with an entry that the reader may be told; of a list the nearest end of
    a month as at which it was otherwise. None for nothing.
    """
    record = compared.record_of_page(page)
    return _of_record(page, record, first, last) if record else _of_list(page, first, last)


def _of_record(page: str, record: str, first: Moment, last: Moment) -> tuple[Moment, Moment] | None:
    made = BEATS[kind](record) if (kind := record.partition("/")[0]) in BEATS else compared_events.told_of(record)
    days = dict.fromkeys(day_of(one.at) for one in reversed(made) if one.position <= last.position)
    starts = [_moment(_day_before(day)) for day in days][:TRIED]
    otherwise = (one for one in starts if not compared.of_page(page, one, last).empty)
    if found := next(otherwise, starts[0] if starts else None):
        return found, last
    return (first, _moment(day_of(made[0].at))) if made else None


def _of_list(page: str, first: Moment, last: Moment) -> tuple[Moment, Moment] | None:
    made = last_at(house().reader, last.position)
    month = day_of(made.at)[:7] if made else ""
    for back in BACK if month else ():
        start = _moment(_day_before(f"{moved(month, -back)}-01"))
        if start.position < min(first.position, last.position) and not compared.of_page(page, start, last).empty:
            return start, last
    return None


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _moment(day: str) -> Moment:
    found = figure_moments.of_key(day)
    assert found is not None, day
    return compared_moments.held(found, day)
