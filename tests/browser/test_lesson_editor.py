"""Writing a lesson in the browser: the preview, the list of what fits, and the draft that saves itself."""

import re

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from lessons.models import Lesson, LessonDraft
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile(r"Draft saved \d{1,2}:\d\d [AP]M")
AFTER = 3_000  # milliseconds after the last key a draft saves itself


@pytest.fixture
def lesson(transactional_db) -> Lesson:
    return make_lesson(f"written-{uuid7()}", label="L8")


@pytest.fixture
def writer(log_in, transactional_db):
    user = make_user(f"{uuid7()}@example.com", name="Wanda", group=INSTRUCTORS, is_staff=True)
    log_in(user.learner)
    return user


@pytest.fixture
def address(live_server, lesson) -> str:
    return f"{live_server.url}/admin/lessons/lesson/{lesson.pk}/change/"


@pytest.fixture
def clock(page, context):
    """Time that passes when told. It comes as a script, which the preview refuses as any other."""
    page.clock.install()
    yield page.clock
    refused = "Blocked script execution in 'about:srcdoc'"
    context.said[:] = [said for said in context.said if not said.startswith(refused)]


@pytest.fixture
def editor(page, address, writer):
    page.goto(address)
    return page


def go_to_the_end(page) -> None:
    page.locator("#id_body").evaluate(
        "text => { text.focus(); text.setSelectionRange(text.value.length, text.value.length); }"
    )


def leave_unsaved(clock, editor, words: str) -> None:
    """Types where nothing can be sent, and closes the tab.

    The browser's own "offline" ends with the tab: what it sends last could then still arrive, and be saved.
    """
    editor.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")
    go_to_the_end(editor)
    editor.keyboard.type(f"\n{words}\n")
    clock.fast_forward(AFTER)
    expect(editor.locator("#draft-state")).to_contain_text("This device stores the text")
    editor.close()


def test_what_is_typed_is_shown_and_a_problem_leads_to_its_line(editor):
    go_to_the_end(editor)
    editor.keyboard.type("\nTyped *now*.\n\n[[cell rds/roof]]\n")

    shown = editor.frame_locator(".look")
    expect(shown.locator("em")).to_have_text("now")
    expect(editor.locator("#look-state")).to_have_text("1 problem in the text")

    editor.get_by_role("link", name="Line 9").click()
    expect(editor.locator("#id_body")).to_be_focused()
    chosen = editor.locator("#id_body").evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)")
    assert chosen == "[[cell rds/roof]]"


def test_a_directive_is_written_with_the_keyboard_alone(editor):
    go_to_the_end(editor)
    editor.keyboard.type("\n[[sta")
    offers = editor.get_by_role("listbox", name="What you can insert")
    expect(offers.get_by_role("option")).to_have_count(1)
    assert editor.locator("#id_body").get_attribute("aria-activedescendant") is None
    editor.keyboard.press("Enter")
    editor.keyboard.type("fargat")
    expect(offers.get_by_role("option").first).to_contain_text("fargate")

    editor.keyboard.press("ArrowDown")
    assert editor.locator("#id_body").get_attribute("aria-activedescendant") == "offer-1"
    editor.keyboard.press("ArrowUp")
    assert editor.locator("#id_body").get_attribute("aria-activedescendant") == "offer-0"
    editor.keyboard.press("Enter")
    expect(offers).to_be_hidden()
    expect(editor.locator("#id_body")).to_have_value(re.compile(r"\[\[stack [a-z-]*fargate\]\]$"))
    expect(editor.frame_locator(".look").locator("table.matrix")).to_be_visible()

    editor.keyboard.type(" x")
    editor.keyboard.press("Escape")
    expect(offers).to_be_hidden()


def test_words_are_found_in_the_text_by_keyboard(editor):
    go_to_the_end(editor)
    editor.keyboard.type("\nA root user.\n\nAnother Root user.\n")
    editor.get_by_label("Find in the text").fill("root")
    expect(editor.get_by_text("2 found")).to_be_visible()

    editor.keyboard.press("Enter")
    text = editor.locator("#id_body")
    expect(text).to_be_focused()
    expect(editor.get_by_text(re.compile("1 of 2, line "))).to_be_visible()
    editor.keyboard.press("F3")
    expect(editor.get_by_text(re.compile("2 of 2, line "))).to_be_visible()
    assert text.evaluate("text => text.value.slice(text.selectionStart, text.selectionEnd)") == "Root"
    editor.keyboard.press("Shift+F3")
    expect(editor.get_by_text(re.compile("1 of 2, line "))).to_be_visible()

    editor.get_by_label("Find in the text").fill("zeppelin")
    expect(editor.get_by_text("Not found")).to_be_visible()


def test_lessons_are_put_in_order_by_dragging_and_by_keyboard(page, live_server, writer, lesson):
    other = make_lesson(f"after-{uuid7()}", label="B2", position=lesson.position + 1)
    page.goto(f"{live_server.url}/admin/lessons/lesson/order/")
    rows = page.locator("[data-lesson]")
    last, before = rows.nth(-1), rows.nth(-2)
    expect(last).to_contain_text(str(other))

    with page.expect_navigation():
        last.drag_to(before, target_position={"x": 200, "y": 3})
    expect(rows.nth(-2)).to_contain_text(str(other))
    assert [each.pk for each in Lesson.objects.all()][-2:] == [other.pk, lesson.pk]

    page.get_by_role("button", name=f"Move {other} down").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(rows.nth(-1)).to_contain_text(str(other))
    expect(page.get_by_role("button", name=f"Move {other} up")).to_be_focused()


