"""Courses in the admin. A new one leads on to its first lesson."""

from typing import Any

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse

from lessons.models import Course


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin):
    list_display = ["name", "about_matrix", "summary", "position"]
    list_filter = ["about_matrix", ("lessons", admin.EmptyFieldListFilter)]
    search_fields = ["name", "summary", "slug"]
    fields = ["name", "slug", "summary", "about_matrix", "position"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ("name",)}

    def get_readonly_fields(self, request, obj=None):
        return ["about_matrix"] if obj and obj.lessons.exists() else []

    def get_changeform_initial_data(self, request) -> dict[str, Any]:
        return {"about_matrix": False, **super().get_changeform_initial_data(request)}

    def response_add(self, request, obj, post_url_continue=None):
        if request.POST.keys() & {"_addanother", "_continue", "_popup"}:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, f"“{obj}” is created. Write its first lesson.")
        return redirect(f"{reverse('admin:lessons_lesson_add')}?course={obj.pk}")
