"""docs/roles.md is what the permissions and the addresses do."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import CohortTeacher, User
from accounts.roles import CONTENT_EDITORS, GRANTS, INSTRUCTORS, codes_of
from bank.models import Item
from lessons.models import Lesson
from quizzes.models import Quiz
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of

pytestmark = pytest.mark.django_db

ROLES = ["learner", "assistant", "instructor", "content editor", "superuser"]
MAY = {
    "–": set(),
    "look": {"view"},
    "answer": {"view", "change"},
    "order": {"view", "add"},
    "write": {"view", "add", "change", "delete"},
}


def table() -> dict[str, dict[str, str]]:
    """For each `where` of the table, what each role may do there."""
    lines = (Path(settings.BASE_DIR) / "docs" / "roles.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    assert rows[0] == ["what", "where", *ROLES]
    return {where.strip("`"): dict(zip(ROLES, may, strict=True)) for _, where, *may in rows[2:]}


TABLE = table()
MODELS = {where: may for where, may in TABLE.items() if "." in where}
LISTED = [where for where in MODELS if apps.get_model(where) in admin.site._registry]  # others are inside a form
ADDRESSES = {where: may for where, may in TABLE.items() if where not in MODELS}


@pytest.fixture
def people(lena, instructor, superuser, content_editor) -> dict[str, User]:
    assistant = make_user("anna@example.com")
    CohortTeacher.objects.create(cohort=class_of(instructor), user=assistant, assists=True)
    return {
        "learner": lena,
        "assistant": assistant,
        "instructor": instructor,
        "content editor": content_editor,
        "superuser": superuser,
    }


@pytest.mark.parametrize(("group", "role"), [(INSTRUCTORS, "instructor"), (CONTENT_EDITORS, "content editor")])
def test_a_group_has_the_permissions_of_the_table_and_no_other(people, group, role):
    told = {
        f"{where.partition('.')[0]}.{action}_{where.partition('.')[2]}"
        for where, may in MODELS.items()
        for action in MAY[may[role]]
    }

    assert codes_of(group) == told
    assert {*people[role].get_all_permissions()} == told


def test_learners_have_no_permission_at_all(people):
    assert GRANTS["Learners"] == []
    assert people["learner"].get_all_permissions() == set()


def test_the_table_has_every_model_that_the_admin_shows():
    shown = {model._meta.label_lower for model in admin.site._registry}

    assert shown - set(MODELS) == set()


@pytest.mark.parametrize("where", LISTED)
def test_the_admin_shows_a_model_to_whom_the_table_says(people, where):
    model = apps.get_model(where)
    may = MODELS[where]
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    for role, person in people.items():
        # To learners and assistants the admin does not exist; inside, a list is closed to whom it is not for.
        closed = 404 if role in ("learner", "assistant") else 403
        assert client_of(person).get(address, follow=True).status_code == (closed if may[role] == "–" else 200), role


@pytest.mark.parametrize("where", LISTED)
def test_nobody_may_do_more_in_the_admin_than_the_table_says(people, where):
    model = apps.get_model(where)
    managed = admin.site._registry[model]

    for role, person in people.items():
        request = RequestFactory().get("/")
        request.user = person
        allowed = {action for action in MAY["write"] if getattr(managed, f"has_{action}_permission")(request)}
        assert allowed <= MAY[MODELS[where][role]] or role == "superuser", role


@pytest.mark.parametrize("where", ADDRESSES)
def test_an_address_is_there_for_whom_the_table_says_and_for_others_not(people, where):
    known = {
        "teach:item": [Item.objects.asked().first().pk],
        "teach:check": [Quiz.objects.first().pk],
        "lessons:draft": [Lesson.objects.first().slug],
    }
    led_on = {("teach:start", "content editor"): 302}
    address = reverse(where, args=known.get(where, []))

    for role, person in people.items():
        status = client_of(person).get(address).status_code
        expected = 404 if ADDRESSES[where][role] == "–" else 200
        assert status == led_on.get((where, role), expected), role


def test_a_content_editor_is_led_from_what_waits_to_the_questions(people):
    answer = client_of(people["content editor"]).get("/teach/", follow=True)

    assert answer.redirect_chain == [("/teach/items/", 302)]
    assert b'href="/teach/"' not in answer.content.split(b'aria-label="Teach"')[1].split(b"</nav>")[0]


@pytest.mark.parametrize("role", ROLES)
def test_who_is_switched_off_may_nothing(people, role):
    client = client_of(people[role])
    User.objects.filter(pk=people[role].pk).update(is_active=False)

    assert client.get("/teach/items/")["Location"].startswith("/account/login/")
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/account/login/")


def test_who_leaves_the_group_sees_nothing_from_the_next_page_on(instructor):
    client = client_of(instructor)
    assert client.get("/teach/").status_code == 200

    instructor.groups.clear()

    assert client.get("/teach/").status_code == 404
    assert client.get("/admin/quizzes/attempt/").status_code == 403


def test_staff_without_a_role_see_an_empty_admin_and_no_workshop(db):
    client = client_of(make_user("nobody@example.com", is_staff=True))

    assert b"have permission to view or edit anything" in client.get("/admin/").content
    assert client.get("/teach/items/").status_code == 404
