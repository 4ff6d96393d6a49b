"""Mails are sent at most once, by a mail server that takes, refuses or drops them."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from accounts.leaving.deletion import delete_account
from accounts.leaving.guest_cleanup import clean_up as clean_up_guests
from accounts.mailing import claims, registry, sender
from accounts.mailing.registry import Letter, MailKind, Topic
from accounts.models import Mail, MailState, RefusedAddress, User
from tests.conftest import client_of, make_user
from tests.helpers.mail_server import DROPS, MailServer
from tests.helpers.mail_server import mail_server as mail_server
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db

SITE = "https://learn.example.com"
KIND = "test"
NOTHING_LEFT = "nothing left"
NO_SUCH_USER = "550 5.1.1 No such user"


def write(mails):
    for mail in mails:
        letter = Letter("A subject", "planner/email/reminder", {"contents": {}, "path": "/", "action": "Go"}, ["t"])
        yield mail, None if mail.key == NOTHING_LEFT else letter


@pytest.fixture(autouse=True)
def _a_kind_of_its_own(monkeypatch):
    monkeypatch.setattr(registry, "topics", {"t": Topic("tests", lambda learner: None)})
    kinds = [MailKind(KIND, queue=lambda at: None, write=write)]
    monkeypatch.setattr(sender, "kinds", kinds)
    monkeypatch.setattr("accounts.management.commands.send_mails.kinds", kinds)


def people(count: int) -> list[User]:
    return [make_user(f"learner{number}@example.com") for number in range(count)]


def queue(*users: User, key: str = "1") -> None:
    Mail.objects.bulk_create(Mail(learner=user.learner, kind=KIND, key=key) for user in users)


def send() -> None:
    with as_application():
        sender.send_waiting(SITE)


def states() -> dict[str, str]:
    rows = Mail.objects.order_by("pk").values_list("learner__user__email", "state")
    return {address.partition("@")[0]: state for address, state in rows}


def paused() -> list[str]:
    return list(RefusedAddress.objects.values_list("email", flat=True))


def test_a_mail_is_sent_once_and_it_is_kept_what_went_where(mail_server: MailServer):
    queue(*people(2))

    send()
    send()

    assert mail_server.recipients == ["learner0@example.com", "learner1@example.com"]
    mail = Mail.objects.first()
    assert (mail.state, mail.email, mail.subject) == ("sent", "learner0@example.com", "A subject")


def test_a_mail_says_that_a_machine_sent_it_and_how_to_stop_it(mail_server: MailServer, settings):
    settings.DEFAULT_FROM_EMAIL = "Whose Layer <no-reply@learn.example.com>"
    queue(*people(1))

    send()

    [(_, mail)] = mail_server.accepted
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Precedence"] == "bulk"
    assert mail["Message-ID"].endswith("@learn.example.com>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stops = mail["List-Unsubscribe"].strip("<>")
    # As mail programs see it, who decode nothing there.
    assert f"\r\nList-Unsubscribe: <{stops}>\r\n".encode() in mail_server.raw[0]
    assert stops.startswith(f"{SITE}/account/mail/")
    assert "learner0" not in stops
    plain, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert stops in plain
    assert stops in html


def test_what_says_nothing_any_more_is_not_sent(mail_server: MailServer):
    queue(*people(1), key=NOTHING_LEFT)

    send()

    assert mail_server.accepted == []
    assert not Mail.objects.exists()


@pytest.mark.parametrize("change", [{"verified": False}, {"primary": False}])
def test_only_a_confirmed_address_gets_mail(mail_server: MailServer, change):
    [user] = people(1)
    EmailAddress.objects.filter(user=user).update(**change)
    queue(user)

    send()

    assert mail_server.accepted == []


def test_who_is_switched_off_gets_no_mail(mail_server: MailServer):
    [user] = people(1)
    User.objects.filter(pk=user.pk).update(is_active=False)
    queue(user)

    send()

    assert mail_server.accepted == []


# Refusals


def test_what_is_refused_for_now_is_tried_again_by_the_next_run(mail_server: MailServer):
    queue(*people(2))
    mail_server.replies["learner0@example.com"] = "450 4.2.0 Greylisted"

    send()
    assert states() == {"learner0": "waiting", "learner1": "sent"}
    mail_server.replies.clear()
    send()

    assert mail_server.recipients == ["learner1@example.com", "learner0@example.com"]
    assert paused() == []


def test_an_address_that_is_refused_for_good_is_paused(mail_server: MailServer):
    one, other = people(2)
    queue(one, other)
    mail_server.replies[one.email] = NO_SUCH_USER

    send()
    queue(one, other, key="2")
    send()

    assert mail_server.recipients == [other.email, other.email]
    assert paused() == [one.email]
    assert Mail.objects.get(learner=one.learner).state == "refused"


def test_a_single_address_can_be_refused_for_good_too(mail_server: MailServer):
    [user] = people(1)
    queue(user)
    mail_server.replies[user.email] = NO_SUCH_USER

    send()

    assert paused() == [user.email]


def test_a_refusal_that_does_not_say_whom_it_means_pauses_an_address_only_if_others_get_mail(mail_server: MailServer):
    one, other = people(2)
    queue(one)
    mail_server.replies[one.email] = "550 not permitted"

    send()
    assert paused() == []
    assert states() == {"learner0": "waiting"}

    queue(other)
    send()
    assert paused() == [one.email]
    assert states() == {"learner0": "refused", "learner1": "sent"}


def test_a_server_that_refuses_everybody_pauses_nobody_and_the_rest_waits(mail_server: MailServer):
    queue(*people(5))
    mail_server.to_all = "550 relay not permitted"

    send()

    assert paused() == []
    assert set(states().values()) == {"waiting"}


@pytest.mark.parametrize(
    ("part", "reply"),
    [
        ("greeting", "421 too busy"),
        ("greeting", "554 no service"),
        ("to_sender", "550 5.7.1 sender refused"),
        ("to_sender", "421 closing"),
        ("to_all", "530 5.7.0 Authentication required"),
        ("to_all", "421 closing"),
    ],
)
def test_a_server_that_fails_as_a_whole_costs_nobody_a_mail(mail_server: MailServer, part, reply):
    queue(*people(3))
    setattr(mail_server, part, reply)

    send()

    assert paused() == []
    assert set(states().values()) == {"waiting"}


def test_without_a_mail_server_everything_waits(settings):
    queue(*people(2))
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    nowhere = {"host": "127.0.0.1", "port": 9, "timeout": 5}
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": nowhere}}

    send()

    assert set(states().values()) == {"waiting"}


def test_a_mail_whose_fate_is_unknown_is_never_sent_again(mail_server: MailServer):
    """The server drops the connection when it has the mail. Only this mail is in doubt."""
    queue(*people(2))
    mail_server.closing["learner0@example.com"] = DROPS

    send()
    assert states() == {"learner0": "lost", "learner1": "waiting"}
    mail_server.closing.clear()
    send()

    assert mail_server.recipients == ["learner1@example.com"]
    assert paused() == []


@pytest.mark.parametrize(("reply", "state"), [("451 later", "waiting"), ("554 5.7.1 looks like spam", "refused")])
def test_a_mail_refused_for_what_it_says_pauses_no_address(mail_server: MailServer, reply, state):
    queue(*people(1))
    mail_server.closing["learner0@example.com"] = reply

    send()

    assert states() == {"learner0": state}
    assert paused() == []


# Cut off


def test_a_mail_that_was_claimed_and_cut_off_is_not_sent_and_it_is_said(mail_server: MailServer, caplog):
    one, other = people(2)
    queue(one, other)
    mail = Mail.objects.first()
    mail.to = one.email
    assert claims.claim(mail, "A subject")
    Mail.objects.filter(pk=mail.pk).update(claimed_at=Now() - timedelta(hours=1))
    [cut_off] = [rows for what, rows in claims.backlog().items() if "cut off" in what]
    assert cut_off.count() == 1
    said = StringIO()

    with as_application():
        call_command("send_mails", stdout=said)

    assert mail_server.recipients == [other.email]
    assert states()["learner0"] == "lost"
    assert "1 mails were cut off" in caplog.text
    assert said.getvalue() == "Mails: 1 sent.\n"
    assert cut_off.count() == 1


def test_a_fresh_claim_is_left_to_its_sender(mail_server: MailServer):
    queue(*people(1))
    mail = Mail.objects.get()
    mail.to = "learner0@example.com"
    assert claims.claim(mail, "A subject")

    assert claims.give_up_cut_off() == 0
    assert not claims.claim(mail, "A subject")
    send()

    assert mail_server.accepted == []


# Their owner


def test_the_owner_of_a_paused_address_is_told_and_can_resume(mail_server: MailServer):
    [user] = people(1)
    client = client_of(user)
    client.get("/")
    queue(user)
    mail_server.replies[user.email] = NO_SUCH_USER
    send()

    assert "Emails to you don’t arrive" in client.get("/").text
    page = client.get("/account/").text
    assert "Send email again" in page
    assert client.post("/account/mail/").status_code == 302

    assert "Emails to you don’t arrive" not in client.get("/").text
    mail_server.replies.clear()
    queue(user, key="2")
    send()
    assert mail_server.recipients == [user.email]


def test_another_address_is_not_paused(mail_server: MailServer):
    [user] = people(1)
    queue(user)
    mail_server.replies[user.email] = NO_SUCH_USER
    send()

    User.objects.filter(pk=user.pk).update(email="new@example.com")
    EmailAddress.objects.filter(user=user).update(email="new@example.com")

    assert "Emails to you don’t arrive" not in client_of(User.objects.get(pk=user.pk)).get("/").text
    queue(user, key="2")
    send()
    assert mail_server.recipients == ["new@example.com"]


def test_home_tells_of_a_paused_address_without_a_query_of_its_own(lena, learner):
    client = client_of(lena)
    client.get("/")
    with CaptureQueriesContext(connection) as before:
        client.get("/")
    RefusedAddress.objects.create(learner=learner, email=lena.email)

    with CaptureQueriesContext(connection) as after:
        assert "Emails to you don’t arrive" in client.get("/").text

    assert len(after) == len(before)


def test_who_deletes_the_account_while_a_mail_is_refused_leaves_no_address(lena, learner):
    queue(lena)
    mail = claims.waiting(KIND, after=0).get()
    claims.claim(mail, "A subject")

    with as_application():
        delete_account(lena)
        claims.settle(mail, MailState.REFUSED)
        claims.pause(mail)

    assert not Mail.objects.exists()
    assert paused() == []


def test_what_was_mailed_is_kept_for_a_year(lena, sam):
    queue(lena, sam)
    Mail.objects.filter(learner=lena.learner).update(queued_at=Now() - timedelta(days=366))
    Mail.objects.filter(learner=sam.learner).update(queued_at=Now() - timedelta(days=364))

    with as_application():
        call_command("clean_up_guests", stdout=StringIO())

    assert [mail.learner for mail in Mail.objects.all()] == [sam.learner]


def test_a_guest_has_no_mail_to_clean_up(db):
    assert clean_up_guests(timedelta(days=90)).removed == 0
