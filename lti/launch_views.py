"""Opening this site from a school's platform: the platform's two requests, and the pages on the way."""

from logging import WARNING, getLogger
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.cohorts.assistants import IsALearnerHere
from accounts.cohorts.membership import JoinRefused, NotALearner, membership_in
from accounts.login.reauthentication import proved_lately
from lti import classes, identities, launches
from lti.arrival import address_after
from lti.forms import ClassChoiceForm
from lti.keys import published_keys
from lti.models import Identity, Launch
from lti.platform_requests import PlatformFailed
from lti.scores import note_line_item
from lti.tokens import DEEP_LINKING, LaunchClaims, LaunchRefused
from serving.monitoring.security_log import log_event
from serving.origins import network_of
from serving.return_address import page_here

BEGIN = "begin_launch"  # its limit is in settings.ACCOUNT_RATE_LIMITS
log = getLogger("whose_layer.schools")
both = require_http_methods(["GET", "HEAD", "POST"])
ENDED = "This link from your school isn’t open anymore. Open it again from your course."
UNKNOWN = "This site doesn’t know the school that sent you here. Ask your instructor to tell its administrator."
ELSEWHERE = "The link from your school leads to another site. Ask your instructor to fix it."
TOO_MANY = "Too many people opened this site from your network. Wait a few minutes, and open it again."


def refused(request, why: str, message: str, status: int = 400) -> HttpResponse:
    log_event("launch-refused", request, level=WARNING, why=why)
    return render(request, "lti/refused.html", {"message": message}, status=status)


# ---- What the platform asks


# Sent by a platform's page. It signs nobody in: it stores a state for this browser and leads back to the platform.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def login(request):
    asked = (request.POST if request.method == "POST" else request.GET).dict()
    platform = launches.platform_asking(asked.get("iss", "")[:255], asked.get("client_id", "")[:255])
    if platform is None:
        return refused(request, "platform", UNKNOWN)
    if not launches.is_here(request, asked.get("target_link_uri", "")):
        return refused(request, "target", ELSEWHERE)
    if not ratelimit.consume(request, action=BEGIN, key=network_of(request)):
        return refused(request, "too-many", TOO_MANY, status=429)
    browser = launches.browser_of(request) or launches.new_browser()
    launch = launches.begin_launch(platform, browser)
    response = redirect(
        launches.address_to_ask(launch, asked, launch_url=request.build_absolute_uri(reverse("lti-start")))
    )
    launches.remember_browser(response, browser)
    return response


# Sent by a platform's page. The state is what a token against forgery is elsewhere: used once, and by this browser.
@csrf_exempt
@never_cache
@require_POST
def launch(request):
    sent = request.POST
    try:
        taken = launches.take_answer(sent.get("state", ""), sent.get("id_token", ""), launches.browser_of(request))
    except LaunchRefused as why:
        return refused(request, why.why, str(why))
    except PlatformFailed as failed:
        log.warning("The keys of a platform could not be read: %s", failed)
        return refused(request, "platform-keys", f"Your school’s platform can’t be reached: {failed}", status=503)
    if not launches.is_here(request, taken.claims["target"]):
        return refused(request, "target", ELSEWHERE)
    # The session's cookie came with neither request, because another site sent them. It comes with the next one.
    return redirect(taken)


@require_safe
def keys(request):
    """The keys with which platforms check what this site signs."""
    return JsonResponse(published_keys(), headers={"Cache-Control": "public, max-age=3600"})


# ---- What the person sees


class LaunchEnded(Http404):
    pass


def own_launch(request, pk) -> tuple[Launch, LaunchClaims]:
    """Of this browser, and of the person whom it has signed in. Raises LaunchEnded."""
    found = launches.open_launch(pk, launches.browser_of(request))
    learner = request.learner if request.user.is_authenticated else None
    if found is None or (found.learner_id and (learner is None or found.learner_id != learner.pk)):
        raise LaunchEnded
    return found, launches.claims_of(found)


def signed_in_launch(request, pk) -> tuple[Launch, LaunchClaims]:
    found, claims = own_launch(request, pk)
    if not found.learner_id:
        raise LaunchEnded
    return found, claims


