"""The short forms of the plan types on a page, and whether the page says what they mean."""

import re

from app.events.vocabulary import PLAN_TYPES

SHORT = re.compile(rf"\b({'|'.join(PLAN_TYPES)})\b(?!-)")
OUT_OF_SIGHT = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL)


def unexplained(page: str) -> set[str]:
    """The plan types that a page names by their short forms without saying in its text what they are."""
    text = " ".join(OUT_OF_SIGHT.sub(" ", page).split())
    return {short for short in SHORT.findall(text) if f"{short} {PLAN_TYPES[short]}".lower() not in text.lower()}
