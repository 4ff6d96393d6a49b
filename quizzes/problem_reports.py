"""Problems that learners report about questions, and what instructors answer."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Learner
from quizzes.models import AttemptItem, ProblemReport

MOST_PER_DAY = 10


class TooManyReports(Exception):
    pass


class AlreadyAnswered(Exception):
    pass


@transaction.atomic
def report(item: AttemptItem, *, text: str, suggestion: str = "") -> tuple[ProblemReport, bool]:
    """Returns the learner's open report about the served version, and whether this call created it.

    A form that is sent twice stores one report. Raises TooManyReports.
    """
    learner = Learner.objects.select_for_update(no_key=True).get(pk=item.attempt.learner_id)
    standing = ProblemReport.objects.filter(learner=learner, version=item.version, answered_at=None).first()
    if standing:
        return standing, False
    today = ProblemReport.objects.filter(learner=learner, created_at__gt=TransactionNow() - timedelta(days=1))
    if today.count() >= MOST_PER_DAY:
        raise TooManyReports
    return (
        ProblemReport.objects.create(
            learner=learner, version=item.version, attempt_item=item, text=text, suggestion=suggestion
        ),
        True,
    )


@transaction.atomic
def answer_report(problem: ProblemReport, *, answer: str, editor: int) -> None:
    found = ProblemReport.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if found.answered_at is not None:
        raise AlreadyAnswered
    ProblemReport.objects.filter(pk=found.pk).update(answer=answer, answered_by=editor, answered_at=TransactionNow())


def unseen_answers(learner: Learner) -> list[ProblemReport]:
    answered = ProblemReport.objects.filter(learner=learner, answered_at__isnull=False, seen_at=None)
    return list(answered.select_related("version", "attempt_item").order_by("answered_at"))


def put_aside(learner: Learner, report_id: int) -> bool:
    mine = ProblemReport.objects.filter(learner=learner, pk=report_id, answered_at__isnull=False)
    mine.filter(seen_at=None).update(seen_at=TransactionNow())
    return mine.exists()
