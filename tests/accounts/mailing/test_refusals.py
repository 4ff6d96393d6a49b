"""What a mail server's reply means, by code."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from accounts.mailing.refusals import Refusal, refusal_of


@pytest.mark.parametrize(
    ("code", "text", "refusal"),
    [
        (550, b"5.1.1 No such user", Refusal.ADDRESS),
        (550, b"unknown user", Refusal.UNCLEAR),
        (552, b"5.2.2 Mailbox full", Refusal.ADDRESS),
        (553, b"no mailbox here by that name", Refusal.UNCLEAR),
        (550, b"5.7.1 Relaying denied", Refusal.MAIL),
        (550, b"5.1.8 Bad sender's system address", Refusal.MAIL),
        (530, b"5.7.0 Authentication required", Refusal.SERVER),
        (503, b"bad sequence of commands", Refusal.SERVER),
        (450, b"4.2.0 Greylisted", Refusal.LATER),
        (452, b"4.2.2 Mailbox full", Refusal.LATER),
        (421, b"4.7.0 Try again later", Refusal.SERVER),
    ],
)
def test_a_refused_recipient_says_whose_fault_it_is(code, text, refusal):
    assert refusal_of(SMTPRecipientsRefused({"lena@example.com": (code, text)})) is refusal


@pytest.mark.parametrize(
    ("error", "refusal"),
    [
        (SMTPDataError(451, b"try again"), Refusal.LATER),
        (SMTPDataError(554, b"5.7.1 looks like spam"), Refusal.MAIL),
        (SMTPDataError(421, b"closing"), Refusal.SERVER),
        (SMTPSenderRefused(550, b"who are you", "no-reply@example.com"), Refusal.SERVER),
        (SMTPAuthenticationError(535, b"wrong password"), Refusal.SERVER),
        (SMTPServerDisconnected("gone"), Refusal.UNKNOWN),
        (TimeoutError(), Refusal.UNKNOWN),
        (ConnectionResetError(), Refusal.UNKNOWN),
        (ValueError("Invalid address"), Refusal.MAIL),
    ],
)
def test_no_other_failure_blames_the_address(error, refusal):
    assert refusal_of(error) is refusal
