"""Commentary checked against the report's own figures: what is said, and is not so. See docs/narrative-check.md."""

from app.reports.claims.checking import check, check_all, text_of
from app.reports.claims.finding import KINDS, Finding, Where

__all__ = ["KINDS", "Finding", "Where", "check", "check_all", "text_of"]
