"""The practice of a course that is not about the matrix: all of its questions, or those that were missed."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lessons.models import Lesson, in_lists_of
from lessons.views import may_edit
from matrix import facts
from quizzes.models import Attempt, Mode
from quizzes.practice.choices import USUAL_LENGTH, By, PracticeChoice, PracticePool
from quizzes.practice.forms import CoursePracticeForm
from quizzes.practice.views import start_practice
from quizzes.views import first_to_do, private


@require_http_methods(["GET", "HEAD", "POST"])
@private
def course_practice(request, course: str):
    lessons = Lesson.objects.published().filter(course__slug=course, course__about_matrix=False)
    if not may_edit(request):
        lessons = lessons.filter(in_lists_of(request.learner))
    shown = list(lessons.select_related("course").defer("body", "transcript"))
    if not shown:
        raise Http404("No such course.")
    opened = Attempt.objects.listed_for(request.learner).filter(mode=Mode.DRILL, quiz=None, closed_at=None).first()
    pool = PracticePool(facts.current(), request.learner, leaving=opened)
    asked = {"by": By.COURSE.value, "lesson": "", "length": USUAL_LENGTH} | request.GET.dict()
    sent = request.POST if request.method == "POST" else None
    form = CoursePracticeForm(sent, initial=asked, course=shown[0].course, pool=pool, lessons=shown)
    if sent and form.is_valid():
        started = start_practice(request, form)
        if started:
            return started
    whole = PracticeChoice(course=shown[0].course.slug, by=By.COURSE)
    missed = PracticeChoice(course=shown[0].course.slug, by=By.COURSE_MISSED)
    context = {
        "course": shown[0].course,
        "form": form,
        "questions": pool.stock(whole).questions,
        "missed": pool.stock(missed).questions,
        "opened": opened,
        "next": first_to_do(opened) if opened else None,
        "nav": "practice",
    }
    return render(request, "quizzes/practice/course.html", context, status=422 if sent else 200)
