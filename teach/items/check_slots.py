"""Adds questions to the check of the lesson that teaches them."""

from django.db import transaction
from django.urls import reverse

from bank.content import key_from
from bank.models import MADE_TO_ORDER, Item
from lessons.models import Lesson
from lessons.registry import LessonStep
from quizzes.models import Mode, Quiz
from quizzes.slots import add_question


def lesson_of(item: Item) -> Lesson | None:
    slug = item.section.partition("#")[0]
    return Lesson.objects.filter(slug=slug).first() if slug else None


def check_without(item: Item) -> Lesson | None:
    """The lesson that teaches the question. None if it is unpublished, made to order or in any quiz."""
    is_out = item.published_id is None or item.generator in MADE_TO_ORDER
    return None if is_out or item.slots.exists() else lesson_of(item)


@transaction.atomic
def check_of(lesson: Lesson) -> Quiz:
    lesson = Lesson.objects.select_for_update(no_key=True).get(pk=lesson.pk)
    taken = set(Quiz.objects.values_list("slug", flat=True))
    begun = {"slug": key_from(f"check {lesson.slug}", taken), "title": f"Check: {lesson.short_title}"[:120]}
    return Quiz.objects.get_or_create(lesson=lesson, defaults={**begun, "mode": Mode.CHECK})[0]


@transaction.atomic
def put_into_check(item: Item, lesson: Lesson) -> tuple[Quiz, int]:
    """Returns the check and the position of the question."""
    quiz = check_of(lesson)
    return quiz, add_question(quiz, item.pk)


def step_to_question(lesson: int) -> LessonStep:
    return LessonStep("Write a question", f"{reverse('admin:bank_item_add')}?lesson={lesson}")


def step_to_check(lesson: int) -> LessonStep:
    return LessonStep("The questions of its check", reverse("admin:quizzes_quiz_of", args=[lesson]))
