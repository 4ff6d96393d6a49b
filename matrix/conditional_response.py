"""Responses with the facts' revision as their ETag."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from matrix.facts import Facts


def while_unchanged(request: HttpRequest, facts: Facts, make: Callable[[], HttpResponse]) -> HttpResponse:
    etag = f'"{facts.revision}"'
    # Compression makes the ETag a weak one.
    known = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    response = HttpResponseNotModified() if etag in known else make()
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response
