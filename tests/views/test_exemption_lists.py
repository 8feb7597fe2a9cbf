"""Exemptions in lists: the tracker and its files, the sum above it, a person's months; who sees what of them."""

import csv
import html
import io
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.demo.stories import ANNA, BEN, EAST, GRACE, HELEN, IAN, JOAN, KOFI, NADIA, PRIYA, RUTH, Story
from app.events.exemption import Exemption
from app.events.team import ServiceArea
from tests.views.an_exemption import ONE, asked, do, facts, grace, nadia, plain
from tests.views.may import app, may, may_log, signed_in

__all__ = ["app", "asked", "grace", "may", "may_log", "nadia"]

SEEN = {RUTH: True, GRACE: True, HELEN: False, JOAN: False, IAN: False}


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("person", "named"), SEEN.items())
def test_leaders_and_inspectors_have_counts_and_no_names(
    app: Flask, grace: FlaskClient, person: str, named: bool
) -> None:
    do(grace, "authorisation")
    client = signed_in(app, person)
    page = client.get("/exemptions?cycle=2024-05").text
    assert ("Nadia Rahman" in page) is named
    assert 'id="exemption-sum"' in page
    assert "Health: authorised after it: 1" in plain(page)
    assert ('id="exemptions-withheld"' in page) is not named
    pool = client.get("/cycles/2024-05/pool.json").json["rows"]
    kinds = {one["auditor"]: one.get("exemption_id") for one in pool}
    assert kinds["Nadia Rahman"] == ("health" if named else None)
    figure = client.get("/figures/exempted-for-health.json?cycle=2024-05").json
    assert (figure["numerator"], figure["numerator_ids"]) == (1, [NADIA] if named else None)
    assert ("Health" in client.get("/cycles/2024-05/pool").text) is named
    assert ("Nadia Rahman" in client.get("/figures/exempted-for-health?cycle=2024-05").text) is named
    assert len(keys(client)) == int(named)


@pytest.mark.usefixtures("asked")
def test_an_auditor_has_their_own_and_a_director_those_of_her_area(app: Flask, grace: FlaskClient, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    assert keys(signed_in(app, NADIA)) == ["exemption/k7m2xq9d"]
    assert keys(signed_in(app, ANNA)) == []
    assert keys(grace) == ["exemption/k7m2xq9d", "exemption/of-ben"]
    may.let(PRIYA, ServiceArea, EAST).appoint(HELEN)
    assert keys(grace) == []
    assert "Nadia Rahman" not in grace.get("/exemptions").text


def keys(client: FlaskClient) -> list[str]:
    return sorted(one["exemption_key"] for one in client.get("/exemptions.json").json["rows"])


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("person", [RUTH, GRACE, HELEN, IAN])
def test_each_count_of_a_kind_of_reason_opens_to_its_rows_for_who_sees_kinds(
    app: Flask, grace: FlaskClient, may: Story, person: str
) -> None:
    do(grace, "authorisation")
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "health"})
    client = signed_in(app, person)
    part = client.get("/exemptions?cycle=2024-05").text.partition('id="exemption-kinds"')[2].partition("</details>")[0]
    assert "Health: asked for: 1" in plain(part)
    opened = [html.unescape(href) for href in re.findall(r'href="/exemptions([^"]+)"', part)]
    rows = [client.get(f"/exemptions.json{query}").json["rows"] for query in opened]
    found = [[row["exemption_key"] for row in some] for some in rows]
    assert found == ([["exemption/of-ben"], ["exemption/k7m2xq9d"]] if person in (RUTH, GRACE) else [])
    assert client.get("/exemptions?became=2024-05:asked").status_code == 200


@pytest.mark.usefixtures("asked")
def test_the_files_hold_exactly_what_is_filtered(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    ruth = signed_in(app, RUTH)
    text = ruth.get("/exemptions.csv?class=other").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["Auditor"], one["Months covered, ids"], one["State"]) for one in rows] == [
        ("Ben Carter", "cycle/2024-05", "Asked for")
    ]
    assert ruth.get("/exemptions.json?auditor=nadia-rahman").json["count"] == 1
    assert "1 exemption<" in ruth.get("/exemptions?state=asked&class=health").text
    assert ruth.get("/exemptions.xlsx").data.startswith(b"PK")


