"""Joining a class by its link or code, leaving it, and dismissing its teachers' messages."""

from logging import WARNING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.cohorts import assistants, class_mail
from accounts.cohorts import membership as joining
from accounts.cohorts.class_code import invite_with
from accounts.cohorts.messages import messages_to, put_aside
from accounts.forms import CodeForm
from accounts.login.guess_limit import GuessOrigin, admit, was_right
from accounts.models import CohortInvite, CohortMembership
from serving.monitoring.security_log import log_event
from serving.origins import network_of

TOO_MANY = "Too many tries. Wait 15 minutes, or ask your instructor for the link of the class."


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request, token: str):
    invites = CohortInvite.objects.with_uses().select_related("cohort").prefetch_related("cohort__teaching__user")
    invite = get_object_or_404(invites, token=token)
    learner = request.learner if request.user.is_authenticated else None
    teachers = {teaching.user_id for teaching in invite.cohort.teaching.all()}
    context = {
        "invite": invite,
        "cohort": invite.cohort,
        "member": joining.membership_in(invite.cohort, learner),
        "teaches": request.user.pk in teachers,
        "ended": joining.what_ended(invite),
        "login_next": request.path,
    }
    if request.method != "POST" or learner is None or context["teaches"]:
        return render(request, "account/join.html", context)
    try:
        joining.join(invite, learner=learner)
    except joining.JoinRefused as refused:
        return render(request, "account/join.html", context | {"ended": refused.why}, status=409)
    except joining.NotALearner:
        return render(request, "account/join.html", context | {"teaches": True}, status=409)
    messages.success(request, f"You’re in “{invite.cohort}” now. You can leave it at any time on your account page.")
    return redirect("home")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_by_code(request):
    """Leads to the invitation with this code. Only people with an account may try codes, so that tries are counted."""
    tried = request.method == "POST" and request.user.is_authenticated
    form = CodeForm(request.POST if tried else None, initial={"code": request.GET.get("code", "")[:20]})
    if form.is_valid():
        guess = admit(f"class code {request.user.pk}", GuessOrigin(network_of(request)))
        invite = invite_with(form.cleaned_data["code"]) if guess else None
        if guess and invite:
            was_right(guess)
            return redirect(invite)
        if guess is None:
            log_event("guessing-stopped", request, level=WARNING)
        form.add_error("code", "No class has this code. Check each letter." if guess else TOO_MANY)
    context = {"form": form, "login_next": request.get_full_path()}
    return render(request, "account/join_by_code.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def assist(request, token: str):
    invites = assistants.open_invites().select_related("cohort").prefetch_related("cohort__teaching__user")
    invite = get_object_or_404(invites, token=token)
    context = {"invite": invite, "cohort": invite.cohort, "login_next": request.path, "wrong": ""}
    if request.method != "POST" or not request.user.is_authenticated:
        return render(request, "account/assist.html", context)
    try:
        assistants.accept(invite, request.user)
    except assistants.AnotherAddress:
        context["wrong"] = "This invitation was sent to another address. Log in with the account that has it."
    except assistants.IsALearnerHere:
        context["wrong"] = "You’re a learner in this class. Leave it on your account page first."
    if context["wrong"]:
        return render(request, "account/assist.html", context, status=409)
    messages.success(request, f"You’re an assistant in “{invite.cohort}” now.")
    return redirect(invite.cohort)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, membership: int):
    found = get_object_or_404(
        CohortMembership.objects.select_related("cohort"), learner=request.learner, pk=membership
    )
    kept = found.cohort.get_keeps_former_display()
    if request.method != "POST":
        context = {
            "title": f"Leave “{found.cohort}”?",
            "says": "Its instructors no longer see your progress, and its due dates and messages leave your pages. "
            f"Your name, your address and the grades you have now stay in the class’s gradebook for {kept}. "
            "You keep your answers and scores. To come back, you need an invitation.",
            "act": "Leave the class",
            "back": reverse("account"),
        }
        return render(request, "form/ask_first.html", context)
    joining.leave(found)
    messages.success(request, f"You’ve left “{found.cohort}”. Its instructors no longer see your progress.")
    return redirect("account")


@login_required
@require_POST
def mails(request, membership: int):
    """Stops emails of this class's instructors, or with `resume` lets them come again."""
    found = get_object_or_404(joining.memberships_of(request.learner), pk=membership)
    if "resume" in request.POST:
        class_mail.resume(found.cohort, request.learner)
        messages.success(request, f"Instructors of “{found.cohort}” can email you again.")
    else:
        class_mail.stop(found.cohort, request.learner)
        messages.success(request, f"Instructors of “{found.cohort}” can’t email you anymore.")
    return redirect(f"{reverse('account')}#classes")


@login_required
@require_POST
def message_seen(request, message: int):
    found = get_object_or_404(messages_to(request.learner), pk=message)
    membership = CohortMembership.objects.get(cohort=found.cohort_id, learner=request.learner, left_at=None)
    put_aside(found, membership)
    return redirect("home")
