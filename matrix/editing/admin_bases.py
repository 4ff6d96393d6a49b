"""What several pages of the Django admin have in common, here and in the rooms above."""

from django.contrib import admin, messages
from django.shortcuts import redirect


class OpenFirstFilter(admin.SimpleListFilter):
    """Open rows are the default, so they have no value in the address."""

    title = "state"
    parameter_name = "state"

    def choices(self, changelist):
        first = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["state"])}
        yield {**first, "display": "Open"}
        yield from list(super().choices(changelist))[1:]


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
