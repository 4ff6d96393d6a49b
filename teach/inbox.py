"""The inbox: all tasks of an instructor or content editor in one list, where each can be opened and completed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from accounts.permissions import staff_with_a_role_only
from matrix import facts, inbox
from matrix.facts import Facts
from matrix.inbox import InboxEntry, InboxKind
from quizzes.views import private
from teach.items.views import facts_with_statistics_rolled

ON_A_PAGE = 20
MEANWHILE = "Someone else already resolved this. Nothing was saved."


@dataclass(frozen=True)
class InboxPage:
    number: int
    rows: list[InboxEntry]
    total: int

    @property
    def last(self) -> int:
        return max(-(-self.total // ON_A_PAGE), 1)


def page_of(
    mine: list[InboxKind], asked: list[InboxKind], number: int, known: Facts
) -> tuple[dict[str, int], InboxPage]:
    counts, rows = inbox.find_entries(mine, asked, known, start=(number - 1) * ON_A_PAGE, count=ON_A_PAGE)
    page = InboxPage(number, rows, sum(counts[kind.name] for kind in asked))
    return (counts, page) if number <= page.last else page_of(mine, asked, page.last, known)


def number_in(text: str) -> int:
    return min(max(int(text), 1), 10**6) if text.isascii() and text.isdecimal() else 1


@require_safe
@private
@staff_with_a_role_only
@vary_on_headers("HX-Request")
def inbox_list(request):
    known = facts_with_statistics_rolled()
    mine = inbox.kinds_for(request.user)
    one = [kind for kind in mine if kind.name == request.GET.get("kind")]
    counts, page = page_of(mine, one or mine, number_in(request.GET.get("page", "")[:9]), known)
    query = {"kind": one[0].name} if one else {}
    opened = next((each for each in page.rows if each.anchor == request.GET.get("open")), None)
    context = {
        "kinds": [(kind, counts[kind.name], [kind] == one) for kind in mine],
        "all": sum(counts.values()),
        "every": not one,
        "page": page,
        "previous": urlencode(query | {"page": page.number - 1}) if page.number > 1 else "",
        "next": urlencode(query | {"page": page.number + 1}) if page.number < page.last else "",
        "place": urlencode(query | ({"page": page.number} if page.number > 1 else {})),
        "opened": opened,
        **(entry_context(opened, known) if opened else {}),
    }
    return render(request, "teach/inbox.html" + ("#list" if request.htmx else ""), context)


def entry_context(waiting: InboxEntry, known: Facts, data: Any = None) -> dict[str, Any]:
    kind = waiting.kind
    found = kind.about(waiting.key, known)
    if found is None:
        return {"gone": True}
    return {"about": found, "form": kind.form(data, found) if kind.form else None}


@require_http_methods(["GET", "HEAD", "POST"])
@private
@staff_with_a_role_only
@vary_on_headers("HX-Request")
def inbox_entry(request, kind: str, key: str):
    mine = {each.name: each for each in inbox.kinds_for(request.user)}
    answer = mine[kind].answer if kind in mine else None
    if kind not in mine or (request.method == "POST" and answer is None):
        raise Http404
    known = facts.current()
    entry = inbox.find_entry(mine[kind], key, known)
    if entry is None and request.method != "POST":
        raise Http404
    if entry is None:
        return settled_response(request, MEANWHILE)
    shown = {"each": entry, "open": True, "nav": "teach", **entry_context(entry, known, request.POST or None)}
    form = shown.get("form")
    if form is None or answer is None or not form.is_valid():
        template = "teach/inbox_entry.html" + ("#entry" if request.htmx else "")
        wrong = form is not None and form.is_bound
        response = render(request, template, shown, status=422 if wrong else 200)
        return show_at_top(response, f"#answer-{entry.anchor}") if wrong else response
    try:
        said = answer(key, form.cleaned_data, request.user.pk)
    except inbox.AlreadySettled:
        return settled_response(request, MEANWHILE)
    return settled_response(request, said or entry.kind.done, inbox.find_entry(entry.kind, key, facts.current()))


def settled_response(request, said: str, left: InboxEntry | None = None):
    """`left` is the entry if a part of it is still to do; it stays open."""
    if not request.htmx:
        messages.success(request, said)
        return redirect("teach:inbox-entry", left.kind.name, left.key) if left else redirect("teach:inbox")
    known = facts.current()
    counts = inbox.count_entries(inbox.kinds_for(request.user), known)
    context: dict[str, Any] = {"said": said, "counts": [("all", sum(counts.values())), *counts.items()]}
    if left:
        context |= {"each": left, "open": True, **entry_context(left, known)}
    response = render(request, "teach/inbox_entry.html#" + ("left" if left else "settled"), context)
    return show_at_top(response, "")


def show_at_top(response, element: str):
    """Scroll to the `element`, or to what was swapped: an entry can be longer than many screens."""
    response["HX-Reswap"] = f"outerHTML show:{element}:top" if element else "outerHTML show:top"
    return response
