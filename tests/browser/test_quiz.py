import pytest
from playwright.sync_api import expect

from quizzes.models import Response
from tests.helpers.looks import in_every_look
from tests.helpers.practices import give, practice_of
from tests.helpers.questions import boundary
from tests.helpers.sittings import begin, distractor_of, item_at, key_of, token_of, tokens_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def question(someone, log_in, live_server):
    """The first question of a learner who is logged in, and its address."""
    log_in(someone)
    item = item_at(begin(someone), 1)
    return item, live_server.url + item.get_absolute_url()


def option(page, item, key: str):
    return page.locator(f'input[value="{token_of(item, key)}"]')


@pytest.mark.browser_context_args(reduced_motion="no-preference")  # also while pages fade into each other
def test_a_question_is_answered_with_the_keyboard_and_its_verdict_takes_the_focus(page, question):
    item, address = question
    page.goto(address)

    page.keyboard.press(str(tokens_of(item).index(token_of(item, key_of(item))) + 1))
    page.keyboard.press("Enter")

    expect(page.locator(".quiz > h2")).to_have_text("Right")
    expect(page.locator(".quiz > h2")).to_be_focused()
    expect(page.locator("#strip .ok")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.locator("form h1")).to_be_focused()
    expect(page).to_have_url(address.replace("/1/", "/2/"))


# What is on the page when the script that swaps has ended, which is before the verdict is painted.
SEEN_AFTER_SWAP = """
addEventListener("htmx:afterSwap", () => queueMicrotask(() => {
  const verdict = document.querySelector("#question");
  const seen = [verdict.tagName, ...verdict.getAttributeNames(), document.activeElement.tagName];
  document.body.dataset.seen = seen.join(" ");
}));
"""


def test_a_verdict_has_its_look_and_the_focus_before_it_is_painted(page, question):
    item, address = question
    page.goto(address)
    page.evaluate(SEEN_AFTER_SWAP)
    option(page, item, key_of(item)).check()

    page.get_by_role("button", name="Fairly sure").click()

    expect(page.locator("body")).to_have_attribute("data-seen", "SECTION class id aria-labelledby H2")


def test_a_double_click_stores_one_answer(page, question):
    item, address = question
    page.goto(address)
    option(page, item, distractor_of(item)).check()

    page.get_by_role("button", name="Fairly sure").dblclick()

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    assert Response.objects.filter(attempt_item=item).count() == 1


def test_after_the_back_button_the_answer_still_stands(page, question):
    item, address = question
    page.goto(address)
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Fairly sure").click()
    page.get_by_role("link", name="Next question").click()
    expect(page.locator("form#question")).to_be_visible()

    page.go_back()

    expect(page.locator(".quiz > h2")).to_have_text("Not quite")
    assert Response.objects.get(attempt_item=item).chosen == [distractor_of(item)]


def test_a_second_tab_cannot_improve_on_what_stands(context, question):
    item, address = question
    first, second = context.new_page(), context.new_page()
    first.goto(address)
    second.goto(address)
    option(first, item, distractor_of(item)).check()
    first.get_by_role("button", name="Fairly sure").click()
    expect(first.locator(".quiz > h2")).to_have_text("Not quite")

    option(second, item, key_of(item)).check()
    second.get_by_role("button", name="Fairly sure").click()

    expect(second.locator(".quiz > h2")).to_have_text("Not quite")
    expect(second.get_by_text("That answer counts.")).to_be_visible()
    assert Response.objects.get(attempt_item=item).chosen == [distractor_of(item)]


def test_nothing_chosen_moves_the_focus_to_the_message(page, question):
    page.goto(question[1])

    page.get_by_role("button", name="Fairly sure").click()

    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Choose an answer").click()
    expect(page.locator("#choice-1")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_text("Choose an answer")).to_have_count(0)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_session_that_ends_in_mid_question_costs_no_choice(context, page, question, log_in, someone):
    item, address = question
    page.goto(address)
    option(page, item, key_of(item)).check()
    context.clear_cookies()

    page.get_by_role("button", name="Fairly sure").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    page.get_by_label("Email address").fill(someone.user.email)
    page.get_by_label("Password", exact=True).fill("correct-horse-battery")
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()

    expect(option(page, item, key_of(item))).to_be_checked()
    assert not Response.objects.filter(attempt_item=item).exists()


