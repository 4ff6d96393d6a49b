"""Pages for a lesson's form: a live preview, and what can be inserted."""

from dataclasses import asdict

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from lessons.editing.autosave import autosave
from lessons.editing.forms import LessonForm
from lessons.editing.insertions import DIRECTIVES, OTHERS, as_json, kinds
from lessons.editing.preview import preview_alone
from lessons.editing.proofreader import LinkTargets
from lessons.models import Lesson
from lessons.page import LessonPreview
from matrix import facts


class EditorPages(admin.ModelAdmin):
    def get_urls(self):
        def own(address, view, name):
            return path(address, self.admin_site.admin_view(view), name=f"lessons_lesson_{name}")

        return [
            own("live/", require_POST(self.live_new), "live_new"),
            own("<int:lesson_id>/live/", require_POST(self.live), "live"),
            own("<int:lesson_id>/autosave/", require_POST(self.autosave), "autosave"),
            own("insertions/", require_safe(self.insertions), "insertions"),
            own("insertions.json", require_safe(self.insertions_json), "insertions_json"),
            *super().get_urls(),
        ]

    def _find(self, request, lesson_id: int) -> Lesson:
        lesson = get_object_or_404(Lesson, pk=lesson_id)
        if not self.has_change_permission(request, lesson):
            raise PermissionDenied
        return lesson

    def _editors_only(self, request) -> None:
        if not self.has_change_permission(request):
            raise PermissionDenied

    def live(self, request, lesson_id: int):
        return self._live(request, self._find(request, lesson_id))

    def live_new(self, request):
        self._editors_only(request)
        return self._live(request, Lesson())

    def _live(self, request, lesson: Lesson):
        form = LessonForm(request.POST, instance=lesson)
        form.is_valid()
        page = self.look_at(form)
        return render(request, "admin/lessons/lesson/looked_at.html", {"page": page, "again": True})

    def autosave(self, request, lesson_id: int) -> HttpResponse:
        """Answers 409 without saving if somebody else wrote in the meantime."""
        saved = autosave(self._find(request, lesson_id), request.POST, editor=request.user)
        return JsonResponse(asdict(saved), status=200 if saved.opened_on else 409)

    def look_at(self, form: LessonForm, targets: LinkTargets | None = None) -> LessonPreview:
        content = form.content if form.is_bound else form.initial_content
        return preview_alone(form.stands, {**content, "body": content["body"] or ""}, targets)

    def insertions(self, request):
        self._editors_only(request)
        context = {
            **self.admin_site.each_context(request),
            "title": "What you can insert",
            "opts": self.opts,
            "directives": DIRECTIVES,
            "others": OTHERS,
            "kinds": list(kinds(facts.current())),
        }
        return render(request, "admin/lessons/lesson/insertions.html", context)

    def insertions_json(self, request) -> HttpResponse:
        self._editors_only(request)
        return JsonResponse(as_json(facts.current()))
