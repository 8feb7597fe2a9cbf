"""Every page of the product with somebody who may see it and an address that exists in the demonstration."""

import pkgutil
import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from flask import Flask
from playwright.sync_api import Page
from werkzeug.routing import Rule

from app.demo.council import SHOWN
from app.policy import ANY, OWN, RULES

from . import nouns
from .visitors import Visitors

NOUNS = [import_module(f"tests.browser.nouns.{found.name}") for found in pkgutil.iter_modules(nouns.__path__)]
"""What addresses around the audits name: `given(visitors)`, the values by argument; where a page is about an audit of
another kind, STATES says which by how its address ends, and `audits(visitors, month)` gives one of each. WHOSE says by
endpoint to which role a page belongs that is nobody else's."""
FILES = {"csv", "xlsx", "json", "svg"}
NO_PAGES = {"static", "health.show"}
"""Answers for machines; the files are told by their endings."""
ENDINGS = (*(f".{kind}" for kind in FILES), ".ics", ".docx", ".txt")
LIST = b"Name,E-mail,Team,Trained on\nNew Person,new.person@eastmere.example,Harbour,31/02/2024\n"
STATES = {
    "acceptance": "returned", "sending-back": "returned", "not-to-standard": "returned", "upload": "accepted",
    "nil-return": "started", "reallocation": "allocated", "withdrawal": "started", "reopening": "nil_return",
    "record": "accepted",
}  # fmt: skip
"""The state that an audit must be in for a page about it, by how the address ends."""
WHOSE = {"imports.show": "administrator", "imports.progress": "administrator"}
"""Who has it where that is more than a role: the one who sent the file."""
ONLY_ONCE = {
    "setup.new": "There is no way back to the first-run page; the walk of the month looks at it.",
    "dip_measures.new_change": "A measure changes before it has answers only; the walk of the grid adds one and looks.",
    "dip_measures.new_removal": "As the change.",
    "ledger.pick": "It leads on to the proof of the event whose number was typed, which is looked at.",
}
MORE = (
    [(role, "/") for role in SHOWN]
    + [(role, "/audits") for role in ("auditor", "practitioner", "team_manager", "moderator")]
    + [("qa_lead", "/audits?state=returned&sort=-due"), ("qa_lead", "/audits?cycle=all&q=nobody")]
    + [("qa_lead", "/no-such-page"), ("team_manager", "/children"), ("practitioner", "/account/password")]
)


@dataclass(frozen=True)
class Known:
    """What addresses name, as the pages themselves link to it."""

    month: str
    waiting: str
    """A month whose sample is drawn and not allocated yet."""
    sampled: str
    """A child of its sample."""
    audits: dict[str, dict[str, Any]]
    """The month's audits by state."""
    mine: dict[str, Any]
    """The open audit of the auditor."""
    given: dict[str, list[str]]
    """What else addresses name: the parts of a draft, sections of the form, a list on its way in, a link's token."""


def pages(app: Flask, known: Known) -> list[tuple[str, str]]:
    """The role ("" for nobody) and address of every page. Raises AssertionError for a rule that it cannot fill in."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and _is_page(rule)]
    found = [(_role(rule.endpoint), address) for rule in rules for address in _addresses(rule, known)]
    return list(dict.fromkeys(found + MORE))


def know(visitors: Visitors) -> Known:
    """Prepare what some pages need (a month to allocate, a draft, a list, a link for a password), and look round."""
    qa, auditor = visitors.page("qa_lead"), visitors.page("auditor")
    month = _linked(qa, "/cycles", r"/cycles/(\d{4}-\d\d)")[0]
    waiting = _a_month_to_allocate(qa)
    mine = audits_of(auditor, f"cycle={month}&state=started")[0]
    given = {"part": _draft(qa), "section": _linked(auditor, f"{path(mine)}/sections", r"/sections/([\w-]+)")}
    given |= _on_the_way(visitors.page("administrator"), path_end(mine["auditor_id"]))
    audits = {one["state_id"]: one for one in audits_of(qa, f"cycle={month}")}
    for noun in NOUNS:
        given |= noun.given(visitors)
        STATES.update(getattr(noun, "STATES", {}))
        WHOSE.update(getattr(noun, "WHOSE", {}))
        audits |= noun.audits(visitors, month) if hasattr(noun, "audits") else {}
    return Known(
        month=month,
        waiting=waiting,
        sampled=_linked(qa, f"/cycles/{waiting}/sample", r"/children/([\w-]+)/removal")[0],
        audits=audits,
        mine=mine,
        given=given,
    )


def audits_of(page: Page, asked: str) -> list[dict[str, Any]]:
    """The audits that somebody's tracker has for a question, as data."""
    rows: list[dict[str, Any]] = page.request.get(f"/audits.json?{asked}").json()["rows"]
    return rows


