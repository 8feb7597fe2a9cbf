"""What is due to be told by the calendar: one module a noun, found by itself.

A module has RULES, the letters that it writes one by one, MATTERS, what of it the weekly letter counts, SWEEPS, what it
records by itself as time goes by, or several of them:

    RULES = (Rule(("action-overdue",), overdue),)
    MATTERS = (Matter("open action", "overdue", "/actions", counts),)
    SWEEPS = (escalate,)
"""
