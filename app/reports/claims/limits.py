"""Words that say that something else is spoken of than what the figures count: a wish, a limit, a sample."""

import re

WISHES = re.compile(
    r"\b(?:(?:want|aim|goal|target|hope|intend|seek|expect)(?:s|ed|ing)?|(?:plan|need)(?:s|ned|ed|ning)? to)\b", re.I
)
OTHERS = re.compile(
    r"\b(?:dip|sampl\w+|moderat\w+|loop\w*|re-audit\w*|teams?|area|CiN|CiC|boys?|girls?)\b", re.I
)  # fmt: skip
ALL_TOLD = re.compile(r"\boverall\b")
SAMPLE = re.compile(r"\bsamples?\b")
OPEN = re.compile(r"\b(?:target\w*|aim\w*|goal\w*|should|would|will|expect\w*|ambition)\b", re.I)
BOUND = re.compile(r"\b(?:less than|fewer than|more than|at least|above|below|under)\b", re.I)
