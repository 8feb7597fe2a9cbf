"""An invitation to a meeting as a calendar file: RFC 5545, with lines folded and text escaped as it says."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LENGTH = timedelta(hours=1)
WIDTH = 75
"""The octets of a line, without its end (section 3.1)."""


def invitation(
    uid: str, *, day: str, time: str, summary: str, at: str, sequence: int = 0, place: str = "", link: str = "",
    called_off: bool = False,
) -> str:  # fmt: skip
    """A calendar (text/calendar) with one event of an hour, on a day (ISO) at a time (HH:MM) in England.

    `uid` is the same for every version of the meeting and `sequence` counts them; `at` is when this one was made (ISO).
    One that is `called_off` takes it out of the calendar (METHOD:CANCEL, RFC 5546).
    """
    starts = datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=LONDON).astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Audit Loop//EN",
        f"METHOD:{'CANCEL' if called_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}@audit-loop",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{_moment(datetime.fromisoformat(at).astimezone(UTC))}",
        f"DTSTART:{_moment(starts)}",
        f"DTEND:{_moment(starts + LENGTH)}",
        f"SUMMARY:{_escaped(summary)}",
        *(["STATUS:CANCELLED"] if called_off else []),
        *([f"LOCATION:{_escaped(place)}"] if place else []),
        *([f"DESCRIPTION:{_escaped(link)}"] if link else []),
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(when: datetime) -> str:
    return f"{when:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """TEXT of section 3.3.11: backslash, semicolon, comma and line ends; other control characters are left out."""
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return "".join(sign for sign in text if sign >= " ")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, the later ones after a space; no character is cut in two."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > WIDTH - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])
