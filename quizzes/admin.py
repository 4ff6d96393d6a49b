import csv
from datetime import datetime

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

from accounts.cohorts import learners_seen_by
from matrix import facts
from matrix.spreadsheets import safe
from matrix.subject_paths import suggestions
from quizzes import report_admin  # noqa: F401  registers what it administers
from quizzes.contradicting import Settled, decide, editor_url
from quizzes.drafts import Stale, content_to_edit, edit_of, empty_content, publish_draft, save_draft
from quizzes.editing_forms import DecisionForm, ItemEditor
from quizzes.generators import GENERATORS
from quizzes.item_content import normalized, problems_of
from quizzes.models import Attempt, Closing, Contradiction, Item, ItemVersion, Quiz, Slot
from quizzes.origins import origins_of
from quizzes.preview import preview_of
from quizzes.publishing import Refused, newest_version
from quizzes.regrading_admin import GradingRunAdmin  # noqa: F401  registers itself
from quizzes.scores import COLUMNS, row_of


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j M Y, H:i")


class OriginFilter(admin.SimpleListFilter):
    title = "origin"
    parameter_name = "generator"
    BY_HAND = "none"

    def lookups(self, request, model_admin):
        return [(self.BY_HAND, "Written by hand"), *((name, f"Derived: {name}") for name in GENERATORS)]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.filter(generator="" if self.value() == self.BY_HAND else self.value())


@admin.register(Item)
class ItemAdmin(admin.ModelAdmin):
    """Questions. The page edits the draft; publishing makes a version, which nobody changes any more.

    A derived question is shown and not edited: it follows the facts.
    """

    list_display = ["stem", "slug", "skill", "state"]
    list_filter = [
        OriginFilter,
        "skill",
        "slots__quiz",
        ("published", admin.EmptyFieldListFilter),
        ("draft", admin.EmptyFieldListFilter),
    ]
    list_select_related = ["published", "draft"]
    search_fields = ["slug", "published__stem", "published__options__text"]
    actions = None  # deleting several at once would pass by what each allows

    @admin.display(description="question", ordering="published__stem")
    def stem(self, item: Item) -> str:
        return item.published.stem if item.published else "Not published yet"

    @admin.display(description="state")
    def state(self, item: Item) -> str:
        if item.generator:
            return f"derived, version {item.published.number}" if item.published else "derived, withdrawn"
        published = f"version {item.published.number}" if item.published else "not published"
        draft = ", with a draft" if hasattr(item, "draft") else ""
        contradicts = ", contradicts the facts" if item.contradicted else ""  # type: ignore[attr-defined]
        return published + draft + contradicts

    def get_queryset(self, request):
        standing = Contradiction.objects.filter(item=OuterRef("pk"), closed_at=None)
        return super().get_queryset(request).annotate(contradicted=Exists(standing))

    def has_delete_permission(self, request, obj=None):
        # Answers point at its versions for ever.
        return super().has_delete_permission(request, obj) and (obj is None or not obj.versions.exists())

    def get_urls(self):
        preview = path(
            "<path:object_id>/preview/", self.admin_site.admin_view(self.preview), name="quizzes_item_preview"
        )
        return [preview, *super().get_urls()]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.edit(request, None, empty_content(), "")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        item = self._item(request, object_id)
        if item.generator:
            return self.show_derived(request, item)
        return self.edit(request, item, content_to_edit(item), edit_of(item))

    def show_derived(self, request, item: Item) -> HttpResponse:
        if request.method != "GET":
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Derived question",
            "opts": self.opts,
            "item": item,
            "version": item.published or newest_version(item),
            "origins": origins_of(item),
            "versions": item.versions.prefetch_related("options").order_by("-number"),
        }
        return render(request, "admin/quizzes/item/derived.html", context)

    def _item(self, request, object_id: str) -> Item:
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        return item

    def edit(self, request, item: Item | None, content, opened_on: str):
        known = facts.current()
        data = request.POST if request.method == "POST" else None
        editor = ItemEditor(data, item=item, content=content, opened_on=opened_on, facts=known)
        if data is not None and editor.is_valid():
            done = self._store(request, item, editor)
            if done:
                return done
        services = {cell.partition("/")[0] for cell in content["cells"]}
        context = {
            **self.admin_site.each_context(request),
            "title": "Edit question" if item else "Add question",
            "opts": self.opts,
            "item": item,
            "editor": editor,
            "suggestions": suggestions(known, services),
            "versions": item.versions.prefetch_related("options").order_by("-number") if item else [],
            "draft": getattr(item, "draft", None) if item else None,
            "contradiction": item.contradictions.filter(closed_at=None).first() if item else None,
        }
        return render(request, "admin/quizzes/item/edit.html", context)

    @transaction.atomic
    def _store(self, request, item: Item | None, editor: ItemEditor) -> HttpResponse | None:
        """Saves or publishes as the pressed button says; None if the form has to say something first."""
        content = editor.content
        publishes = "_publish" in request.POST
        if publishes and (problems := problems_of(normalized(content), editor.facts)):
            editor.tell(problems)
            return None
        opened_on = editor.question.cleaned_data["opened_on"]
        if item is None:
            item = Item.objects.create(
                slug=editor.question.cleaned_data["slug"], skill=content["skill"] or "components"
            )
            opened_on = edit_of(item)
        try:
            if publishes:
                change = editor.question.cleaned_data["change"]
                version = publish_draft(item, content, opened_on=opened_on, change=change, editor=request.user.pk)
                done = f"Published as version {version.number}."
            else:
                save_draft(item, content, opened_on=opened_on)
                done = "Saved the draft. Learners see no change until it is published."
        except Stale as stale:
            editor.tell_stale(stale.stands)
            return None
        except Refused as refused:
            editor.tell(refused.problems)
            return None
        self.log_change(request, item, done)
        messages.success(request, done)
        page = "preview" if "_preview" in request.POST else "change"
        return redirect(reverse(f"admin:quizzes_item_{page}", args=[item.pk]))

    def preview(self, request, object_id: str):
        """The draft as learners would see it, before and after their answer."""
        item = self._item(request, object_id)
        content = normalized(content_to_edit(item))
        known = facts.current()
        problems = problems_of(content, known)
        context = {"item": item, "problems": problems, "preview": None if problems else preview_of(content, known)}
        return render(request, "quizzes/preview.html", context)


