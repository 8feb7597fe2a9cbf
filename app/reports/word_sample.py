"""A small report with something of everything that a report can hold, to try a template with."""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.document import (
    CHART,
    INTERNAL,
    LINES,
    NOTE,
    PUBLIC,
    QUOTATIONS,
    RECOMMENDATIONS,
    SHARE,
    TABLE,
    TEXT,
    Block,
    Cell,
    Chart,
    Column,
    Definition,
    Document,
    Line,
    Paragraph,
    Point,
    Quotation,
    Recommended,
    Section,
    Table,
)

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000010800000000d14920560000000b49444154789c63b87b1700029a01bb7c3b8d"
    "fa0000000049454e44ae426082"
)
"""A PNG that is two points wide and one high."""
GOOD = Cell("12 (60%)", "grade:overall:good", "2024-Q1", 12, 20, "60")
GRADES = Table((Column("Grade", TEXT), Column("Total", SHARE)), ((Cell("Good"), GOOD),))
DRAWN = Chart("grades", "stacked", "Grades", "12 of 20 were Good.", "12 of 20 were Good.", (Point("Q1", 12.0),))
NAMED = Table((Column("Auditor", TEXT),), ((Cell("Anna Bell"),),))
BLOCKS = (
    Block("lines", LINES, "Overall outcomes", lines=(Line("Good", GOOD, "95% interval 39% to 78%"),)),
    Block("table", TABLE, "Overall grades", table=GRADES),
    Block("chart", CHART, "Grades", table=GRADES, chart=DRAWN),
    Block("quotations", QUOTATIONS, "What families said", quotations=(
        Quotation("audit/2024-04/0001", 0, "positive", "She listened."),
        Quotation("audit/2024-04/0002", 0, "less_positive", "We had to wait."),
    )),
    Block("recommendations", RECOMMENDATIONS, "Recommendations", recommendations=(
        Recommended("recommendation/1", "Hold a recall event.", "Ruth Okafor", "2024-09-30", "open"),
    )),
    Block("note", NOTE, "To be known", notes=("No audit is open.",)),
)  # fmt: skip


DRAFT, FIRST, SECOND = (0, "", ""), (1, "2024-07-09", "Omar Haddad"), (2, "2024-07-19", "Omar Haddad")
"""What a report is until it is published, then, and once it is corrected: edition, day, and by whom."""
TRIED = (
    (DRAFT, INTERNAL, False), (DRAFT, PUBLIC, True), (FIRST, INTERNAL, True),
    (FIRST, PUBLIC, False), (SECOND, INTERNAL, False), (SECOND, PUBLIC, True),
)  # fmt: skip
"""Edition, copy, and whether it is invented: every two of them together."""
MANY = 20
"""More sections than a report has."""


def samples() -> Iterator[Document]:
    """Reports of the kinds that a template may tell apart, each of many sections."""
    whole = a_sample()
    more = tuple(
        Section(f"more-{n}", f"Part {n} of the sample", commentary=(Paragraph((Cell(f"Said in part {n} of it."),)),))
        for n in range(1, MANY + 1)
    )
    opened, confidential = whole.sections[:2], whole.sections[2:]
    for (edition, on, by), copy, invented in TRIED:
        public = copy == PUBLIC
        author, changes = "" if public else whole.author, whole.changes if edition > 1 else ()
        made = replace(whole, copy=copy, demonstration=invented, author=author, changes=changes)
        sections = (*opened, *more, *(() if public else confidential))
        yield replace(made, sections=sections, edition=edition, published_on=on, published_by=by)


def a_sample() -> Document:
    """The report: of a quarter, in its second edition, with a confidential section, of a demonstration."""
    said = (Paragraph((Cell("Of the audits, "), GOOD, Cell(" were Good."))), Paragraph((Cell("A point."),), True))
    late = Section("appendix", "Appendix", (Block("late", TABLE, "Late", table=NAMED, confidential=True),), (), True)
    good = Definition("grade:overall:good", "Overall grade: Good", "Audits graded Good", "Audits to standard, graded")
    return Document(
        "2024-Q1", "quarterly", "Quality assurance audit report, Q1 2024-25", "Eastmere Council", "Ruth Okafor",
        "2024-07-05T16:00:00+00:00", 1000, "2024-07-05",
        (Section("summary", "Summary", BLOCKS, said), Section("next", "Next steps", commentary=said), late),
        (good,), (), ("Core practice audit, version 2",), 2, "2024-07-09", "Omar Haddad",
        ("April: 12 Good, was 11.",), demonstration=True,
    )  # fmt: skip
