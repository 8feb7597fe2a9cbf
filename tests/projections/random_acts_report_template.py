"""The Word template of reports: uploaded and withdrawn, in any order."""

from typing import Any

from app.events.report_template import TEMPLATE, ReportTemplate


def _template(council: Any, a: int, b: int, c: int, said: Any) -> None:
    template = council.subject(ReportTemplate, TEMPLATE)
    if c % 3:
        template.upload(f"{a}.docx", bytes([b % 5, 1]), "Other words.", **said)
    else:
        template.withdraw("Too pale.", **said)


ACTS = {"report template": _template}
