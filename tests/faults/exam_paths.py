"""Ways in which exams and tests of a class are stored."""

from datetime import timedelta
from uuid import uuid4

from quizzes import attempt_end, attempt_start, ledger
from quizzes.models import Attempt, Mode
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.faults.injecting import Path
from tests.faults.subjects import TIME, Subject, all_of, at_questions, begun, person, withdrawn
from tests.helpers.assignments import answers_become_due, held_test
from tests.helpers.cohorts import class_of


def leave_for_another() -> Path:
    def act(subject):
        """A retry finds the new one open, where it has begun."""
        current = attempt_start.open_attempt(subject.learner, mode=Mode.EXAM)
        if current == subject.attempt:
            sitting = attempt_start.Sitting(Mode.EXAM, "Second", subject.versions, time=TIME)
            attempt_start.begin(subject.learner, sitting, leaving_open=True)
        return True

    return Path(exam_with_a_save, act, all_of, withdrawn)


def exam_with_a_save() -> Subject:
    subject = at_questions(2, mode=Mode.EXAM)
    ledger.save(subject.item, event=uuid7(), sequence=1, answer=ledger.choosing("b"))
    return subject


def save() -> Path:
    def act(subject):
        return ledger.save(subject.item, event=subject.event, sequence=1, answer=ledger.choosing("b"))

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def flag() -> Path:
    def act(subject):
        return ledger.flag(subject.item, event=subject.event, on=True)

    return Path(lambda: at_questions(2, mode=Mode.EXAM), act, all_of, withdrawn)


def discard() -> Path:
    return Path(
        lambda: at_questions(2, mode=Mode.EXAM),
        lambda subject: attempt_end.discard(subject.attempt),
        all_of,
        withdrawn,
    )


def close() -> Path:
    return Path(exam_with_a_save, lambda subject: attempt_end.close(subject.attempt), all_of, withdrawn)


def close_by_time() -> Path:
    def prepare():
        subject = exam_with_a_save()
        over = TIME + attempt_end.GRACE + timedelta(seconds=1)
        Attempt.objects.filter(pk=subject.attempt.pk).update(deadline=subject.attempt.deadline - over)
        subject.attempt.refresh_from_db()
        return subject

    return Path(prepare, lambda subject: attempt_end.close_if_over(subject.attempt), all_of, withdrawn)


def at_a_test(*, handed_in: bool = False, due: bool = False) -> Subject:
    """With one answer. Its answers are shown tomorrow, or are due already."""
    subject = exam_with_a_save()
    cohort = class_of(make_user(f"{uuid4()}@tests.example", is_staff=True), subject.learner)
    subject.assignment = held_test(cohort)
    Attempt.objects.filter(pk=subject.attempt.pk).update(assignment=subject.assignment)
    if handed_in:
        attempt_end.finish(subject.attempt)
    if due:
        answers_become_due(subject.assignment)
    subject.attempt.refresh_from_db()
    return subject


def handed_in_and_all(subject: Subject) -> list[object]:
    handed_in = Attempt.objects.filter(learner=subject.learner, handed_in_at__isnull=False)
    return [handed_in.count(), subject.assignment.taken.count(), all_of(subject)]


def start_test() -> Path:
    def prepare():
        subject = person()
        cohort = class_of(make_user(f"{uuid4()}@tests.example", is_staff=True), subject.learner)
        subject.assignment = held_test(cohort)
        return subject

    def act(subject):
        return subject.client.post(subject.assignment.get_absolute_url()).status_code == 302

    return Path(prepare, act, begun)


def hand_in() -> Path:
    return Path(at_a_test, lambda subject: attempt_end.finish(subject.attempt), handed_in_and_all, withdrawn)


def grade_handed_in() -> Path:
    return Path(
        lambda: at_a_test(handed_in=True, due=True),
        lambda subject: attempt_end.close_if_over(subject.attempt),
        handed_in_and_all,
        withdrawn,
    )
