"""People as somebody writes them into a box, one on each line, by name or e-mail address."""

from collections import Counter
from collections.abc import Iterable

from app.events.base import Refusal
from app.events.text import is_email
from app.programme.house import House
from projections import people

MOST = 500


def people_named(house: House, text: str, field: str) -> list[str]:
    """The ids of the people whom the lines name, each once, in their order.

    Raises Refusal beside the field for a line that names nobody, or more than one.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST:
        raise Refusal(f"Enter at most {MOST} people.", field)
    everybody = people.everyone(house.model)
    found = [_one(line, everybody, field) for line in lines]
    return list(dict.fromkeys(found))


def people_or_addresses(house: House, text: str, field: str) -> list[str]:
    """As `people_named`, where an e-mail address of nobody on the list stands for itself, in lower case."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    known = {row["email"].casefold() for row in people.everyone(house.model)}
    strangers = [line for line in lines if is_email(line) and line.casefold() not in known]
    named = people_named(house, "\n".join(line for line in lines if line not in strangers), field)
    return list(dict.fromkeys([*named, *(line.casefold() for line in strangers)]))


def as_written(house: House, ids: Iterable[str]) -> str:
    """Lines that name these people, by their address where two have one name; an address stands for itself."""
    everybody = people.everyone(house.model)
    often = Counter(row["name"].casefold() for row in everybody)
    words = {row["id"]: row["name"] if often[row["name"].casefold()] == 1 else row["email"] for row in everybody}
    return "\n".join(found for one in ids if (found := words.get(one, one if "@" in one else "")))


def _one(line: str, everybody: list[dict[str, str]], field: str) -> str:
    said = line.casefold()
    ids = [row["id"] for row in everybody if said in (row["name"].casefold(), row["email"].casefold())]
    if not ids:
        raise Refusal(f"“{line}” is nobody on the list of people. Write the full name or the e-mail address.", field)
    if len(ids) > 1:
        raise Refusal(f"There are {len(ids)} people called “{line}”. Write the e-mail address.", field)
    return ids[0]
