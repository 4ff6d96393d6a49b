"""The page that edits a question: its form, live preview, option buttons and drafts."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from bank.content import Content, normalized, problems_of, skill_of, slug_from
from bank.differences import differences
from bank.drafts import StaleDraft, content_to_edit, edit_of, empty_content, save_draft
from bank.models import Form, Item, ItemDraft
from bank.publishing import publish
from lessons.models import Lesson
from lessons.problems import GOALS, SOURCES
from matrix import facts
from matrix.editing.forms import BACK
from matrix.editing.subject_paths import suggestions
from matrix.facts import Facts
from quizzes.regrade.answers import results_to_regrade
from serving.whole_numbers import whole_number
from teach.items.autocomplete import find_subjects
from teach.items.check_slots import check_without
from teach.items.forms import ItemEditor
from teach.items.live_preview import LivePreview
from teach.items.options import apply_button, with_blank_options
from teach.items.version_views import editors_of

TEMPLATE = "admin/bank/item/edit.html"
KINDS_OF_CELLS = ("cell",)
FORMS = set(Form.values)


@dataclass
class EditorFeedback:
    at: int | None = None
    verb: str = ""
    theirs: list[Any] | None = None


class PathSuggestions:
    """Paths that browsers complete without JavaScript: those of the tested services, controls and layers."""

    def __init__(self, editor: ItemEditor, known: Facts):
        self.services = {path.partition("/")[0] for path in editor.typed["cells"]}
        self.facts = known

    @property
    def cells(self) -> list[str]:
        return [path for path in self.facts.cells_by_path if path.partition("/")[0] in self.services]

    @property
    def subjects(self) -> list[str]:
        return list(suggestions(self.facts, self.services))


def edit(request, item: Item | None, log) -> HttpResponse:
    known = facts.current()
    if request.method != "POST":
        content = content_to_edit(item) if item else with_blank_options(_asked_for(request))
        return _page(request, ItemEditor(item=item, content=content, opened_on=edit_of(item) if item else ""), known)
    editor = ItemEditor(request.POST, item=item)
    if "_arrange" in request.POST:
        return _rearranged(request, editor, known)
    if request.htmx:
        look = LivePreview(editor, known, tried=_tried(request.POST))
        overtaken = item is not None and request.POST.get("opened_on") != edit_of(item)
        told = who_saved(item) if item and overtaken else ""
        context = {"look": look, "editor": editor, "item": item, "overtaken": told}
        return render(request, f"{TEMPLATE}#looked", context)
    if request.POST.keys() & {"_try", "_look", "_again", "unsure", BACK}:
        return _page(request, editor, known, tried=_tried(request.POST))
    if editor.is_valid():
        done = _store(request, item, editor, known, log)
        if done:
            return done
    return _page(request, editor, known, strict="_publish" in request.POST, status=422)


def _asked_for(request) -> Content:
    content = empty_content()
    kind, cell = request.GET.get("kind", ""), request.GET.get("cell", "")
    return {
        **content,
        "form": kind if kind in FORMS else content["form"],
        "cells": [cell] if cell else [],
        "section": request.GET.get("section", "")[:120] or _first_section(request.GET.get("lesson", "")),
    }


def _first_section(lesson: str) -> str:
    found = Lesson.objects.filter(pk=whole_number(lesson) or 0).first()
    anchor = next((each for each in found.anchors if each not in (GOALS, SOURCES)), "") if found else ""
    return f"{found.slug}#{anchor}" if found and anchor else ""


def _tried(data: QueryDict) -> QueryDict | None:
    """The fields of the preview's own form, or None before an answer was tried."""
    if "_again" in data:
        return None
    return data if data.keys() & {"_try", "_tried", "unsure"} else None


def _rearranged(request, editor: ItemEditor, known: Facts) -> HttpResponse:
    content, at = apply_button(editor.typed, request.POST["_arrange"], known)
    opened_on, slug = request.POST.get("opened_on", ""), request.POST.get("slug", "")
    fresh = ItemEditor(item=editor.item, content={**content, "slug": slug}, opened_on=opened_on)
    return _page(
        request,
        fresh,
        known,
        told=EditorFeedback(at=at, verb=request.POST["_arrange"].partition(":")[0]),
        template=f"{TEMPLATE}#workshop" if request.htmx else TEMPLATE,
    )


