"""A question finds its way into the check of the lesson that teaches it."""

import pytest
from django.urls import reverse

from bank import publishing
from bank.drafts import clone
from bank.models import Item
from lessons.models import Lesson
from quizzes.models import Quiz
from tests.helpers.item_forms import SLUG

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> Lesson:
    """One that nobody has written questions for."""
    first = Lesson.objects.get(slug="identity-and-access")
    return Lesson.objects.create(
        slug="patching", title="Who patches what", short_title="Patching", label="L9", position=99, minutes=5,
        updated_on="2026-11-25",
        course=first.course, published=True, body="## Line {#line}", sections=[{"anchor": "line", "title": "Line"}],
    )  # fmt: skip


@pytest.fixture
def item(lesson) -> Item:
    item = clone(Item.objects.get(slug=SLUG))
    publishing.publish(item, item.draft.content | {"section": "patching#line"})
    return Item.objects.get(pk=item.pk)


def page_of(item: Item) -> str:
    return reverse("admin:bank_item_change", args=[item.pk])


def put(client, item: Item):
    return client.post(reverse("admin:bank_item_check", args=[item.pk]))


def test_the_first_question_begins_the_check_of_its_lesson(instructor_client, item, lesson):
    assert "Add it to the check of L9. Who patches what" in instructor_client.get(page_of(item)).text

    answer = put(instructor_client, item)

    quiz = Quiz.objects.get(lesson=lesson)
    assert (quiz.slug, quiz.title, quiz.mode) == ("check-patching", "Check: Patching", "check")
    assert list(quiz.slots.values_list("item", "position")) == [(item.pk, 1)]
    assert answer["Location"] == reverse("admin:quizzes_quiz_questions", args=[quiz.pk])
    assert "Add it to the check" not in instructor_client.get(page_of(item)).text


def test_a_question_that_a_quiz_asks_already_stays_where_it_is(instructor_client, item, lesson):
    put(instructor_client, item)

    answer = put(instructor_client, item)

    assert answer["Location"] == page_of(item)
    assert Quiz.objects.get(lesson=lesson).slots.count() == 1


def test_a_lesson_leads_to_its_check_or_to_its_first_question(instructor_client, lesson):
    address = reverse("admin:quizzes_quiz_of", args=[lesson.pk])
    assert address in instructor_client.get(reverse("admin:lessons_lesson_change", args=[lesson.pk])).text

    page = instructor_client.get(address).text
    assert '<option value="patching#line">Line</option>' in page
    assert not Quiz.objects.filter(lesson=lesson).exists()

    begun = instructor_client.post(address)
    quiz = Quiz.objects.get(lesson=lesson)
    assert begun["Location"] == reverse("admin:quizzes_quiz_questions", args=[quiz.pk])
    assert instructor_client.get(address)["Location"] == begun["Location"]
    assert "Write a new question about" in instructor_client.get(begun["Location"]).text


def test_a_new_question_may_begin_at_a_section(instructor_client, lesson):
    page = instructor_client.get(reverse("admin:bank_item_add"), {"section": "patching#line"})

    assert page.context["editor"].typed["section"] == "patching#line"


def test_strangers_find_none_of_it(learner_client, item, lesson):
    assert put(learner_client, item).status_code == 302
    assert learner_client.post(reverse("admin:quizzes_quiz_of", args=[lesson.pk])).status_code == 302
    assert not Quiz.objects.filter(lesson=lesson).exists()
