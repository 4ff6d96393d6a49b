from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.registry import AccountSection
from planner.models import Reminders
from planner.reminders.forms import RemindersForm
from planner.reminders.settings import keep_reminders
from serving.return_address import page_here

SECTION = "planner/reminders.html"


def section_of_account(request) -> AccountSection:
    return AccountSection(SECTION, form_of(request))


def form_of(request, data=None) -> RemindersForm:
    reminders = Reminders.objects.filter(learner=request.learner).first()
    return RemindersForm(data, reminders=reminders, zone=request.learner.time_zone)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request):
    """The section of the account page by itself, for a form that could not be saved."""
    form = form_of(request, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "section": AccountSection(SECTION, form)}
        return render(request, "planner/reminders_page.html", context, status=422 if form.is_bound else 200)
    wanted = {kind: kind in form.cleaned_data["wanted"] for kind in Reminders.KINDS}
    keep_reminders(request.learner, hour=form.cleaned_data["hour"], at=timezone.now(), **wanted)
    back = page_here(request, request.POST.get("next", ""))
    messages.success(request, "Saved." if any(wanted.values()) else "You won’t get reminders by email.")
    return redirect(back or f"{reverse('account')}#reminders")
