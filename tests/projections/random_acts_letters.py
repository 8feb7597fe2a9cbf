"""Letters: whatever may become of a few of them, in any order."""

from collections.abc import Callable
from typing import Any

from app.events.letter import Letter

PEOPLE = ("person/anna-bell", "person/ben-carter")
MOMENTS = ("2024-06-01T08:00:00+00:00", "2024-06-01T09:30:00+00:00", "2024-06-02T09:00:00+00:00")


def _letter(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    letter = council.subject(Letter, f"letter/{a % 3}")
    moment, to = MOMENTS[c % 3], "ben.carter@eastmere.example"
    if not letter.exists:
        words: dict[str, Any] = {"subject": "Due", "text": ["It is due."], "lines": [], "calendar": ""}
        about = {"kind": ("weekly", "audit-overdue")[b % 2], "cause": f"audit/2024-04/0001#{a % 3}", "link": "/"}
        letter.write(recipient=PEOPLE[b % 2], **about, **words, **said)
        return
    acts: list[Callable[[], None]] = [
        lambda: letter.claim(until=moment, **said),
        lambda: letter.claim(until=moment, **said),
        lambda: letter.sent(to=to, message="<a@eastmere.example>", answer="250 OK", **said),
        lambda: letter.fail(to=to, answer="452 Full.", again=moment, **said),
        lambda: letter.give_up(to=to, answer="550 No.", reason="Refused.", **said),
        lambda: letter.keep_back(reason="A demonstration.", **said),
        lambda: letter.cancel(reason="It is in.", **said),
        lambda: letter.put_back(reason="", **said),
    ]
    acts[b % len(acts)]()


ACTS = {"letter": _letter}
