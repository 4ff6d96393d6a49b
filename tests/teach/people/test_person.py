"""What a superuser sees of a person's log-ins, the reset of two-step verification, and a test mail."""

from smtplib import SMTPRecipientsRefused

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import LogIn, Session
from tests.conftest import PASSWORD, client_of
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def page_of(user) -> str:
    return f"/teach/people/{user.pk}/"


def reset(client, user, **how):
    return client.post(page_of(user) + "second-factors/", **how)


def log_in(user, **headers) -> None:
    Client().post("/account/login/", {"login": user.email, "password": PASSWORD}, headers=headers)


@pytest.fixture
def as_served(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")


@pytest.fixture
def factors(lena) -> None:
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=lena, type=kind, data={})


def has_factors(user) -> bool:
    return Authenticator.objects.filter(user=user).exists()


# ---- Two-step verification


def test_a_reset_is_confirmed_ends_all_sessions_and_is_told_by_mail(superuser_client, lena, factors, as_served):
    client_of(lena)
    asked = tight(superuser_client.get(page_of(lena) + "second-factors/").text)
    assert "Reset two-step verification of Lena?" in asked
    assert has_factors(lena)

    said = tight(reset(superuser_client, lena, follow=True).text)

    assert "Two-step verification of Lena is off, and they were told by email." in said
    assert "It’s not set up." in said
    assert not has_factors(lena)
    assert not Session.objects.filter(user=lena).exists()
    [told] = mail.outbox
    assert told.to == [lena.email]
    assert "turned off two-step verification" in told.body
    assert "http://testserver/account/password/reset/" in told.body


def test_a_reset_is_an_act_in_the_history_and_for_superusers_alone(superuser_client, instructor_client, lena, factors):
    reset(superuser_client, lena)

    act = tight(superuser_client.get("/teach/history/?kind=people").text)
    assert "Reset two-step verification." in act
    assert "Ada" in act
    assert "Lena" in act
    assert "Reset two-step" not in instructor_client.get("/teach/history/").text


def test_without_a_mail_server_the_factors_stay(superuser_client, lena, factors, settings):
    client_of(lena)
    unreachable = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": unreachable}}

    said = tight(reset(superuser_client, lena, follow=True).text)

    assert "The mail to lena@example.com could not be sent" in said
    assert has_factors(lena)
    assert Session.objects.filter(user=lena).exists()


def test_superusers_cannot_reset_their_own_and_are_asked_for_the_password_before_others(superuser, lena, factors):
    stale = Client()
    stale.force_login(superuser)

    assert reset(stale, lena)["Location"].startswith("/account/reauthenticate/")
    assert has_factors(lena)
    assert reset(client_of(superuser), superuser).status_code == 404


def test_others_reset_nobody(instructor_client, learner_client, lena, factors):
    for client in (instructor_client, learner_client, Client()):
        assert reset(client, lena).status_code in (302, 404)
    assert has_factors(lena)


# ---- Log-ins


def test_a_superuser_sees_when_from_where_and_with_which_browser_a_person_logged_in(superuser_client, lena, sam):
    log_in(lena, user_agent=FIREFOX)

    page = tight(superuser_client.get(page_of(lena)).text)
    assert "Firefox on Windows" in page
    assert "127.0.0.1" in page
    assert "There are none." in superuser_client.get(page_of(sam)).text
    assert not LogIn.objects.filter(browser__contains="Mozilla").exists()


# ---- A test mail


def test_a_test_mail_is_sent_and_the_page_says_so(superuser_client):
    page = tight(superuser_client.post("/teach/people/mail/", {"to": "ops@example.com"}).text)

    assert "The mail to ops@example.com was handed to" in page
    assert mail.outbox[0].to == ["ops@example.com"]


def test_a_refused_test_mail_shows_the_words_of_the_server(superuser_client, monkeypatch):
    def refuse(*_, **__):
        raise SMTPRecipientsRefused({"ops@example.com": (550, b"5.7.1 Relaying denied")})

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)

    answer = superuser_client.post("/teach/people/mail/", {"to": "ops@example.com"})

    assert answer.status_code == 422
    assert "550 5.7.1 Relaying denied" in answer.text
