"""What may happen to a few loops of a few audits, in any order."""

from typing import Any

from app.events.loop import Loop

PEOPLE = [f"person/{name}" for name in ("anna-bell", "ben-carter", "omar-haddad", "ruth-okafor")]
AUDITS = ["audit/2024-05/0001", "audit/2024-05/0002", "audit/2024-04/0001", "audit/2024-04/0002"]
DAYS = [f"2024-06-{day:02d}" for day in (1, 12, 23)]
GRADES = {"plans": ("good", "inadequate"), "overall": ("good", "good")}


def _loop(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    loop, pair = council.subject(Loop, f"loop/{a % 2}"), AUDITS[2 * (a % 2) : 2 * (a % 2) + 2]
    if a % 2 and council.subject(Loop, "loop/counted").exists:  # An audit is of one loop.
        return
    if not loop.exists:
        whose = {"first_auditor": PEOPLE[b % 4], "second_auditor": PEOPLE[(b + 1) % 4]}
        facts = {"cycle": f"cycle/{pair[0][6:13]}", "child": "child/C-1", "first": pair[0], "second": pair[1]}
        loop.open(**facts, **whose, why="Learn.", grounds="", on=DAYS[0], **said)
        return
    on = {"on": DAYS[c % 3]}
    if b % 5 < 3:
        loop.take_in(pair[c % 2], **on, **said)
    elif b % 5 == 3:
        loop.let_go_back(pair[c % 2], **on, **said)
    else:
        loop.hand_over(pair[c % 2], PEOPLE[c % 4], **on, **said)


def _meet(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    loop = council.subject(Loop, f"loop/{a % 2}")
    if not loop.exists:
        return
    if b % 4 == 3 and c % 3 == 0:
        loop.end(loop.first if c % 2 else loop.second, "withdrawn", on=DAYS[0], **said)
    elif b % 4:
        when = {"day": DAYS[c % 3], "time": "10:00", "place": "Here", "attendees": PEOPLE}
        loop.arrange(**when, role="qa_lead", reason="Away.", **said)
    else:
        decided = {"decisions": dict.fromkeys(GRADES, ("good", "Read again.")), "learning": ("One.", "Two.")}
        scales = {"plans": ["good"], "overall": ["good"]}
        labels = {"plans": "Plans", "overall": "Overall grade"}
        graded = {
            "given": GRADES,
            "grades": GRADES if a % 3 else {"plans": ("good", "good"), "overall": ("good", "inadequate")},
            "scales": scales,
            "labels": labels,
            "graded_on": loop.first if c % 2 else loop.second,
        }
        loop.agree(on=DAYS[c % 3], attendees=PEOPLE, **graded, **decided, role="qa_lead", **said)


ACTS = {"loop": _loop, "meet": _meet}