class IsOpen(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("all", "All"), *Closing.choices]

    def choices(self, changelist):
        """The open ones come first and unasked: they wait for somebody."""
        first = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["state"])}
        yield {**first, "display": "Open"}
        yield from list(super().choices(changelist))[1:]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.filter(closed_at=None)
        return queryset if self.value() == "all" else queryset.filter(closing=self.value())


@admin.register(Contradiction)
class ContradictionAdmin(admin.ModelAdmin):
    """What a change of the facts left for somebody to decide. Correcting happens in the question's own editor."""

    form = DecisionForm
    actions = None
    list_display = ["question", "proof", "editor", "opened", "state"]
    list_filter = [IsOpen, "item__skill", "opened_at"]
    list_select_related = ["item__published", "version"]
    search_fields = ["item__slug", "version__stem", "proof", "reason"]
    readonly_fields = ["question", "proof", "opened", "editor", "state", "closed"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Questions that contradict the facts"})

    def get_fieldsets(self, request, obj=None):
        told = ["question", "proof", "opened", "editor"]
        if obj and obj.closed_at:
            return [(None, {"fields": [*told, "state", "closed", "reason"]})]
        return [(None, {"fields": told}), ("Decide", {"fields": ["closing", "reason"]})]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)

    @admin.display(description="question", ordering="version__stem")
    def question(self, contradiction: Contradiction) -> str:
        return contradiction.version.stem

    @admin.display(description="state", ordering="closing")
    def state(self, contradiction: Contradiction) -> str:
        return contradiction.get_closing_display() if contradiction.closed_at else "Open"

    @admin.display(description="opened", ordering="opened_at")
    def opened(self, contradiction: Contradiction) -> str:
        return _moment(contradiction.opened_at)

    @admin.display(description="settled", ordering="closed_at")
    def closed(self, contradiction: Contradiction) -> str:
        return _moment(contradiction.closed_at) if contradiction.closed_at else ""

    @admin.display(description="to correct it")
    def editor(self, contradiction: Contradiction) -> str:
        return format_html('<a href="{}">Edit the question</a>', editor_url(contradiction.item))

    def save_model(self, request, obj, form, change):
        decide(obj, **form.cleaned_data, editor=request.user.pk)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except Settled:
            messages.warning(request, "Somebody settled this meanwhile. Nothing that you chose was stored.")
            return redirect(request.get_full_path())

    def get_object(self, request, object_id, from_field=None):
        contradiction = super().get_object(request, object_id, from_field)
        if request.method == "POST" and contradiction and contradiction.closed_at:
            raise Settled
        return contradiction


class SlotInline(admin.TabularInline):
    model = Slot
    autocomplete_fields = ["item"]
    extra = 1
    verbose_name = "question"
    verbose_name_plural = "questions, in the order in which they are asked"


