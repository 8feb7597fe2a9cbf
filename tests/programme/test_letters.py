"""Letters are written once, in words that can hold nothing of a child, and cancelled when their cause goes away."""

import re
from string import Formatter
from typing import Any

import pytest

from app.demo import stories
from app.demo.stories import ANNA, BEN, RUTH
from app.events.letter import Letter
from app.programme import letters
from app.programme.house import House
from app.programme.letter_kinds import KINDS, LINES, Kind, Line, Matter, News, filled, line, said
from app.programme.letters import body, composed, letter_id, write, written
from app.programme.reminding import matters

AT = "2024-05-20T09:00:00+00:00"
ABOUT: dict[str, Any] = {"cause": "audit/2024-05/0002#overdue-2024-05-17", "recipient": BEN, "kind": "audit-overdue"}
FACTS: dict[str, Any] = {"link": "/audits/2024-05/2", "facts": {"due": "2024-05-17"}, "by": RUTH, "at": AT}


def test_the_id_is_made_of_cause_person_and_kind() -> None:
    assert letter_id("audit/1#x", BEN, "weekly") == letter_id("audit/1#x", BEN, "weekly")
    assert re.fullmatch(r"letter/[a-z2-7]{16}", letter_id("audit/1#x", BEN, "weekly"))
    others = {letter_id(*one) for one in (("audit/1#x", BEN, "w"), ("audit/1#y", BEN, "w"), ("audit/1#x", ANNA, "w"),
                                          ("audit/1#x", BEN, "v"), (f"audit/1#x\n{BEN}", "", "w"))}  # fmt: skip
    assert len(others) == 5


def test_a_letter_is_written_once(house: House) -> None:
    first = write(house, **ABOUT, **FACTS)
    assert first is not None
    assert first.id == letter_id(**ABOUT)
    assert (write(house, **ABOUT, **FACTS), written(house, **ABOUT, **FACTS)) == (None, None)
    assert house.version(first.id) == 1


def test_a_letter_can_be_kept_in_the_save_of_what_it_tells_of(house: House) -> None:
    letter = written(house, **ABOUT, **FACTS)
    assert letter is not None
    assert house.version(letter.id) == 0
    house.keep(letter)
    assert house.model.one("SELECT recipient, state FROM letters") == {"recipient": BEN, "state": "waiting"}


@pytest.mark.parametrize("link", ["audits/1", "https://evil.example", "//evil.example", "/a b", "/a\r\nBcc: x", "/\\x"])
def test_a_link_is_a_path_of_this_application(house: House, link: str) -> None:
    with pytest.raises(ValueError, match="no path of this application"):
        written(house, **ABOUT, **FACTS | {"link": link})


@pytest.mark.parametrize(
    ("value", "words"),
    [(1240, "1,240"), ("2024-05-17", "17 May 2024"), ("2024-05", "May 2024"),
     ("2024-05-17T08:12:00+00:00", "17 May 2024 at 09:12")],
)  # fmt: skip
def test_counts_dates_months_and_moments_are_filled_in(value: str | int, words: str) -> None:
    assert said(value) == words


