"""What it means when a mail server does not take a mail.

Sources: RFC 5321, 4.2 for the codes, and RFC 3463 for the more exact ones such as 5.1.1, which many servers add.
"""

import re
from enum import Enum, auto
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

CLOSING = 421
# About the session or the order of commands, for any recipient.
OF_THE_SESSION = {500, 501, 502, 503, 504, 530, 534, 535, 538, 555}
EXACT = re.compile(rb"5\.(\d{1,3})\.(\d{1,3})\b")
OF_THE_ADDRESS = {b"1", b"2"}  # its mailbox, or where it is
OF_THE_SENDER = {(b"1", b"7"), (b"1", b"8")}


class Refusal(Enum):
    LATER = auto()  # this mail, for now; nothing was accepted
    MAIL = auto()  # this mail, for good, which says nothing about the address
    ADDRESS = auto()  # the address, for good
    UNCLEAR = auto()  # the address or us, for good; nothing was accepted
    SERVER = auto()  # the server takes nothing from us now; nothing was accepted
    UNKNOWN = auto()  # the connection ended, and the mail may have been accepted


def refusal_of(error: Exception) -> Refusal:
    match error:
        case SMTPRecipientsRefused():
            [(code, text)] = error.recipients.values()
            return _of_recipient(code, text)
        case SMTPDataError(smtp_code=code) if code != CLOSING:
            return Refusal.LATER if code < 500 else Refusal.MAIL
        case SMTPResponseException() | SMTPNotSupportedError():
            return Refusal.SERVER
        case ValueError():  # what cannot be written as a mail
            return Refusal.MAIL
    return Refusal.UNKNOWN


def _of_recipient(code: int, text: bytes) -> Refusal:
    if code == CLOSING or code in OF_THE_SESSION:
        return Refusal.SERVER
    if code < 500:
        return Refusal.LATER
    exact = EXACT.match(text)
    if exact is None:
        return Refusal.UNCLEAR
    is_of_address = exact[1] in OF_THE_ADDRESS and exact.groups() not in OF_THE_SENDER
    return Refusal.ADDRESS if is_of_address else Refusal.MAIL
