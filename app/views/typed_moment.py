"""A moment as people type it in two fields: 30/11/2018 and 17:00, or the address of one (entry-48211)."""

import re

TYPED = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")


def key_of(day: str, time: str) -> str:
    """The address of a moment that was typed; a day that is none stays as it is, to be said to be none."""
    found = TYPED.fullmatch(day)
    day = "{2}-{1:0>2}-{0:0>2}".format(*found.groups()) if found else day
    time = time.strip().replace(".", ":")
    return f"{day}T{time:0>5}" if time and re.fullmatch(r"[0-9-]{10}", day) else day


def fields_of(key: str) -> dict[str, str]:
    """What the two fields say of the address of a moment; an entry or an edition stands in the first as it is."""
    day, _, time = key.partition("T")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        return {"day": "/".join(reversed(day.split("-"))), "time": time}
    return {"day": key, "time": ""}
