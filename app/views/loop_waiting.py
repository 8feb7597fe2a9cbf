"""What waits of looped audits on the home page: pairs to bring together, and for the two auditors their meeting."""

from app.events.loop import ARRANGED
from app.programme.english import counted
from app.views import waiting
from app.views.desk import i, model
from app.views.loop_acts import LEADS, is_of_others
from app.views.loop_rows import Row, href
from app.views.waiting import SHOWN, Block, Item
from app.views.words import day, month, reference
from projections import loops


def to_lead() -> Block | None:
    """Pairs that are both in and not agreed, for who leads their meetings and is neither of the two."""
    if not i().roles & LEADS.keys():
        return None
    found = [row for row in loops.waiting(model()) if is_of_others(i(), row)]
    return _block("Looped audits to agree", found)


def mine() -> Block | None:
    """My own pairs whose meeting is arranged or still to be; nothing before both audits are in."""
    if "auditor" not in i().roles:
        return None
    found = [row for row in loops.of_auditor(model(), i().id) if row["state"] in ("both_in", ARRANGED)]
    return _block("My looped audits", found)


def _block(title: str, found: list[Row]) -> Block | None:
    items = tuple(_item(row) for row in found[:SHOWN])
    return Block(title, counted(len(found), "pair"), items, "/loops", whole="All looped audits") if found else None


def _item(row: Row) -> Item:
    when = f"meeting on {day(row['day'])} at {row['time']}" if row["day"] else f"both in since {day(row['lifted_on'])}"
    return Item(f"{reference(row['child'])}, {month(row['cycle'])}", href(row), when)


waiting.BLOCKS |= {"loops": to_lead, "my-loops": mine}
