"""Quizzes, attempts, answers and grades, and what follows from them.

Quizzes, due dates and notes are edited. Attempt items, responses, slips and grades are only inserted: triggers refuse
anything else, and the application's database role has no right to it. Results, scores, memories and statistics are
projections that `rebuild_projections` creates again.
"""

from quizzes.models.attempts import (
    Attempt,
    AttemptEnd,
    AttemptItem,
    AttemptQuerySet,
    Confidence,
    Mode,
    Quiz,
    Response,
    ResponseKind,
    Slot,
)
from quizzes.models.due_dates import DueDate
from quizzes.models.grades import (
    AttemptScore,
    Correction,
    Grade,
    GradingPolicy,
    GradingRun,
    GradingRunItem,
    ItemResult,
)
from quizzes.models.memories import CellMemory
from quizzes.models.notes import LearnerNote
from quizzes.models.reports import (
    ProblemReport,
)
from quizzes.models.served_items import ExplainedItem, ServedItem, keeper, next_sequence
from quizzes.models.slips import SlippedAnswer
from quizzes.models.statistics import (
    AccountsItemStatistic,
    AccountsMarkCount,
    AccountsOptionStatistic,
    AccountsTimeCount,
    ItemFigures,
    ItemStatistic,
    MarkCount,
    OptionStatistic,
    Recount,
    TimeCount,
)

__all__ = [
    "AccountsItemStatistic",
    "AccountsMarkCount",
    "AccountsOptionStatistic",
    "AccountsTimeCount",
    "Attempt",
    "AttemptEnd",
    "AttemptItem",
    "AttemptQuerySet",
    "AttemptScore",
    "CellMemory",
    "Confidence",
    "Correction",
    "DueDate",
    "ExplainedItem",
    "Grade",
    "GradingPolicy",
    "GradingRun",
    "GradingRunItem",
    "ItemFigures",
    "ItemResult",
    "ItemStatistic",
    "LearnerNote",
    "MarkCount",
    "Mode",
    "OptionStatistic",
    "ProblemReport",
    "Quiz",
    "Recount",
    "Response",
    "ResponseKind",
    "ServedItem",
    "SlippedAnswer",
    "Slot",
    "TimeCount",
    "keeper",
    "next_sequence",
]
