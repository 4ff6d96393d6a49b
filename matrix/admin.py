from django.contrib import admin
from django.db.models import Count

from matrix import facts
from matrix.forms import CellForm, ScenarioForm
from matrix.models import Control, Duty, Layer, Responsibility, Scenario, Service, ServiceType


@admin.register(ServiceType)
class ServiceTypeAdmin(admin.ModelAdmin):
    list_display = ["name", "boundary", "position"]
    search_fields = ["name", "definition"]
    list_filter = [("services", admin.EmptyFieldListFilter)]


@admin.register(Service)
class ServiceAdmin(admin.ModelAdmin):
    list_display = ["short_name", "name", "category", "service_type", "opening", "described"]
    list_filter = ["opening", "category", "service_type", "exam_scope"]
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
        "exam_scope",
        "opening",
        "position",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(cell_count=Count("cells"))

    @admin.display(description="cells")
    def described(self, service: Service) -> str:
        """A service is on the pages only when every layer has its cell."""
        layers = Layer.objects.count()
        cells = service.cell_count  # type: ignore[attr-defined]  # annotated by get_queryset
        return f"{cells} of {layers}" + ("" if cells == layers else ", not shown yet")


@admin.register(Layer)
class LayerAdmin(admin.ModelAdmin):
    list_display = ["short_name", "name", "position"]
    search_fields = ["short_name", "name", "definition"]
    list_filter = ["cells__owner"]


class DutyInline(admin.TabularInline):
    model = Duty
    fields = ["task", "owner", "slug", "position"]
    extra = 1


@admin.register(Responsibility)
class ResponsibilityAdmin(admin.ModelAdmin):
    form = CellForm
    inlines = [DutyInline]
    list_display = ["service_name", "layer_name", "owner", "confidence", "reviewed_on"]
    list_display_links = ["service_name", "layer_name"]
    list_filter = [
        "owner",
        "confidence",
        ("reviewed_on", admin.EmptyFieldListFilter),
        "service__service_type",
        "layer",
        "service",
    ]
    list_select_related = ["service", "layer"]
    list_per_page = 60
    search_fields = ["service__short_name", "service__name", "layer__name", "local_name", "rationale"]
    fieldsets = [
        (None, {"fields": ["service", "layer", "local_name", "owner", "rationale", "opened_on"]}),
        ("Where it is written", {"fields": ["confidence", "source_title", "source_url", "reviewed_on"]}),
    ]

    def get_readonly_fields(self, request, cell=None):
        # Which cell it is stays; another service or layer would be another cell.
        return ["service", "layer"] if cell else []

    @admin.display(description="service", ordering="service__short_name")
    def service_name(self, cell: Responsibility) -> str:
        return cell.service.short_name

    @admin.display(description="layer", ordering="layer__position")
    def layer_name(self, cell: Responsibility) -> str:
        return cell.layer.short_name


@admin.register(Duty)
class DutyAdmin(admin.ModelAdmin):
    """Found here by scenarios and claims; edited beside its cell."""

    list_display = ["task", "owner", "cell"]
    list_filter = ["owner", "cell__layer", "cell__service"]
    list_select_related = ["cell__service", "cell__layer"]
    search_fields = ["task", "slug", "cell__service__short_name", "cell__layer__short_name"]
    autocomplete_fields = ["cell"]
    fields = ["cell", "task", "owner", "slug", "position"]


@admin.register(Control)
class ControlAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "official_example", "position"]
    list_filter = ["kind", "official_example"]
    search_fields = ["name", "aws_part", "customer_part"]


@admin.register(Scenario)
class ScenarioAdmin(admin.ModelAdmin):
    form = ScenarioForm
    list_display = ["text", "answer", "position"]
    list_filter = ["control__kind", "duty__owner", "layer"]
    search_fields = ["text", "why", "slug"]
    autocomplete_fields = ["cell", "duty"]
    readonly_fields = ["answer"]
    fieldsets = [
        (None, {"fields": ["text", "why", "slug", "position"]}),
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
        # As stored: a form with errors has changed the instance it was given.
        owner = facts.current().owner_of(Scenario.objects.get(pk=scenario.pk))
        return owner.label if owner else "It depends: not the same over these services"
