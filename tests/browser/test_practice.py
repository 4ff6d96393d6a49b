"""A practice from the choice to the summary: by keyboard, by tap, without JavaScript."""

import pytest
from playwright.sync_api import expect

from bank.models import Form
from quizzes.models import AttemptItem, Confidence, ProblemReport, Response, ServedItem
from quizzes.pool import QuestionPool, pool_lately
from quizzes.practice import choices
from quizzes.problem_reports import answer_report, report
from tests.helpers.looks import in_every_look
from tests.helpers.practices import give, practice
from tests.helpers.sittings import distractor_of, item_at, key_of, token_of, tokens_of

pytestmark = pytest.mark.django_db(transaction=True)


def served(attempt) -> list[AttemptItem]:
    return list(ServedItem.objects.filter(attempt=attempt).order_by("position"))


def option(page, item, key: str):
    return page.locator(f'input[value="{token_of(item, key)}"]')


def key_on_board(item, key: str) -> str:
    return str(tokens_of(item).index(token_of(item, key)) + 1)


@pytest.fixture(autouse=True)
def _one_answer_to_each(monkeypatch):
    """Draws questions with one right option, so that a test knows which key to press."""
    one_answer = {Form.CHOOSE_ONE, Form.OWNER}
    monkeypatch.setattr(
        choices,
        "pool_lately",
        lambda known: QuestionPool([each for each in pool_lately(known).questions if each.form in one_answer]),
    )


def test_a_practice_by_keyboard_on_a_wide_screen(page, someone, log_in, live_server):
    log_in(someone)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/practice/")
    page.locator("#id_by_mixed").focus()
    for _ in range(6):
        page.keyboard.press("ArrowDown")
    expect(page.locator("#id_by_layer")).to_be_checked()
    expect(page.get_by_label("Layer", exact=True)).to_be_visible()
    page.keyboard.press("Tab")
    page.get_by_label("Layer", exact=True).focus()
    page.keyboard.type("Guest")
    expect(page.locator("#count")).to_contain_text("Guest operating system:")
    expect(page.locator("#live")).to_contain_text("Guest operating system:")
    expect(page).to_have_url(f"{live_server.url}/practice/?by=layer&layer=guest-os&length=10")
    page.get_by_label("5", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")

    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of 5")
    page.wait_for_load_state()  # keys do nothing before
    attempt = someone.attempts.get()
    pressed = ["Enter", "j", "k", "l", "l"]
    for number, (item, key) in enumerate(zip(served(attempt), pressed, strict=True), 1):
        right = number < 5
        page.keyboard.press(key_on_board(item, key_of(item) if right else distractor_of(item)))
        page.keyboard.press(key)
        expect(page.locator(".quiz > h2")).to_be_focused()
        expect(page.locator(".quiz > h2")).to_have_text("Right" if right else "Not quite")
        if right:
            page.keyboard.press("n")
            expect(page.locator("form#question h1")).to_be_focused()
    expect(page.get_by_role("heading", name="Look at these two side by side")).to_be_visible()
    expect(page.locator("#strip .extra")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.locator("#strip .eyebrow")).to_contain_text("extra question, not in the score")
    expect(page.locator("form#question h1")).to_be_focused()
    page.get_by_role("button", name="I don’t know").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".quiz > h2")).to_have_text("Here is the answer")
    page.keyboard.press("n")

    expect(page.locator(".bignum")).to_have_text("4 right: 80%")
    said = Response.objects.filter(attempt_item__attempt=attempt).order_by("attempt_item__position")
    assert [response.confidence for response in said] == [
        Confidence.THINK_SO,
        Confidence.GUESS,
        Confidence.THINK_SO,
        Confidence.SURE,
        Confidence.SURE,
        "",
    ]


def test_a_practice_by_tap_on_a_phone(new_context, someone, live_server, context, log_in):
    log_in(someone)
    phone = new_context(viewport={"width": 375, "height": 700}, has_touch=True, storage_state=context.storage_state())
    page = phone.new_page()
    page.goto(f"{live_server.url}/practice/?by=layer&layer=guest-os&length=5")
    page.get_by_role("button", name="Start", exact=True).tap()
    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of 5")
    item = served(someone.attempts.get())[0]
    option(page, item, distractor_of(item)).tap()
    dock = page.locator(".how-sure")
    assert dock.bounding_box()["y"] + dock.bounding_box()["height"] <= 701
    for name in ("Guessing", "Fairly sure", "Sure"):
        box = dock.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["width"] >= 44
        assert box["height"] >= 44

    dock.get_by_role("button", name="Sure", exact=True).tap()

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    expect(page.get_by_role("heading", name="Look at these two side by side")).to_be_visible()
    page.get_by_role("button", name="Flag for later practice").tap()
    expect(page.locator("#live")).to_have_text("Flagged for later practice")
    expect(page.get_by_role("button", name="Flag for later practice")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#flag-it")).to_be_focused()
    page.get_by_text("All options and the whole stack").tap()
    page.get_by_role("link", name="Report a problem").tap()
    expect(page.get_by_role("heading", name="Report a problem")).to_be_focused()
    page.get_by_label("What is wrong?").fill("The second option is right as well.")
    page.get_by_role("button", name="Send the report").tap()
    expect(page.get_by_role("heading", name="Your report was sent")).to_be_focused()
    assert ProblemReport.objects.filter(learner=someone).count() == 1


def test_on_a_phone_what_a_choice_needs_comes_into_sight_above_the_thumb_bar(new_context, live_server):
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True).new_page()
    page.goto(f"{live_server.url}/practice/")
    page.wait_for_load_state()
    for by, needs in [("service", ["Service"]), ("cell", ["Service", "Layer"])]:
        page.locator(f".way label:has(#id_by_{by})").tap()

        for name in needs:
            expect(page.get_by_label(name, exact=True)).to_be_visible()
            box = page.get_by_label(name, exact=True).bounding_box()
            assert page.locator(".bar").bounding_box()["height"] < box["y"]
            assert box["y"] + box["height"] < page.locator("nav[aria-label=Main]").bounding_box()["y"]


