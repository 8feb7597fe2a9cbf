"""Two reports for the check of commentary: a quarter with seven domains, and a month with the eleven of its year."""

from collections.abc import Iterable, Mapping

from app.demo.published import GRADES, PARTICIPATION, SCALE
from app.reports.document import LINES, SHARE, TABLE, TEXT, Block, Cell, Column, Document, Line, Section, Sum, Table
from tests.reports.a_document import share_cell

LABELS = dict(zip((*SCALE, "na"), ("Outstanding", "Good", "Requires Improvement", "Inadequate", "N/A"), strict=True))
DOMAINS = {
    "seeing-and-hearing": "Seeing and hearing the child",
    "assessment": "Quality of assessment",
    "plans": "Quality of plans",
    "decision-making": "Decision making and management oversight",
    "meetings-and-reviews": "Meetings and reviews",
    "supervision": "Supervision",
    "diversity": "Consideration and impact of diversity",
}
QUARTER = {"2024-04": "April 2024", "2024-05": "May 2024", "2024-06": "June 2024"}
YEAR = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November")
ELEVEN = {f"2018-{number:02d}": f"{month} 2018" for number, month in enumerate(YEAR, start=1)}
OVERALL_2018 = {
    "outstanding": (0,) * 11,
    "good": (0, 0, 2, 1, 2, 4, 1, 1, 2, 3, 9),
    "requires-improvement": (27, 18, 13, 18, 14, 27, 15, 12, 18, 28, 25),
    "inadequate": (5, 5, 9, 8, 9, 9, 11, 13, 5, 11, 8),
}
COMPLETED = (32, 23, 24, 27, 25, 40, 27, 26, 28, 46, 45)
POOL = (19, 14, 16, 22, 23, 44, 46, 47, 61, 61, 73)
MODERATED = (7, 4, 5)


def a_quarter() -> Document:
    """April to June 2024 as the demonstration has it, with all seven domains and 16 moderated."""
    overall = {grade: tuple(GRADES[month].overall[at] for month in QUARTER) for at, grade in enumerate(SCALE)}
    domains = {id: grades(id, label, _domain(id), QUARTER, "2024-Q1") for id, label in DOMAINS.items()}
    moderated = Table(
        _columns("Moderation", (*QUARTER.values(), "Total")), (_counted("Moderated", "moderated", MODERATED),)
    )
    sections = (
        Section("summary", "Summary audit grades", (grades("overall", "Overall grade", overall, QUARTER, "2024-Q1"),)),
        Section("moderation", "Moderation", (Block("moderation", TABLE, "Moderation", table=moderated), _kept())),
        Section("domains", "Audit data by domain", tuple(domains.values())),
        *(Section(id, DOMAINS[id], (block,)) for id, block in domains.items()),
        Section("families", "Feedback from families", (_families(),)),
        Section("inadequate", "Audits graded Inadequate", (_actions(),)),
        Section("analysis", "Analysis"),
    )
    return Document("2024-Q1", "quarterly", "Audit report, Q1 2024-25", "Eastmere Council", "Ruth Okafor",
                    "2024-07-05T16:00:00+00:00", 48211, "2024-07-05", sections)  # fmt: skip


def a_month() -> Document:
    """November 2018 with the months before it: what was completed, by which pool, the grades, and who took part."""
    overall = grades("overall", "Overall grade", OVERALL_2018, ELEVEN)
    sections = (
        Section("how-much", "How much did we do?", (_completion(),)),
        Section("how-well", "How well are we doing?", (overall,)),
        Section("action", "What action have we taken?", (_open_actions(),)),
        Section("engagement", "Engagement", (_engagement(),)),
        Section("conclusions", "Conclusions"),
    )
    return Document("2018-11", "monthly", "Audit report, November 2018", "Eastmere Council", "Ruth Okafor",
                    "2018-11-30T17:00:00+00:00", 4000, "2018-11-30", sections, sums=(_parents(),))  # fmt: skip


def grades(
    domain: str, label: str, counts: Mapping[str, tuple[int, ...]], months: Mapping[str, str], whole: str = ""
) -> Block:
    """A table of grades by month; without N/A in the base."""
    bases = [sum(counts[grade][at] for grade in SCALE) for at in range(len(months))]
    rows = [_grade_row(domain, grade, counts[grade], bases, months, whole) for grade in counts]
    heads = [*months.values(), *(["Total"] if whole else [])]
    return Block(f"grades-{domain}", TABLE, label, table=Table(_columns("Grade", heads), tuple(rows)))


