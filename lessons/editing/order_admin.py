"""The page that orders lessons: by dragging, and by buttons that work without JavaScript."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse

from lessons.editing.ordering import OtherLessons, move, reorder
from lessons.models import Course, Lesson
from serving.whole_numbers import whole_number

STEPS = {"up": -1, "down": 1}


class OrderPage(admin.ModelAdmin):
    def get_urls(self):
        page = path("order/", self.admin_site.admin_view(self.order_page), name="lessons_lesson_order")
        return [page, *super().get_urls()]

    def order_page(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        page = reverse("admin:lessons_lesson_order")
        if request.method == "POST":
            return redirect(f"{page}?moved={self._put_in_order(request)}")
        in_order = Lesson.objects.order_by("position", "pk").defer("body", "transcript")
        verb, _, moved = request.GET.get("moved", "").partition(":")
        context = {
            **self.admin_site.each_context(request),
            "title": "Order of the lessons",
            "opts": self.opts,
            "courses": Course.objects.prefetch_related(Prefetch("lessons", queryset=in_order)),
            "verb": verb,
            "moved": whole_number(moved),
        }
        return render(request, "admin/lessons/lesson/order.html", context)

    def _put_in_order(self, request) -> str:
        """Read the pressed button ("up:12") or the order that dragging left ("3,1,2"); return what to focus."""
        if dragged := request.POST.get("order"):
            course = get_object_or_404(Course, pk=whole_number(request.POST.get("course", "")) or 0)
            try:
                reorder(course, [whole_number(pk) or 0 for pk in dragged.split(",")], editor=request.user)
            except OtherLessons:
                messages.warning(request, "Nothing was moved: a lesson was added or deleted in the meantime.")
            return f"dragged:{request.POST.get('dragged', '')}"
        verb, _, pk = request.POST.get("do", "").partition(":")
        if verb not in STEPS:
            raise Http404
        lesson = get_object_or_404(Lesson.objects.select_related("course"), pk=whole_number(pk) or 0)
        move(lesson, by=STEPS[verb], editor=request.user)
        return f"{verb}:{lesson.pk}"
