"""The kinds of what came later, as the band of a page of the past names them, the weightiest first."""

KINDS: dict[str, frozenset[str]] = {
    "raised concern": frozenset({"concern raised", "concern raised again"}),
    "answered concern": frozenset({"concern responded to"}),
    "ended concern": frozenset({"concern closed", "concern stepped down"}),
    "return": frozenset({"audit returned"}),
    "regrade": frozenset({"grade changed after challenge", "audit graded in its loop"}),
    "nil return": frozenset({"nil return recorded"}),
    "withdrawal": frozenset({"audit withdrawn"}),
    "release": frozenset({"audit released"}),
    "reopening": frozenset({"audit reopened", "month reopened"}),
    "judgement": frozenset({"audit accepted", "audit judged not to standard", "audit sent back"}),
    "moderation": frozenset({"audit moderated"}),
    "challenge": frozenset({"finding challenged"}),
    "correction": frozenset({
        "audit answers corrected", "audit return corrected", "audit upload corrected", "moderation corrected",
        "action completion corrected", "concern response corrected", "impact answer corrected",
    }),
    "closing": frozenset({"cycle closed"}),
    "exemption decision": frozenset({"exemption authorised", "exemption declined", "exemption reversed"}),
    "exemption request": frozenset({"exemption asked", "exemption asked for dates"}),
    "reallocation": frozenset({"audit reallocated"}),
    "allocation": frozenset({"audit allocated"}),
    "draw": frozenset({"sample drawn", "moderation sample drawn", "loops drawn", "dip sample drawn"}),
    "new action": frozenset({"action raised"}),
    "completed action": frozenset({"action completed"}),
    "upload": frozenset({"audit uploaded to record"}),
    "reply": frozenset({"practitioner replied"}),
    "impact answer": frozenset({"impact answered"}),
    "discussion": frozenset({"discussion recorded"}),
}  # fmt: skip
"""By what one of them is called: the types of event that it counts."""
OTHER = "other change"
"""What of all else, together, one is called."""
