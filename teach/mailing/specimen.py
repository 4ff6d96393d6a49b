"""A class mail as its first reader will see it, without the links that are theirs alone."""

from dataclasses import dataclass, replace

from django.conf import settings

from accounts.cohorts.class_mail import letter_of
from accounts.mailing.sender import rendered
from accounts.models import ClassMail, User
from teach.mailing.audiences import Addressee

OWN_LINK = "(a link of their own)"


@dataclass(frozen=True)
class Specimen:
    to: str
    sender: str
    reply_to: str
    subject: str
    text: str


def specimen_of(mail: ClassMail, first: Addressee, *, author: User) -> Specimen:
    letter = letter_of(mail, name=first.name, author=author, invitee=first.invitee)
    if first.invitee:
        letter = replace(letter, words={**letter.words, "invitation": OWN_LINK})
    text = rendered(letter, "txt", name=first.name, site="", stop_url=OWN_LINK)
    return Specimen(first.shown, settings.DEFAULT_FROM_EMAIL, letter.reply_to, letter.subject, text.strip())
