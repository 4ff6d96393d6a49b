"""What concerns security is in the log: who, where and what, and no secret."""

import logging

import pytest
from django.test import Client

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(caplog):
    caplog.set_level(logging.INFO, logger="whose_layer.security")
    return lambda: [record.getMessage() for record in caplog.records if record.name == "whose_layer.security"]


def log_in(client, email, password=PASSWORD):
    return client.post("/account/login/", {"login": email, "password": password})


def test_log_ins_and_wrong_passwords_are_told_apart(client, lena, lines):
    log_in(client, lena.email, "not-the-password")
    log_in(client, lena.email)
    client.post("/account/logout/")

    wrong, right, out = lines()
    assert wrong.startswith("wrong-password network=127.0.0.1 page=account_login account=")
    assert right == f"log-in network=127.0.0.1 page=account_login user={lena.pk}"
    assert out == f"log-out network=127.0.0.1 page=account_logout user={lena.pk}"


def test_no_line_holds_an_address_or_a_password(client, lena, lines):
    for password in ("a-secret-guess", PASSWORD):
        log_in(client, lena.email, password)
    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "a-brand-new-password", "password2": "a-brand-new-password"},
    )

    told = "\n".join(lines())
    assert "password-changed" in told
    for secret in (lena.email, "a-secret-guess", PASSWORD, "a-brand-new-password"):
        assert secret not in told


def test_stopped_guessing_is_a_warning(client, lena, caplog):
    for _ in range(6):
        log_in(Client(), lena.email, "not-the-password")

    assert [record.levelname for record in caplog.records if "guessing-stopped" in record.getMessage()] == ["WARNING"]


def test_who_reaches_where_they_may_not_is_told(learner_client, instructor_client, lena, lines):
    learner_client.get("/teach/items/")
    learner_client.get("/teach/students/1/")
    instructor_client.get("/teach/people/")
    instructor_client.get("/admin/accounts/user/")

    assert [line.split()[0] for line in lines()] == ["not-allowed"] * 4
    assert f"page=teach:items user={lena.pk}" in lines()[0]


def test_nobodys_input_makes_another_line(client, lines):
    log_in(client, "x@example.com\nlog-in user=1", "x")
    client.get("/admin/accounts/user/%0Alog-in%20user=1/")

    assert not [line for line in lines() if "\n" in line or line.startswith("log-in")]
