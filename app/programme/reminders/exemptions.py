"""Exemptions: one that nobody has decided lapses when the last of its months is over."""

from app.programme.exemptions import lapse_due

SWEEPS = (lapse_due,)
