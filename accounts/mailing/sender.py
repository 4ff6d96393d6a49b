"""Sends the mails that wait, one after the other, over one connection."""

import email.policy
import logging
from collections import Counter
from collections.abc import Iterator
from email.utils import make_msgid, parseaddr
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core import mail as django_mail
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.mailing import claims
from accounts.mailing.refusals import Refusal, refusal_of
from accounts.mailing.registry import Letter, MailKind, kinds
from accounts.mailing.stopping import stop_token_of
from accounts.models import Mail, MailState

AT_ONCE = 50
# A server that refuses this many addresses and takes no mail refuses us, and none of them is paused.
REFUSES_EVERYBODY = 3

log = logging.getLogger("whose_layer.mails")


class ServerAway(Exception):
    pass


def send_waiting(site: str) -> Counter[MailState]:
    """Stop when the server fails as a whole; what is not sent then waits for the next run."""
    run = SendingRun(site)
    try:
        for kind in kinds:
            for mail, letter in letters(kind):
                run.handle(mail, letter)
    except ServerAway as reason:
        log.warning("Stopped sending: %s", reason)
    finally:
        run.end()
    return run.counts


def letters(kind: MailKind) -> Iterator[tuple[Mail, Letter | None]]:
    last = 0
    while batch := list(claims.waiting(kind.name, after=last)[:AT_ONCE]):
        last = batch[-1].pk
        with_address = [mail for mail in batch if mail.to]
        yield from ((mail, None) for mail in batch if not mail.to)
        if with_address:
            yield from kind.write(with_address)


class SendingRun:
    def __init__(self, site: str) -> None:
        self.site = site.rstrip("/")
        self.connection: Any = django_mail.mailers.default
        self.counts: Counter[MailState] = Counter()
        self.refused: list[tuple[Mail, Refusal]] = []  # still claimed: the end of the run says what it means

    def handle(self, mail: Mail, letter: Letter | None) -> None:
        if letter is None:
            claims.drop(mail)
            return
        self.connect()
        if claims.claim(mail, letter.subject):
            self.send(mail, letter)

    def connect(self) -> None:
        """Before anything is claimed, so that a server that is away costs nobody a mail."""
        try:
            self.connection.open()
        except OSError as reason:  # also what smtplib raises
            raise ServerAway(type(reason).__name__) from None

    def send(self, mail: Mail, letter: Letter) -> None:
        try:
            self.connection.send_messages([message_of(mail, letter, self.site)])
        except (OSError, ValueError) as error:
            self.take_refusal(mail, error)
        else:
            self.settle(mail, MailState.SENT)

    def settle(self, mail: Mail, state: MailState) -> None:
        claims.settle(mail, state)
        self.counts[state] += 1

    def release(self, mail: Mail) -> None:
        claims.release(mail)
        self.counts[MailState.WAITING] += 1

    def take_refusal(self, mail: Mail, error: OSError | ValueError) -> None:
        refusal = refusal_of(error)
        log.info("Mail %s: %s (%s)", mail.pk, refusal.name, type(error).__name__)
        if refusal in (Refusal.ADDRESS, Refusal.UNCLEAR):
            self.refused.append((mail, refusal))
        elif refusal in (Refusal.LATER, Refusal.SERVER):
            self.release(mail)
        else:
            self.settle(mail, MailState.LOST if refusal is Refusal.UNKNOWN else MailState.REFUSED)
        if refusal in (Refusal.SERVER, Refusal.UNKNOWN) or self.is_refused_everywhere:
            raise ServerAway(type(error).__name__)

    @property
    def is_refused_everywhere(self) -> bool:
        return len(self.refused) >= REFUSES_EVERYBODY and not self.counts[MailState.SENT]

    def end(self) -> None:
        for mail, refusal in self.refused:
            if self.is_refused_everywhere or (refusal is Refusal.UNCLEAR and not self.counts[MailState.SENT]):
                self.release(mail)
            else:
                self.settle(mail, MailState.REFUSED)
                claims.pause(mail)
        try:
            self.connection.close()
        except SMTPException:
            log.info("The mail server did not say goodbye.")


class UnfoldedMessage(EmailMultiAlternatives):
    """Python would fold an address that is longer than a line into encoded words, which mail programs do not read
    in List-Unsubscribe. A line may have 998 characters (RFC 5322, 2.1.1).
    """

    def message(self, *, policy=email.policy.default):
        return super().message(policy=policy.clone(max_line_length=998))


def rendered(letter: Letter, form: str, **about: str) -> str:
    """Its text as "txt" or "html"; `about` has name, site and stop_url."""
    words = {**letter.words, "site_name": settings.SITE_NAME, **about}
    return render_to_string(f"{letter.template}.{form}", words)


def message_of(mail: Mail, letter: Letter, site: str) -> EmailMultiAlternatives:
    stop_url = site + reverse("mail-stopping", args=[stop_token_of(mail, letter.topics)])
    about = {"name": mail.name, "site": site, "stop_url": stop_url}
    message = UnfoldedMessage(
        letter.subject,
        rendered(letter, "txt", **about),
        settings.DEFAULT_FROM_EMAIL,
        [mail.to or ""],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers={
            "Message-ID": make_msgid(domain=parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]),
            "List-Unsubscribe": f"<{stop_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "Precedence": "bulk",
        },
    )
    message.attach_alternative(rendered(letter, "html", **about), "text/html")
    return message
