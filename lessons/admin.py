from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import get_text_list
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from lessons.editing.autosave import colleague_of, conflict_notice
from lessons.editing.contradicted_texts import contradicted_lessons
from lessons.editing.course_admin import CourseAdmin as CourseAdmin  # registered
from lessons.editing.forms import LessonForm
from lessons.editing.insertions import DIRECTIVES, OTHERS
from lessons.editing.ordering import end_of, number_in
from lessons.editing.passage_admin import IncidentAdmin as IncidentAdmin  # registered
from lessons.editing.picture_admin import PictureAdmin as PictureAdmin  # registered
from lessons.editing.proofreader import LinkTargets
from lessons.editing.publishing import (
    CONTENT,
    change_settings,
    content_of,
    create_lesson,
    discard_draft,
    problems_of_content,
    publish,
    save_draft,
    unpublish,
)
from lessons.editing.revision_admin import RevisionPages
from lessons.editing.revisions import PUBLISHED, SETTINGS_CHANGED, UNPUBLISHED
from lessons.editing.schedule import call_off, schedule
from lessons.markup import TextProblem
from lessons.models import Course, Lesson, LessonDraft, Place, Reading, ScheduledPublication
from lessons.registry import steps_of
from lessons.statements import refuted_among, statements_of
from lessons.views import show_preview
from matrix import facts
from matrix.editing.admin_bases import LockingAdmin, TableFilter
from serving.whole_numbers import whole_number

FRAME = """A question or a story in two or three sentences.

## What you will be able to do {#goals}

After this lesson you can

- say …;
- tell … from ….

## Sources {#sources}

- [AWS Shared Responsibility Model](https://aws.amazon.com/compliance/shared-responsibility-model/): ….
"""
HIDDEN = ("opened_on", "form_key", "form_step")
NOT_CONTENT = (*HIDDEN, "goes_live_at")
TEXT = "Text"  # the part of the form with a preview beside it


class HasDraft(TableFilter):
    title = parameter_name = "draft"
    table = {
        "yes": ("With a draft", lambda lessons: lessons.filter(has_draft=True)),
        "no": ("Without a draft", lambda lessons: lessons.filter(has_draft=False)),
    }


def _scheduled_for(lesson: Lesson) -> ScheduledPublication | None:
    return ScheduledPublication.objects.filter(lesson=lesson).select_related("editor").first()


class ScheduledFilter(TableFilter):
    title = "scheduled publication"
    parameter_name = "scheduled"
    table = {
        "waiting": ("Scheduled", lambda lessons: lessons.filter(scheduled__isnull=False, scheduled__held_at=None)),
        "held": ("Did not go live", lambda lessons: lessons.filter(scheduled__in=ScheduledPublication.objects.held())),
    }


class ByTheFacts(TableFilter):
    title = parameter_name = "facts"
    table = {
        "contradict": (
            "The facts contradict it",
            lambda lessons: lessons.filter(pk__in=contradicted_lessons(facts.current())),
        )
    }


class HeldAgainstFacts(ChangeList):
    def get_results(self, request):
        super().get_results(request)
        known = facts.current()
        for lesson in self.result_list:
            lesson.reader = request.user.pk
            found = refuted_among(statements_of(lesson), known) if lesson.published and lesson.is_about_matrix else ()
            lesson.false_sentences = len({each.statement for each in found})


def saved_words(lesson: Lesson, draft: LessonDraft | None, changed_at_once: list[str]) -> str:
    saved = "Draft saved." if draft else "Saved."
    if not lesson.published:
        return f"{saved} Learners see the lesson once you publish it."
    if not changed_at_once:
        return f"{saved} Learners still see the last published text."
    changed = get_text_list(changed_at_once, "and")
    return f"{saved} Learners see the new {changed} now, with the text that you published last."


def linked(problem: TextProblem) -> str:
    """Return the problem with a link to its line in the form below."""
    if not problem.line:
        return format_html('<a href="#id_takeaways">Key takeaways</a>: {}', problem.message)
    line = '<a href="#id_body" data-line="{0}">line {0}</a>: {1}'
    return format_html(line, problem.line, problem.message)


