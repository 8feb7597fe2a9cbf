"""What people write about actions: what is to be done, how far it is, what shows it, and why it changes."""

WHATS = (
    "See {child} alone at the next visit and record their words",
    "Bring the chronology up to date and read it in supervision",
    "Write the analysis into the assessment and share it with the family",
    "Agree a contingency plan with the family and put its dates on the record",
    "Hold the core group that was missed and send the minutes",
    "Ask the school and the health visitor what has changed, and record the answers",
    "Speak with the father, and record his views on the plan",
    "Record the decision of the last supervision with its reasons",
    "Offer {child} an advocate before the next review",
    "Review the danger statement with the network, and set the next date",
    "Put the genogram on the record and use it at the next visit",
    "Check that the safety plan is on the record and that the family has it",
)
EVIDENCE = (
    "Done with the family; the entry of {day} on the record shows it.",
    "The document is on the record, dated {day}, and was read in supervision.",
    "Visit of {day}: the child's own words are in the case note.",
    "The minutes of {day} are on the record and went to everybody in the network.",
    "Discussed and agreed on {day}; the plan has the new dates.",
    "The assessment was signed off on {day} with the analysis in it.",
)
NOTES = (
    "The appointment is made; the family asked for another week.",
    "Half of it is written; the school still owes its dates.",
    "Waiting for the health visitor, who is back on Monday.",
    "Begun in supervision; to be finished at the next visit.",
)
LATER = (
    "The family is away until then.",
    "The meeting could only be had after the holidays.",
    "The interpreter is booked for that week.",
)
CHECKED = (
    "Seen on the record.",
    "Read the entry and the plan.",
    "Seen on the record and spoken about with the team.",
    "",
)
NOT_DONE = (
    "The entry says that it is planned, not that it was done.",
    "The father's views are still missing.",
)
CANCELLED = (
    "The child is no longer open here, and the plan went to the new council.",
    "Another action of the same audit does this already.",
    "The review decided otherwise, and its decision is on the record.",
)
HANDED = ("The child has another worker now.", "The team shares its work out anew.")
