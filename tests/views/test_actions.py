"""Actions in the browser: who sees which, what each may do, one form to say it is done, files, and being too late."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo import stories
from app.demo.stories import ANNA, BEN, DANA, GRACE, HELEN, IAN, KOFI, MARY, NADIA, OMAR, PRIYA, RUTH, Story, audit_id
from app.events.action import Action
from app.events.audit import Audit
from app.events.person import Person
from app.programme.house import House
from app.programme.reminders import actions as reminders
from tests.views.may import app, may, may_log, signed_in
from tests.views.moderated import SOUND, draw, give, moderate
from tests.views.sending import version

__all__ = ["app", "may", "may_log"]

SEE, PLAN, MODEL = "/actions/see", "/actions/plan", "/actions/model"
HARBOUR, EAST = stories.HARBOUR, stories.EAST
WORDS = {"see": "See the child alone.", "plan": "Review the plan.", "model": "Agree one model of naming risk."}
DAY = {"on-day": "28", "on-month": "5", "on-year": "2024"}
WHY = DAY | {"reason": "The family is away."}
DONE = DAY | {"evidence": "Entry of 27 May: her own words."}


@pytest.fixture
def acts(may: Story) -> Story:
    """Dana Lewis has one of Anna Bell's audit, overdue; Omar Haddad one of Ben Carter's; Nadia Rahman a report's."""
    may.on("2024-05-23")
    child = {"child": "child/C-10482", "team": HARBOUR, "area": EAST, "on": may.day}
    raise_(may, "see", source=audit_id(1), owner=DANA, due="2024-05-25", **child)
    raise_(may, "plan", source=audit_id(2), owner=OMAR, due="2024-05-28", **child | {"child": "child/C-10519"})
    report = {"source": "report/2024-04", "child": "", "team": "team/hillside", "area": EAST, "on": may.day}
    raise_(may, "model", owner=NADIA, due="2024-07-01", **report)
    may.on("2024-05-28")
    return may


def raise_(story: Story, name: str, **facts: str) -> None:
    story.let(RUTH, Action, f"action/{name}").raise_(**{"what": WORDS.get(name, "See her again.")} | facts)


def action(app: Flask, name: str) -> Action:
    house: House = app.extensions["house"]
    return house.log.load(Action, f"action/{name}")


def do(client: FlaskClient, path: str, facts: dict[str, str]) -> Any:
    """Send an act's form as its page gave it."""
    return client.post(path, data={"version": version(client, path)} | facts)


SEES = {
    RUTH: "see plan model", HELEN: "see plan model", IAN: "see plan model", MARY: "see plan model",
    KOFI: "see plan model", GRACE: "see plan model", OMAR: "see plan", DANA: "see", ANNA: "see", BEN: "plan",
    NADIA: "model", PRIYA: "",
}  # fmt: skip


@pytest.mark.parametrize("person", SEES)
def test_each_person_sees_theirs_in_lists_and_by_address(app: Flask, acts: Story, person: str) -> None:
    client, names = signed_in(app, person), SEES[person].split()
    rows = client.get("/actions.json").json["rows"]
    assert {row["action_key"] for row in rows} == {f"action/{name}" for name in names}
    opened = [name for name in WORDS if client.get(f"/actions/{name}").status_code == 200]
    assert opened == ([] if person == KOFI else names), "the analyst has the lists and reads no action"
    page = client.get("/actions").text
    assert [WORDS[name] in page for name in names] == [person != KOFI] * len(names)
    assert not [name for name in WORDS if name not in names and WORDS[name] in page]


