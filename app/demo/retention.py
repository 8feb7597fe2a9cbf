"""How long Eastmere keeps what: its schedule, a child of an audit of 2018 who is erased, and an erasure that waits."""

from datetime import date
from typing import Any

from app.demo.current import last_day
from app.demo.town import Town, after, minted
from app.events.retention import SCHEDULE
from app.programme import erasures, erasures_held, retention
from projections import children
from projections import retention as rows

AGREED, ERASED = date(2019, 1, 14), date(2024, 9, 16)
COUNCIL = "The council’s retention schedule: as long as a complaint or an inspection may ask for it."
RULES = {
    "audit": (6, COUNCIL),
    "child": (6, "The reference points to the child’s own record, which has a schedule of its own."),
    "concern": (25, "The council’s retention schedule for safeguarding decisions."),
    "action": (6, COUNCIL),
    "duty": (6, COUNCIL),
    "impact": (3, "Answers are needed until a second year can be compared with the first."),
    "good_practice": (6, COUNCIL),
    "loop": (6, COUNCIL),
    "dip_sample": (6, COUNCIL),
    "exemption": (6, "The time in which a claim under a contract of employment can be made (Limitation Act 1980)."),
    "coaching": (3, "Two years of coaching are looked back on together."),
    "letter": (2, "What was sent is needed until the annual audit of the programme is over."),
}
"""Years after closure by kind, and by what right. Invented, as everything here: a council agrees its own."""
ASKED = "The family asked for it, and the legal team found no reason to keep what was written."
OVER = "Over their time; nobody has asked about one of them since."


def begin(town: Town, today: date) -> None:
    """Put it all into the diary."""
    told = Keeping(town)
    town.diary.put(AGREED, told.agree)
    town.diary.put(ERASED, told.erase_one)
    town.diary.put(after(last_day(today), -6), told.propose)


class Keeping:
    """What the QA lead and a head of service do with the schedule, in the minute of what happened before."""

    def __init__(self, town: Town) -> None:
        self.town, self.house = town, town.house

    def agree(self) -> None:
        """The schedule is set, rule by rule."""
        for kind, (years, ground) in RULES.items():
            facts: dict[str, Any] = {"version": self.house.version(SCHEDULE), "kind": kind, "years": years}
            reason = "The schedule as the data protection officer agreed it."
            retention.set_rule(self.house, SCHEDULE, **facts, ground=ground, reason=reason, **self._does("qa_lead"))

    def erase_one(self) -> None:
        """One child whose audit of 2018 is long closed."""
        child = next(filter(self._is_free, self._audited()), "")
        if not child:
            return
        id = minted("erasure", "one child")
        facts = {"of": "child", "about": child, "ground": "request", "reason": ASKED}
        erasures.propose(self.house, id, **facts, **self._does("qa_lead"))
        said = self._does("head_of_service")
        erasures.confirm(self.house, id, version=self.house.version(id), note="", **said)
        erasures.replay(self.house)
        erasures.carried_out(self.house, id, {}, at=said["at"])

    def propose(self) -> None:
        """What the schedule proposes of exemptions waits for a second person, unless it must be kept."""
        found = retention.proposals(self.house, self.town.diary.today).get("exemption")
        if found and found.free:
            facts = {"of": "schedule", "about": "exemption", "ground": "schedule", "reason": OVER}
            erasures.propose(self.house, minted("erasure", "exemptions"), **facts, **self._does("qa_lead"))

    def _audited(self) -> list[str]:
        found = rows.due(self.house.model, "audit", 5, self.town.diary.today)
        return list(dict.fromkeys(row["child"] for row in found))

    def _is_free(self, child: str) -> bool:
        row = children.child(self.house.model, child)
        held = erasures_held.holding(self.house, "child", child, [], self.town.diary.today)
        return bool(row and row["ended_on"]) and not held

    def _does(self, role: str) -> dict[str, Any]:
        """`by` and `at`, without moving the clock of the story on."""
        return {"by": self.town.named(role), "at": self.town.diary.now.isoformat(timespec="seconds")}
