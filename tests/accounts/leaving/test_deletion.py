import base64
import json
import re
from datetime import timedelta

import pghistory
import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from accounts.cohorts.membership import join, leave
from accounts.cohorts.messages import send_message
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.learners import GUEST
from accounts.leaving.belongings import belongings
from accounts.leaving.deletion import delete_account
from accounts.leaving.merge import merge
from accounts.models import AssistantInvite, CohortInvite, Learner, Mail, RefusedAddress, Session, User
from accounts.roles import INSTRUCTORS
from lessons.models import Lesson, Place, Reading
from lessons.progress import record_reading
from matrix.models import Responsibility
from matrix.models.disputes import Dispute
from quizzes.models import AttemptScore, ProblemReport, Response
from quizzes.rebuild import differences
from tests.conftest import PASSWORD, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.serving_role import as_application
from tests.helpers.sittings import answer_all, begin, item_at

pytestmark = pytest.mark.django_db

SURE = {"password": PASSWORD, "sure": "on"}
BESIDES = 14  # queries of the download beyond one for each kind of row
ADDRESS, NAME = "zenobia.quux@example.com", "Zenobia Quux"


@pytest.fixture
def person(db) -> User:
    return make_user(ADDRESS, name=NAME)


@pytest.fixture
def logged_in(person) -> Client:
    """Logged in through the page, so that the session holds what it holds on a site."""
    client = Client()
    client.post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    return client


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(slug="shared-responsibility-model")


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


def live_a_little(person: User, logged_in: Client, lesson: Lesson) -> None:
    """Leaves a trace wherever the site lets a person leave one."""
    done = answer_all(begin(person.learner), wrong={2})
    record_reading(lesson, "of", learner=person.learner)
    ProblemReport.objects.create(
        learner=person.learner, version=item_at(done, 1).version, text=f"B is right, says {NAME}."
    )
    preferences = {"theme": "dark", "single_keys": "on", "time_zone": "Asia/Tokyo", "time_allowance": "more"}
    logged_in.post("/account/", {"name": NAME, **preferences})
    Dispute.objects.create(
        learner=person.learner, cell=Responsibility.objects.first(), text=f"This is wrong because {NAME} knows it."
    )
    EmailAddress.objects.create(user=person, email=f"new.{ADDRESS}")
    logged_in.post("/account/reminders/", {"wanted": ["review"], "hour": "7"})
    Mail.objects.create(
        learner=person.learner, kind="reminder", key="1", state="sent", claimed_at=Now(), email=ADDRESS, subject="Due"
    )
    RefusedAddress.objects.create(learner=person.learner, email=ADDRESS)
    Client().post("/account/login/", {"login": ADDRESS, "password": "not-the-password"})
    Client().post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    Client().post("/account/password/reset/", {"email": ADDRESS})


def join_a_class(person: User, teacher: User) -> None:
    """By an invitation to an address that the person had before."""
    cohort = class_of(teacher)
    import_rows(cohort, [RosterRow(1, f"old.{ADDRESS}", NAME), RosterRow(2, ADDRESS, NAME)], by=teacher)
    AssistantInvite.objects.create(cohort=class_of(teacher), email=ADDRESS, made_by=teacher.pk)
    join(CohortInvite.objects.with_uses().get(invitee__email=f"old.{ADDRESS}"), learner=person.learner)
    [membership] = class_of(teacher, person.learner).memberships.all()
    leave(membership)


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


@pytest.mark.parametrize("delete", [delete_own, delete_in_admin, delete_among_several])
@pytest.mark.parametrize("teaches", [False, True])
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


# Downloading


def test_the_download_holds_every_row_about_a_person(person, logged_in, lesson):
    live_a_little(person, logged_in, lesson)

    answer = logged_in.get("/account/download/")

    assert answer["Content-Disposition"] == 'attachment; filename="whose-layer.json"'
    told = answer.json()
    assert told["account"]["email"] == ADDRESS
    assert {each["email"] for each in told["account"]["addresses"]} == {ADDRESS, f"new.{ADDRESS}"}
    assert len(told["account"]["logged_in_until"]) == Session.objects.filter(user=person).count() > 0
    assert told["readings"][0]["anchor"] == "of"
    assert told["problem_reports"][0]["text"] == f"B is right, says {NAME}."
    assert told["disputes"][0]["text"] == f"This is wrong because {NAME} knows it."
    [attempt] = told["attempts"]
    events = {each["event"] for question in attempt["questions"] for each in question["answers"]}
    assert events == {str(event) for event in Response.objects.values_list("event", flat=True)}
    assert [question["marks"] for question in attempt["questions"]].count(0) == 1
    chosen = attempt["questions"][0]["answers"][0]["answer"]["chosen"]
    assert all(" " in text for text in chosen)


def test_the_download_tells_of_rosters_with_an_earlier_address(person, logged_in, instructor):
    join_a_class(person, instructor)

    told = logged_in.get("/account/download/").json()

    assert {row["email"] for row in told["account"]["class_rosters"]} == {ADDRESS, f"old.{ADDRESS}"}