def _grade_row(
    domain: str, grade: str, counts: tuple[int, ...], bases: list[int], months: Iterable[str], whole: str
) -> tuple[Cell, ...]:
    name, base = f"grade:{domain}:{grade}", f"graded:{domain}"
    keys, values = [*months], [*zip(counts, bases, strict=True)]
    if whole:
        keys, values = [*keys, whole], [*values, (sum(counts), sum(bases))]
    if grade == "na":
        cells = [Cell(str(n), name, key, n) for key, (n, _) in zip(keys, values, strict=True)]
    else:
        cells = [share_cell(name, key, n, of, base) for key, (n, of) in zip(keys, values, strict=True)]
    return (Cell(LABELS[grade]), *cells)


def _domain(id: str) -> dict[str, tuple[int, ...]]:
    """The columns of a domain, by grade."""
    columns = [(*GRADES[month].domains[id], 0)[:5] for month in QUARTER]
    return {grade: tuple(column[at] for column in columns) for at, grade in enumerate((*SCALE, "na"))}


def _columns(first: str, heads: Iterable[str]) -> tuple[Column, ...]:
    return (Column(first, TEXT), *(Column(head, SHARE) for head in heads))


def _counted(label: str, figure: str, counts: tuple[int, ...]) -> tuple[Cell, ...]:
    cells = (Cell(str(n), figure, month, n) for month, n in zip(QUARTER, counts, strict=True))
    return (Cell(label), *cells, Cell(str(sum(counts)), figure, "2024-Q1", sum(counts)))


def _lines(id: str, title: str, period: str, figures: Mapping[str, tuple[str, int, int]]) -> Block:
    return Block(id, LINES, title, lines=tuple(
        Line(label, share_cell(figure, period, n, of, "")) for figure, (label, n, of) in figures.items()
    ))  # fmt: skip


def _kept() -> Block:
    return _lines("kept", "Moderation", "2024-Q1", {"grade-kept": ("Overall grade kept at moderation", 13, 16)})


def _families() -> Block:
    heard = [PARTICIPATION[month].parent["gave_views"] for month in QUARTER]
    bases = [sum(GRADES[month].overall) for month in QUARTER]
    cells = [share_cell("families-heard", *one, "audits") for one in zip(QUARTER, heard, bases, strict=True)]
    whole = share_cell("families-heard", "2024-Q1", sum(heard), sum(bases), "audits")
    rows = ((Cell("Families heard"), *cells, whole),)
    return Block(
        "families", TABLE, "Feedback from families", table=Table(_columns("Who", (*QUARTER.values(), "Total")), rows)
    )


def _actions() -> Block:
    figures = {"inadequate:done": ("Actions completed", 14, 21), "inadequate:overdue": ("Actions overdue", 0, 7)}
    return _lines("inadequate", "Audits graded Inadequate", "2024-Q1", figures)


def _completion() -> Block:
    rows = tuple(
        (Cell(label), Cell(str(done), "returned", key, done), Cell(str(pool), "pool", key, pool),
         share_cell("completion-of-pool", key, done, pool, "pool"))
        for (key, label), done, pool in zip(ELEVEN.items(), COMPLETED, POOL, strict=True)
    )  # fmt: skip
    heads = ("Completed audits", "Auditors in the pool", "Completion of pool")
    return Block("completion", TABLE, "Completion by month", table=Table(_columns("Month", heads), rows))


def _open_actions() -> Block:
    return _lines("actions", "Actions", "2018-11", {
        "actions:within": ("Actions within timescale", 122, 190), "actions:overdue": ("Actions overdue", 68, 190),
    })  # fmt: skip


PARENTS = {
    "parent-gave-views": ("Parent gave views", 23, 42), "parent-tried": ("Parent was tried", 14, 42),
    "parent-declined": ("Parent declined", 2, 42), "parent-not-applicable": ("Parent: not applicable", 3, 42),
}  # fmt: skip


def _engagement() -> Block:
    took_part = {
        "worker-took-part": ("Social worker took part", 43, 45),
        "manager-took-part": ("Manager took part", 41, 45),
    }
    return _lines("engagement", "Taking part", "2018-11", {**took_part, **PARENTS})


def _parents() -> Sum:
    return Sum(("families", "2018-11"), tuple((figure, "2018-11") for figure in PARENTS))
