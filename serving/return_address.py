"""Back to where a person stood when a form of theirs could not be taken."""

from functools import wraps
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.utils.http import url_has_allowed_host_and_scheme

# What a question asks for. It comes back in the address, so that logging in costs no choice.
KEPT = ("choice",)
# A form with this field has been kept by its page, which puts it back where the address ends so (kept-typed.js).
IS_KEPT, PUT_BACK = "_kept", "#typed"
# Sent by a page on which somebody writes: it does not want to be left, and says itself what to do.
STAYS = "X-Page-Stays"


def page_left(request) -> str:
    """The path of the page that sent this request, with the choice made there in its query.

    A form may post to an address that shows nothing, so the page is the one the browser names;
    a browser that names none, or another site's, gets the address of the request itself.
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
        page += PUT_BACK
    # Two leading slashes would name another host.
    return "/" + page.lstrip("/\\")


def page_here(request, address: str) -> str:
    """The path if it is one of this site's, else nothing. A bare word would be looked up as the name of a page."""
    allowed = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if allowed else ""


def or_log_in(view):
    """What this browser's guest or visitor does not find may be there after logging in.

    Nobody learns from it what exists: any address that is not found leads there.
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
