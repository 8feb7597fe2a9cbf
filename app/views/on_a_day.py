"""Trackers that can be asked for as at the end of a day gone by, which their address names."""

import re
from dataclasses import dataclass, replace
from datetime import date

from app import clock
from app.programme.english import day
from app.views.listing import Listing
from app.views.tracking import Filter, Tracker
from projections.asking import Asked


@dataclass(frozen=True)
class DayGoneBy(Filter):
    """A filter on a day, which is told in words once it is read."""

    def said(self, value: str) -> str:
        """As it stood at the end of 30 November 2018; what is no day as it was typed."""
        on = day_of(value)
        return f"As it stood at the end of {day(on)}" if on else super().said(value)


ON = DayGoneBy("As it stood at the end of (such as 30/11/2018)")


@dataclass(frozen=True)
class OnADay(Tracker):
    """A tracker that asks as at another day when its address names one with `on`."""

    def asked(self, listing: Listing) -> Asked:
        """The question, with that day in the place of today; what is no day, or yet to come, is left aside."""
        asked = super().asked(listing)
        on = day_of(listing.value("on"))
        if on is None or on > asked.today:
            return replace(asked, chosen={name: value for name, value in asked.chosen.items() if name != "on"})
        return replace(asked, today=on)

    def not_known(self, listing: Listing) -> str:
        """Also a day that is none, or is yet to come."""
        typed, today = listing.value("on"), clock.today()
        on = day_of(typed) if typed else today
        said = "" if on and on <= today else f"“{typed}” is no day up to today: shown is how things stand now."
        return " ".join(filter(None, (super().not_known(listing), said)))


def day_of(typed: str) -> date | None:
    """A day as an address or a person gives it: 2018-11-30 or 30/11/2018; None for anything else."""
    parts = [int(part) for part in re.findall(r"\d+", typed)]
    try:
        year, month, day = parts if len(parts[:1]) and parts[0] > 31 else parts[::-1]
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
