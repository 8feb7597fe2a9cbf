"""Nobody sees what is not theirs: every role at every address, on their own records and on other people's."""

import pkgutil
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from importlib import import_module
from io import BytesIO
from typing import Any
from zipfile import ZipFile, is_zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from app.demo import stories
from app.demo.signed import Until
from app.events.audit import Audit
from app.events.child import Child
from app.events.person import Person
from app.events.team import ServiceArea, Team
from app.ledger_book import LedgerBook
from app.policy import ANY, AREA, OWN, RULES, TEAM, WORK
from app.views.acting import PLACED
from tests.views import foreign
from tests.views.short_forms import unexplained

WEST, MILL, CLEO, ABEL = "area/west", "team/mill", "person/cleo-west", "person/abel-stone"
THEIRS: dict[str, Any] = {
    "month": "2024-05",
    "number": 6,
    "reference": "C-20001",
    "person": "cleo-west",
    "team": "mill",
}
MINE: dict[str, Any] = {"month": "2024-05", "number": 1, "reference": "C-10482", "person": "", "team": "harbour"}
OTHERS = {
    "slug": "core",
    "n": 1,
    "section": "plans",
    "name": "nothing-of-that-name",
    "part": "grades",
    "token": "no-such-token",
    "unsent": "no-such-text",
    "key": "some/form",
    "area": "west",
}
WHO = {
    "auditor": (stories.ANNA, OWN),
    "practitioner": (stories.DANA, WORK),
    "team_manager": (ABEL, TEAM),
    "operations_director": (stories.GRACE, AREA),
    "moderator": (stories.MARY, ""),
    "qa_lead": (stories.RUTH, ""),
    "head_of_service": (stories.HELEN, ""),
    "director": (stories.JOAN, ""),
    "inspector": (stories.IAN, ""),
    "analyst": (stories.KOFI, ""),
    "administrator": (stories.PRIYA, ""),
}
NOUNS = [import_module(f"tests.views.foreign.{found.name}") for found in pkgutil.iter_modules(foreign.__path__)]
"""What addresses around the audits name: MINE, THEIRS (names by argument) and `tell(story)`, which makes them."""
for noun in NOUNS:
    MINE |= noun.MINE
    THEIRS |= noun.THEIRS
ANSWERS_ITSELF = {"audit_form.save"}
"""Answers somebody who lost an audit with their own typed text and nothing else; tested on its own."""


@pytest.fixture
def council(app: Flask) -> Flask:
    """The story's council, with a second area where nobody of the first has any business."""
    return tell_council(app)


def tell_council(app: Flask) -> Flask:
    """Tell an empty programme the story, with its second area."""
    story = stories.tell(app.extensions["house"])
    said = {"job_level": "manager", "supervisor": ""}
    story.let(stories.PRIYA, ServiceArea, WEST).add("West")
    story.let(stories.PRIYA, Team, MILL).add("Mill Lane", WEST)
    story.let(stories.PRIYA, Person, CLEO).add(name="Cleo West", email="cleo@eastmere.example", team=MILL, **said)
    story.let(stories.PRIYA, Person, ABEL).add(
        name="Abel Stone", email="a@eastmere.example", team=stories.HARBOUR, **said
    )
    story.let(stories.PRIYA, Person, ABEL).hold({"team_manager"})
    details = {"initials": "ZZ", "plan": "CP", "team": MILL, "worker": CLEO, "age_band": "5-9"}
    details |= {"ethnicity": "", "opened": "2023-09-11", "last_audited": ""}
    story.let(stories.KOFI, Child, "child/C-20001").list(details, "2024-04-12")
    facts = {"cycle": stories.MAY, "number": 6, "child": "child/C-20001", "auditor": CLEO, "team": MILL, "area": WEST}
    facts |= {"worker": CLEO, "plan": "CP", "framework": stories.CORE, "framework_version": 1, "grounds": "By hand"}
    story.let(stories.RUTH, Audit, stories.audit_id(6)).allocate(**facts, on="2024-05-01", due="2024-05-28")
    for noun in NOUNS:
        noun.tell(story)
    _sign(app.extensions["ledger"])
    return app


