"""A month from an empty programme to the copy on the child's record, walked as four people in four browsers."""

import csv
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .accessible import axe
from .lists import CHILDREN, PEOPLE, File, table, workbook
from .programme import Programme
from .visitors import Visitors

pytestmark = pytest.mark.browser
PASSWORD = "three odd words"
SAVED = re.compile(r"^Saved at \d\d:\d\d$")
MONTH = f"{date.today():%Y-%m}"  # noqa: DTZ011 - the server's own day
WITHIN = 2.0
SECTIONS = 11
STEPS = (
    "Priya Nair gave the audit",
    "Anna Bell began to fill in the audit",
    "Anna Bell returned the audit, in time",
    "Anna Bell raised an action for Ben Carter",
    "Mary Quinn sent the audit back",
    "Anna Bell returned the audit, in time",
    "Mary Quinn accepted the audit",
    "Harbour received the audit",
    "Priya Nair put the audit on the child's record",
)


@dataclass
class Four:
    """The pages of the four, each in a browser of their own."""

    priya: Page
    """Administrator and QA lead."""
    anna: Page
    """Auditor."""
    mary: Page
    """Moderator."""
    omar: Page
    """Team manager of Harbour."""


@pytest.fixture
def four(chromium: Browser, tmp_path: Path) -> Iterator[Four]:
    programme = Programme(tmp_path / "data").start()
    here = Visitors(chromium, programme.url)
    yield Four(here.page(), here.page(), here.page(), here.page())
    here.close()
    programme.stop()


def test_a_month(four: Four) -> None:
    set_up(four.priya)
    bring_in_people(four.priya)
    give_passwords(four)
    publish_the_framework(four.priya)
    bring_in_children(four.priya)
    open_the_month(four.priya)
    draw_the_sample(four.priya)
    allocate(four.priya)
    cannot_return_yet(four.anna)
    write_the_audit(four.anna)
    return_seen_on_the_open_board(four)
    send_back(four.mary)
    return_again(four.anna)
    accept_and_upload(four)
    export_what_is_filtered(four.priya)
    every_step_is_in_the_history(four.priya)
    only_the_team(four.omar)


def set_up(page: Page) -> None:
    """The first run: the council, its first administrator, an area with two teams, the QA lead's role."""
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Set up Audit Loop")
    press(page, "Set up")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    axe(page)  # the one page that no other test can come to
    fill(
        page,
        {"Name of the council": "Westvale", "Your name": "Priya Nair", "Your e-mail address": "priya@westvale.example"},
    )
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same again").fill(PASSWORD)
    press(page, "Set up")
    expect(page.get_by_role("heading", name="Setting up")).to_be_visible()
    page.get_by_role("link", name="Service areas and teams").click()
    press(page, "Add a service area")
    page.get_by_label("Name").fill("East")
    press(page, "Set the area up")
    for team in ("Harbour", "Hillside"):
        press(page, "Add a team")
        page.get_by_label("Name").fill(team)
        page.get_by_label("Service area").select_option(label="East")
        press(page, "Set the team up")
        expect(page.locator("#messages")).to_contain_text(team)
        page.goto("/settings/areas")
    page.goto("/people")
    page.get_by_role("link", name="Priya Nair").click()
    page.get_by_role("link", name="Change roles").click()
    page.get_by_label("QA lead").check()
    press(page, "Change the roles")


def bring_in_people(page: Page) -> None:
    """A workbook with a fault is refused by its cell; put right, its preview says what it would do, then it does."""
    send_list(page, "People", workbook("people", PEOPLE))
    expect(page.locator("#faults tbody tr")).to_have_count(1)
    expect(page.locator("#faults tbody tr")).to_contain_text("31/02/2024 is not a date")
    expect(page.get_by_role("button", name="Bring the list in")).to_have_count(0)
    right = [tuple(cell.replace("31/02/2024", "29/02/2024") for cell in row) for row in PEOPLE]
    send_list(page, "People", workbook("people", right))
    expect(page.locator("#added tbody tr")).to_have_count(5)
    press(page, "Bring the list in")
    expect(page.locator("#messages")).to_contain_text("The list is brought in")


def give_passwords(four: Four) -> None:
    """Each of the three chooses a password with a link that works once."""
    for name, page in (("Anna Bell", four.anna), ("Mary Quinn", four.mary), ("Omar Haddad", four.omar)):
        four.priya.goto("/people")
        four.priya.get_by_role("link", name=name).click()
        four.priya.get_by_role("link", name="Make a link").click()
        press(four.priya, "Make a link")
        page.goto(four.priya.locator("code").inner_text())
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same again").fill(PASSWORD)
        press(page, "Choose the password and sign in")
        expect(page.get_by_role("banner")).to_contain_text(name)


