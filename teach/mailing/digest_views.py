"""The weekly digest on an instructor's account page."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.registry import AccountSection
from teach.cohorts.access import teachers_only
from teach.mailing.digest_settings import keep_digest, wants_digest


class DigestForm(forms.Form):
    wanted = forms.BooleanField(
        label="Email me about my classes every Monday morning",
        required=False,
        help_text="Who joined or left, what’s due, who is behind, and your inbox. No news, no email.",
    )


def section_of_account(request) -> AccountSection | None:
    if not request.user.teaching.exists():
        return None
    return AccountSection("teach/digest.html", DigestForm(initial={"wanted": wants_digest(request.learner)}))


@require_POST
@teachers_only
def digest(request):
    form = DigestForm(request.POST)
    wanted = form.is_valid() and form.cleaned_data["wanted"]
    keep_digest(request.learner, wanted=wanted)
    messages.success(request, "Saved." if wanted else "You won’t get the weekly email.")
    return redirect(f"{reverse('account')}#digest")
