"""People as somebody writes them into a box, one on each line, by name or e-mail address."""

from app.events.base import Refusal
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


def _one(line: str, everybody: list[dict[str, str]], field: str) -> str:
    said = line.casefold()
    ids = [row["id"] for row in everybody if said in (row["name"].casefold(), row["email"].casefold())]
    if not ids:
        raise Refusal(f"“{line}” is nobody on the list of people. Write the full name or the e-mail address.", field)
    if len(ids) > 1:
        raise Refusal(f"There are {len(ids)} people called “{line}”. Write the e-mail address.", field)
    return ids[0]
