"""Quizzes, attempts, answers and grades, and what follows from them.

Quizzes, assignments and notes are edited. Attempt items, responses, slips and grades are only inserted: triggers
refuse anything else, and the application's database role has no right to it. Results, scores, memories and statistics
are projections that `rebuild_projections` creates again.
"""

from quizzes.models.assignments import AnswersShown, Assignment, AssignmentException, AssignmentKind
from quizzes.models.attempts import (
    Attempt,
    AttemptEnd,
    AttemptItem,
    AttemptQuerySet,
    Mode,
    Quiz,
    Slot,
)
from quizzes.models.grades import (
    AttemptScore,
    Correction,
    Grade,
    GradingPolicy,
    GradingRun,
    GradingRunItem,
    ItemResult,
)
from quizzes.models.memories import CellMemory, MemoryRow, RuleMemory
from quizzes.models.notes import LearnerNote
from quizzes.models.reports import (
    ProblemReport,
)
from quizzes.models.responses import Confidence, Response, ResponseKind
from quizzes.models.served_items import ExplainedItem, ServedItem, keeper, next_sequence
from quizzes.models.slips import SlippedAnswer
from quizzes.models.statistics import (
    AccountsItemStatistic,
    AccountsMarkCount,
    AccountsOptionStatistic,
    AccountsTimeCount,
    ClassCount,
    ClassMarkCount,
    ItemFigures,
    ItemStatistic,
    MarkCount,
    OptionStatistic,
    Recount,
    TimeCount,
)