def test_the_whole_check_works_without_javascript(plain_page, someone, live_server):
    plain_page.goto(f"{live_server.url}/learn/shared-responsibility-model/")
    plain_page.get_by_role("button", name="Start the check").click()

    for number in range(1, 11):
        expect(plain_page.locator("#strip .eyebrow")).to_contain_text(f"question {number} of 10")
        plain_page.locator(".opt input").first.check()
        plain_page.get_by_role("button", name="Fairly sure").click()
        plain_page.locator("[data-next]").click()

    expect(plain_page.locator("h1")).to_contain_text("right")
    assert someone.attempts.get().closed_at


@in_every_look
def test_every_state_of_a_question_is_accessible_and_fits(page, question, someone, wrong_in_turn, scheme, width):
    item, address = question
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert wrong_in_turn(page) == []

    page.get_by_role("button", name="Fairly sure").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert wrong_in_turn(page) == []

    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Fairly sure").click()
    expect(page.locator(".brief")).to_be_visible()
    assert wrong_in_turn(page) == []

    base = address.removesuffix(item.get_absolute_url())
    page.goto(f"{base}{item.attempt.get_absolute_url()}")
    assert wrong_in_turn(page) == []
    page.goto(address.replace("/1/", "/2/"))
    page.get_by_role("button", name="I don’t know").click()
    expect(page.locator(".brief")).to_be_visible()
    for position in range(3, 11):  # not in the browser: one question is as any other
        give(item.attempt, position)
    page.goto(f"{base}{item.attempt.get_absolute_url()}")
    assert wrong_in_turn(page) == []
    page.goto(f"{base}/progress/")
    assert wrong_in_turn(page) == []


def test_a_question_is_answered_with_the_next_htmx_too(page, question, settings):
    settings.HTMX_VERSION = 4
    item, address = question
    page.goto(address)
    option(page, item, key_of(item)).check()

    page.get_by_role("button", name="Fairly sure").click()

    expect(page.locator(".quiz > h2")).to_have_text("Right")
    expect(page.locator(".quiz > h2")).to_be_focused()
    expect(page.locator("#strip .ok")).to_have_count(1)
    assert page.locator('script[src*="htmx-4"]').count() == 1
    page.get_by_role("link", name="Next question").click()
    expect(page).to_have_url(address.replace("/1/", "/2/"))
    expect(page.locator("form h1")).to_be_focused()


UNDER_THE_DOCK = """
() => {
  const top = () => document.querySelector(".dock").getBoundingClientRect().top;
  const under = (option, show) => {
    window.scrollTo(0, 0);
    show();
    return option.getBoundingClientRect().bottom > top();
  };
  return [...document.querySelectorAll("#question fieldset label")].flatMap((option) => [
    under(option, () => option.control.focus()),
    under(option, () => option.scrollIntoView({ block: "nearest" })),
  ]);
}
"""


@pytest.mark.parametrize(("width", "height"), [(375, 560), (320, 568)])
def test_no_option_is_under_the_row_of_buttons_when_it_is_reached(page, question, width, height):
    _, address = question
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollHeight > innerHeight"), "nothing to scroll"

    found = page.evaluate(UNDER_THE_DOCK)

    assert found
    assert not any(found)


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_no_button_names_a_key_where_no_script_hears_it(page, question):
    _, address = question

    page.goto(address)

    keys = page.locator(".btn kbd")
    assert keys.count() == 3
    assert not any(key.is_visible() for key in keys.all())


