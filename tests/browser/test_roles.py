"""A walk for each of the roles that no other walk has: operations director, heads and director, inspector, analyst."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from .accessible import axe, fits
from .visitors import Visitors

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
HARMLESS = {"Sign out", "Menu", "Pause updates", "Resume updates", "Filter"}
"""The buttons that change nothing that is recorded."""


def test_an_operations_director_decides_exemptions_on_a_phone(visitors: Visitors) -> None:
    grace = visitors.page("operations_director", viewport=PHONE)
    rows = grace.request.get("/exemptions.json?state=asked").json()["rows"]
    first, second, *_ = [row for row in rows if ";" not in row["month_ids"]]
    month = f"/cycles/{first['month_ids'].partition('/')[2]}"
    before = exempt(grace, month)
    open_from_today(grace, first["auditor"])
    note = grace.locator("details", has_text="Note in confidence")
    grace.get_by_text("Note in confidence").click()
    expect(note).to_have_attribute("open", "")
    grace.get_by_text("Note in confidence").click()
    both_buttons_are_on_the_first_screen(grace)
    axe(grace)
    fits(grace)
    grace.get_by_role("button", name="Authorise", exact=True).first.click()
    expect(grace.locator("#messages")).to_be_visible()
    assert exempt(grace, month) == before + 1
    decline(grace, second["auditor"])
    assert exempt(grace, month) == before + 1


def exempt(page: Page, month: str) -> int:
    """How many the board of a month counts as exempt, from its beginning or afterwards."""
    page.goto(month)
    links = [page.locator(f"a[href^='/figures/{name}?']").first for name in ("exempt", "exempted-afterwards")]
    return sum(int(re.findall(r"\d+", link.inner_text())[0]) for link in links)


def open_from_today(page: Page, auditor: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=auditor).first.click()
    expect(page.locator("h1")).to_contain_text(auditor)


def both_buttons_are_on_the_first_screen(page: Page) -> None:
    page.evaluate("window.scrollTo(0, 0)")
    for name in ("Authorise", "Decline…"):
        box = page.get_by_role("button", name=name, exact=True).first.bounding_box()
        assert box, name
        assert box["y"] + box["height"] <= PHONE["height"], (name, box)


def decline(page: Page, auditor: str) -> None:
    """Without a reason it is refused; with one the page says both."""
    open_from_today(page, auditor)
    page.get_by_role("button", name="Decline…").click()
    page.get_by_role("button", name="Decline", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)
    fits(page)
    page.get_by_label("Reason").fill("The team is fully staffed this month.")
    page.get_by_role("button", name="Decline", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Declined")
    expect(page.get_by_text("The team is fully staffed this month.").first).to_be_visible()


def test_category_1_reaches_heads_and_director_on_whatever_page_they_are(visitors: Visitors) -> None:
    ruth, helen, joan = (visitors.page(role) for role in ("qa_lead", "head_of_service", "director"))
    concerned = {row["reference"] for row in ruth.request.get("/concerns.json").json()["rows"]}
    children = ruth.request.get("/children.json").json()["rows"]
    child = next(row["reference"] for row in children if row["reference"] not in concerned)
    raise_category_1(ruth, child)
    for page, address in ((joan, "/audits"), (helen, "/people")):
        page.goto(address)
        expect(page.get_by_role("region", name="Category 1, not answered")).to_contain_text(f"{child} not seen")
    helen.get_by_role("region", name="Category 1, not answered").get_by_role("link", name=child).click()
    press(helen, "I have seen it")
    press(helen, "Record the response", **{"What was done?": "Visited.", "Where does the child's record": "CN-20431"})
    expect(helen.locator("main")).to_contain_text("CN-20431")
    joan.goto(helen.url)
    expect(joan.get_by_role("region", name="Category 1, not answered")).to_have_count(0)
    press(joan, "Record my oversight", **{"What did you look at": "Read, with the reference."})
    expect(joan.locator("main")).to_contain_text("Read, with the reference.")
    the_monthly_item_prints_on_one_page(joan)
    a_report_prints_with_its_appendix_apart(joan)


def a_report_prints_with_its_appendix_apart(page: Page) -> None:
    page.goto("/reports/2024-Q1/editions/1")
    page.emulate_media(media="print")
    apart = page.locator(".al-report__section--confidential")
    assert apart.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    assert apart.evaluate("one => getComputedStyle(one).page") == "report-confidential"
    assert page.locator("body").evaluate("one => getComputedStyle(one).page") == "report"
    expect(page.get_by_text("How the figures are defined")).to_be_visible()
    expect(page.locator(".al-definitions dd").first).to_be_visible()
    page.emulate_media(media="screen")


def the_monthly_item_prints_on_one_page(page: Page) -> None:
    page.goto("/meetings")
    page.locator("main a").first.click()
    expect(page.locator("#areas")).to_be_visible()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def raise_category_1(page: Page, child: str) -> None:
    page.goto("/concerns/new")
    page.get_by_label("The child's reference").fill(child)
    page.get_by_label(re.compile("^Category 1")).check()
    page.get_by_label("Why is this a child of concern?").fill("Nobody is with him at night.")
    page.get_by_role("button", name="Raise the concern").click()
    expect(page.locator("#clock-words")).to_contain_text("not yet answered")


def press(page: Page, act: str, **typed: str) -> None:
    """Go to an act's page by its button, fill it in by the beginnings of its labels, and do it."""
    page.get_by_role("button", name=act).first.click()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("main").get_by_role("button", name=act).click()
    expect(page.locator("#messages")).to_be_visible()


