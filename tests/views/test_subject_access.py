"""A copy of what is held about somebody: put together, reviewed item by item, released by a second person."""

import io
import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from docx import Document
from flask import Flask

from app.demo.stories import ANNA, BEN, HELEN, IAN, JOAN, KOFI, PRIYA, RUTH, Story
from app.events.base import Refusal
from app.events.exemption import Exemption
from app.events.inspection import Inspection, Terms
from app.events.pack import Pack
from app.events.subject_access import SubjectAccess
from app.events.vocabulary import SYSTEM
from app.programme import letters, subject_access
from projections import people, seals
from tests.views.erasing import CHILD, REFERENCE, close_everything
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "may", "may_log"]

PATH, ID = "/subject-access/one", "subject_access/one"
DAYS = {"received_on-day": "27", "received_on-month": "5", "received_on-year": "2024"} | {
    "due-day": "27", "due-month": "6", "due-year": "2024",
}  # fmt: skip
ASKED = {"id": ID, "of": "child", "child": REFERENCE, "person": "", "who": "The mother, by letter."} | DAYS


@pytest.fixture
def asked(app: Flask, may: Story) -> Story:
    """A request about the child of whom everything is closed."""
    close_everything(may)
    assert signed_in(app, RUTH).post("/subject-access", data=ASKED).status_code == 303
    return may


def act(app: Flask, noun: str, by: str = RUTH, **facts: Any) -> Any:
    version = app.extensions["house"].version(ID)
    return signed_in(app, by).post(f"{PATH}/{noun}", data={"version": str(version), **facts})


def found(app: Flask) -> SubjectAccess:
    return app.extensions["house"].log.load(SubjectAccess, ID)


def items(app: Flask) -> list[subject_access.Item]:
    request = found(app)
    return subject_access.items(app.extensions["house"], request.of, request.about, request.upto)


def item_with(app: Flask, word: str) -> str:
    return next(one.id for one in items(app) if any(word in text for _, text in one.said))


def release(app: Flask) -> None:
    """Everything is given but one text, of which a name is blacked out, and one entry that is withheld."""
    assert act(app, "making").status_code == 303
    words = {"outcome": "redacted", "ground": "others", "words": "the  AUNT\n", "note": ""}
    assert act(app, "review", item=item_with(app, "Seen with the aunt"), **words).status_code == 303
    kept = {"outcome": "withheld", "ground": "harm", "words": "", "note": "The lawyer agrees."}
    assert act(app, "review", item=item_with(app, "Nobody was with her"), **kept).status_code == 303
    assert act(app, "rest", note="").status_code == 303
    assert act(app, "finish").status_code == 303
    assert act(app, "release", HELEN).status_code == 303


def in_word(data: bytes) -> str:
    """What stands in a Word file, a line for each paragraph."""
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def test_what_nobody_decided_on_singly_is_said_so_to_who_releases_it(app: Flask, asked: Story) -> None:
    release(app)
    rest = len(items(app)) - 2
    page = unescape(signed_in(app, HELEN).get(PATH).text)
    assert f"{rest} given ({rest} of them in one act, without a decision on each), 1 with words blacked out" in page
    assert f"decided on {rest} items in one act: given." in page
    assert re.search(r"decided on an item, entry \d+ of [^:]+: withheld\.", page)


def test_a_copy_says_how_many_entries_have_words_that_were_erased(app: Flask, asked: Story) -> None:
    release(app)
    copies = f"{PATH}/copies"
    whole = unescape(signed_in(app, RUTH).post(copies, data={"form": "html"}).text)
    assert "words are kept no more" not in whole
    asked.house.keys.erase(["audit/2024-05/0001"])
    left = unescape(signed_in(app, RUTH).post(copies, data={"form": "html"}).text)
    found = re.search(r"In (\d+) of them words are kept no more and stand as “\[erased\]”\.", left)
    assert found, left
    assert int(found[1]) > 0


