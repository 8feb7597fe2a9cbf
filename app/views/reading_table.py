"""Which page shows whose narrative: one table, from which the access log is written.

A page that reads text out of the log stands in SHOWS, or in NOT_NARRATIVE with why it needs no line; a test holds it.
"""

AUDIT, HISTORY, CHILD, ACTION, CONCERN = "audit", "history", "child", "action", "concern"
EXEMPTION, NOTE, COACHING, DIP, DUTY = "exemption", "note", "coaching", "dip_sample", "duty"
IMPACT, PRACTICE, LOOP, MODERATION, LOG, PAGE = "impact", "good_practice", "loop", "moderation", "access_log", "page"
PACK, COPY = "pack", "subject_access"
KINDS = {
    CHILD: "Child’s page",
    AUDIT: "Audit",
    HISTORY: "History",
    MODERATION: "Moderation",
    LOOP: "Looped audits",
    ACTION: "Action",
    CONCERN: "Concern",
    DUTY: "Manager’s duties",
    IMPACT: "Impact",
    PRACTICE: "Good practice",
    DIP: "Dip sample",
    EXEMPTION: "Exemption",
    NOTE: "Exemption, with its confidential note",
    COACHING: "Coaching",
    PACK: "Evidence pack, taken away",
    COPY: "Copy for who asked what is held",
    LOG: "Access log",
    PAGE: "Another page, by an inspector",
}
"""The kinds of narrative; each noun's module may add its own."""


def _forms(noun: str, kind: str, *acts: str) -> dict[str, str]:
    return {f"{noun}.new_{act}": kind for act in acts}


DRAWN = tuple(f"cycle_{page}.{kind}" for page in ("sample", "allocation") for kind in ("show", "export"))
"""What a month drew, with what was written by who named a child or changed it by hand; an analyst reads none of that,
and has no line."""

SHOWS: dict[str, str] = {
    "children.show": CHILD,
    **dict.fromkeys(("audits.show", "audits.record", "audit_form.index", "audit_form.show", "audit_return.new"), AUDIT),
    "judgements.new_second_audit": AUDIT,
    **_forms("judgements", AUDIT, "answer_correction", "grade_correction", "grade_correction_agreement",
             "grade_correction_refusal", "grade_correction_withdrawal", "moderation_correction",
             "moderation_correction_agreement", "moderation_correction_refusal", "moderation_correction_withdrawal"),
    **{f"histories.of_{noun}": HISTORY for noun in ("audit", "child", "concern", "dip_sample", "person")},
    "cycle_reopening.history": HISTORY,
    "replay.of_cycle": HISTORY,
    "replay.of_child": HISTORY,
    "moderation_page.new": MODERATION,
    "moderation_acts.show_challenge": MODERATION,
    **_forms("moderation_acts", MODERATION, "answer", "moderator", "moderator_change"),
    "loops.show": LOOP,
    "loops.new_agreement": LOOP,
    **dict.fromkeys(DRAWN, HISTORY),
    **dict.fromkeys(("actions.index", "actions_standing.show"), ACTION),
    "actions.show": ACTION,
    "actions_handing_over.new": ACTION,
    **_forms(
        "actions", ACTION, "cancellation", "completion", "extension", "progress", "reassignment", "reopening",
        "verification", "completion_correction",
    ),
    "corrections.index": HISTORY,
    "concerns.show": CONCERN,
    "concern_acts.new_stepping_down": CONCERN,
    "duties.show": DUTY,
    "duties.new_closing": DUTY,
    "impact.show": IMPACT,
    "impact.new_answer": IMPACT,
    "impact.new_answer_correction": IMPACT,
    "good_practice.show": PRACTICE,
    **dict.fromkeys(("dip_samples.show", "dip_measures.show", "dip_grid.show", "dip_sample_draw.members"), DIP),
    **_forms(
        "dip_samples", DIP, "conclusion", "draw", "measure", "plan_change", "recommendation", "reopening", "reviewers",
        "withdrawal",
    ),
    "exemptions.show": EXEMPTION,
    "coaching.show": COACHING,
    "evidence.create_download": PACK,
    "subject_access.items": COPY,
    "subject_access.take": COPY,
    "readings.index": LOG,
    "readings.export": LOG,
}  # fmt: skip
"""By endpoint: the kind of narrative that its page shows. Each noun's module may add its own pages."""

NOT_NARRATIVE: dict[str, str] = {
    "compare": "Each page that it compares is noted by itself, and so is each record whose history it tells.",
    "figure_changes": "Each record of which it tells what was written is noted by itself.",
    "home.show": "Today has, to each person, the wording of what they are to do themselves; of others' it is noted.",
    "dip_sample_draw.repeated": "It draws a sample again, from references.",
    "mail": "Letters hold no case detail.",
    "cycle_allocation": "Who may be given which audit, by the rules.",
    "allocation_by_hand": "As the allocation.",
    "cycle_pool": "When a pool was closed.",
    "cycle_reopening.new_reopening": "Why a month was opened again.",
    "cycle_sample": "How a sample is drawn, from references.",
    "moderation_draws": "How audits were drawn for moderation, from their numbers.",
    "loop_draws": "How children were drawn for looped audits, from references.",
    "judgements.new_reallocation": "The seed and pool of the allocation.",
    "loops.calendar": "A meeting's day and place.",
    "cohorts": "Training: dates, places and who takes part.",
    "learning": "Sessions of training and by which themes people were invited.",
    "pools": "When somebody was in a pool.",
    "pool_targets": "Numbers and dates.",
    "people_acts": "The version of a person's details.",
    "people_edit": "The version of a person's details.",
    "deputies": "Who stands in for whom, and when.",
    "exemption_rule": "By which rule exemptions are decided.",
    "settings": "The council's own details.",
    "teams": "The version of a team's details.",
    "framework_parts": "A framework's own words.",
    "framework_versions": "A framework's own words.",
    "frameworks": "A framework's own words.",
    "recommendations": "What the service is to do; it names no child.",
    "erasures": "Whose records go and why, none of their text.",
    "evidence": "Of what a pack is and for whom; taking it away is a line.",
    "inspections": "What an inspection names.",
    "ledger": "Hashes and keys.",
    "ledger_acts": "Hashes and keys.",
    "corrections.export": "Ids, codes and days, and no reason.",
    "readings": "Whether a reason is asked for.",
    "retention": "How long records are kept.",
    "subject_access": "Who asked for a copy of what is held; reading and taking it are lines.",
    "report_arranging": "Reports tell the service and name no child.",
    "report_editions": "Reports tell the service and name no child.",
    "report_publishing": "Reports tell the service and name no child.",
    "report_sections": "Reports tell the service and name no child.",
    "report_template": "The look of reports.",
}
"""By endpoint or by noun: why a page that reads the log shows no narrative of a child or a person."""


def listed(endpoint: str) -> bool:
    """Whether a page that reads the log is in one of the tables."""
    return endpoint in SHOWS or endpoint in NOT_NARRATIVE or endpoint.partition(".")[0] in NOT_NARRATIVE


def words_of(kind: str) -> str:
    """A kind of narrative in words."""
    return KINDS.get(kind, kind)