def test_an_inspector_reads_from_the_childs_line_to_the_history_and_changes_nothing(visitors: Visitors) -> None:
    ian, notes = visitors.page("inspector"), notes_in_confidence(visitors.page("operations_director"))
    assert notes
    looked(ian, "/exemptions", notes)
    assert {ian.request.get(address).status for address in notes} == {404}
    child = a_whole_line(ian)
    looked(ian, f"/children/{child}", notes)
    expect(ian.get_by_text("Grades changed").first).to_be_attached()
    there = ian.url
    for step, heading in (("Audit", "#grades"), ("Moderation", "#moderation-heading"), ("Audit", "#impact")):
        looked(ian, there, notes)
        ian.locator("main a", has_text=re.compile(rf"^\s*{step}\s+of ")).first.click()
        expect(ian.locator(heading).first).to_be_attached()
        looked(ian, "", notes)
    ian.get_by_role("link", name="The history of this audit").click()
    expect(ian.get_by_text(re.compile("returned the audit")).first).to_be_visible()
    looked(ian, "", notes)
    looked(ian, f"/actions?child={child}", notes)
    ian.locator("main tbody a").first.click()
    expect(ian.locator("h1")).not_to_contain_text("Actions")
    looked(ian, "", notes)


def notes_in_confidence(page: Page) -> dict[str, str]:
    """The note of each exemption that waits, by its address."""
    rows = page.request.get("/exemptions.json?state=asked").json()["rows"][:3]
    found = {}
    for address in (f"/exemptions/{row['exemption_key'].partition('/')[2]}" for row in rows):
        page.goto(address)
        text = page.locator("details", has_text="Note in confidence").text_content() or ""
        found[address] = " ".join(text.replace("Note in confidence", "").split())
    return {address: note for address, note in found.items() if note}


def a_whole_line(page: Page) -> str:
    """A child whose audit was moderated to other grades, and whose worker said what came of it."""
    rows = page.request.get("/moderations.json?state=moderated").json()["rows"]
    asked = (row["reference"] for row in rows if row["outcome_id"] == "changed")
    return str(next(one for one in asked if "worker: answered" in page.request.get(f"/children/{one}").text()))


def looked(page: Page, address: str, notes: dict[str, str]) -> str:
    """Look at a page, or the one that is open: nothing on it changes anything or is in confidence. Returns its text."""
    if address:
        answer = page.goto(address)
        assert answer, address
        assert answer.status == 200, address
    buttons = {one.inner_text().strip() for one in page.get_by_role("button").locator("visible=true").all()}
    assert buttons <= HARMLESS, (page.url, buttons)
    assert page.locator("form[method=post i]:not([action$='/sign-out'])").count() == 0, page.url
    text = page.locator("main").text_content() or ""
    assert not [note for note in notes.values() if note in " ".join(text.split())], page.url
    return text


def test_an_analyst_takes_away_what_the_page_shows(visitors: Visitors) -> None:
    kofi = visitors.page("analyst")
    kofi.goto("/audits?team=harbour&cycle=all")
    shown = [tuple(cell.strip() for cell in row.locator("td, th").all_inner_texts()[:2])
             for row in kofi.locator("main tbody tr").all()]  # fmt: skip
    with kofi.expect_download() as taken:
        kofi.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(taken.value.path().read_text(encoding="utf-8-sig"))))
    assert len(shown) > 10
    assert [(row["Reference"], row["Auditor"]) for row in rows] == shown
    assert {row["Team"] for row in rows} == {"Harbour"}
    kofi.goto("/")
    kofi.get_by_role("link", name="Completion of pool").first.click()
    figure = kofi.request.get(kofi.get_by_role("link", name="This figure as JSON").get_attribute("href") or "").json()
    share = f"{figure['numerator']} of {figure['denominator']}"
    expect(kofi.locator("main")).to_contain_text(share)
    assert len(figure["numerator_ids"]) == figure["numerator"]
    expect(kofi.get_by_role("heading", name=f"Counted {figure['numerator']}")).to_be_visible()