@pytest.mark.parametrize("value", ["JB", "C-10482", "She draws with him.", "person/ben-carter", ""])
def test_nothing_else_can_be_filled_in(house: House, value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        written(house, **ABOUT, **FACTS | {"facts": {"due": value}})


def test_a_fact_that_is_missing_is_not_left_out_quietly() -> None:
    with pytest.raises(KeyError):
        composed("audit-overdue", {})


def sample(kind: Kind) -> dict[str, str | int]:
    """A date for each place that a kind's words leave open."""
    return places(kind.subject, *kind.text)


def places(*told: str) -> dict[str, str | int]:
    """A date for each place that some words leave open."""
    names = {name for words in told for _, name, _, _ in Formatter().parse(words) if name}
    return dict.fromkeys(names, "2024-05-17")


@pytest.mark.parametrize("key", sorted(KINDS))
def test_no_kind_of_letter_holds_case_detail_or_a_name(told: House, key: str) -> None:
    counts = [Line(matter, 3, 1) for matter in matters()]
    news = [News("action/x#overdue", BEN, each, "/actions/x", places(LINES[each])) for each in LINES]
    words = composed(key, sample(KINDS[key]), counts + news)
    letter = Letter("letter/x")
    letter.write(recipient=BEN, kind=key, cause="", link="/audits/2024-05/2", calendar="", by=RUTH, at=AT, **words)
    text = f"{letter.subject}\n{body(letter, 'https://audit.eastmere.example', 'Eastmere Council')}"
    names = [row["name"] for row in told.model.query("SELECT name FROM people")]
    references = [child.removeprefix("child/") for child in stories.CHILDREN]
    initials = [rf"\b{details[0]}\b" for details in stories.CHILDREN.values()]
    assert [one for one in (*references, *initials, *names) if re.search(one, text)] == []
    assert "{" not in text
    assert all(sentence.endswith((".", ":")) for sentence in words["text"])
    assert words["subject"][0].isupper()
    assert not words["subject"].endswith(".")


def test_no_letter_of_the_story_holds_anything_that_was_written_of_a_child(told: House) -> None:
    happened = told.reader.under("")
    narrative = {
        value for made in happened if made.stream.startswith("audit/")
        for value in made.facts.get("changes", {}).values() if isinstance(value, str) and " " in value
    }  # fmt: skip
    sent = [made for made in happened if made.topic == "letter written"]
    assert narrative
    assert sent
    for made in sent:
        words = " ".join([made.facts["subject"], *made.facts["text"], *(one["text"] for one in made.facts["lines"])])
        assert not any(text in words for text in narrative)
        assert not re.search("|".join(child.removeprefix("child/") for child in stories.CHILDREN), str(made.facts))


def test_a_line_of_the_weekly_letter_counts() -> None:
    actions = Matter("open action", "overdue", "/actions", lambda model, today: [], "of yours")
    assert line(Line(actions, 1)) == {"text": "1 open action of yours", "link": "/actions"}
    assert line(Line(actions, 1200, 3))["text"] == "1,200 open actions of yours, 3 of them overdue"
    assert filled("{n} left", {"n": 2}) == "2 left"


def test_the_words_end_with_the_link_and_why_the_reader_has_them() -> None:
    letter = Letter("letter/x")
    lines = [{"text": "2 audits to be returned by you", "link": "/"}]
    letter.write(**ABOUT, link="/audits/2024-05/2", subject="S", text=["One.", "Two."], lines=lines, calendar="",
                 by=RUTH, at=AT)  # fmt: skip
    assert body(letter, "https://audit.example", "Eastmere Council").split("\n\n") == [
        "One.",
        "Two.",
        "- 2 audits to be returned by you: https://audit.example/",
        "Open Audit Loop here: https://audit.example/audits/2024-05/2",
        "You have this letter because of your part in the audit programme of Eastmere Council. It holds nothing about a"
        " child: that is behind the link, once you have signed in. Nobody reads answers to it.\n",
    ]


def test_letters_for_a_cause_are_cancelled_in_the_save_that_ends_it(house: House) -> None:
    write(house, **ABOUT, **FACTS)
    write(house, **ABOUT | {"recipient": ANNA}, **FACTS)
    write(house, **ABOUT | {"cause": "audit/2024-05/0003#overdue"}, **FACTS)
    gone = letters.cancelled(house, ABOUT["cause"], reason="It was withdrawn.", by=RUTH, at=AT)
    house.keep(*gone)
    assert {letter.recipient for letter in gone} == {ANNA, BEN}
    left = house.model.query("SELECT cause FROM letters WHERE state = 'waiting'")
    assert left == [{"cause": "audit/2024-05/0003#overdue"}]
    assert letters.cancelled(house, ABOUT["cause"], reason="Again.", by=RUTH, at=AT) == []


def test_a_persons_own_reason_is_in_the_log_and_in_no_row(house: House) -> None:
    letter = write(house, **ABOUT, **FACTS)
    assert letter
    letters.call_off(house, letter.id, version=1, reason="Ben is at his mother's funeral.", by=RUTH, at=AT)
    assert "funeral" not in str(house.model.query("SELECT * FROM letters"))
    assert "funeral" in str(house.log.history(letter.id)[-1])
