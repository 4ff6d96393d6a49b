"""Questions in the admin: the list, and the addresses of all acts on one or many."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from bank.drafts import clone
from bank.generators import GENERATORS
from bank.models import MADE_TO_ORDER, Contradiction, Item, Retirement, how_made
from bank.origins import origins_of
from bank.publishing import newest_version
from matrix.editing.admin_bases import TableFilter
from serving.whole_numbers import whole_number
from teach.items import bulk_pages, editor, publication_views, retirement_views, version_views
from teach.items.bulk_changes import MOST
from teach.items.check_slots import check_without, put_into_check
from teach.models import BulkAct


class OriginFilter(TableFilter):
    title = "origin"
    parameter_name = "generator"
    table = {
        None: ("Of the bank", lambda items: items.of_bank()),
        "none": (how_made(""), lambda items: items.filter(generator="")),
        **{name: (how_made(name), partial(QuerySet.filter, generator=name)) for name in (*GENERATORS, *MADE_TO_ORDER)},
    }


class StateFilter(TableFilter):
    title = parameter_name = "state"
    table = {
        "asked": ("Learners see it", lambda items: items.filter(published__isnull=False)),
        "draft": ("With a draft", lambda items: items.filter(draft__isnull=False)),
        "new": ("Never published", lambda items: items.filter(versions__isnull=True)),
        "retired": ("Retired", lambda items: items.filter(retired=True)),
        "contradicted": ("Contradicts the facts", lambda items: items.filter(contradicted=True)),
    }


def bulk_action(act: BulkAct, description: str):
    @admin.action(description=description, permissions=["change"])
    def begin(of_items, request, queryset):
        # One more than allowed shows that there are too many.
        items = queryset.order_by().values_list("pk", flat=True).distinct()[: MOST + 1]
        return bulk_pages.bulk_page(request, act, items, begins=True)

    begin.__name__ = f"bulk_{act.value}"
    return begin


@admin.register(Item)
class ItemAdmin(admin.ModelAdmin):
    list_display = ["stem", "slug", "skill", "state"]
    list_filter = [StateFilter, "skill", OriginFilter, "slots__quiz"]
    list_select_related = ["published", "draft"]
    search_fields = ["slug", "published__stem", "published__options__text"]
    actions = [
        bulk_action(BulkAct.RETIRE, "Retire the selected questions"),
        bulk_action(BulkAct.BRING_BACK, "Restore the selected questions"),
        bulk_action(BulkAct.TAG, "Set the skill of the selected questions"),
        bulk_action(BulkAct.ADD, "Add the selected questions to a quiz"),
        bulk_action(BulkAct.TAKE, "Remove the selected questions from a quiz"),
        bulk_action(BulkAct.PUBLISH, "Publish the drafts of the selected questions"),
    ]

    @admin.display(description="question", ordering="published__stem")
    def stem(self, item: Item) -> str:
        if item.published:
            return item.published.stem
        return (item.draft.content.get("stem") if hasattr(item, "draft") else "") or "Not published"

    @admin.display(description="state")
    def state(self, item: Item) -> str:
        if item.generator:
            return f"derived, version {item.published.number}" if item.published else "derived, withdrawn"
        retired = item.retired  # type: ignore[attr-defined]
        published = f"version {item.published.number}" if item.published else "retired" if retired else "not published"
        draft = ", with a draft" if hasattr(item, "draft") else ""
        contradicts = ", contradicts the facts" if item.contradicted else ""  # type: ignore[attr-defined]
        return published + draft + contradicts

    def get_queryset(self, request):
        standing = Contradiction.objects.filter(item=OuterRef("pk"), closed_at=None)
        retired = Retirement.objects.filter(item=OuterRef("pk"), ended_at=None)
        return super().get_queryset(request).annotate(contradicted=Exists(standing), retired=Exists(retired))

    def has_delete_permission(self, request, obj=None):
        # Answers refer to its versions.
        return super().has_delete_permission(request, obj) and (obj is None or not obj.versions.exists())

    def get_urls(self):
        pages = [
            *(
                path(address, self.admin_site.admin_view(page), name=f"bank_item_{name}")
                for address, name, page in (
                    ("subjects/", "subjects", self.subjects),
                    ("bulk/", "bulk", self.bulk),
                    ("bulk-changes/", "bulk_changes", self.bulk_changes),
                    ("bulk-changes/<int:change>/", "bulk_change", self.bulk_change),
                )
            ),
            *(
                path(f"<int:pk>/{address}", self.admin_site.admin_view(page), name=f"bank_item_{name}")
                for address, name, page in (
                    ("publish/", "publish", self.publish),
                    ("versions/", "versions", self.versions),
                    ("versions/<int:number>/", "version", self.version),
                    ("retirement/", "retirement", self.retirement),
                    ("copy/", "clone", self.clone),
                    ("check/", "check", self.put_into_check),
                )
            ),
        ]
        return [*pages, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {**(extra_context or {}), "title": "Questions"})

    def get_actions(self, request, action_location=ActionLocation.CHANGE_LIST):
        # Deleting several at once would bypass `has_delete_permission` for each.
        actions = super().get_actions(request, action_location)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def bulk(self, request):
        self._refuse_strangers(request)
        act, sent = request.POST.get("act", ""), request.POST.getlist("item")
        items = [number for item in sent if (number := whole_number(item)) is not None]
        if act not in BulkAct.values or not items or len(items) < len(sent):
            raise Http404
        return bulk_pages.bulk_page(request, act, items, begins=False)

    def bulk_changes(self, request):
        self._refuse_strangers(request)
        return bulk_pages.bulk_list(request)

    def bulk_change(self, request, change: int):
        self._refuse_strangers(request)
        return bulk_pages.bulk_change(request, change)

    def _refuse_strangers(self, request) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return editor.edit(request, None, self._log(request))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        item = self.get_object(request, unquote(object_id))
        item = self._allowed(request, item)
        if item.generator:
            return self.show_derived(request, item)
        return editor.edit(request, item, self._log(request))

    def show_derived(self, request, item: Item) -> HttpResponse:
        if request.method != "GET":
            raise PermissionDenied
        context = {
            "title": "Derived question",
            "item": item,
            "version": item.published or newest_version(item),
            "origins": origins_of(item),
            "versions": item.versions.count(),
            "nav": "teach",
        }
        return render(request, "admin/bank/item/derived.html", context)

    def subjects(self, request):
        self._refuse_strangers(request)
        return editor.subjects(request)

    def publish(self, request, pk: int):
        return publication_views.publish_page(request, self._by_hand(request, pk), self._log(request))

    def versions(self, request, pk: int):
        return version_views.versions_page(request, self._item(request, pk))

    def version(self, request, pk: int, number: int):
        item = self._item(request, pk)
        version = get_object_or_404(item.versions, number=number)
        return version_views.version_page(request, item, version, self._log(request))

    def retirement(self, request, pk: int):
        return retirement_views.retirement_page(request, self._by_hand(request, pk), self._log(request))

    def clone(self, request, pk: int):
        item = self._item(request, pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        return require_POST(self._clone)(request, item)

    def _clone(self, request, item: Item):
        copy = clone(item)
        self.log_addition(request, copy, f"Copied from {item.slug}.")
        messages.success(request, "This is the copy. It’s a draft that only you and your colleagues see.")
        return redirect(reverse("admin:bank_item_change", args=[copy.pk]))

    def put_into_check(self, request, pk: int):
        item = self._by_hand(request, pk)
        if not (request.user.has_perm("quizzes.change_quiz") and request.user.has_perm("quizzes.add_quiz")):
            raise PermissionDenied
        return require_POST(self._put_into_check)(request, item)

    def _put_into_check(self, request, item: Item):
        lesson = check_without(item)
        if lesson is None:
            messages.info(request, "It’s already in a quiz, or no lesson teaches it.")
            return redirect(reverse("admin:bank_item_change", args=[item.pk]))
        quiz, place = put_into_check(item, lesson)
        self._log(request)(item, f"Added to “{quiz}”.")
        messages.success(
            request, f"It is question {place} of “{quiz}”. Learners who start the check from now on are asked it."
        )
        return redirect(reverse("admin:quizzes_quiz_questions", args=[quiz.pk]))

    def _item(self, request, pk: int) -> Item:
        return self._allowed(
            request, self.get_queryset(request).select_related("published", "draft").filter(pk=pk).first()
        )

    def _by_hand(self, request, pk: int) -> Item:
        item = self._item(request, pk)
        if item.generator:
            raise Http404
        return item

    def _allowed(self, request, item: Item | None) -> Item:
        if item is None:
            raise Http404
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def _log(self, request):
        def log(item: Item, what: str) -> None:
            self.log_change(request, item, what)

        return log
