"""Drafts: no typing is lost, and "Saved at" is shown only for what the server holds."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def open_form(page, server):
    page.goto(server.url + "/form")
    page.evidence = page.get_by_label("Evidence for this grade")
    page.status = page.locator("[data-draft-status]")
    return page


@pytest.fixture
def form(page, server):
    return open_form(page, server)


def test_what_is_typed_is_saved_without_secrets(form, server):
    form.evidence.fill("Seen twice")
    form.get_by_label("Inadequate").check()
    form.get_by_label("Direct work").check()
    form.get_by_label("Password").fill("hunter2")
    expect(form.status).to_contain_text("Saved at")
    assert server.text == {"title": "", "evidence": "Seen twice", "grade": "poor", "themes": ["direct-work"]}


def test_saving_is_said_while_it_is_not_yet_saved(form, server):
    form.evidence.press_sequentially("a")
    expect(form.status).to_have_text("Saving…")
    expect(form.status).to_have_text("Saved at 10:42")


def test_saved_is_never_said_of_text_typed_since(form, server):
    server.delay = 1.5
    form.evidence.press_sequentially("a")
    form.wait_for_timeout(900)
    form.evidence.press_sequentially("b")
    form.wait_for_timeout(700)
    assert form.status.inner_text() == "Saving…"
    expect(form.status).to_have_text("Saved at 10:43")
    assert [text["evidence"] for text in server.saved] == ["a", "ab"]
    assert server.most_under_way == 1


def test_one_who_types_on_is_saved_within_five_seconds(form, server):
    for _ in range(16):
        form.evidence.press_sequentially("x")
        form.wait_for_timeout(350)
    assert len(server.saved) == 1


def test_leaving_a_field_saves_at_once(form, server):
    form.evidence.press_sequentially("a")
    with form.expect_request("**/drafts/audit/1", timeout=400):
        form.evidence.blur()


def test_the_pages_of_one_tab_are_known_as_such_and_in_their_order(form, server):
    pages = []
    for text in ("a", "b"):
        with form.expect_request("**/drafts/audit/1") as sent:
            form.evidence.fill(text)
        expect(form.status).to_contain_text("Saved at")
        pages.append(sent.value.post_data_json["page"].split("-"))
        open_form(form, server)
    (tab, earlier), (same_tab, later) = pages
    assert (tab, earlier < later) == (same_tab, True)


def test_leaving_the_page_saves(form, server):
    form.on("dialog", lambda dialog: dialog.accept())
    form.evidence.press_sequentially("on my way out")
    form.goto("about:blank")
    form.wait_for_timeout(500)
    assert server.text["evidence"] == "on my way out"


def test_the_page_warns_only_while_unsaved(form, server):
    warnings = []
    form.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.accept()))
    form.evidence.press_sequentially("a")
    expect(form.status).to_have_text("Saved at 10:42")
    form.reload()
    assert warnings == []
    server.status = 503
    form.evidence.press_sequentially("b")
    form.reload()
    assert warnings == ["beforeunload"]


def test_sending_the_form_neither_warns_nor_saves_again(form, server):
    form.on("dialog", lambda dialog: pytest.fail(dialog.message))
    form.evidence.evaluate("field => { field.value = 'typed and sent'; }")
    form.evaluate("document.querySelector('#form button[type=submit]').click()")
    form.wait_for_url("**/sent")
    form.wait_for_timeout(800)
    assert server.saved == []


def test_no_answer_keeps_the_text_and_tries_again(form, server):
    form.route("**/drafts/**", lambda route: route.abort())
    form.evidence.fill("kept")
    said = "Not saved: no answer from the server. Your text is kept here; trying again."
    expect(form.status).to_have_text(said)
    form.evidence.press_sequentially("!")
    expect(form.status).to_have_text(said)
    form.unroute("**/drafts/**")
    expect(form.status).to_have_text("Saved at 10:42")
    assert server.text["evidence"] == "kept!"


def test_too_long_is_said(form, server):
    server.status = 413
    form.evidence.fill("much")
    expect(form.status).to_contain_text("Not saved: the text is too long")


def test_a_form_that_was_sent_elsewhere_keeps_the_text_on_the_page(form, server):
    server.status = 410
    form.evidence.fill("late")
    expect(form.status).to_have_text("Not saved: this form has been sent since. Your text is kept on this page.")
    expect(form.evidence).to_have_value("late")


def test_a_disk_without_room_is_said_and_the_text_saved_once_there_is_some(form, server):
    server.status = 507
    form.evidence.fill("kept")
    expect(form.status).to_contain_text("Not saved: this computer has no room left. Your text is kept on this page")
    server.status = 0
    expect(form.status).to_contain_text("Saved at")


def test_signed_out_keeps_the_text_and_saves_with_the_next_sign_in(form, server):
    server.status = 401
    form.evidence.fill("kept")
    expect(form.status).to_contain_text("Not saved: you are signed out. Your text is kept on this page.")
    expect(form.status.get_by_role("link")).to_have_attribute("target", "_blank")
    server.status, server.token = 0, "token-2"
    form.evaluate("dispatchEvent(new Event('focus'))")
    expect(form.status).to_have_text("Saved at 10:42")
    assert form.locator("#form [name=csrf_token]").input_value() == "token-2"


def test_text_is_not_sent_under_another_persons_name(form, server):
    server.status = 401
    form.evidence.fill("Alice's words")
    expect(form.status).to_contain_text("signed out")
    server.status, server.token, server.name = 0, "token-2", "Bob Auditor"
    form.evaluate("dispatchEvent(new Event('focus'))")
    expect(form.status).to_contain_text("Not saved: somebody else is signed in")
    assert server.saved == []


def test_a_lost_answer_is_not_taken_for_another_tab(form, server):
    lost = []

    def lose(route):
        if not lost:
            lost.append(route.fetch())
            return route.abort()
        return route.continue_()

    form.route("**/drafts/**", lose)
    form.evidence.fill("arrived")
    expect(form.status).to_have_text("Saved at 10:41")
    expect(form.locator(".al-conflict")).to_have_count(0)


@pytest.fixture
def conflict(form, server):
    server.change_elsewhere(evidence="theirs", grade="poor")
    form.get_by_label("Good").check()
    form.evidence.fill("mine")
    expect(form.status).to_contain_text(
        "Not saved: this form was changed in another tab at 10:41. Your text is kept here."
    )
    form.field = lambda name: form.locator(f"[data-conflict-field={name}]")
    return form


def test_two_tabs_show_both_texts_and_nothing_is_overwritten(conflict, server):
    expect(conflict.field("evidence")).to_contain_text("theirs")
    conflict.evidence.fill("mine, and more")
    expect(conflict.field("evidence").locator("[data-mine]")).to_have_text("mine, and more")
    expect(conflict.field("grade")).to_contain_text("Inadequate")
    expect(conflict.field("title")).to_have_count(0)
    conflict.wait_for_timeout(1000)
    assert server.text["evidence"] == "theirs"


def test_each_field_is_chosen_and_saving_goes_on_from_the_newer_version(conflict, server):
    conflict.field("grade").get_by_role("button", name="Take the other").click()
    conflict.field("evidence").get_by_role("button", name="Keep mine").click()
    expect(conflict.locator(".al-conflict")).to_have_count(0)
    expect(conflict.status).to_have_text("Saved at 10:42")
    assert (server.text["evidence"], server.text["grade"]) == ("mine", "poor")


def test_taking_all_of_the_other_leaves_nothing_to_save(conflict, server):
    for _ in range(2):
        conflict.get_by_role("button", name="Take the other").first.click()
    expect(conflict.status).to_have_text("Saved at 10:41")
    expect(conflict.evidence).to_have_value("theirs")
    assert server.saved == []


def test_a_saved_draft_is_there_when_the_page_comes_again(form, server):
    form.evidence.fill("first\nsecond")
    expect(form.status).to_have_text("Saved at 10:42")
    again = open_form(form, server)
    expect(again.evidence).to_have_value("first\nsecond")
    again.wait_for_timeout(900)
    assert len(server.saved) == 1
