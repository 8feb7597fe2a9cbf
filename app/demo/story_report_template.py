"""The Word template of reports: the council's own is taken, and given up again for the one of the programme."""

from app.demo.stories import RUTH, Story
from app.events.report_template import TEMPLATE, ReportTemplate

FILE = b"PK: stands for a Word file."


def tell(story: Story) -> None:
    """A template with the council's colours, which nobody can read in print."""
    story.on("2024-09-12")
    story.let(RUTH, ReportTemplate, TEMPLATE).upload("council-report.docx", FILE, "The council's own colours.")
    story.on("2024-09-16")
    story.let(RUTH, ReportTemplate, TEMPLATE).withdraw("The pale headings cannot be read in print.")
