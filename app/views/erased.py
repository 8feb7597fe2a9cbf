"""What a page says of a record that was erased: when, by whom and why, at its head."""

from collections.abc import MutableMapping
from typing import Any

from flask import request

from app import ledger_names
from app.events.erasure import GROUNDS, OF_AUDITS
from app.programme import erasures, published_words
from app.programme.english import begun
from app.views.desk import live_house, me, model
from app.views.links import link
from app.views.words import reference
from projections import erasures as erasure_rows

NAMED = {
    "reference": "child/{}", "concern": "concern/{}", "exemption": "exemption/{}", "action": "action/{}",
    "dip_sample": "dip_sample/{}", "coaching": "coaching/{}", "loop": "loop/{}", "person": "person/{}",
    "impact": "impact/{}", "entry": "good_practice/{}", "letter": "letter/{}",
}  # fmt: skip
"""The record that an address names, by the name in its rule."""
PLACES = {
    "child": "/children/{}", "concern": "/concerns/{}", "exemption": "/exemptions/{}", "action": "/actions/{}",
    "dip_sample": "/dip-samples/{}", "coaching": "/pools/coaching/{}", "loop": "/loops/{}", "person": "/people/{}",
    "impact": "/impact/{}", "good_practice": "/good-practice/{}", "letter": "/mail/{}",
}  # fmt: skip


def watch(known: MutableMapping[str, Any]) -> None:
    """Let every page ask how what it shows was erased; takes what templates know."""
    known["erased_here"] = here


def here() -> dict[str, Any] | None:
    """How what this page's address names was erased, None where it was not; as it is now, whatever moment it shows."""
    records = list(_named(request.view_args or {}))
    if not records or me() is None or request.method != "GET":
        return None
    found = erasures.of_record(live_house(), records)
    if found is None:
        return None
    said = {"ground_words": GROUNDS[found["ground"]], "href": link(f"/erasures/{reference(found['erasure'])}")}
    return found | said | {"quoting": quoting(records)}


def quoting(records: list[str]) -> list[dict[str, str]]:
    """The published reports that have words of some records, each with where it is for this person."""
    found = published_words.quoting(live_house(), records)
    return [
        {"text": f"the report of {one.label}, edition {one.edition}",
         "href": link(f"/reports/{reference(one.report)}/editions/{one.edition}")}
        for one in found
    ]  # fmt: skip


def is_erased(record: str) -> bool:
    """Whether a record is erased, as it is now."""
    return bool(erasures.of_record(live_house(), [record]))


def without(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Children as a page of the past shows them: of one who is erased by now neither the age nor the ethnicity."""
    if live_house().model is model():
        return rows
    gone = {row["record"] for row in erasure_rows.of_records(live_house().model, [row["id"] for row in rows])}
    return [row | {"age_band": "", "ethnicity": ""} if row["id"] in gone else row for row in rows]


def name(record: str) -> str:
    """A record as a list names it: "Audit 17 of May 2024", "Child C-10482"."""
    return begun(ledger_names.record(record))


def address(record: str) -> str:
    """The address of a record where this person may read it, else nothing."""
    kind, _, own = record.partition("/")
    if kind in OF_AUDITS:
        cycle, _, number = own.partition("/")
        return link(f"/audits/{cycle}/{int(number)}" if kind == "audit" else f"/duties/{cycle}-{number}")
    return link(PLACES[kind].format(own)) if kind in PLACES else ""


def _named(names: dict[str, Any]) -> Any:
    if "number" in names and "month" in names:
        yield f"audit/{names['month']}/{int(names['number']):04d}"
    if "duty" in names:
        yield f"duty/{names['duty'][:7]}/{names['duty'][8:]}"
    for name, record in NAMED.items():
        if name in names:
            yield record.format(names[name])