def test_a_copy_says_to_whom_the_record_was_opened_and_given_and_names_no_other_child(app: Flask, may: Story) -> None:
    both = Terms("2024-05-01", "2099-12-31", False, ("child/C-10519", CHILD), (), "")
    may.let(RUTH, Inspection, "inspection/two").grant("person/iona-grey", both, "Asked for by letter.")
    only = Terms("2024-05-01", "2099-12-31", False, (CHILD,), (), "")
    may.let(RUTH, Inspection, "inspection/two").change(only, "One is enough.", on="2024-05-28")
    other = Terms("2024-05-01", "2099-12-31", False, ("child/C-10519",), (), "")
    may.let(RUTH, Inspection, "inspection/other").grant("person/ivy-lane", other, "Another child.")
    facts = {"kind": "child", "of": [CHILD], "edition": 0, "recipient": "Iona Grey", "follows": "", "position": 50}
    may.let(RUTH, Pack, "pack/given").ask(**facts, why="For the inspection.", on="2024-05-28")
    may.let(HELEN, Inspection, "inspection/two").end("It is over.", on="2024-05-28")
    assert signed_in(app, RUTH).post("/subject-access", data=ASKED).status_code == 303
    assert act(app, "making").status_code == 303
    told = {one.record: one for one in items(app) if one.record.startswith(("inspection/", "pack/"))}
    assert set(told) == {"inspection/two", "pack/given"}
    said = " ".join(text for one in items(app) for _, text in one.said)
    assert "Iona Grey" in said
    assert "C-10519" not in said


def test_of_a_child_who_was_erased_a_copy_has_neither_age_nor_ethnicity(app: Flask, asked: Story) -> None:
    def told() -> list[str]:
        return [text for one in items(app) for label, text in one.said if label in ("Age band", "Ethnicity") and text]

    release(app)
    before = told()
    assert before
    assert "[erased]" not in before
    asked.house.keys.erase([f"{CHILD}#{id}" for id in ("", "x")])
    assert told() == ["[erased]"] * len(before)


def test_the_copy_has_everything_but_what_is_blacked_out_or_withheld(app: Flask, asked: Story) -> None:
    release(app)
    taken = {
        form: signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": form}) for form in ("html", "json", "docx")
    }
    copies = {"html": taken["html"].text, "json": taken["json"].text, "docx": in_word(taken["docx"].data)}
    for copy in copies.values():
        assert "She draws with him." in copy
        assert "Bring him crayons." in copy
        assert "JB" in copy
        assert "Seen with [blacked out]." in copy
        assert "aunt" not in copy.lower()
        assert "Nobody was with her" not in copy
    for form in ("html", "docx"):
        assert "Withheld. Seeing it would be likely to cause serious harm." in copies[form]
        assert "Who read it" in copies[form]
    told = json.loads(copies["json"])
    assert len(told["items"]) == found(app).items
    assert [row["copies"] for row in app.extensions["house"].model.query("SELECT copies FROM subject_access")] == [3]


def test_what_is_decided_on_is_read_beside_the_form_and_in_the_list(app: Flask, asked: Story) -> None:
    act(app, "making")
    client, item = signed_in(app, RUTH), item_with(app, "Seen with the aunt")
    assert "Seen with the aunt." in client.get(f"{PATH}/review?item={item.replace('#', '%23')}").text
    every = "".join(client.get(f"{PATH}/items?page={n}").text for n in (1, 2))
    assert "Seen with the aunt." in every
    assert f"/review?item={item.replace('#', '%23')}" in every


def test_it_tells_who_read_it(app: Flask, asked: Story) -> None:
    for _ in range(2):
        signed_in(app, JOAN).get(f"/children/{REFERENCE}")
    release(app)
    copy = signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": "json"}).json
    told = {"on": "2024-05-28", "by": "Joan Achebe", "what": "Child’s page: Child C-10482", "times": 2}
    assert told in copy["read_by"]
    page = signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": "html"}).text
    assert "28 May 2024: Joan Achebe (Child’s page: Child C-10482, 2 times)" in page


def test_it_is_in_words_under_what_each_entry_belongs_to(app: Flask, asked: Story) -> None:
    release(app)
    page = signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": "html"}).text
    contents = re.findall(r'<li><a href="#(record-\d+)">([^<]+)</a>', page)
    assert {name for _, name in contents} >= {"Child C-10482", "Audit 1 of May 2024", "Action crayons", "May 2024"}
    for id, name in contents:
        assert f'<h2 id="{id}">{name}</h2>' in page
    assert "<dt>Happened on</dt><dd>28 May 2024</dd>" in page
    assert "<dt>Due by</dt><dd>1 June 2024</dd>" in page
    assert "<dt>Who is to do it</dt><dd>Anna Bell</dd>" in page
    assert not re.findall(r"\d{4}-\d\d-\d\d|<dt>[^<]*_|<dd>\w+/\w+</dd>|[a-z]_[a-z]", page.partition("<body>")[2])


