"""A mail to a class sent by two presses at once, and by senders that are killed, with connections that commit."""

from collections import Counter

import pytest
from django.db import connection

from accounts.cohorts.class_mail import queue_class_mail
from accounts.mailing import sender
from accounts.models import ClassMail, Cohort, Mail, MailState
from serving.uuid7 import uuid7
from tests.accounts.mailing.test_races import KilledError
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, mail_to_class
from tests.helpers.mail_server import MailServer
from tests.helpers.mail_server import mail_server as mail_server
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "https://learn.example.com"


@pytest.fixture
def teacher():
    return make_user(f"{uuid7()}@example.com", name="Ines", is_staff=True)


@pytest.fixture
def cohort(teacher) -> Cohort:
    Mail.objects.all().delete()
    return class_of(teacher, *(make_user(f"{uuid7()}@example.com").learner for _ in range(3)))


def test_of_two_presses_at_once_one_is_sent(cohort, teacher):
    learners = list(cohort.memberships.values_list("learner", flat=True))
    event = uuid7()

    def press() -> int:
        written = ClassMail(cohort=cohort, author=teacher.pk, event=event, subject="Friday", text="Hello")
        with as_application():
            return queue_class_mail(written, learners=learners, invitees=[]).pk

    assert len(set(at_once(press, press, press))) == 1
    assert Mail.objects.filter(class_mail__cohort=cohort).count() == 3


def test_a_sender_killed_at_any_mail_sends_none_twice(cohort, teacher, mail_server: MailServer, monkeypatch):
    learners = [membership.learner for membership in cohort.memberships.all()]
    mail_to_class(cohort, *learners, by=teacher)
    real, seen = sender.SendingRun.settle, []

    def die_after_the_first(run, mail, state):
        seen.append(mail)
        if len(seen) == 2:
            raise KilledError
        real(run, mail, state)

    with monkeypatch.context() as dying:
        dying.setattr(sender.SendingRun, "settle", die_after_the_first)
        with pytest.raises(KilledError), as_application():
            sender.send_waiting(SITE)
    connection.close()  # what was not committed is gone
    for _ in range(2):
        with as_application():
            sender.send_waiting(SITE)

    assert Counter(mail_server.recipients) == Counter({learner.user.email: 1 for learner in learners})
    assert Counter(Mail.objects.values_list("state", flat=True)) == {MailState.SENT: 2, MailState.CLAIMED: 1}
