"""What people of Eastmere write about what came of an audit: answers, replies, and what made good practice possible."""

from typing import Any

PRACTICE_MORE = {
    "yes": (
        "I plan each visit with one question in mind now, and write down what the child says to it.",
        "The chronology is read in supervision, and it shows us what we had missed.",
        "We wrote the plan again with the family, in their words.",
        "The danger statement is clear, and everybody round the table uses it.",
    ),
    "partly": (
        "Visits are better recorded; direct work is still too rare.",
        "The plan is shorter and has dates. The analysis behind it still needs work.",
        "I have begun, and then two new families came.",
    ),
    "no": (
        "The work went to another team before anything could change.",
        "I knew most of it already. What is missing is time.",
    ),
}
HELPED_MORE = {
    "yes": (
        "He says that he knows now why I come.",
        "She has seen her grandmother every week since the plan was changed.",
        "School tells us that mornings are calmer.",
        "The baby's father is part of the plan, and the health visitor sees the difference.",
    ),
    "partly": ("Things are calmer at home; school is still hard.", "The safety plan is used, though not every time."),
    "no": ("The family moved, and the work began anew elsewhere.",),
    "too_early": ("The review is next month.", "The plan was only agreed last week."),
}
USEFUL = (
    "Sit with me while you read the record.",
    "Come to supervision with it, so that my manager hears it too.",
    "Fewer actions, and the one that matters first.",
    "Ask me before you write, not after.",
    "Tell me what was good about it in the first sentence.",
    "Send it while I still remember the visits.",
    "Say what you would do yourself.",
)
FAMILY = (
    "She comes when she says that she will, and tells us why.",
    "I can read the plan now and know what I am to do.",
    "They asked my mum too. That helped.",
    "There are still too many meetings.",
)
DECLINED = (
    "The work went to another worker the week after the audit.",
    "I was on leave for most of that time and could only guess.",
)
REPLIES = (
    "Thank you. I recognise the work in this, and I had not seen how far the drawings had taken us.",
    "I agree with the strengths and with the plan. The review was held; its minutes were filed with the school's.",
    "I see one point differently: the father was asked three times, and the notes of those calls are there now.",
    "It was good to be asked before the grade was given. The chronology is up to date since last week.",
    "Hard to read, and fair. My manager and I went through it together and began with the safety plan.",
)
MINE = (
    "Thank you for beginning with what is going well. I have read it with my manager. The second visit that the audit"
    " asks for has taken place since, and what was said there is on the record in the child's own words."
)
HERS: dict[str, Any] = {
    "practice": "yes",
    "practice_more": "I ask what he saw himself and write it down in his words. We look at it in supervision.",
    "helped": "yes",
    "helped_more": "He tells me before a visit what he wants to talk about.",
    "obstacles": ["time"],
    "useful": "Ten minutes with whoever audited, as this time, while the visit is still fresh.",
}
"""What the named practitioner answers."""
FOUND = {
    "planning": (
        "I keep an hour before each visit to plan it, and write it up the same day.",
        "My diary is built round visits, and the purpose of each is in it before I go.",
    ),
    "tools": (
        "We use the tools openly with the family, on paper; the Essentials training gave me the confidence.",
        "The three houses were drawn together, and the family kept a copy.",
    ),
    "supervision": ("My supervisor asks about the child first, and lets me think aloud.",),
    "caseload": ("I had fourteen children then and could go every week.",),
    "training": ("The Essentials training, and trying it out with a colleague beside me.",),
    "partnership": ("The school nurse and I did the first visits together.",),
    "team": ("Someone in the team had done it before and showed me how.",),
    "other": ("I made a plan for how to win the family's trust, and kept to it though it took three months.",),
}
SHARED = {
    "session": ("Direct work in an hour", "Planning a visit with a purpose", "What helped: three pieces of work"),
    "newsletter": ("Practice newsletter, second page",),
    "team_meeting": ("Area managers' meeting",),
}
