"""A teacher's own course in the browser: written, given to a class, read, checked and practiced."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from lessons.models import Lesson
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.cohorts import class_of
from tests.helpers.looks import looks
from tests.helpers.own_courses import BODY, STEMS, give_to, make_course, make_lesson_in, own_question

pytestmark = pytest.mark.django_db(transaction=True)

OPTIONS = (
    ("The bill follows the use", "You pay for hours of use."),
    ("The bill stays the same", "There is no flat fee."),
    ("The bill is paid twice", "It is paid once a month."),
)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def name(transactional_db):
    """A name of its own: tests that commit leave their rows behind. What a browser has shown is hidden again."""
    yield f"Cloud pricing {uuid7().hex[-6:]}"
    Lesson.objects.filter(course__about_matrix=False).update(published=False)


def write_course(page, name: str) -> int:
    """Returns the clicks from Teach to the lesson's form."""
    page.get_by_role("link", name="Create a course").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Summary").fill("What the cloud costs.")
    expect(page.get_by_label("About the matrix")).not_to_be_checked()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Write its first lesson")).to_be_visible()
    return 2


def write_lesson(page, slug: str) -> None:
    page.locator("#id_title").fill("What a cloud costs")
    page.locator("#id_short_title").fill("Costs")
    page.locator("#id_summary").fill("Paying as you go, and what reserving saves.")
    page.locator("#id_minutes").fill("3")
    page.locator("#id_slug").fill(slug)
    page.locator("#id_body").fill(BODY)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("link", name="See the lesson")).to_be_visible()


def write_question(page, stem: str) -> None:
    expect(page.get_by_text("Cells it tests")).to_have_count(0)
    expect(page.get_by_label("Skill of task 2.1")).to_have_count(0)
    page.get_by_label("Question", exact=True).fill(stem)
    for number, (text, reason) in enumerate(OPTIONS):
        page.locator(f"#id_options-{number}-text").fill(text)
        page.locator(f"#id_options-{number}-rationale").fill(reason)
    page.locator("#id_options-0-is_key").check()
    page.get_by_role("button", name="Save and publish").click()
    page.get_by_role("button", name="Add it to the check of").click()


def evidence_of(page, live_server) -> list[str]:
    """The map and the plan, as they are read."""
    page.goto(f"{live_server.url}/progress/")
    shown = page.locator("#map").inner_text()
    page.goto(f"{live_server.url}/plan/")
    return [shown, page.get_by_role("main").inner_text()]


def test_a_teacher_writes_a_course_and_a_learner_takes_its_check_and_practices(
    page, new_context, live_server, teacher, someone, log_in, context, name
):
    cohort = class_of(teacher, someone)
    slug = name.lower().replace(" ", "-")
    log_in(teacher.learner)
    page.goto(f"{live_server.url}/teach/")
    assert write_course(page, name) + 1 <= 5  # and one to publish
    write_lesson(page, slug)
    lesson_form = page.url
    for stem in STEMS:
        page.goto(lesson_form)
        page.get_by_role("link", name="Write a question").click()
        write_question(page, stem)
    page.goto(f"{live_server.url}{cohort.get_absolute_url()}")
    page.get_by_role("navigation", name=str(cohort)).get_by_role("link", name="Courses").click()
    page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Learners of the class see these lessons now.")).to_be_visible()

    log_in(someone)
    before = evidence_of(page, live_server)
    page.goto(f"{live_server.url}/learn/")
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    page.get_by_role("link", name="What a cloud costs").click()
    expect(page.get_by_role("main")).not_to_contain_text("CLF-C02")
    page.get_by_role("button", name="Start the check").click()
    for right in (True, False, True):
        wanted = OPTIONS[0] if right else OPTIONS[1]
        page.get_by_role("radio", name=wanted[0]).check()
        page.locator(".how-sure").get_by_role("button", name="Sure", exact=True).click()
        expect(page.get_by_text(wanted[1]).first).to_be_visible()
        expect(page.get_by_text("in the matrix")).to_have_count(0)
        page.locator("[data-next]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 right")

    page.get_by_role("link", name="Practice the questions you missed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Practice: {name}")
    expect(page.get_by_label("Questions you missed")).to_be_checked()
    page.get_by_role("button", name="Start").click()
    page.get_by_role("radio", name=OPTIONS[0][0]).check()
    page.locator(".how-sure").get_by_role("button", name="Sure", exact=True).click()
    page.locator("[data-next]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 right")

    assert evidence_of(page, live_server) == before


def test_the_editor_shows_other_fields_for_another_section(page, live_server, teacher, log_in, name):
    lesson = make_lesson_in(make_course(f"own-{uuid7()}", name), slug=f"own-{uuid7()}")
    log_in(teacher.learner)
    page.goto(f"{live_server.url}/admin/bank/item/add/")
    page.get_by_label("Question", exact=True).fill("What does it cost?")
    expect(page.get_by_text("Cells it tests")).to_be_visible()

    page.get_by_label("Section that teaches it").select_option(f"{lesson.slug}#paying")

    expect(page.get_by_text("Cells it tests")).to_have_count(0)
    expect(page.get_by_label("Question", exact=True)).to_have_value("What does it cost?")
    expect(page.get_by_label("Section that teaches it")).to_have_value(f"{lesson.slug}#paying")


@looks(("dark", 375), ("light", 1280), widths=[375, 1280])
def test_the_pages_of_a_course_have_nothing_for_axe_to_find(teacher, someone, log_in, wrong_on, name):
    course = make_course(f"own-{uuid7()}", name)
    lesson = make_lesson_in(course, slug=f"own-{uuid7()}")
    item = own_question(f"own-{uuid7()}", section=f"{lesson.slug}#paying")
    cohort = class_of(teacher, someone)
    give_to(cohort, course)
    log_in(someone)
    assert wrong_on([lesson.get_absolute_url(), f"/practice/courses/{course.slug}/", "/learn/"]) == []

    log_in(teacher.learner)
    assert wrong_on([f"{cohort.get_absolute_url()}lessons/", f"/admin/bank/item/{item.pk}/change/"]) == []
