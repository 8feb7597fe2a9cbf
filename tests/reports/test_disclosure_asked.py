"""Which warnings of what people wrote are answered before it is public."""

from dataclasses import replace

import pytest

from app.reports.disclosure_asked import asked
from app.reports.document import Section
from tests.reports.a_document import a_document, text


@pytest.mark.parametrize(
    ("said", "to_answer", "noted"),
    [
        ("Anna Bell led it; anna bell again, Anna Bell too.", ["Anna Bell", "anna bell"], []),
        ("It was Anna, in May, with Harbour and Old Town.", ["Anna"], ["May"]),
        ("It helped J.K., and JK.", ["J.K."], ["JK"]),
        ("It is C-10234, a@b.org or 01632 960123.", ["C-10234", "a@b.org", "01632 960123"], []),
        ("Born on 3 May 2024, or 3 May 2014, or 03/05/14.", ["Born on", "3 May 2014", "03/05/14"], ["3 May 2024"]),
    ],
)
def test_what_is_known_is_answered_and_what_may_be_a_name_is_looked_at(
    said: str, to_answer: list[str], noted: list[str]
) -> None:
    document = replace(a_document(), sections=(Section("one", "One", commentary=(text(said),)),))
    found = list(asked(document, ["Anna Bell", "Theresa May"], ["Harbour", "Old Town"]))
    assert [one.warned.found for one in found if one.to_answer] == to_answer
    assert [one.warned.found for one in found if not one.to_answer] == noted
    assert {one.section for one in found} == {"one"}
