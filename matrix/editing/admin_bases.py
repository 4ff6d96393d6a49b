"""What several pages of the Django admin have in common, here and in the rooms above."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.shortcuts import redirect

from serving.whole_numbers import whole_number


class TableFilter(admin.SimpleListFilter):
    """`table` has each value's label and the rows that it leaves. Without a value it is the entry of None, if any."""

    table: Mapping[str | None, tuple[str, Callable[[Any], QuerySet]]]

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _) in self.table.items() if value is not None]

    def queryset(self, request, queryset):
        known = self.table.get(self.value())
        return known[1](queryset) if known else queryset


class OpenFirstFilter(TableFilter):
    """Open rows are the default, so they have no value in the address."""

    title = "state"
    parameter_name = "state"

    def choices(self, changelist):
        first = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["state"])}
        yield {**first, "display": "Open"}
        yield from list(super().choices(changelist))[1:]


class LockingAdmin(admin.ModelAdmin):
    def get_object(self, request, object_id, from_field=None):
        """Lock the row from the validation of a form until it is saved."""
        if request.method == "POST":
            self.model._default_manager.select_for_update(no_key=True).filter(pk=whole_number(object_id) or 0).first()
        return super().get_object(request, object_id, from_field)


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class DecidedOnceAdmin(admin.ModelAdmin):
    """Rows that learners or checks open and one person closes. Who comes second is told so, and nothing is stored."""

    actions = None
    closed_field = "closed_at"
    already_closed: type[Exception]  # raised too by the function that closes a row
    closed_meanwhile: str  # what the second person is told
    heading: str

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": self.heading})

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and self.is_closed(obj))

    def is_closed(self, obj) -> bool:
        return getattr(obj, self.closed_field) is not None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except self.already_closed:
            messages.warning(request, self.closed_meanwhile)
            return redirect(request.get_full_path())

    def get_object(self, request, object_id, from_field=None):
        obj = super().get_object(request, object_id, from_field)
        answers = request.method == "POST" and request.resolver_match.url_name.endswith("_change")
        if answers and self.has_view_permission(request) and obj and self.is_closed(obj):
            raise self.already_closed
        return obj
