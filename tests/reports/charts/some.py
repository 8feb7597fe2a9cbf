"""Charts for the tests: of every form, of any number of months."""

from app.reports.document import Chart, Point, Series

GRADES = (
    Series("outstanding", "Outstanding", "grade-4"), Series("good", "Good", "grade-3"),
    Series("ri", "Requires Improvement", "grade-2"), Series("inadequate", "Inadequate", "grade-1"),
)  # fmt: skip
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
FORMS = ("stacked", "shares", "grouped", "completion", "lines", "process", "intervals", "ageing")
HOSTILE = (
    "<script>alert(1)</script>", "\"quotes\" & 'single' ]]>", "A very long name " * 20, 
    "\U0001f600 with \x00\x07 control", "", "{{ 7 * 7 }} datum.value names[0] \\u0041", "x" * 300, "\ud800 half a pair",
)  # fmt: skip


def months(many: int) -> list[str]:
    """Months in words from April 2024."""
    return [f"{MONTHS[(3 + n) % 12]} {2024 + (3 + n) // 12}" for n in range(many)]


def a_chart(form: str, names: list[str], series: tuple[Series, ...] = GRADES, title: str = "Grades") -> Chart:
    """A chart of a form with a point of every series at every name."""
    many = series if form in ("stacked", "shares", "grouped", "lines") else series[:2] if form == "completion" else ()
    ids = [one.id for one in many] or [""]
    points = tuple(_point(form, x, id, 7 + 19 * (n * len(ids) + s) % 83)
                   for n, x in enumerate(names) for s, id in enumerate(ids))  # fmt: skip
    y = "% of audits" if form in ("shares", "process", "intervals") else "Audits"
    return Chart("one", form, title, "What it finds.", "What it shows.", points, many, y)


def _point(form: str, x: str, series: str, value: int) -> Point:
    of = 60 if form != "shares" else 4 * value
    if form == "shares":
        return Point(x, 25.0, series, value, of)
    limits = (value - 9.0, value + 9.0, 30.0) if form in ("process", "intervals") else (None, None, None)
    return Point(x, float(value), series, value, of, *limits)