def _sign(ledger: LedgerBook) -> None:
    """Sign twice: in the story a pack was made that the first checkpoint proved."""
    with closing(LedgerBook(ledger.folder.parent, Until(ledger.reader, 60))) as book:
        book.checkpoint("2024-05-02T09:00:00+00:00")
    ledger.checkpoint("2024-06-01T09:00:00+00:00")


def test_every_address_has_a_rule_and_every_rule_an_address(council: Flask) -> None:
    endpoints = {rule.endpoint for rule in council.url_map.iter_rules()} - {"static"}
    assert endpoints - RULES.keys() == set(), "Give these a row in the policy's table (RULES in the view's module)"
    assert RULES.keys() - endpoints == set(), "These rules are for addresses that there are not"


@pytest.mark.parametrize("role", [*WHO, "nobody"])
def test_what_the_table_does_not_grant_is_not_there(council: Flask, role: str) -> None:
    client, head = signed_in(council, role), council.extensions["house"].reader.head()
    for method, rule, names in addresses(council, role):
        if granted(role, rule.endpoint, names is THEIRS) or rule.endpoint in ANSWERS_ITSELF:
            continue
        answer = client.open(url(rule, names, role), method=method, data={"version": "1"})
        lost = answer.status_code == 401 or "/sign-in" in answer.headers.get("Location", "")
        refused = answer.status_code == 404 or (role == "nobody" and lost)
        assert refused, f"{role} gets {answer.status_code} at {method} {url(rule, names, role)}"
    assert council.extensions["house"].reader.head() == head, "Something refused was recorded all the same"


@pytest.mark.parametrize("role", WHO)
def test_what_the_table_grants_is_there(council: Flask, role: str) -> None:
    client = signed_in(council, role)
    for method, rule, names in addresses(council, role):
        made_first = any(part in rule.rule for part in ("draft", "versions/new"))
        known = not {"name", "token", "unsent", "part"} & rule.arguments and not made_first
        if method == "GET" and known and names is not THEIRS and granted(role, rule.endpoint, theirs=False):
            answer = client.get(url(rule, names, role))
            barred = answer.status_code == 403 and rule.endpoint in PLACED
            assert barred or answer.status_code in (200, 302, 303), (
                f"{role} gets {answer.status_code} at {url(rule, names, role)}"
            )
            if answer.mimetype == "text/html":
                assert unexplained(answer.text) == set(), f"Include shared/plan_types.html in {url(rule, names, role)}"


def test_a_short_form_without_its_meaning_is_found() -> None:
    assert unexplained("<td>CP</td><td>C-10482</td><p>CiN child in need</p><script>CL</script>") == {"CP"}
    assert unexplained("<td>CP</td><p>Plan types: CP child <b>protection</b> plan.</p>") == set()


@pytest.mark.parametrize("role", ["auditor", "practitioner", "team_manager", "operations_director"])
def test_a_list_holds_nothing_of_other_people_whatever_is_asked_of_it(council: Flask, role: str) -> None:
    client = signed_in(council, role)
    for asked in ("", "?cycle=cycle/2024-05", "?team=team/mill", "?auditor=person/cleo-west", "?search=C-20001"):
        for kind in ("", ".json", ".csv"):
            answer = client.get(f"/audits{kind}{asked}")
            shown = answer.get_data(as_text=True).replace(asked.partition("=")[2], "")
            assert "audits/2024-05/6" not in shown
            assert "Mill Lane" not in shown


def test_a_practitioner_sees_no_audit_before_it_is_to_standard(council: Flask) -> None:
    client = signed_in(council, "practitioner")
    assert [client.get(f"/audits/2024-05/{n}").status_code for n in (1, 2, 3, 4)] == [200, 404, 404, 404]


def test_an_administrator_reads_no_narrative(council: Flask) -> None:
    client = signed_in(council, "administrator")
    for path in ("/audits", "/audits/2024-05/1", "/audits/2024-05/1/record", "/audits/2024-05/1/history", "/children"):
        assert client.get(path).status_code == 404
    assert "You see only the actions that you are to do yourself" in client.get("/actions").text
    assert "You see only" not in signed_in(council, "practitioner").get("/actions").text


