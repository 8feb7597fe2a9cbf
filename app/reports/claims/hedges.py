"""Where a writer says of a change that the numbers are too few to call it."""

import re

from app.reports.claims.reading import Sentence

_TOO_FEW = re.compile(
    r"\btoo (?:few|small)\b|\b(?:no|not a|nor a|neither a) (?:\w+ )?(?:trend|change|rise|fall|difference)s?\b[^.]{0,30}"
    r"\b(?:called|calls|call|said|claimed|concluded)\b|\bnothing (?:can|could|may) be (?:called|said|concluded)\b"
    r"|\b(?:cannot|can't|can not|could not|may not|not be|not yet be) (?:yet )?(?:be )?(?:called|call)\b"
    r"|\b(?:may|might|could) be (?:by |due to )?chance\b|\bnot (?:a )?(?:statistically )?significant\b", re.I
)  # fmt: skip
_END = re.compile(r"[.!?](?:\s|$)|\n")


def hedged(sentence: Sentence) -> bool:
    """Whether it says so, up to its full stop."""
    end = sentence.end
    if sentence.text[:end].rstrip()[-1:] == ";" and (stop := _END.search(sentence.text, end)):
        end = stop.start()
    elif sentence.text[:end].rstrip()[-1:] == ";":
        end = len(sentence.text)
    return bool(_TOO_FEW.search(sentence.text, sentence.start, end))
