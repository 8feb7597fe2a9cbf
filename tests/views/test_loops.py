"""Looped audits in the browser: opened, sealed on every page, brought together, agreed once; who may, and refusals."""

import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, JOAN, KOFI, MARY, MAY, NADIA, OMAR, PRIYA, RUTH, Story
from app.events.audit import Audit
from app.events.person import Person
from app.policy import EVERY_AUDIT
from app.programme import concerns, loops
from app.programme.looped import SEES_EVERY_AUDIT
from app.programme.moderation import draws
from projections import grade_table, months
from tests.views.a_loop import (
    DAY,
    FIRST,
    HERE,
    LEARN,
    LOOP,
    MEETING,
    OPENING,
    SECOND,
    SECRET,
    agreement,
    both_in,
    come_in,
    loop,
    looped,
)
from tests.views.may import app, audit, may, may_log, opened, signed_in
from tests.views.sending import do, version

__all__ = ["app", "both_in", "looped", "may", "may_log"]


def addresses(app: Flask) -> list[str]:
    """Every page and file, with what of May its address may name."""
    known: dict[str, list[Any]] = {"month": ["2024-05"], "number": [1, 4, 6], "reference": ["C-10560"],
             "person": ["anna-bell", "ben-carter"],
             "concern": [row["id"][8:] for row in app.extensions["house"].model.query("SELECT id FROM concerns")],
             "team": ["harbour", "hillside"], "ending": ["csv", "json"], "loop": [LOOP[5:]], "duty": ["2024-05-0004"],
             "name": ["completion-pool", "grade:overall:good"], "section": ["plans", "actions"],
             "part": ["domains"]}  # fmt: skip
    found: list[str] = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            if (
                "GET" not in (rule.methods or ())
                or rule.endpoint in ("static", "health.show")
                or not rule.arguments <= known.keys()
            ):
                continue
            choices: list[dict[str, Any]] = [{}]
            for name in sorted(rule.arguments):
                choices = [one | {name: value} for one in choices for value in known[name]]
            for one in choices:
                with suppress(ValueError):  # A kind of file that this address does not have.
                    found += [built[1] for built in (rule.build(one),) if built]
    house = app.extensions["house"]
    found += [f"/actions/{row['id'].partition('/')[2]}" for row in house.model.query("SELECT id FROM actions")]
    return sorted({*found, "/audits?cycle=all", "/audits.csv?cycle=all", "/audits.json?state=returned"})


VARIES = re.compile(
    r'<meta name="csrf-token"[^>]*>|"position":\d+|name="csrf_token" value="[^"]*"|data-mark="[^"]*"|\d\d:\d\d:\d\d'
    r'|name="id" value="[^"]*"'
)


def walked(app: Flask, person: str, paths: list[str]) -> dict[str, tuple[int, str]]:
    """What somebody gets at every address, but for what is minted anew with each page."""
    client = signed_in(app, person)
    found = {path: client.get(path) for path in paths}
    return {
        path: (page.status_code, VARIES.sub("", page.data.decode(errors="replace"))) for path, page in found.items()
    }


@pytest.mark.parametrize(
    ("me", "mine", "other", "theirs"), [(BEN, SECOND, ANNA, FIRST), (ANNA, FIRST, BEN, SECOND)], ids=["second", "first"]
)
def test_nothing_of_the_other_audit_changes_anything_for_an_auditor_before_both_are_in(
    app: Flask, looped: Story, me: str, mine: str, other: str, theirs: str
) -> None:
    secret = SECRET | {"actions": [SECRET["actions"][0] | {"owner": me}]}
    paths = addresses(app)
    before = walked(app, me, paths)
    come_in(looped, other, theirs, **secret)
    paths_now = addresses(app)
    after = walked(app, me, paths_now)
    new = [path for path in paths_now if path not in paths]
    assert new, "the action that the other audit asked for is there"
    assert {path for path in new if after[path][0] != 404} == set()
    assert {path for path in paths if before[path] != after[path]} == set()
    assert not [path for path, (_, text) in after.items() if "A secret" in text or HERE in text]
    assert sum(status == 200 for status, _ in after.values()) > 20, "the walk reaches pages"
    come_in(looped, me, mine)
    seen = walked(app, me, addresses(app))
    assert {path for path in (HERE, new[0]) if seen[path][0] != 200} == set()
    assert "A secret of Anna's." in seen[f"/audits/2024-05/{int(theirs[-4:])}"][1] or seen[HERE][0] == 200


