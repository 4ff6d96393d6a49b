"""Pages of exam simulations. Answers are saved here without a verdict before the end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect, push_url, reswap, retarget

from accounts.learners import learner_to_begin
from matrix import facts
from quizzes import ledger
from quizzes.attempt_end import CannotDiscard, close_if_over, close_overdue_of, discard, finish
from quizzes.exam import simulations
from quizzes.exam.page import Palette, TimeLeft, answer_in_words, exam_item_of, exams_of, url_after
from quizzes.forms import AnswerForm, ExamFlagForm, ExamForm, answer_form, initial_of
from quizzes.models import Attempt, ServedItem
from quizzes.views import LATE, private
from serving.return_address import or_log_in

PAST_EXAMS = 5
ANSWERED = "An answer is already saved in this exam, perhaps from another tab, so it can’t be discarded."


@require_http_methods(["GET", "HEAD", "POST"])
@private
def exam(request):
    learner = request.learner
    close_overdue_of(learner)
    form = ExamForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return show_set_up(request, learner, form, status=422 if form.is_bound else 200)
    try:
        attempt = simulations.start(learner_to_begin(request), form.simulation, facts.current())
    except simulations.TooFewQuestions:
        form.add_error(
            "length", "There aren’t enough questions for this form yet. Choose the other form, or come back later."
        )
        return show_set_up(request, learner, form, status=422)
    return redirect(Palette(attempt).resumes_at.url)


def show_set_up(request, learner, form: ExamForm, *, status: int):
    allowance = simulations.allowance_of(learner)
    context = {"form": form, "offers": simulations.offers(allowance.time), "allowance": allowance}
    if learner:
        mine = Attempt.objects.listed_for(learner).simulations()
        context["past"] = mine.exclude(closed_at=None)[:PAST_EXAMS]
        opened = exams_of(learner).filter(closed_at=None, quiz=None, assignment=None).first()
        if opened:
            context |= {"opened": opened, "palette": Palette(opened), "time": TimeLeft.of(opened, opened.now)}
    return render(request, "quizzes/exam/set_up.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
@vary_on_headers("HX-Request")
def exam_item(request, attempt, position: int):
    item = exam_item_of(request.learner, attempt, position)
    if item is None:
        raise Http404
    if request.method == "POST":
        return take(request, item)
    if has_ended(item.attempt, item.loaded_at):
        return go(request, item.attempt.get_absolute_url())
    # Choices from before a log-in come back in the address and are not saved yet.
    brought = request.GET.getlist("choice")
    form = answer_form(item, initial=initial_of(item, brought))
    return show_question(
        request, item, form, unsaved=form.offered != answer_form(item, initial=initial_of(item)).offered
    )


def has_ended(attempt: Attempt, at) -> bool:
    return not attempt.takes_answers or TimeLeft.of(attempt, at).is_up


def go(request, url: str):
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def take(request, item: ServedItem):
    form = answer_form(item, request.POST)
    if not form.is_blank:
        if not form.is_valid():
            # A learner who has chosen one of two options may flag the question.
            flags = "flag" in request.POST and form.is_unfinished
            return set_flag(request, item, form) if flags else show_problem(request, item, form)
        try:
            saved = save(item, form)
        except ledger.Stale as stale:
            return show_stale(request, item, form, stale.stands.answer)
        except ledger.Discarded:
            return go(request, item.attempt.get_absolute_url())
        if saved and saved.late:
            messages.info(request, LATE)
            return go(request, item.attempt.get_absolute_url())
    if "flag" in request.POST:
        return set_flag(request, item)
    if "autosave" in request.POST:
        return show_saved(request, item)
    return show_next(request, item)


def save(item: ServedItem, form: AnswerForm):
    """Returns the stored answer, or None if the same answer is stored already, and updates `item`.

    Raises Stale if another answer is stored, also if this form stored another choice before and the response was lost.
    """
    if form.answer == item.standing and item.attempt.takes_answers:
        return None
    saved = ledger.save(item, event=form.sent.id, sequence=form.sent.sequence, answer=form.answer)
    if saved.answer != form.answer:
        raise ledger.Stale(saved)
    if not saved.late:
        item.standing = saved.answer
        item.next_sequence, item.loaded_at = saved.sequence + 1, saved.received_at
    return saved


def set_flag(request, item: ServedItem, unfinished: AnswerForm | None = None):
    form = ExamFlagForm(request.POST, item=item)
    if not form.is_valid():
        asked = answer_form(item, initial=initial_of(item))
        return whole(request, show_question(request, item, asked, status=422, problem=AnswerForm.not_from_here))
    try:
        stored = ledger.flag(item, event=form.cleaned_data["flag_event"].id, on=form.cleaned_data["flag"])
    except ledger.Discarded:
        return go(request, item.attempt.get_absolute_url())
    if stored.late:
        return go(request, item.attempt.get_absolute_url())
    item.flagged = stored.answer["flag"]
    item.next_sequence = max(item.next_sequence, stored.sequence + 1)
    if unfinished:
        return show_problem(request, item, unfinished)
    return show_saved(request, item) if request.htmx else redirect(item)


def show_question(request, item: ServedItem, form: AnswerForm, *, status: int = 200, **said):
    template = "quizzes/exam/item.html" + ("#swap" if request.htmx else "")
    response = render(request, template, context_of(item, form) | said, status=status)
    seconds = TimeLeft.of(item.attempt, item.loaded_at).until_result
    if seconds is not None and not request.htmx:
        # Without JavaScript this opens the result when time is up.
        response["Refresh"] = f"{seconds}; url={item.attempt.get_absolute_url()}"
    return response


def context_of(item: ServedItem, form: AnswerForm) -> dict[str, object]:
    palette = Palette(item.attempt)
    return {
        "item": item,
        "form": form,
        "palette": palette,
        "time": TimeLeft.of(item.attempt, item.loaded_at),
        "next_url": url_after(item.position, item.attempt, len(palette)),
    }


def show_next(request, item: ServedItem):
    following = exam_item_of(request.learner, item.attempt_id, item.position + 1)
    if following is None:
        return go(request, url_after(item.position, item.attempt, item.position))
    if not request.htmx:
        return redirect(following)
    if has_ended(following.attempt, following.loaded_at):
        return go(request, item.attempt.get_absolute_url())
    form = answer_form(following, initial=initial_of(following))
    return push_url(show_question(request, following, form), following.get_absolute_url())


def show_saved(request, item: ServedItem):
    if not request.htmx:
        return redirect(item)
    form = answer_form(item, initial=initial_of(item))
    context = {"item": item, "form": form, "time": TimeLeft.of(item.attempt, item.loaded_at)}
    return render(request, "quizzes/exam/item.html#saved", context)


def show_problem(request, item: ServedItem, form: AnswerForm):
    if request.htmx and form.is_unfinished and request.POST.keys() & {"autosave", "flag"}:
        context = {"item": item, "form": form, "time": TimeLeft.of(item.attempt, item.loaded_at)}
        return render(request, "quizzes/exam/item.html#saved", context, status=422)
    return whole(request, show_question(request, item, form, status=422))


def show_stale(request, item: ServedItem, form: AnswerForm, stands):
    # The stored answer is newer than the question that this request has read.
    item = exam_item_of(request.learner, item.attempt_id, item.position) or item
    said = {"stands": answer_in_words(item, item.standing or stands), "sent": answer_in_words(item, form.answer)}
    response = show_question(request, item, answer_form(item, initial=initial_of(item)), status=409, **said)
    return whole(request, response)


def whole(request, response):
    return reswap(retarget(response, "#exam"), "outerHTML") if request.htmx else response


@require_safe
@or_log_in
@private
@vary_on_headers("HX-Request")
def exam_time(request, attempt):
    found = get_object_or_404(exams_of(request.learner), pk=attempt)
    if has_ended(found, found.now) or not request.htmx:
        return go(request, found.get_absolute_url())
    return render(request, "quizzes/exam/item.html#time", {"attempt": found, "time": TimeLeft.of(found, found.now)})


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
@vary_on_headers("HX-Request")
def exam_finish(request, attempt):
    found = get_object_or_404(exams_of(request.learner), pk=attempt)
    if request.method == "POST":
        finish(found)
        return redirect(found)
    if has_ended(found, found.now):
        close_if_over(found)
        return go(request, found.get_absolute_url())
    palette, time = Palette(found), TimeLeft.of(found, found.now)
    template = "quizzes/exam/finish.html" + ("#asked" if request.htmx else "")
    response = render(request, template, {"attempt": found, "palette": palette, "time": time})
    if time.until_result is not None and not request.htmx:
        response["Refresh"] = f"{time.until_result}; url={found.get_absolute_url()}"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@or_log_in
@private
def exam_discard(request, attempt):
    found = get_object_or_404(exams_of(request.learner).filter(quiz=None, assignment=None), pk=attempt)
    if has_ended(found, found.now):
        return redirect(found)
    if request.method == "POST":
        try:
            discard(found)
        except CannotDiscard:
            messages.info(request, ANSWERED)
            return redirect(found)
        messages.success(request, "The exam is discarded. It isn’t in your attempts or scores.")
        return redirect("quizzes:exam")
    if Palette(found).answered:
        messages.info(request, ANSWERED)
        return redirect(found)
    context = {
        "title": "Discard this exam?",
        "says": "You haven’t answered any question. The exam won’t appear in your attempts, your scores or your "
        "statistics, its questions can be asked again, and flags you set in it are removed.",
        "act": "Discard the exam",
        "back": found.get_absolute_url(),
    }
    return render(request, "form/ask_first.html", context)