def test_the_review_goes_on_with_the_next_item_that_nobody_has_decided_on(app: Flask, asked: Story) -> None:
    act(app, "making")
    client, every = signed_in(app, RUTH), [one.id for one in items(app)]
    there = [f"{PATH}/review?{urlencode({'item': one})}" for one in every]
    given = {"outcome": "given", "ground": "", "words": "", "note": ""}
    assert act(app, "review", item=every[1], **given).headers["Location"] == there[2]
    page = client.get(there[0]).text
    assert f"Item 1 of {len(every)}; 1 of {len(every)} reviewed." in page
    assert (">Item before<" in page, f'href="{there[1]}"' in page, f'href="{there[2]}"' in page) == (False, True, True)
    assert f'href="{there[0]}">Decide on the next' in client.get(f"{PATH}/items").text
    for n, one in enumerate(every[2:-1], 2):
        assert act(app, "review", item=one, **given).headers["Location"] == there[n + 1]
    assert act(app, "review", item=every[-1], **given).headers["Location"] == there[0]
    assert act(app, "review", item=every[0], **given).headers["Location"] == PATH


def test_nothing_of_another_child_is_in_it(app: Flask, asked: Story) -> None:
    release(app)
    copy = signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": "json"}).text
    assert set(re.findall(r"C-\d{5}", copy)) == {REFERENCE}
    assert "Drawn by chance from 6" in copy
    house = app.extensions["house"]
    (made,) = (one for one in house.reader.stream("cycle/2024-05") if one.topic == "audits allocated")
    exempt = {people.names(house.model)[one["auditor"]] for one in made.facts["left_out"] if "auditor" in one}
    assert exempt, "the month has an auditor who was left out"
    (told,) = (one for one in json.loads(copy)["items"] if one["title"] == "Audits allocated")
    assert not [name for name in exempt if name in str(told["said"])]
    assert "audit 2 of May" not in copy


def test_before_every_item_is_looked_at_the_review_does_not_end(app: Flask, asked: Story) -> None:
    assert "The review cannot be finished: the request is asked for." in _refused(app, "finish")
    act(app, "making")
    n = len(items(app))
    facts = {"item": items(app)[0].id, "outcome": "given", "ground": "", "words": "", "note": ""}
    assert act(app, "review", **facts).status_code == 303
    assert f"Not every item is reviewed: {n - 1} of {n} are left." in act(app, "finish").text
    assert "There is no copy to take" in signed_in(app, RUTH).post(f"{PATH}/copies", data={"form": "html"}).text


def _refused(app: Flask, noun: str) -> str:
    """What the rules say where the page would not offer it."""
    with pytest.raises(Refusal) as refusal:
        getattr(subject_access, noun)(
            app.extensions["house"], ID, version=found(app).version, by=RUTH, at="2024-05-28T12:00:00+00:00"
        )
    return refusal.value.sentence


def test_a_second_person_releases_it(app: Flask, asked: Story) -> None:
    act(app, "making")
    act(app, "rest", note="")
    act(app, "finish")
    assert "A second person releases it: you reviewed it yourself." in act(app, "release").text
    assert act(app, "release", JOAN).status_code == 303


@pytest.mark.parametrize(("facts", "said"), [
    ({"outcome": "withheld", "ground": "", "words": ""}, "Choose why it is kept back."),
    ({"outcome": "redacted", "ground": "others", "words": " "}, "Write the words that are blacked out, one phrase a"),
    ({"outcome": "redacted", "ground": "others", "words": "\n".join(map(str, range(51)))},
     "Give at most 50 phrases of an item, or withhold it."),
    ({"outcome": "given", "ground": "", "words": "", "item": "audit/2024-05/0002#1"}, "There is no such item among"),
])  # fmt: skip
def test_what_cannot_be_decided_is_refused_in_words(app: Flask, asked: Story, facts: dict[str, str], said: str) -> None:
    act(app, "making")
    answer = act(app, "review", **{"item": items(app)[0].id, "note": "", **facts})
    assert answer.status_code == 422
    assert said in answer.text


def test_what_was_not_reviewed_is_withheld_whatever_the_state_says(app: Flask, asked: Story) -> None:
    act(app, "making")
    one = items(app)[0]
    assert subject_access.released(found(app), one).withheld == "It was not reviewed"
    request = found(app)
    request.decided = {one.id: {"outcome": "redacted", "words": [], "ground": "others", "note": ""}}
    assert subject_access.released(request, one).said == ()


