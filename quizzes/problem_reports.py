"""Problems that learners report about questions, and what instructors answer."""

from datetime import timedelta

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction

from accounts.models import Learner
from quizzes.models import AttemptItem, ProblemReport

MOST_PER_DAY = 10


class TooManyReports(Exception):
    """The learner has sent as many reports in a day as one may."""


class AlreadyAnswered(Exception):
    """Another instructor answered meanwhile."""


@transaction.atomic
def report(item: AttemptItem, *, text: str, suggestion: str = "") -> tuple[ProblemReport, bool]:
    """The learner's open report about the version that was served, and whether this call made it.

    One is open at a time: a form that is sent twice stores one. Raises TooManyReports.
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
    """Tells the learner. Raises AlreadyAnswered: what they may have read stays as it is."""
    found = ProblemReport.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if found.answered_at is not None:
        raise AlreadyAnswered
    ProblemReport.objects.filter(pk=found.pk).update(answer=answer, answered_by=editor, answered_at=TransactionNow())


def unseen_answers(learner: Learner) -> list[ProblemReport]:
    """Answers that the learner has not put aside yet, with where to read them."""
    answered = ProblemReport.objects.filter(learner=learner, answered_at__isnull=False, seen_at=None)
    return list(answered.select_related("version", "attempt_item").order_by("answered_at"))


def put_aside(learner: Learner, report_id: int) -> bool:
    """The learner has read the answer, now or before; False where there is none of theirs."""
    mine = ProblemReport.objects.filter(learner=learner, pk=report_id, answered_at__isnull=False)
    mine.filter(seen_at=None).update(seen_at=TransactionNow())
    return mine.exists()
