"""Downloading what is stored about a guest or a person, and leaving."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.forms import DeletionForm, ForgettingForm
from accounts.learners import forget_guest, outbox_of
from accounts.leaving.deletion import delete_account, forget
from accounts.leaving.download import everything_about
from accounts.login.reauthentication import ask_again
from accounts.login.sessions import end_sessions
from serving.return_address import page_here


@never_cache
@require_GET
@ask_again(then="/account/#yours")
def download(request):
    if request.learner is None:
        raise Http404("Nothing is stored about this visitor.")
    return JsonResponse(
        everything_about(request.learner),
        json_dumps_params={"indent": 1, "ensure_ascii": False},
        headers={"Content-Disposition": 'attachment; filename="whose-layer.json"'},
    )


@never_cache
@require_GET
def state(request):
    return JsonResponse(
        {"learner": outbox_of(request.learner) if request.learner else "", "token": get_token(request)}
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request):
    if request.user.is_authenticated:
        return redirect("account")
    form = ForgettingForm(request.POST if request.method == "POST" else None)
    back = page_here(request, request.POST.get("next") or request.GET.get("next", ""))
    if not form.is_valid():
        context = {"form": form, "next": back}
        return render(request, "account/guest.html", context, status=422 if form.is_bound else 200)
    if request.learner:
        forget(request.learner)
        forget_guest(request)
        messages.success(request, "Your guest data is deleted from this device, and your answers are anonymized.")
    return redirect(back or "home")


@login_required
@require_POST
@reauthentication_required
def sessions(request):
    end_sessions(request.user, but=request.session.session_key)
    messages.success(request, "You’re logged out on all other devices.")
    return redirect("account")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
# The form asks for the password each time if the account has one.
@reauthentication_required(enabled=lambda request: not request.user.has_usable_password())
def delete(request):
    form = DeletionForm(request.POST if request.method == "POST" else None, request=request)
    if not form.is_valid():
        context = {"form": form, "memberships": request.learner.memberships.select_related("cohort")}
        return render(request, "account/delete.html", context, status=422 if form.is_bound else 200)
    delete_account(request.user)
    logout(request)
    messages.success(request, "Your account is deleted. Your name and address are no longer here.")
    return redirect("home")
