"""What became of the letters that told of a concern: those of its newest clock, the last to each person."""

import json
from typing import Any

from projections.rows import Row

COLUMN = (
    "(SELECT json_group_array(json_object('recipient', recipient, 'state', state, 'sent_at', sent_at))"
    " FROM (SELECT recipient, state, sent_at, max(written_at) FROM letters WHERE letters.cause > concerns.id || '#'"
    " AND letters.cause < concerns.id || '$' AND letters.kind = 'concern-raised'"
    " AND letters.written_at >= concerns.clock_since GROUP BY recipient))"
)
"""The letters as JSON, of a row of concerns; a letter that was written again stands for the one before."""


def letters(row: Row) -> list[dict[str, Any]]:
    """The letters of a concern: recipient, state, sent_at; none before a clock began."""
    return json.loads(row["mail"]) if row["clock_since"] else []
