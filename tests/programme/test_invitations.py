"""The calendar file of a meeting: its moments in universal time, escaped text, and lines of at most 75 octets."""

import pytest

from app.programme.invitations import invitation


def lines(**more: str) -> list[str]:
    """The file's lines as they stand."""
    facts = {"day": "2024-06-03", "time": "10:00", "summary": "Meeting", "at": "2024-05-28T09:30:00+00:00"} | more
    sheet = invitation("loop-x", **facts)  # type: ignore[arg-type]
    assert sheet.endswith("END:VCALENDAR\r\n")
    return sheet.split("\r\n")[:-1]


@pytest.mark.parametrize(
    ("day", "start", "end"),
    [("2024-06-03", "20240603T090000Z", "20240603T100000Z"), ("2024-12-03", "20241203T100000Z", "20241203T110000Z")],
)
def test_a_time_in_england_is_told_in_universal_time(day: str, start: str, end: str) -> None:
    found = lines(day=day)
    assert {f"DTSTART:{start}", f"DTEND:{end}", "DTSTAMP:20240528T093000Z", "UID:loop-x@audit-loop"} <= set(found)


def test_text_is_escaped_and_cannot_add_a_line() -> None:
    found = lines(place="Room 2; east, \\ left\r\nATTENDEE:x")
    assert "LOCATION:Room 2\\; east\\, \\\\ left\\nATTENDEE:x" in found


def test_a_long_line_is_folded_between_characters() -> None:
    found = lines(place="é" * 100)
    assert max(len(line.encode()) for line in found) <= 75
    assert "".join(line.removeprefix(" ") for line in found if "é" in line) == f"LOCATION:{'é' * 100}"
