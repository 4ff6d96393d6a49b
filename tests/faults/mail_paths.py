"""Ways in which mail is put into the outbox."""

from django.urls import reverse
from django.utils import timezone

from accounts.cohorts.class_mail import queue_class_mail
from accounts.models import ClassMail, Mail
from planner.models import Reminders
from planner.reminders.settings import queue_reminders
from serving.uuid7 import uuid7
from tests.faults.injecting import Path
from tests.faults.subjects import person
from tests.helpers.cohorts import class_of


def turn_reminders_on() -> Path:
    def act(subject):
        sent = {"wanted": ["review"], "hour": "7"}
        return subject.client.post(reverse("planner:reminders"), sent).status_code == 302

    def look(subject):
        return [list(Reminders.objects.filter(learner=subject.learner).values_list("review", "hour"))]

    return Path(person, act, look)


def queue_reminder() -> Path:
    def prepare():
        subject = person()
        Reminders.objects.create(learner=subject.learner, review=True, hour=0)
        return subject

    def act(subject):
        queue_reminders(timezone.now())
        return True

    def look(subject):
        settled = Reminders.objects.filter(learner=subject.learner, settled_on=timezone.now().date()).count()
        return [(settled, Mail.objects.filter(learner=subject.learner).count())]

    return Path(prepare, act, look)


def email_a_class() -> Path:
    def prepare():
        subject = person()
        class_of(subject.user, person().learner, person().learner)
        subject.event = uuid7()
        return subject

    def act(subject):
        cohort = subject.user.cohorts.get()
        learners = list(cohort.memberships.values_list("learner", flat=True))
        written = {"author": subject.user.pk, "event": subject.event, "subject": "Friday", "text": "Hello"}
        return queue_class_mail(ClassMail(cohort=cohort, **written), learners=learners, invitees=[]).recipients == 2

    def look(subject):
        written = ClassMail.objects.filter(author=subject.user.pk)
        return [(written.count(), Mail.objects.filter(class_mail__in=written).count())]

    return Path(prepare, act, look)