def test_no_file_says_what_is_to_be_done(app: Flask, acts: Story) -> None:
    client = signed_in(app, RUTH)
    for path in ("/actions.csv", "/actions.json", "/actions/standing.csv", "/actions/figures.json"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not [text for text in WORDS.values() if text in answer.text], path
    assert client.get("/actions.xlsx").data[:2] == b"PK"


def test_the_figures_stand_above_and_each_opens_to_its_rows(app: Flask, acts: Story) -> None:
    client = signed_in(app, RUTH)
    page = client.get("/actions").text
    figures = " ".join(re.sub(r"<[^>]+>", " ", re.search(r'id="actions-figures">(.*?)</ul>', page, re.S)[1]).split())  # type: ignore[index]
    assert figures == "3 open = 2 within timescale (67%) + 1 overdue (33%)"
    for name, standing, keys in (("within", "within", {"plan", "model"}), ("overdue", "overdue", {"see"})):
        href = re.search(rf'id="actions-{name}" href="([^"]+)"', page)
        assert href
        assert href[1] == f"/actions?standing={standing}"
        rows = client.get(f"/actions.json?standing={standing}").json["rows"]
        assert {row["action_key"] for row in rows} == {f"action/{key}" for key in keys}
    found = {one["name"]: one for one in client.get("/actions/figures.json").json["figures"]}
    assert found["overdue"]["numerator_ids"] == ["action/see"]
    assert len(found["overdue"]["denominator_ids"]) == found["overdue"]["denominator"] == 3


FILTERS = {
    "standing=overdue": "see", "standing=overdue-7": "see", "standing=overdue-30": "", "state=open": "see plan model",
    "owner=dana-lewis": "see", "team=team/harbour": "see plan", "area=area/east": "see plan model",
    "kind=report": "model", "managed=yes": "", "led=yes": "",
    "month=2024-05": "see plan model", "child=C-10519": "plan", "team=team/hillside&kind=audit": "",
}  # fmt: skip


@pytest.mark.parametrize("query", FILTERS)
def test_filters_choose_rows(app: Flask, acts: Story, query: str) -> None:
    rows = signed_in(app, RUTH).get(f"/actions.json?{query}").json["rows"]
    assert {row["action_key"] for row in rows} == {f"action/{name}" for name in FILTERS[query].split()}


def test_the_weekly_letter_says_as_many_of_whom_one_manages_as_its_link_opens_to(app: Flask, acts: Story) -> None:
    acts.let(PRIYA, Person, NADIA).change({"supervisor": OMAR})
    child = {"child": "child/C-10482", "team": HARBOUR, "area": EAST, "on": "2024-05-23", "due": "2024-05-25"}
    for name, owner in (("own", OMAR), ("far", NADIA), ("theirs", BEN)):
        raise_(acts, name, source=audit_id(2), owner=owner, **child)
    house: House = app.extensions["house"]
    matter = next(one for one in reminders.MATTERS if one.whose == "of people whom you manage")
    told = {person: n for person, n, _ in matter.counts(house.model, date(2024, 5, 28))}
    path = matter.link.replace("/actions?", "/actions.json?")
    rows = {person: signed_in(app, person).get(path).json["rows"] for person in told}
    assert {person: len(found) for person, found in rows.items()} == told
    opened = {row["action_key"] for row in rows[OMAR]}
    assert {"action/see", "action/far"} <= opened
    assert "action/own" not in opened


def test_the_owner_says_that_it_is_done_from_the_first_page(app: Flask, acts: Story) -> None:
    dana = signed_in(app, DANA)
    home = dana.get("/").text
    assert "1 action to do, 1 overdue" in home
    form = re.search(r'<form[^>]*action="/actions/see/completion".*?</form>', home, re.S)
    assert form
    hidden = dict(re.findall(r'name="(version|on-day|on-month|on-year)" value="(\d+)"', form[0]))
    answer = dana.post("/actions/see/completion", data=hidden | {"evidence": "Entry of 27 May."})
    assert (answer.status_code, answer.headers["Location"]) == (303, SEE)
    done = action(app, "see")
    assert (done.state, done.completed_by, done.since) == ("completed", DANA, "2024-05-28")
    assert "My actions" not in dana.get("/").text


def test_without_evidence_it_is_not_done(app: Flask, acts: Story) -> None:
    answer = do(signed_in(app, DANA), f"{SEE}/completion", DONE | {"evidence": " "})
    assert answer.status_code == 422
    assert "Say what was done and where it can be seen." in answer.text
    assert action(app, "see").state == "open"


def test_it_waits_to_be_verified_by_somebody_else(app: Flask, acts: Story) -> None:
    do(signed_in(app, OMAR), f"{SEE}/completion", DONE)
    omar, ruth = signed_in(app, OMAR), signed_in(app, RUTH)
    assert "/verification" not in omar.get(SEE).text
    assert "Actions to verify" not in omar.get("/").text
    refused = do(omar, f"{SEE}/verification", DAY | {"note": ""})
    assert refused.status_code == 422
    assert "You cannot verify your own action." in refused.text
    assert "Actions to verify" in ruth.get("/").text
    assert do(ruth, f"{SEE}/verification", DAY | {"note": "Read it."}).status_code == 303
    assert action(app, "see").state == "verified"


BY_MANAGER = [
    ("extension", WHY | {"due-day": "10", "due-month": "6", "due-year": "2024"}, ("open", "2024-06-10", DANA)),
    ("reassignment", WHY | {"owner": OMAR}, ("open", "2024-05-25", OMAR)),
    ("cancellation", WHY, ("cancelled", "2024-05-25", DANA)),
    ("progress", DAY | {"note": "Half."}, ("open", "2024-05-25", DANA)),
]


@pytest.mark.parametrize(("act", "facts", "now"), BY_MANAGER)
def test_the_teams_manager_moves_it_on(
    app: Flask, acts: Story, act: str, facts: dict[str, str], now: tuple[str, str, str]
) -> None:
    answer = do(signed_in(app, OMAR), f"{SEE}/{act}", facts)
    assert (answer.status_code, answer.headers["Location"]) == (303, SEE)
    found = action(app, "see")
    assert (found.state, found.due, found.owner) == now


def test_the_owner_is_offered_neither_a_later_date_nor_an_end(app: Flask, acts: Story) -> None:
    dana = signed_in(app, DANA)
    assert re.findall(r'href="/actions/see/([\w-]+)"', dana.get(SEE).text) == ["progress"]
    for act in ("extension", "cancellation", "reassignment", "verification", "reopening"):
        assert dana.get(f"{SEE}/{act}").status_code == 404
    own = do(signed_in(app, OMAR), f"{PLAN}/extension", BY_MANAGER[0][1])
    assert (own.status_code, "You cannot move the date of your own action." in own.text) == (422, True)


@pytest.mark.parametrize("person", [ANNA, MARY, HELEN, IAN])
def test_those_who_read_it_do_nothing_to_it(app: Flask, acts: Story, person: str) -> None:
    client = signed_in(app, person)
    assert client.get(SEE).status_code == 200
    assert not re.findall(r'href="/actions/see/', client.get(SEE).text)
    assert client.post(f"{SEE}/completion", data=DONE | {"version": "1"}).status_code == 404


ASK = "If you need more time, ask "
MOVED_BY = [
    ("see", DANA, ASK + "Omar Haddad, your line manager, or the QA lead: they may move the date."),
    ("plan", OMAR, ASK + "the QA lead, who may move the date."),
    ("model", NADIA, ASK + "the QA lead, who may move the date."),
    ("see", OMAR, ""),
]


@pytest.mark.parametrize(("name", "person", "words"), MOVED_BY)
def test_the_owner_is_told_who_may_move_the_date(app: Flask, acts: Story, name: str, person: str, words: str) -> None:
    acts.let(PRIYA, Person, NADIA).change({"supervisor": MARY})
    told = re.search(r'id="more-time">([^<]*)<', signed_in(app, person).get(f"/actions/{name}").text)
    assert (told[1] if told else "") == words


BAD = [
    ("extension", WHY | {"due-day": "31", "due-month": "2", "due-year": "2024"}, "The new date must be a real date"),
    ("extension", WHY | {"due-day": "27", "due-month": "5", "due-year": "2024"}, "Give a date from today on."),
    ("reassignment", WHY | {"owner": "person/nobody"}, "Choose somebody who works here."),
    ("reassignment", WHY | {"owner": ""}, "Choose who is to do it."),
    ("cancellation", DAY | {"reason": ""}, "Give the reason."),
    ("completion", DONE | {"on-day": "29"}, "The date cannot be in the future."),
    ("completion", DONE | {"on-day": "1"}, "The date cannot be before the action was raised."),
    ("progress", DAY | {"note": "x" * 4001}, "Use at most 4,000 characters."),
]


@pytest.mark.parametrize(("act", "facts", "words"), BAD)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(
    app: Flask, acts: Story, act: str, facts: dict[str, str], words: str
) -> None:
    answer = do(signed_in(app, RUTH), f"{SEE}/{act}", facts)
    assert answer.status_code == 422
    assert words in answer.text
    assert action(app, "see").version == 1


def test_a_double_click_is_done_once_and_a_late_form_says_what_happened(app: Flask, acts: Story) -> None:
    dana, omar = signed_in(app, DANA), signed_in(app, OMAR)
    sent = DONE | {"version": "1"}
    assert [dana.post(f"{SEE}/completion", data=sent).status_code for _ in range(2)] == [303, 303]
    assert action(app, "see").version == 2
    late = omar.post(f"{SEE}/completion", data=sent | {"evidence": "I saw it too."})
    assert late.status_code == 409
    assert "I saw it too." in late.text


def test_a_later_change_of_another_is_told_before_anything_is_stored(app: Flask, acts: Story) -> None:
    do(signed_in(app, OMAR), f"{SEE}/extension", BY_MANAGER[0][1])
    late = signed_in(app, DANA).post(f"{SEE}/completion", data=DONE | {"version": "1"})
    assert late.status_code == 409
    assert "action extended by Omar Haddad" in late.text
    assert action(app, "see").state == "open"


def handed(client: FlaskClient, owner: str, chosen: list[str], **facts: str) -> Any:
    data = {"owner": owner, "actions": chosen, "to": NADIA, "reason": "Leave."} | facts
    return client.post("/actions/handing-over", data=data)


def test_several_are_handed_over_at_once(app: Flask, acts: Story) -> None:
    more = {"child": "child/C-10482", "team": HARBOUR, "area": EAST, "on": "2024-05-28"}
    raise_(acts, "see2", source=audit_id(1), owner=DANA, due="2024-06-25", **more)
    ruth = signed_in(app, RUTH)
    assert "Dana Lewis" in ruth.get("/actions/handing-over").text
    page = ruth.get("/actions/handing-over?owner=dana-lewis").text
    values = re.findall(r'name="actions" value="([^"]+)"', page)
    assert values == ["action/see@1", "action/see2@1"]
    assert handed(ruth, DANA, values).status_code == 303
    assert handed(ruth, DANA, values).status_code == 303, "a double click"
    assert [action(app, name).owner for name in ("see", "see2")] == [NADIA, NADIA]


def test_a_hand_over_is_of_one_owners_and_whole(app: Flask, acts: Story) -> None:
    omar = signed_in(app, OMAR)
    assert handed(omar, NADIA, ["action/model@1"]).status_code == 404, "not of his team"
    assert "Choose the actions to hand over." in handed(omar, DANA, []).text
    answer = handed(omar, DANA, ["action/see@1"], to="", reason="")
    assert (answer.status_code, "Choose who is to do it." in answer.text, "Give the reason." in answer.text) == (
        422, True, True,
    )  # fmt: skip
    do(omar, f"{SEE}/progress", DAY | {"note": "Half."})
    assert handed(omar, DANA, ["action/see@1", "action/plan@1"]).status_code == 409
    assert (action(app, "see").owner, action(app, "plan").owner) == (DANA, OMAR)


def test_who_leaves_is_asked_who_takes_their_actions(app: Flask, acts: Story) -> None:
    priya, path = signed_in(app, PRIYA), "/people/dana-lewis/departure"
    assert "They have 1 open action." in priya.get(path).text
    assert not [text for text in WORDS.values() if text in priya.get(path).text], "an administrator reads no action"
    facts = {"on-day": "31", "on-month": "5", "on-year": "2024", "reason": ""}
    refused = do(priya, path, facts)
    assert (refused.status_code, "Choose who takes their 1 open action." in refused.text) == (422, True)
    assert do(priya, path, facts | {"actions_to": OMAR}).status_code == 303
    assert action(app, "see").owner == OMAR
    assert "Who takes their open actions?" not in priya.get("/people/ben-carter/departure").text


def test_the_qa_lead_reads_which_actions_somebody_leaves_behind(app: Flask, acts: Story) -> None:
    assert WORDS["see"] in signed_in(app, RUTH).get("/people/dana-lewis/departure").text


def test_text_that_was_not_sent_is_offered_again_without_an_id(app: Flask, acts: Story) -> None:
    facts = {"source": audit_id(1), "owner": DANA, "due": "2024-06-25", "on": "2024-05-28"}
    raise_(acts, "k7m2xq9dab", **facts, child="child/C-10482", team=HARBOUR, area=EAST)
    dana = signed_in(app, DANA)
    answer = dana.put("/drafts/actions/k7m2xq9dab/completion", json={"version": 0, "fields": {"evidence": "Half"}})
    assert answer.status_code in (200, 204), answer.text
    assert "Half" in dana.get("/actions/k7m2xq9dab").text
    assert 'href="/actions/k7m2xq9dab/completion">Done, evidence here: the action, C-10482<' in dana.get("/").text


def test_the_actions_of_somebody_who_left_all_the_same_wait_for_the_qa_lead(app: Flask, acts: Story) -> None:
    acts.let(PRIYA, Person, DANA).leave("2024-05-24", "")
    ruth = signed_in(app, RUTH)
    home = ruth.get("/").text
    assert "Actions whose owner has left" in home
    assert 'href="/actions/handing-over?owner=dana-lewis">Hand over the 1 open action of Dana Lewis</a>' in home
    assert "See" in ruth.get("/actions/handing-over?owner=dana-lewis").text
    rows = ruth.get("/actions.json?standing=left").json["rows"]
    assert [row["action_key"] for row in rows] == ["action/see"]
    assert "has left" in ruth.get("/actions").text


def test_a_manager_has_the_teams_overdue_ones_on_the_first_page(app: Flask, acts: Story) -> None:
    home = signed_in(app, OMAR).get("/").text
    assert "Overdue actions of my team" in home
    assert "Dana Lewis: See the child alone." in home
    assert "Overdue actions" not in signed_in(app, HELEN).get("/").text


@pytest.mark.parametrize(("person", "led"), [(OMAR, {"see", "theirs"}), (GRACE, {"see", "theirs", "far"})])
def test_the_overdue_ones_of_a_team_are_as_many_as_their_link_opens_to(
    app: Flask, acts: Story, person: str, led: set[str]
) -> None:
    acts.let(PRIYA, Person, NADIA).change({"supervisor": OMAR})
    late = {"child": "child/C-10482", "on": "2024-05-23", "due": "2024-05-25", "area": EAST}
    raise_(acts, "own", source=audit_id(2), owner=person, team=HARBOUR, **late)
    raise_(acts, "theirs", source=audit_id(2), owner=BEN, team=HARBOUR, **late)
    raise_(acts, "far", source=audit_id(2), owner=NADIA, team="team/hillside", **late)
    client = signed_in(app, person)
    block = re.search(r"Overdue actions of my.*?</section>", client.get("/").text, re.S)
    assert block
    count, href = re.search(r"(\d+) actions? overdue", block[0]), re.search(r'href="(/actions\?[^"]+)"', block[0])
    assert count
    assert href
    rows = client.get(href[1].replace("&amp;", "&").replace("?", ".json?")).json["rows"]
    assert {row["action_key"] for row in rows} == {f"action/{name}" for name in led}
    assert int(count[1]) == len(rows)


def test_an_audits_page_and_a_childs_show_their_actions(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    for path in ("/audits/2024-05/1", "/children/C-10482"):
        page = ruth.get(path).text
        assert "Actions and where they stand" in page
        assert WORDS["see"] in page
        assert WORDS["plan"] not in page
    assert WORDS["see"] in signed_in(app, ANNA).get("/audits/2024-05/1").text


def test_whose_work_it_was_reads_where_all_actions_of_the_audit_stand(app: Flask, acts: Story) -> None:
    facts = {"source": audit_id(1), "child": "child/C-10482", "team": HARBOUR, "area": EAST, "due": "2024-07-01"}
    acts.let(ANNA, Action, "action/asked").raise_(what="Write the plan.", owner=OMAR, on=acts.day, **facts)
    raise_(acts, "later", owner=NADIA, what="Talk about workload.", on=acts.day, **facts)
    dana = signed_in(app, DANA)
    listed = dana.get("/audits/2024-05/1").text.split('id="actions-list"')[1].split("</ul>")[0]
    said = " ".join(re.sub(r"<[^>]+>", " ", listed).split())
    assert "Within timescale Write the plan. Omar Haddad, by 1 July 2024" in said
    assert "Within timescale Action Nadia Rahman, by 1 July 2024" in said
    assert ("/actions/see" in listed, "/actions/asked" in listed) == (True, False)
    assert dana.get("/actions/asked").status_code == 404


def test_an_action_is_raised_from_an_audit_by_who_follows_it(app: Flask, acts: Story) -> None:
    omar = signed_in(app, OMAR)
    page = omar.get(f"/actions/new?source={audit_id(1)}").text
    minted = re.search(r'name="id" value="(action/[^"]+)"', page)
    assert minted
    facts = {"id": minted[1], "source": audit_id(1), "what": "Tell the chair.", "owner": DANA}
    past = facts | {"due-day": "27", "due-month": "5", "due-year": "2024"}
    assert "Give a date from today on." in omar.post("/actions", data=past).text
    soon = past | {"due-month": "6"}
    assert [omar.post("/actions", data=soon).status_code for _ in range(2)] == [303, 303]
    made = action(app, minted[1].removeprefix("action/"))
    assert (made.source, made.child, made.team, made.version) == (audit_id(1), "child/C-10482", HARBOUR, 1)
    for source in (audit_id(99), "audit/2024-05/1", "audit/2024-05/\u0661", "audit/9999-99/1", "team/harbour"):
        foreign = soon | {"id": "action/other", "source": source}
        answer = omar.post("/actions", data=foreign)
        assert (answer.status_code, "Choose one of the list." in answer.text) == (422, True), source
    assert not action(app, "other").exists


def test_the_way_to_raise_one_is_there_once_the_audit_is_in(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert "Raise an action from this audit" in ruth.get("/audits/2024-05/1").text
    assert "Raise an action from this audit" not in ruth.get("/audits/2024-05/3").text
    assert "Raise an action" not in signed_in(app, ANNA).get("/audits/2024-05/1").text


def test_where_actions_stand_by_team_and_as_at_a_day(app: Flask, acts: Story) -> None:
    do(signed_in(app, DANA), f"{SEE}/completion", DONE)
    ruth = signed_in(app, RUTH)
    now = ruth.get("/actions/standing.json?by=team").json["rows"]
    assert {row["group"]: (row["open_count"], row["overdue_count"]) for row in now} == {
        "Harbour": (1, 0), "Hill side": (1, 0),
    }  # fmt: skip
    then = ruth.get("/actions/standing.json?by=owner&on=2024-05-27").json["rows"]
    assert {row["group"]: row["overdue_7"] for row in then} == {"Dana Lewis": 1, "Nadia Rahman": 0, "Omar Haddad": 0}
    page = ruth.get("/actions/standing?by=owner&on=2024-05-27&figure=overdue").text
    assert "then with Dana Lewis, due 25 May 2024" in page
    assert "/actions?team=team%2Fharbour&amp;state=open" in ruth.get("/actions/standing").text


def test_what_the_moderator_raises_is_told_apart_and_does_not_name_them(app: Flask, acts: Story) -> None:
    acts.on("2024-05-28")
    draw(acts)
    give(acts)
    facts = {"source": audit_id(1), "owner": DANA, "due": "2024-06-25", "child": "child/C-10482", "team": HARBOUR}
    acts.let(MARY, Action, "action/asked").raise_(what="Date the plan.", **facts, area=EAST, on=acts.day)
    assert moderate(app, SOUND).status_code == 303
    ruth, dana = signed_in(app, RUTH), signed_in(app, DANA)
    found = {kind: ruth.get(f"/actions.json?kind={kind}").json["rows"] for kind in ("moderation", "audit")}
    assert {kind: {row["action_key"] for row in rows} for kind, rows in found.items()} == {
        "moderation": {"action/asked"}, "audit": {"action/see", "action/plan"},
    }  # fmt: skip
    assert found["moderation"][0]["source_kind"] == "Moderation of an audit"
    for client, named in ((ruth, True), (dana, False)):
        page = client.get("/actions/asked").text
        assert ("Moderation of audit 1 of May 2024" in page, "Mary Quinn" in page) == (True, named)
    assert "Audit 1 of May 2024" in ruth.get(SEE).text


@pytest.mark.parametrize("person", [RUTH, OMAR, GRACE])
def test_by_line_manager_each_number_opens_to_exactly_its_rows(app: Flask, acts: Story, person: str) -> None:
    acts.let(RUTH, Action, "action/model").reassign(BEN, team=HARBOUR, area=EAST, reason="Back.", on=acts.day)
    client = signed_in(app, person)
    found = client.get("/actions/standing.json?by=manager").json["rows"]
    assert {row["group"]: (row["open_count"], row["overdue_count"]) for row in found}["Omar Haddad"] == (1, 1)
    page = client.get("/actions/standing?by=manager").text
    for row in found:
        ways = {"open_count": "state=open", "overdue_count": "standing=overdue"} if row["group_id"] else {}
        for key, way in ways.items():
            there = f"/actions?manager={row['group_id'].removeprefix('person/')}&amp;{way}"
            opened = client.get(there.replace("/actions?", "/actions.json?").replace("&amp;", "&")).json["rows"]
            assert len(opened) == row[key]
            assert (there in page) == bool(row[key])
    assert "No line manager" in page


def test_where_actions_stand_is_live(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    mark = re.search(r'data-position="([^"]+)"', ruth.get("/actions/standing?by=owner").text)
    assert mark
    assert ruth.get(f"/actions/standing?by=owner&since={mark[1]}").status_code == 204
    do(signed_in(app, DANA), f"{SEE}/completion", DONE)
    polled = ruth.get(f"/actions/standing?by=owner&since={mark[1]}")
    assert (polled.status_code, "<html" in polled.text, "Dana Lewis" in polled.text) == (200, False, False)


def test_a_day_that_is_none_or_to_come_is_told(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    for day, words in (("31", "The date must be a real date"), ("28", "")):
        answer = ruth.get(f"/actions/standing?on-day={day}&on-month=2&on-year=2024")
        assert (answer.status_code, words in answer.text) == (422 if words else 200, True)
    assert "The date cannot be in the future." in ruth.get("/actions/standing?on-day=1&on-month=6&on-year=2024").text
    for bad in ("on=2024-13-45", "on=2024-02-31"):
        assert ruth.get(f"/actions/standing?{bad}").status_code == 422
    for bad in ("on=28/2/2024", "by=planet", "figure=none", "of=team/x&figure=overdue"):
        assert ruth.get(f"/actions/standing?{bad}").status_code == 200


def test_a_team_managers_standing_is_of_the_team(app: Flask, acts: Story) -> None:
    rows = signed_in(app, OMAR).get("/actions/standing.json?by=team").json["rows"]
    assert [row["group"] for row in rows] == ["Harbour"]


def test_the_tracker_is_live(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    mark = re.search(r'data-position="([^"]+)"', ruth.get("/actions").text)
    assert mark
    assert ruth.get(f"/actions?since={mark[1]}").status_code == 204
    do(signed_in(app, DANA), f"{SEE}/completion", DONE)
    polled = ruth.get(f"/actions?since={mark[1]}")
    assert (polled.status_code, "<html" in polled.text, "1 completed, to be verified" in polled.text) == (
        200, False, True,
    )  # fmt: skip


def test_its_history_says_who_what_and_why(app: Flask, acts: Story) -> None:
    do(signed_in(app, OMAR), f"{SEE}/extension", BY_MANAGER[0][1])
    page = " ".join(re.sub(r"<[^>]+>", " ", signed_in(app, DANA).get(SEE).text).split())
    assert (
        "Omar Haddad moved the date of the action “See the child alone.” from 25 May 2024 to 10 June 2024."
        " Reason: The family is away."
    ) in page
    for path in ("/audits/2024-05/1/history", "/children/C-10482/history"):
        assert "moved the date of the action" in signed_in(app, RUTH).get(path).text
    assert "moved the date of the action" in signed_in(app, DANA).get("/people/dana-lewis/history").text
    assert "See the child alone" not in signed_in(app, PRIYA).get("/people/dana-lewis/history").text


def test_an_unknown_action_is_not_there(app: Flask, acts: Story) -> None:
    ruth = signed_in(app, RUTH)
    assert [ruth.get(f"/actions/nothing{end}").status_code for end in ("", "/completion", "/extension")] == [404] * 3


def test_a_return_in_the_browser_raises_what_was_written(app: Flask, acts: Story) -> None:
    rows = [{"id": "a1", "what": "Write to the school.", "owner": DANA, "due": "2024-06-30"}]
    stories.write(acts, NADIA, 3, actions=rows)
    nadia = signed_in(app, NADIA)
    version = app.extensions["house"].version(audit_id(3))
    answer = nadia.post("/audits/2024-05/3/return", data={"version": str(version)})
    assert answer.status_code == 303
    assert app.extensions["house"].log.load(Audit, audit_id(3)).state == "returned"
    assert "Write to the school." in signed_in(app, DANA).get("/").text
