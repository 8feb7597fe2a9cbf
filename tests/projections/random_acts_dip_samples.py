"""What may be done to two dip samples of a few children, in any order."""

from typing import Any

from app.demo.story_dip_samples import asked, drawn, only_where, the_plan
from app.events.dip_sample import DipSample
from app.events.dip_sample_answers import conclude, recommend, record_answers, reopen
from app.events.dip_sample_measures import change_measure, define, new_measure, other_measure, remove_measure

CHILDREN = [f"child/C-{number}" for number in (1, 2, 3, 4)]
REVIEWERS = ["person/anna-bell", "person/ben-carter"]
LABELS = ("Clear", "Told", "Days", "Note")
DAY = "2024-06-03"


def _dip_sample(council: Any, a: int, b: int, c: int, said: dict[str, str]) -> None:
    sample = council.subject(DipSample, f"dip_sample/{a % 2}")
    if not sample.exists:
        plan = the_plan("Endings", ("children", "audits")[b % 2], 4, reviewers=REVIEWERS[: c % 3])
        sample.plan(**plan, framework="framework/core", framework_version=1, on=DAY, **said)
    elif b % 9 == 0:
        members = CHILDREN[c % 3 : c % 3 + 2]
        sample.draw(**drawn(members, 4, reason="Anew."), on=DAY, **said)
    elif b % 9 in (1, 2):
        define(sample, new_measure(sample, _measure(c)), **said)
    elif b % 9 in (3, 4, 5):
        answers = {id: _answer(one, c) for id, one in sample.measures.items()}
        record_answers(sample, CHILDREN[c % 4], answers, **said)
    else:
        _change(sample, a, c, said)


def _change(sample: DipSample, a: int, c: int, said: dict[str, str]) -> None:
    known = list(sample.measures) or ["none"]
    if c % 6 == 0:
        now = other_measure(sample, known[a % len(known)], _measure(c // 6) | {"label": f"Other {c}"})
        change_measure(sample, now, "Clearer.", **said)
    elif c % 6 == 1:
        remove_measure(sample, known[a % len(known)], "Not needed.", **said)
    elif c % 6 == 2:
        sample.name_reviewers(REVIEWERS[: c % 3], on=DAY, **said)
    elif c % 6 == 3:
        sample.change_plan(**the_plan(f"Endings {c}", "children", 4, reviewers=REVIEWERS[: a % 3]), on=DAY, **said)
    elif c % 6 == 4:
        conclude(sample, "Much.", [], [], "Left.", on=DAY, **said)
        recommend(sample, "action/x", what="Write.", owner=REVIEWERS[0], due="2024-07-01", on=DAY, **said)
        if c % 4 == 0:
            reopen(sample, "An answer was wrong.", on=DAY, **said)
    elif c == 5:
        sample.withdraw("Enough.", on=DAY, **said)


def _measure(c: int) -> dict[str, Any]:
    kind = ("yes_no", "yes_no_na", "number", "text")[c % 4]
    base = only_where("clear", "no") if c % 3 == 2 else {"kind": "all"}
    return asked(LABELS[c % 4], kind, na="out", base=base)


def _answer(measure: dict[str, Any], c: int) -> Any:
    values: dict[str, Any] = {"number": c, "text": "Seen."}
    return values.get(measure["kind"], ("yes", "no", None)[c % 3])


ACTS = {"dip sample": _dip_sample}
