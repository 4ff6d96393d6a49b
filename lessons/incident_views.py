from contextlib import suppress

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from lessons.incidents import ShownIncident, incidents
from lessons.sections import places
from matrix import facts
from serving.return_address import kept_in_address


@require_safe
def index(request):
    return render(request, "lessons/incidents.html", {"incidents": incidents(facts.current()).values()})


@require_safe
@vary_on_headers("HX-Request")
def incident(request, slug: str):
    known = facts.current()
    told = incidents(known)
    if slug not in told:
        raise Http404("There is no such incident.")
    telling = None
    with suppress(ValidationError):  # a fact that it names has changed, which is in the inbox
        telling = ShownIncident(told[slug], known, request.GET.get("layer", ""))
    slugs = list(told)
    context = {
        "incident": told[slug],
        "telling": telling,
        "reading": places().get(told[slug].section) if telling and telling.picked else None,
        "following": told[slugs[(slugs.index(slug) + 1) % len(slugs)]],
    }
    response = render(request, "lessons/incident.html" + ("#telling" if request.htmx else ""), context)
    return kept_in_address(request, response)
