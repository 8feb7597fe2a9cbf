"""The months' pages: the list, opening one, its pool, its sample, its allocation, swaps, closing."""

import re
from html import unescape
from types import SimpleNamespace

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from app.programme import cycles, exemptions
from app.programme.allocations import allocation
from app.programme.english import listed
from app.programme.house import House
from app.views.sample_page import compared
from projections import allocation as read
from projections import cycles as months
from tests.programme.a_month import AT, BY, MAY, ON, auditor, drawn, opened, person, the_council, version
from tests.views.test_histories import sentence

WHOLE = {"month": "2024-05", "scope": "whole", "framework": "framework/core 1", "target": "90"}
RULE = {"size": "6", "proportional_to": "plan", "seed": "Spring"}
READERS = ("iris", "dana", "od-north")


@pytest.fixture
def council(app: Flask) -> House:
    the_council(app.extensions["house"])
    return app.extensions["house"]


@pytest.fixture
def allocated(council: House) -> House:
    opened(council)
    drawn(council, 8)
    allocation.allocate(council, MAY, version=2, seed="s", on=ON, **BY)
    return council


@pytest.fixture
def quinn(app: Flask, council: House) -> FlaskClient:
    return signed_in(app, "quinn")


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = f"person/{name}", True
    return client


def text(page) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", page.get_data(as_text=True))).split())


def post(client: FlaskClient, there: str, house: House, **facts):
    """Send a form that shows the month as it is now."""
    return client.post(there, data={"version": version(house, MAY)} | facts)


def test_before_the_first_month_the_list_says_what_will_come(quinn: FlaskClient) -> None:
    assert "No month has been opened yet." in text(quinn.get("/cycles"))


def test_a_month_is_opened_and_leads_to_its_sample(quinn: FlaskClient, council: House) -> None:
    page = quinn.post("/cycles", data=WHOLE)
    assert (page.status_code, page.headers["Location"]) == (303, "/cycles/2024-05/sample")
    listed = text(quinn.get("/cycles"))
    assert "May 2024 Open Whole service 90% 10 0 0" in listed


def test_the_form_says_whom_it_would_count(quinn: FlaskClient) -> None:
    page = quinn.post(
        "/cycles/count", data=WHOLE | {"scope": "areas", "areas": "area/north"}, headers={"HX-Request": "true"}
    )
    said = text(page)
    assert "The pool that this counts: 6 auditors" in said
    assert "Auditor 000" in said
    assert "Auditor 002" not in said


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scope": "areas"}, "Choose at least one service area."),
        ({"target": "ninety"}, "whole number from 0 to 100"),
        ({"target": "101"}, "whole number from 0 to 100"),
        ({"target": "٩٠"}, "whole number from 0 to 100"),
        ({"month": "x"}, "Choose a month."),
        ({"month": "2024-03"}, "No auditor is in the pool"),
    ],
)
def test_what_cannot_be_opened_is_said_and_kept(quinn: FlaskClient, council: House, wrong: dict, sentence: str) -> None:
    page = quinn.post("/cycles", data=WHOLE | wrong)
    assert page.status_code == 422
    assert sentence in text(page)
    assert months.cycles(council.model) == []


def test_a_double_click_opens_once(quinn: FlaskClient, council: House) -> None:
    assert [quinn.post("/cycles", data=WHOLE).status_code for _ in range(2)] == [303, 303]
    assert version(council, MAY) == 1


def test_the_rule_is_said_in_words_without_storing_anything(quinn: FlaskClient, council: House) -> None:
    opened(council)
    facts = RULE | {"plans": ["CP"], "named": "C-0007 asked for by the head of service"}
    page = quinn.post("/cycles/2024-05/sample/preview", data=facts, headers={"HX-Request": "true"})
    assert "6 children from the list of 24 April 2024: children on a child protection plan" in text(page)
    assert "Named: C-0007 (asked for by the head of service)." in text(page)
    assert version(council, MAY) == 1


def test_the_form_of_the_draw_comes_with_the_pools_size_a_seed_and_the_rule(quinn: FlaskClient, council: House) -> None:
    opened(council)
    page = quinn.get("/cycles/2024-05/sample/new")
    said = text(page)
    assert (
        "10 children from the list of 24 April 2024: children of every plan type, not audited in the 6 months before"
        " or since." in said
    )
    assert 'name="seed" type="text" value="May 2024, draw 1"' in page.get_data(as_text=True)
    assert "begins with the rule" not in said


