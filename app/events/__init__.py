"""The write side: pure events and decisions. Importing this package registers every subject's events."""

from app.events import audit, child, council, cycle, exemption, framework, person, team

__all__ = ["audit", "child", "council", "cycle", "exemption", "framework", "person", "team"]
