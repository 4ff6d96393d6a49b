import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.roles import INSTRUCTORS
from tests.accounts.login.test_signing_up import link_in


def invite(capsys, *arguments) -> str:
    call_command("invite_instructor", *arguments)
    return capsys.readouterr().out


def test_an_invited_instructor_sets_a_password_and_opens_the_admin(client, db, capsys):
    said = invite(capsys, "Ines@Example.com", "--name", "Ines")
    assert "Created an instructor account for ines@example.com" in said
    form_page = client.get(link_in(mail.outbox[0]), follow=True)
    chosen = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}

    client.post(form_page.request["PATH_INFO"], chosen)
    client.post("/account/login/", {"login": "ines@example.com", "password": "a-brand-new-password"})

    assert client.get("/admin/").status_code == 200
    user = User.objects.get()
    assert user.groups.get().name == INSTRUCTORS
    assert user.learner


def test_inviting_twice_changes_nothing_and_sends_the_link_again(db, capsys):
    invite(capsys, "ines@example.com")
    said = invite(capsys, "ines@example.com")

    assert "is already an instructor" in said
    assert User.objects.count() == 1
    assert len(mail.outbox) == 2


def test_a_learner_keeps_the_password_when_promoted(lena, capsys):
    said = invite(capsys, lena.email)

    assert "had an account and is an instructor now" in said
    assert mail.outbox == []
    lena.refresh_from_db()
    assert lena.is_staff
    assert not lena.is_superuser


def test_who_signed_up_with_somebody_elses_address_gets_nothing_from_its_invitation(client, db, capsys):
    chosen = "the-password-of-a-stranger"
    client.post("/account/signup/", {"email": "ines@example.com", "password1": chosen, "name": "Ines"})
    mail.outbox.clear()

    said = invite(capsys, "ines@example.com")

    assert "Sent a link to set a password" in said
    assert mail.outbox[0].to == ["ines@example.com"]
    assert not User.objects.get().check_password(chosen)


def test_what_is_no_address_is_refused(db):
    with pytest.raises(CommandError, match="not an email address"):
        call_command("invite_instructor", "nobody")


def test_without_a_mail_server_nothing_is_made_and_the_command_can_be_run_again(db, settings, capsys):
    reached = settings.MAILERS
    unreachable = {"host": "127.0.0.1", "port": 9, "timeout": 1}
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": smtp, "OPTIONS": unreachable}}

    with pytest.raises(
        CommandError, match=r"could not be sent: .*refused\. Nothing was changed\. Check SRM_MAIL_HOST"
    ):
        call_command("invite_instructor", "ines@example.com")

    assert not User.objects.exists()
    settings.MAILERS = reached
    assert "Created an instructor account for ines@example.com" in invite(capsys, "ines@example.com")
    assert len(mail.outbox) == 1
