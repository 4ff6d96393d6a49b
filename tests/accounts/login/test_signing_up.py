import re

from django.core import mail

from accounts.models import User
from accounts.roles import LEARNERS
from tests.conftest import PASSWORD

NEW = {"email": "Nora@Example.com", "name": "Nora", "password1": PASSWORD}


def link_in(message) -> str:
    """The path of the first link in a mail."""
    return re.findall(r"https?://[^/]+(/\S+)", message.body)[0]


def test_a_new_person_confirms_the_address_and_lands_where_they_came_from(client, db):
    answer = client.post("/account/signup/", NEW | {"next": "/privacy/"})
    assert answer.status_code == 302
    assert answer["Location"] == "/account/confirm-email/"
    assert b"We have sent you a message" in client.get(answer["Location"]).content
    [message] = mail.outbox
    assert message.subject == "Whose Layer: Confirm your address"

    confirm = link_in(message)
    assert b"nora@example.com" in client.get(confirm).content
    answer = client.post(confirm)

    assert answer["Location"] == "/privacy/"
    user = User.objects.get(email="nora@example.com")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert user.name == "Nora"
    assert [group.name for group in user.groups.all()] == [LEARNERS]
    assert user.learner.time_zone == "UTC"


def test_an_address_that_nobody_confirmed_cannot_log_in(client, db):
    client.post("/account/signup/", NEW)
    client.cookies.clear()

    answer = client.post("/account/login/", {"login": "nora@example.com", "password": PASSWORD})

    assert answer["Location"] == "/account/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_a_confirmed_link_in_another_browser_asks_for_the_password(client, db):
    client.post("/account/signup/", NEW)
    confirm = link_in(mail.outbox[0])
    client.cookies.clear()

    assert client.post(confirm)["Location"] == "/account/login/"
    client.post("/account/login/", {"login": "nora@example.com", "password": PASSWORD})

    assert "_auth_user_id" in client.session


def test_a_weak_password_is_explained_at_the_top_and_at_the_field(client, db):
    page = client.post("/account/signup/", NEW | {"password1": "short"}).content.decode()

    assert "There is a problem" in page
    assert 'href="#id_password1"' in page
    assert 'aria-invalid="true"' in page
    assert not User.objects.exists()


def test_sign_up_says_the_same_for_a_known_address(client, lena):
    unknown = client.post("/account/signup/", NEW)
    page_of_unknown = client.get(unknown["Location"]).content
    client.cookies.clear()
    known = client.post("/account/signup/", NEW | {"email": lena.email})
    page_of_known = client.get(known["Location"]).content

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert page_of_known == page_of_unknown
    assert [message.subject for message in mail.outbox] == [
        "Whose Layer: Confirm your address",
        "Whose Layer: You already have an account",
    ]


def test_sign_up_costs_a_hash_for_a_known_address_too(client, lena, monkeypatch):
    hashed: list[str] = []
    monkeypatch.setattr("accounts.login.forms.make_password", hashed.append)

    client.post("/account/signup/", NEW | {"email": lena.email})

    assert hashed == [PASSWORD]


def test_an_address_longer_than_any_is_refused_and_not_cut(client, db):
    longest = f"{'x' * 242}@example.com"

    answer = client.post("/account/signup/", NEW | {"email": f"x{longest}"})

    assert "Enter a valid email address." in answer.text
    assert client.post("/account/signup/", NEW | {"email": longest}).status_code == 302
    assert User.objects.get().email == longest