def test_an_item_in_which_words_to_black_out_stand_no_more_is_withheld_until_it_is_reviewed_again(
    app: Flask, asked: Story
) -> None:
    release(app)
    one = next(one for one in items(app) if one.id == item_with(app, "Seen with the aunt"))
    assert "aunt" not in str(subject_access.released(found(app), one).said)
    reworded = replace(one, said=tuple((label, text.replace("aunt", "mother’s sister")) for label, text in one.said))
    given = subject_access.released(found(app), reworded)
    assert (given.said, given.withheld) == ((), subject_access.REWORDED)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        ("2018-05-01", "1 May 2018"), ("2018-05", "May 2018"), ("2018-05-01T16:30", "1 May 2018 at 16:30"),
        ("2018-05-01T15:30:00+00:00", "1 May 2018 at 16:30"), ("not-met", "Not met"), ("by_hand", "by hand"),
    ],
)  # fmt: skip
def test_what_was_to_be_blacked_out_as_it_is_stored_is_so_in_words_too(
    app: Flask, asked: Story, stored: str, said: str
) -> None:
    act(app, "making")
    request, one = found(app), items(app)[0]
    one = replace(one, said=(("When", said), ("Text", f"It was {stored}.")))
    request.decided = {one.id: {"outcome": "redacted", "words": [stored], "ground": "others", "note": ""}}
    given = subject_access.released(request, one)
    assert [text for _, text in given.said] == [subject_access.BLACKED_OUT, f"It was {subject_access.BLACKED_OUT}."]


def test_words_are_blacked_out_wherever_an_item_says_them(app: Flask, asked: Story) -> None:
    act(app, "making")
    request, one = found(app), items(app)[0]
    one = replace(one, title="The aunt was told", by="An aunt", said=(("What the aunt said", "My aunt said it."),))
    request.decided = {one.id: {"outcome": "redacted", "words": ["aunt"], "ground": "others", "note": ""}}
    given = subject_access.released(request, one)
    assert "aunt" not in str((given.title, given.by, given.said))
    assert str(given).count(subject_access.BLACKED_OUT) == 4


def test_a_person_who_works_here_has_what_was_noted_of_them(app: Flask, may: Story) -> None:
    exemption = may.let(ANNA, Exemption, "exemption/anna")
    exemption.ask(auditor=ANNA, cycle="cycle/2024-06", reason_class="health", note="An operation in June.")
    said = ASKED | {"of": "person", "child": "", "person": ANNA}
    assert signed_in(app, RUTH).post("/subject-access", data=said).status_code == 303
    act(app, "making")
    texts = [text for one in items(app) for _, text in one.said]
    assert "An operation in June." in texts
    assert not any("She draws with him" in text for text in texts)


def test_nobody_reviews_what_is_about_themselves(app: Flask, may: Story) -> None:
    said = ASKED | {"of": "person", "child": "", "person": RUTH}
    assert signed_in(app, RUTH).post("/subject-access", data=said).status_code == 303
    assert "Put together what is held" not in signed_in(app, RUTH).get(PATH).text
    assert "Somebody else reviews it: it is about you." in act(app, "making").text
    here = app.extensions["house"]
    subject_access.make(here, ID, version=here.version(ID), by=JOAN, at="2024-05-28T12:00:00+00:00")
    assert found(app).state == "made"
    item = items(app)[0].id.replace("#", "%23")
    for page in (f"{PATH}/items", f"{PATH}/review?item={item}"):
        assert signed_in(app, RUTH).get(page).status_code == 404
    assert "Somebody else reviews it: it is about you." in act(app, "rest", note="").text


