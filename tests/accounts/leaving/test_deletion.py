import base64
import json

import pghistory
import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.cohorts.messages import send_message
from accounts.leaving.deletion import delete_account
from accounts.models import Session, User
from accounts.roles import INSTRUCTORS
from lessons.models import Lesson, Place, Reading
from quizzes.models import AttemptScore, Response
from quizzes.rebuild import differences
from tests.accounts.leaving.conftest import ADDRESS, NAME, join_a_class, live_a_little
from tests.conftest import PASSWORD, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db

SURE = {"password": PASSWORD, "sure": "on"}


def everything_in_the_database() -> str:
    """Every row of every table as text, with sessions and what is cached opened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        dump = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            dump += [row for (row,) in cursor.fetchall()]
        cursor.execute("SELECT value FROM cache")
        dump += [base64.b64decode(value).decode("latin1") for (value,) in cursor.fetchall()]
    return "\n".join(dump) + json.dumps([session.get_decoded() for session in Session.objects.all()])


def teach_a_little(person: User, lesson: Lesson) -> None:
    """Leaves rows that nobody may change: in the admin's log, and in the history of classes, rights and lessons."""
    person.groups.set([Group.objects.get(name=INSTRUCTORS)])
    send_message(class_of(person), "See you on Monday.", author=person)
    LogEntry.objects.log_actions(person.pk, [lesson], 2, "")
    with pghistory.context(user=person.pk):
        lesson.save()


def delete_own(person: User, own: Client, administrator: Client) -> None:
    own.post("/account/delete/", SURE)


def delete_in_admin(person: User, own: Client, administrator: Client) -> None:
    administrator.post(f"/admin/accounts/user/{person.pk}/delete/", {"post": "yes"})


def delete_among_several(person: User, own: Client, administrator: Client) -> None:
    another = make_user("another@example.com")
    chosen = {"action": "delete_selected", "_selected_action": [person.pk, another.pk], "post": "yes"}
    administrator.post("/admin/accounts/user/", chosen)
    assert not User.objects.filter(pk=another.pk).exists()


# Deleting


@pytest.mark.parametrize(
    ("delete", "teaches"),
    [
        (delete_own, True),
        (delete_in_admin, False),
        (delete_among_several, True),
        pytest.param(delete_own, False, marks=pytest.mark.long),
        pytest.param(delete_in_admin, True, marks=pytest.mark.long),
        pytest.param(delete_among_several, False, marks=pytest.mark.long),
    ],
)
def test_after_a_deletion_a_dump_holds_neither_name_nor_address(
    person, logged_in, lesson, superuser_client, instructor, teaches, delete
):
    live_a_little(person, logged_in, lesson)
    if teaches:
        teach_a_little(person, lesson)
    else:
        join_a_class(person, instructor)
    told = {"email": ADDRESS, "name": NAME, "theme": "dark", "time_allowance": "more", "is_active": "on"}
    superuser_client.post(f"/admin/accounts/user/{person.pk}/change/", told | {"is_staff": "on"} if teaches else told)
    assert LogEntry.objects.filter(object_id=person.pk, action_flag=2).exists()
    before = everything_in_the_database()
    assert ADDRESS in before
    assert NAME in before
    assert "Asia/Tokyo" in before

    delete(person, logged_in, superuser_client)

    assert not User.objects.filter(email=ADDRESS).exists()
    after = everything_in_the_database()
    for trace in (ADDRESS, ADDRESS.split("@")[0], NAME, NAME.split()[0], "Asia/Tokyo"):
        assert trace.lower() not in after.lower(), trace
        assert base64.b64encode(trace.encode()).decode().rstrip("=") not in after


def test_after_a_deletion_the_statistics_are_as_they_were(person, logged_in, lesson):
    live_a_little(person, logged_in, lesson)
    learner, scores = person.learner, list(AttemptScore.objects.values_list())
    answers = Response.objects.count()

    logged_in.post("/account/delete/", SURE)

    assert list(AttemptScore.objects.values_list()) == scores
    assert Response.objects.count() == answers
    assert differences() == []
    learner.refresh_from_db()
    assert (learner.user, learner.time_zone) == (None, "UTC")
    assert not Reading.objects.exists()
    assert not Place.objects.exists()