def test_the_form_of_the_draw_begins_with_the_rule_of_the_last_month(quinn: FlaskClient, council: House) -> None:
    opened(council)
    rule = RULE | {"plans": ["CP", "CL"], "not_audited_months": "4", "themes": "Neglect", "named": "C-0007 a complaint"}
    post(quinn, "/cycles/2024-05/sample", council, **rule)
    opened(council, "2024-06")
    page = quinn.get("/cycles/2024-06/sample/new")
    assert "The form begins with the rule of May 2024, by which 6 children were drawn." in text(page)
    assert "children on a child protection plan and care leavers, not audited in the 4 months before" in text(page)
    assert "Theme: Neglect." in text(page)
    assert "C-0007" not in text(page)
    assert 'value="June 2024, draw 1"' in page.text


def test_a_child_named_outside_the_rule_is_counted_apart_and_warned_of(quinn: FlaskClient, council: House) -> None:
    opened(council)
    rule = RULE | {"plans": ["CP", "CL"], "named": "C-0001 a complaint"}
    page = text(post(quinn, "/cycles/2024-05/sample/preview", council, **rule))
    assert re.search(r"(\d+) of 40 children on the list meet it, and 1 named outside it\.", page)
    assert "Warning: C-0001 is named outside the rule: of a plan type that was not drawn from (" in page
    post(quinn, "/cycles/2024-05/sample", council, **rule)
    assert "who meet the rule and 1 named outside it, of 40 on the list." in text(quinn.get("/cycles/2024-05/sample"))


@pytest.mark.parametrize(
    ("listed", "drawn", "said"),
    [
        ((105, 1000), (114, 1000), "As on the list"),  # 11% and 11%
        ((104, 1000), (105, 1000), "1 point more"),  # 10% and 11%
        ((3, 10), (1, 10), "20 points fewer"),
    ],
)
def test_the_difference_is_between_the_shares_that_are_shown(
    council: House, listed: tuple[int, int], drawn: tuple[int, int], said: str
) -> None:
    row = {"value": "CP", "population_n": listed[0], "population_total": listed[1]}
    row |= {"sample_n": drawn[0], "sample_total": drawn[1]}
    comparison = [row | {"dimension": "plan"}]
    (group,) = compared(council.model, SimpleNamespace(comparison=comparison))
    assert group["rows"][0]["difference"] == said


def test_the_drawn_sample_explains_itself(quinn: FlaskClient, council: House) -> None:
    opened(council)
    page = post(quinn, "/cycles/2024-05/sample", council, **RULE, named="C-0007 a complaint")
    assert page.headers["Location"] == "/cycles/2024-05/sample"
    said = text(quinn.get("/cycles/2024-05/sample?check=1&why=C-9999"))
    assert "Drawn: 6 children of 40 who meet the rule, of 40 on the list." in said
    assert "Drawn again: the same 6 children in the same order." in said
    assert "C-9999 is not on the list that the sample was drawn from." in said
    assert "Named: a complaint. Takes one of the" in said
    assert "34 meeting the rule and not drawn" in said
    assert "16 of 40 40%" in said  # children in need on the list: two in five of 40


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"size": "0"}, "at least 1"),
        ({"size": "41"}, "You asked for 41 children; only 40 of the 40 on the list"),
        ({"seed": ""}, "Give a seed"),
        ({"share_CP": "-1"}, "Enter a part as a whole number"),
        ({"share_CP": "0"}, "Give at least one plan type a share above 0"),
        ({"named": "C-9999 a complaint"}, "not on the list"),
        ({"named": "C-0001"}, "Say why you name C-0001"),
        ({"not_audited_months": "six"}, "whole number of months"),
        ({"min_open_days": "10001"}, "whole number of days"),
        ({"plans": "XX"}, "Choose from the list."),
    ],
)
def test_a_rule_that_cannot_be_drawn_is_refused_in_words_and_kept(
    quinn: FlaskClient, council: House, wrong: dict, sentence: str
) -> None:
    opened(council)
    page = post(quinn, "/cycles/2024-05/sample", council, **(RULE | {"themes": "Neglect"} | wrong))
    assert page.status_code == 422
    assert sentence in unescape(page.get_data(as_text=True))
    assert 'value="Neglect"' in page.get_data(as_text=True)
    assert version(council, MAY) == 1


