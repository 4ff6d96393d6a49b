import pghistory
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected
from django.db import transaction
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html

from matrix import facts
from matrix.editing.admin_bases import LockingAdmin, ReadOnlyAdmin, TableFilter
from matrix.editing.dispute_admin import DisputeAdmin as DisputeAdmin  # registered
from matrix.editing.forms import (
    BACK,
    LONGEST_REASON,
    CellForm,
    ControlForm,
    DutyForm,
    DutyFormSet,
    FactForm,
    RuleForm,
    ScenarioForm,
)
from matrix.editing.revision import RevisionPreview, Unseen, rehearse, revise
from matrix.learnable.rules import all_rules
from matrix.learnable.weights import parts_of_exam, share_of, weights_of
from matrix.models import (
    CommonTask,
    Control,
    Duty,
    ExamShare,
    Layer,
    Responsibility,
    Rule,
    Scenario,
    Service,
    ServiceType,
)

SEEN = "_seen"  # the save button carries the fingerprint of the consequences shown
OURS = {"csrfmiddlewaretoken", SEEN, BACK}
SEE_AGAIN = "Nothing is deleted yet: the consequences have changed since you saw them. Check the list again."


class FactAdmin(admin.ModelAdmin):
    form = FactForm
    actions = ["delete_selected"]
    delete_confirmation_template = "admin/matrix/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/matrix/delete_selected_confirmation.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Unseen as unseen:
            return self.show_consequences(request, object_id, unseen.preview)

    def save_model(self, request, obj, form, change):
        """Saves nothing: `save_related` saves the row together with its related rows."""

    def save_related(self, request, form, formsets, change):
        def save():
            super(FactAdmin, self).save_model(request, form.instance, form, change)
            super(FactAdmin, self).save_related(request, form, formsets, change)

        with pghistory.context(reason=form.cleaned_data.get("reason", "")):
            preview = revise(save, editor=request.user.pk, seen=request.POST.get(SEEN, ""))
        for group in preview.consequences:
            if group.task:
                words = '{}: {}. <a href="{}">{}</a>'
                url, title = group.task.url, group.task.title
                messages.warning(request, format_html(words, group.title, len(group.found), url, title))

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except Unseen:
            messages.warning(request, SEE_AGAIN)
            return redirect(request.get_full_path())

    def render_delete_form(self, request, context):
        context |= self.before_deleting([context["object"]], context)
        return super().render_delete_form(request, context)

    def delete_model(self, request, obj):
        self.delete_seen(request, lambda: super(FactAdmin, self).delete_model(request, obj))

    @admin.action(description="Delete selected %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request, queryset):
        try:
            # Atomic, so that Django's log entries are rolled back too.
            with transaction.atomic():
                response = delete_selected(self, request, queryset)
        except Unseen:
            messages.warning(request, SEE_AGAIN)
            request.POST = request.POST.copy()
            del request.POST["post"]
            response = delete_selected(self, request, queryset)
        if response and response.context_data:
            response.context_data.update(self.before_deleting(list(queryset), response.context_data))
        return response

    def delete_queryset(self, request, queryset):
        self.delete_seen(request, lambda: super(FactAdmin, self).delete_queryset(request, queryset))

    def delete_seen(self, request, delete) -> None:
        """Raises Unseen unless the confirmed page showed everything that the deletion affects."""
        with pghistory.context(reason=request.POST.get("reason", "").strip()[:LONGEST_REASON]):
            revise(delete, editor=request.user.pk, seen=request.POST.get(SEEN, ""))

    def before_deleting(self, rows, context) -> dict[str, object]:
        if context["perms_lacking"] or context["protected"]:
            return {}
        doomed = self.model._default_manager.filter(pk__in=[row.pk for row in rows])
        return {"preview": rehearse(doomed.delete), "seen": SEEN}

    def show_consequences(self, request, object_id: str | None, preview: RevisionPreview):
        # The form's transaction is over here, and with it the lock that `get_object` would take.
        original = self.get_queryset(request).filter(pk=object_id).first() if object_id else None
        context = {
            **self.admin_site.each_context(request),
            "title": "What this changes",
            "opts": self.opts,
            "original": original,
            "preview": preview,
            "typed": [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values],
            "seen": SEEN,
            "back": BACK,
        }
        return render(request, "admin/matrix/consequences.html", context)


class WithCellsAdmin(FactAdmin):
    """A cell, or what is deleted with its cells. Where a second person is needed, only proposals change cells."""

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not settings.FACTS_NEED_SECOND_PERSON


@admin.register(ServiceType)
class ServiceTypeAdmin(FactAdmin):
    list_display = ["name", "boundary", "position"]
    search_fields = ["name", "definition"]
    list_filter = [("services", admin.EmptyFieldListFilter)]


@admin.register(Service)
class ServiceAdmin(WithCellsAdmin):
    list_display = ["short_name", "name", "category", "service_type", "opening", "described"]
    list_filter = ["opening", "category", "service_type", "exam_weight"]
    list_select_related = ["service_type"]
    search_fields = ["short_name", "name", "summary"]
    fields = [
        "name",
        "short_name",
        "noun",
        "slug",
        "summary",
        "note",
        "category",
        "service_type",
        "variant_of",
        "exam_weight",
        "opening",
        "position",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(cell_count=Count("cells"))

    @admin.display(description="cells")
    def described(self, service: Service) -> str:
        layers = Layer.objects.count()
        cells = service.cell_count  # type: ignore[attr-defined]  # annotated by get_queryset
        return f"{cells} of {layers}" + ("" if cells == layers else ", not shown yet")


@admin.register(Layer)
class LayerAdmin(WithCellsAdmin):
    list_display = ["short_name", "name", "position"]
    search_fields = ["short_name", "name", "definition"]
    list_filter = ["cells__owner"]


@admin.register(CommonTask)
class CommonTaskAdmin(FactAdmin):
    list_display = ["phrase", "layer", "position"]
    list_filter = ["layer"]
    list_select_related = ["layer"]
    search_fields = ["phrase", "slug"]


class IsDisputed(TableFilter):
    title = "disputes"
    parameter_name = "disputed"
    table = {"open": ("With an open dispute", lambda cells: cells.filter(open_disputes__gt=0))}


class DutyInline(admin.StackedInline):
    model = Duty
    form = DutyForm
    formset = DutyFormSet
    extra = 1
    fields = ["task", ("owner", "common_task"), "reason", ("slug", "position")]
    prepopulated_fields = {"slug": ["task"]}

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)

        class MayRetire(formset.form):  # type: ignore[name-defined]
            def hand_clean_DELETE(self):  # noqa: N802  Django's name
                # Django refuses to delete referenced rows; a duty that only history refers to is retired instead.
                if not (self.instance.pk and self.instance.may_go):
                    super().hand_clean_DELETE()

        formset.form = MayRetire
        return formset


@admin.register(Responsibility)
class ResponsibilityAdmin(LockingAdmin, WithCellsAdmin):
    form = CellForm
    inlines = [DutyInline]
    list_display = ["service_name", "layer_name", "owner", "confidence", "reviewed_on", "disputed"]
    list_display_links = ["service_name", "layer_name"]
    list_filter = [
        IsDisputed,
        "owner",
        "confidence",
        ("reviewed_on", admin.EmptyFieldListFilter),
        "service__service_type",
        "layer",
        "service",
    ]
    list_select_related = ["service", "layer"]
    list_per_page = 60
    search_fields = ["service__short_name", "service__name", "layer__name", "local_name", "rationale__search"]
    fieldsets = [
        (None, {"fields": ["service", "layer", "local_name", "owner", "rationale", "reason", "opened_on"]}),
        ("Where it is written", {"fields": ["confidence", "source_title", "source_url", "reviewed_on"]}),
        (None, {"fields": ["part_of_exam"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not settings.FACTS_NEED_SECOND_PERSON

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not settings.FACTS_NEED_SECOND_PERSON

    def get_queryset(self, request):
        standing = Count("disputes", filter=Q(disputes__closed_at=None))
        return super().get_queryset(request).annotate(open_disputes=standing)

    @admin.display(description="open disputes", ordering="open_disputes")
    def disputed(self, cell: Responsibility) -> str:
        return str(cell.open_disputes or "")  # type: ignore[attr-defined]  # annotated by get_queryset

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        shown = [context["adminform"].form, *formsets]
        context["versions"] = [version for part in shown for version in getattr(part, "versions", [])]
        context["disputes"] = obj.disputes.open() if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_readonly_fields(self, request, cell=None):
        # Another service or layer would be another cell.
        return ["service", "layer", "part_of_exam"] if cell else ["part_of_exam"]

    @admin.display(description="part of the exam")
    def part_of_exam(self, cell: Responsibility) -> str:
        weights = weights_of(facts.current())
        if cell.pk not in weights:
            return "None: learners are not asked about it"
        share = weights[cell.pk]
        return format_html(
            '{}, {} times the mean: <a href="{}">the numbers that lead to it</a>',
            f"{share:.2%}",
            f"{share * len(weights):.1f}",
            reverse("admin:matrix_examshare_changelist"),
        )

    @admin.display(description="service", ordering="service__short_name")
    def service_name(self, cell: Responsibility) -> str:
        return cell.service.short_name

    @admin.display(description="layer", ordering="layer__position")
    def layer_name(self, cell: Responsibility) -> str:
        return cell.layer.short_name


@admin.register(Duty)
class DutyAdmin(ReadOnlyAdmin):
    list_display = ["task", "owner", "cell"]
    list_filter = ["owner", "cell__layer", "cell__service"]
    list_select_related = ["cell__service", "cell__layer"]
    search_fields = ["task", "slug", "cell__service__short_name", "cell__layer__short_name"]
    fields = ["cell", "task", "owner", "common_task", "reason", "slug", "position"]


@admin.register(Control)
class ControlAdmin(FactAdmin):
    form = ControlForm
    list_display = ["name", "kind", "official_example", "position"]
    list_filter = ["kind", "official_example"]
    search_fields = ["name", "aws_part", "customer_part"]


@admin.register(Rule)
class RuleAdmin(FactAdmin):
    form = RuleForm
    list_display = ["title", "owner", "sentence", "followed"]
    list_filter = ["owner", "layer", "service_type"]
    list_select_related = ["layer", "service_type"]
    search_fields = ["sentence", "layer__name", "service_type__name"]

    @admin.display(description="rule", ordering="layer__position")
    def title(self, rule: Rule) -> str:
        return rule.title

    @admin.display(description="cells that follow it")
    def followed(self, rule: Rule) -> str:
        found = all_rules(facts.current())[rule.slug]
        return f"{len(found.conforming)} of {len(found.cells)}" + (
            "" if found.holds else ", not shown: it doesn’t hold"
        )


@admin.register(ExamShare)
class ExamShareAdmin(FactAdmin):
    list_display = ["subject", "number", "percent", "source"]
    list_select_related = ["service", "layer", "control"]
    list_per_page = 200
    search_fields = ["source", "service__short_name", "layer__name", "control__name"]
    fields = ["service", "layer", "control", "skill", "number", "source"]

    @admin.display(description="how often the exam asks about", ordering="pk")
    def subject(self, share: ExamShare) -> str:
        return str(share)

    @admin.display(description="part of the exam that follows")
    def percent(self, share: ExamShare) -> str:
        return f"{share_of(share, facts.current()):.1%}"

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"parts": parts_of_exam(facts.current()), **(extra_context or {})})


@admin.register(Scenario)
class ScenarioAdmin(FactAdmin):
    form = ScenarioForm
    list_display = ["text", "answer", "position"]
    list_filter = ["control__kind", "duty__owner", "layer"]
    search_fields = ["text", "why", "slug"]
    autocomplete_fields = ["cell", "duty"]
    readonly_fields = ["answer"]
    fieldsets = [
        (None, {"fields": ["text", "why", "slug", "position", "reason"]}),
        (
            "The fact that answers it",
            {
                "fields": ["answer", "duty", "cell", "control", "half", "layer", "services"],
                "description": "Point at exactly one: a duty, a cell, a control (or one half of it), or a layer "
                "together with the services meant (all, all-but-hybrid, or the slug of a service type).",
            },
        ),
    ]

    @admin.display(description="answer, read from the fact")
    def answer(self, scenario: Scenario) -> str:
        if not scenario.pk:
            return "Read from the fact once it is saved"
        # As stored: a form with errors has changed its instance.
        owner = facts.current().owner_of(Scenario.objects.get(pk=scenario.pk))
        return owner.label if owner else "It depends: not the same over these services"