def test_the_download_of_one_person_says_nothing_of_another(person, logged_in, learner):
    answer_all(begin(learner))

    told = logged_in.get("/account/download/").json()

    assert told["attempts"] == []
    assert str(learner.pk) not in json.dumps(told)


def test_the_download_grows_by_no_query_with_the_answers(person, logged_in, django_assert_max_num_queries):
    for _ in range(3):
        answer_all(begin(person.learner))

    with django_assert_max_num_queries(BESIDES + len(belongings)):
        logged_in.get("/account/download/")


def test_a_visitor_has_nothing_to_download(client):
    assert client.get("/account/download/").status_code == 404


# Cleaning up


def idle_guest(days: int) -> Learner:
    guest = Learner.objects.create()
    Learner.objects.filter(pk=guest.pk).update(created_at=Now() - timedelta(days=days))
    return guest


def clean_up(capsys) -> str:
    call_command("clean_up_guests")
    return capsys.readouterr().out


def test_a_guest_who_did_nothing_is_removed_after_ninety_days(capsys):
    gone, young = idle_guest(91), idle_guest(89)

    said = clean_up(capsys)

    assert list(Learner.objects.all()) == [young]
    assert said.startswith("1 guests deleted, 0 reduced to their answers")
    assert gone not in Learner.objects.all()


def test_reading_goes_and_answers_stay(capsys, lesson):
    guest = idle_guest(200)
    attempt = begin(guest)
    record_reading(lesson, "of", learner=guest)
    guest.attempts.update(started_at=Now() - timedelta(days=200))
    guest.readings.update(finished_at=Now() - timedelta(days=200))
    guest.places.update(moved_at=Now() - timedelta(days=200))

    assert "0 guests deleted, 1 reduced" in clean_up(capsys)

    assert list(guest.attempts.all()) == [attempt]
    assert not Reading.objects.exists()
    assert not Place.objects.exists()
    assert "0 guests deleted, 0 reduced" in clean_up(capsys)


@pytest.mark.parametrize("act", ["begin", "read", "answer"])
def test_who_did_something_lately_is_left_alone(capsys, lesson, act):
    guest = idle_guest(200)
    if act == "read":
        record_reading(lesson, "of", learner=guest)
    else:
        attempt = begin(guest)
        if act == "answer":
            answer_all(attempt)
            guest.attempts.update(started_at=Now() - timedelta(days=200))
        record_reading(lesson, "of", learner=guest)
        guest.readings.update(finished_at=Now() - timedelta(days=200))
        guest.places.update(moved_at=Now() - timedelta(days=200))

    clean_up(capsys)

    assert Reading.objects.exists()


def test_people_are_never_cleaned_up(capsys, lena, lesson):
    Learner.objects.update(created_at=Now() - timedelta(days=900))
    record_reading(lesson, "of", learner=lena.learner)
    Reading.objects.update(finished_at=Now() - timedelta(days=900))

    clean_up(capsys)

    assert Reading.objects.exists()


def test_what_came_while_a_guest_was_merged_catches_up(capsys, learner, lesson):
    guest = Learner.objects.create()
    merge(guest.pk, learner)
    record_reading(lesson, "of", learner=guest)

    assert "1 caught up" in clean_up(capsys)

    assert learner.readings.count() == 1


def test_what_is_left_of_an_account_that_took_over_a_guest_stays(capsys, person):
    guest = Learner.objects.create()
    merge(guest.pk, person.learner)
    delete_account(person)
    Learner.objects.update(created_at=Now() - timedelta(days=200))

    clean_up(capsys)

    assert Learner.objects.count() == 2


def test_sessions_that_have_run_out_go_too(capsys, client):
    client.post("/learn/shared-responsibility-model/check/")
    Session.objects.update(expire_date=Now() - timedelta(days=1))

    clean_up(capsys)

    assert not Session.objects.exists()


def test_the_time_can_be_given_but_not_so_short_that_somebody_is_still_there(capsys):
    idle_guest(10)
    call_command("clean_up_guests", "--days=7")
    assert not Learner.objects.exists()

    with pytest.raises(CommandError, match="--days 1 or more"):
        call_command("clean_up_guests", "--days=0")


def test_a_guest_whose_row_is_gone_is_a_visitor(client):
    session = client.session
    session[GUEST] = str(Learner.objects.create().pk)
    session.save()
    client.cookies["sessionid"] = session.session_key
    Learner.objects.all().delete()

    assert client.get("/").status_code == 200
    assert re.search("Whose layer is it", client.get("/").text)


# What points at a user: told in the download and gone with the account, or an act of staff, which names a number that
# leads to nobody then.
TOLD_AND_GONE = {
    *("accounts.Learner", "accounts.Session", "accounts.LogIn", "account.EmailAddress", "mfa.Authenticator"),
    *("accounts.CohortTeacher", "accounts.Cohort"),  # the second through the first
}
ACTS_OF_STAFF = {"admin.LogEntry", "pghistory.MiddlewareEvents", "teach.RightsEvent"}


def test_every_relation_to_a_person_is_told_and_goes_or_is_an_act_of_staff():
    pointing = {relation.related_model._meta.label for relation in User._meta.related_objects}

    assert pointing == TOLD_AND_GONE | ACTS_OF_STAFF