OVER_THE_DOCK = """
() => {
  const found = [];
  for (let y = 0; y <= document.documentElement.scrollHeight; y += 20) {
    window.scrollTo(0, y);
    const dock = document.querySelector(".dock").getBoundingClientRect();
    for (let x = 10; x < dock.right; x += 10)
      for (let at = Math.ceil(dock.top) + 2; at < Math.min(dock.bottom, innerHeight); at += 10) {
        const seen = document.elementFromPoint(x, at);
        if (!seen.closest(".dock")) found.push(seen.textContent.trim());
      }
  }
  return found;
}
"""


def test_a_verdict_does_not_cover_the_button_that_goes_on(page, question):
    item, address = question
    page.set_viewport_size({"width": 375, "height": 560})
    page.goto(address)
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Guessing").click()
    expect(page.get_by_role("heading", name="Not quite")).to_be_visible()
    expect(page.get_by_role("table").first).to_be_attached()

    assert page.evaluate(OVER_THE_DOCK) == []


@pytest.mark.browser_context_args(reduced_motion="no-preference")
def test_the_wrong_one_pressed_is_taken_back_and_the_question_joins_the_end(page, question):
    item, address = question
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Guessing").click()
    expect(page.get_by_role("button", name="I pressed the wrong one")).to_be_visible()
    asked = page.locator("#strip .ticks li").count()
    tall = page.locator(".dock").bounding_box()["height"]

    page.get_by_role("button", name="I pressed the wrong one").press("Enter")

    expect(page.get_by_role("heading", name="Not counted for your reviews")).to_be_focused()
    expect(page.get_by_role("button", name="I pressed the wrong one")).to_have_count(0)
    assert page.locator(".dock").bounding_box()["height"] == tall
    expect(page.locator("#strip .ticks li")).to_have_count(asked + 1)
    expect(page.locator("#strip .extra")).to_have_count(1)


def test_after_ten_seconds_the_button_is_gone_unless_it_has_the_focus_and_nothing_moves(page, question):
    item, address = question
    page.goto(address)
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Fairly sure").click()
    undo, following = page.locator(".undo"), page.get_by_role("link", name="Next question")
    place = "each => each.getBoundingClientRect().y + scrollY"
    before = following.evaluate(place)
    assert undo.evaluate("each => each.getAnimations().map(({ effect }) => effect.getTiming().delay)") == [0, 10_000]

    undo.get_by_role("button").focus()
    assert undo.evaluate("each => each.getAnimations().some(({ animationName }) => animationName === 'gone')") is False
    following.focus()
    undo.evaluate("each => each.getAnimations().forEach((each) => each.finish())")

    expect(undo).to_be_hidden()
    assert following.evaluate(place) == before


def test_paper_shows_what_is_folded(page, question):
    item, address = question
    page.goto(address)
    option(page, item, distractor_of(item)).check()
    page.get_by_role("button", name="Fairly sure").click()
    folded = page.locator(".fold .opt")
    expect(folded.first).to_be_hidden()

    page.emulate_media(media="print")

    expect(folded).to_have_count(len(item.options))
    assert all(each.evaluate("each => each.checkVisibility({ contentVisibilityAuto: true })") for each in folded.all())


def test_a_boundary_is_drawn_below_the_layer_that_is_chosen(page, someone, log_in, live_server):
    log_in(someone)
    item = item_at(practice_of(someone, boundary()), 1)
    page.goto(live_server.url + item.get_absolute_url())
    rows, yours, of_aws = page.locator(".opt"), page.locator(".yours:visible"), page.locator(".of-aws:visible")
    tall = rows.nth(1).bounding_box()

    option(page, item, key_of(item)).check()

    expect(page.get_by_text("Everything below the layer you choose is AWS’s alone.")).to_be_visible()
    expect(yours).to_have_text(["Your task"] * 2)
    expect(of_aws).to_have_text(["AWS alone"] * 3)
    assert rows.nth(1).bounding_box() == tall
    page.keyboard.press("Enter")
    expect(page.locator(".quiz > h2")).to_have_text("Right")