def test_traps_that_the_lesson_already_asks_are_left_out_of_the_list(editor):
    go_to_the_end(editor)
    editor.keyboard.type("\n[[traps ec2-kernel-unpatched]]\n\n[[traps ec2-kernel")
    offers = editor.get_by_role("listbox", name="What you can insert")
    expect(offers).to_be_hidden()

    for _ in "kernel":
        editor.keyboard.press("Backspace")

    expect(offers.get_by_role("option").first).to_contain_text("ec2-")
    expect(offers.filter(has_text="ec2-kernel-unpatched")).to_have_count(0)


def test_a_draft_saves_itself_and_a_second_window_is_told(clock, editor, context, address, lesson):
    second = context.new_page()
    second.goto(address)
    go_to_the_end(editor)
    editor.keyboard.type("\nFirst window.\n")
    clock.fast_forward(AFTER)
    expect(editor.locator("#draft-state")).to_have_text(SAVED)
    assert "First window." in LessonDraft.objects.get(lesson=lesson).content["body"]

    go_to_the_end(second)
    second.keyboard.type("\nSecond window.\n")
    clock.fast_forward(AFTER)
    expect(second.locator("#draft-state")).to_contain_text("Not saved: you, in another window,")
    second.get_by_role("button", name="Compare both texts").click()
    second.get_by_label("Both", exact=True).check()
    second.get_by_role("button", name="Save what I chose").click()

    expect(second.locator("#id_body")).to_have_value(re.compile("Second window.\nFirst window."))
    second.close()


def test_a_text_that_was_not_saved_survives_a_closed_tab(clock, editor, context, address):
    leave_unsaved(clock, editor, "Written in a train.")

    again = context.new_page()
    again.goto(address)
    again.get_by_role("button", name="Restore").click()

    expect(again.locator("#id_body")).to_have_value(re.compile("Written in a train."))
    clock.fast_forward(AFTER)
    expect(again.locator("#draft-state")).to_have_text(SAVED)
    again.reload()
    expect(again.locator("#id_body")).to_have_value(re.compile("Written in a train."))
    expect(again.locator("[data-kept]")).to_be_hidden()


def test_a_text_found_on_the_device_outlives_the_next_keystroke_and_the_next_save(clock, editor, context, address):
    leave_unsaved(clock, editor, "Written in a train.")
    again = context.new_page()
    again.goto(address)
    offer = again.get_by_role("region", name="Unsaved changes")
    assert offer.bounding_box()["y"] < again.viewport_size["height"] / 2

    go_to_the_end(again)
    again.keyboard.type(" word")
    clock.fast_forward(AFTER)
    expect(again.locator("#draft-state")).to_have_text(SAVED)
    again.reload()
    offer.get_by_role("button", name="Restore").click()

    expect(again.locator("#id_body")).to_have_value(re.compile("Written in a train."))
    expect(offer).to_be_hidden()
    clock.fast_forward(AFTER)
    expect(again.locator("#draft-state")).to_have_text(SAVED)
    again.reload()
    expect(again.locator("#id_body")).to_have_value(re.compile("Written in a train."))
    expect(offer).to_be_hidden()


def test_each_text_that_was_not_saved_is_offered_and_restoring_one_loses_nothing(clock, editor, context, address):
    leave_unsaved(clock, editor, "First tab.")
    second = context.new_page()
    second.goto(address)
    leave_unsaved(clock, second, "Second tab.")
    again = context.new_page()
    again.goto(address)
    offers = again.get_by_role("region", name="Unsaved changes").get_by_role("listitem")
    expect(offers).to_have_count(2)

    go_to_the_end(again)
    again.keyboard.type("\nTyped now.")
    offers.last.get_by_role("button", name="Restore").click()

    expect(again.locator("#id_body")).to_have_value(re.compile("First tab."))
    expect(offers).to_have_count(2)
    offers.first.get_by_role("button", name="Discard").click()
    offers.last.get_by_role("button", name="Restore").click()
    expect(again.locator("#id_body")).to_have_value(re.compile("Typed now."))
    expect(offers).to_have_count(1)


def test_a_lesson_that_was_never_saved_is_kept_on_the_device(page, live_server, writer, context):
    page.goto(f"{live_server.url}/admin/lessons/lesson/add/")
    page.get_by_label("Title:", exact=True).fill("Begun")
    page.locator("#id_body").fill("## One {#one}\n\nBegun here.\n")
    expect(page.locator("#draft-state")).to_have_text("This device stores the text until you save it")
    page.close()

    again = context.new_page()
    again.goto(f"{live_server.url}/admin/lessons/lesson/add/")
    again.get_by_role("button", name="Restore").click()

    expect(again.get_by_label("Title:", exact=True)).to_have_value("Begun")
    expect(again.frame_locator(".look").get_by_text("Begun here.")).to_be_visible()


def test_without_script_a_lesson_is_written_too(new_context, context, address, writer):
    plain = new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(address)
    expect(page.frame_locator(".look").get_by_text("Hello.")).to_be_visible()

    page.locator("#id_body").fill("## One {#one}\n\n[[cell rds/roof]]\n")
    page.get_by_role("button", name="Save draft").click()

    expect(page.get_by_text("Before you can publish: line 3: there is no layer")).to_be_visible()
