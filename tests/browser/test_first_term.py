"""A teacher's first term, from the class to next term's copy. docs/pages.md has the clicks; this test counts them."""

import csv
import re
from datetime import datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from accounts.models import Cohort, CohortMembership
from accounts.roles import INSTRUCTORS
from lessons.models import Lesson
from quizzes.models import Assignment
from quizzes.statistics.rollup import roll_all
from serving.uuid7 import uuid7
from tests.accounts.login.test_signing_up import link_in
from tests.browser.test_own_course import OPTIONS, write_course, write_lesson, write_question
from tests.conftest import client_of, make_user
from tests.helpers.assignments import answers_become_due, taken
from tests.helpers.own_courses import STEMS

pytestmark = pytest.mark.django_db(transaction=True)

WEEK = timedelta(days=7)
BY_LINK = ("Ada", "Ben", "Cleo", "Dan", "Eva", "Finn")
BY_ROSTER = ("Gus", "Hana", "Ivo", "Jana", "Kim", "Lena")
MISSED = ("Ivo", "Jana", "Kim")
LINE = re.compile(r"^\| (?P<step>[^|]+) \| (?P<clicks>\d) \| (?P<fields>\d+) \|$", re.MULTILINE)


class CountedWindow:
    """A teacher's window, which counts links and buttons, and the fields that were filled in or chosen, by step."""

    def __init__(self, page: Page, site: str):
        self.page, self.site = page, site
        self.counts: dict[str, list[int]] = {}

    def begin(self, step: str) -> None:
        self.counts[step] = [0, 0]
        self.page.goto(f"{self.site}/teach/")

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.count(clicks=1)

    def fill(self, **fields: str) -> None:
        """By the field's name in the form."""
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]:visible").first
            if field.evaluate("each => each.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
            self.count(fields=1)

    def count(self, clicks: int = 0, fields: int = 0) -> None:
        step = list(self.counts)[-1]
        before = self.counts[step]
        self.counts[step] = [before[0] + clicks, before[1] + fields]

    def downloaded(self, name: str) -> bytes:
        with self.page.expect_download() as found:
            self.press("link", name)
        return Path(found.value.path()).read_bytes()


@pytest.fixture
def window(page, live_server, log_in):
    teacher = make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)
    log_in(teacher.learner)
    yield CountedWindow(page, live_server.url)
    Lesson.objects.filter(course__about_matrix=False).update(published=False)


def test_a_teachers_first_term_in_at_most_five_clicks_a_step(window, page, new_context, live_server):
    people = {
        name: make_user(f"{name.lower()}-{uuid7().hex[-6:]}@example.com", name=name) for name in (*BY_LINK, *BY_ROSTER)
    }
    create_class(window)
    invite(window, people)
    cohort = Cohort.objects.get(name="Pricing, fall")
    learners = {name: user.learner for name, user in people.items()}
    joined = CohortMembership.objects.filter(cohort=cohort)
    assert joined.count() == 12
    joined.update(joined_at=F("joined_at") - 2 * WEEK)

    course = f"Cloud pricing {uuid7().hex[-6:]}"
    write_own_course(window, course)
    give_course(window, course)
    test = give_test(window)
    hold_test(test, learners)
    read_figures(window)
    write_to_those_who_missed(window, people)
    take_grades(window)
    leave(people["Ben"], new_context, live_server)
    see_who_left(window)
    copy_for_next_term(window)

    table = {found["step"]: [int(found["clicks"]), int(found["fields"])] for found in LINE.finditer(pages_of_docs())}
    assert window.counts == table
    assert max(clicks for clicks, _ in table.values()) <= 5


def pages_of_docs() -> str:
    return (settings.BASE_DIR / "docs/pages.md").read_text()


def create_class(window: CountedWindow) -> None:
    window.begin("Create a class")
    window.press("link", "Create a class")
    window.fill(name="Pricing, fall")
    window.press("button", "Create class")
    link = window.page.get_by_label("Link 1")
    expect(link).to_be_visible()
    window.link = link.input_value().removeprefix(window.site)


def invite(window: CountedWindow, people) -> None:
    """Six by the link and six by the class list, each of whom agrees on the page of the invitation."""
    window.begin("Import a class list")
    window.press("link", "Pricing, fall")
    window.press("link", "Invitations")
    window.press("link", "Import a class list")
    mail.outbox.clear()
    window.fill(text="name,email\n" + "\n".join(f"{name},{people[name].email}" for name in BY_ROSTER))
    window.press("button", "Preview the import")
    window.press("button", "Import and invite")
    expect(window.page.get_by_text("6 invited")).to_be_visible()
    links = {each.to[0]: link_in(each) for each in mail.outbox}
    for name, user in people.items():
        client_of(user).post(window.link if name in BY_LINK else links[user.email])


def write_own_course(window: CountedWindow, course: str) -> None:
    page = window.page
    window.begin("Write a course with its first lesson")
    window.count(clicks=write_course(page, course) + 1, fields=2 + 6)
    write_lesson(page, course.lower().replace(" ", "-"))
    for stem in STEMS:
        window.begin("Write a question and add it to the check")
        window.press("link", "Write a question")
        window.fill(section="Paying as you go")
        expect(page.get_by_text("Cells it tests")).to_have_count(0)
        window.count(clicks=2, fields=1 + 2 * len(OPTIONS) + 1)
        write_question(page, stem)


