"""Two senders at once, and one that is killed, with connections that commit."""

from collections import Counter
from contextlib import suppress

import pytest
from django.db import OperationalError, connection

from accounts.mailing import claims, sender
from accounts.models import Learner, Mail, MailState
from tests.accounts.mailing.test_sender import KIND, SITE
from tests.accounts.mailing.test_sender import _a_kind_of_its_own as _a_kind_of_its_own
from tests.conftest import make_user
from tests.faults.injecting import Fault, How, injected
from tests.helpers.mail_server import MailServer
from tests.helpers.mail_server import mail_server as mail_server
from tests.helpers.races import at_once
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db(transaction=True)

MAILS = 20


@pytest.fixture(autouse=True)
def _nothing_else_waits():
    Mail.objects.all().delete()


def waiting_mails(name: str, count: int) -> list[Learner]:
    learners = [make_user(f"{name}{number}@example.com").learner for number in range(count)]
    Mail.objects.bulk_create(Mail(learner=learner, kind=KIND, key="1") for learner in learners)
    return learners


def send() -> int:
    with as_application():
        return sender.send_waiting(SITE)[MailState.SENT]


def test_two_senders_at_once_send_each_mail_once(mail_server: MailServer):
    waiting_mails("race", MAILS)

    sent = at_once(send, send)

    assert sum(sent) == MAILS
    assert sorted(mail_server.recipients) == sorted(f"race{number}@example.com" for number in range(MAILS))


def test_of_two_claims_at_once_one_holds(mail_server: MailServer):
    [learner] = waiting_mails("claim", 1)
    mail = claims.waiting(KIND, after=0).get(learner=learner)

    assert sorted(at_once(*[lambda: claims.claim(mail, "A subject")] * 4)) == [False, False, False, True]


@pytest.mark.parametrize("how", How)
def test_whatever_the_database_does_a_mail_is_sent_at_most_once(mail_server: MailServer, how):
    """At each statement and commit of a run; then there are two whole runs."""
    waiting_mails(f"count-{how.name.lower()}", 1)
    with injected(Fault()) as counting:
        sender.send_waiting(SITE)
    points = len(counting.sent)
    assert points >= 4, "what waits, the claim with its commit, and that it was sent"

    for point in range(1, points + 1):
        waiting_mails(f"{how.name.lower()}{point}-", 1)
        with suppress(OperationalError), injected(Fault(point, how)):
            sender.send_waiting(SITE)
        for _ in range(2):
            send()

    assert {count for _, count in Counter(mail_server.recipients).items()} == {1}
    in_doubt = Mail.objects.filter(state=MailState.CLAIMED).values_list("email", flat=True)
    sent = Mail.objects.filter(state=MailState.SENT).values_list("email", flat=True)
    assert len(in_doubt) + len(sent) == points + 1
    assert set(sent) <= set(mail_server.recipients)


class KilledError(BaseException):
    pass


def test_a_sender_killed_between_claim_and_sending_leaves_a_claim_that_nobody_sends(
    mail_server: MailServer, monkeypatch
):
    waiting_mails("killed", 2)

    def die(*args):
        raise KilledError

    with monkeypatch.context() as dying:
        dying.setattr(sender, "message_of", die)
        with pytest.raises(KilledError):
            send()
    connection.close()  # what was not committed is gone

    assert send() == 1
    assert mail_server.recipients == ["killed1@example.com"]
    assert Mail.objects.get(learner__user__email="killed0@example.com").state == MailState.CLAIMED
