"""A mail that is part of an act: if the server does not take it, the act has to fail too."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string


class MailFailed(Exception):
    """The message says what the mail server or the network said."""


def send_at_once(to: str, subject: str, template: str, **words: object) -> None:
    text = render_to_string(f"account/email/{template}.txt", {"site_name": settings.SITE_NAME, **words})
    try:
        send_mail(f"{settings.SITE_NAME}: {subject}", text, settings.DEFAULT_FROM_EMAIL, [to])
    except OSError as failed:  # smtplib's and the network's
        raise MailFailed(
            f"The mail to {to} could not be sent: {words_of(failed)}. Nothing was changed. "
            "Check SRM_MAIL_HOST and the settings beside it, then try again."
        ) from failed


def words_of(failed: OSError) -> str:
    if isinstance(failed, SMTPResponseException):
        return f"{failed.smtp_code} {_text(failed.smtp_error)}"
    if isinstance(failed, SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(said)}" for code, said in failed.recipients.values())
    return str(failed) or type(failed).__name__


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
