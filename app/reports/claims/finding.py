"""What the check of commentary finds: words that the report's own figures contradict."""

from dataclasses import dataclass

ARITHMETIC, FIGURE, SUM, TWICE = "arithmetic", "figure", "sum", "twice"
RANK, TREND, FEW, EXTENT = "rank", "trend", "few", "extent"
KINDS = {
    ARITHMETIC: "The percentage is not that of its numbers",
    FIGURE: "The report's figure is another",
    SUM: "The counts do not add up",
    TWICE: "Given twice with different values",
    RANK: "Not the highest, lowest or most common",
    TREND: "The figures did not move so",
    FEW: "Too few to call",
    EXTENT: "Not all, none, most or that part",
}
"""Each kind of finding, in words."""


@dataclass(frozen=True)
class Where:
    """Where it stands: the section's id, and from which to before which character of its commentary, as quoted."""

    section: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Finding:
    """Something said that is not so.

    `sentence` tells the author why. `right` is the right figure as text that can be inserted, `figure` and `period`
    name it and `opens` is its address; all are "" where no figure of the report is surely meant. Of several figures
    together (Good or better) only the address of the first is given, since none has a name for them all. `mend` can
    stand in the place of the quoted words and makes the sentence true; it is "" where it has to be written anew.
    """

    kind: str
    where: Where
    sentence: str
    right: str = ""
    figure: str = ""
    period: str = ""
    opens: str = ""
    mend: str = ""