@admin.register(Quiz)
class QuizAdmin(admin.ModelAdmin):
    inlines = [SlotInline]
    list_display = ["title", "lesson", "mode", "questions"]
    list_filter = ["mode", "lesson"]
    list_select_related = ["lesson"]
    search_fields = ["title", "slug", "lesson__title"]
    fields = ["title", "slug", "lesson", "mode"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(slot_count=Count("slots"))

    @admin.display(description="questions", ordering="slot_count")
    def questions(self, quiz) -> int:
        return quiz.slot_count


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin):
    """The attempts of learners in one's own cohorts, to read; superusers read all."""

    actions = ["export_selected"]
    list_display = ["name", "address", "label", "started", "finished", "result"]
    view_on_site = False  # only its learner can open it there
    list_filter = [
        "quiz",
        "mode",
        ("started_at", admin.DateFieldListFilter),
        ("closed_at", admin.EmptyFieldListFilter),
    ]
    date_hierarchy = "started_at"
    search_fields = ["learner__user__name", "learner__user__email"]
    search_help_text = "Name or e-mail address of the learner"
    fields = ["name", "address", "quiz", "retry_of", "started", "finished", "result", "answers"]
    readonly_fields = ["name", "address", "quiz", "retry_of", "started", "finished", "result", "answers"]

    def get_queryset(self, request):
        attempts = Attempt.objects.in_lists().select_related("learner__user", "quiz__lesson", "score")
        return attempts if request.user.is_superuser else attempts.filter(learner__in=learners_seen_by(request.user))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="learner", ordering="learner__user__name")
    def name(self, attempt) -> str:
        return attempt.learner.user.name if attempt.learner.user else "Deleted account"

    @admin.display(description="e-mail address", ordering="learner__user__email")
    def address(self, attempt) -> str:
        return attempt.learner.user.email if attempt.learner.user else ""

    @admin.display(description="quiz", ordering="quiz__title")
    def label(self, attempt) -> str:
        return attempt.heading

    @admin.display(description="started", ordering="started_at")
    def started(self, attempt) -> str:
        return _moment(attempt.started_at)

    @admin.display(description="finished", ordering="closed_at")
    def finished(self, attempt) -> str:
        return _moment(attempt.closed_at) if attempt.closed_at else "Open"

    @admin.display(description="score")
    def result(self, attempt) -> str:
        if attempt.closed_at is None:
            return f"{attempt.score.answered} of {attempt.questions} answered"
        return f"{attempt.score.right} of {attempt.score.counted}"

    @admin.display(description="answers")
    def answers(self, attempt) -> str:
        items = (
            attempt.items.select_related("version__item", "result__response")
            .prefetch_related("version__options", "responses__grades")
            .order_by("position")
        )
        return render_to_string("admin/quizzes/attempt/answers.html", {"items": items})

    def get_urls(self):
        export = path("scores.csv", self.admin_site.admin_view(self.export_filtered), name="quizzes_attempt_scores")
        return [export, *super().get_urls()]

    @admin.action(description="Export the selected attempts as CSV", permissions=["view"])
    def export_selected(self, request, queryset):
        return self._csv(queryset)

    def export_filtered(self, request):
        """What the list shows with these filters and this search, on all its pages."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self._csv(self.get_changelist_instance(request).get_queryset(request))

    def _csv(self, attempts) -> HttpResponse:
        response = HttpResponse(
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="scores.csv"', "Cache-Control": "private, no-store"},
        )
        writer = csv.writer(response)
        writer.writerow(["name", "e-mail address", *COLUMNS])
        for attempt in attempts:
            row = [self.name(attempt), self.address(attempt), *row_of(attempt)]
            writer.writerow([safe(value) for value in row])
        return response


@admin.register(ItemVersion)
class ItemVersionAdmin(admin.ModelAdmin):
    """Published versions, to read: nobody changes them."""

    list_display = ["item_slug", "number", "change", "published_at", "stem"]
    list_filter = ["change", "item__skill", "published_at"]
    list_select_related = ["item"]
    search_fields = ["item__slug", "stem", "options__text"]
    fields = ["item", "number", "change", "published_at", "stem", "offered"]
    readonly_fields = ["item", "number", "change", "published_at", "stem", "offered"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="question", ordering="item__slug")
    def item_slug(self, version) -> str:
        return version.item.slug

    @admin.display(description="options")
    def offered(self, version) -> str:
        return render_to_string("admin/quizzes/itemversion/options.html", {"options": version.options.all()})
