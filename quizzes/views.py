from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from accounts.learners import learner_to_begin
from accounts.models import TimeAllowance
from lessons.outline import lesson_after
from lessons.views import open_lessons
from matrix import facts
from quizzes import attempt_start, ledger, registry, slips
from quizzes.assigned.release import answers_shown
from quizzes.attempt_end import close_overdue, close_overdue_of, is_over
from quizzes.contrast import contrast_for
from quizzes.corrections import corrected_key, corrections_of, mark_seen, of_attempt
from quizzes.exam.page import Palette, TimeLeft, exams_of
from quizzes.exam.results import result_of
from quizzes.forms import AnswerForm, answer_form
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import Attempt, AttemptEnd, AttemptItem, Mode, Quiz, ServedItem, keeper
from quizzes.pool import exam_with_questions_of
from quizzes.practice.choices import By, PracticeChoice, choice_from
from quizzes.progress_strip import ProgressStrip
from quizzes.question import explanation_of, reading_of
from quizzes.result_page import AttemptSummary, states_after, summary_of
from serving.prepared import Prepared
from serving.return_address import or_log_in
from serving.whole_numbers import address_of

LATE = "Time ran out before your last answer arrived. The answer is saved, but it doesn’t count."
NOTHING_TO_RETRY = "The questions you missed are in another attempt you haven’t finished, or are no longer asked."

DISCARDED = "You discarded this exam, perhaps in another tab. Nothing in it was saved."

# What parts of a question's page ask for and only other pages have: a missing name is looked for in five ways.
ELSEWHERE = dict.fromkeys(
    ("previewed", "prefix", "explanation", "ask", "form", "saved", "waits", "sent", "words", "links", "reading"), ""
)

# Browsers and proxies do not store these pages, so they are gone after a log-out.
private = cache_control(private=True, no_store=True, no_cache=True, must_revalidate=True, max_age=0)


@require_http_methods(["GET", "HEAD", "POST"])
@private
def check(request, slug: str):
    lesson = get_object_or_404(open_lessons(request), slug=slug)
    if request.method != "POST":
        return redirect(f"{lesson.get_absolute_url()}#check")
    quiz = get_object_or_404(Quiz, lesson=lesson)
    try:
        if quiz.attempts_allowed is not None and request.learner is None:
            raise attempt_start.AccountNeeded  # before a guest is created for the visitor
        attempt = attempt_start.start(quiz, learner_to_begin(request))
    except attempt_start.AccountNeeded:
        return to_log_in_for(request, quiz.title, back=f"{lesson.get_absolute_url()}#check")
    except attempt_start.NoAttemptsLeft:
        messages.info(request, f"You’ve used all of your attempts at this check ({quiz.attempts_allowed}).")
        return redirect(lesson)
    except attempt_start.NothingToAsk:
        messages.info(request, "This check has no questions right now. Try again later.")
        return redirect(lesson)
    return redirect(first_to_do(attempt))


def to_log_in_for(request, title: str, *, back: str) -> HttpResponse:
    messages.info(request, f"“{title}” has a limit on attempts. Log in or create an account to take it.")
    return redirect_to_login(back)


def _to_do(attempt: UUID) -> QuerySet[AttemptItem]:
    left = AttemptItem.objects.filter(attempt=attempt, result=None).select_related("attempt", "again_after")
    return left.order_by(keeper().asc(nulls_first=True), "position")[:1]


to_do_in: Prepared[AttemptItem] = Prepared(_to_do, UUID)


def first_to_do(attempt):
    if attempt.hides_verdicts:
        return attempt.items.get(position=Palette(attempt).resumes_at.position)
    return to_do_in.first(attempt.pk) or attempt


def _served(learner: UUID, attempt: UUID, position: int) -> QuerySet[ServedItem]:
    return ServedItem.objects.filter(attempt__learner=learner, attempt=attempt, position=position).order_by()


def _locked(learner: UUID, attempt: UUID, position: int) -> QuerySet[ServedItem]:
    found = _served(learner, attempt, position).select_related("attempt__learner")
    return found.select_for_update(of=("attempt__learner", "attempt"), no_key=True)


served: Prepared[ServedItem] = Prepared(_served, UUID, UUID, int)
served_and_locked: Prepared[ServedItem] = Prepared(_locked, UUID, UUID, int)


def item_of(learner, attempt: UUID, position: int) -> ServedItem:
    """Raises Http404 for another learner's question."""
    return _found(served.first(learner.pk, attempt, position) if learner else None)


def locked_item_of(learner, attempt: UUID, position: int) -> ServedItem:
    """The same, with its attempt and learner locked in one query, as `attempt_end.locked` does it.

    Raises Http404 if the guest's question moved to an account while this waited; logging in leads to it.
    """
    item = _found(served_and_locked.first(learner.pk, attempt, position) if learner else None)
    item.attempt.arrived = item.loaded_at
    return item