def publish_the_framework(page: Page) -> None:
    """The default framework, looked at and published."""
    page.goto("/frameworks")
    page.get_by_label("Title").fill("Core practice audit")
    press(page, "Begin the draft")
    press(page, "Preview the audit form")
    expect(page.locator("main section")).to_have_count(SECTIONS)
    page.go_back()
    press(page, "Publish…")
    press(page, "Publish version 1")
    expect(page.locator("#messages")).to_contain_text("ublished")


def bring_in_children(page: Page) -> None:
    """The open children; the same list again would change nothing."""
    send_list(page, "Open children", table("children", CHILDREN))
    expect(page.locator("#summary")).to_contain_text("4")
    press(page, "Bring the list in")
    expect(page.locator("#messages")).to_contain_text("The list is brought in")
    send_list(page, "Open children", table("children", CHILDREN))
    expect(page.locator("#summary")).to_have_text("Nothing to change")


def open_the_month(page: Page) -> None:
    """This month, for both auditors."""
    page.goto("/cycles/new")
    page.get_by_label("Month", exact=True).select_option(MONTH)
    expect(page.get_by_role("heading", name="The pool that this counts")).to_contain_text("2 auditors")
    press(page, "Open the month")
    expect(page.locator("#messages")).to_contain_text("is open")


def draw_the_sample(page: Page) -> None:
    """A child of each team, each with the reason; drawn again it is the same."""
    press(page, "Draw the sample")
    page.get_by_label("Team", exact=True).check()
    page.get_by_label("How many children").fill("2")
    expect(page.locator("#rule")).to_contain_text("2 children")
    press(page, "Draw the sample")
    reasons = page.locator("#sample-rows td[data-label='Why']")
    expect(reasons).to_have_count(2)
    expect(page.locator("#sample-rows td[data-label='Why']", has_text=re.compile(r"\w+ \w+"))).to_have_count(2)
    press(page, "Check: draw again")
    expect(page.locator("#check")).to_contain_text("the same 2 children in the same order")


def allocate(page: Page) -> None:
    """Each to the auditor of the other team, explained before anything is stored."""
    press(page, "Go on to the allocation")
    for team, auditor in (("Harbour", "Anna Bell"), ("Hillside", "Ben Carter")):
        pair = page.locator("#pairs-rows tr", has=page.locator("td[data-label='Team']", has_text=team))
        expect(pair.locator("td[data-label='Auditor']")).to_have_text(auditor)
        expect(pair.locator("td[data-label='Why']")).not_to_be_empty()
    press(page, "Allocate 2 audits")
    expect(page.locator("#messages")).to_contain_text("The audits are allocated")


def cannot_return_yet(page: Page) -> None:
    """What is missing is listed, with links, and there is no way round it."""
    page.goto("/")
    page.get_by_role("button", name="Begin").click()
    press(page, "Return…")
    expect(page.locator("#missing")).to_contain_text("Still missing (")
    expect(page.get_by_role("button", name="Return the audit")).to_have_count(0)
    page.get_by_role("link", name="Choose a grade for: Quality of plans").click()
    expect(page.locator("#grade-plans")).to_be_focused()


def write_the_audit(page: Page) -> None:
    """Every section, each saved by itself before it is sent."""
    page.get_by_role("link", name="About this audit").first.click()
    for place in range(1, SECTIONS + 1):
        expect(page.locator("h1")).to_contain_text(f"Section {place} of {SECTIONS}")
        write_the_section(page)
        expect(page.locator("[data-draft-status]")).to_have_text(SAVED)
        press(page, "Save and continue")
    expect(page.locator("#messages")).to_contain_text("put in the audit at")


def write_the_section(page: Page) -> None:
    """A grade, an answer to every question, a text for every field that is asked, an action with its owner and day."""
    form = page.locator("form.al-section")
    for name in form.evaluate(
        "form => [...new Set([...form.querySelectorAll('[type=radio]')].map((one) => one.name))]"
    ):
        group = form.locator(f"[name='{name}']")
        good = group.and_(page.locator("[value='good'], [value='none']"))
        (good if good.count() else group.first).check()
    for field in form.locator("textarea:visible").all():
        field.fill("She is seen and heard.")
    for owner in form.locator("select").all():
        owner.select_option(index=1)
    for part, typed in (("day", "1"), ("month", "6"), ("year", str(date.today().year + 1))):  # noqa: DTZ011
        for field in form.locator(f"[name$='.due-{part}']").all():
            field.fill(typed)


def return_seen_on_the_open_board(four: Four) -> None:
    """The QA lead's board counts the return by itself within two seconds."""
    board, page = four.priya, four.anna
    board.goto(f"/cycles/{MONTH}")
    expect(board.locator("#flow-returned")).to_contain_text("0")
    board.evaluate("window.never = 'reloaded'")
    expect(page.locator("h1")).to_contain_text("Return the audit")
    with page.expect_response(lambda answer: answer.request.method == "POST") as returned:
        press(page, "Return the audit")
    seen_within(board.locator("#flow-returned"), "1")
    assert returned.value.status == 303
    assert board.evaluate("window.never") == "reloaded"
    expect(page.locator("#messages")).to_contain_text("The audit is returned in time")


