"""What is kept of each log-in, for how long, and who is told."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.models import LogIn
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def log_in(user, **headers) -> None:
    Client().post("/account/login/", {"login": user.email, "password": PASSWORD}, headers=headers)


@pytest.fixture
def as_served(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")


def test_a_wrong_password_is_no_log_in(lena):
    Client().post("/account/login/", {"login": lena.email, "password": "wrong"})

    assert not LogIn.objects.exists()


@pytest.mark.parametrize(
    ("said", "browser"),
    [
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit/605 Version/18 Safari/605", "Safari on macOS"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/140 Mobile Safari/537", "Chrome on Android"),
        ("curl/8.5", ""),
    ],
)
def test_browsers_are_told_by_name(lena, said, browser):
    log_in(lena, user_agent=said)

    assert lena.log_ins.get().browser == browser


def test_log_ins_are_in_the_download_and_gone_with_the_account(lena, as_served):
    log_in(lena, user_agent=FIREFOX)
    [told] = everything_about(lena.learner)["account"]["log_ins"]
    assert told["browser"] == "Firefox on Windows"

    delete_account(lena)

    assert not LogIn.objects.exists()


def test_log_ins_are_kept_for_90_days(lena, as_served):
    for _ in range(2):
        log_in(lena)
    old, recent = lena.log_ins.order_by("pk")
    LogIn.objects.filter(pk=old.pk).update(at=Now() - timedelta(days=91))
    LogIn.objects.filter(pk=recent.pk).update(at=Now() - timedelta(days=89))

    call_command("clean_up_guests")

    assert lena.log_ins.get() == recent
