"""What anybody knows who reads how the figures are defined: which of them come to which."""

COUNTS = {
    "completion-of-pool": "returned", "completion-of-allocated": "returned", "completion-of-expected": "returned",
    "completion-to-standard": "accepted", "moderation:grade-kept": "grade-kept",
    "exemptions-not-health-or-leave-of-pool": "exemptions-not-health-or-leave",
}  # fmt: skip
OF = {"completion-of-pool": "pool", "completion-of-allocated": "allocated", "completion-to-standard": "allocated"}
ADD_UP = """
accepted = graded:overall
accepted = duties:received
accepted = child-contacted + child-tried + child-not-applicable
accepted = parent-gave-views + parent-tried + parent-declined + parent-not-applicable
returned = worker-took-part + worker-legitimate-reason + worker-not
returned = manager-took-part + manager-tried + manager-not
allocated = returned + nil + exempted-afterwards
pool = long-leave + exempt + expected
long-leave = maternity-leave + extended-leave
exemptions-health-or-leave = long-leave + exempted-for-health
exempted-after = exempted-afterwards
inadequate:audits = grade:overall:inadequate
moderation:drawn = moderation:moderated + moderation:to-moderate
moderated = moderation:moderated
moderated = grade-kept + moderation:overall:up + moderation:overall:down
grade-kept = moderation:grade-kept-chance + moderation:grade-kept-always
concerns:open = concerns:one + concerns:two
actions:open = actions:within + actions:overdue
duties:discussion = duties:reflective + duties:partly_reflective + duties:not_reflective
"""
NO_MORE = """
returned = accepted + not-to-standard
allocated = returned + nil
accepted = uploaded
families-heard = parent-gave-views
families-heard = child-contacted
returned = late
accepted = families-heard
inadequate:audits = inadequate:still
inadequate:raised = inadequate:open
inadequate:open = inadequate:overdue
"""
"""Where parts come to no more than the whole."""
LAWS = {
    exact: [(total, parts.split(" + ")) for total, parts in (one.split(" = ") for one in said.strip().splitlines())]
    for exact, said in ((True, ADD_UP), (False, NO_MORE))
}
STANDS_AS_AT = ("actions:", "concerns:", "pools:", "capacity:", "duties:", "inadequate:open", "inadequate:overdue",
                "inadequate:still")  # fmt: skip
