"""What an instructor does about a wrong key on its question's page: confirm it, or regrade by the corrected key."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Count, Exists, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.permissions import editors_only
from bank.models import Item
from matrix.editing.looks import NoteForm
from matrix.facts import Facts, current
from matrix.inbox import AlreadySettled
from quizzes.models import GradingPolicy, GradingRun
from quizzes.regrade.answers import results_to_regrade
from quizzes.regrade.preview import RegradePreview, preview
from quizzes.regrade.run import Progress, RegradeRefused, order, progress, work
from quizzes.views import private
from teach.checks.answer_filter import AnswerFilterForm
from teach.inbox_kinds import confirm_key, key_alarms
from teach.items.item_page import ItemInClass, item_page
from teach.regrade_admin import SECONDS_PER_REQUEST

PREVIEW = "policy"  # in the query string: what a regrade under this policy would change is shown


class QuestionRegradeForm(forms.Form):
    policy = forms.ChoiceField(label="How to grade", choices=GradingPolicy.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="What was wrong",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Learners whose score changes read this after “We were wrong about a question.”",
        error_messages={"required": "Say what was wrong: every learner whose score changes reads it."},
    )


@dataclass(frozen=True)
class KeyCorrection:
    """`alarm` says that the answers speak against the key, and nobody has looked at that yet."""

    alarm: bool
    note: NoteForm
    to_regrade: int
    form: QuestionRegradeForm
    preview: RegradePreview | None
    run: GradingRun | None
    progress: Progress | None


def key_correction(
    item: int, query: QueryDict, *, note: NoteForm | None = None, form: QuestionRegradeForm | None = None
) -> KeyCorrection:
    policy = form.data.get("policy", "") if form else query.get(PREVIEW, "")
    running = GradingRun.objects.filter(finished_at=None, run_items__item=item)
    concerned = results_to_regrade([item]).order_by().values("version__item").annotate(n=Count("pk"))
    state = (
        Item.objects.filter(pk=item)
        .annotate(
            alarm=Exists(key_alarms().filter(item=item)),
            to_regrade=Coalesce(Subquery(concerned.values("n")), 0),
            running=Subquery(running.values("pk")[:1]),
        )
        .values("alarm", "to_regrade", "running")
        .get()
    )
    run = running.first() if state["running"] else None
    return KeyCorrection(
        alarm=state["alarm"],
        note=note or NoteForm(),
        to_regrade=state["to_regrade"],
        form=form or QuestionRegradeForm(initial={"policy": policy or GradingPolicy.NEW_KEY}),
        preview=preview([item], policy) if policy in GradingPolicy.values else None,
        run=run,
        progress=progress(run) if run else None,
    )


def show_item(request, pk: int, facts: Facts, *, status: int = 200, **bound):
    page = item_page(pk, facts, guests="guests" in request.GET)
    if page is None:
        raise Http404
    answered_by = AnswerFilterForm(request.GET, request.user, without=("who", "attempts"))
    context = {
        "page": page,
        "correction": key_correction(pk, request.GET, **bound),
        "answered_by": answered_by,
        "of_class": ItemInClass(page.known, answered_by.answers) if answered_by.answers else None,
    }
    return render(request, "teach/items/item.html", context, status=status)


@require_POST
@private
@editors_only
def item_key(request, pk: int):
    """The key was checked and is right."""
    if not request.user.has_perm("bank.change_item"):
        raise Http404
    note = NoteForm(request.POST)
    if not note.is_valid():
        return show_item(request, pk, current(), status=422, note=note)
    try:
        confirm_key(str(pk), note.cleaned_data, request.user.pk)
    except AlreadySettled:
        messages.info(request, "Someone else already resolved this. Nothing was saved.")
    else:
        messages.success(request, "Saved: the key is right. We’ll ask again once there are twice as many answers.")
    return redirect("teach:item", pk=pk)


@require_POST
@private
@editors_only
def item_regrade(request, pk: int):
    """Orders a regrade of this question alone, begins it, and leads to its page, where the class can be told."""
    if not request.user.has_perm("quizzes.add_gradingrun"):
        raise Http404
    form = QuestionRegradeForm(request.POST)
    if form.is_valid():
        try:
            run = order([pk], author=request.user.pk, **form.cleaned_data)
        except RegradeRefused as refused:
            form.add_error(refused.field, str(refused))
        else:
            if work(run, seconds=SECONDS_PER_REQUEST):
                messages.success(request, f"{run} is finished. Learners whose score changed see a notice.")
            return redirect(reverse("admin:quizzes_gradingrun_change", args=[run.pk]))
    return show_item(request, pk, current(), status=422, form=form)
