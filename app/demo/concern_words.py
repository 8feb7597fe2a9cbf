"""What is written about the demonstration's children of concern."""

WHY = (
    "No visit for seven weeks. The plan says every ten working days, and nobody with authority has asked why.",
    "The assessment is older than the youngest child in the home, and the present partner is not in it.",
    "Three strategy discussions in four months came to the same decision, and none of it was done.",
    "School has reported bruises twice. The record holds both reports and no decision about either.",
    "The safety plan rests on an adult who moved out in the summer.",
    "No supervision is recorded since the case was transferred, and the new worker has not met the child.",
    "The chronology stops two years ago, so the pattern of missing episodes cannot be seen.",
    "The court's order ended last month, and the record says nothing of what holds now.",
    "The placement was matched on a profile that leaves out the risk from another young person there.",
    "The family has moved twice since the last assessment, and the risk was not looked at again.",
    "The young person has been missing from the placement four times, without a return interview.",
    "Neglect is described in nine entries by four agencies, and the plan addresses none of them.",
)
URGENT = (
    "An adult whom the court keeps from this child is staying in the home, and the plan does not know it.",
    "The baby sleeps in a home where a fire was set last week; no agency has been since.",
)
RESPONSES = (
    "Visited with the police within three hours. The child is with a grandparent, who was checked today.",
    "Strategy discussion held by telephone at once; joint visit done; an interim safety plan is signed.",
    "Seen at school with the designated lead. The adult has left, and a worker stays in touch each day.",
)
CALMER = (
    "Read the record with the team manager. A visit was made, the plan is changed, and supervision is weekly.",
    "The worker and I went through the risk together. A new assessment is begun, to be done in fifteen days.",
    "The case has another worker from today, who has seen the child. The chronology is brought up to date.",
)
OVERSIGHT = (
    "Read the note of the visit and spoke to the head of service. I expect the new plan within a week.",
    "Seen, with the reference. The legal planning meeting is to be brought forward.",
)
ASKED = (
    "See the child twice a week until the review, alone once, and record what they say.",
    "Bring the chronology up to date before the next review, and read it with your manager.",
    "Hold the core group this week and record who does what by when.",
)
FOUND = (
    "Visits are in time. The plan is changed and waits for the family's signature.",
    "The assessment is half done. The school's information is in.",
    "The core group met; two of five steps are done. The worker has what they need.",
    "No new incident. Supervision is recorded, with a decision.",
    "The child was seen alone. What they said is in the plan now.",
)
CALMED = "The child is safe where they are, and the risk is in the plan. What is left is the quality of the work."
FOLLOWS = "The risk is managed and the work is as it should be. What is left is tracked as ordinary actions."
DONE = "The work is as it should be, and nothing is left to do."
LATE = "Visited the next morning. The message was read late: two people each took it to be with the other."
