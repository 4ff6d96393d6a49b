"""Guests who have not come for long are cleaned up."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from accounts.learners import GUEST
from accounts.leaving.deletion import delete_account
from accounts.leaving.merge import merge
from accounts.models import Learner, Session, User
from lessons.models import Place, Reading
from lessons.progress import record_reading
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db
# What points at a user: told in the download and gone with the account, or an act of staff, which names a number that
# leads to nobody then.
TOLD_AND_GONE = {
    *("accounts.Learner", "accounts.Session", "accounts.LogIn", "account.EmailAddress", "mfa.Authenticator"),
    *("accounts.CohortTeacher", "accounts.Cohort"),  # the second through the first
}
ACTS_OF_STAFF = {"admin.LogEntry", "pghistory.MiddlewareEvents", "teach.RightsEvent"}


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


def test_every_relation_to_a_person_is_told_and_goes_or_is_an_act_of_staff():
    pointing = {relation.related_model._meta.label for relation in User._meta.related_objects}

    assert pointing == TOLD_AND_GONE | ACTS_OF_STAFF
