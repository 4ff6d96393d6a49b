from django.http import HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, disputing, facts
from matrix.explorer import Explorer
from matrix.publishing import published_facts


@require_safe
@vary_on_headers("HX-Request")
def grid(request):
    explorer = Explorer(facts.current(), request.GET)
    template = "matrix/explorer.html" + ("#region" if request.htmx else "")
    return render(request, template, {"explorer": explorer, "nav": "matrix"})


@require_safe
@vary_on_headers("HX-Request")
def cell(request, service: str, layer: str):
    if request.user.is_authenticated:
        known, rows = facts.current_and(disputing.disputes_of(request.learner, service, layer))
    else:
        known, rows = facts.current(), []
    found = known.cells.get((service, layer))
    if found is None:
        offered = {"service": known.services.get(service), "facts": known, "nav": "matrix"}
        return render(request, "matrix/no_such_cell.html", offered, status=404)
    explorer = Explorer(known, request.GET, open_cell=found)
    template = "matrix/explorer.html" + ("#detail" if request.htmx else "")
    context = {
        "explorer": explorer,
        "cell": found,
        "disputes": disputing.own_disputes(rows),
        "changed": changelog.current(known).recent(found, at=timezone.now()),
        "nav": "matrix",
    }
    return render(request, template, context)


@require_safe
def published(request):
    known = facts.current()
    etag = f'"{known.revision}"'
    headers = {"ETag": etag, "Cache-Control": "public, no-cache", "Access-Control-Allow-Origin": "*"}
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers=headers)
    return JsonResponse(published_facts(known), headers=headers, json_dumps_params={"ensure_ascii": False})
