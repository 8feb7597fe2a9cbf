"""What is due to be told by the calendar: one module a noun, found by itself.

A module has RULES, the letters that it writes one by one, DAILY, what of it the daily letter tells, each thing once,
MATTERS, what of it the weekly letter counts, SWEEPS, what it records by itself as time goes by, or several of them:

    RULES = (Rule(("audit-overdue",), overdue),)
    DAILY = (overdue, overdue_for_managers)
    MATTERS = (Matter("open action", "overdue", "/actions", counts),)
    SWEEPS = (escalate,)
"""
