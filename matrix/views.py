from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, facts, registry
from matrix.boundary_guess import BoundaryGuess
from matrix.cheat_sheet import CheatSheet
from matrix.conditional_response import while_unchanged
from matrix.control_layers import by_kind, layers_of
from matrix.editing import dispute_store
from matrix.explorer import MASTERY, Explorer
from matrix.facts import Facts
from matrix.files.anki_deck import package_of
from matrix.files.public import published_facts, table_lines
from matrix.layer_page import LayerAcrossServices, layers_by_band
from matrix.near_names import nearest
from matrix.search import find
from matrix.service_comparison import Comparison
from matrix.service_page import ServiceColumn, columns_by_category
from matrix.twins import twins as pairs_of
from serving.return_address import kept_in_address


@require_safe
@vary_on_headers("HX-Request")
def grid(request):
    [facts_and_records] = registry.facts_and_records
    known, records = facts_and_records(request.learner if request.GET.get("view") == MASTERY else None)
    explorer = Explorer(known, request.GET, records=records)
    template = "matrix/explorer.html" + ("#region" if request.htmx else "")
    return render(request, template, {"explorer": explorer, "nav": "matrix"})


@require_safe
@vary_on_headers("HX-Request")
def cell(request, service: str, layer: str):
    asked = [dispute_store.disputes_of(request.learner, service, layer)] if request.user.is_authenticated else []
    [facts_and_records] = registry.facts_and_records
    known, records, *rows = facts_and_records(request.learner, *asked)
    found = known.cells.get((service, layer))
    if found is None:
        offered = {"service": known.services.get(service), "facts": known, "nav": "matrix"}
        return render(request, "matrix/no_such_cell.html", offered, status=404)
    explorer = Explorer(known, request.GET, open_cell=found, records=records)
    template = "matrix/explorer.html" + ("#detail" if request.htmx else "")
    context = {
        "explorer": explorer,
        "cell": found,
        "disputes": dispute_store.own_disputes(*rows) if rows else [],
        "changed": changelog.current(known).recent(found, at=timezone.now()),
        "nav": "matrix",
    }
    return render(request, template, context)


@require_safe
def services(request):
    known = facts.current()
    context = {"facts": known, "categories": columns_by_category(known)}
    return render(request, "matrix/services.html", context)


@require_safe
def service(request, service: str):
    known = facts.current()
    found = known.services.get(service)
    if found is None:
        return _unknown(request, "service", service, known.services)
    return render(request, "matrix/service.html", {"column": ServiceColumn(known, found)})


@require_safe
def layers(request):
    known = facts.current()
    return render(request, "matrix/layers.html", {"facts": known, "bands": layers_by_band(known)})


@require_safe
def layer(request, layer: str):
    known = facts.current()
    found = known.layers.get(layer)
    if found is None:
        return _unknown(request, "layer", layer, known.layers)
    return render(request, "matrix/layer.html", {"across": LayerAcrossServices(known, found)})


def _unknown(request, kind: str, asked: str, known: Mapping[str, Any]) -> HttpResponse:
    context = {"kind": kind, "asked": asked, "known": known.values(), "meant": nearest(asked, known)}
    return render(request, "matrix/unknown.html", context, status=404)


@require_safe
@vary_on_headers("HX-Request")
def compare(request):
    comparison = Comparison(facts.current(), request.GET)
    template = "matrix/compare.html" + ("#comparison" if request.htmx else "")
    # The form offers only existing services, so the address was mistyped or is outdated.
    return render(request, template, {"comparison": comparison}, status=404 if comparison.unknown else 200)


@require_safe
def twins(request):
    return render(request, "matrix/twins.html", {"pairs": list(pairs_of(facts.current()))})


@require_safe
@vary_on_headers("HX-Request")
def twins_pair(request, a: str, b: str):
    known = facts.current()
    for asked in (a, b):
        if asked not in known.services:
            return _unknown(request, "service", asked, known.services)
    if a == b:
        return redirect("matrix:twins")
    guess = BoundaryGuess(known.services[a], known.services[b], known, request.GET)
    template = "matrix/twins_pair.html" + ("#guess" if request.htmx else "")
    return kept_in_address(request, render(request, template, {"guess": guess}))


@require_safe
def controls(request):
    known = facts.current()
    kinds = [(kind, [(each, layers_of(each, known)) for each in found]) for kind, found in by_kind(known)]
    return render(request, "matrix/controls.html", {"kinds": kinds})


@require_safe
@vary_on_headers("HX-Request")
def search(request):
    known = facts.current()
    added = (each for searchables in registry.searchables for each in searchables(known))
    results = find(request.GET.get("q", ""), kind=request.GET.get("kind", ""), added=added)
    template = "matrix/search.html" + ("#results" if request.htmx else "")
    return render(request, template, {"results": results, "nav": "search"})


@require_safe
def cheat_sheet(request):
    return render(request, "matrix/cheat_sheet.html", {"sheet": CheatSheet(facts.current())})


@require_safe
def published(request):
    return _unless_known(
        request,
        lambda known: JsonResponse(published_facts(known), json_dumps_params={"ensure_ascii": False}),
    )


@require_safe
def table(request):
    return _unless_known(request, _table)


def _table(known: Facts) -> HttpResponse:
    # The byte order mark tells spreadsheets that the text is UTF-8.
    text = "\ufeff" + "".join(table_lines(known))
    headers = {"Content-Disposition": 'attachment; filename="matrix.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _unless_known(request, answer: Callable[[Facts], HttpResponse]) -> HttpResponse:
    known = facts.current()
    response = while_unchanged(request, known, lambda: answer(known))
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def deck(request):
    def make(known: Facts) -> HttpResponse:
        package = package_of(known, request.build_absolute_uri("/"))
        headers = {"Content-Disposition": 'attachment; filename="whose-layer.apkg"'}
        return HttpResponse(package, content_type="application/octet-stream", headers=headers)

    return _unless_known(request, make)
