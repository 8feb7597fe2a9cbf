"""A chart of every form with its table, of invented audits: for the gallery."""

from app.reports.document import SHARE, TEXT, Cell, Chart, Column, Point, Series, Table

GRADES = (
    Series("outstanding", "Outstanding", "grade-4"), Series("good", "Good", "grade-3"),
    Series("ri", "Requires improvement", "grade-2"), Series("inadequate", "Inadequate", "grade-1"),
)  # fmt: skip
MONTHS = ("April 2024", "May 2024", "June 2024")
COUNTS = {"outstanding": (1, 0, 0), "good": (7, 7, 7), "ri": (21, 18, 9), "inadequate": (2, 5, 0)}
TOTALS = (31, 30, 16)
DOMAINS = {
    "Seeing and hearing the child": (7, 21, 3), "Assessment": (9, 18, 4), "Plans": (5, 20, 6),
    "Supervision": (12, 15, 4),
}  # fmt: skip
COMPLETED = {"April 2024": (31, 73, "42%"), "May 2024": (30, 74, "41%"), "June 2024": (16, 74, "22%")}
OPEN = {"Review the safety plan": 41, "See the child alone": 17, "Record the strategy discussion": 3}
RUN = (42, 45, 38, 44, 40, 71, 47, 41, 52, 55, 50, 54)
"""Per cent graded Good, April to March; a new framework began in December."""
MONTH_NAMES = ("April", "May", "June", "July", "August", "September", "October", "November", "December")


def stacked() -> Chart:
    """Grades by month."""
    points = tuple(
        Point(month, float(n), grade, n, of)
        for grade, counts in COUNTS.items()
        for month, n, of in zip(MONTHS, counts, TOTALS, strict=True)
    )
    finding = "Most audits were graded Requires improvement: 48 of 77."
    return Chart("grades-by-month", "stacked", "Grades by month", finding, finding, points, GRADES, "Audits")


def shares() -> Chart:
    """Domains by grade, each to 100%."""
    points = tuple(
        Point(domain, 100 * n / sum(counts), grade.id, n, sum(counts))
        for domain, counts in DOMAINS.items()
        for grade, n in zip(GRADES[1:], counts, strict=True)
    )
    finding = "Supervision has the largest share of Good: 12 of 31."
    return Chart("domains", "shares", "Grades by domain", finding, finding, points, GRADES[1:], "% of audits")


def grouped() -> Chart:
    """Two quarters side by side."""
    points = tuple(
        Point(grade.label, float(n), quarter, n)
        for quarter, counts in (("Q4 2023-24", (2, 30, 51, 9)), ("Q1 2024-25", (1, 21, 48, 7)))
        for grade, n in zip(GRADES, counts, strict=True)
    )
    finding = "21 audits were graded Good, 30 the quarter before: too few to call a change."
    series = (Series("Q4 2023-24", "Q4 2023-24"), Series("Q1 2024-25", "Q1 2024-25"))
    return Chart("quarters", "grouped", "Grades by quarter", finding, finding, points, series, "Audits")


def completion() -> Chart:
    """Completed beside the pool."""
    rows = COMPLETED.items()
    points = tuple(Point(month, float(of), "pool", of) for month, (_, of, _) in rows) + tuple(
        Point(month, float(n), "completed", n, of, mark=share) for month, (n, of, share) in rows
    )
    series = (Series("pool", "Auditors in the pool"), Series("completed", "Audits completed"))
    finding = "Of the pool, 22% completed their audit in June 2024: 16 of 74."
    return Chart("completion", "completion", "Completion", finding, finding, points, series, "Audits")


def lines() -> Chart:
    """Two series by month."""
    points = tuple(Point(month, float(n), "good", n) for month, n in zip(MONTHS, (23, 23, 44), strict=True)) + tuple(
        Point(month, float(n), "family", n) for month, n in zip(MONTHS, (52, 60, 63), strict=True)
    )
    series = (Series("good", "Graded Good"), Series("family", "Family heard"))
    finding = "Families were heard in 63% of audits in June 2024."
    return Chart("lines", "lines", "Good grades and families heard", finding, finding, points, series, "% of audits")


def process() -> Chart:
    """A process behaviour chart with a month outside the limits and a new framework."""
    points = tuple(_of_the_run(n, value) for n, value in enumerate(RUN))
    finding = "September 2024 is above the upper limit; from January 2025 a new framework applies."
    return Chart("process", "process", "Graded Good, by month", finding, finding, points, y="% of audits")


def _of_the_run(n: int, value: int) -> Point:
    month = f"{(*MONTH_NAMES, 'January', 'February', 'March')[n]} {2024 if n < 9 else 2025}"
    centre, wide = (43.0, 18.0 + n % 3) if n < 9 else (53.0, 20.0)
    mark = "Outside the limits" if n == 5 else ""
    breaks = "New framework: Core practice audit, version 2" if n == 9 else ""
    return Point(month, float(value), "", value * 30 // 100, 30, centre - wide, centre + wide, centre, mark, breaks)


def intervals() -> Chart:
    """A share with its interval by month."""
    rows = zip(MONTHS, ((7, 31, 22.6, 11.4, 39.8), (7, 30, 23.3, 11.8, 40.9), (7, 16, 43.8, 23.1, 66.8)), strict=True)
    points = tuple(Point(month, value, "", n, of, low, high) for month, (n, of, value, low, high) in rows)
    finding = "June's 7 of 16 may be anything from 23% to 67%: too few to call a change."
    return Chart("intervals", "intervals", "Graded Good, with 95% intervals", finding, finding, points, y="% of audits",
                 target=50.0)  # fmt: skip


def ageing() -> Chart:
    """Open actions by days overdue."""
    points = tuple(Point(action, float(days), "", days, mark=f"{days} days overdue") for action, days in OPEN.items())
    finding = "Three actions are overdue, the longest by 41 days."
    return Chart("ageing", "ageing", "Open actions by days overdue", finding, finding, points, y="Days overdue")


def table() -> Table:
    """Grades by month, each value opening to its figure; one kept back, as in a public copy."""
    columns = (Column("Grade", TEXT), *(Column(month, SHARE) for month in MONTHS))
    rows = tuple((Cell(grade.label), *_values(grade.id)) for grade in GRADES)
    base = (Cell("Graded"), *(Cell(str(of), "graded:overall", "2024-Q1", of) for of in TOTALS))
    return Table(columns, (*rows, base), totals=1)


def _values(grade: str) -> list[Cell]:
    name = f"grade:overall:{grade}"
    return [
        Cell(f"{n} ({(200 * n + of) // (2 * of)}%)", name, "2024-Q1", n, of) if n != 1 else Cell("", kept_back=True)
        for n, of in zip(COUNTS[grade], TOTALS, strict=True)
    ]


EXAMPLES = {one.__name__: one for one in (stacked, shares, grouped, completion, lines, process, intervals, ageing)}
"""An example of every form of chart, by the form."""
