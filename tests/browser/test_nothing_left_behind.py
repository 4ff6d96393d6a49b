"""After leaving, and before an answer: what a browser still holds of a quiz."""

import pytest
from playwright.sync_api import expect

from accounts.models import Learner
from quizzes.attempt_end import finish
from serving.uuid7 import uuid7
from tests.browser.conftest import CHROMIUM
from tests.conftest import PASSWORD, make_user
from tests.helpers.exam_sittings import answered, begin_exam, begin_plain_exam
from tests.helpers.practices import plain_practice
from tests.helpers.sittings import begin, distractor_of, item_at, key_of, token_of, tokens_of

pytestmark = pytest.mark.django_db(transaction=True)

# All that scripts of the site could read in this browser: storages, databases, caches, cookies, the history's states.
KEPT = """
async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, history.state,
  await indexedDB.databases(), await Promise.all((await caches.keys()).map(async (name) =>
    (await (await caches.open(name)).keys()).map(({ url }) => url)))])
"""
LOADED = """new Promise((done) => {
    document.readyState === "complete" ? done() : addEventListener("load", () => done());
})"""
PERSISTED = "addEventListener('pageshow', ({ persisted }) => { window.persisted = persisted })"


@pytest.fixture
def remembering(browser_type, browser_type_launch_args, browser_context_args, live_server):
    """A page of a browser that keeps pages it has left, as people's do and Playwright's does not."""
    keeping = ["--disable-back-forward-cache"]
    whole = {**browser_type_launch_args, "executable_path": CHROMIUM}
    browser = browser_type.launch(**whole, ignore_default_args=keeping)
    page = browser.new_context(**browser_context_args, base_url=live_server.url).new_page()
    page.add_init_script(PERSISTED)
    yield page
    browser.close()


def log_in_here(page, learner) -> None:
    page.goto("/account/login/")
    page.get_by_label("Email address").fill(learner.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("link", name="Log in")).to_have_count(0)


def choose_and_check(page, item, key: str) -> None:
    page.locator(f'input[value="{token_of(item, key)}"]').check()
    page.locator("#question .actions button.primary").first.click()
    expect(page.locator(".quiz > h2")).to_be_visible()


def words_of(item) -> list[str]:
    return [item.version.stem, *(option.rationale for option in item.options)]


def test_this_browser_does_keep_pages(remembering):
    """Else the tests below would show nothing."""
    remembering.goto("/about/")
    remembering.goto("/privacy/")

    go_back(remembering)

    assert remembering.evaluate("window.persisted") is True


def test_after_logging_out_and_back_nothing_of_a_quiz_can_be_read(remembering):
    page = remembering
    learner = make_user(f"{uuid7()}@example.com").learner
    log_in_here(page, learner)
    checked, practiced = item_at(begin(learner), 1), item_at(plain_practice(learner), 1)
    exam = begin_exam(learner)
    answered(exam, 1)
    finish(exam)
    examined = item_at(exam, 1)
    for item in (checked, practiced):
        page.goto(item.get_absolute_url())
        choose_and_check(page, item, distractor_of(item))
    page.goto(f"/practice/{exam.pk}/1/")
    expect(page.locator(".brief")).to_be_visible()
    for address in (exam.get_absolute_url(), f"/practice/{exam.pk}/2/", "/progress/", "/account/"):
        page.goto(address)
    page.get_by_role("button", name="Log out", exact=True).first.click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()

    seen = pages_on_the_way_back(page)

    assert len(seen) >= 8
    for words in [*words_of(checked), *words_of(practiced), *words_of(examined), learner.user.email]:
        assert not [text for text in seen if words in text], words


def test_after_a_guest_is_forgotten_and_back_nothing_of_a_quiz_can_be_read(remembering):
    page = remembering
    page.goto("/learn/protecting-data/")
    page.get_by_role("button", name="Start the check").click()
    expect(page.locator("form#question")).to_be_visible()
    item = item_at(Learner.objects.order_by("-created_at").first().attempts.get(), 1)
    choose_and_check(page, item, distractor_of(item))
    page.goto("/account/guest/")
    page.get_by_label("Delete my guest data permanently").check()
    page.get_by_role("button", name="Delete guest data").click()
    expect(page.get_by_text("Your guest data is deleted from this device")).to_be_visible()

    seen = pages_on_the_way_back(page)

    assert len(seen) >= 3
    for words in words_of(item):
        assert not [text for text in seen if words in text], words


def go_back(page) -> None:
    """A page that was kept loads nothing."""
    page.go_back(wait_until="commit")
    page.evaluate(LOADED)


def pages_on_the_way_back(page) -> list[str]:
    """The text and the source of each page that the back button shows, down to the first one."""
    seen = []
    while True:
        go_back(page)
        if page.url == "about:blank":
            return seen
        seen.append(page.locator("body").inner_text() + page.content())


@pytest.mark.parametrize("begin", [begin, plain_practice, begin_plain_exam])
def test_a_quiz_leaves_nothing_in_storages_caches_or_history(page, someone, log_in, live_server, begin):
    log_in(someone)
    item = item_at(begin(someone), 1)
    page.goto(live_server.url + item.get_absolute_url())
    if item.attempt.hides_verdicts:
        page.locator(f'input[value="{token_of(item, key_of(item))}"]').check()
        expect(page.locator("#save")).to_have_attribute("data-state", "saved")
    else:
        choose_and_check(page, item, key_of(item))
    page.keyboard.press("n")
    page.wait_for_url("**/2/")
    with page.expect_event("load"):  # htmx keeps no page, and asks for this one anew
        page.evaluate("history.back()")
    expect(page.locator(".opt, .brief").first).to_be_visible()

    kept = page.evaluate(KEPT)

    held = [option.key for option in item.options] + tokens_of(item)
    assert [words for words in [*words_of(item), *held] if words in kept] == []
