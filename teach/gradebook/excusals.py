"""Excusing a learner from one grade, and what a learner's download tells of it."""

from accounts.leaving.belongings import personal_rows
from accounts.models import CohortMembership, User
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
    mine = Excusal.objects.filter(cohort=member.cohort_id, learner=member.learner_id)
    mine.filter(column=column.replace("\0", "")).delete()


# A guest is in no class, so there is nothing to move.
EXCUSALS = personal_rows(
    Excusal,
    *("cohort__name", "title", "excused_at"),
    once_per=["cohort_id", "column"],
    used=["excusals__excused_at"],
)
