"""The address in a mail that stops such mails, for mail programs and for people."""

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from accounts.leaving.deletion import delete_account
from accounts.mailing.stopping import SIGNER, stop_token
from planner.models import Reminders

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reminders(learner) -> Reminders:
    return Reminders.objects.create(learner=learner, review=True, due_dates=True, answers=True, hour=8)


def address(learner, *topics: str) -> str:
    return reverse("mail-stopping", args=[stop_token(learner.pk, topics)])


def test_a_mail_program_stops_that_kind_by_one_post_without_log_in_or_csrf_token(learner, reminders):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(address(learner, "review"), ONE_CLICK, headers={"Origin": "https://mail.example.com"})

    assert answer.status_code == 200
    reminders.refresh_from_db()
    assert reminders.wanted == ["due_dates", "answers"]
    assert client.cookies.keys() == set()


def test_a_post_in_parts_and_a_second_post_do_the_same(learner, reminders):
    client = Client(enforce_csrf_checks=True)
    for _ in range(2):
        content = b'--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
        kind = "multipart/form-data; boundary=x"
        assert client.post(address(learner, "due_dates"), content, content_type=kind).status_code == 200

    reminders.refresh_from_db()
    assert reminders.wanted == ["review", "answers"]


def test_who_looks_sees_a_button_and_nothing_changes(learner, reminders, client):
    page = client.get(address(learner, "review", "answers")).text

    assert "facts to review today" in page
    assert "an instructor’s answer to you" in page
    assert "what your class has due tomorrow" not in page
    assert "Stop these emails</button>" in page
    reminders.refresh_from_db()
    assert len(reminders.wanted) == 3


def test_the_button_works_without_cookies(learner, reminders):
    page = Client(enforce_csrf_checks=True).post(address(learner, "review", "answers")).text

    assert "<h1>Stopped</h1>" in page
    reminders.refresh_from_db()
    assert reminders.wanted == ["due_dates"]


def test_the_address_reveals_no_address_of_the_person(lena, learner):
    token = stop_token(learner.pk, ["review"])

    assert SIGNER.unsign_object(token) == [learner.pk.hex, "review"]
    assert "lena" not in address(learner, "review")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_or_foreign_token_finds_nothing(learner, reminders, client, method):
    good = stop_token(learner.pk, ["review"])
    foreign = signing.Signer(salt="something.else").sign_object([learner.pk.hex, "review"])
    unknown = SIGNER.sign_object([learner.pk.hex, "no-such-topic"])
    for token in (good[:-1] + ("A" if good[-1] != "A" else "B"), f"x{good}", foreign, unknown, "nonsense"):
        assert getattr(client, method)(reverse("mail-stopping", args=[token])).status_code == 404

    reminders.refresh_from_db()
    assert len(reminders.wanted) == 3


def test_after_a_deletion_the_address_finds_nothing(lena, learner, reminders, client):
    url = address(learner, "review")
    delete_account(lena)

    assert client.post(url, ONE_CLICK).status_code == 404


def test_it_stops_the_mails_of_nobody_else(learner, stranger, reminders, client):
    other = Reminders.objects.create(learner=stranger, review=True, hour=8)

    client.post(address(learner, "review"), ONE_CLICK)

    other.refresh_from_db()
    assert other.review
