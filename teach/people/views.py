"""Pages of superusers: inviting an instructor, one person's log-ins and two-step verification, a test mail."""

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.admin_log import log
from accounts.cohorts.instructor_invitation import invite_and_mail
from accounts.login.second_factors import reset_second_factors
from accounts.mailing.at_once import MailFailed, send_at_once
from accounts.models import User
from serving.monitoring.security_log import log_event
from teach.people.access import superusers_only
from teach.people.forms import FindForm, InstructorForm, TestMailForm

PEOPLE_A_PAGE = 25
LOG_INS_SHOWN = 100
FACTORS = {
    Authenticator.Type.TOTP: "Authenticator app",
    Authenticator.Type.WEBAUTHN: "Passkey",
    Authenticator.Type.RECOVERY_CODES: "Recovery codes",
}
both = require_http_methods(["GET", "HEAD", "POST"])


def remaining() -> QuerySet[User]:
    """Without the emptied rows of deleted accounts, to which the admin's log points."""
    return User.objects.exclude(email__endswith="@invalid")


def site_of(request) -> str:
    return request.build_absolute_uri("/").rstrip("/")


@require_safe
@superusers_only
def people(request):
    form = FindForm(request.GET)
    form.full_clean()
    text = form.cleaned_data.get("q") or ""
    found = remaining().filter(Q(name__icontains=text) | Q(email__icontains=text)) if text else remaining()
    page = Paginator(found.order_by("email"), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "teach/people/people.html", {"form": form, "page": page, "asked": text})


@both
@superusers_only
def invite(request):
    form = InstructorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invited = invite_and_mail(site=site_of(request), **form.cleaned_data)
        except MailFailed as failed:
            form.add_error(None, str(failed))
        else:
            messages.success(request, invited.in_words)
            return redirect("teach:person", invited.user.pk)
    return render(request, "teach/people/invite.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@superusers_only
def person(request, pk: int):
    found = get_object_or_404(remaining(), pk=pk)
    context = {
        "person": found,
        "factors": [
            (FACTORS.get(each.type, each.type), each)
            for each in Authenticator.objects.filter(user=found).order_by("pk")
        ],
        "most_log_ins": LOG_INS_SHOWN,
        "log_ins": found.log_ins.all()[:LOG_INS_SHOWN],
    }
    return render(request, "teach/people/person.html", context)


@both
@superusers_only
@reauthentication_required
def second_factors(request, pk: int):
    """Superusers remove their own on their account page."""
    found = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=pk)
    if request.method != "POST":
        context = {
            "title": f"Reset two-step verification of {found}?",
            "says": f"The passkeys, app and recovery codes of {found.email} are removed, and all their sessions end. "
            "Their next log-in asks for the password alone. They get an email about it. Be sure that it is this "
            "person who asks.",
            "act": "Reset two-step verification",
            "back": reverse("teach:person", args=[found.pk]),
        }
        return render(request, "form/ask_first.html", context)
    try:
        with transaction.atomic():
            log(request, found, CHANGE, "Reset two-step verification.")
            reset_second_factors(found, site=site_of(request))
    except MailFailed as failed:
        messages.error(request, str(failed))
    else:
        log_event("second-factors-reset", request, of=found.pk)
        messages.success(request, f"Two-step verification of {found} is off, and they were told by email.")
    return redirect("teach:person", found.pk)


@both
@superusers_only
def test_mail(request):
    form = TestMailForm(request.POST if request.method == "POST" else None, initial={"to": request.user.email})
    server = settings.MAIL_SERVER
    where = "the terminal" if settings.MAILS_ARE_PRINTED else f"{server['host']}, port {server['port']}"
    context = {"form": form, "where": where, "sender": settings.DEFAULT_FROM_EMAIL}
    if form.is_valid():
        try:
            send_at_once(form.cleaned_data["to"], "test", "test_mail", site=site_of(request))
        except MailFailed as failed:
            form.add_error(None, str(failed))
        else:
            return render(request, "teach/people/mail.html", context | {"sent_to": form.cleaned_data["to"]})
    return render(request, "teach/people/mail.html", context, status=422 if form.is_bound else 200)