@pytest.mark.usefixtures("asked")
def test_a_poll_gets_the_tracker_only_when_it_changed(app: Flask, grace: FlaskClient) -> None:
    mark = re.search(r'data-position="([^"]+)"', grace.get("/exemptions").text)
    assert mark
    assert grace.get(f"/exemptions?since={mark[1]}").status_code == 204
    signed_in(app, NADIA).post(f"{ONE}/withdrawal", data={"version": "1"})
    changed = grace.get(f"/exemptions?since={mark[1]}")
    assert (changed.status_code, 'data-state="withdrawn"' in changed.text) == (200, True)


@pytest.mark.usefixtures("asked")
def test_the_sum_above_the_rows_adds_up_and_opens(app: Flask, grace: FlaskClient, may: Story) -> None:
    do(grace, "authorisation")
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts() | {"auditor": BEN, "reason_class": "other"})
    said = {"rule": "x", "authoriser": GRACE, "reason": "", "on": "2024-05-28"}
    may.let(GRACE, Exemption, "exemption/of-ben").authorise(**said)
    page = signed_in(app, RUTH).get("/exemptions?cycle=2024-05").text
    assert "Exemptions that are not health or leave: 1 of 3 (33%) of the pool less long leave = (" in plain(page)
    assert "0 before the allocation + 2 after it − 1 of these for health or leave) ÷ (" in plain(page)
    assert "3 in the pool − 0 on maternity leave − 0 on extended leave)" in plain(page)
    assert "Over the whole pool: 1 of 3 (33%) not health or leave, 1 of 3 (33%) for health or leave" in plain(page)
    for name, people in {"exempted-after": 2, "exempted-for-health": 1, "pool": 3}.items():
        address = f"/figures/{name}?cycle=2024-05"
        assert f'href="{address}"' in page
        opened = signed_in(app, RUTH).get(address).text.split('id="others"')[0]
        assert len(re.findall(r"<li><a class=.govuk-link. href=./people/", opened)) == people


@pytest.mark.usefixtures("asked")
def test_a_persons_page_has_their_months_for_qa_deciders_and_themselves(app: Flask, grace: FlaskClient) -> None:
    here = "/people/nadia-rahman"
    for person, seen in {RUTH: True, GRACE: True, NADIA: True, PRIYA: False}.items():
        page = signed_in(app, person).get(here)
        assert (page.status_code, 'id="months"' in page.text) == (200, seen), person
    assert "1 exemption asked for so far: waiting for a decision 1; health 1." in grace.get(here).text
    assert signed_in(app, HELEN).get(here).status_code == 404


def test_a_month_that_waits_is_counted_and_leads_to_its_exemptions(app: Flask, may: Story) -> None:
    may.let(RUTH, Exemption, "exemption/of-ben").ask(**facts())
    page = signed_in(app, RUTH).get("/cycles/2024-05").text
    assert 'href="/exemptions?cycle=2024-05&amp;state=asked">1 exemption for May 2024 waits for a decision</a>' in page
    assert "not part of this version" not in page + signed_in(app, RUTH).get("/").text
    assert "1 exemption for May 2024 waits for a decision in the whole service" in plain(
        signed_in(app, KOFI).get("/cycles/2024-05").text
    )


@pytest.mark.usefixtures("asked")
def test_the_sum_of_who_has_no_rows_moves_with_the_month(app: Flask, grace: FlaskClient) -> None:
    helen = signed_in(app, HELEN)
    mark = re.search(r'data-position="([^"]+)"', helen.get("/exemptions").text)
    assert mark
    assert helen.get(f"/exemptions?since={mark[1]}").status_code == 204
    do(grace, "authorisation")
    changed = helen.get(f"/exemptions?since={mark[1]}")
    assert changed.status_code == 200
    assert "1 after it" in plain(changed.text)
