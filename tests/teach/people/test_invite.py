"""A superuser makes somebody an instructor by one form."""

import pytest
from django.core import mail

from accounts.models import User
from accounts.roles import INSTRUCTORS
from tests.accounts.login.test_signing_up import link_in
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db

PAGE = "/teach/people/new/"


def invite(client, email: str, name: str = "Nora"):
    return client.post(PAGE, {"email": email, "name": name}, follow=True)


def test_an_invited_instructor_has_account_group_and_staff_flag_and_chooses_a_password(superuser_client, client):
    said = tight(invite(superuser_client, "Nora@example.com").text)

    assert "Created an instructor account for nora@example.com." in said
    nora = User.objects.get(email="nora@example.com")
    assert (nora.name, nora.is_staff, nora.is_superuser) == ("Nora", True, False)
    assert nora.groups.get().name == INSTRUCTORS
    assert mail.outbox[0].to == ["nora@example.com"]
    assert "http://testserver/account/password/reset/key/" in mail.outbox[0].body
    assert client.get(link_in(mail.outbox[0]), follow=True).status_code == 200


def test_a_learner_with_a_password_is_promoted_without_a_mail(superuser_client, lena):
    said = tight(invite(superuser_client, lena.email).text)

    assert "lena@example.com already had an account and is an instructor now." in said
    assert "no mail was sent" in said
    lena.refresh_from_db()
    assert lena.is_staff
    assert lena.name == "Lena"
    assert mail.outbox == []


def test_without_a_mail_server_nothing_is_made_and_the_form_says_what_the_server_said(superuser_client, settings):
    unreachable = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": unreachable}}

    answer = invite(superuser_client, "nora@example.com")

    assert answer.status_code == 422
    said = tight(answer.text)
    assert "The mail to nora@example.com could not be sent" in said
    assert "refused" in said
    assert "Nothing was changed" in said
    assert 'value="nora@example.com"' in said
    assert not User.objects.filter(email="nora@example.com").exists()


def test_what_is_no_address_is_refused(superuser_client):
    assert invite(superuser_client, "nobody").status_code == 422


def test_the_invitation_is_an_act_of_the_superuser_in_the_history(superuser_client, lena):
    invite(superuser_client, lena.email)

    act = tight(superuser_client.get("/teach/history/?kind=people").text)

    assert "Ada" in act
    assert "Lena" in act
    assert "Can open the admin" in act
    assert "Instructors" in act


def test_people_are_found_by_name_and_address(superuser_client, lena, sam):
    page = superuser_client.get("/teach/people/?q=LENA").text

    assert "lena@example.com" in page
    assert "sam@example.com" not in page
    assert "No one matches." in superuser_client.get("/teach/people/?q=zzz").text


def test_only_superusers_find_the_pages(instructor_client, learner_client):
    for client in (instructor_client, learner_client):
        assert client.get("/teach/people/").status_code == 404
        assert client.post(PAGE, {"email": "nora@example.com"}).status_code == 404
    assert not User.objects.filter(email="nora@example.com").exists()
