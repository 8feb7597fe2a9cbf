"""A small quarterly report, with figures of the quarter from April to June 2024, for the tests of its writers."""

from dataclasses import replace

from app.reports.document import (
    CHART,
    DATE,
    LINES,
    NOTE,
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
    Series,
    Sum,
    Table,
)

MONTHS = ("2024-04", "2024-05", "2024-06")
LABELS = ("April 2024", "May 2024", "June 2024")
GRADES = {"outstanding": "Outstanding", "good": "Good", "ri": "Requires Improvement", "inadequate": "Inadequate"}
OVERALL = {"outstanding": (0, 0, 0), "good": (7, 7, 7), "ri": (22, 18, 9), "inadequate": (2, 5, 0)}
OF = (31, 30, 16)
DOMAIN = {"outstanding": (0, 0, 0), "good": (7, 16, 7), "ri": (21, 11, 9), "inadequate": (3, 3, 0)}


def share_cell(name: str, period: str, n: int, of: int, base: str) -> Cell:
    """n of `of` with its share, in whole per cent."""
    share = str((200 * n + of) // (2 * of))
    return Cell(f"{n} ({share}%)", name, period, n, of, share, base=base)


def grade_table(domain: str, counts: dict[str, tuple[int, ...]]) -> Table:
    """Grades by month and in total, as the quarterly report has them."""
    columns = (Column("Grade", TEXT), *(Column(label, SHARE) for label in LABELS), Column("Total", SHARE))
    return Table(columns, (*(_row(domain, *one) for one in counts.items()), _base(domain)), totals=1)


def _row(domain: str, grade: str, counts: tuple[int, ...]) -> tuple[Cell, ...]:
    name, base = f"grade:{domain}:{grade}", f"graded:{domain}"
    cells = [share_cell(name, *one, base) for one in zip(MONTHS, counts, OF, strict=True)]
    return (Cell(GRADES[grade]), *cells, share_cell(name, "2024-Q1", sum(counts), sum(OF), base))


def _base(domain: str) -> tuple[Cell, ...]:
    cells = (Cell(str(of), f"graded:{domain}", month, of) for month, of in zip(MONTHS, OF, strict=True))
    return (Cell("Graded"), *cells, Cell(str(sum(OF)), f"graded:{domain}", "2024-Q1", sum(OF)))


def grade_chart(domain: str, counts: dict[str, tuple[int, ...]]) -> Chart:
    """The same, stacked by month."""
    points = tuple(
        Point(label, float(n), grade, n, of, figure=f"grade:{domain}:{grade}", period=month, base=f"graded:{domain}")
        for grade, row in counts.items()
        for label, month, n, of in zip(LABELS, MONTHS, row, OF, strict=True)
    )
    series = tuple(Series(id, label, f"grade-{4 - n}") for n, (id, label) in enumerate(GRADES.items()))
    finding = "Most audits were graded Requires Improvement: 49 of 77."
    return Chart(f"{domain}-by-month", "stacked", "Grades by month", finding, finding, points, series, "Audits")


def sums(domain: str) -> tuple[Sum, ...]:
    """What adds up in a table of grades."""
    names = [f"grade:{domain}:{grade}" for grade in GRADES]
    down = [Sum((f"graded:{domain}", one), tuple((name, one) for name in names)) for one in (*MONTHS, "2024-Q1")]
    across = [Sum((name, "2024-Q1"), tuple((name, one) for one in MONTHS)) for name in (*names, f"graded:{domain}")]
    return (*down, *across)


def text(words: str, item: bool = False) -> Paragraph:
    """A paragraph of words alone."""
    return Paragraph((Cell(words),), item)


def summary() -> Section:
    """Lines, a table and a chart, with commentary that has a figure in it."""
    good = share_cell("grade:overall:good", "2024-Q1", 21, 77, "graded:overall")
    table = grade_table("overall", OVERALL)
    blocks = (
        Block("lines", LINES, "Overall outcomes", lines=(Line("Good", good, "95% interval 19% to 38%"),)),
        Block("overall", TABLE, "Overall grade by month", table=table),
        Block("overall-chart", CHART, "Overall grades", table=table, chart=grade_chart("overall", OVERALL),
              notes=("Each share is rounded on its own.",)),
    )  # fmt: skip
    said = Paragraph((Cell("Of the audits, "), replace(good, text="21 of 77 (27%)"), Cell(" were Good.")))
    return Section(
        "summary", "Summary audit grades", blocks, (said, text("one thing", True), text("another thing", True))
    )


def family() -> Section:
    """What families said."""
    quotations = (
        Quotation("audit/2024-04/0003", 0, "positive", "She listened to us."),
        Quotation("audit/2024-05/0011", 0, "less_positive", "There have been several social workers."),
    )
    block = Block("quotations", QUOTATIONS, "What families said", quotations=quotations)
    return Section("family", "Family feedback", (block,), (text("Families were heard in most audits."),))


def following() -> Section:
    """A recommendation, and a block that says that there is nothing."""
    made = Recommended("recommendation/1", "Run a recall event for auditors.", "Ruth Okafor", "2024-09-30", "open")
    blocks = (
        Block("recommendations", RECOMMENDATIONS, "Recommendations", recommendations=(made,)),
        Block("none", NOTE, "Audits graded Inadequate", notes=("No audit is still open.",)),
    )
    return Section("next-steps", "Next steps", blocks)


def appendix() -> Section:
    """A confidential list by name."""
    late = Table(
        (Column("Auditor", TEXT), Column("Audit", TEXT), Column("Returned on", DATE), Column("Working days late")),
        ((Cell("Anna Bell"), Cell("2024-05/17"), Cell("2024-06-03"), Cell("2", n=2)),),
    )
    block = Block("late", TABLE, "Late returns", table=late, confidential=True)
    return Section("appendix", "Appendix", (block,), confidential=True)


def a_document() -> Document:
    """A report with every kind of block, commentary with a figure in it, and a confidential appendix."""
    domain = Block("seeing", TABLE, "Seeing and hearing the child", table=grade_table("seeing-and-hearing", DOMAIN))
    domains = Section("domains", "Audit data by domain", (domain,))
    counted, of = "Audits with the grade Good", "audits to standard, graded"
    return Document(
        "2024-Q1", "quarterly", "Quality assurance audit report, Q1 2024-25", "Eastmere Council", "Ruth Okafor",
        "2024-07-05T16:00:00+00:00", 48211, "2024-07-05", (summary(), domains, family(), following(), appendix()),
        (Definition("grade:overall:good", "Overall grade: Good", counted, of),),
        (*sums("overall"), *sums("seeing-and-hearing")), ("Core practice audit, version 2",), demonstration=True,
    )  # fmt: skip
