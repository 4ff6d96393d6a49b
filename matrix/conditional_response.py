"""Answers that are the same until a fact changes: sent again only then."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

from matrix.facts import Facts


def while_unchanged(request: HttpRequest, facts: Facts, make: Callable[[], HttpResponse]) -> HttpResponse:
    """What `make` gives, with the revision of the facts as its ETag; 304 to who has it already."""
    etag = f'"{facts.revision}"'
    # Compression makes an ETag a weak one on its way out.
    known = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    response = HttpResponseNotModified() if etag in known else make()
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache"
    return response
