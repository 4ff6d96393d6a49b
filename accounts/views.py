from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.cohorts.membership import classes_left, memberships_of
from accounts.forms import PreferencesForm, ThemeForm
from accounts.mailing.claims import refused_address
from accounts.preferences import keep_preferences, keep_theme
from accounts.registry import account_sections
from serving.return_address import page_here


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def account(request):
    user, learner = request.user, request.learner
    kept = {
        "name": user.name,
        "theme": user.theme,
        "single_keys": user.single_keys,
        "time_allowance": user.time_allowance,
        "time_zone": learner.time_zone,
    }
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=kept)
    if not form.is_valid():
        context = {
            "form": form,
            "memberships": memberships_of(learner).prefetch_related("cohort__teaching__user"),
            "left": classes_left(learner),
            "refused_address": refused_address(learner),
            "sections": [found for section in account_sections if (found := section(request))],
        }
        return render(request, "account/account.html", context, status=422 if form.is_bound else 200)
    keep_preferences(learner, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("account")


@login_required
@require_POST
def theme(request):
    form = ThemeForm(request.POST)
    if form.is_valid():
        keep_theme(request.user, form.cleaned_data["theme"])
    return redirect(page_here(request, request.POST.get("next", "")) or "home")


class PasskeyAgain(ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        """Show the error on the same page. allauth would redirect a logged-in person to the home page."""
        super().form_invalid(form)
        return redirect(self.passthrough_next_url(self.request.path))
