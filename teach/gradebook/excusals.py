"""Excusing a learner from one grade, and what a learner's download tells of it."""

from accounts.leaving.belongings import Belonging, move_rows, values_of
from accounts.models import CohortMembership, Learner, User
from teach.gradebook.columns import GradebookColumn
from teach.models import Excusal


def excuse(member: CohortMembership, column: GradebookColumn, *, by: User) -> None:
    Excusal.objects.get_or_create(
        cohort_id=member.cohort_id,
        learner_id=member.learner_id,
        column=column.key,
        defaults={"title": column.name, "excused_by": by.pk},
    )


def count_again(member: CohortMembership, column: str) -> None:
    Excusal.objects.filter(cohort=member.cohort_id, learner=member.learner_id, column=column).delete()


def forget(learner: Learner) -> None:
    Excusal.objects.filter(learner=learner).delete()


EXCUSALS = Belonging(
    Excusal,
    # A guest is in no class, so there is nothing to move.
    move=move_rows(Excusal, once_per=["cohort_id", "column"]),
    tell=values_of(Excusal, "cohort__name", "title", "excused_at"),
    used=["excusals__excused_at"],
    forget=forget,
)