def give_course(window: CountedWindow, course: str) -> None:
    window.begin("Give a class the course")
    window.press("link", "Pricing, fall")
    window.press("link", "Courses")
    window.page.get_by_label(course, exact=True).check()
    window.count(fields=1)
    window.press("button", "Save")
    expect(window.page.get_by_text("Learners of the class see these lessons now.")).to_be_visible()


def give_test(window: CountedWindow) -> Assignment:
    """On Friday from 9 to 9, 20 minutes, answers on Monday: as the form suggests it."""
    window.begin("Give a timed test with extra time for one learner")
    window.press("link", "Assignments of Pricing, fall")
    window.press("link", "New timed test")
    window.fill(work="L1 check, 3 questions", title="Friday test")
    window.press("button", "Add an exception")
    window.page.get_by_label("Learner", exact=True).select_option(label="Ada")
    window.page.get_by_label("Extra minutes").fill("10")
    window.count(fields=2)
    window.press("button", "Create assignment")
    expect(window.page.get_by_role("main")).to_contain_text("Ada has 30 minutes.")
    return Assignment.objects.get(title="Friday test")


def hold_test(test: Assignment, learners) -> None:
    """Friday comes and goes: nine take it, with one to three right answers. Then it is Monday."""
    now = timezone.now()
    Assignment.objects.filter(pk=test.pk).update(opens_at=now - timedelta(hours=1))
    test.refresh_from_db()
    deadlines = {}
    for number, (name, learner) in enumerate(learners.items()):
        if name not in MISSED:
            right = number % 3 + 1
            attempt = taken(test, learner, right=right, wrong=3 - right)
            deadlines[name] = round((attempt.deadline - attempt.started_at).total_seconds() / 60)
    assert (deadlines["Ada"], deadlines["Ben"]) == (30, 20)
    Assignment.objects.filter(pk=test.pk).update(due_at=timezone.now(), closes_at=timezone.now())
    answers_become_due(test)
    call_command("close_overdue_exams", stdout=StringIO())
    roll_all()


def read_figures(window: CountedWindow) -> None:
    window.begin("Read the figures of the test")
    window.press("link", "Assignments of Pricing, fall")
    window.press("link", "Friday test")
    window.press("link", "Figures of the check")
    expect(window.page.get_by_role("main")).to_contain_text("9 attempts")


def write_to_those_who_missed(window: CountedWindow, people) -> None:
    window.begin("Email those who missed it")
    window.press("link", "Assignments of Pricing, fall")
    window.press("link", "Missing: 3")
    window.press("link", "Email these 3 learners")
    window.fill(subject="The test of Friday", text="Hello {name}, please tell me why you missed it.")
    window.press("button", "Preview the email")
    window.press("button", "Send to 3 people")
    mail.outbox.clear()
    call_command("send_mails", stdout=StringIO())
    assert {each.to[0] for each in mail.outbox} >= {people[name].email for name in MISSED}
    assert sum("why you missed it" in each.body for each in mail.outbox) == 3


def take_grades(window: CountedWindow) -> None:
    """First as CSV, and then as XLSX too."""
    window.begin("Download the grades as CSV and XLSX")
    window.press("link", "Gradebook of Pricing, fall")
    window.page.get_by_text("Export", exact=True).click()
    window.count(clicks=1)
    text = window.downloaded("CSV Every grade and mark, one row per learner").decode("utf-8-sig")
    rows = {row["Name"]: row for row in csv.DictReader(StringIO(text))}
    assert len(rows) == 12
    assert (rows["Ada"]["Friday test (%)"], rows["Cleo"]["Friday test (%)"]) == ("33.33", "100.0")
    assert {name for name, row in rows.items() if row["Friday test: status"] == "Missing"} == set(MISSED)

    sheet = load_workbook(BytesIO(window.downloaded("Excel (XLSX) Real dates and a filter row")))["Grades"]
    head, *table = sheet.iter_rows(values_only=True)
    ada = dict(zip(head, next(row for row in table if row[0] == "Ada"), strict=True))
    assert isinstance(ada["Friday test: handed in (UTC)"], datetime)
    assert ada["Friday test (%)"] == 33.33


def leave(user, new_context, live_server) -> None:
    client = client_of(user)
    context = new_context()
    context.add_cookies([{"name": k, "value": v.value, "url": live_server.url} for k, v in client.cookies.items()])
    page = context.new_page()
    page.goto(f"{live_server.url}/account/")
    page.get_by_role("link", name="Leave Pricing, fall").click()
    page.get_by_role("button", name="Leave the class").click()
    expect(page.get_by_text("You’ve left “Pricing, fall”")).to_be_visible()


def see_who_left(window: CountedWindow) -> None:
    window.begin("See the grades of a learner who left")
    window.press("link", "Gradebook of Pricing, fall")
    row = window.page.get_by_role("row", name="Ben")
    expect(row).to_contain_text("Left on")
    expect(row).to_contain_text("67%")


def copy_for_next_term(window: CountedWindow) -> None:
    window.begin("Copy the class for the next term")
    window.press("link", "Pricing, fall")
    window.press("link", "Settings")
    window.press("link", "Copy the class")
    began = timezone.localdate() - 2 * WEEK
    window.fill(name="Pricing, spring", began=str(began), starts=str(began + 20 * WEEK))
    window.press("button", "Preview the copy")
    expect(window.page.get_by_text("140 days")).to_be_visible()
    window.press("button", "Create class")
    expect(window.page.get_by_role("main")).to_contain_text("Pricing, spring")
    copied = Assignment.objects.get(cohort__name="Pricing, spring")
    assert copied.title == "Friday test"
    assert copied.opens_at > timezone.now() + 17 * WEEK
    assert not copied.exceptions.exists()
