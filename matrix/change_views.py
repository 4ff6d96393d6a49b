"""Changes of the facts as pages and as a feed."""

from django import forms
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from matrix import changelog, facts
from matrix.explorer import FilterForm
from matrix.facts import Facts

ON_A_PAGE = 20


class ChangesForm(FilterForm):
    service = forms.ChoiceField(label="Service", required=False)
    layer = forms.ChoiceField(label="Layer", required=False)

    def __init__(self, data, *, facts: Facts):
        super().__init__(data)
        services = sorted(facts.services.values(), key=lambda service: service.short_name.casefold())
        for name, everything, rows in (
            ("service", "All services", services),
            ("layer", "All layers", facts.layers.values()),
        ):
            chosen = [("", everything), *((row.slug, row.short_name) for row in rows)]
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, required=False, choices=chosen)


@require_safe
@vary_on_headers("HX-Request")
def changes(request):
    known = facts.current()
    form = ChangesForm(request.GET, facts=known)
    asked = form.asked()
    found = changelog.current(known).about(**asked)
    query = f"{urlencode(asked)}&" if asked else ""
    context = {
        "form": form,
        "count": len(found),
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "feed": f"{reverse('matrix:changes-feed')}{f'?{urlencode(asked)}' if asked else ''}",
        "nav": "matrix",
    }
    return render(request, "matrix/changes.html" + ("#changes" if request.htmx else ""), context)


@require_safe
def change(request, key: str):
    found = changelog.current(facts.current()).by_key.get(key)
    if found is None:
        raise Http404
    return render(request, "matrix/change.html", {"change": found, "nav": "matrix"})