def path(audit: dict[str, Any]) -> str:
    """The address of an audit of the JSON tracker."""
    month, number = audit["audit_id"].split("/")[1:]
    return f"/audits/{month}/{int(number)}"


def path_end(id: str) -> str:
    """The id as addresses name it."""
    return id.partition("/")[2]


def _is_page(rule: Rule) -> bool:
    kinds = {item for name in ("kind", "ending") if name in rule.arguments for item in rule._converters[name].items}
    return rule.endpoint not in NO_PAGES | ONLY_ONCE.keys() and not (kinds & FILES or rule.rule.endswith(ENDINGS))


def _role(endpoint: str) -> str:
    """Who sees most of it: the QA lead, the administrator, or whoever has it for themselves."""
    grants = RULES[endpoint]
    if not grants or endpoint in WHOSE:
        return WHOSE.get(endpoint, "")
    everywhere = [role for role in ("qa_lead", "administrator", *SHOWN) if ANY in grants.get(role, ())]
    return next(iter([*everywhere, *(role for role in SHOWN if OWN in grants.get(role, ()))]), "auditor")


def _addresses(rule: Rule, known: Known) -> list[str]:
    """The rule filled in, once for each of the values that something in it can have."""
    values = _values(rule, known)
    fixed = {name: values[name][0] for name in rule.arguments if name in values}
    changes = [{name: one} for name in rule.arguments for one in values.get(name, [])[1:]]
    built = [rule.build(fixed | change) for change in [{}, *changes]]
    assert all(built), f"Say in this module what {rule.rule} ({rule.endpoint}) names in the demonstration"
    return [one[1] for one in built if one]


def _values(rule: Rule, known: Known) -> dict[str, list[Any]]:
    audit = known.mine if _role(rule.endpoint) == "auditor" else known.audits[_state(rule)]
    values = {"month": [known.month], "number": [int(path(audit).rpartition("/")[2])], "n": [1]}
    values |= {"reference": [path_end(audit["child_id"])], "person": [path_end(audit["auditor_id"])]}
    values |= {name: [path_end(audit[f"{name}_id"])] for name in ("team", "area")}
    values |= {"slug": [path_end(audit["framework_id"])]}
    if rule.rule.startswith("/cycles/") and "number" not in rule.arguments:
        values |= {"month": [known.waiting, known.month], "reference": [known.sampled]}
    if "reference" in rule.arguments and "month" in rule.arguments:
        values["month"] = [known.waiting]
    choices = {name: list(found.items) for name, found in rule._converters.items() if hasattr(found, "items")}
    return values | known.given | choices | ({"name": ["completion-of-pool"]} if rule.rule.startswith("/fig") else {})


def _state(rule: Rule) -> str:
    return STATES.get(rule.rule.rpartition("/")[2], "allocated" if "/swaps/" in rule.rule else "accepted")


def _linked(page: Page, address: str, pattern: str) -> list[str]:
    """What the links of a page name, each once."""
    return list(dict.fromkeys(re.findall(f'href="[^"]*{pattern}', page.request.get(address).text())))


def _a_month_to_allocate(page: Page) -> str:
    page.goto("/cycles/new")
    oldest = page.locator("#month option").last.get_attribute("value") or ""
    page.get_by_label("Month", exact=True).select_option(oldest)
    page.get_by_role("button", name="Open the month").click()
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_label("How many children").fill("5")
    page.get_by_role("button", name="Draw the sample").click()
    page.get_by_role("button", name="Go on to the allocation").wait_for()
    return oldest


def _draft(page: Page) -> list[str]:
    page.goto("/frameworks")
    page.get_by_role("button", name="draft").first.click()
    page.get_by_role("button", name="Preview the audit form").wait_for()
    found = _linked(page, page.url, r"/draft/([\w/-]+)")
    return list({part.partition("/")[0]: part for part in found if part != "preview"}.values())


def _on_the_way(page: Page, person: str) -> dict[str, list[str]]:
    page.goto("/imports/new")
    page.get_by_label("People", exact=True).check()
    page.get_by_label("The file").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": LIST})
    for part, typed in (("Day", "1"), ("Month", "2"), ("Year", "2024")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Forget this file").wait_for()
    name = page.url.rpartition("/")[2]
    page.goto(f"/people/{person}/password")
    page.get_by_role("button", name="Make a link").click()
    return {"name": [name], "token": [page.locator("code").inner_text().rpartition("/")[2]]}