def _found(item: ServedItem | None) -> ServedItem:
    if item is None or item.attempt.ending == AttemptEnd.DISCARDED:
        raise Http404
    return item


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
@vary_on_headers("HX-Request")
def attempt_item(request, attempt, position: int):
    if request.method == "POST":
        return take_answer(request, attempt, position)
    item = item_of(request.learner, attempt, position)
    if item.attempt.hides_verdicts or item.attempt.mode == Mode.SECTION:
        return redirect(item)  # an exam has its own page, and a lesson shows its questions itself
    if item.kept_by:
        return show_kept(request, item, item.kept_by)
    outcome = ledger.outcome_of(item) or (ledger.NO_ANSWER if item.attempt.mode == Mode.EXAM else None)
    if outcome:
        return show_explanation(request, item, outcome)
    if has_run_out(item.attempt, item.loaded_at):
        return redirect(item.attempt)
    return show_question(request, item, answer_form(item, initial={"choice": request.GET.get("choice")}))


def take_answer(request, attempt: UUID, position: int):
    try:
        # The transaction ends before the response is sent, so the page shows what is stored.
        with transaction.atomic():
            item = locked_item_of(request.learner, attempt, position)
            if item.attempt.mode in (Mode.EXAM, Mode.SECTION):
                return redirect(item)  # where its answers are taken
            if item.kept_by:
                return show_kept(request, item, item.kept_by, status=422)
            form = answer_form(item, request.POST)
            outcome = answered(item, form) if form.is_valid() else None
    except ledger.Overtaken as overtaken:
        return show_explanation(request, item, overtaken.stands, status=409)
    if has_run_out(item.attempt, item.loaded_at):
        messages.info(request, LATE)
        address = item.attempt.get_absolute_url()
        return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
    if outcome is None:
        stands = ledger.outcome_of(item)
        if stands:
            return show_explanation(request, item, stands, status=409)
        return show_question(request, item, form, status=422)
    return show_explanation(request, item, outcome) if request.htmx else redirect(item)


def has_run_out(attempt: Attempt, at: datetime) -> bool:
    return attempt.deadline is not None and is_over(attempt, at)


def answered(item: ServedItem, form: AnswerForm) -> ledger.Outcome:
    return ledger.answer(
        item,
        attempt=item.attempt,
        event=form.sent.id,
        answer=form.answer,
        confidence=form.cleaned_data["confidence"],
        facts=facts.current(item.facts_revision),
    )


def show_question(request, item: ServedItem, form: AnswerForm, *, status: int = 200):
    strip = ProgressStrip(item.attempt, item.position)
    context = ELSEWHERE | {
        "facts": facts.current(item.facts_revision),
        "drawn_as": None,
        "item": item,
        "form": form,
        "strip": strip,
        "said": strip.words(item, clock=TimeLeft.of(item.attempt, item.loaded_at).clock),
    }
    return render(request, fragment_of("quizzes/question.html", request), context, status=status)


@require_POST
@or_log_in
@private
@vary_on_headers("HX-Request")
def attempt_item_slip(request, attempt: UUID, position: int):
    has_time, refused = has_allowance(request.user), ""
    with transaction.atomic():
        item = locked_item_of(request.learner, attempt, position)
        outcome = ledger.outcome_of(item)
        if outcome is None or not slips.can_be_slip(item, outcome):
            raise Http404
        if item.kept_by:
            return show_kept(request, item, item.kept_by, status=422)
        try:
            slips.take_back(item, has_time=has_time)
        except slips.Refused as error:
            refused = str(error)
    if not (request.htmx or refused):
        return redirect(item)
    item = item_of(request.learner, attempt, position)
    return show_explanation(request, item, ledger.outcome_of(item) or ledger.NO_ANSWER, slip=refused or "stored")


def has_allowance(user) -> bool:
    return user.is_authenticated and user.time_allowance != TimeAllowance.STANDARD


def show_explanation(
    request, item: ServedItem, outcome: ledger.Outcome | ledger.NoAnswer, *, status: int = 200, slip: str = ""
):
    """Status 409 says that an answer from another tab was stored first. `slip` is "stored", or why it was not."""
    has_time, overtaken, told = has_allowance(request.user), status == 409, told_after(item, outcome)
    strip = ProgressStrip(item.attempt, item.position, outcome.asked)
    may_slip = not slip and slips.is_offered(item, outcome, has_time=has_time)
    said = strip.words(
        item,
        clock=TimeLeft.of(item.attempt, item.loaded_at).clock if item.attempt.takes_answers else "",
        slip_url=address_of("quizzes:attempt-item-slip", item.attempt_id, item.position) if may_slip else "",
    )
    look = None if overtaken or slip or told["contrast"] else told["explanation"].look
    context = ELSEWHERE | {
        "drawn_as": look and (look, strip.look, item.scored, bool(item.flagged), has_time),
        "item": item,
        "strip": strip,
        "said": said,
        "overtaken": overtaken,
        "slip": slip,
        "has_time": has_time,
        **told,
    }
    return render(request, fragment_of("quizzes/question.html", request), context, status=status)


