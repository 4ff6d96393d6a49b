"""Guessing passwords: how many are looked at, and who is not kept out by others' guesses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.db.models import F
from django.test import Client

from accounts.login.guess_limit import (
    NETWORK_TRIES,
    PER_NETWORK,
    PERIOD,
    TRIES,
    GuessOrigin,
    admit,
    clean_up,
    was_right,
)
from accounts.models import Guess
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD

WRONG = "not-the-password"


def try_password(client: Client, email: str, password: str = WRONG, **more) -> str:
    """ "in", "wrong" where the password was looked at, "refused" where it was not."""
    response = client.post("/account/login/", {"login": email, "password": password}, **more)
    if response.status_code == 302:
        return "in"
    return "refused" if "Too many tries" in response.text else "wrong"


def outcomes_of(count: int, email: str, **more) -> list[str]:
    return [try_password(Client(), email, **more) for _ in range(count)]


@pytest.mark.django_db
def test_from_one_place_five_guesses_are_looked_at_and_the_owner_elsewhere_gets_in(lena):
    assert outcomes_of(12, lena.email) == ["wrong"] * PER_NETWORK + ["refused"] * 7

    assert try_password(Client(REMOTE_ADDR="203.0.113.9"), lena.email, PASSWORD) == "in"


@pytest.mark.django_db
def test_from_everywhere_ten_guesses_are_looked_at(lena):
    tried = [try_password(Client(REMOTE_ADDR=f"203.0.113.{place}"), lena.email) for place in range(30)]

    assert tried == ["wrong"] * TRIES + ["refused"] * 20


@pytest.mark.django_db
def test_no_number_of_strangers_locks_a_device_on_which_the_owner_logged_in(client, lena):
    try_password(client, lena.email, PASSWORD)
    client.post("/account/logout/")
    for place in range(30):
        try_password(Client(REMOTE_ADDR=f"203.0.113.{place}"), lena.email)
    assert try_password(Client(REMOTE_ADDR="192.0.2.77"), lena.email, PASSWORD) == "refused"

    assert try_password(client, lena.email, PASSWORD) == "in"


@pytest.mark.django_db
def test_a_known_device_has_ten_tries_too(client, lena):
    try_password(client, lena.email, PASSWORD)
    client.post("/account/logout/")

    assert [try_password(client, lena.email) for _ in range(12)] == ["wrong"] * TRIES + ["refused"] * 2


@pytest.mark.django_db
def test_a_device_known_to_one_account_is_a_stranger_to_another(client, lena, sam):
    try_password(client, lena.email, PASSWORD)
    client.post("/account/logout/")

    assert [try_password(client, sam.email) for _ in range(6)] == ["wrong"] * PER_NETWORK + ["refused"]


@pytest.mark.django_db
@pytest.mark.parametrize("forged", ["", "x", "e30:1abcde:signature", "W10:1w2:3"])
def test_a_forged_cookie_makes_no_device_known(client, lena, forged):
    client.cookies["device"] = forged

    assert [try_password(client, lena.email) for _ in range(6)] == ["wrong"] * PER_NETWORK + ["refused"]


@pytest.mark.django_db
def test_who_is_locked_out_everywhere_chooses_a_new_password_by_mail_and_is_in(client, lena):
    for place in range(TRIES):
        try_password(Client(REMOTE_ADDR=f"203.0.113.{place}"), lena.email)
    assert try_password(client, lena.email, PASSWORD) == "refused"

    client.post("/account/password/reset/", {"email": lena.email})
    page = client.get(link_in(mail.outbox[0]), follow=True).request["PATH_INFO"]
    client.post(page, {"password1": "a-brand-new-password", "password2": "a-brand-new-password"})
    for place in range(TRIES):
        try_password(Client(REMOTE_ADDR=f"203.0.113.{place}"), lena.email)

    assert try_password(client, lena.email, "a-brand-new-password") == "in"


@pytest.mark.django_db
def test_a_forwarded_address_counts_for_nothing_without_a_proxy(lena):
    tried = [try_password(Client(), lena.email, HTTP_X_FORWARDED_FOR=f"203.0.113.{place}") for place in range(8)]

    assert tried == ["wrong"] * PER_NETWORK + ["refused"] * 3


@pytest.mark.django_db
def test_behind_a_proxy_only_the_address_that_the_proxy_adds_counts(settings, lena):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def forwarded(place):
        return try_password(Client(), lena.email, HTTP_X_FORWARDED_FOR=f"203.0.113.{place}, 192.0.2.1")

    assert [forwarded(place) for place in range(8)] == ["wrong"] * PER_NETWORK + ["refused"] * 3


@pytest.mark.django_db
def test_an_unknown_address_is_counted_as_a_known_one(lena):
    assert outcomes_of(7, "nobody@example.com") == outcomes_of(7, lena.email)


@pytest.mark.django_db
def test_letters_of_an_address_do_not_make_it_another(lena):
    assert [try_password(Client(), email) for email in [lena.email, lena.email.upper()] * 3][-1] == "refused"


@pytest.mark.django_db
def test_right_passwords_are_no_guesses(lena):
    assert outcomes_of(12, lena.email, password=PASSWORD) == ["in"] * 12
    assert not Guess.objects.exists()


@pytest.mark.django_db
def test_after_a_quarter_of_an_hour_there_is_room_again(lena):
    outcomes_of(PER_NETWORK + 1, lena.email)

    Guess.objects.update(at=F("at") - PERIOD - timedelta(seconds=1))

    assert outcomes_of(PER_NETWORK + 1, lena.email) == ["wrong"] * PER_NETWORK + ["refused"]


@pytest.mark.django_db
def test_a_class_behind_one_address_mistypes_twice_each_and_gets_in():
    for number in range(60):
        pupil = f"pupil-{number}@example.com"
        guesses = [admit(pupil, GuessOrigin("192.0.2.1")) for _ in range(3)]
        assert all(guesses), number
        was_right(guesses[-1])


@pytest.mark.django_db
def test_one_password_is_not_tried_on_everybody_from_one_place():
    admitted = [admit(f"victim-{number}@example.com", GuessOrigin("192.0.2.1")) for number in range(NETWORK_TRIES + 5)]

    assert [guess is not None for guess in admitted] == [True] * NETWORK_TRIES + [False] * 5
    assert admit("victim-1@example.com", GuessOrigin("192.0.2.2"))


@pytest.mark.django_db
def test_what_is_counted_names_nobody_and_goes(lena):
    outcomes_of(1, lena.email)
    kept = str(list(Guess.objects.values()))
    assert lena.email not in kept
    assert "127.0.0.1" not in kept
    assert clean_up() == 0

    Guess.objects.update(at=F("at") - PERIOD - timedelta(seconds=1))

    assert clean_up() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/account/password/change/", {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}),
        ("/account/delete/", {"sure": "on"}),
    ],
)
def test_who_finds_a_device_open_cannot_guess_the_password_there(learner_client, lena, page, form):
    for _ in range(TRIES):
        learner_client.post(page, form | {"oldpassword": WRONG, "password": WRONG})

    answer = learner_client.post(page, form | {"oldpassword": PASSWORD, "password": PASSWORD})

    assert "Too many tries" in answer.text
    lena.refresh_from_db()
    assert lena.check_password(PASSWORD)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_have_no_more_tries_than_one():
    ready = Barrier(50)

    def guess(number):
        try:
            connection.ensure_connection()
            ready.wait(60)
            return [admit("victim@example.com", GuessOrigin(f"203.0.113.{number}")) is not None for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        admitted = [each for found in pool.map(guess, range(50)) for each in found]

    assert sum(admitted) == TRIES
