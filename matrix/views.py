from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, disputing, facts
from matrix.anki_deck import package_of
from matrix.caching import while_unchanged
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
    dumps = {"ensure_ascii": False}
    response = while_unchanged(request, known, lambda: JsonResponse(published_facts(known), json_dumps_params=dumps))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def deck(request):
    """The cells as cards for Anki."""
    known = facts.current()

    def make() -> HttpResponse:
        package = package_of(known, request.build_absolute_uri("/"))
        headers = {"Content-Disposition": 'attachment; filename="whose-layer.apkg"'}
        return HttpResponse(package, content_type="application/octet-stream", headers=headers)

    return while_unchanged(request, known, make)