@pytest.mark.parametrize("role", ["qa_lead", "moderator", "head_of_service", "director", "inspector", "team_manager"])
def test_a_role_that_is_given_later_opens_no_seal(app: Flask, looped: Story, role: str) -> None:
    looped.let(PRIYA, Person, BEN).hold({"auditor", role})
    if role == "team_manager":
        looped.let(PRIYA, Person, BEN).change({"team": "team/harbour"})
    come_in(looped, ANNA, FIRST, **SECRET)
    drawn: dict[str, Any] = {"version": looped.house.version(MAY), "seed": "May", **looped.said(RUTH)}
    draws.make(looped.house, MAY, **drawn, on=date.fromisoformat(looped.day))
    seen = walked(app, BEN, addresses(app))
    assert not [path for path, (_, text) in seen.items() if "A secret" in text]
    assert not [
        path for path, (_, text) in seen.items() if "/audits/2024-05/4" in text and not path.startswith("/cycles")
    ]
    assert "/audits/2024-05/4" not in seen["/cycles/2024-05/moderation"][1], "a draw names no audit that is sealed"
    ours = [path for path in seen if path.startswith(("/audits/2024-05/4", HERE))]
    assert ours
    assert {seen[path][0] for path in ours} == {404}


def raise_child(story: Story, by: str, audit: str, category: str, at: str) -> str:
    facts = {"child": "C-10560", "category": category, "why": f"Seen by {by}.", "audit": audit}
    raising = f"raising/{by[-4:]}"
    return concerns.raise_concern(story.house, raising, **facts, by=by, at=f"2024-05-28T{at}:00+00:00")


ENTRY = re.compile(
    r'entry-?\s?[\d,]+|"event_position":\d+|\?event=\d+|, event \d+\.|data-position="[^"]*"|value="person/\w+"'
    r'|(moderation|loops) \w{6}"|svg\?\d+-\d+'
)
"""The number of an entry in the log counts whatever anybody does; a form's new ids are minted anew."""


def world(may_log: Path, folder: Path, role: str, given: dict[str, Any], *, raised: bool) -> Flask:
    """Ben Carter has another role; Anna Bell's sealed audit says so and so, came in, is accepted and on record.

    He raises the child as of concern from his own audit; she may have done so before, from hers.
    """
    folder.mkdir()
    app = opened(may_log, folder)
    story = Story(app.extensions["house"], "2024-05-28")
    assert do(signed_in(app, RUTH), "/audits/2024-05/4/second-audit", OPENING).status_code == 303
    story.let(PRIYA, Person, BEN).hold({"auditor", role})
    if raised:
        raise_child(story, ANNA, FIRST, "1", "08:15")
    raise_child(story, BEN, SECOND, "2", "08:20")
    come_in(story, ANNA, FIRST, **given)
    drawn: dict[str, Any] = {"version": story.house.version(MAY), "seed": "May", **story.said(RUTH)}
    draws.make(story.house, MAY, **drawn, on=date.fromisoformat(story.day))
    story.let(RUTH, Audit, FIRST).accept(on=story.day, note="")
    story.let(RUTH, Audit, FIRST).upload(on=story.day, uploaded_by=RUTH, reference="")
    return app


@pytest.mark.parametrize(("role", "raised"), [("auditor", True), ("inspector", True), ("qa_lead", False)])
def test_no_page_differs_by_what_the_other_auditor_graded_wrote_or_asked_for(
    may: Story, may_log: Path, tmp_path: Path, role: str, raised: bool
) -> None:
    """Two worlds that differ in what a sealed audit says and in nothing else, but for what comes of that.

    Who is made QA lead acts on concerns, so of those they are told.
    """
    worst: dict[str, Any] = {f"grade.{domain['id']}": "inadequate" for domain in may.content()["domains"]}
    worst |= {"overall.grade": "inadequate", "themes": ["direct-work"], "theme_note": "A secret."}
    one = world(may_log, tmp_path / "a", role, {}, raised=False)
    other = world(may_log, tmp_path / "b", role, SECRET | worst, raised=raised)
    paths = sorted({*addresses(one), *addresses(other), "/cycles/2024-05/moderation?check=1"})
    paths = [path for path in paths if not path.startswith("/access-log.")]  # Positions of what the reader read.
    pages, others = walked(one, BEN, paths), walked(other, BEN, paths)
    told = {path: (ENTRY.sub("", pages[path][1]), ENTRY.sub("", others[path][1])) for path in paths}
    assert {path for path, (was, now) in told.items() if was != now} == set()
    assert {path for path in paths if pages[path][0] != others[path][0]} == set()
    assert sum(status == 200 for status, _ in pages.values()) > 20, "the walk reaches pages"


