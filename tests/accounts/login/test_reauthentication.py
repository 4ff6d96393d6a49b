"""In a session whose log-in is older than five minutes every account setting asks for a proof again."""

import json
from time import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core import mail
from django.test import Client
from django.urls import reverse
from fido2.utils import websafe_encode
from fido2.webauthn import CollectedClientData

from accounts.models import Session, User
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD, client_of
from tests.helpers.world import Route, World, routes

pytestmark = pytest.mark.django_db

ASKS = "/account/reauthenticate/"
ACCOUNT = {route.name: route for route in routes() if route.route.startswith("account/")}

# What somebody who finds the device open may do there, and why.
BEFORE_ANY_LOG_IN = {
    *("account_login", "account_signup", "account_inactive", "account_confirm_email", "account-guest"),
    *("account_email_verification_sent", "account_confirm_login_code", "account_reset_password"),
    *("account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done"),
    *("mfa_authenticate", "mfa_login_webauthn"),
}
ASKING_ITSELF = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
SHOWS_NO_MORE_THAN_THE_PAGES = {"account-state", "mfa_index", "mfa_list_webauthn"}
NOTHING_ABOUT_LOGGING_IN = {
    *("account", "account-theme", "account_logout"),
    *("class-leaving", "class-mails", "class-message-seen"),
    *("planner:reminders", "mail-resuming", "mail-stopping"),  # to the confirmed address, which asks
}
FOR_ACCOUNTS_WITHOUT_A_PASSWORD = {"account_set_password"}  # below
ASKS_IN_ITS_FORM = {"account_change_password", "account-delete"}  # each time, however young the log-in
NEED_NOT_ASK = BEFORE_ANY_LOG_IN | ASKING_ITSELF | SHOWS_NO_MORE_THAN_THE_PAGES | NOTHING_ABOUT_LOGGING_IN
OTHERS = ASKS_IN_ITS_FORM | FOR_ACCOUNTS_WITHOUT_A_PASSWORD
SENT = {"account_email": {"email": "somebody@else.example", "action_add": "1"}}


def grow_old(client: Client, seconds: int = 301) -> None:
    """As if the log-in had been so long ago."""
    session = client.session
    for record in session[AUTHENTICATION_METHODS_SESSION_KEY]:
        record["at"] = time() - seconds
    session.save()


@pytest.fixture
def old(learner_client) -> Client:
    grow_old(learner_client)
    return learner_client


@pytest.fixture
def old_with_passkey_alone(lena) -> Client:
    User.objects.filter(pk=lena.pk).update(password="!")
    client = client_of(User.objects.get(pk=lena.pk))
    grow_old(client)
    return client


def ask(client: Client, route: Route):
    """What the address does: its POST, or what its GET shows where it has none."""
    address = reverse(route.name, kwargs=dict.fromkeys(route.parameters, 1))
    answer = client.post(address, SENT.get(route.name, {}))
    return client.get(address) if answer.status_code == 405 else answer


@pytest.mark.parametrize("name", sorted(set(ACCOUNT) - NEED_NOT_ASK - OTHERS))
def test_each_account_setting_asks_again_in_an_old_session(learner, old, name):
    World.set_up_app(learner)

    asked = ask(old, ACCOUNT[name])

    assert (asked.status_code, asked.headers.get("Location", "").partition("?")[0]) == (302, ASKS)


def test_what_need_not_ask_is_still_there():
    assert set(ACCOUNT) >= NEED_NOT_ASK | OTHERS


@pytest.mark.parametrize("name", sorted(ASKS_IN_ITS_FORM))
def test_what_asks_in_its_form_asks_however_young_the_log_in(learner_client, lena, name):
    chosen = {"password1": "a-brand-new-password", "password2": "a-brand-new-password", "sure": "on"}
    address = reverse(name)

    learner_client.post(address, chosen)
    learner_client.post(address, chosen | {"oldpassword": "wrong", "password": "wrong"})

    assert User.objects.get(pk=lena.pk).check_password(PASSWORD)


def test_after_the_password_the_new_address_is_taken_as_it_was_typed(old, lena):
    asked = ask(old, ACCOUNT["account_email"])
    assert mail.outbox == []

    old.post(asked["Location"], {"password": PASSWORD, "next": "/account/email/"})

    assert mail.outbox[-1].to == ["somebody@else.example"]
    old.post(link_in(mail.outbox[-1]))
    lena.refresh_from_db()
    assert lena.email == "somebody@else.example"


def test_after_the_password_the_download_is_a_press_away(old):
    asked = old.get("/account/download/")

    back = old.post(asked["Location"], {"password": PASSWORD, "next": "/account/#yours"})

    assert back["Location"] == "/account/#yours"
    assert old.get("/account/download/").json()["account"]["email"] == "lena@example.com"


def test_a_wrong_password_opens_nothing(old):
    asked = old.get("/account/download/")

    old.post(asked["Location"], {"password": "not-the-password", "next": "/account/"})

    assert old.get("/account/download/").status_code == 302


def test_a_wrong_passkey_is_told_on_the_page_that_asked_and_the_way_is_kept(old, lena):
    World.passkey(lena.learner)
    page = "/account/second-factor/webauthn/reauthenticate/"
    asked = CollectedClientData.create(type="webauthn.get", challenge=b"", origin="https://example.com")
    signed = {
        "clientDataJSON": websafe_encode(asked),
        "authenticatorData": websafe_encode(bytes(37)),
        "signature": "AA",
    }
    wrong = {"id": "AA", "rawId": "AA", "type": "public-key", "response": signed}

    answer = old.post(page, {"credential": json.dumps(wrong), "next": "/account/email/"})

    assert answer["Location"] == f"{page}?next=%2Faccount%2Femail%2F"
    assert "This isn’t the right code" in old.get(answer["Location"]).text


def test_for_five_minutes_after_the_log_in_nothing_asks(client, lena):
    client.post("/account/login/", {"login": lena.email, "password": PASSWORD})
    grow_old(client, 299)

    assert client.get("/account/second-factor/totp/activate/").status_code == 200
    assert client.get("/account/download/").status_code == 200


def test_a_guest_downloads_without_being_asked(client):
    client.post("/learn/shared-responsibility-model/check/")

    assert client.get("/account/download/").status_code == 200


def test_without_a_password_a_passkey_is_asked_for_and_the_first_password_waits_in_no_session(
    lena, old_with_passkey_alone
):
    World.set_up_app(lena.learner)
    first = {"password1": "a-first-password", "password2": "a-first-password"}

    for address, sent in {"/account/password/set/": first, "/account/delete/": {"sure": "on"}}.items():
        asked = old_with_passkey_alone.post(address, sent)
        assert asked["Location"].startswith("/account/second-factor/reauthenticate/")

    assert "a-first-password" not in str([session.get_decoded() for session in Session.objects.all()])
    assert not User.objects.get(pk=lena.pk).has_usable_password()