def told_after(item: ServedItem, outcome: ledger.Outcome | ledger.NoAnswer) -> dict[str, Any]:
    """What a page tells about the answer."""
    known, corrected = facts.current(item.facts_revision), corrected_key(item)
    explanation = explanation_of(item, outcome, known, corrected)
    is_right = explanation.verdict == ledger.Verdict.RIGHT
    return {
        "facts": known,
        "explanation": explanation,
        "words": explanation.words,
        "links": item.links,
        "contrast": None if is_right or item.is_slip else contrast_for(item, outcome.response, outcome.marks, known),
        "reading": reading_of(item),
        "corrected": corrected,
        "how_graded": corrected.how_graded(item) if corrected else "",
    }


def show_kept(request, item: ServedItem, kept_by: UUID, *, status: int = 200):
    if close_overdue(Attempt.objects.filter(pk=kept_by)):
        return redirect(item)
    keeper = Attempt.objects.select_related("quiz__lesson").get(pk=kept_by)
    strip = ProgressStrip(item.attempt, item.position)
    context = {
        "item": item,
        "strip": strip,
        "said": strip.words(item),
        "keeper": keeper,
        "is_refused": status == 422,
    }
    return render(request, fragment_of("quizzes/kept.html", request), context, status=status)


def fragment_of(template: str, request) -> str:
    return f"{template}#swap" if request.htmx else template


@require_safe
@or_log_in
@private
def attempt(request, attempt):
    close_overdue_of(request.learner)
    found = Attempt.objects.listed_for(request.learner).filter(pk=attempt).first()
    if found is None:
        return was_discarded(request, attempt)
    if found.is_held:
        return render(request, "quizzes/assigned/handed_in.html", {"attempt": found, "shown": answers_shown(found)})
    if found.hides_verdicts:
        return exam_under_way(request, found)
    if found.closed_at is None:
        return render(request, "quizzes/open_attempt.html", {"attempt": found, "next": first_to_do(found)})
    if exam := exam_with_questions_of(found):
        return render(request, "quizzes/kept_result.html", {"attempt": found, "exam": exam})
    if found.mode == Mode.EXAM:
        return exam_result(request, found)
    known, knowledge = facts_and_knowledge(request.learner)
    summary = summary_of(found, known)
    context = {
        "attempt": found,
        "summary": summary,
        "states": states_after(summary, knowledge),
        "corrections": of_attempt(found),
        **practice_after(found, summary),
        "again": choice_from(found.selection) if found.selection.get("by") in By else None,
    }
    if found.lesson:
        context["next_lesson"] = lesson_after(found.lesson, request.learner)
    if found.mode == Mode.REVIEW:
        for tell in registry.after_review:
            context |= tell(request.learner, found)
    return render(request, "quizzes/attempt.html", context)


def practice_after(attempt: Attempt, summary: AttemptSummary) -> dict[str, object]:
    """Where to practice now. `course` is named if the questions are of one that is not about the matrix."""
    course = attempt.selection.get("course") if summary.is_own else None
    if course is None:
        missed = PracticeChoice(By.ATTEMPT, attempt=str(attempt.pk))
        return {"missed": missed, "practice_url": reverse("quizzes:practice")}
    whole = PracticeChoice(By.COURSE, course=course)
    return {"course": course, "missed": PracticeChoice(By.COURSE_MISSED, course=course), "practice_url": whole.url}


def was_discarded(request, attempt: UUID):
    """What a page of a discarded exam in another tab leads to. Raises Http404 for any other attempt."""
    mine = Attempt.objects.filter(learner=request.learner, ending=AttemptEnd.DISCARDED)
    get_object_or_404(mine, pk=attempt)
    messages.info(request, DISCARDED)
    return redirect("quizzes:exam")


def exam_under_way(request, attempt):
    now = exams_of(request.learner).get(pk=attempt.pk).now
    time = TimeLeft.of(attempt, now)
    context = {"attempt": attempt, "palette": Palette(attempt), "time": time}
    response = render(request, "quizzes/exam/under_way.html", context)
    if time.until_result is not None:
        response["Refresh"] = str(time.until_result)
    return response


def exam_result(request, attempt):
    context = {
        "attempt": attempt,
        "result": result_of(attempt, facts.current()),
        "corrections": of_attempt(attempt),
    }
    return render(request, "quizzes/exam/result.html", context)


@require_POST
@or_log_in
@private
def correction_seen(request, correction: int):
    found = get_object_or_404(corrections_of(request.learner), pk=correction)
    mark_seen(found)
    return redirect("home" if request.POST.get("back") == "home" else found.attempt)


@require_POST
@or_log_in
@private
def attempt_retry(request, attempt):
    found = get_object_or_404(Attempt.objects.listed_for(request.learner).exclude(closed_at=None), pk=attempt)
    learner_to_begin(request)
    try:
        again = attempt_start.retry(found)
    except attempt_start.NothingToAsk:
        messages.info(request, NOTHING_TO_RETRY)
        return redirect(found)
    except attempt_start.AccountNeeded:
        return to_log_in_for(request, found.title, back=found.get_absolute_url())
    if again.quiz is None and again.retry_of_id != found.pk:
        return redirect(PracticeChoice(By.ATTEMPT, attempt=str(found.pk)).url)
    return redirect(first_to_do(again))