def test_a_child_is_put_in_and_taken_out_by_hand(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 5)
    inside = [row["child"] for row in months.sample(council.model, MAY)]
    extra = next(f"C-{n:04d}" for n in range(40) if f"child/C-{n:04d}" not in inside)
    added = post(quinn, "/cycles/2024-05/sample/children", council, child=extra, reason="A complaint")
    assert added.status_code == 303
    there = f"/cycles/2024-05/sample/children/{inside[0].removeprefix('child/')}/removal"
    assert "Next of the reserve" in text(quinn.get(there))
    assert post(quinn, there, council, instead="reserve", reason="Moved away").status_code == 303
    said = text(quinn.get("/cycles/2024-05/sample"))
    assert "Put in: A complaint (1)" in said
    assert f"{extra} put in (Quinn Abara," in said
    assert "6 children: 4 drawn, 1 put in by hand, 1 from the reserve." in said
    assert "Taken out: Moved away (1)" in said
    assert "of the reserve in their place (Quinn Abara," in said


def test_by_hand_without_a_reason_is_refused_beside_the_field(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 5)
    page = post(quinn, "/cycles/2024-05/sample/children", council, child="C-0001", reason=" ")
    assert page.status_code == 422
    assert 'id="reason-error"' in page.get_data(as_text=True)
    assert 'value="C-0001"' in page.get_data(as_text=True)


def test_a_form_that_was_overtaken_says_what_happened_and_keeps_what_was_typed(
    quinn: FlaskClient, council: House
) -> None:
    opened(council)
    drawn(council, 5)
    drawn(council, 5, "Autumn")
    page = quinn.post(
        "/cycles/2024-05/sample/children", data={"version": 2, "child": "C-0001", "reason": "A complaint"}
    )
    assert page.status_code == 409
    assert "Since your form was opened: sample drawn by Quinn Abara" in text(page)
    assert "A complaint" in text(page)
    assert version(council, MAY) == 3


def test_the_preview_is_what_is_allocated(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    page = quinn.get("/cycles/2024-05/allocation?seed=s&on-day=1&on-month=5&on-year=2024")
    said = text(page)
    assert "Pool 10 − long leave 0 − exempt or left 0 = taking part 10" in said
    assert "Every audit will be due on 23 May 2024" in said
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.get_data(as_text=True)))
    sent = quinn.post("/cycles/2024-05/allocation", data=hidden)
    assert sent.headers["Location"] == "/cycles/2024-05/allocation"
    rows = read.audits(council.model, MAY)
    assert len(rows) == 8
    assert all(
        f"{row['child'].removeprefix('child/')} {row['team_name']} {row['auditor_name']}" in said for row in rows
    )


