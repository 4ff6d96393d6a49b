"""All versions of a question: who changed what and when, and how learners saw it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.models import User
from bank.content import content_of, normalized
from bank.differences import TextDifference, differences
from bank.drafts import StaleDraft, edit_of, save_draft
from bank.models import Item, ItemVersion
from bank.version_contents import content_of_version, contents_of
from matrix import facts
from quizzes.models import ItemResult
from teach.items.preview import preview_of


@dataclass(frozen=True)
class VersionEntry:
    version: ItemVersion
    editor: str
    answers: int
    differences: list[TextDifference]


def editors_of(ids: Sequence[int | None]) -> dict[int, str]:
    """Includes users whose accounts are deleted."""
    users = {user.pk: user.name or user.email for user in User.objects.filter(pk__in={pk for pk in ids if pk})}
    return {pk: users.get(pk, "a deleted account") for pk in ids if pk}


def entries_of(item: Item) -> list[VersionEntry]:
    versions = list(item.versions.order_by("number"))
    contents = contents_of(versions)
    names = editors_of([version.editor for version in versions])
    given = dict(
        ItemResult.objects.filter(attempt_item__version__item=item)
        .values_list("attempt_item__version")
        .annotate(n=Count("pk"))
    )
    by_itself = "the facts" if item.generator else "a content file"
    entries = [
        VersionEntry(
            version,
            names[version.editor] if version.editor else by_itself,
            given.get(version.pk, 0),
            differences(contents[number - 1], contents[number]) if number else [],
        )
        for number, version in enumerate(versions)
    ]
    return entries[::-1]


def versions_page(request, item: Item):
    entries = entries_of(item)
    draft = getattr(item, "draft", None)
    newest = entries[0].version if entries else None
    context = {
        "title": "Versions",
        "item": item,
        "entries": entries,
        "draft": draft,
        "unpublished": differences(content_of(newest), normalized(draft.content)) if draft and newest else [],
        "retirements": item.retirements.select_related("version"),
        "nav": "teach",
    }
    return render(request, "admin/bank/item/versions.html", context)


def version_page(request, item: Item, version: ItemVersion, log):
    """POST with `_restore` makes the version the draft."""
    if "_restore" in request.POST and not item.generator:
        return _restored(request, item, version, log)
    content = content_of_version(version)
    tried = request.POST if request.POST.keys() & {"_try", "unsure"} else None
    context = {
        "title": f"Version {version.number}",
        "item": item,
        "version": version,
        "editor_name": editors_of([version.editor]).get(version.editor or 0, ""),
        "preview": preview_of(content, facts.current(), tried),
        "tried": tried,
        "opened_on": edit_of(item),
        "draft": getattr(item, "draft", None),
        "nav": "teach",
    }
    template = "admin/bank/item/version.html"
    return render(request, f"{template}#looked" if request.htmx else template, context)


def _restored(request, item: Item, version: ItemVersion, log):
    try:
        save_draft(
            item, content_of_version(version), opened_on=request.POST.get("opened_on", ""), editor=request.user.pk
        )
    except StaleDraft:
        messages.error(
            request, "Someone else saved this question in the meantime, so nothing was restored. Check it again."
        )
        return redirect(reverse("admin:bank_item_version", args=[item.pk, version.number]))
    log(item, f"Restored version {version.number} as the draft.")
    messages.success(request, f"Version {version.number} is the draft now. Learners see no change until you publish.")
    return redirect(reverse("admin:bank_item_change", args=[item.pk]))