def _page(
    request,
    editor: ItemEditor,
    known: Facts,
    *,
    tried: QueryDict | None = None,
    strict: bool = False,
    told: EditorFeedback | None = None,
    template: str = TEMPLATE,
    status: int = 200,
) -> HttpResponse:
    item = editor.item
    context = {
        "title": "Edit question" if item else "New question",
        "item": item,
        "editor": editor,
        "look": LivePreview(editor, known, tried=tried, strict=strict),
        "told": told or EditorFeedback(theirs=getattr(editor, "theirs", None)),
        "known": PathSuggestions(editor, known),
        "is_back": BACK in request.POST,
        "is_typed": editor.question.is_bound or told is not None,
        "nav": "teach",
        **(_state_of(item) if item else {}),
    }
    return render(request, template, context, status=status)


def _state_of(item: Item) -> dict[str, Any]:
    return {
        "draft": getattr(item, "draft", None),
        "contradiction": item.contradictions.filter(closed_at=None).first(),
        "versions": item.versions.count(),
        "check_without": check_without(item),
        "to_regrade": results_to_regrade([item.pk]).count() if item.published_id else 0,
        **_retirement_of(item),
    }


def _retirement_of(item: Item) -> dict[str, Any]:
    retirement = item.retirements.filter(ended_at=None).select_related("version").first()
    if retirement is None:
        return {"retirement": None}
    return {"retirement": retirement, "retired_by": editors_of([retirement.retired_by])[retirement.retired_by]}


@transaction.atomic
def _store(request, item: Item | None, editor: ItemEditor, known: Facts, log) -> HttpResponse | None:
    """None if the form has errors to show."""
    content = editor.content
    publishes = "_publish" in request.POST
    if publishes and problems_of(normalized(content), known):
        return None
    opened_on = editor.question.cleaned_data["opened_on"]
    if item is None:
        slug = editor.question.cleaned_data["slug"] or slug_from(content["stem"])
        item = Item.objects.create(slug=slug, skill=skill_of(content))
        opened_on = edit_of(item)
    try:
        save_draft(item, content, opened_on=opened_on, editor=request.user.pk)
    except StaleDraft as stale:
        _tell_stale(request, editor, item, stale)
        return None
    if publishes and not item.versions.exists():
        publish(item, content, editor=request.user.pk)
        log(item, "Published as version 1.")
        messages.success(request, "Published as version 1. Learners see it from now on.")
    elif publishes:
        log(item, "Draft saved.")
        return redirect(reverse("admin:bank_item_publish", args=[item.pk]))
    else:
        log(item, "Draft saved.")
        messages.success(request, "Draft saved. Learners see no change until it is published.")
    return redirect(reverse("admin:bank_item_change", args=[item.pk]))


def _tell_stale(request, editor: ItemEditor, item: Item, stale: StaleDraft) -> None:
    """Keeps what was typed, shows the differences, and lets the next save overwrite."""
    editor.question.add_error(
        None,
        f"{who_saved(item)} this question after you opened it. Your text is still in the form below. "
        "Compare it with theirs, copy what you want, then save again to replace theirs with yours.",
    )
    editor.theirs = differences(normalized(content_to_edit(item)), normalized(editor.content))  # type: ignore[attr-defined]
    sent = request.POST.copy()
    sent["opened_on"] = stale.stands
    editor.question.data = sent


def who_saved(item: Item) -> str:
    draft = ItemDraft.objects.filter(item=item).first()
    if draft and draft.saved_by:
        at = date_format(timezone.localtime(draft.updated_at), "g:i A")
        return f"At {at} {editors_of([draft.saved_by])[draft.saved_by]} saved"
    return "Someone saved or published"


def subjects(request) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    kinds = KINDS_OF_CELLS if request.GET.get("only") == "cell" else ()
    context = {"found": find_subjects(words, facts.current(), kinds), "words": words}
    return render(request, "admin/bank/item/subjects.html", context)