def test_who_has_no_auditor_is_said_with_what_can_be_done(app: Flask, quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    for n in range(1, 10):
        exempt(council, f"person/a{n}")
    before = quinn.get("/cycles/2024-05/allocation").get_data(as_text=True)
    assert "Nobody audits the work of their own team." in before
    assert "Every auditor has as many as they owe." in before
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', before))
    quinn.post("/cycles/2024-05/allocation", data=hidden)
    left = [row["child"].removeprefix("child/") for row in read.waiting(council.model, MAY)]
    assert len(left) == 7
    said = text(quinn.get("/cycles/2024-05/allocation"))
    assert f"The audits are allocated. 7 children have no auditor yet: {listed(left)}." in said
    there = f"/cycles/2024-05/allocation/{left[0]}/auditor"
    assert there in quinn.get("/cycles/2024-05/allocation").get_data(as_text=True)
    sent = {"auditor": "person/a0", "reason": "Nobody else.", "on-day": "3", "on-month": "5", "on-year": "2024"}
    full = post(quinn, there, council, **sent)
    assert (full.status_code, len(read.waiting(council.model, MAY))) == (422, 7)
    assert post(quinn, there, council, **sent, above_share="y").status_code == 303
    assert [row["child"].removeprefix("child/") for row in read.waiting(council.model, MAY)] == left[1:]
    assert "with an auditor" in text(quinn.get(there))
    said = text(quinn.get("/cycles/2024-05/allocation"))
    assert "Given by hand: Nobody else. Auditor 000: not in the child's team" in said
    made = council.reader.stream(MAY)[-1]
    assert sentence(app, council, made) == f"Quinn Abara gave {left[0]} to Auditor 000 by hand. Reason: Nobody else."


@pytest.mark.parametrize(("today", "day"), [("2024-05-03", "3"), ("2024-05-05", "7")])  # 6 May is a bank holiday
def test_an_allocation_is_offered_for_a_working_day(app: Flask, council: House, today: str, day: str) -> None:
    opened(council)
    drawn(council, 8)
    with time_machine.travel(f"{today}T09:00:00+00:00", tick=False):
        page = signed_in(app, "quinn").get("/cycles/2024-05/allocation").get_data(as_text=True)
    assert f'name="on-day" value="{day}"' in page


def test_the_pairs_stay_until_the_sample_changes(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    first, again = (quinn.get("/cycles/2024-05/allocation").text for _ in range(2))
    shown = r'name="shown" value="(\w+)"'
    assert re.findall(shown, first) == re.findall(shown, again) != []
    assert 'value="May 2024, sample 1"' in first
    post(quinn, f"/cycles/2024-05/sample/children/{in_sample(council)}/removal", council, instead="nobody", reason="x")
    assert 'value="May 2024, sample 2"' in quinn.get("/cycles/2024-05/allocation").text


def in_sample(house: House) -> str:
    return months.sample(house.model, MAY)[0]["child"].removeprefix("child/")


def test_a_preview_overtaken_by_an_exemption_shows_the_new_one_and_stores_nothing(
    quinn: FlaskClient, council: House
) -> None:
    opened(council)
    drawn(council, 8)
    there = "/cycles/2024-05/allocation?seed=s&on-day=1&on-month=5&on-year=2024"
    hidden = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', quinn.get(there).get_data(as_text=True))
    )
    for n in range(2):
        exempt(council, f"person/a{n}")
    page = quinn.post("/cycles/2024-05/allocation", data=hidden)
    assert page.status_code == 409
    assert "This is how it comes out now." in text(page)
    assert read.audits(council.model, MAY) == []


def exempt(house: House, auditor: str, kind: str = "health") -> None:
    id = f"exemption/{auditor.removeprefix('person/')}"
    exemptions.ask(house, id, auditor=auditor, cycle=MAY, reason_class=kind, note="", **BY)
    director = min(exemptions.authority(house, auditor).people)
    exemptions.authorise(house, id, version=1, reason="", on=ON, by=director, at=AT)


def test_who_is_exempt_for_what_is_named_only_to_those_who_run_or_decide(app: Flask, council: House) -> None:
    opened(council)
    drawn(council, 8)
    exempt(council, "person/a1")
    seeing = {"quinn": True, "dana": False, "od-north": True, "od-south": False, "iris": False}
    for name, sees in seeing.items():
        client = signed_in(app, name)
        said = text(client.get("/cycles/2024-05/allocation"))
        assert "Health: 1" in said
        assert ("Auditor 001 is exempt" in said) is sees, name
        assert ("Health" in text(client.get("/cycles/2024-05/pool"))) is sees, name
        assert (b"Health" in client.get("/cycles/2024-05/pool.csv").data) is sees, name


AWAY = {"version": 1, "reason": "Away", "on-day": "3", "on-month": "5", "on-year": "2024"}


def test_the_allocation_leads_to_the_one_page_that_gives_an_audit_away(quinn: FlaskClient, allocated: House) -> None:
    there = "/audits/2024-05/1/reallocation"
    assert f'href="{there}">Give to another auditor' in quinn.get("/cycles/2024-05/allocation").text
    page = quinn.get(there)
    assert "works in the team whose work this is" in text(page)
    to = re.search(r'<option value="(person/a\d)">Auditor \d+</option>', page.text)
    assert quinn.post(there, data=AWAY | {"auditor": to[1]}).headers["Location"] == "/audits/2024-05/1"
    assert read.audits(allocated.model, MAY)[0]["auditor"] == to[1]


def test_an_audit_given_against_a_rule_is_refused_with_the_rule(quinn: FlaskClient, allocated: House) -> None:
    row = read.audits(allocated.model, MAY)[0]
    teams = ("team/ash", "team/birch", "team/cedar", "team/damson")
    own = next(f"person/a{n}" for n in range(10) if teams[n % 4] == row["team"])
    there = "/audits/2024-05/1/reallocation"
    assert f'<option value="{own}"' not in quinn.get(there).text
    page = quinn.post(there, data=AWAY | {"auditor": own})
    assert page.status_code == 422
    assert re.search(r'href="#auditor">[^<]*works in the team whose work this is', page.text)
    assert "Away" in text(page)


def test_two_audits_are_exchanged(quinn: FlaskClient, allocated: House) -> None:
    page = quinn.get("/cycles/2024-05/swaps/1").get_data(as_text=True)
    assert "/audits/2024-05/1/reallocation" in page
    other = re.search(r'<option value="(audit/2024-05/\d+ \d+)">', page)[1]
    sent = quinn.post("/cycles/2024-05/swaps/1/exchange", data={"version": 1, "other": other, "reason": "Away"})
    assert sent.headers["Location"] == "/cycles/2024-05/allocation#audit-1"
    assert len(allocated.log.history(MAY)[-1].moves) == 2


def test_the_pool_is_counted_again_and_the_month_closed(quinn: FlaskClient, council: House) -> None:
    opened(council)
    drawn(council, 8)
    assert post(quinn, "/cycles/2024-05/pool", council, reason="").status_code == 422
    assert post(quinn, "/cycles/2024-05/pool", council, reason="A new list").status_code == 303
    day = {"on-day": "3", "on-month": "6", "on-year": "2024"}
    assert "Nothing has been allocated" in text(post(quinn, "/cycles/2024-05/closing", council, **day))
    allocation.allocate(council, MAY, version=version(council, MAY), seed="s", on=ON, **BY)
    assert "Allocated: 8" in text(quinn.get("/cycles/2024-05/closing"))
    assert "Close the month" in text(quinn.get("/cycles/2024-05"))
    far = post(quinn, "/cycles/2024-05/closing", council, **day | {"on-year": "2090"})
    assert far.status_code == 422
    assert "The date cannot be in the future." in text(far)
    offered = 'class="moj-sub-navigation__link" href="/cycles/2024-05/closing"'
    assert offered in quinn.get("/cycles/2024-05/pool").text
    assert post(quinn, "/cycles/2024-05/closing", council, **day).headers["Location"] == "/cycles/2024-05"
    assert offered not in quinn.get("/cycles/2024-05/pool").text, "a closed month is not closed again"
    assert months.cycle(council.model, MAY)["state"] == "closed"
    assert "Close the month" not in text(quinn.get("/cycles/2024-05"))


@pytest.mark.parametrize(
    "there", ["cycles", "cycles/2024-05/pool", "cycles/2024-05/sample", "cycles/2024-05/allocation"]
)
def test_every_list_is_a_page_and_two_files(quinn: FlaskClient, allocated: House, there: str) -> None:
    assert quinn.get(f"/{there}").status_code == 200
    assert quinn.get(f"/{there}.csv").mimetype == "text/csv"
    assert quinn.get(f"/{there}.xlsx").data.startswith(b"PK")


@pytest.mark.parametrize("name", READERS)
def test_readers_read_and_change_nothing(app: Flask, allocated: House, name: str) -> None:
    client, before = signed_in(app, name), allocated.reader.head()
    for there in ("/cycles", "/cycles/2024-05/pool", "/cycles/2024-05/sample", "/cycles/2024-05/allocation"):
        page = client.get(there)
        assert page.status_code == 200
        assert b"/removal" not in page.data
        assert b"/swaps/" not in page.data
    for there in ("/cycles/new", "/cycles/2024-05/sample/new", "/cycles/2024-05/swaps/1", "/cycles/2024-05/closing"):
        assert client.get(there).status_code == 404
    for there in ("/cycles", "/cycles/2024-05/sample", "/cycles/2024-05/allocation", "/cycles/2024-05/pool"):
        assert client.post(there, data=WHOLE).status_code == 404
    assert allocated.reader.head() == before


def test_a_moderator_gets_no_link_to_a_page_of_a_month_that_is_not_theirs(app: Flask, allocated: House) -> None:
    allocated.keep(person(allocated, "mary", "Mary Quinn", "", "moderator"))
    mary = signed_in(app, "mary")
    for there in ("/cycles", "/cycles/2024-05", "/cycles/2024-05/moderation"):
        links = set(re.findall(r'href="(/cycles/[^"#?]*)"', mary.get(there).text))
        assert {link: mary.get(link).status_code for link in links} == dict.fromkeys(links, 200)
        assert links, there


def test_auditors_see_no_month(app: Flask, allocated: House) -> None:
    assert signed_in(app, "a1").get("/cycles/2024-05/allocation").status_code == 404


@pytest.mark.parametrize(
    "there", ["sample", "allocation", "pool", "closing", "sample/new", "swaps/1", "sample/children/C-1/removal"]
)
def test_a_month_that_was_never_opened_is_not_there(quinn: FlaskClient, there: str) -> None:
    assert quinn.get(f"/cycles/2031-01/{there}").status_code == 404
    assert quinn.get(f"/cycles/nonsense/{there}").status_code == 404


def test_looking_records_nothing(quinn: FlaskClient, allocated: House) -> None:
    before = allocated.reader.head()
    for there in ("sample?check=1&why=C-0001", "sample/new", "allocation", "swaps/1", "pool", "closing"):
        assert quinn.get(f"/cycles/2024-05/{there}").status_code == 200
    assert allocated.reader.head() == before
    assert cycles.version(allocated, MAY) == 3


def test_an_operations_director_has_no_child_of_other_areas(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    for page, what in (("sample", "children"), ("allocation", "audits")):
        whole = set(re.findall(r"\bC-\d{4}\b", text(quinn.get(f"/cycles/2024-05/{page}"))))
        shown = text(odette.get(f"/cycles/2024-05/{page}"))
        mine = set(re.findall(r"\bC-\d{4}\b", shown)) & whole
        assert mine == {ref for ref in whole if int(ref[2:]) % 4 < 2}, "teams Ash and Birch are of the north"
        assert f"{len(whole) - len(mine)} {what} of other service areas are not shown." in shown
        file = odette.get(f"/cycles/2024-05/{page}.csv").text
        assert {ref for ref in whole if ref in file} == mine
    assert len(odette.get("/figures/allocated.json?cycle=2024-05").json["numerator_ids"]) == len(mine)
    assert odette.get("/figures/allocated.json?cycle=2024-05").json["numerator"] == len(whole)
    away = min(whole - mine)
    assert "no such child in your service areas" in text(odette.get(f"/cycles/2024-05/sample?why={away}"))


def test_an_operations_director_has_no_auditor_of_other_areas(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    mine, others = {n for n in range(10) if n % 4 < 2}, {n for n in range(10) if n % 4 > 1}
    pages = {"/cycles/2024-05/pool": "4 auditors of other service areas are not shown.",
             "/figures/pool?cycle=2024-05": "4 more, not yours to see."}  # fmt: skip
    for page, said in pages.items():
        shown = text(odette.get(page))
        assert {int(n) for n in re.findall(r"Auditor (\d{3})", shown)} == mine
        assert said in shown
        assert {int(n) for n in re.findall(r"Auditor (\d{3})", text(quinn.get(page)))} == mine | others
        assert said not in text(quinn.get(page))
    assert "10 auditors" in text(odette.get("/cycles/2024-05/pool")), "the total stays"
    assert not re.search(r"Auditor 00[2367]", odette.get("/cycles/2024-05/pool.csv").text)


def test_data_says_how_much_is_withheld_from_an_operations_director(app: Flask, allocated: House) -> None:
    odette, quinn = signed_in(app, "od-north"), signed_in(app, "quinn")
    for file in ("pool", "sample", "allocation"):
        whole, mine = (client.get(f"/cycles/2024-05/{file}.json").json for client in (quinn, odette))
        assert whole["withheld"] == 0
        assert (left := mine["withheld"]) == whole["count"] - mine["count"] > 0, file
        lines = odette.get(f"/cycles/2024-05/{file}.csv").text.splitlines()
        assert lines[-1].startswith(f"{left} rows of other service areas are withheld."), file
        assert "withheld" not in quinn.get(f"/cycles/2024-05/{file}.csv").text
    told = odette.get("/figures/completion-of-pool.json?cycle=2024-05").json
    assert (told["denominator"], len(told["denominator_ids"]), told["denominator_withheld"]) == (10, 6, 4)
    assert (told["numerator"], told["numerator_withheld"]) == (0, 0)
    assert odette.get("/figures/allocated.json?cycle=2024-05").json["denominator_withheld"] is None
    assert odette.get("/cycles/2024-05.json").json["figures"]["pool"]["numerator_withheld"] == 4
    assert quinn.get("/figures/pool.json?cycle=2024-05").json["numerator_withheld"] == 0


def test_a_new_count_of_the_pool_names_the_auditors_of_her_areas(app: Flask, council: House) -> None:
    opened(council)
    council.keep(auditor(council, 20), auditor(council, 22))
    assert "Coming in: Auditor 020 and Auditor 022." in text(signed_in(app, "quinn").get("/cycles/2024-05/pool"))
    shown = text(signed_in(app, "od-north").get("/cycles/2024-05/pool"))
    assert "Coming in: Auditor 020 and 1 of other service areas." in shown