def ending_politely(view):
    @never_cache
    def shown(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except LaunchEnded:
            return render(request, "lti/refused.html", {"message": ENDED}, status=404)

    return shown


@both
@ending_politely
def launched(request, launch):
    """Signs in whom the platform means, once; a person it has not sent before chooses an account first."""
    found, claims = own_launch(request, launch)
    identity = identities.identity_of(found, claims)
    if identity is None:
        return choose_account(request, found, claims)
    user = identity.learner.user
    assert user is not None  # a deleted account has no identity
    if not user.is_active:
        return refused(request, "deactivated", "This account is deactivated.", status=403)
    if request.user != user and identities.logs_in_itself(user):
        return render(request, "lti/log_in.html", {"launch": found, "person": user})
    identities.sign_in(request, user)
    identities.note_launch(identity)
    Launch.objects.filter(pk=found.pk).update(learner=identity.learner)
    return arrive(request, found, claims)


def choose_account(request, launch: Launch, claims: LaunchClaims):
    context = {"launch": launch, "claims": claims, "problem": ""}
    if request.method == "POST" and "new" in request.POST:
        try:
            user = identities.create_account(launch, claims, request)
        except identities.AlreadyConnected:
            pass  # the button was pressed twice
        else:
            log_event("account-by-launch", request, user=user)
        return redirect(launch)
    if request.method == "POST" and request.user.is_authenticated:
        if not proved_lately(request) and (ways := get_adapter().get_reauthentication_methods(request.user)):
            # A way to log in is added, so this is as sensitive as a new password.
            return redirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: launch.get_absolute_url()})}")
        try:
            identities.connect(launch, claims, request.learner)
        except identities.AlreadyConnected:
            context["problem"] = (
                "This account is already connected to another person of your school. Log in with another account, or "
                "create a new one."
            )
        else:
            log_event("launch-connected", request)
            return redirect(launch)
    return render(request, "lti/choose_account.html", context, status=409 if context["problem"] else 200)


def arrive(request, launch: Launch, claims: LaunchClaims):
    """The page that was asked for, or what has to be decided before it."""
    if claims.message == DEEP_LINKING:
        return redirect("lti-pick", launch.pk)
    linked = classes.linked_class_of(claims)
    if linked is None:
        if claims.teaches and claims.context:
            return redirect("lti-class", launch.pk)
        return wait_for_instructor(request, claims)
    classes.note_services(linked, claims)
    note_line_item(linked, claims)
    if claims.teaches:
        try:
            classes.teach_for_now(linked, request.user)
        except IsALearnerHere:
            return render(request, "lti/refused.html", {"message": LEARNS_HERE}, status=409)
    elif claims.learns and classes.may_join(linked, request.learner):
        return redirect("lti-joining", launch.pk)
    Launch.objects.filter(pk=launch.pk).delete()
    return redirect(address_after(claims, linked))


LEARNS_HERE = (
    "You’re a learner in this class, so you can’t teach it with the same account. Leave the class on your account "
    "page first."
)


def wait_for_instructor(request, claims: LaunchClaims):
    if claims.learns:
        return render(request, "lti/not_yet.html", {"claims": claims})
    return redirect(launches.path_of(claims.target))


@both
@ending_politely
def link_class(request, launch):
    """An instructor says once which class here the course is."""
    found, claims = signed_in_launch(request, launch)
    if not claims.teaches or not claims.context or classes.linked_class_of(claims):
        return redirect(found)
    form = ClassChoiceForm(
        request.POST if request.method == "POST" else None,
        classes=classes.classes_to_link(request.user),
        title=claims.title,
    )
    if not form.is_valid():
        context = {"form": form, "claims": claims, "launch": found}
        return render(request, "lti/link_class.html", context, status=422 if form.is_bound else 200)
    try:
        if cohort := form.cleaned_data["cohort"]:
            classes.link(claims, cohort, by=request.user)
        else:
            classes.link_new_class(claims, request.user, request.learner.time_zone)
    except classes.AlreadyLinked:
        messages.info(request, "Someone linked this course or this class just now.")
    else:
        log_event("class-linked", request)
        messages.success(request, "Your course is linked. Learners who open this site from it join the class.")
    return redirect(found)


@both
@ending_politely
def joining(request, launch):
    """What the instructors of the class will see; nobody joins without pressing the button."""
    found, claims = signed_in_launch(request, launch)
    linked = classes.linked_class_of(claims)
    if not linked or not claims.learns or membership_in(linked.cohort, request.learner):
        return redirect(found)
    context = {"launch": found, "cohort": linked.cohort, "platform": found.platform, "ended": ""}
    if request.method == "POST":
        try:
            classes.join_by_launch(linked, claims, request.learner)
        except JoinRefused as why:
            return render(request, "lti/joining.html", context | {"ended": why.why}, status=409)
        except NotALearner:
            return redirect(found)
        messages.success(
            request, f"You’re in “{linked.cohort}” now. You can leave it at any time on your account page."
        )
        return redirect(found)
    return render(request, "lti/joining.html", context)


@login_required
@require_safe
@never_cache
def again(request):
    """For an account that has nothing else to prove itself with."""
    back = page_here(request, request.GET.get(REDIRECT_FIELD_NAME, ""))
    return render(request, "lti/again.html", {"back": back})


@login_required
@never_cache
@both
def disconnect(request, identity: int):
    found = get_object_or_404(Identity, pk=identity, learner=request.learner)
    if not request.user.has_usable_password() or not request.user.address:
        messages.error(request, "First add an address and choose a password, or you couldn’t log in anymore.")
        return redirect("account")
    if request.method != "POST":
        context = {
            "title": "Disconnect your school?",
            "says": "Opening this site from your school no longer logs you in to this account. You stay in your "
            "classes, and your scores no longer go to your school.",
            "act": "Disconnect",
            "back": reverse("account"),
        }
        return render(request, "form/ask_first.html", context)
    identities.disconnect(found)
    messages.success(request, "Your school is disconnected.")
    return redirect("account")
