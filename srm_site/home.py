from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.functions import TransactionNow
from django.db.models import Count, DateField, Exists, F, Func, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from accounts.cohorts.membership import memberships_of
from accounts.models import Learner
from lessons.models import Reading
from lessons.outline import OutlineEntry, courses_for
from matrix import facts
from matrix.grid import Grid, make_grid
from matrix.models import FactProposal
from matrix.models.disputes import Dispute
from planner.daily import show_in_header
from planner.plan_inputs import beginning_of
from planner.progress.scores import score_history
from planner.small_map import small_map
from planner.stored_plans import minutes_to_plan, stored_day_of, with_today
from quizzes.attempt_end import close_overdue_of, is_over
from quizzes.memory.knowledge import ON_MAPS, knowledge, memories_of, totals_of
from quizzes.models import Attempt, CellMemory, Correction, Mode, ProblemReport, Response, ResponseKind, RuleMemory
from quizzes.models.attempts import open_since
from serving.prepared import Prepared
from srm_site.next_step import Standing
from srm_site.notes import notes_of
from srm_site.week import StudyWeek
from teach.cohorts.membership import classes_of

# Three services of the exam guide with decreasing duties of the customer.
FIGURE = ("ec2", "rds", "lambda")
DUE_DATES = 5


@require_safe
@vary_on_cookie
def home(request):
    learner = request.learner
    courses = courses_for(learner)
    lessons = [entry for course in courses for entry in course.lessons]
    context: dict[str, object] = {"courses": courses}
    if learner is None:
        context |= {"step": Standing(lessons), "grid": figure()}
    else:
        context |= home_of(learner, lessons)
    return render(request, "home.html", context)


def home_of(learner: Learner, lessons: Sequence[OutlineEntry]) -> dict[str, object]:
    opened = open_attempts_of(learner)
    scores = score_history(learner)
    [row] = home_row(learner.pk)
    known, zone = facts.current(row.facts_revision), ZoneInfo(row.time_zone)
    knows = knowledge(row.of_cells, row.of_rules, at=row.now, zone=zone, facts=known)
    day = stored_day_of(row, known)
    if day:
        show_in_header(learner, day)
    classes = classes_of(learner if row.is_member else None)
    return {
        "step": Standing(
            lessons,
            opened,
            scores,
            day,
            unplanned=0 if day else minutes_to_plan(row, knows.lasts),
        ),
        "day": day,
        "tomorrow": day.next if day and day.is_done else None,
        "week": StudyWeek(
            row.now.astimezone(zone).date(),
            {*row.days_answered, *row.days_read},
            row.created_at.astimezone(zone).date(),
        ),
        "scores": scores,
        "notes": notes_of(learner, classes.unread, others=row.has_notes),
        "first_due_dates": classes.first_due[:DUE_DATES],
        "more_due_dates": len(classes.first_due) > DUE_DATES,
        "known": small_map(known, knows),
        "totals": totals_of(known),
        "exam": any(attempt.mode == Mode.EXAM and not attempt.assignment_id for attempt in opened),
    }


def _opened(learner: UUID) -> QuerySet[Attempt]:
    """With the moment of the query as `now` and, for exams, how many questions have an answer as `saved`."""
    saves = Response.objects.filter(attempt_item__attempt=OuterRef("pk"), kind=ResponseKind.SAVE).order_by()
    saved = saves.values("attempt_item__attempt").annotate(n=Count("attempt_item", distinct=True)).values("n")
    found = Attempt.objects.listed_for(learner).filter(closed_at=None, handed_in_at=None).with_next_position()
    # The class already declares both, for type checkers and readers.
    return found.annotate(now=TransactionNow(), saved=Coalesce(Subquery(saved), 0))  # type: ignore[no-redef]


opened_by: Prepared[Attempt] = Prepared(_opened, UUID)


def open_attempts_of(learner: Learner) -> list[Attempt]:
    opened = opened_by(learner.pk)
    if any(is_over(attempt, attempt.now) for attempt in opened):
        close_overdue_of(learner)
        opened = [attempt for attempt in opened if not is_over(attempt, attempt.now)]
    return opened


def _row(learner: UUID) -> QuerySet[Learner]:
    """A learner with their stored plan, the days of this week with an answer or a section read, their memories,
    whether something was corrected or answered that they have not seen, and whether they are in a class.
    """
    answered = Response.objects.filter(
        # Most attempts need no look.
        open_since(OuterRef("week_began"), "attempt_item__attempt__"),
        attempt_item__attempt__learner=OuterRef("pk"),
    )
    read = Reading.objects.filter(learner=OuterRef("pk"))
    unseen = (
        Exists(Correction.objects.filter(attempt__learner=OuterRef("pk"), seen_at=None))
        | Exists(Dispute.objects.answered_unread(OuterRef("pk")))
        | Exists(ProblemReport.objects.filter(learner=OuterRef("pk"), answered_at__isnull=False, seen_at=None))
        | Exists(FactProposal.objects.decided_unseen(OuterRef("user")))
    )
    found = with_today(Learner.objects.filter(pk=learner)).annotate(week_began=beginning_of("week"))
    return found.annotate(
        days_answered=_days(answered, "received_at"),
        days_read=_days(read, "finished_at"),
        has_notes=unseen,
        is_member=Exists(memberships_of(OuterRef("pk"))),
        of_cells=memories_of(learner, CellMemory, ON_MAPS),
        of_rules=memories_of(learner, RuleMemory, ON_MAPS),
    )


def _days(rows: QuerySet, moment: str) -> ArraySubquery:
    day = Cast(Func(OuterRef("time_zone"), F(moment), function="timezone"), DateField())
    this_week = rows.filter(**{f"{moment}__gte": OuterRef("week_began")})
    return ArraySubquery(this_week.order_by().annotate(day=day).values("day").distinct())


home_row: Prepared[Any] = Prepared(_row, UUID)


def figure() -> Grid | None:
    known = facts.current()
    services = [known.services[slug] for slug in FIGURE if slug in known.services]
    return make_grid(services, known) if services else None
