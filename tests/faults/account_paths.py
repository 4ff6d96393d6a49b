"""Ways in which accounts and guests come and go."""

from datetime import timedelta

from django.db.models.functions import Now
from django.urls import reverse

from accounts.leaving.guest_cleanup import clean_up
from accounts.models import Learner
from accounts.roles import INSTRUCTORS
from lessons.models import Lesson
from lessons.progress import record_reading
from quizzes import attempt_start, ledger
from quizzes.models import AttemptItem, Quiz
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user
from tests.faults.injecting import Path
from tests.faults.subjects import LESSON, account_of, all_of, at_questions, of_guest, person, visitor, withdrawn
from tests.helpers.cohorts import class_of
from tests.helpers.sittings import item_at


def log_in_as_guest() -> Path:
    """With an answer to a check that the account has open too, and less far."""

    def prepare():
        subject = visitor()
        subject.client.post(reverse("quizzes:check", args=[LESSON]))
        subject.guest = of_guest(subject)
        ledger.answer(first_of(subject.guest), event=uuid7(), answer=ledger.UNSURE)
        subject.learner = person().learner
        attempt_start.start(subject.guest.attempts.get().quiz, subject.learner)
        return subject

    def act(subject):
        sent = {"login": subject.learner.user.email, "password": PASSWORD}
        return subject.client.post(reverse("account_login"), sent).status_code == 302

    return Path(prepare, act, lambda subject: [(all_of(subject), subject.guest.attempts.count())])


def first_of(learner: Learner) -> AttemptItem:
    return item_at(learner.attempts.get(), 1)


def delete_account() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        record_reading(Lesson.objects.get(slug=LESSON), "of", learner=subject.learner)
        subject.cohort = class_of(make_user(f"{uuid7()}@example.com", group=INSTRUCTORS), subject.learner)
        return subject

    def look(subject):
        """The person with the membership, or the number in the gradebook."""
        rows = subject.cohort.memberships.count(), subject.cohort.former_learners.count()
        return [(account_of(subject), rows)]

    def act(subject):
        """Who has been deleted is led to the log-in."""
        sent = {"password": PASSWORD, "sure": "on"}
        return subject.client.post(reverse("account-delete"), sent).status_code == 302

    return Path(prepare, act, look, withdrawn)


def clean_up_guests() -> Path:
    """One who did nothing, and one who read and answered something."""

    def prepare():
        subject = visitor()
        subject.learner, subject.guest = Learner.objects.create(), Learner.objects.create()
        record_reading(Lesson.objects.get(slug=LESSON), "of", learner=subject.guest)
        attempt_start.start(Quiz.objects.get(lesson__slug=LESSON), subject.guest)
        long_ago = Now() - timedelta(days=200)
        subject.guest.readings.update(finished_at=long_ago)
        subject.guest.places.update(moved_at=long_ago)
        subject.guest.attempts.update(started_at=long_ago)
        Learner.objects.filter(pk__in=[subject.learner.pk, subject.guest.pk]).update(created_at=long_ago)
        return subject

    def look(subject):
        found = Learner.objects.filter(pk__in=[subject.learner.pk, subject.guest.pk])
        guest = (subject.guest.readings.count(), subject.guest.places.count(), subject.guest.attempts.count())
        return [subject.learner in found, (subject.guest in found, guest)]

    return Path(prepare, lambda subject: bool(clean_up(timedelta(days=90))), look)
