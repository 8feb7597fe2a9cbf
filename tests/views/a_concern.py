"""A child of concern in May 2024, raised, answered and read: what tests of its pages begin with."""

import re
from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, OMAR, PRIYA, RUTH
from app.events.concern import Concern
from app.programme import concerns
from tests.views.may import signed_in
from tests.views.sending import version

CHILD, DAY = "C-10519", date(2024, 5, 28)
ID = concerns.concern_id(f"child/{CHILD}", 1)
PATH = f"/concerns/{ID[8:]}"
WHY = "Nobody is with her at night, and the home is unsafe."
DONE = "Visited with the police. She is with her aunt."
NOON, EVENING, NEXT_DAY = (f"2024-05-{at}:00+00:00" for at in ("28T11:00", "28T18:00", "29T08:00"))
TODAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
ANSWER = TODAY | {"time": "11:40", "what": DONE, "reference": "CN-20431", "asked": "See her twice a week."}


def raise_one(app: Flask, by: str = OMAR, category: str = "1", child: str = CHILD, at: str = "09:00") -> str:
    """Raise a concern on 28 May, at 10:00 in England unless another time (UTC) is given."""
    facts = {"child": child, "category": category, "why": WHY}
    stamp = {"by": by, "at": f"2024-05-28T{at}:00+00:00"}
    return concerns.raise_concern(app.extensions["house"], f"raising/{by[-4:]}{category}", **facts, **stamp)


def answer(app: Flask, id: str = ID) -> None:
    house = app.extensions["house"]
    facts: dict[str, Any] = {"what": DONE, "reference": "CN-1", "asked": "", "on": DAY, "time": "10:20"}
    concerns.respond(house, id, version=house.version(id), **facts, by=HELEN, at=NOON)


def concern(app: Flask, id: str = ID) -> Concern:
    found: Concern = app.extensions["house"].log.load(Concern, id)
    return found


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def sent(client: FlaskClient, path: str, facts: dict[str, Any]) -> Any:
    return client.post(path, data={"version": version(client, path)} | facts)


def home(app: Flask, person: str) -> str:
    return plain(signed_in(app, person).get("/").text)


ALARM = "Child of concern, Category 1 1 not answered"
EVERYBODY = (HELEN, JOAN, RUTH, OMAR, GRACE, ANNA, BEN, MARY, IAN, KOFI, PRIYA, DANA)


def listed(client: FlaskClient, query: str = "") -> list[str]:
    return [row["reference"] for row in client.get(f"/concerns.json{query}").json["rows"]]
