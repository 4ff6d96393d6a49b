"""Mail of teachers to people of a cohort: kept once per preview, written for each person, stopped by each of them."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Now

from accounts.cohorts.roster_invitations import invitees_of
from accounts.mailing.claims import A_DAY
from accounts.mailing.registry import Letter, MailKind, Topic
from accounts.models import ClassMail, Cohort, CohortMembership, Invitee, Learner, Mail, User

KIND = FAMILY = "class"
MOST_A_DAY = 2000  # as many people as a class list may have
PLACEHOLDER = re.compile(r"\{\s*(\w+)\s*\}")
PLACEHOLDERS = ("name", "class")
NAMELESS = "there"  # as in "Hello there"


class TooManyMails(Exception):
    pass


def fill(text: str, *, name: str, cohort: str) -> str:
    said = {"name": name or NAMELESS, "class": cohort}
    return PLACEHOLDER.sub(lambda found: said.get(found[1], found[0]), text)


# ---- Sending


def left_today(author: int) -> int:
    """How many mails the author can still send within 24 hours, in all classes together."""
    sent = ClassMail.objects.filter(author=author, sent_at__gt=Now() - A_DAY).aggregate(n=Sum("recipients"))
    return MOST_A_DAY - (sent["n"] or 0)


@transaction.atomic
def queue_class_mail(mail: ClassMail, *, learners: Sequence[UUID], invitees: Sequence[int]) -> ClassMail:
    """Store it with a mail to each of these. The same `event` is stored once. Raises TooManyMails."""
    # Of two at once the second finds what the first has done.
    User.objects.select_for_update(no_key=True).get(pk=mail.author)
    if found := ClassMail.objects.filter(cohort=mail.cohort, event=mail.event).first():
        return found
    mail.recipients = len(learners) + len(invitees)
    if mail.recipients > left_today(mail.author):
        raise TooManyMails
    mail.save()
    same: dict[str, Any] = {"kind": KIND, "key": str(mail.pk), "class_mail": mail}
    rows = [Mail(learner_id=learner, **same) for learner in learners]
    rows += [Mail(invitee_id=invitee, **same) for invitee in invitees]
    Mail.objects.bulk_create(rows, batch_size=500)
    return mail


# ---- Writing each just before it is sent


def letter_of(mail: ClassMail, *, name: str, author: User | None, invitee: Invitee | None = None) -> Letter:
    cohort = mail.cohort
    subject = " ".join(fill(mail.subject, name=name, cohort=cohort.name).split())
    words = {
        "subject": subject,
        "text": fill(mail.text, name=name, cohort=cohort.name),
        "cohort": cohort.name,
        "author": (author and author.name) or "an instructor",
        "invitation": invitee.invite.get_absolute_url() if invitee else "",
    }
    reply_to = author.address if author and author.is_active else ""
    return Letter(subject, "account/email/class_mail", words, [topic_of(cohort)], reply_to)


def write_class_mails(mails: Sequence[Mail]) -> Iterator[tuple[Mail, Letter | None]]:
    """Nothing is left to say to people who have left, have joined, or have stopped such mails in the meantime."""
    said = ClassMail.objects.select_related("cohort").in_bulk([mail.class_mail_id for mail in mails])
    authors = User.objects.in_bulk({each.author for each in said.values()})
    cohorts = {each.cohort_id for each in said.values()}
    members = CohortMembership.objects.filter(cohort__in=cohorts, left_at=None, mail_stopped_at=None)
    found = set(members.filter(learner__in=[mail.learner_id for mail in mails]).values_list("cohort", "learner"))
    invitees = {invitee.pk: invitee for cohort in cohorts for invitee in invited(cohort, mails)}
    for mail in mails:
        of_class = said[mail.class_mail_id or 0]
        invitee = invitees.get(mail.invitee_id or 0)
        is_wanted = invitee or (of_class.cohort_id, mail.learner_id) in found
        author = authors.get(of_class.author)
        letter = letter_of(of_class, name=mail.name, author=author, invitee=invitee) if is_wanted else None
        yield mail, letter


def invited(cohort: int, mails: Sequence[Mail]) -> QuerySet[Invitee]:
    among = [mail.invitee_id for mail in mails if mail.invitee_id]
    return invitees_of(cohort).filter(Q(ended=False), pk__in=among, mail_stopped_at=None)


CLASS_MAIL = MailKind(KIND, queue=lambda at: None, write=write_class_mails)


# ---- Stopping them


def topic_of(cohort: Cohort) -> str:
    return f"{FAMILY}:{cohort.pk}"


def find_class_topic(number: str) -> Topic | None:
    cohort = Cohort.objects.filter(pk=number).first()
    if cohort is None:
        return None
    return Topic(f"your class “{cohort}”, written by its instructors", lambda person: stop(cohort, person))


def stop(cohort: Cohort, person: Learner | Invitee) -> None:
    rows = Invitee.objects.filter(pk=person.pk) if isinstance(person, Invitee) else memberships(cohort, person)
    rows.filter(cohort=cohort, mail_stopped_at=None).update(mail_stopped_at=TransactionNow())


def resume(cohort: Cohort, learner: Learner) -> None:
    memberships(cohort, learner).update(mail_stopped_at=None)


def memberships(cohort: Cohort, learner: Learner) -> QuerySet[CohortMembership]:
    return CohortMembership.objects.filter(cohort=cohort, learner=learner)
