"""Write docs/policy.md, who may see and do what, from the policy's table and the pages' own descriptions.

Run from the repository's root: python -m tools.policy_table
"""

import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from app import views
from app.events.vocabulary import ROLES
from app.policy import ANY, AREA, OWN, RULES, TEAM, WORK, Grants

TARGET = Path(__file__).parent.parent / "docs" / "policy.md"
HEAD = """# Who may see and do what

Every address of Audit Loop stands in this table, and the programme looks here before it answers. What is not granted is
answered as if it were not there. A person holds one role or several and may do what any of them may. "All" means
every record; a narrower grant is said in words:

| words | to which records |
|---|---|
| their own | the audits that are theirs to write; themselves as a person; in a list or a file, what is theirs |
| their team's | of children or people of the team that they belong to |
| their areas' | in the service areas that they are operations director over |
| of their work | audits of their own practice, once returned |

Text that an auditor has saved is shown to nobody else until the audit is returned, and while it is sent back only to
who judges it. Lists, files and figures hold identifiers, states, dates and grades, never the text of an audit. An
administrator as such reads no audit, and a performance analyst has lists and figures only. How somebody grades and how
somebody moderates is private: beside what moderation made of an audit its auditor is named to the QA lead, to that
auditor and to whoever moderates it, its moderator, once it is moderated, to the QA lead and that moderator alone.

Who asks to be exempted is named to the QA lead and those who decide, in the figures of a month to heads of service and
directors too; for what kind of reason to the QA lead and those who decide alone, and the note to who decides
it, who asked and the auditor. That an exemption released an audit stands on the audit, for whoever may read it.

Whose work was audited reads on the audit's page who has each of its actions, by when and how far it is; the page of an
action is for who has it, for their line, for its auditor and for those who oversee the programme.

An inspector has what the table grants them as long as an inspection of everything runs for them. One that names
children and months opens of it the lists, audits, actions, duties, impact, good practice, looped audits and histories
of those, the children's own pages and concerns, and the months' boards; and of what the table grants to everybody
Today and their password. Without an inspection that runs they have no record at all. Every page that an inspector
opens, and every page with a child's or a person's narrative whoever opens it, is noted in the access log before it is
shown.

This page is written by `python -m tools.policy_table`; a test holds it to the code, and another tries every role at
every address.
"""
WORDS = {ANY: "all", OWN: "their own", TEAM: "their team's", AREA: "their areas'", WORK: "of their work"}
EVERYBODY, NOBODY_ASKED = "everybody who is signed in", "no sign-in is asked for"


def page() -> str:
    """The whole page as Markdown."""
    app = Flask("policy")
    views.register(app, development=False)
    nouns: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            what = app.view_functions[rule.endpoint].__doc__ or ""
            nouns.setdefault(rule.endpoint.split(".")[0], []).append(_row(rule, what.strip().split("\n\n")[0]))
    return HEAD + "".join(_table(noun, rows) for noun, rows in nouns.items())


def _table(noun: str, rows: list[str]) -> str:
    title = noun.replace("_", " ").capitalize()
    return f"\n## {title}\n\n| what | address | who |\n|---|---|---|\n{''.join(rows)}"


def _row(rule: Rule, what: str) -> str:
    assert what, f"Say in a docstring what {rule.endpoint} is"
    method = "" if "GET" in (rule.methods or ()) else "send to "
    return f"| {' '.join(what.split())} | {method}`{_address(rule)}` | {_who(RULES[rule.endpoint])} |\n"


def _address(rule: Rule) -> str:
    """The address with what it names in angle brackets, without how it is read."""
    return re.sub(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>", r"<\1>", rule.rule)


def _who(grants: Grants) -> str:
    return "; ".join(_grants(grants)) or NOBODY_ASKED


def _grants(grants: Grants) -> Iterator[str]:
    """Each relation with its roles, in the order of the vocabulary; "all" goes without saying for everybody."""
    for relation, words in WORDS.items():
        roles = [ROLES[role] for role in ROLES if relation in grants.get(role, ())]
        if relation in grants.get("*", ()):
            roles = [EVERYBODY]
        if roles:
            yield EVERYBODY if (roles, relation) == ([EVERYBODY], ANY) else f"{', '.join(roles)} ({words})"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
