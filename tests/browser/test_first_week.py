"""A week of a guest who signs up on the third day, acted out on a phone and on a desktop.

Each day begins at home, at most two clicks from the first question. After every act the pages say what the ledger
says, recounted by hand (`tests.helpers.recount`). Between the days all rows of the learner move back by one.
"""

import html
import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import Learner
from bank.models import Skill
from benchmarks.days import let_days_pass
from lessons.models import Lesson
from planner.models import StudyPlan
from planner.progress.score_chart import LAST
from planner.progress.views import ATTEMPTS_A_PAGE
from quizzes.models import Attempt, Confidence, ServedItem
from quizzes.rebuild import differences
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD
from tests.helpers.practices import give
from tests.helpers.recount import recount

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = 7
SIGNS_UP_ON = 3
CLICKS = 2
STOPS_HALF_WAY_ON = 4
SCORE = re.compile(r"\d+ right(?:, \d+ partly right)?: \d+%")
UNFINISHED = re.compile(r"(\d+) of (\d+) answered, not finished")
HERO = ".hero .primary"
OFFERED_FIRST = {1: "Start L1", STOPS_HALF_WAY_ON + 1: "Continue the check"}


@pytest.fixture(params=[(390, 844), (1280, 900)], ids=["phone", "desktop"])
def page(request, new_context, live_server) -> Page:
    width, height = request.param
    return new_context(viewport={"width": width, "height": height}, base_url=live_server.url).new_page()


def text_of(page: Page, address: str) -> str:
    reply = page.request.get(address)
    assert reply.ok, address
    main = re.search(r"<main.*</main>", reply.text(), re.DOTALL)
    assert main, address
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def expect_pages_agree(page: Page, learner: Learner) -> None:
    counted = recount(learner)
    scores = [attempt.score for attempt in counted.finished.values()]
    pages = range(1, 2 + (len(counted.listed) - 1) // ATTEMPTS_A_PAGE)
    listed = " ".join(text_of(page, f"/progress/attempts/?page={number}") for number in pages)
    shares = text_of(page, "/progress/answers/")
    said = text_of(page, "/progress/confidence/")
    rows = page.request.get("/progress/answers.csv").text().splitlines()

    assert SCORE.findall(listed) == scores
    assert UNFINISHED.findall(listed) == [
        (str(attempt.answered), str(max(attempt.questions, attempt.planned)))
        for attempt in counted.listed.values()
        if not attempt.is_closed
    ]
    assert set(scores[:LAST]) <= set(SCORE.findall(text_of(page, "/"))) <= set(scores)
    for pk, attempt in counted.finished.items():
        assert SCORE.findall(text_of(page, f"/attempts/{pk}/"))[0] == attempt.score
    assert f"All {counted.answers} answer" in shares
    for skill, answers in counted.skills.items():
        assert f"{Skill(skill).label} {answers[True]} of {answers.total()}" in shares
    for confidence, answers in counted.confidence.items():
        assert f"said {Confidence(confidence).label.lower()} , {answers[True]} of {answers.total()}" in said
    assert len(rows) == counted.answers + 1


def go_to_the_first_question(page: Page) -> int:
    """Presses what home offers, and in a lesson its check. Returns the number of clicks."""
    page.goto("/")
    page.locator(HERO).first.click()
    question, check = page.locator("form#question"), page.get_by_role("button", name=re.compile("the check$"))
    expect(question.or_(check).first).to_be_visible()
    if question.count():
        return 1
    check.first.click()
    expect(question).to_be_visible()
    return 2


def answer_here(page: Page) -> None:
    names = page.locator("#question :is([type=radio], [type=checkbox])").evaluate_all(
        "inputs => [...new Set(inputs.map(({ name }) => name))]"
    )
    for name in names:
        options = page.locator(f'#question [name="{name}"]')
        for number in range(wanted(page)):
            options.nth(number).focus()
            page.keyboard.press("Space")
    page.locator("#question .actions .primary").first.click()
    expect(page.locator("[data-next]")).to_be_visible()


def wanted(page: Page) -> int:
    hint = page.locator("#question .hint")
    found = re.search(r"Choose (\d)", hint.first.inner_text()) if hint.count() else None
    return int(found[1]) if found else 1


def work_through(page: Page, *, leaving: int = 0) -> None:
    """Answers the first and the last question here, and those between as any other: three of four right.

    `leaving` questions stay open.
    """
    attempt = Attempt.objects.latest("started_at")
    answer_here(page)
    expect_pages_agree(page, attempt.learner)
    left = list(ServedItem.objects.filter(attempt=attempt, result=None).values_list("position", flat=True))
    for position in left[: -leaving or -1]:
        give(attempt, position, right=position % 4 != 0, confidence="" if attempt.hides_verdicts else "think-so")
    if not leaving and left:
        page.goto(attempt.question_url(left[-1]))
        answer_here(page)
        page.locator("[data-next]").click()
    while page.locator("form#question").count():  # what a confident error added
        answer_here(page)
        page.locator("[data-next]").click()
        page.wait_for_load_state()
    attempt.refresh_from_db()
    if attempt.lesson and attempt.closed_at:
        read(page, attempt.lesson)
    expect_pages_agree(page, attempt.learner)


def sign_up(page: Page) -> None:
    page.goto("/account/signup/")
    page.get_by_label("Email address").fill(f"{uuid7()}@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Create account").click()
    expect(page).to_have_url(re.compile("/account/confirm-email/$"))
    page.goto(re.findall(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[0])
    page.locator("main").get_by_role("button").first.click()
    expect(page.get_by_role("link", name="Account")).to_be_visible()


def read(page: Page, lesson: Lesson) -> None:
    page.goto(lesson.get_absolute_url())
    page.get_by_role("button", name="Mark lesson as read").click()
    expect(page.get_by_role("button", name="Read, undo")).to_be_visible()


def go_on(page: Page, *, leaving: int = 0) -> None:
    """After the check and the lesson the offered practice, or what is left of the day's review; then the next lesson's
    check."""
    page.goto("/")
    while page.locator(HERO).count() and not page.locator(HERO).inner_text().startswith(("Start L", "Start A")):
        page.locator(HERO).click()
        work_through(page)
        page.goto("/")
    expect(page.locator(".hero h2")).to_have_text(re.compile("^(Done for today|L2)"))
    if page.locator(HERO).count():
        return
    page.locator(".hero").get_by_role("link", name=re.compile("^Start [LA]")).click()
    page.get_by_role("button", name="Start the check").first.click()
    work_through(page, leaving=leaving)


@pytest.mark.long
def test_a_week_of_a_guest_who_signs_up_on_the_third_day(page, transactional_db):
    for day in range(1, DAYS + 1):
        if day == SIGNS_UP_ON:
            sign_up(page)
            expect_pages_agree(page, account := Attempt.objects.latest("started_at").learner)
            assert account.user
        page.goto("/")
        expect(page.locator(HERO)).to_have_text(OFFERED_FIRST.get(day, "Start today’s review"))
        assert go_to_the_first_question(page) <= CLICKS
        work_through(page)
        go_on(page, leaving=3 if day == STOPS_HALF_WAY_ON else 0)
        learner = Attempt.objects.latest("started_at").learner
        if day == 1:
            StudyPlan.objects.create(learner=learner, minutes=2)  # answers take no time here
        assert differences() == []
        let_days_pass(learner)
        expect_pages_agree(page, learner)

    assert recount(learner).answers > 20 * DAYS
