from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from accounts.models import Learner
from lessons.outline import courses_for
from matrix import facts
from matrix.grid import Grid, make_grid
from planner.daily import Day, PlanInputs, known_of, show_in_header
from planner.days_ahead import next_review
from planner.progress.scores import score_history
from planner.small_map import small_map
from quizzes.attempt_end import close_overdue
from quizzes.memory.knowledge import totals_of
from quizzes.models import Mode
from srm_site.next_step import is_begun, next_step, open_attempts_of
from srm_site.notes import notes_of
from teach.cohorts.membership import classes_of

# Three services of the exam guide with decreasing duties of the customer.
FIGURE = ("ec2", "rds", "lambda")
FIRST_DUE = 3
DUE_DATES = 5


@require_safe
@vary_on_cookie
def home(request):
    learner = request.learner
    classes = classes_of(learner)
    courses = courses_for(learner)
    context: dict[str, object] = {"course": next(iter(courses), None)}
    if learner:
        close_overdue(learner.attempts.all())
        scores = score_history(learner)
        known = known_of(learner)
        opened = open_attempts_of(learner)
        lessons = [entry for course in courses for entry in course.lessons]
        is_new = known.is_new and not opened and not scores.entries and not any(map(is_begun, lessons))
        context |= due_of(learner, known) | {
            "next_step": next_step(opened, lessons, is_new=is_new),
            "is_new": is_new,
            "scores": scores,
            "notes": notes_of(learner, classes.unread),
            "first_due_dates": classes.first_due[:DUE_DATES],
            "more_due_dates": len(classes.first_due) > DUE_DATES,
            "known": small_map(known.facts, known.knowledge),
            "totals": totals_of(known.facts, known.asked),
            "exam": any(attempt.mode == Mode.EXAM for attempt in opened),
        }
    else:
        context["grid"] = figure()
    return render(request, "home.html", context)


def due_of(learner: Learner, known: PlanInputs) -> dict[str, object]:
    if known.is_new:
        return {}
    day = Day(known, known.plan())
    show_in_header(learner, day)
    shown = day.due[:FIRST_DUE]
    return {"day": day, "first_due": shown, "more_due": len(day.due) - len(shown), "next": next_review(day)}


def figure() -> Grid | None:
    known = facts.current()
    services = [known.services[slug] for slug in FIGURE if slug in known.services]
    return make_grid(services, known) if services else None
