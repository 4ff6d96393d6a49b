import sys
from functools import cache
from logging import WARNING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token
from django_htmx.http import HttpResponseClientRedirect

from serving.admission import REFUSED
from serving.connections import drop_connections
from serving.monitoring.security_log import log_event
from serving.return_address import KEPT, STAYS, page_left
from serving.trouble import NO_CHANGES, SECONDS_TO_RETRY, Trouble, trouble_behind

EVENT = "event"  # what makes it harmless to send a form twice (quizzes.answer_events)


@requires_csrf_token
def bad_request(request, exception):
    return render(request, "400.html", status=400)


@requires_csrf_token
def permission_denied(request, exception):
    log_event("not-allowed", request, level=WARNING)
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    # No context: what failed may be the session, the user or the database.
    if trouble := trouble_behind(sys.exception()):
        if trouble == Trouble.READ_ONLY:
            drop_connections()
            return unavailable(request, trouble, NO_CHANGES)
        return unavailable(request, trouble)
    return HttpResponseServerError(render_to_string("500.html"))


class Unavailable(HttpResponse):
    status_code = 503

    def __init__(self, *args, trouble: Trouble, cause: str, **kwargs):
        super().__init__(*args, headers=headers_of(trouble), **kwargs)
        self.trouble, self.cause = trouble, cause
        # Django would log each one as an error while the site is already busy.
        self._has_been_logged = trouble != Trouble.AWAY


def unavailable(request, trouble: Trouble, cause: str = "") -> Unavailable:
    """Return a 503 page: nothing was stored, and trying again helps. Django itself logs why a database is away.

    An answer comes back as a form with the same event, which is stored once however often it is sent. Other forms are
    not sent back: they cannot be repeated safely, and some contain passwords.
    """
    if trouble == Trouble.BUSY and (request.method == "GET" or "HX-Request" in request.headers):
        return Unavailable(busy_page(), trouble=trouble, cause=cause)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if EVENT not in request.POST:
        fields = []
    address = request.get_full_path() if fields or request.method != "POST" else page_left(request)
    page = render_to_string("503.html", {"fields": fields, "address": address, "trouble": trouble})
    return Unavailable(page, trouble=trouble, cause=cause)


def headers_of(trouble: Trouble) -> dict[str, str]:
    return {"Retry-After": str(SECONDS_TO_RETRY[trouble]), "Cache-Control": "no-store", "HX-Reswap": "none"}


@cache
def busy_page() -> str:
    return render_to_string("503.html", {"fields": [], "address": "", "trouble": Trouble.BUSY})


class RefusalMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if cause := request.META.get(REFUSED):
            return unavailable(request, Trouble.BUSY, cause)
        return self.get_response(request)


@requires_csrf_token
def csrf_failure(request, reason=""):
    log_event("no-token", request)
    if STAYS in request.headers:
        return HttpResponse(status=403)
    kept = any(name in request.POST for name in KEPT)
    if kept or request.htmx:
        messages.info(request, "You logged in again since this page was opened. Send it again.")
        page = page_left(request)
        return client_redirect(page) if request.htmx else redirect(page)
    return render(request, "403_csrf.html", {"page": page_left(request)}, status=403)


def client_redirect(page: str) -> HttpResponse:
    told = HttpResponseClientRedirect(page)
    told.status_code = 204
    return told