def test_who_must_act_is_told_everything_of_a_concern_about_a_sealed_child(app: Flask, looped: Story) -> None:
    id = raise_child(looped, ANNA, FIRST, "1", "08:15")
    raise_child(looped, BEN, SECOND, "2", "08:20")
    path = f"/concerns/{id[8:]}"
    for person in (HELEN, RUTH, JOAN):
        page = signed_in(app, person).get(path).text
        assert ("raised 09:15" in page, ANNA in page, BEN in page) == (True, True, True), person
        assert len(signed_in(app, person).get("/concerns.json").get_json()["rows"]) == 1
    looped.let(PRIYA, Person, BEN).hold({"auditor", "head_of_service"})
    assert "raised 09:15" in signed_in(app, BEN).get(path).text, "also one of the two, whose duty it is now"
    assert FIRST not in signed_in(app, BEN).get("/concerns.json").text


def test_who_raised_a_sealed_child_sees_what_they_said_until_both_are_in(app: Flask, looped: Story) -> None:
    id = raise_child(looped, ANNA, FIRST, "1", "08:15")
    raise_child(looped, BEN, SECOND, "2", "08:20")
    ben, path = signed_in(app, BEN), f"/concerns/{id[8:]}"
    page = ben.get(path).text
    assert [words in page for words in (BEN, "Category 2", ANNA, "Category 1")] == [True, True, False, False]
    assert path in ben.get("/concerns").text
    assert ben.get("/concerns.json").get_json()["rows"] == []
    for auditor, audited in ((ANNA, FIRST), (BEN, SECOND)):
        come_in(looped, auditor, audited)
    assert "raised 09:15" in ben.get(path).text
    assert len(ben.get("/concerns.json").get_json()["rows"]) == 1


def test_an_audit_is_not_exchanged_with_the_other_one_of_its_pair(app: Flask, looped: Story) -> None:
    page = signed_in(app, RUTH).get("/cycles/2024-05/swaps/4").text
    offered, barred = page.partition('id="barred-exchanges"')[::2]
    assert f"{SECOND} " not in offered
    assert ("Ben Carter: C-10560" in barred, "The two are looped" in barred) == (True, True)
    looped.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    sealed = signed_in(app, BEN).get("/cycles/2024-05/swaps/6")
    assert (sealed.status_code, FIRST in sealed.text, "looped" in sealed.text) == (200, False, False)


@pytest.mark.parametrize("mine", ["/cycles/2024-05/swaps/6", "/cycles/2024-05/swaps/3"])
def test_what_is_sealed_is_answered_as_what_is_not_there_whatever_a_form_is_sent_with(
    app: Flask, looped: Story, mine: str
) -> None:
    looped.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    ben, head = signed_in(app, BEN), looped.house.reader.head()
    for path, named, facts in (
        (f"{mine}/exchange", "other", {"version": version(ben, mine), "reason": "Because."}),
        ("/good-practice", "audit", {"worker": DANA, "theme": "direct-work", "what": "Good."} | DAY),
    ):
        for version_of in ("", " 0", " 1", " 2", " 99") if named == "other" else ("",):
            asked = [facts | {named: f"{one}{version_of}"} for one in (FIRST, "audit/2024-05/0099", "team/harbour")]
            answers = [ben.post(path, data=one) for one in asked]
            assert {answer.status_code for answer in answers} == {422}
            assert all("choose one of the list" in answer.text.lower() for answer in answers)
    assert looped.house.reader.head() == head


DRAWING = DAY | {"size": "1", "seed": "May loops", "why": "To learn how alike we grade."}
DRAWN = "/cycles/2024-05/loops"


