"""A whole audit's answers for any framework, for tests to spoil one at a time."""

from typing import Any

from app.events.sections import Field, is_needed, sections


def complete(content: dict[str, Any], grade: str | None = None) -> dict[str, Any]:
    """Return the fewest answers that can be returned, every grade being `grade`, or the second best."""
    chosen = grade or content["grades"][1]["id"]
    answers: dict[str, Any] = {}
    for found in sections(content):
        answers |= {field.key: _answer(field, chosen) for field in found.fields if field.required}
    needed = [field for found in sections(content) for field in found.fields if is_needed(field, answers)]
    return {field.key: _answer(field, chosen) for field in needed}


def _answer(field: Field, grade: str) -> Any:
    if field.kind == "grade":
        return grade
    if field.kind == "choice":
        return field.choices[0][0]
    if field.kind == "actions":
        return [{"id": "a1", "what": "Bring the chronology up to date", "owner": "person/alice", "due": "2024-06-28"}]
    return f"Seen in the record: {field.label}"