def test_a_deletion_logs_out_everywhere_and_nobody_else(person, logged_in, lena):
    elsewhere, others = Client(), Client()
    elsewhere.post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    others.post("/account/login/", {"login": lena.email, "password": PASSWORD})

    page = logged_in.post("/account/delete/", SURE, follow=True)

    assert "Your account is deleted." in page.text
    assert "Log in" in page.text
    assert elsewhere.get("/account/").status_code == 302
    assert others.get("/account/").status_code == 200


def test_the_address_can_be_used_anew(person, logged_in):
    logged_in.post("/account/delete/", SURE)

    logged_in.post("/account/signup/", {"email": ADDRESS, "name": "", "password1": PASSWORD})

    assert User.objects.get(email=ADDRESS).date_joined > person.date_joined


def test_without_the_tick_nothing_is_deleted(person, logged_in):
    answer = logged_in.post("/account/delete/", {"password": PASSWORD})

    assert answer.status_code == 422
    assert "Check the box" in answer.text
    assert User.objects.filter(pk=person.pk).exists()


def test_with_a_wrong_password_nothing_is_deleted(logged_in, person):
    answer = logged_in.post("/account/delete/", SURE | {"password": "another-password"})

    assert answer.status_code == 422
    assert "This isn’t your password." in answer.text
    assert User.objects.filter(pk=person.pk).exists()


def test_passwords_are_not_guessed_here_without_end(logged_in, person):
    for _ in range(10):
        logged_in.post("/account/delete/", SURE | {"password": "another-password"})

    assert "Too many tries." in logged_in.post("/account/delete/", SURE).text
    assert User.objects.filter(pk=person.pk).exists()


def test_who_has_no_password_ticks_the_box(lena, learner_client):
    User.objects.filter(pk=lena.pk).update(password="!")
    learner_client.force_login(User.objects.get(pk=lena.pk))

    learner_client.post("/account/delete/", {"sure": "on"})

    assert not User.objects.filter(pk=lena.pk).exists()


def test_a_visitor_has_no_account_to_delete(client):
    assert client.get("/account/delete/")["Location"] == "/account/login/?next=/account/delete/"


def test_the_only_administrator_stays(superuser):
    client = Client()
    client.post("/account/login/", {"login": superuser.email, "password": PASSWORD})

    answer = client.post("/account/delete/", SURE)

    assert answer.status_code == 422
    assert "Make someone else an administrator first" in answer.text


def test_whom_the_audit_names_becomes_an_empty_row(instructor):
    LogEntry.objects.log_actions(instructor.pk, [Lesson.objects.first()], 2, "")
    with as_application():
        delete_account(instructor)

    row = User.objects.get(pk=instructor.pk)
    assert (row.email, row.name, row.is_active, row.is_staff) == (f"deleted-{row.pk}@invalid", "", False, False)
    assert not row.has_usable_password()
    assert row.groups.count() == 0
    assert not EmailAddress.objects.filter(user=row).exists()
    assert not hasattr(row, "learner")
    assert LogEntry.objects.filter(user=row).exists()


def test_an_administrator_deletes_several_people_at_once(
    person, logged_in, lesson, lena, instructor, superuser_client
):
    live_a_little(person, logged_in, lesson)
    LogEntry.objects.log_actions(instructor.pk, [lesson], 2, "")
    chosen = {"action": "delete_selected", "_selected_action": [person.pk, lena.pk, instructor.pk], "post": "yes"}

    superuser_client.post("/admin/accounts/user/", chosen)

    after = everything_in_the_database()
    assert [who for who in (ADDRESS, NAME, lena.email, instructor.email) if who in after] == []


def test_deleting_twice_at_once_is_deleting_once(person):
    delete_account(person)

    delete_account(person)

    assert not User.objects.exists()
