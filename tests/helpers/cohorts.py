"""Classes with members, for tests."""

from datetime import timedelta

from accounts.cohorts.class_mail import queue_class_mail
from accounts.cohorts.lifecycle import make_cohort
from accounts.cohorts.membership import join, make_invite
from accounts.models import ClassMail, Cohort, CohortInvite, CohortMembership, Learner, User
from serving.uuid7 import uuid7

MONTH = timedelta(days=30)


def class_of(teacher: User, *learners: Learner, name: str = "Class A", time_zone: str = "UTC") -> Cohort:
    cohort = make_cohort(name, teacher=teacher, time_zone=time_zone)
    invite = invite_to(cohort, by=teacher)
    for learner in learners:
        join(invite, learner=learner)
    return cohort


def invite_to(cohort: Cohort, *, by: User, **how) -> CohortInvite:
    return make_invite(cohort, by=by, lasting=how.pop("lasting", MONTH), **how)


def member(cohort: Cohort, learner: Learner) -> CohortMembership:
    return CohortMembership.objects.get(cohort=cohort, learner=learner, left_at=None)


def mail_to_class(cohort: Cohort, *learners: Learner, by: User, **said: str) -> ClassMail:
    said = {"subject": "Friday", "text": "Hello {name}, see you on Friday.", "audience": "Everyone"} | said
    mail = ClassMail(cohort=cohort, author=by.pk, event=uuid7(), **said)
    return queue_class_mail(mail, learners=[learner.pk for learner in learners], invitees=[])
