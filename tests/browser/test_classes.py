"""A class in the browser: the table sorts without a new page, and with the keyboard; a learner joins and is seen."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.cohorts.class_code import renew_code
from accounts.cohorts.groups import make_group
from accounts.roles import INSTRUCTORS
from quizzes.models import Quiz
from serving.uuid7 import uuid7
from teach.cohorts.due_dates import set_due
from tests.conftest import make_user
from tests.helpers.cohorts import class_of
from tests.helpers.looks import looks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def teacher(transactional_db):
    return make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


def someone(name: str):
    return make_user(f"{uuid7()}@example.com", name=name).learner


def test_the_table_of_a_class_is_sorted_and_filtered_in_place(page, live_server, teacher, log_in):
    cohort = class_of(teacher, someone("Ada"), someone("Zoe"))
    log_in(teacher.learner)
    page.goto(f"{live_server.url}{cohort.get_absolute_url()}")
    names = page.locator("#learners tbody th a")
    expect(names).to_have_text(["Ada", "Zoe"])

    head = page.get_by_role("link", name="Learner", exact=True)
    head.focus()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Zoe", "Ada"])
    expect(page).to_have_url(f"{live_server.url}{cohort.get_absolute_url()}?sort=-name")
    expect(page.locator("#by-name")).to_be_focused()
    expect(page.get_by_role("columnheader", name="Learner")).to_have_attribute("aria-sort", "descending")

    page.get_by_label("Name or address").fill("zo")
    page.get_by_role("button", name="Apply").click()
    expect(names).to_have_text(["Zoe"])
    expect(page.locator("#live")).to_have_text("1 learner")
    page.go_back()
    expect(names).to_have_text(["Zoe", "Ada"])


@looks(("dark", 768), ("light", 768), widths=[768])
def test_the_pages_of_a_class_have_nothing_for_axe_to_find(teacher, log_in, wrong_on):
    cohort = class_of(teacher, someone("Ada"))
    log_in(teacher.learner)
    member = cohort.memberships.get()
    renew_code(cohort, by=teacher)
    make_group(cohort, "Evening")
    here = cohort.get_absolute_url()
    set_due(cohort, Quiz.objects.exclude(lesson=None).first(), due_at=timezone.now(), by=teacher)
    parts = ["", "view/", "map/", "map/ec2/guest-os/", f"learners/{member.pk}/", "groups/", "messages/", "invites/"]
    parts += ["edit/", "copy/"]
    parts += [
        "gradebook/",
        "gradebook/?show=behind",
        *(f"gradebook/{name}/" for name in ("settings", "moodle", "canvas")),
    ]

    assert wrong_on([f"{here}{part}" for part in [*parts, f"learners/{member.pk}/grades/"]]) == []
