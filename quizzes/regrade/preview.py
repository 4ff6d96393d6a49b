"""The effects of a regrade before it is ordered. Nothing is stored."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from bank.grading import percent
from quizzes.models import Attempt
from quizzes.regrade.answers import Keys, current_versions, results_to_regrade, rows_of


@dataclass(frozen=True)
class ScoreChange:
    """`before` and `after` are (marks, maximum) in thousandths of an item."""

    attempt: Attempt
    before: tuple[int, int]
    after: tuple[int, int]
    pass_mark: int

    @property
    def percents(self) -> tuple[int, int]:
        return percent(*self.before), percent(*self.after)

    @property
    def flip(self) -> str:
        before, after = (
            maximum > 0 and 100 * marks >= self.pass_mark * maximum for marks, maximum in (self.before, self.after)
        )
        if before == after:
            return ""
        return "passes now" if after else "fails now"


@dataclass(frozen=True)
class RegradePreview:
    answers: int
    changes: list[ScoreChange]
    unknown_options: int

    @property
    def better(self) -> int:
        return sum(_share(change.after) > _share(change.before) for change in self.changes)

    @property
    def worse(self) -> int:
        return sum(_share(change.after) < _share(change.before) for change in self.changes)

    @property
    def flips(self) -> list[ScoreChange]:
        return [change for change in self.changes if change.flip]

    @property
    def learners(self) -> int:
        return len({change.attempt.learner_id for change in self.changes})


def _share(score: tuple[int, int]) -> float:
    return score[0] / score[1] if score[1] else 0.0


def preview(items: Collection[int], policy: str) -> RegradePreview:
    keys = Keys(current_versions(items))
    shifts: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    answers = unknown = 0
    for row in rows_of(results_to_regrade(items)):
        answers += 1
        unknown += keys.lacks(row)
        before, after = row.worth, keys.worth(row, policy)
        if row.scored:
            shift = shifts[row.attempt]
            shift[0] += after.marks * (not after.left_out) - before.marks * (not before.left_out)
            shift[1] += 1000 * (before.left_out - after.left_out)
    attempts = Attempt.objects.filter(pk__in=[pk for pk, shift in shifts.items() if any(shift)])
    changes = [
        ScoreChange(attempt, before, (before[0] + more, before[1] + larger), attempt.pass_mark)
        for attempt in attempts.select_related("score", "learner__user").order_by("-started_at")
        for before, (more, larger) in [((attempt.score.marks, attempt.score.maximum), shifts[attempt.pk])]
    ]
    return RegradePreview(answers, changes, unknown)