def seen_within(there: Locator, text: str) -> None:
    """Wait for a text. Raises AssertionError when it takes more than two seconds from now."""
    start = time.monotonic()
    expect(there).to_contain_text(text, timeout=20_000)
    assert time.monotonic() - start < WITHIN


def send_back(page: Page) -> None:
    """The moderator finds it waiting and sends it back with the reason."""
    page.goto("/")
    page.locator("#waiting-rows a").click()
    press(page, "Send the audit back")
    page.get_by_label("Reason").fill("Say what the child said.")
    press(page, "Send the audit back")
    expect(page.locator("#messages")).to_contain_text("The audit is sent back")


def return_again(page: Page) -> None:
    """The auditor reads the reason, mends a section and returns the audit."""
    page.goto("/")
    page.locator("#mine tbody th a").click()
    expect(page.locator("#decision")).to_contain_text("Say what the child said.")
    press(page, "Go on with the audit")
    page.get_by_role("link", name="Seeing and hearing the child").click()
    page.get_by_label("Evidence for this grade").fill("“She listens to me,” he said.")
    press(page, "Save and continue")
    expect(page.locator("#messages")).to_contain_text("put in the audit at")
    page.get_by_role("link", name="Return…").first.click()
    press(page, "Return the audit")
    expect(page.locator("#messages")).to_contain_text("The audit is returned")


def accept_and_upload(four: Four) -> None:
    """The moderator accepts; the copy for the record is printed and its upload recorded."""
    four.mary.goto("/")
    four.mary.locator("#waiting-rows a").click()
    press(four.mary, "Accept the audit")
    press(four.mary, "Accept the audit")
    expect(four.mary.locator("#messages")).to_contain_text("The audit is accepted")
    page = four.priya
    seen_within(page.locator("#flow-accepted"), "1")
    page.locator("#flow-accepted").click()
    page.get_by_role("link", name=re.compile(r"^C-\d+$")).click()
    page.get_by_role("link", name="Print the copy for the child's record").click()
    expect(page.locator("main")).to_contain_text("“She listens to me,” he said.")
    page.go_back()
    press(page, "Record the upload")
    press(page, "Record the upload")
    expect(page.locator("main")).to_contain_text("On record")


def export_what_is_filtered(page: Page) -> None:
    """The file has the rows of the filter and no others."""
    page.goto("/audits")
    expect(page.locator("#audits-rows tr")).to_have_count(2)
    page.locator("#filters summary").click()
    page.get_by_label("State").select_option("accepted")
    press(page, "Apply the filter")
    expect(page.locator("#audits-rows tr")).to_have_count(1)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV").click()
    rows = list(csv.DictReader(taken.value.path().read_text("utf-8-sig").splitlines()))
    told = [(row["Auditor"], row["State id"], row["Overall grade"]) for row in rows]
    assert told == [("Anna Bell", "accepted", "Good")]


def every_step_is_in_the_history(page: Page) -> None:
    """In the order in which it happened, each with who did it."""
    page.locator("#audits-rows a").click()
    page.get_by_role("link", name="The history of this audit").click()
    page.locator("#history-order").click()
    expect(page.locator("#history-count")).to_contain_text("oldest first")
    told = page.locator("#history .moj-timeline__description").all_inner_texts()
    steps = [sentence for sentence in told if " saved “" not in sentence]
    assert len(told) - len(steps) == SECTIONS + 1
    assert len(steps) == len(STEPS), "\n".join(steps)
    assert all(step in sentence for step, sentence in zip(STEPS, steps, strict=True)), steps


def only_the_team(page: Page) -> None:
    """The team manager has the audit of Harbour's work and nothing of Hillside's."""
    page.goto("/audits")
    expect(page.locator("#audits-rows tr")).to_have_count(1)
    expect(page.locator("#audits-rows")).to_contain_text("Harbour")
    own = page.locator("#audits-rows a").get_attribute("href") or ""
    month, _, number = own.rpartition("/")
    answer = page.goto(f"{month}/{3 - int(number)}")
    assert answer
    assert answer.status == 404


def send_list(page: Page, kind: str, file: File) -> None:
    """Send a file and look at its preview."""
    page.goto("/imports/new")
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("The file").set_input_files(file)
    fill(page, {"Day": "1", "Month": "4", "Year": "2024"})
    press(page, "Read the file")
    expect(page.get_by_role("button", name="Forget this file")).to_be_visible()


def fill(page: Page, texts: dict[str, str]) -> None:
    """Fill in fields by their labels."""
    for label, text in texts.items():
        page.get_by_label(label, exact=True).fill(text)


def press(page: Page, name: str) -> None:
    """Press the first button of this name that is in sight."""
    page.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()
