"""What may be done in a year around the audits: children of concern, pools, counts of children, dip samples."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from app.demo.story_dip_samples import asked, drawn, only_where, the_plan
from app.events import concern_answer, concern_end, person_return
from app.events.base import Refusal
from app.events.child import Population
from app.events.concern import DIRECT, SAME_DAY, Concern
from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import conclude, record_answers, reopen
from app.events.dip_sample_measures import change_measure, define, new_measure, other_measure, remove_measure
from app.events.person import Person
from tests.projections.random_stories import PEOPLE
from tests.reports.year_of_audits import AUDITS, HEAD
from tests.reports.year_of_follow_up import moved

Said = dict[str, str]
MEMBERS = [f"child/C-{number}" for number in range(1, 7)]


def _concern(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Raised, or raised again."""
    concern = council.subject(Concern, f"concern/{a % 4}")
    facts = {
        "category": "12"[c % 2],
        "why": "Not seen.",
        "source": (DIRECT, AUDITS[0])[b % 2],
        "raising": f"raising/{c}",
    }
    who: dict[str, Any] = {"team": "team/0", "area": "area/0", "worker": PEOPLE[2], "responsible": [HEAD], "rule": ""}
    if concern.exists:
        concern.raise_again(**facts, **said)
    else:
        concern.raise_(child=f"child/C-{a % 4 + 1}", **facts, **who, **said)


def _about_concern(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Answered, overseen, reviewed, moved, ended: some of it a day or two ago."""
    concern, today = council.subject(Concern, f"concern/{a % 4}"), said["at"][:10]
    on, how = moved(today, -(b % 3)), said | {"by": HEAD}
    answer = {"what": "Visited.", "reference": "CN-1", "asked": "", "time": "09:00", "role": "head_of_service"}
    move = {"why": "Calm.", "role": "qa_lead"}
    acts: list[Callable[[], None]] = [
        lambda: concern_answer.respond(concern, **answer, on=on, in_the_name_of="", **how),
        lambda: concern_answer.respond(concern, **answer, on=concern.respond_by or on, in_the_name_of="", **how),
        lambda: concern_answer.oversee(concern, note="Read.", on=today, role="director", **how),
        lambda: concern.review(found="Seen.", asked="", on=on, next_by=moved(on, 1 + b % 7), role="qa_lead", **how),
        lambda: concern.recategorise("21"[b % 2], **move, on=today if b % 2 else on, **how),
        lambda: concern_end.close(concern, **move, on=on, **how),
        lambda: concern_end.step_down(concern, actions=["action/0"], **move, on=on, **how),
        lambda: concern_answer.escalate(concern, to=[HEAD], rule=SAME_DAY, **how),
    ]
    chains = [[acts[place]] for place in (0, 1, 3, 3, 3, 7)] + [
        acts[1:5],
        [acts[1], acts[2], acts[5 + b % 2]],
        acts[1:3],
    ]
    for step in chains[c % len(chains)]:
        with suppress(Refusal):
            step()


def _pool(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Trained, gone from the pool, moderator, stood down, gone from the council, back, or none of it."""
    person, today = council.subject(Person, PEOPLE[a % 4]), said["at"][:10]
    day = moved(today, -(b % 5) * 6)
    if not person.exists:
        details = {"name": f"Name {a % 4}", "email": f"p{a % 4}@eastmere.example", "job_level": "manager"}
        person.add(**details, team="team/0", supervisor="", **said)
    acts: list[Callable[[], None]] = [
        lambda: person.complete_training(day, moved(day[:7] + "-28", 4)[:7], **said),
        lambda: person.leave_pool(day, "", **said),
        lambda: person.become_moderator(("internal", "external")[b % 2], day, **said),
        lambda: person.stand_down(day, "", **said),
        lambda: person.leave(day, "", **said),
        lambda: person_return.return_to_council(person, today, "", **said),
        lambda: person_return.correct_departure(person, "Wrong.", **said),
        lambda: person_return.correct_pool_departure(person, "Wrong.", **said),
    ]
    acts[(0, 0, 0, 2, 2, 1, 1, 4, 4, 5, 5, 3, 6, 7, 7)[c % 15]]()


def _count(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """The children are counted, on a day that may be gone by and counted already."""
    day = moved(said["at"][:10], -(a % 3) * 9)
    council.subject(Population, f"population/{day}").count(day, {"CiN": b, "CP": c}, **said)


def _sample(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """A dip sample, planned, drawn and asked of at once; then drawn anew, concluded, opened again or given up."""
    sample, how = council.subject(DipSample, f"dip_sample/{a % 2}"), {"on": said["at"][:10]} | said
    if not sample.exists:
        plan = the_plan("Endings", "children", 6, reviewers=[])
        sample.plan(**plan, framework="framework/core", framework_version=1, **how)
    if sample.measures and c % 9 == 2:
        sample.withdraw("Enough.", **how)
    elif sample.state in ("planned", "drawn"):
        members = MEMBERS[b % 3 :][: 2 + c % 4]
        sample.draw(**drawn(members, 6, reason="Anew."), **how)
    elif c % 5 == 0:
        conclude(sample, "Much.", [], [], "Left.", **how)
    elif c % 5 == 1:
        reopen(sample, "Wrong.", **how)


def _measure(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """A measure is defined, asked otherwise or taken out; some rest on another, some on a number from elsewhere."""
    sample = council.subject(DipSample, f"dip_sample/{a % 2}")
    kind = ("yes_no", "yes_no_na", "choice", "number", "text", "yes_no", "yes_no_na")[b % 7]
    base = {"kind": "outside", "number": 3 + c, "source": "The list."} if c % 5 == 0 else {"kind": "all"}
    known = [id for id, one in sample.measures.items() if one["kind"].startswith("yes_no")]
    if c % 5 in (1, 2, 3) and known:
        base = only_where(known[-1] if c % 4 else known[0], *("yes", "no")[: 1 + (b == c)])
    words = {"na": ("out", "in")[c % 2], "answers": ["One", "Two", "Three"][: 2 + c % 2]}
    one = asked(f"Measure {b % 9}", kind, base=base, **words)
    if c % 3 and len(sample.measures) < 5:
        define(sample, new_measure(sample, one), **said)
    elif sample.measures:
        known = list(sample.measures)[a // 2 % len(sample.measures)]
        if c % 4 == 0:
            remove_measure(sample, known, "Not needed.", **said)
        else:
            change_measure(sample, other_measure(sample, known, one | {"label": f"Other {c}"}), "Clearer.", **said)


def _found(council: Any, a: int, b: int, c: int, said: Said) -> None:
    """Whatever is asked of a member is answered, or one answer is taken out."""
    sample = council.subject(DipSample, f"dip_sample/{a % 2}")
    member = (list(sample.members) or MEMBERS)[b % 6 % (len(sample.members) or 6)]
    for n, (id, measure) in enumerate(list(sample.measures.items())):
        values: dict[str, Any] = {"number": b + n, "text": "Seen."}
        ids = [one["id"] for one in measure["answers"]] or [values.get(measure["kind"])]
        with suppress(Refusal):
            record_answers(sample, member, {id: None if (b + c + n) % 8 == 7 else ids[(c >> n) % len(ids)]}, **said)


ACTS = {
    "concern": _concern, "about concern": _about_concern, "pool": _pool, "count": _count, "sample": _sample,
    "measure": _measure, "found": _found,
}  # fmt: skip
