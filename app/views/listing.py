"""What a list's address asks for: filters, order and page, and the addresses that change one of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from urllib.parse import urlencode

from flask import request

from app.programme import english

LONGEST = 100
BESIDE = {"sort", "page", "since", "as_at", "as_at_time", "clock"}
"""What an address may name beside filters."""
KINDS = {"csv": "CSV", "xlsx": "Excel", "json": "JSON"}
Words = Mapping[str, Callable[[str], str]]


class Listing:
    """The filters that a list knows, as its address gives them; an unknown order is the first of `sorts`."""

    def __init__(self, path: str, filters: Sequence[str], sorts: Sequence[str], per_page: int = 0) -> None:
        self.path, self.per_page = path, per_page
        given = {name: " ".join(request.args.get(name, "").split())[:LONGEST] for name in filters}
        self.values = {name: value for name, value in given.items() if value}
        self.unknown = unknown(filters)
        asked = request.args.get("sort", "")
        self.sort = asked if asked.removeprefix("-") in sorts else sorts[0]
        self.sorts = {key: self.href(sort=f"-{key}" if self.sort == key else key) for key in sorts}
        number = request.args.get("page", "")
        self.page = max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 7 else 1

    def value(self, name: str) -> str:
        """What a filter is set to, empty for nothing."""
        return self.values.get(name, "")

    def href(self, ending: str = "", **changes: str) -> str:
        """This list with something else asked for ("" takes it out); always from its first page."""
        asked = self.values | ({"sort": self.sort} if "sort" in request.args else {}) | changes
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.path}{ending}" + (f"?{query}" if query else "")

    def chosen(self, words: Words) -> list[dict[str, str]]:
        """The filters in force, each in words, with the address without it."""
        return [
            {"text": words[name](value) if name in words else value, "remove": self.href(**{name: ""})}
            for name, value in self.values.items()
        ]

    def not_known(self) -> str:
        """What the address asks for under names that this list does not have, as a sentence; empty for nothing."""
        return in_vain(self.unknown)

    def exports(self) -> list[dict[str, str]]:
        """The addresses of exactly these rows as files."""
        return [{"text": words, "href": self.href(f".{kind}")} for kind, words in KINDS.items()]

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.per_page

    def pages(self, count: int) -> list[dict[str, object]]:
        """The pages to offer: first, last and those around this one; none for a single page. A gap is a page 0."""
        last = ceil(count / self.per_page)
        near = [page for page in range(1, last + 1) if page in (1, last) or abs(page - self.page) <= 1]
        numbers = [step for page in near for step in ([0, page] if page - 1 not in (0, *near) else [page])]
        made = ({"number": page, "href": self.href(page=str(page)), "here": page == self.page} for page in numbers)
        return list(made) if last > 1 else []


def unknown(filters: Iterable[str]) -> list[str]:
    """What the address asks for under names that a list with these filters does not have."""
    named = {name for name, value in request.args.items() if value}
    return sorted(named - set(filters) - BESIDE)


def in_vain(names: Sequence[str], what: str = "list") -> str:
    """A sentence that a list, or another kind of page, does not know these; empty for none."""
    said = english.listed(f"“{name[:LONGEST]}”" for name in names)
    without = "it" if len(names) == 1 else "them"
    told = f"The address asks for {said}, which this {what} does not know. Shown is the {what} without {without}."
    return told if names else ""


def items_of(words: Mapping[str, str]) -> list[dict[str, str]]:
    """Words by value as the items of a select."""
    return [{"value": value, "label": label} for value, label in words.items()]