def test_an_analyst_has_lists_figures_and_files_and_reads_no_audit(council: Flask) -> None:
    client = signed_in(council, "analyst")
    month = ("/cycles/2024-05", "/cycles/2024-05/allocation", "/cycles/2024-05/sample")
    for path in ("/audits?cycle=2024-05", "/figures/accepted?cycle=2024-05", *month):
        answer = client.get(path)
        assert (answer.status_code, 'href="/audits/2024-05' in answer.text) == (200, False), path
    for path in ("", "/record", "/history", "/sections", "/acceptance"):
        assert client.get(f"/audits/2024-05/1{path}").status_code == 404


def test_no_file_holds_narrative(council: Flask) -> None:
    written = narrative(council)
    assert len(written) > 10
    client = signed_in(council, "analyst")
    month = ("/cycles/2024-05", "/cycles/2024-05/pool", "/cycles/2024-05/sample", "/cycles/2024-05/allocation")
    for path in (f"{one}.{kind}" for one in ("/audits", *month) for kind in ("csv", "json", "xlsx")):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert [text for text in written if text in words_of(answer.data)] == [], path


def narrative(app: Flask) -> set[str]:
    """What was written into the fields of the story's audits, and the reasons and notes of what was decided of them.

    Why somebody was given an audit is no finding: it stands in the allocation.
    """
    log = app.extensions["house"].reader.under("audit/")
    told = [made for made in log if made.topic != "audit reallocated"]
    answers = [value for made in told for value in made.facts.get("changes", {}).values()]
    reasons = [made.facts[name] for made in told for name in ("reason", "note") if made.facts.get(name)]
    return {text for text in (*answers, *reasons) if isinstance(text, str) and " " in text}


def words_of(data: bytes) -> str:
    """The text of a file; of a workbook, that of its parts."""
    if not is_zipfile(BytesIO(data)):
        return data.decode(errors="replace")
    with ZipFile(BytesIO(data)) as book:
        return unescape("".join(book.read(name).decode(errors="replace") for name in book.namelist()))


def test_an_inspector_changes_nothing(council: Flask) -> None:
    client = signed_in(council, "inspector")
    own = ("sessions.", "passwords.", "drafts.", "setup.", "ledger.check")  # A check of the ledger stores nothing.
    for method, rule, names in addresses(council, "inspector"):
        if method != "GET" and not rule.endpoint.startswith(own) and rule.endpoint not in ANSWERS_ITSELF:
            assert client.open(url(rule, names, "inspector"), method=method).status_code == 404


def granted(role: str, endpoint: str, theirs: bool) -> bool:
    """What the table says, given the relation that this role's person has to the story's records."""
    grants = RULES[endpoint]
    if not grants:
        return True
    if role == "nobody":
        return False
    relations = {*grants.get(role, ()), *grants.get("*", ())}
    return ANY in relations or (not theirs and bool(relations & {OWN, WHO[role][1]}))


def addresses(app: Flask, role: str) -> Iterator[tuple[str, Rule, dict[str, Any]]]:
    """Every method and rule, once with what is this person's and, where it names a record, once with another's."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule, MINE
            if rule.arguments & THEIRS.keys():
                yield method, rule, THEIRS


def url(rule: Rule, names: dict[str, Any], role: str) -> str:
    """The address of a rule with names filled in; the first choice where there are several."""
    mine = WHO.get(role, WHO["auditor"])[0].removeprefix("person/")
    values = OTHERS | names | ({"person": mine} if names is MINE else {})
    chosen = {name: values.get(name) or next(iter(converter.items)) for name, converter in rule._converters.items()}
    built = rule.build(chosen)
    assert built is not None
    return built[1]


def signed_in(app: Flask, role: str) -> FlaskClient:
    """A browser of this role's person."""
    client = app.test_client()
    if role != "nobody":
        with client.session_transaction() as session:
            session["_user_id"] = WHO[role][0]
    return client
