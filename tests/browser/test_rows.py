"""Rows to sort, from the choice of a service to the verdict: by keyboard, by tap, without JavaScript."""

import pytest
from playwright.sync_api import expect

from quizzes.models import AttemptItem, CellMemory, Confidence, Response
from tests.helpers.looks import in_every_look
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db(transaction=True)

RDS = "/practice/?by=rows&service=rds&length=10"


def side(page, item, key: str, owner: str):
    """The radio button that gives the row with this key to an owner."""
    row = next(row for row in item.options if row.key == key)
    name = {"aws": "AWS", "customer": "You"}[owner]
    return page.get_by_role("radiogroup", name=row.text, exact=True).get_by_label(name, exact=True)


def rows_on(page) -> list[str]:
    return page.locator(".sort-row > p:first-child").all_text_contents()


def other(owner: str) -> str:
    return {"aws": "customer", "customer": "aws"}[owner]


def answer_with(page, name: str) -> None:
    page.locator(".how-sure").get_by_role("button", name=name, exact=True).click()


def test_a_service_is_sorted_by_keyboard_on_a_wide_screen(page, someone, log_in, live_server):
    log_in(someone)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}{RDS}")
    expect(page.locator("#count")).to_contain_text("RDS, in rows: 2 questions on 6 facts.")
    page.get_by_role("button", name="Start", exact=True).press("Enter")

    expect(page.locator("#strip .eyebrow")).to_contain_text("Practice: RDS, in rows · question 1 of 2")
    page.wait_for_load_state()
    item = item_at(someone.attempts.get(), 1)
    owners = [row.expected for row in item.options]
    page.locator(".sort-row input").first.focus()
    for number, owner in enumerate(owners):
        page.keyboard.press("Space")
        if owner == "customer":
            page.keyboard.press("ArrowRight")
        if number < len(owners) - 1:
            page.keyboard.press("Tab")
    page.keyboard.press("k")

    expect(page.locator(".quiz > h2")).to_be_focused()
    expect(page.locator(".quiz > h2")).to_have_text(f"Right: all {len(owners)} rows")
    expect(page.locator(".sorted .wrong")).to_have_count(0)
    assert Response.objects.get(attempt_item=item.pk).confidence == Confidence.THINK_SO
    judged = CellMemory.objects.filter(learner=someone)
    assert judged.count() == len(owners)
    assert not judged.filter(missed=True).exists()


def test_rows_are_sorted_by_tap_on_a_phone_and_each_is_judged_by_itself(
    new_context, someone, live_server, context, log_in
):
    log_in(someone)
    phone = new_context(viewport={"width": 375, "height": 812}, has_touch=True, storage_state=context.storage_state())
    page = phone.new_page()
    page.goto(f"{live_server.url}{RDS}")
    page.get_by_role("button", name="Start", exact=True).tap()
    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of 2")
    item = item_at(someone.attempts.get(), 1)
    assert rows_on(page) == [row.text for row in item.options]
    for label in page.locator(".sides label").all():
        box = label.bounding_box()
        assert box["width"] >= 66
        assert box["height"] >= 44
        assert box["y"] + box["height"] < page.locator(".how-sure").bounding_box()["y"]

    first, *others = item.options
    side(page, item, first.key, first.expected).tap()
    page.locator(".how-sure").get_by_role("button", name="Sure", exact=True).tap()

    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("heading")).to_have_text(f"Choose AWS or You for {len(others)} rows")
    expect(page.locator(".sort-row .error")).to_have_text(["Choose AWS or You."] * len(others))
    expect(side(page, item, first.key, first.expected)).to_be_checked()
    alert.get_by_role("link", name=others[0].text).tap()
    expect(side(page, item, others[0].key, "aws")).to_be_focused()
    wrong, *rest = others
    side(page, item, wrong.key, other(wrong.expected)).tap()
    expect(alert.get_by_role("heading")).to_have_text(f"Choose AWS or You for {len(rest)} row{'s'[: len(rest) - 1]}")
    for row in rest:
        side(page, item, row.key, row.expected).tap()
    expect(alert).to_have_count(0)
    answer_with(page, "Sure")

    expect(page.locator(".quiz > h2")).to_have_text(f"Partly right: {len(rest) + 1} of {len(item.options)} rows")
    said = "You said AWS." if wrong.expected == "customer" else "You said it’s yours."
    expect(page.locator(".sorted .wrong")).to_contain_text([f"{wrong.text}"])
    expect(page.locator(".sorted .wrong")).to_contain_text([said])
    missed = CellMemory.objects.filter(learner=someone, missed=True)
    assert [memory.cell.layer.slug for memory in missed] == [layer_of(item, wrong.key)]
    assert CellMemory.objects.filter(learner=someone).count() == len(item.options)


def layer_of(item: AttemptItem, key: str) -> str:
    [claim] = item.version.options.get(key=key).claims.all()
    return claim.duty.cell.layer.slug


def test_rows_are_sorted_without_javascript(plain_page, someone, live_server):
    plain_page.goto(f"{live_server.url}/practice/")
    plain_page.locator("#id_by_rows").press("Space")
    plain_page.get_by_label("Service", exact=True).select_option("rds")
    plain_page.get_by_role("button", name="Start", exact=True).click()
    answer_with(plain_page, "Sure")
    item = item_at(someone.attempts.get(), 1)
    expect(plain_page.get_by_role("alert").get_by_role("link")).to_have_text([row.text for row in item.options])

    for number in (1, 2):
        item = item_at(someone.attempts.get(), number)
        for row in item.options:
            side(plain_page, item, row.key, row.expected).check()
        answer_with(plain_page, "Sure")
        expect(plain_page.locator(".quiz > h2")).to_have_text(f"Right: all {len(item.options)} rows")
        plain_page.locator("[data-next]").click()

    expect(plain_page.locator(".bignum")).to_have_text("2 right: 100%")


@in_every_look
def test_rows_and_their_verdict_pass_axe_and_fit(scheme, width, page, someone, log_in, live_server, wrong_with):
    log_in(someone)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{RDS}")
    assert wrong_with(page) == []
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".sort-row").first).to_be_visible()
    assert wrong_with(page) == []
    answer_with(page, "Sure")
    expect(page.get_by_role("alert")).to_be_focused()
    assert wrong_with(page) == []
    item = item_at(someone.attempts.get(), 1)
    for row in item.options:
        side(page, item, row.key, "aws").press("Space")
    answer_with(page, "Sure")
    expect(page.locator(".sorted")).to_be_visible()

    assert wrong_with(page) == []
