"""A teacher's first hour, as docs/first-hour.md tells it: from a new lesson to a corrected key."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from accounts.roles import INSTRUCTORS
from lessons.models import Lesson
from quizzes.models import Correction, Quiz
from serving.uuid7 import uuid7
from tests.conftest import make_user

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = "Who installs the security update tonight?\n\n## Where the line runs {#line}\n\n"
AFTER = "\n\nYou patch it. {customer: ec2/guest-os}\n\n## Try it {#try}\n\n"
WHY = "The matrix says who patches this layer."
QUESTIONS = [
    # Words for the cell, what it is found as, the question, the key as the teacher first has it.
    ("ec2 guest", "ec2/guest-os", "A fix is out for the Linux of an EC2 server. Who installs it?", "AWS does it."),
    (
        "rds guest",
        "rds/guest-os",
        "A fix is out for the system under an RDS database. Who installs it?",
        "AWS does it.",
    ),
    ("lambda guest", "lambda/guest-os", "A fix is out for the system under Lambda. Who installs it?", "AWS does it."),
]


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def learners_page(new_context, live_server, transactional_db):
    """The browser of somebody else."""
    context = new_context(base_url=live_server.url)
    client = Client()
    client.force_login(make_user(f"{uuid7()}@example.com", name="Lena"))
    context.add_cookies(
        [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
    )
    return context.new_page()


def press(page: Page, role: str, name: str) -> None:
    page.get_by_role("main").get_by_role(role, name=name).first.click()


def write_lesson(page: Page, wrong_with) -> None:
    press(page, "link", "Write a lesson")
    expect(page.get_by_label("Title:", exact=True)).to_be_focused()  # by the admin's script, later than the page
    page.get_by_label("Title:", exact=True).fill("Who patches what")
    page.get_by_label("Short title").fill("Patching")
    page.get_by_label("Summary").fill("Who patches which system.")
    page.get_by_label("Minutes to read").fill("5")
    text = page.get_by_label("Markdown")
    text.fill(BEFORE)
    for typed in ("[[sta", "ec2"):
        page.keyboard.type(typed)
        expect(page.get_by_role("listbox", name="What you can insert")).to_be_visible()
        page.keyboard.press("Enter")
    expect(text).to_have_value(f"{BEFORE}[[stack ec2]]")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(f"{AFTER}[[traps ec2-kernel-unpatched]]")
    expect(page.frame_locator(".look").get_by_role("heading", name="Try it")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published. See the lesson")).to_be_visible()


def write_question(page: Page, words: str, cell: str, stem: str, key: str) -> None:
    page.get_by_label("Write a new question about").select_option(label="Where the line runs")
    page.get_by_role("button", name="Write question").click()
    page.get_by_label("Question", exact=True).fill(stem)
    field = page.get_by_label("Cell that settles it")
    field.fill(words)
    expect(page.locator("#subjects [role=option]").first).to_be_visible()
    field.press("Enter")
    expect(field).to_have_value(cell)
    page.get_by_label("Skill of task 2.1").select_option("shift")
    for number, option in enumerate(("AWS does it.", "You do it."), 1):
        row = page.get_by_role("group", name=f"Option {number}", exact=True)
        row.get_by_label("Text").fill(option)
        row.get_by_label("Why it is right or wrong").fill(WHY)
        if option == key:
            row.get_by_label("This is the key").check()
    page.get_by_role("button", name="Save and publish").click()
    expect(page.get_by_text("Published as version 1.")).to_be_visible()
    page.get_by_role("button", name="Add it to the check of").click()


def answer_the_check(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="Join the class").click()
    page.goto("/learn/who-patches-what/")
    page.get_by_role("button", name="Start the check").click()
    for words, *_ in QUESTIONS:
        page.get_by_role("radio", name="You do it." if words.startswith("ec2") else "AWS does it.").check()
        page.get_by_role("button", name="Fairly sure").click()
        if words.startswith("ec2"):
            page.get_by_text("All options").first.click()
            page.get_by_text("Report a problem").click()
            page.get_by_label("What is wrong").fill("The matrix says that it is mine.")
            page.get_by_role("button", name="Send the report").click()
            expect(page.get_by_text("Your report was sent")).to_be_visible()
        page.get_by_role("link", name="Next question").or_(page.get_by_role("link", name="See your score")).click()


def test_a_teachers_first_hour(page, live_server, teacher, log_in, learners_page, wrong_with):
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 768, "height": 900})
    log_in(teacher.learner)
    page.goto(live_server.url)
    page.get_by_role("link", name="Teach").click()
    expect(page.get_by_role("link", name="Sources to read")).to_be_visible()
    assert wrong_with(page) == []

    write_lesson(page, wrong_with)
    page.get_by_role("link", name="The questions of its check").first.click()
    assert wrong_with(page) == []
    for question in QUESTIONS:
        write_question(page, *question)
    assert wrong_with(page) == []
    assert Quiz.objects.get(lesson=Lesson.objects.get(slug="who-patches-what")).slots.count() == 3

    press(page, "link", "Classes")
    press(page, "link", "New class")
    page.get_by_label("Name of the class").fill("Evening class")
    page.get_by_role("button", name="Create class").click()
    answer_the_check(learners_page, page.get_by_label("Link 1").input_value())

    press(page, "link", "Learners")
    expect(page.get_by_role("row").filter(has_text="Lena")).to_contain_text("67%")
    page.get_by_role("link", name="Teach").click()
    press(page, "link", "Problems that learners report")
    press(page, "link", QUESTIONS[0][2])
    expect(page.get_by_text("The matrix says that it is mine.")).to_be_visible()
    press(page, "link", "Open the question to correct it")
    page.get_by_role("group", name="Option 2", exact=True).get_by_label("This is the key").check()
    page.get_by_role("button", name="Publish…").click()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Publish version 2").click()

    press(page, "link", "Regrade them")
    page.get_by_role("button", name="Show what would change").click()
    expect(page.get_by_text("The score of 1 attempt by 1 learner would change: 1 better, 0 worse.")).to_be_visible()
    assert wrong_with(page) == []
    page.get_by_label("What was wrong").fill("On EC2 you patch the guest.")
    page.get_by_role("button", name="Regrade 1 answer").click()
    expect(page.get_by_role("heading", name="Regrade")).to_be_visible()
    assert Correction.objects.count() == 1
    assert wrong_with(page) == []
    press(page, "link", "message Evening class")
    expect(page.get_by_label("Message", exact=True)).to_have_value(
        "We were wrong about a question. On EC2 you patch the guest."
    )
    page.get_by_role("button", name="Message the class").click()

    learners_page.goto("/")
    expect(learners_page.get_by_text("On EC2 you patch the guest.")).to_have_count(2)
