import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD


def log_in(client, email, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def test_logging_in_asks_for_address_and_password_only(client, db):
    form = client.get("/account/login/").context["form"]

    assert list(form.fields) == ["login", "password"]
    assert form["login"].label == "Email address"
    assert form.fields["login"].widget.attrs["autocomplete"] == "email"
    assert form.fields["password"].widget.attrs["autocomplete"] == "current-password"


def test_the_address_is_taken_in_any_case(client, lena):
    answer = log_in(client, "LENA@example.com")

    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(lena.pk)


def test_a_wrong_password_and_an_unknown_address_read_the_same(client, lena):
    known = log_in(client, lena.email, "not the password")
    unknown = log_in(Client(), "nobody@example.com", "not the password")

    assert known.status_code == unknown.status_code == 200
    assert known.context["form"].errors == unknown.context["form"].errors
    assert "The address or password is wrong" in known.text


def test_reset_says_the_same_for_known_and_unknown_addresses(client, lena):
    known = client.post("/account/password/reset/", {"email": lena.email})
    page_of_known = client.get(known["Location"]).content
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.com"})
    page_of_unknown = client.get(unknown["Location"]).content

    assert known["Location"] == unknown["Location"] == "/account/password/reset/done/"
    assert page_of_known == page_of_unknown
    assert [message.subject for message in mail.outbox] == [
        "Whose Layer: Choose a new password",
        "Whose Layer: No account with this address",
    ]


@pytest.mark.parametrize("email", ["lena@example.com", "nobody@example.com"])
def test_every_reset_is_held_back_for_as_long(client, lena, settings, monkeypatch, email):
    settings.SECONDS_A_RESET_TAKES = 100
    held = []
    monkeypatch.setattr("accounts.login.forms.sleep", held.append)

    client.post("/account/password/reset/", {"email": email})

    assert len(held) == 1
    assert 0 < held[0] < 100


def test_a_forgotten_password_is_replaced_through_the_mail(client, lena):
    client.post("/account/password/reset/", {"email": lena.email})
    form_page = client.get(link_in(mail.outbox[0]), follow=True)
    chosen = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}

    done = client.post(form_page.request["PATH_INFO"], chosen, follow=True)

    assert b"Your password is changed" in done.content
    assert log_in(client, lena.email, "a-brand-new-password")["Location"] == "/"
    assert mail.outbox[1].subject == "Whose Layer: Your password was changed"


def test_a_used_link_says_that_it_no_longer_works(client, lena):
    client.post("/account/password/reset/", {"email": lena.email})
    link = link_in(mail.outbox[0])
    lena.set_password("another-password-now")
    lena.save()

    assert b"This link no longer works" in client.get(link).content


@pytest.mark.parametrize("page", ["/account/", "/account/password/change/", "/account/email/"])
def test_logging_in_returns_to_the_page_that_asked_for_it(client, lena, page):
    to_log_in = client.get(page)
    form = client.get(to_log_in["Location"])
    assert f'name="next" value="{page}"' in form.content.decode()

    assert log_in(client, lena.email, next=page)["Location"] == page


def test_next_never_leaves_the_site(client, lena):
    assert log_in(client, lena.email, next="//elsewhere.example/")["Location"] == "/"


def test_logging_out_is_a_post(learner_client):
    assert learner_client.get("/account/logout/").status_code == 200
    assert "_auth_user_id" in learner_client.session

    assert learner_client.post("/account/logout/")["Location"] == "/"
    assert "_auth_user_id" not in learner_client.session


def test_a_new_address_counts_once_it_is_confirmed(learner_client, lena):
    learner_client.post("/account/email/", {"email": "lena@new.example", "action_add": "1"})
    lena.refresh_from_db()
    assert lena.email == "lena@example.com"
    assert b"lena@new.example" in learner_client.get("/account/email/").content

    learner_client.post(link_in(mail.outbox[-1]))

    lena.refresh_from_db()
    assert lena.email == "lena@new.example"


def test_changing_the_password_asks_for_the_old_one(learner_client, lena):
    form = {"oldpassword": "wrong", "password1": "a-brand-new-password", "password2": "a-brand-new-password"}
    assert "This isn’t your current password" in learner_client.post("/account/password/change/", form).text

    learner_client.post("/account/password/change/", form | {"oldpassword": PASSWORD})

    assert User.objects.get(pk=lena.pk).check_password("a-brand-new-password")
