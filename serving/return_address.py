"""The page to return to when a form could not be accepted."""

from functools import wraps
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

# The field of a question's answer. It comes back in the address, so that logging in loses no choice.
KEPT = ("choice",)
# A form with this field is saved by its page, which restores it when the address ends like this (kept-typed.js). The
# field may name another page that does so.
IS_KEPT, PUT_BACK = "_kept", "#typed"
# Sent by a page on which somebody writes: it must not be left, and shows errors itself.
STAYS = "X-Page-Stays"


def page_left(request) -> str:
    """Return the path of the page that sent this request, with the choice made there in its query.

    A form may post to an address that shows nothing, so this is the page that the browser names. A browser that names
    none or another site gets the address of the request.
    """
    named = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    path, query = request.path, request.META.get("QUERY_STRING", "")
    if (request.method == "POST" or request.htmx) and url_has_allowed_host_and_scheme(
        named, allowed_hosts={request.get_host()}
    ):
        path, query = urlsplit(named).path or "/", urlsplit(named).query
    kept = [(name, value) for name in KEPT for value in request.POST.getlist(name)]
    if kept:
        query = urlencode([pair for pair in parse_qsl(query) if pair[0] not in KEPT] + kept)
    page = f"{path}?{query}" if query else path
    if IS_KEPT in request.POST:
        page = (page_here(request, request.POST[IS_KEPT]) or page) + PUT_BACK
    # Two leading slashes would name another host.
    return "/" + page.lstrip("/\\")


def kept_in_address(request, response: HttpResponse) -> HttpResponse:
    """On its own page, what htmx was asked goes into the address, so that it is shown again after a reload."""
    if request.htmx and (request.htmx.current_url_abs_path or "").partition("?")[0] == request.path:
        response["HX-Replace-Url"] = request.get_full_path()
    return response


def page_here(request, address: str) -> str:
    """Return the path if it is on this site, else an empty string. A bare word would be looked up as a URL name."""
    allowed = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if allowed else ""


def or_log_in(view):
    """Offer log-in where a guest or visitor finds nothing.

    Every address that is not found does this, so it does not reveal what exists.
    """

    @wraps(view)
    def found_or_log_in(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return found_or_log_in
