"""A lesson's history and the pages of its revisions: differences, the lesson as it was, restoring it as a draft."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from lessons.editing.editor_admin import EditorPages
from lessons.editing.order_admin import OrderPage
from lessons.editing.preview import preview
from lessons.editing.revisions import (
    Overwrites,
    Revision,
    content_at,
    difference,
    difference_to,
    history_of,
    restore,
    revisions_of,
)
from lessons.models import Lesson, LessonDraft, ScheduledPublication
from serving.whole_numbers import whole_number

ON_A_PAGE = 50


class RevisionPages(EditorPages, OrderPage):
    def get_urls(self):
        def own(address, view, name):
            address = f"<int:lesson_id>/{address}"
            return path(address, self.admin_site.admin_view(view), name=f"lessons_lesson_{name}")

        return [
            own("revisions/draft/", require_safe(self.draft_changes), "draft_changes"),
            own("revisions/scheduled/", require_safe(self.scheduled_changes), "scheduled_changes"),
            own("revisions/<int:number>/", require_safe(self.revision), "revision"),
            own("revisions/<int:number>/page/", require_safe(self.revision_page), "revision_page"),
            own("revisions/<int:number>/restore/", self.restore, "restore"),
            *super().get_urls(),
        ]

    def _page(self, request, lesson: Lesson, template: str, **context):
        shared = {**self.admin_site.each_context(request), "original": lesson, "opts": self.opts, "lesson": lesson}
        return render(request, f"admin/lessons/lesson/{template}.html", {**shared, **context})

    def _revision(self, revisions: list[Revision], number: int) -> Revision:
        found = next((revision for revision in revisions if revision.number == number), None)
        if found is None:
            raise Http404("The lesson has no such revision.")
        return found

    def history_view(self, request, object_id, extra_context=None):
        """In place of the admin's own list, which knows neither texts nor what files changed."""
        lesson = self._find(request, whole_number(object_id) or 0)
        page = Paginator(history_of(lesson), ON_A_PAGE).get_page(request.GET.get("page"))
        draft = LessonDraft.objects.select_related("editor").filter(lesson=lesson).first()
        return self._page(request, lesson, "history", title="History", page=page, draft=draft)

    def revision(self, request, lesson_id: int, number: int):
        lesson = self._find(request, lesson_id)
        revisions = revisions_of(lesson)
        asked = whole_number(request.GET.get("against", ""))
        against = number - 1 if asked is None else asked
        context = {
            "revision": self._revision(revisions, number),
            "against": against,
            "fields": difference(lesson, against, number),
            "others": [other.number for other in revisions if other.number != number],
        }
        return self._page(request, lesson, "revision", title=f"Revision {number}", **context)

    def draft_changes(self, request, lesson_id: int):
        lesson = self._find(request, lesson_id)
        draft = LessonDraft.objects.select_related("editor").filter(lesson=lesson).first()
        if draft is None:
            raise Http404("The lesson has no draft.")
        fields = difference_to(lesson, draft.content)
        return self._page(request, lesson, "revision", title="What the draft changes", draft=draft, fields=fields)

    def scheduled_changes(self, request, lesson_id: int):
        lesson = self._find(request, lesson_id)
        scheduled = ScheduledPublication.objects.select_related("editor").filter(lesson=lesson).first()
        if scheduled is None:
            raise Http404("The lesson has no scheduled publication.")
        fields = difference_to(lesson, scheduled.content)
        title = "What goes live"
        return self._page(request, lesson, "revision", title=title, scheduled=scheduled, fields=fields)

    def revision_page(self, request, lesson_id: int, number: int):
        lesson = self._find(request, lesson_id)
        revision = self._revision(revisions_of(lesson), number)
        page = preview(lesson, content_at(lesson, number) or {})
        return render(request, "lessons/lesson.html", {"page": page, "revision": revision, "nav": "learn"})

    def restore(self, request, lesson_id: int, number: int):
        lesson = self._find(request, lesson_id)
        revision = self._revision(revisions_of(lesson), number)
        if request.method == "POST":
            try:
                draft = restore(
                    lesson,
                    number,
                    editor=request.user,
                    replacing=whole_number(request.POST.get("replacing", "")) or 0,
                )
            except Overwrites:
                messages.warning(request, "The draft was saved in the meantime. Check it before you replace it.")
                return redirect("admin:lessons_lesson_restore", lesson.pk, number)
            self.log_change(request, lesson, f"Revision {number} restored as a draft.")
            if draft is None:
                messages.info(request, "This is the text that learners see: there is no draft now.")
            else:
                messages.success(request, "The earlier text is your draft now. Learners see it once you publish it.")
            return redirect("admin:lessons_lesson_change", lesson.pk)
        draft = LessonDraft.objects.select_related("editor").filter(lesson=lesson).first()
        context = {
            "revision": revision,
            "draft": draft,
            "back": reverse("admin:lessons_lesson_history", args=[lesson.pk]),
        }
        return self._page(request, lesson, "restore", title=f"Restore revision {number}", **context)