def test_who_audits_the_child_blind_reviews_nothing(app: Flask, asked: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    act(app, "making")
    review = f"{PATH}/review?item={item_with(app, 'Seen with the aunt').replace('#', '%23')}"
    monkeypatch.setattr(
        seals, "children_sealed_from", lambda model, person: frozenset({CHILD} if person == RUTH else {})
    )
    for noun in ("making", "rest", "finish", "items"):
        assert signed_in(app, RUTH).get(f"{PATH}/{noun}").status_code == 404, noun
    assert signed_in(app, RUTH).get(review).status_code == 404
    assert [act(app, noun, note="").status_code for noun in ("making", "review", "rest", "finish")] == [404] * 4


def test_who_reads_a_confidential_note_there_is_noted_with_the_request(app: Flask, may: Story) -> None:
    exemption = may.let(ANNA, Exemption, "exemption/anna")
    exemption.ask(auditor=ANNA, cycle="cycle/2024-06", reason_class="health", note="An operation in June.")
    said = ASKED | {"of": "person", "child": "", "person": ANNA}
    signed_in(app, RUTH).post("/subject-access", data=said)
    act(app, "making")
    item = item_with(app, "An operation").replace("#", "%23")
    pages = [f"{PATH}/items", f"{PATH}/review?item={item}"]
    assert all("An operation in June." in signed_in(app, RUTH).get(page).text for page in pages)
    noted = [one for one in app.extensions["readings"].of_child(ANNA) if one.kind == "note"]
    assert sorted(one.path for one in noted) == [f"{PATH}/items", f"{PATH}/review"]
    assert {(one.record, one.why) for one in noted} == {("exemption/anna", "Subject-access request one")}


def test_it_is_closed_or_taken_up_again_with_a_reason(app: Flask, asked: Story) -> None:
    act(app, "making")
    act(app, "rest", note="")
    act(app, "finish")
    assert act(app, "reopening", JOAN, reason="Look at the meeting again.").status_code == 303
    assert found(app).state == "made"
    assert act(app, "closing", reason="It was withdrawn.").status_code == 303
    assert found(app).state == "closed"


def test_it_is_read_by_the_qa_lead_alone_and_seen_by_those_who_lead(app: Flask, asked: Story) -> None:
    act(app, "making")
    assert signed_in(app, RUTH).get(f"{PATH}/items").status_code == 200
    assert [signed_in(app, who).get(PATH).status_code for who in (RUTH, HELEN, JOAN)] == [200, 200, 200]
    for who in (HELEN, JOAN):
        assert signed_in(app, who).get(f"{PATH}/items").headers["Location"] == PATH, "nothing to release yet"
    for who in (ANNA, BEN, IAN, KOFI, PRIYA):
        assert signed_in(app, who).get(f"{PATH}/items").status_code == 404
    for who in (ANNA, BEN, IAN, KOFI, PRIYA):
        assert signed_in(app, who).get(PATH).status_code == 404


def test_nobody_of_that_name_is_told(app: Flask, may: Story) -> None:
    answer = signed_in(app, RUTH).post("/subject-access", data=ASKED | {"child": "C-1"})
    assert answer.status_code == 422
    assert "Nobody of that reference or name is held here." in answer.text


def test_words_that_do_not_stand_in_an_item_are_named(app: Flask, asked: Story) -> None:
    act(app, "making")
    said = {"outcome": "redacted", "ground": "others", "words": "the aunt\nthe uncle", "note": ""}
    answer = act(app, "review", item=item_with(app, "Seen with the aunt"), **said)
    assert answer.status_code == 422
    assert "These words do not stand in the item: “the uncle”." in answer.text


def test_who_releases_it_reads_what_goes_out_and_nothing_else(app: Flask, asked: Story) -> None:
    act(app, "making")
    words = {"outcome": "redacted", "ground": "others", "words": "the aunt", "note": ""}
    act(app, "review", item=item_with(app, "Seen with the aunt"), **words)
    kept = {"outcome": "withheld", "ground": "harm", "words": "", "note": ""}
    act(app, "review", item=item_with(app, "Nobody was with her"), **kept)
    own = "".join(signed_in(app, RUTH).get(f"{PATH}/items?page={n}").text for n in (1, 2))
    assert "Seen with the aunt." in own
    assert "Seen with [blacked out]." in own
    act(app, "rest", note="")
    act(app, "finish")
    for page in (PATH, f"{PATH}/release"):
        assert f'href="{PATH}/items"' in signed_in(app, HELEN).get(page).text
    read = "".join(signed_in(app, HELEN).get(f"{PATH}/items?page={n}").text for n in (1, 2))
    assert "Seen with [blacked out]." in read
    assert "She draws with him." in read
    for word in ("aunt", "Nobody was with her", "Decide"):
        assert word not in read


def test_a_page_after_the_last_is_the_last(app: Flask, asked: Story) -> None:
    act(app, "making")
    assert "al-block" in signed_in(app, RUTH).get(f"{PATH}/items?page=50").text


def test_a_person_has_the_letters_to_them(app: Flask, may: Story) -> None:
    said = {"cause": f"{ANNA}#test/k7m2xq9d", "recipient": ANNA, "kind": "test"}
    letters.write(may.house, **said, link="/mail/settings", facts={}, **may.said(SYSTEM))
    assert (
        signed_in(app, RUTH).post("/subject-access", data=ASKED | {"of": "person", "person": ANNA}).status_code == 303
    )
    act(app, "making")
    assert "Letter written" in {one.title for one in items(app)}