@admin.register(Lesson)
class LessonAdmin(LockingAdmin, RevisionPages):
    form = LessonForm
    actions = None
    list_display = [
        "__str__",
        "by_the_facts",
        "course",
        "published",
        "draft_waits",
        "video_in_short",
        "updated_on",
        "edit_number",
    ]
    list_filter = ["course", "published", ByTheFacts, HasDraft, ScheduledFilter, "video_state"]
    list_select_related = ["course", "draft__editor"]
    search_fields = ["title", "short_title", "label", "slug", "summary", "body"]
    fieldsets = [
        (
            "Draft",
            {
                "fields": [
                    ("opened_on", "form_key", "form_step"),
                    "title",
                    "short_title",
                    "summary",
                    ("domain", "exam_task", "minutes"),
                ],
                "description": "Kept beside the lesson until you publish it.",
            },
        ),
        (TEXT, {"fields": ["body"]}),
        ("After the text", {"fields": ["takeaways", "recommendations"]}),
        (
            "Schedule",
            {
                "fields": ["goes_live_at"],
                "description": "The text goes live as it is when you press “Publish at that time”. "
                "Later changes stay a draft.",
            },
        ),
        (
            "Video",
            {
                "fields": ["video_state", "video", "video_url", "video_seconds", "captions", "transcript"],
                "description": "Takes effect when you save, without publishing. It is ready only with file, length, "
                "captions and transcript, or with an address and a transcript.",
            },
        ),
        (
            "Place and address",
            {
                "fields": ["course", "label", "slug", "publish_at"],
                "description": "Takes effect when you save, without publishing. “Change the order” above the list of "
                "lessons moves it.",
            },
        ),
    ]

    def get_queryset(self, request):
        drafts = LessonDraft.objects.filter(lesson=OuterRef("pk"))
        written = Exists(drafts.being_written())
        return (
            super()
            .get_queryset(request)
            .select_related("course")
            .annotate(has_draft=Exists(drafts), draft_is_written=written)
        )

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("title",)}

    def get_changeform_initial_data(self, request):
        course = Course.objects.filter(pk=whole_number(request.GET.get("course", "")) or 0).first()
        course = course or Course.objects.exclude(lessons=None).last() or Course.objects.first()
        if course is None:
            return {"body": FRAME}
        before = list(course.lessons.all())
        numbers = [number_in(lesson.label) or 0 for lesson in before]
        return {
            "course": course.pk,
            "domain": before[-1].domain if before else "",
            "exam_task": before[-1].exam_task if before else "",
            "label": f"L{max(numbers, default=0) + 1}",
            "body": FRAME if course.about_matrix else FRAME.partition("## Sources")[0],
        }

    @admin.display(description="draft", ordering="has_draft", empty_value="")
    def draft_waits(self, lesson: Lesson) -> str:
        if not lesson.has_draft:  # type: ignore[attr-defined]
            return ""
        draft, by = lesson.draft, lesson.draft.editor
        if by and by.pk != lesson.reader and lesson.draft_is_written:  # type: ignore[attr-defined]
            return f"{by} is editing"
        return " ".join(["Draft", *([f"by {by}"] if by else []), date_format(localtime(draft.updated_at), "M j")])

    @admin.display(description="video", ordering="video_state")
    def video_in_short(self, lesson: Lesson) -> str:
        return lesson.get_video_state_display().partition(":")[0]

    def get_changelist(self, request, **kwargs):
        return HeldAgainstFacts

    @admin.display(description="facts")
    def by_the_facts(self, lesson: Lesson) -> str:
        number = lesson.false_sentences  # type: ignore[attr-defined]
        if not number:
            return ""
        words = "1 false sentence" if number == 1 else f"{number} false sentences"
        return format_html('<a href="{}?kind=text"><strong>{}</strong></a>', reverse("teach:inbox"), words)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context |= {
            "text_part": TEXT,
            "page": self.look_at(form, context.get("targets")),
            "differences": form.differences,
            "error_count": sum(len(found) for name, found in form.errors.items() if name != NON_FIELD_ERRORS),
            "theirs": form.theirs and conflict_notice(form.theirs, request.user),
            "draft": form.draft,
            "colleague": colleague_of(form.draft, request.user),
            "scheduled": _scheduled_for(obj) if obj else None,
            "directives": [*DIRECTIVES, *OTHERS],
            "steps": steps_of(obj) if obj and obj.pk else [],
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        lesson = self.get_object(request, unquote(object_id)) if request.method == "GET" else None
        if lesson and lesson.published and self.has_change_permission(request, lesson):
            # The facts may have changed since publication.
            targets = LinkTargets(facts.current())
            problems = problems_of_content(lesson, content_of(lesson), targets)
            extra_context = {**(extra_context or {}), "problems_now": problems, "targets": targets}
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(self, request, object_id, extra_context=None):
        of_lesson = {"lesson": whole_number(object_id) or 0}
        was_read = Place.objects.filter(**of_lesson).exists() or Reading.objects.filter(**of_lesson).exists()
        return super().delete_view(request, object_id, {**(extra_context or {}), "was_read": was_read})

    def save_model(self, request, lesson, form, change):
        content = form.content
        if not change:
            lesson.position = end_of(lesson.course)
            create_lesson(lesson, editor=request.user)
            stands = Lesson.objects.get(pk=lesson.pk)
        else:
            # The form has written the draft into its instance, so the published text must be read again.
            stands = Lesson.objects.get(pk=lesson.pk)
            settings = {name: getattr(lesson, name) for name in form.changed_data if name in self._settings}
            if "course" in settings:
                settings["position"] = end_of(lesson.course)
            if settings:
                stands = change_settings(stands, settings, editor=request.user)
                lesson.changed_at_once = [
                    str(form.fields[name].label or name).lower() for name in settings if name in form.fields
                ]
        if form.is_publishing:
            publish(stands, content, editor=request.user, based_on=stands.edit_number)
            return
        save_draft(stands, content, based_on=stands.edit_number, editor=request.user, sent=form.sent)
        if form.is_scheduling:
            at = form.cleaned_data["goes_live_at"]
            schedule(stands, content, at=at, editor=request.user, based_on=stands.edit_number)

    @property
    def _settings(self) -> set[str]:
        return set(LessonForm.Meta.fields) - set(CONTENT)

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return super().construct_change_message(request, form, formsets, add)
        names = [name for name in form.changed_data if name not in NOT_CONTENT]
        changed = ", ".join(str(form.fields[name].label or name) for name in names)
        saved = SETTINGS_CHANGED if names and self._settings.issuperset(names) else "Draft saved"
        done = PUBLISHED if form.is_publishing else "Scheduled" if form.is_scheduling else saved
        return f"{done}. Changed: {changed or 'nothing'}."

    def response_add(self, request, lesson, post_url_continue=None):
        return self.response_change(request, lesson)

    def response_change(self, request, lesson):
        stands = Lesson.objects.get(pk=lesson.pk)
        if "_publish" in request.POST:
            next_steps = [(stands.get_absolute_url(), "See the lesson"), *((s.url, s.title) for s in steps_of(stands))]
            links = format_html_join(" · ", '<a href="{}">{}</a>', next_steps)
            messages.success(request, format_html("Published. {}", links))
        elif "_schedule" in request.POST:
            at = date_format(localtime(stands.scheduled.goes_live_at), "F j, Y, g:i A")
            messages.success(request, f"Scheduled for {at}. Learners see it from then on.")
        else:
            draft = LessonDraft.objects.filter(lesson=stands).first()
            messages.success(request, saved_words(stands, draft, getattr(lesson, "changed_at_once", [])))
            for problem in problems_of_content(stands, draft.content if draft else content_of(stands)):
                messages.warning(request, format_html("Before you can publish: {}", linked(problem)))
        return redirect("admin:lessons_lesson_change", stands.pk)

    def get_urls(self):
        def own(name, view):
            address = f"<int:lesson_id>/{name}/"
            return path(address, self.admin_site.admin_view(view), name=f"lessons_lesson_{name}")

        return [
            own("preview", require_POST(self.preview)),
            own("discard", self.discard),
            own("unpublish", self.unpublish),
            own("call-off", self.call_off),
            *super().get_urls(),
        ]

    def preview(self, request, lesson_id: int):
        form = LessonForm(request.POST, instance=self._find(request, lesson_id))
        form.is_valid()
        return show_preview(request, self._find(request, lesson_id), form.content)

    def discard(self, request, lesson_id: int):
        lesson = self._find(request, lesson_id)
        if request.method == "POST":
            discard_draft(lesson)
            self.log_change(request, lesson, "Draft discarded.")
            messages.success(request, "Draft discarded. The form shows the lesson as it is published.")
            return redirect("admin:lessons_lesson_change", lesson.pk)
        words = "The draft is deleted. The published lesson stays the same."
        return self._confirm(request, lesson, "Discard the draft", words)

    def unpublish(self, request, lesson_id: int):
        lesson = self._find(request, lesson_id)
        if request.method == "POST":
            unpublish(lesson, editor=request.user)
            self.log_change(request, lesson, f"{UNPUBLISHED}.")
            messages.success(request, "Unpublished. Learners no longer see the lesson.")
            return redirect("admin:lessons_lesson_change", lesson.pk)
        words = "Learners no longer see the lesson. What they have read and answered stays."
        return self._confirm(request, lesson, "Unpublish the lesson", words)

    def call_off(self, request, lesson_id: int):
        lesson = self._find(request, lesson_id)
        if request.method == "POST":
            call_off(lesson)
            self.log_change(request, lesson, "Scheduled publication canceled.")
            messages.success(request, "Canceled. The draft stays.")
            return redirect("admin:lessons_lesson_change", lesson.pk)
        return self._confirm(request, lesson, "Cancel the publication", "The text won’t go live. The draft stays.")

    def _confirm(self, request, lesson: Lesson, title: str, words: str):
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "words": words,
            "original": lesson,
            "opts": self.opts,
            "back": reverse("admin:lessons_lesson_change", args=[lesson.pk]),
        }
        return render(request, "admin/lessons/lesson/confirm.html", context)
