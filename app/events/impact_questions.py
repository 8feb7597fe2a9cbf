"""What is asked about impact, in words. The set in force goes whole into the event that asks, so that it may change."""

from typing import Any

QUESTIONS: dict[str, Any] = {
    "version": 1,
    "practice": {
        "label": "Has practice improved since the audit?",
        "more": "What is different, or why not? (optional)",
        "choices": {"yes": "Yes", "partly": "Partly", "no": "No"},
    },
    "helped": {
        "label": "Did that help the child?",
        "more": "How, or why not? (optional)",
        "choices": {"yes": "Yes", "partly": "Partly", "no": "No", "too_early": "Too early to say"},
    },
    "obstacles": {
        "label": "What got in the way?",
        "more": "Anything to add? (optional)",
        "choices": {
            "time": "Time, or the number of children I work with",
            "unclear": "The findings or actions were not clear",
            "disagree": "I do not agree with the findings",
            "support": "No chance to talk them through",
            "family": "The family's circumstances changed",
            "partners": "It was for other services to do",
            "systems": "Recording or other systems",
            "nothing": "Nothing got in the way",
        },
    },
    "useful": {"label": "One thing that would make audit more useful to you (optional)"},
}
"""The questions in force now."""
ANSWER_KEYS = ("practice", "practice_more", "helped", "helped_more", "obstacles", "obstacles_more", "useful")
NOTHING = "nothing"

PARTS = {"worker": "Worker", "manager": "Team manager"}
"""To whom the questions go: who did the work, and who manages the team."""
STATES = {
    "coming": "Not yet due",
    "due": "Due",
    "asked": "Asked",
    "reminded": "Reminded",
    "answered": "Answered",
    "declined": "Declined",
    "lapsed": "Not answered in time",
    "not_asked": "Not asked",
}
"""Where a request stands; the first two follow from the date alone."""
WAITING = ("due", "asked", "reminded")
"""In which a request waits for its recipient."""