def test_what_is_recommended_is_started_by_one_tap(page, someone, log_in, live_server):
    log_in(someone)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/practice/")
    expect(page.get_by_role("heading", name="10 mixed questions on the core services")).to_be_in_viewport()

    page.get_by_role("button", name="Start these questions").click()

    expect(page.locator("#strip .eyebrow")).to_contain_text("question 1 of 10")
    assert someone.attempts.get().selection["by"] == "mixed"


def test_a_practice_without_javascript(plain_page, someone, live_server):
    plain_page.goto(f"{live_server.url}/practice/")
    plain_page.locator("#id_by_layer").press("Space")
    plain_page.get_by_label("Layer", exact=True).select_option("guest-os")
    plain_page.get_by_label("5", exact=True).check()
    plain_page.get_by_role("button", name="Start", exact=True).click()

    for number, name in enumerate(["Guessing", "Fairly sure", "Sure", "Sure", "I don’t know"], 1):
        expect(plain_page.locator("#strip .eyebrow")).to_contain_text(f"question {number} of 5")
        item = item_at(someone.attempts.get(), number)
        option(plain_page, item, key_of(item)).check()
        plain_page.locator(".how-sure").get_by_role("button", name=name, exact=True).click()
        if number == 1:
            plain_page.get_by_role("button", name="Flag for later practice").click()
            expect(plain_page.locator("#flag-it")).to_have_attribute("aria-pressed", "true")
            plain_page.get_by_text("All options and the whole stack").click()
            plain_page.get_by_role("link", name="Report a problem").click()
            plain_page.get_by_role("button", name="Send the report").click()
            expect(plain_page.get_by_role("alert")).to_contain_text("Tell us what is wrong.")
            plain_page.get_by_label("What is wrong?").fill("Two options say the same.")
            plain_page.get_by_role("button", name="Send the report").click()
            expect(plain_page.get_by_role("heading", name="Your report was sent")).to_be_visible()
        plain_page.locator("[data-next]").click()

    expect(plain_page.locator(".bignum")).to_have_text("4 right: 80%")
    assert someone.attempts.get().closed_at


def test_another_practice_is_started_only_on_purpose(page, someone, log_in, live_server):
    log_in(someone)
    opened = practice(someone)
    give(opened, 1)
    page.goto(f"{live_server.url}/practice/")
    expect(page.get_by_role("link", name="Continue: 1 of 5 answered")).to_be_visible()

    page.get_by_label("Exam traps").press("Space")
    page.get_by_role("button", name="Start another (closes that one)").dblclick()

    expect(page.locator("#strip .eyebrow")).to_contain_text("Practice: Exam traps")
    assert someone.attempts.count() == 2
    assert someone.attempts.filter(closed_at=None).get().title == "Practice: Exam traps"


def test_l_right_after_the_page_has_come_is_an_answer_and_no_way_to_learn(page, someone, log_in, live_server):
    log_in(someone)
    item = item_at(practice(someone), 1)
    page.goto(f"{live_server.url}{item.get_absolute_url()}")

    page.keyboard.press(key_on_board(item, key_of(item)))
    page.keyboard.press("l")

    expect(page.locator(".quiz > h2")).to_have_text("Right")


@in_every_look
def test_every_page_of_a_practice_is_accessible_and_fits(
    page, someone, log_in, live_server, wrong_in_turn, scheme, width
):
    log_in(someone)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    def check(address: str = "") -> None:
        if address:
            page.goto(f"{live_server.url}{address}")
        assert wrong_in_turn(page) == []

    check("/practice/")
    check("/practice/?by=weak")
    check("/practice/?by=cell&service=ec2&layer=guest-os")
    attempt = practice(someone)
    item = item_at(attempt, 1)
    check("/practice/?by=attempt&attempt=" + str(attempt.pk))
    check(item.get_absolute_url())
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Sure", exact=True).click()
    expect(page.locator(".contrast")).to_be_visible()
    check()
    page.get_by_text("All options and the whole stack").click()
    check()
    page.get_by_role("link", name="Report a problem").click()
    expect(page.locator("#report form")).to_be_visible()
    check()
    check(f"{item.get_absolute_url()}report/")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check()
    problem, _ = report(item, text="The second option is right as well.")
    check(item.get_absolute_url())
    answer_report(problem, answer="We have corrected it.", editor=1)
    check(item.get_absolute_url())
    check("/")
    for position in range(2, attempt.items.count() + 1):
        give(attempt, position, right=position > 2)
    check(attempt.get_absolute_url())
    check("/progress/")


@pytest.mark.parametrize("height", [667, 844])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_on_a_phone_what_a_choice_asks_for_comes_into_sight(browser, live_server, height, script):
    context = browser.new_context(
        viewport={"width": 375, "height": height}, has_touch=True, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(f"{live_server.url}/practice/")
    page.evaluate("scrollTo(0, 0)") if script else None

    page.get_by_text("One service", exact=True).tap()

    card = page.locator(".way", has=page.locator("#id_by_service")).bounding_box()
    asked = page.get_by_label("Service", exact=True).bounding_box()
    following = page.locator(".way", has=page.locator("#id_by_layer")).bounding_box()
    bar = page.locator(".bar nav").bounding_box()
    assert card["y"] + card["height"] <= asked["y"] < following["y"]
    if script:
        assert asked["y"] + asked["height"] <= bar["y"]
    context.close()
