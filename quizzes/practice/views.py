from uuid import UUID

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.learners import learner_to_begin
from matrix import facts
from quizzes import attempt_start, ledger
from quizzes.forms import FlagForm, fresh_event
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import Attempt, Mode
from quizzes.practice.choices import PracticePool
from quizzes.practice.forms import CoursePracticeForm, PracticeForm
from quizzes.practice.recommendation import recommendation_of
from quizzes.practice.session_start import AnotherIsOpen, begin_practice
from quizzes.views import first_to_do, item_of, private
from serving.prepared import Prepared
from serving.return_address import or_log_in, page_here

opened_practice: Prepared[Attempt] = Prepared(
    lambda learner: Attempt.objects.listed_for(learner).filter(
        mode=Mode.DRILL, quiz=None, assignment=None, closed_at=None
    ),
    UUID,
)


@require_http_methods(["GET", "HEAD", "POST"])
@private
@vary_on_headers("HX-Request")
def practice(request):
    opened = opened_practice.first(request.learner.pk) if request.learner else None
    # A link that names a choice has chosen already.
    is_chosen = opened or "by" in request.GET or request.method == "POST"
    known, knowledge = (facts.current(), None) if is_chosen else facts_and_knowledge(request.learner)
    pool = PracticePool(known, request.learner, leaving=opened)
    form = PracticeForm((request.POST if request.method == "POST" else request.GET).dict(), bank=pool)
    if form.is_valid() and request.method == "POST":
        started = start_practice(request, form)
        if started:
            return started
    template = "quizzes/practice/practice.html" + ("#count" if request.htmx else "")
    context = {
        "form": form,
        "recommended": knowledge and recommendation_of(pool, knowledge),
        "sent": request.method == "POST",
        "opened": opened,
        "next": first_to_do(opened) if opened else None,
        "courses": pool.own_courses,
        "nav": "practice",
    }
    # 422, not 200: nothing was started, and the form says why.
    response = render(request, template, context, status=422 if request.method == "POST" else 200)
    if request.htmx:
        response["HX-Replace-Url"] = form.chosen.url if form.chosen else "false"
    return response


def start_practice(request, form: PracticeForm | CoursePracticeForm) -> HttpResponseRedirect | None:
    data = form.cleaned_data
    try:
        attempt = begin_practice(
            learner_to_begin(request), form.choice, length=data["length"], leaving=data["leaving"]
        )
    except AnotherIsOpen:
        return redirect(f"{form.choice.url}&length={data['length']}#open")
    except attempt_start.NothingToAsk:
        return None
    return redirect(first_to_do(attempt))


@require_POST
@or_log_in
@private
def flag(request, attempt, position: int):
    item = item_of(request.learner, attempt, position)
    form = FlagForm(request.POST, item=item)
    if form.is_valid():
        ledger.flag(item, event=form.sent.id, on=form.cleaned_data["on"])
    if not request.htmx:
        return redirect(page_here(request, request.POST.get("next", "")) or item)
    # Another tab may have changed the flag, and the next event has another sequence.
    item = item_of(request.learner, attempt, position)
    context = {"item": item, "flag_url": item.flag_url, "flag_event": fresh_event(item), "sent": form}
    return render(request, "quizzes/practice/flag.html", context, status=200 if form.is_valid() else 422)
