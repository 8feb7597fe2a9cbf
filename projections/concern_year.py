"""How soon Category 1 was answered in the twelve months up to a day: which concerns count, and which did well.

One definition for the figure and for the rows to which it opens, whether a concern stands on that day or is over.
"""

CAME = "timed.answered_on <> '' AND timed.answered_on <= :today"
IN_TIME = f"{CAME} AND timed.answered_on <= timed.respond_by"
CLOCKS = (
    "SELECT 1 FROM concern_clocks timed WHERE timed.concern = concerns.id AND timed.respond_by <> ''"
    " AND timed.since_on <= :today AND date(timed.since_on, '+12 months') > :today"
    f" AND (({CAME}) OR timed.respond_by < :today)"
)
"""The clocks of Category 1 of a concern that began in those months, once each is answered or its day is over."""
COUNTS = f"EXISTS ({CLOCKS})"
MISSED = f"EXISTS ({CLOCKS} AND NOT ({IN_TIME}))"
RECORDED_LATER = f"EXISTS ({CLOCKS} AND {IN_TIME} AND timed.recorded_on > timed.respond_by)"
YEAR = {"all": COUNTS, "same_day": f"{COUNTS} AND NOT {MISSED}", "not_same_day": MISSED}
"""A concern that was raised to Category 1 more than once was answered the same day when each of its clocks was."""
