"""What moderators and those who challenge them write at Eastmere."""

WORSE = (
    "The evidence describes visits and says little of what changed for the child. The descriptor of the higher grade is"
    " not met.",
    "The plan has actions without dates or names, so that nobody could tell whether it was followed.",
    "Risk is named and not analysed: what would have to be seen for it to be less is not written anywhere.",
    "Supervision took place, and what was decided in it is not in the record.",
)
BETTER = (
    "The child's words run through the whole record, which is more than the auditor gave credit for.",
    "The gap of two weeks was explained and made good. The work as a whole meets the higher grade.",
    "The plan is specific, was reviewed in time and changed when the family's situation did.",
)
QUALITY = {
    "strong": ("Every grade can be followed from the record to the descriptor.",),
    "sound": (
        "Clear, fair and supported by the record.",
        "Well evidenced; the part on family feedback could say more.",
        "The grades are supported. The actions are specific.",
    ),
    "thin": ("The evidence is short in places, though the grades can be followed.",),
    "not_to_standard": ("Several grades have no evidence at all.",),
    "not_yet": ("The grades may be right; the audit does not yet show it.",),
}
LEARNING = (
    "Say for each grade where in the record it can be seen, with the date.",
    "Compare with the descriptor of the grade above and of the one below before deciding.",
    "Write what the practice meant for the child, not only what was done.",
    "",
    "",
)
AWAY = "On leave for the rest of the month."
CHALLENGED = (
    ("The grade.", "The minutes of the core group hold the dates that the moderator missed."),
    ("That the manager's oversight was not recorded.", "Both decisions are in the supervision file of that week."),
)
ANSWERED = {
    "not_upheld": "The minutes do hold dates. They do not say who acts, and nothing was done on them for six weeks.",
    "partly": "The dates are there, and they were kept. That changes this grade; the rest stands.",
}
