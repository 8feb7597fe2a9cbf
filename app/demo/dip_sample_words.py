"""What the demonstration's dip samples ask and what was found, with the figures of the report of November 2018.

Where the report gives words only ("less than half", "the majority", "infrequently") the count is ours.
"""

from typing import Any


def measure(label: str, kind: str = "yes_no", where: str = "", answers: tuple[str, ...] = (), **more: Any) -> Any:
    """A measure as a form asks for it; `where` is "measure:answer", the base that it rests on."""
    below, _, answer = where.partition(":")
    base = {"kind": "answered", "measure": below, "answers": [answer]} if where else {"kind": "all"}
    return {"label": label, "hint": "", "kind": kind, "answers": list(answers), "na": "", "unit": "", "base": base,
            **more}  # fmt: skip


CLOSURES: dict[str, Any] = {
    "title": "Children in need not seen before their service ended",
    "question": "Why were children in need not seen before their social work service ended, and is there a clear"
    " rationale for ending it, with a clear step-down plan in place?",
    "why": "Monthly figures showed services ending more than 20 working days after the last visit.",
}
CLOSURES_BY_HAND = (
    "On the case management system's list of services that ended without a visit in the 20 working days before"
)
UNCLEAR = "clear-and-supported-rationale:no"
CLOSURE_MEASURES = (
    measure("Working days not seen", "number", unit="working days"),
    measure("Clear and supported rationale"),
    measure("Visits had taken place and were recorded late", where=UNCLEAR),
    measure("Engagement difficulties between worker and family", where=UNCLEAR),
    measure("Transferred to another authority that was visiting", where=UNCLEAR),
    measure("The ending is explained somewhere on the record", where=UNCLEAR),
    measure("Planned outcomes fully or partially met", where=UNCLEAR),
    measure("Multi-agency agreement to close", where=UNCLEAR),
    measure("Clear step-out plan to Early Help", where=UNCLEAR),
    measure("The child was told by their social worker", where=UNCLEAR),
    measure("Note", "text"),
)
CLOSURE_COUNTS = {
    "visits-had-taken-place-and-were-recorded-late": 12,
    "engagement-difficulties-between-worker-and-family": 16,
    "transferred-to-another-authority-that-was-visiting": 5,
    "the-ending-is-explained-somewhere-on-the-record": 31,
    "planned-outcomes-fully-or-partially-met": 26,
    "multi-agency-agreement-to-close": 8,
    "clear-step-out-plan-to-early-help": 1,
    "the-child-was-told-by-their-social-worker": 6,
}
"""How many of the 54 without a clear rationale; printed are 15% (8 of 54) and 1."""
CLOSURE_FINDINGS = (
    "46 of 100 children's records had a clear and supported rationale for the child not being seen. Of the other 54,"
    " most had some explanation, often elsewhere on the record than in its closure; fewer than half were closed with"
    " the planned outcomes met; agreement between agencies was rare, and a step-out plan rarer still."
)
CLOSURE_THEMES = ["recording", "partnership", "planning"], ["Children are seldom told that their service ends"]
CLOSURE_ACTION = (
    "Have each closure record say why a child was not seen, who agreed to close, and the plan for stepping out."
)

GRIP: dict[str, Any] = {
    "title": "Management oversight after an audit",
    "question": "Are team managers offering improving supervision and oversight, as evidenced on children's records?",
    "why": "On receipt of an audit a team manager is to direct the worker, discuss what was learnt, and see the actions"
    " through. What is done then stands for the oversight of other work.",
}
GRIP_BY_HAND = "All but two, whose children's records were with another council when the managers' part was looked at"
KINDS = ("Reflective", "Partially reflective", "Not reflective", "No discussion recorded")
GRIP_MEASURES = (
    measure("Overall grade of the audit", "choice", answers=("Inadequate", "Requires Improvement", "Good")),
    measure("The audit called for improved oversight and grip"),
    measure("Receipt of the audit is acknowledged on the record"),
    measure("The learning and the actions were discussed"),
    measure("Kind of supervision", "choice", answers=KINDS),
    measure("Good grip following the audit"),
    measure("Sustained as the child's outcomes needed"),
    measure("The manager challenged practice in following up"),
    measure("Note", "text"),
)
GRIP_KINDS = {
    "reflective": "reflective",
    "partly_reflective": "partially-reflective",
    "not_reflective": "not-reflective",
    "": "no-discussion-recorded",
}
"""How the measure calls the kinds of discussion that managers record."""
CHALLENGED = 3
"""The report says that it was rare; the count is ours."""
GRIP_FINDINGS = (
    "Receipt of the audit was acknowledged on about a third of the records. Where it was discussed, the recording was"
    " mostly about process and task, seldom reflective. Good grip was found on fewer than a third, and it was rare to"
    " find a manager challenging practice. The sample does not say what hinders grip."
)
GRIP_THEMES = ["reflective-supervision", "recording"], ["Management grip"]
GRIP_ACTION = "Work with team managers to understand what hinders their grip, and agree the support that they need."

REVIEW: dict[str, Any] = {
    "title": "Risk in work that requires improvement",
    "question": "What caused, and what maintains, the weaknesses in recognising and reducing risk?",
    "why": "The leadership team asked for a rapid review of the weakest work of the last three months.",
}
REVIEW_MEASURES = (
    measure("Risk is named in plain words"),
    measure("The plan reduces the risk", "yes_no_na", na="out"),
    measure("What stood in the way", "choice", answers=("Workload", "Supervision", "Skill", "Other agencies")),
    measure("Weeks since the last supervision", "number", unit="weeks"),
    measure("Note", "text"),
)
REVIEW_NOTE = "The chronology stops before the last two incidents, so nobody saw the pattern."
