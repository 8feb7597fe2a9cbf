"""What in a text may tell who it is about: the quotations of a published report, and made-up ones."""

import pytest

from app.reports.disclosure_screening import screen

TELLING = [
    ("The social worker was really good with I. She did a safety plan with I, she made I feel safe.", "initials", 3),
    ("if L is struggling in school he will link in with the school", "initials", 1),
    ("It is better since J.K. moved.", "initials", 1),
    ("JK is happier.", "initials", 1),
    ("A is doing well.", "initials", 1),
    ("M's new plan", "initials", 1),
    ("He was born 12/03/2014.", "date of birth", 1),
    ("Her birthday is the 3rd March.", "date of birth", 1),
    ("Ring 07700 900123.", "telephone number", 1),
    ("Write to mum@example.org.", "e-mail address", 1),
    ("We moved to EX4 9ZZ.", "postcode", 1),
    ("We live at 12 Acacia Avenue.", "address", 1),
    ("She goes to St Mary's Primary School.", "school", 1),
    ("It was about C-10482.", "reference", 1),
    ("See audit 2024-05/17.", "reference", 1),
    ("Thanks to ruth okafor.", "name", 1),
    ("Ruth listened.", "name", 1),
    ("We liked Mrs Smith.", "name", 1),
    ("They helped Sarah a lot.", "name", 1),
    ("It is better. Sarah was lovely.", "name", 1),
    ("Jayden likes her.", "name", 1),
    ("Ella's mum is happier now.", "name", 1),
    ("ELLA was here.", "name", 1),
    ("“Zoë” was sad.", "name", 1),
]
TELLING_NOTHING = [
    "If I didn't have a social worker I would probably still be drinking so this is positive and I've sorted it.",
    "My child now feels like Social Workers leave because he is so broken they can't fix him.",
    "I do not feel my children's best interests have been at the heart of social work intervention.",
    "It had a huge impact on my family having numerous social workers over the past 12 months..... this has led to",
    "A social worker came. Plan B worked, and my GP rang in April.",
    "Communication was poor. Everything is explained now. It was good. School has helped.",
    "They told me what I needed; what more could I ask?",
    "It's good. That's all. She's kind, and what's more, there's hope. Mum's worker listens. Everyone likes him.",
]


@pytest.mark.parametrize(("text", "kind", "many"), TELLING)
def test_what_may_tell_is_warned_of_with_its_place(text: str, kind: str, many: int) -> None:
    found = screen(text, ["Ruth Okafor"])
    assert [one.kind for one in found] == [kind] * many
    assert all(text[one.start : one.end] == one.found for one in found)


@pytest.mark.parametrize("text", TELLING_NOTHING)
def test_ordinary_speech_is_not_warned_of(text: str) -> None:
    assert not screen(text, ["Ruth Okafor"])
