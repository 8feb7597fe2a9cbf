"""The words of moderation that both sides of the house use, with the labels that people read."""

MODERATION_STATES = {
    "to_assign": "To be assigned",
    "assigned": "With the moderator",
    "awaited": "Back with the auditor",
    "moderated": "Moderated",
    "ended": "Ended without moderation",
}
WAITING = ("to_assign", "assigned")
"""In which an audit cannot be judged in any other way, nor put on the child's record."""

DRAWN_AS = {"chance": "Drawn by chance", "always": "Always moderated"}

OUTCOMES = {
    "agreed": "All grades agreed",
    "changed": "Grades changed",
    "not_to_standard": "Not to standard",
    "sent_back": "Sent back",
}
GRADED = ("agreed", "changed")
"""The outcomes that leave grades which count."""

QUALITIES = {
    "strong": "Strong: to standard, and an example to others",
    "sound": "Sound: to standard",
    "thin": "Thin: to standard, with something to learn from",
    "not_yet": "Not yet: it goes back to its auditor",
    "not_to_standard": "Not to standard",
}
"""The judgement of the audit, apart from that of the practice; the first three let the grades stand."""
SHORT_QUALITIES = {key: words.partition(":")[0] for key, words in QUALITIES.items()}
ENDS = {"not_yet": "sent_back", "not_to_standard": "not_to_standard"}
"""The judgements after which there is no grade to keep or to change: each with its outcome."""

CHECKS = {
    "evidence": "Does the evidence support the grades?",
    "analysis": "Does the audit analyse, and not only describe?",
    "voice": "Is the child's voice in it?",
}
NO_GRADE = "{}: agree with the grade, or change it."
NO_GROUNDS = "{}: say why the grade changes."
"""What is said of a domain, or the overall grade, that is not judged yet."""
CHECK_ANSWERS = {"yes": "Yes", "partly": "Partly", "no": "No"}

OVERALL, FINDING = "overall", "finding"
"""What can be challenged beside the domains: the overall grade, and anything else that the audit found."""
CHALLENGE_OUTCOMES = {"upheld": "Upheld", "partly": "Partly upheld", "not_upheld": "Not upheld"}
CHALLENGE_STATES = {"waiting": "Waits for an answer"} | CHALLENGE_OUTCOMES
