"""Write docs/states.md, a table of states for each subject, from what the subjects do; and the README's short one.

Run from the repository's root: python -m tools.state_tables
"""

import re
from collections.abc import Iterator
from pathlib import Path

from app.events.base import TOPICS, subject_of
from app.events.vocabulary import AUDIT_STATES
from tools import trying
from tools.found_states import Found, everything
from tools.told_states import NOTHING, SIDES, Side
from tools.trying import Command, Outcome

ROOT = Path(__file__).parent.parent
TARGET, README = ROOT / "docs" / "states.md", ROOT / "README.md"
LIFE = re.compile(r"(?<=## The life of an audit\n\n)\|.*?\n(?=\n)", re.S)
LIFE_HEAD = "| event | what it says | from | to |\n|---|---|---|---|\n"
SAME, NO_MATTER, ELSEWHERE, EVERYWHERE = "the same", "(nothing is recorded)", "every other", "every one"
MANY = 3
"""As many states are not named where they are most."""
HEAD = """# The states

What can be asked of each subject in which state, what is recorded then, and where that leads; or the sentence with
which it is refused. "–" is the state of what nothing was recorded of yet. A command that a state allows can still be
refused for what is said with it, such as a missing reason or an earlier date: those sentences stand with the command.

Nobody wrote these tables. `python -m tools.state_tables` tells the stories of `app/demo/stories.py`, builds every state
that they come through again, tries every command in it with everything that was ever said with that command, and goes
on from where that leads. Where none of this is accepted, the sentence is the one that such states alone give, with "…"
for what it says of the one record. A test holds the page to the code.
"""
TABLE = "\n## {}\n\n| asked | in the state | what is recorded, or said | then |\n|---|---|---|---|\n{}"

Row = tuple[list[str], str, str]
"""The states, what is recorded or said in them, and what then."""


def page() -> str:
    """The whole page as Markdown."""
    return HEAD + "".join(_table(found) for found in everything())


def _table(found: Found) -> str:
    rows = [Rows(found, command) for command in dict.fromkeys(way.command for way in found.ways)]
    first = next(side for side in SIDES if side.subject is found.side.subject)
    if found.side is not first:  # What it leaves as it is, in every state, stands in the first table.
        rows = [one for one in rows if one.matters]
    lines = "".join(line for one in rows for line in one.lines())
    return TABLE.format(found.side.title, lines)


class Rows:
    """The rows of one command: what it does where it is allowed, and what is said where it is not."""

    def __init__(self, found: Found, command: Command) -> None:
        self.command = command
        self.ways = {way: often for way, often in found.ways.items() if way.command is command}
        self.states = [state for state in found.states() if any(way.state == state for way in self.ways)]
        self.taken = {saying for way, often in self.ways.items() if way.events for saying in often}
        self.leads = {state: self._leads(state) for state in self.states}
        self.refused = {state: self._said(state) for state in self.states if not self.leads[state]}
        if lacks := trying.lacking(command, {topic for way in self.ways for topic in way.events}):
            raise AssertionError(f"Nothing brings {lacks}: tell of it in the stories, or in tools/told_states.py")

    @property
    def matters(self) -> bool:
        """Whether it leads to another state, or is refused for the state in which it stands."""
        leads = any(then != SAME for state, leads in self.leads.items() if state != NOTHING for _, then in leads)
        return leads or any(state != NOTHING and only for state, (_, only) in self.refused.items())

    def lines(self) -> Iterator[str]:
        """The rows as Markdown, the command named in the first, what holds in most states in the last."""
        named = f"{asked(self.command)} `{self.command.__name__.rstrip('_')}`"
        for states, said, then in shortened(list(self._rows())):
            yield f"| {named} | {', '.join(states)} | {said} | {then} |\n"
            named = ""

    def _rows(self) -> Iterator[Row]:
        for lead in dict.fromkeys(lead for leads in self.leads.values() for lead in leads):
            yield [state for state, leads in self.leads.items() if lead in leads], *lead
        for said, _ in dict.fromkeys(self.refused.values()):
            yield [state for state, (one, _) in self.refused.items() if one == said], said, ""

    def _leads(self, state: str) -> list[tuple[str, str]]:
        """What is recorded in a state, and where that leads."""
        made = [way for way in self.ways if way.state == state and way.events]
        return [(", ".join(events), self._then(state, {way.then for way in made if way.events == events}))
                for events in dict.fromkeys(way.events for way in made)]  # fmt: skip

    def _then(self, state: str, then: set[str]) -> str:
        return " or ".join([one for one in self.states if one in then - {state}] + [SAME] * (state in then))

    def _said(self, state: str) -> tuple[str, bool]:
        """The sentence of a state that refuses, and whether it is said in such states only.

        Those win, then what refuses words that are accepted of the same record elsewhere, then what is said most.
        """
        said = {way: often for way, often in self.ways.items() if way.state == state}
        elsewhere = {way.refusal for way in self.ways if self.leads[way.state]}
        fits = {way: sum(many for saying, many in often.items() if saying in self.taken) for way, often in said.items()}
        best = max(said, key=lambda way: (way.refusal not in elsewhere, fits[way], said[way].total()))
        sentence = "(is not asked)" if best.refusal == trying.NOT_OF_IT else f"“{best.refusal}”"
        return sentence if best.refusal else NO_MATTER, best.refusal not in elsewhere


def shortened(rows: list[Row]) -> list[Row]:
    """The row with most states last, and without naming them."""
    most = max(rows, key=lambda row: len(row[0]))
    others = [row for row in rows if row is not most]
    if len(most[0]) < MANY or any(set(most[0]) & set(row[0]) for row in others):
        return rows
    return [*others, ([ELSEWHERE if others else EVERYWHERE], *most[1:])]


def asked(command: Command) -> str:
    """The first thing that a command's description says."""
    described = re.sub(r" \([^)]*\)", "", " ".join((command.__doc__ or "").split()))
    return re.split(r"[;.:](?:\s|$)", described)[0] + "."


def life() -> str:
    """The README's table: each event of the audit itself, the states that it comes from and those it leads to."""
    found = next(one for one in everything() if one.side.title == "Audit")
    steps = dict.fromkeys(step for way in found.ways for step in _steps(found.side, found.tries[way]))
    return LIFE_HEAD + "".join(_event(topic, [step[1:] for step in steps if step[0] == topic])
                               for topic in TOPICS if subject_of(topic) in ("audit", "audit_ending"))  # fmt: skip


def _steps(side: Side, one: Outcome) -> Iterator[tuple[str, str, str]]:
    """Each event of a try with the state before it and the state after it."""
    for n, made in enumerate(one.made):
        before, after = (side.subject.project("", (*one.past, *one.made[:m])) for m in (n, n + 1))
        yield made.TOPIC, side.state(before), side.state(after)


def _event(topic: str, steps: list[tuple[str, str]]) -> str:
    def listed(states: set[str]) -> str:
        return ", ".join(word for word in (NOTHING, *AUDIT_STATES.values()) if word in states)

    same = all(before == after for before, after in steps)
    to = SAME if same else listed({after for _, after in steps})
    says = " ".join((TOPICS[topic].__doc__ or "").split()).partition(". ")[0].rstrip(".")
    return f"| {topic} | {says}. | {listed({before for before, _ in steps})} | {to} |\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
    README.write_text(LIFE.sub(lambda _: life(), README.read_text(encoding="utf-8")), encoding="utf-8")
