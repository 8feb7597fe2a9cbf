"""The lists that a council brings in at the beginning, made for a test: people as a workbook, children as CSV."""

import csv
import io
from typing import TypedDict

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PEOPLE = [
    ("Name", "E-mail", "Job title", "Team", "Roles", "Auditor trained on", "Moderator"),
    ("Anna Bell", "anna@westvale.example", "Advanced practitioner", "Hillside", "Auditor", "14/03/2024", ""),
    ("Ben Carter", "ben@westvale.example", "Manager", "Harbour", "Auditor", "31/02/2024", ""),
    ("Mary Quinn", "mary@westvale.example", "Other", "", "Moderator", "", "External"),
    ("Omar Haddad", "omar@westvale.example", "Manager", "Harbour", "Team manager", "", ""),
    ("Dana Lewis", "dana@westvale.example", "Social worker", "Harbour", "Practitioner", "", ""),
]
"""The second auditor's training is on a day that there is not."""
CHILDREN = [("Reference", "Initials", "Plan type", "Team", "Allocated worker", "Age band", "Ethnicity", "Opened")] + [
    (f"C-{10400 + n}", "JB", plan, team, "Dana Lewis" if team == "Harbour" else "", age, "", f"{n}/01/2024")
    for n, (plan, team, age) in enumerate(
        ((plan, team, age) for team in ("Harbour", "Hillside") for plan, age in (("CiN", "0-4"), ("CP", "5-9"))), 1
    )
]


class File(TypedDict):
    """A file as a browser's file field takes it."""

    name: str
    mimeType: str
    buffer: bytes


def workbook(name: str, rows: list[tuple[str, ...]]) -> File:
    """The rows as an Excel file."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return {"name": f"{name}.xlsx", "mimeType": XLSX, "buffer": file.getvalue()}


def table(name: str, rows: list[tuple[str, ...]]) -> File:
    """The rows as a CSV file."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
