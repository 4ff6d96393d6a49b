"""Quizzes in the admin: their settings, and a page that orders their questions."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from bank.models import Contradiction, Item
from lessons.models import Lesson
from quizzes import slots
from quizzes.models import Quiz
from serving.whole_numbers import whole_number
from teach.items.check_slots import check_of

TEMPLATE = "admin/quizzes/quiz/questions.html"
STEPS = {"up": -1, "down": 1}


@admin.register(Quiz)
class QuizAdmin(admin.ModelAdmin):
    list_display = ["title", "lesson", "mode", "questions"]
    list_filter = ["mode", "lesson"]
    list_select_related = ["lesson"]
    search_fields = ["title", "slug", "lesson__title"]
    fields = ["title", "slug", "lesson", "mode", "in_order"]
    readonly_fields = ["in_order"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(slot_count=Count("slots"))

    @admin.display(description="questions", ordering="slot_count")
    def questions(self, quiz) -> int:
        return quiz.slot_count

    @admin.display(description="questions")
    def in_order(self, quiz) -> str:
        if quiz.pk is None:
            return "Save the quiz first, then choose its questions."
        address = reverse("admin:quizzes_quiz_questions", args=[quiz.pk])
        return format_html('<a href="{}">Order, add or remove its questions ({})</a>', address, quiz.slots.count())

    def response_add(self, request, obj, post_url_continue=None):
        if request.POST.keys() & {"_addanother", "_continue", "_popup"}:
            return super().response_add(request, obj, post_url_continue)
        return redirect(reverse("admin:quizzes_quiz_questions", args=[obj.pk]))

    def get_urls(self):
        page = path("<int:pk>/questions/", self.admin_site.admin_view(self.order_page), name="quizzes_quiz_questions")
        of_lesson = path("of/<int:lesson_id>/", self.admin_site.admin_view(self.check_page), name="quizzes_quiz_of")
        return [page, of_lesson, *super().get_urls()]

    def check_page(self, request, lesson_id: int):
        taught = get_object_or_404(Lesson, pk=lesson_id)
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        quiz = Quiz.objects.filter(lesson=taught).first()
        if quiz is None and request.method == "POST":
            quiz = check_of(taught)
            self.log_addition(request, quiz, "Created from its lesson.")
        if quiz is None:
            context = {"title": f"Check of {taught}", "lesson": taught, "nav": "teach"}
            return render(request, "admin/quizzes/quiz/none.html", context)
        return redirect(reverse("admin:quizzes_quiz_questions", args=[quiz.pk]))

    def order_page(self, request, pk: int):
        quiz = get_object_or_404(Quiz.objects.select_related("lesson__course"), pk=pk)
        if not self.has_change_permission(request, quiz):
            raise PermissionDenied
        words = request.POST.get("q", request.GET.get("q", "")).replace("\0", "")[:100]
        done = self._do(request, quiz) if request.method == "POST" else ("", 0)
        if request.method == "POST" and not request.htmx:
            address = reverse("admin:quizzes_quiz_questions", args=[pk])
            return redirect(f"{address}?{urlencode({'q': words})}" if words else address)
        contradicted = Contradiction.objects.filter(item=OuterRef("item"), closed_at=None)
        context = {
            "title": "Questions of a quiz",
            "quiz": quiz,
            "slots": quiz.slots.select_related("item__published").annotate(contradicted=Exists(contradicted)),
            "words": words,
            "found": slots.find_questions(quiz, words) if words.strip() else [],
            "verb": done[0],
            "at": done[1],
            "nav": "teach",
        }
        return render(request, f"{TEMPLATE}#questions" if request.htmx else TEMPLATE, context)

    def _do(self, request, quiz: Quiz) -> tuple[str, int]:
        """Reads the pressed button: "up:12", "down:12", "take:12" or "add:12"."""
        verb, _, item = request.POST.get("do", "").partition(":")
        question = get_object_or_404(
            Item.objects.of_bank().filter(versions__isnull=False).distinct(), pk=whole_number(item) or 0
        )
        if verb in STEPS:
            done = f"Moved {verb}" if slots.move_question(quiz, question.pk, by=STEPS[verb]) else ""
        elif verb == "add":
            done = f"Added as question {slots.add_question(quiz, question.pk)}"
        elif verb == "take":
            done = "Removed" if slots.remove_question(quiz, question.pk) else ""
        else:
            raise Http404
        if done:
            self.log_change(request, quiz, f"{done}: {question.slug}")
        return verb, question.pk
