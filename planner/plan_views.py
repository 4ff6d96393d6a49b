from functools import partial

from django.conf import settings as site_settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.learners import learner_for
from accounts.models import Learner
from planner.calendar_feed import CONTENT_TYPE, calendar_of
from planner.daily import show_in_header
from planner.forecast_accuracy import FEWEST, bands_of, past_of
from planner.outlook_chart import WIDE, outlook_chart
from planner.plan_forms import MINUTES, PlanForm, minutes_asked
from planner.plan_inputs import NOTHING_SAID
from planner.reminders.settings import may_be_offered
from planner.stored_plans import StoredDay, day_of, shown_day
from planner.study_plans import close_calendar, keep_settings, renew_calendar
from quizzes.memory.knowledge import totals_of
from quizzes.views import private


@require_http_methods(["GET", "HEAD", "POST"])
@private
def plan(request):
    day = shown_day(request.learner)
    form = PlanForm(request.POST if request.method == "POST" else None, today=day.today, settings=day.settings)
    if form.is_valid():
        keep_settings(learner_for(request), **form.cleaned_data)
        messages.success(request, "Saved. The plan below is up to date.")
        return redirect("planner:plan")
    show_in_header(request.learner, day)
    context = {
        "form": form,
        "day": day,
        "ahead": day.ahead,
        "nav": "review",
        "offers_calendar": day.settings.exam_on and not day.settings.token,
        "offers_reminders": day.settings != NOTHING_SAID and may_be_offered(request.learner),
        **outlook_of(request, day),
    }
    return render(request, "planner/plan.html", context, status=422 if form.is_bound else 200)


def outlook_of(request, day: StoredDay) -> dict[str, object]:
    past, exam_on, outlook = past_of(request.learner), day.settings.exam_on, day.plan.outlook
    earlier = [each for each in past.of_exam(exam_on) if each.day < day.today]
    totals = totals_of(day.facts)
    context: dict[str, object] = {
        "totals": totals,
        "earlier": earlier,
        "bands": bands_of(past, day.now.known) if past.predicted >= FEWEST else [],
        "calendar_url": calendar_url(request, day.settings.token),
    }
    if exam_on and (outlook or earlier):
        draw = partial(
            outlook_chart,
            earlier,
            today=day.today,
            exam_on=exam_on,
            now=day.known_by_exam,
            expected=(outlook.known, outlook.low, outlook.high) if outlook else None,
            cells=totals.all,
        )
        context |= {"known_now": day.known_by_exam, "narrow": draw(), "wide": draw(width=WIDE)}
    asked = minutes_asked(request.GET.get("minutes", ""))
    if outlook:
        context |= {
            "choices": [minutes for minutes in MINUTES if minutes != day.settings.minutes_a_day],
            "asked": asked,
            "otherwise": day.now.known.outlook(minutes=asked) if asked else None,
        }
    return context


def calendar_url(request, token: str | None) -> str:
    return request.build_absolute_uri(reverse("planner:plan-calendar", args=[token])) if token else ""


@require_http_methods(["GET", "HEAD", "POST"])
@private
def calendar_address(request):
    if request.method != "POST":
        closes = "close" in request.GET
        context = {
            "title": "Turn off the calendar link?" if closes else "Create a new calendar link?",
            "says": "A calendar that subscribes to the present link no longer gets your reviews.",
            "act": "Turn it off" if closes else "Create a new link",
            "name": "close" if closes else "",
            "back": f"{reverse('planner:plan')}#calendar",
        }
        return render(request, "form/ask_first.html", context)
    learner = learner_for(request)
    if "close" in request.POST:
        close_calendar(learner)
        messages.success(request, "The calendar link is turned off.")
    else:
        renew_calendar(learner)
        messages.success(request, "Here’s your new calendar link. Earlier links no longer work.")
    return redirect(f"{reverse('planner:plan')}#calendar")


@require_safe
@private
def calendar(request, token: str):
    """Calendar programs do not log in, so the secret address is the permission."""
    learner = Learner.objects.filter(study_plan__token=token, merged_into=None).first()
    if learner is None:
        raise Http404("No calendar has this address.")
    url = request.build_absolute_uri(reverse("planner:review"))
    told = calendar_of(day_of(learner), learner.pk, name=site_settings.SITE_NAME, url=url)
    return HttpResponse(told, content_type=CONTENT_TYPE)
