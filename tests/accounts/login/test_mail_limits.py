"""How many mails one network or address can have sent, and a class behind one address that never meets a limit."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD, make_user

pytestmark = pytest.mark.django_db

CLASS = 40
FORGOTTEN = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}


def sign_up(email: str, password: str = PASSWORD, client: Client | None = None, **more) -> int:
    form = {"email": email, "name": "", "password1": password}
    return (client or Client()).post("/account/signup/", form, **more).status_code


def ask_for_a_new_password(email: str, **more) -> int:
    return Client().post("/account/password/reset/", {"email": email}, **more).status_code


def learner(number: int) -> str:
    return f"learner-{number}@example.com"


def test_a_class_behind_one_address_signs_up_in_one_lesson():
    for number in range(CLASS):
        browser = Client()
        if number % 4 == 0:
            assert sign_up(learner(number), "short", browser) == 200
        assert sign_up(learner(number), client=browser) == 302
        assert browser.post(link_in(mail.outbox[-1]))["Location"] == "/"

    assert [message.to for message in mail.outbox] == [[learner(number)] for number in range(CLASS)]
    assert User.objects.count() == CLASS


def test_a_class_behind_one_address_forgets_its_passwords_in_one_lesson():
    for number in range(CLASS):
        make_user(learner(number))
    for number in range(CLASS):
        if number % 4 == 0:
            assert ask_for_a_new_password(f"lerner-{number}@example.com") == 302  # mistyped first
        assert ask_for_a_new_password(learner(number)) == 302
    asked = [message for message in mail.outbox if "Choose a new password" in message.subject]
    assert [message.to for message in asked] == [[learner(number)] for number in range(CLASS)]

    for number, message in enumerate(asked):
        browser = Client()
        page = browser.get(link_in(message), follow=True).request["PATH_INFO"]
        assert browser.post(page, FORGOTTEN).status_code == 302
        sent = {"login": learner(number), "password": FORGOTTEN["password1"]}
        assert browser.post("/account/login/", sent)["Location"] == "/"


def test_one_network_signs_up_two_hundred_times_an_hour(lena):
    """The addresses of one household's IPv6 are one network."""
    tried = [sign_up(lena.email, REMOTE_ADDR=f"2001:db8:0:7::{number:x}") for number in range(201)]

    assert tried == [302] * 200 + [429]
    assert sign_up(learner(0), REMOTE_ADDR="2001:db8:0:8::1") == 302


def test_one_network_has_twenty_mails_sent_to_addresses_without_an_account_and_is_told_nothing():
    tried = [ask_for_a_new_password(learner(number)) for number in range(121)]

    assert tried == [302] * 120 + [429]
    assert [message.to for message in mail.outbox] == [[learner(number)] for number in range(20)]


def test_one_address_gets_five_mails_an_hour_for_a_new_password(lena):
    tried = [ask_for_a_new_password(lena.email, REMOTE_ADDR=f"203.0.113.{number}") for number in range(6)]

    assert tried == [302] * 5 + [429]
    assert len(mail.outbox) == 5


def test_one_address_gets_one_mail_in_three_minutes_however_often_it_is_signed_up():
    tried = [sign_up(learner(0), REMOTE_ADDR=f"203.0.113.{number}") for number in range(8)]

    assert tried == [302] * 8
    assert len(mail.outbox) == 1


def test_one_person_has_ten_mails_an_hour_sent_to_new_addresses(learner_client):
    forms = [{"email": learner(number), "action_add": "1"} for number in range(11)]

    tried = [learner_client.post("/account/email/", form).status_code for form in forms]

    assert tried == [302] * 10 + [429]
    assert len(mail.outbox) == 10
