"""Which letters are these? What the tracker of mail asks."""

from projections.asking import Question

QUESTION = Question(
    table="letters",
    select="letters.*, coalesce(people.name, holders.name) AS recipient_name,"
    " coalesce(people.email, holders.email) AS recipient_email",
    source="letters LEFT JOIN people ON people.id = letters.recipient"
    " LEFT JOIN checkpoint_holders AS holders ON holders.id = letters.recipient",
    filters={
        "written": {
            "recent": "letters.written_at >= date(:today, '-3 months') OR letters.state IN ('waiting', 'sending')",
            "all": "1",
        },
        "state": "letters.state = :state",
        "kind": "letters.kind = :kind",
        "recipient": "letters.recipient = 'person/' || :recipient",
        "tried": {"in-vain": "letters.attempts > 0 AND letters.state <> 'sent'", "twice": "letters.attempts > 1"},
    },
    sorts={
        "newest": "letters.written_at DESC",
        "written": "letters.written_at",
        "recipient": "coalesce(people.name, holders.name)",
        "kind": "letters.kind",
        "state": "letters.state",
        "tries": "letters.attempts",
        "sent": "letters.sent_at",
    },
    whose={"person": ("letters.recipient",)},
)