def test_looped_audits_are_drawn_from_a_seed_and_drawn_again(app: Flask, may: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "3 audits could be drawn now." in ruth.get(f"{DRAWN}/draw").text
    answer = do(ruth, f"{DRAWN}/draw", DRAWING)
    assert (answer.status_code, answer.location) == (303, DRAWN)
    page = ruth.get(f"{DRAWN}?check=1").text
    assert "1 audit drawn" in page
    assert "Drawn again: the same 1 audit with the same second auditor." in page
    assert len(loop_of_month(app)) == 1
    for wrong, said in (
        ({"size": "0"}, "at least 1"),
        ({"size": "9"}, "2 audits can be drawn now with a second auditor. Ask for at most 2."),
        ({"seed": ""}, "Give a seed"),
        ({"why": ""}, "Give the reason"),
    ):
        refused = do(ruth, f"{DRAWN}/draw", DRAWING | wrong)
        assert (refused.status_code, said in refused.text) == (422, True)


def loop_of_month(app: Flask) -> list[dict[str, Any]]:
    return app.extensions["house"].model.query("SELECT * FROM loops")  # type: ignore[no-any-return]


def test_a_draw_shows_nothing_of_a_pair_to_one_of_the_two(app: Flask, may: Story) -> None:
    do(signed_in(app, RUTH), f"{DRAWN}/draw", DRAWING | {"size": "3"})
    pairs = loop_of_month(app)
    assert len(pairs) == 3
    may.let(PRIYA, Person, BEN).hold({"auditor", "moderator"})
    bens = [row for row in pairs if BEN in (row["first_auditor"], row["second_auditor"])]
    assert bens, "Ben Carter has one side of a pair"
    page = signed_in(app, BEN).get(DRAWN).text
    for row in pairs:
        assert (f"/loops/{row['id'][5:]}" in page) == (row not in bens)
    assert signed_in(app, ANNA).get(DRAWN).status_code == 404


def test_after_the_seal_each_reads_the_other(app: Flask, both_in: Story) -> None:
    for auditor in (ANNA, BEN):
        page = signed_in(app, auditor).get(HERE).text
        assert "No meeting is arranged yet." in page
        assert page.count(": different") == 2
    assert signed_in(app, NADIA).get(HERE).status_code == 404


@pytest.mark.parametrize(("person", "status"), [
    (RUTH, 200), (MARY, 200), (HELEN, 200), (IAN, 200), (ANNA, 404), (BEN, 404), (DANA, 404), (OMAR, 404), (KOFI, 404),
    (PRIYA, 404), (GRACE, 404),
])  # fmt: skip
def test_who_has_a_sealed_pair(app: Flask, looped: Story, person: str, status: int) -> None:
    assert signed_in(app, person).get(HERE).status_code == status


def test_only_the_qa_lead_opens_a_loop_once(app: Flask, looped: Story) -> None:
    path = "/audits/2024-05/4/second-audit"
    for person in (ANNA, MARY, OMAR):
        assert signed_in(app, person).post(path, data=OPENING).status_code == 404
    ruth = signed_in(app, RUTH)
    assert ruth.post(path, data=OPENING | {"version": "1"}).status_code == 303, "a double click"
    again = ruth.post(path, data=OPENING | {"version": "1", "auditor": NADIA})
    assert again.status_code == 422
    assert len(app.extensions["house"].log.history(LOOP)) == 1
    assert "looped already" in ruth.post("/audits/2024-05/6/second-audit", data=OPENING | {"auditor": NADIA}).text


def test_who_could_see_the_other_audit_is_no_second_auditor(app: Flask, may: Story) -> None:
    may.let(PRIYA, Person, BEN).hold({"auditor", "moderator"})
    ruth = signed_in(app, RUTH)
    said = "Ben Carter sees every audit of this area, so the two could not be independent."
    assert said in ruth.get("/audits/2024-05/4/second-audit").text.replace("&#39;", "'")
    answer = do(ruth, "/audits/2024-05/4/second-audit", OPENING)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert set(SEES_EVERY_AUDIT) == EVERY_AUDIT


def test_the_agreement_counts_the_child_once_and_keeps_the_learning_private(app: Flask, both_in: Story) -> None:
    assert agreement(signed_in(app, RUTH)).status_code == 303
    assert loop(app).state == "agreed"
    assert audit(app, 4).moderated == {"plans": "inadequate"}
    for id in (FIRST, SECOND):
        both_in.let(RUTH, type(audit(app, 4)), id).accept(on="2024-05-28", note="")
    model = app.extensions["house"].model
    content = both_in.content()
    of = months.month(model, "cycle/2024-05", content, date(2024, 5, 28))
    table = {row.domain: {cell.label.rpartition(": ")[2]: cell.members for cell in row.cells}
             for row in grade_table.domain_table(of)}  # fmt: skip
    assert table["plans"]["Inadequate"] == (FIRST,)
    assert table["overall"]["Good"] == (FIRST,)
    assert sum(len(cell) for cell in table["overall"].values()) == 1
    for person, reads in ((ANNA, [True, False]), (BEN, [False, True]), (RUTH, [True] * 2), (MARY, [True] * 2),
                          (HELEN, [False] * 2)):  # fmt: skip
        page = signed_in(app, person).get(HERE).text
        assert [text in page for text in LEARN.values()] == reads, person


def test_what_is_missing_is_said_beside_its_field_and_kept(app: Flask, both_in: Story) -> None:
    answer = agreement(signed_in(app, RUTH), **{"to.plans": "", "why.overall": "", "first_learning": ""})
    assert answer.status_code == 422
    for words in ("The two grades of “Quality of plans” differ: choose the one that was agreed.",
                  "Say why the grade of “Overall grade” was agreed.",
                  "Say what this auditor can learn from it.", "For Ben alone."):  # fmt: skip
        assert words in answer.text
    early = agreement(signed_in(app, RUTH), **{"on-day": "1"})
    assert (early.status_code, "Both audits are in since 28 May 2024." in early.text) == (422, True)
    assert loop(app).state == "both_in"


def test_of_two_who_record_an_agreement_at_once_one_is_told(app: Flask, both_in: Story) -> None:
    ruth, mary = signed_in(app, RUTH), signed_in(app, MARY)
    seen = version(mary, f"{HERE}/agreement")
    assert agreement(ruth).status_code == 303
    late = mary.post(f"{HERE}/agreement", data=DAY | LEARN | {"version": seen, "to.plans": "good", "why.plans": "Kept.",
                     "to.overall": "good", "why.overall": "Kept."})  # fmt: skip
    assert late.status_code == 409
    assert "For Ben alone." in late.text
    assert len([made for made in app.extensions["house"].log.history(LOOP) if made.TOPIC == "loop agreed"]) == 1


def test_neither_auditor_leads_the_meeting(app: Flask, both_in: Story) -> None:
    both_in.let(PRIYA, Person, BEN).hold({"auditor", "qa_lead"})
    ben = signed_in(app, BEN)
    sent = {"version": str(loop(app).version)}
    for page, facts in (("meeting", MEETING), ("agreement", DAY | LEARN)):
        answer = ben.post(f"{HERE}/{page}", data=facts | sent)
        assert answer.status_code == 422
    assert loop(app).state == "both_in"


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_a_file_has_what_the_tracker_has_and_nothing_written(app: Flask, both_in: Story, ending: str) -> None:
    answer = signed_in(app, RUTH).get(f"/loops.{ending}")
    assert answer.status_code == 200
    if ending == "json":
        assert [row["differences"] for row in answer.get_json()["rows"]] == [2]
    assert b"To learn how alike" not in answer.data


def test_the_page_of_agreement_has_figures_by_hand(app: Flask, both_in: Story) -> None:
    agreement(signed_in(app, RUTH))
    marked = signed_in(app, RUTH).get("/loops/agreement?period=2024-05..2024-05").text
    page = " ".join(re.sub(r"<[^>]+>", " ", marked).split())
    assert "Overall grade 0 of 1 (0%)" in page
    same = dict(re.findall(r'id="agreement-([\w-]+)".*?(\d of \d \(\d+%\))', marked, re.DOTALL))
    assert (same.pop("overall"), same.pop("plans")) == ("0 of 1 (0%)", "0 of 1 (0%)")
    assert set(same.values()) == {"1 of 1 (100%)"}
    assert len(same) == 6
    assert "Too few pairs." in page
    assert signed_in(app, ANNA).get("/loops/agreement").status_code == 404


def test_the_months_of_the_agreement_are_chosen_in_its_form(app: Flask, may: Story) -> None:
    page = signed_in(app, RUTH).get("/loops/agreement").text
    assert re.findall(r'<option value="([^"]+)" selected', page) == ["2024-04", "2024-06"]


def test_a_loop_ends_with_one_of_its_audits_and_the_other_counts(app: Flask, looped: Story) -> None:
    ruth = signed_in(app, RUTH)
    do(ruth, "/audits/2024-05/4/withdrawal", DAY | {"reason": "Moved away."})
    assert loop(app).state == "ended"
    rows = app.extensions["house"].model.query("SELECT id, second_of FROM audits WHERE id IN (?, ?)", [FIRST, SECOND])
    assert {row["id"]: row["second_of"] for row in rows} == {FIRST: SECOND, SECOND: ""}
    assert loops.CAN_BE_LOOPED == ("allocated", "started")
