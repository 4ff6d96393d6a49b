"""A learner's page of an assignment: what, until when, what they have used of it, and the button that starts it."""

from django.db.models import Subquery
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import CohortMembership, Learner
from accounts.zones import moment_in_words
from quizzes.assigned.start import StartRefused, membership_at, refusal_of, start_assignment
from quizzes.assigned.terms import terms_for
from quizzes.assigned.words import terms_in_words
from quizzes.attempt_end import close_overdue
from quizzes.models import Assignment, Attempt
from quizzes.views import first_to_do, private
from serving.return_address import or_log_in


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
def assignment(request, assignment: int):
    found = assignment_of(request.learner, assignment)
    if not found.has_own_attempts:
        return redirect(where_it_is_done(found))
    refused = ""
    if request.method == "POST":
        try:
            return redirect(first_to_do(start_assignment(found, request.learner)))
        except StartRefused as why:
            refused = str(why)
        except Assignment.DoesNotExist:
            raise Http404 from None
    context = page_of(found, request.learner) | {"refused": refused}
    # 422, not 200: nothing was started, and the page says why.
    return render(request, "quizzes/assigned/assignment.html", context, status=422 if refused else 200)


def assignment_of(learner: Learner | None, pk: int) -> Assignment:
    """Also of a class that the learner has left: their attempts stay. Raises Http404."""
    mine = CohortMembership.objects.filter(learner=learner)
    found = Assignment.objects.asked().with_things().filter(pk=pk, cohort__in=Subquery(mine.values("cohort"))).first()
    if learner is None or found is None:
        raise Http404
    return found


def where_it_is_done(assignment: Assignment) -> str:
    lesson = assignment.lesson or (assignment.quiz.lesson if assignment.quiz else None)
    assert lesson is not None  # else nobody is asked
    return lesson.get_absolute_url() + ("#check" if assignment.quiz else "")


def page_of(assignment: Assignment, learner: Learner) -> dict[str, object]:
    close_overdue(assignment.taken.filter(learner=learner))
    mine = Attempt.objects.listed_for(learner).filter(assignment=assignment)
    attempts, terms, zone = list(mine), terms_for(assignment, learner), assignment.cohort.time_zone
    opened = next((each for each in attempts if not (each.closed_at or each.handed_in_at)), None)
    now, is_member = membership_at(assignment, learner)
    why = refusal_of(terms, begun=len(attempts), now=now, is_member=is_member)
    return {
        "assignment": assignment,
        "answers_shown": moment_in_words(terms.answers_at, zone) if terms.answers_at else "",
        "sentence": terms_in_words(terms, zone, own_attempts=True),
        "attempts": attempts,
        "opened": opened,
        "why_not": "" if opened else why or "",
        "used": f"{len(attempts)} of {terms.attempts}" if terms.attempts else "",
    }
