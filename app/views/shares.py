"""A share as a page shows it: n of N, rounded once, with where its members are."""

from typing import Any

from projections.intervals import wilson
from projections.shares import NONE, percent


def share(label: str, n: int, of: int, href: str = "", places: int = 0) -> dict[str, Any]:
    """A figure that is a share: what it is of, its value in words (a dash for a share of nothing), and its address."""
    found = percent(n, of, places)
    return {"label": label, "n": n, "of": of, "value": NONE if found is None else f"{found}%", "href": href}


def sampled(label: str, n: int, of: int, href: str = "", places: int = 0) -> dict[str, Any]:
    """A share of those who happened to be asked, with Wilson's 95% interval in words; none for a share of nothing."""
    found = wilson(n, of)
    return share(label, n, of, href, places) | {"interval": found.words(places) if found else ""}
