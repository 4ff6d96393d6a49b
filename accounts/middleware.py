from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from accounts.cohorts.assistants import assists_by_invitation, assists_somewhere
from accounts.learners import TooManyGuests, learner_of, stay_remembered
from accounts.login import devices
from accounts.login.reauthentication import launched_in
from accounts.login.second_factors import has_second_factor, page_that_asks, proved_in
from accounts.models import Learner
from serving.return_address import STAYS, page_left


def has_left(request, learner: Learner) -> bool:
    return not request.user.is_authenticated and (learner.user_id is not None or request.learner is None)


class LearnerMiddleware:
    """Sets `request.learner` (None for a visitor), activates the learner's time zone, and prevents caching of their
    pages. It also answers when a network begins too much without an account, and clears the browser's cache on
    log-out.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # A visitor without a session costs no query.
        request.learner = learner_of(request) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        learner = request.learner
        if learner is None:
            return self.get_response(request)
        if request.method == "POST" and learner.user_id is None:
            stay_remembered(request.session, learner)
        with timezone.override(ZoneInfo(learner.time_zone)):
            response = self.get_response(request)
        # Pages about the person go at log-out; the browser may still show other pages from its cache.
        about_them = request.path.startswith("/account/")
        response.headers.setdefault("Cache-Control", "private, no-store" if about_them else "private, no-cache")
        if has_left(request, learner):
            # Not "storage": answers of other learners wait there (docs/decisions/0023). outbox.js deletes this
            # learner's.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response

    def process_exception(self, request, exception):
        if not isinstance(exception, TooManyGuests):
            return None
        context = {"next": page_left(request)}
        refused = render(request, "account/too_many_guests.html", context, status=429)
        refused["Retry-After"] = "3600"
        return refused


def sends_to_log_in(request, response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    address = urlsplit(response["Location"])
    back = parse_qs(address.query).get(REDIRECT_FIELD_NAME)
    return address.path in map(resolve_url, (settings.LOGIN_URL, "admin:login")) and back == [request.get_full_path()]


class LogInMiddleware:
    """After log-in, a form sent after the session ended leads back to its page with the choice.

    Otherwise the way back would be the form's address without the choice, and htmx would put the log-in page into the
    question.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not sends_to_log_in(request, response) or not (request.method == "POST" or request.htmx):
            return response
        if STAYS in request.headers:
            return HttpResponse(status=401)
        address = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: page_left(request)})}"
        if request.htmx:
            told = HttpResponseClientRedirect(address)
            told.status_code = 204
            return told
        return redirect(address)


def must_prove_two_steps(request) -> bool:
    """Who teaches by a launch has proved to their school who they are, in this session."""
    if request.user.is_staff or assists_by_invitation(request.user):
        return True
    return assists_somewhere(request.user) and not launched_in(request)


class SecondFactorMiddleware:
    """Where staff need two-step verification, they must prove it in this session before the admin and Teach.

    So must assistants of a class before Teach: they see names and grades of learners too.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        for_staff = getattr(view, "for_staff", False) or request.path.startswith(("/admin/", "/teach/"))
        if not (settings.REQUIRE_SECOND_FACTOR and for_staff and request.user.is_authenticated):
            return None
        if not must_prove_two_steps(request):
            return None
        if not has_second_factor(request.user):
            messages.info(
                request, "Set up two-step verification first: the page you want to open has other people’s data."
            )
            return redirect("mfa_index")
        if not proved_in(request):
            back = urlencode({REDIRECT_FIELD_NAME: page_left(request)})
            return redirect(f"{page_that_asks(request.user)}?{back}")
        return None


class DeviceMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if hasattr(request, "device_known_for"):
            devices.send(request, response)
        return response
