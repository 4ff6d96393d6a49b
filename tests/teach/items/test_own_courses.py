"""Writing a course that is not about the matrix, its lesson and its questions, in the editors that are there."""

import pytest
from django.urls import reverse

from bank.content import content_of
from bank.models import Item
from exchange.imports import carry_out, plan_of, store_import
from exchange.losses import Leaving
from exchange.writers import OUT_FORMATS
from lessons.models import Course, Lesson
from matrix import facts
from quizzes.attempt_start import start
from quizzes.models import CellMemory, Quiz
from teach.items.check_slots import check_of
from tests.helpers.item_forms import form_of_new, sent_by
from tests.helpers.own_courses import SECTION, make_course, make_lesson_in, own_content, own_question
from tests.helpers.pages import tight
from tests.helpers.sittings import answer_all, the_check

pytestmark = pytest.mark.django_db

ADD = reverse("admin:bank_item_add")


@pytest.fixture
def lesson() -> Lesson:
    return make_lesson_in(make_course())


def question_about_pricing(client, lesson) -> dict:
    data = sent_by(client.get(f"{ADD}?lesson={lesson.pk}").context["editor"])
    data |= {"stem": own_content()["stem"], "options-key": "0"}
    for number, option in enumerate(own_content()["options"]):
        data |= {f"options-{number}-text": option["text"], f"options-{number}-rationale": option["rationale"]}
    return data


def test_a_new_course_leads_to_its_first_lesson(instructor_client):
    data = {"name": "Cloud pricing", "slug": "pricing", "summary": "What it costs.", "position": "100"}

    page = instructor_client.post(reverse("admin:lessons_course_add"), data, follow=True)

    course = Course.objects.get(slug="pricing")
    assert not course.about_matrix
    form = page.context["adminform"].form
    assert (form["course"].value(), form["label"].value()) == (course.pk, "L1")
    assert "aws.amazon.com" not in form["body"].value()


def test_what_a_course_is_about_is_fixed_once_it_has_lessons(instructor_client, lesson):
    page = reverse("admin:lessons_course_change", args=[lesson.course_id])

    assert 'name="about_matrix"' not in instructor_client.get(page).text


def test_the_editor_shows_no_fields_about_facts(instructor_client, lesson):
    page = instructor_client.get(f"{ADD}?lesson={lesson.pk}")

    assert page.context["editor"].question["section"].value() == SECTION
    for name in ("cells", "skill", "needs", "rule", "options-0-subject_1", "options-0-misconception"):
        assert f'name="{name}"' not in page.text
    assert 'value="boundary"' not in page.text


def test_its_fields_change_with_the_section(instructor_client, lesson):
    data = form_of_new(instructor_client)
    assert 'name="cells"' in instructor_client.post(ADD, {**data, "_arrange": "section"}).text

    page = instructor_client.post(ADD, {**data, "section": SECTION, "_arrange": "section"})

    assert 'name="cells"' not in page.text


def test_a_question_is_published_and_put_into_the_check(instructor_client, lesson):
    data = question_about_pricing(instructor_client, lesson)

    instructor_client.post(ADD, {**data, "_publish": "1"})
    item = Item.objects.get(section=SECTION)
    instructor_client.post(reverse("admin:bank_item_check", args=[item.pk]))

    assert item.published is not None
    assert (item.skill, item.published.tested_cells.count()) == ("", 0)
    assert Quiz.objects.get(lesson=lesson).slots.get().item == item


def test_the_preview_shows_the_verdict_without_a_cell(instructor_client, lesson):
    data = question_about_pricing(instructor_client, lesson)

    page = instructor_client.post(ADD, {**data, "_try": "1", "choice": "1"}, headers={"HX-Request": "true"}).text

    assert "You pay for hours of use." in page
    assert "It can be published." in page


def test_a_published_question_is_offered_only_lessons_of_its_kind(instructor_client, lesson):
    item = own_question("pricing")

    page = instructor_client.get(reverse("admin:bank_item_change", args=[item.pk])).text

    assert SECTION in page
    assert "shared-responsibility-model#" not in page


@pytest.mark.parametrize("name", ["csv", "gift", "moodle-xml"])
def test_a_file_takes_it_out_and_in_again(lesson, instructor, name):
    item = own_question("pricing")
    text = OUT_FORMATS[name].write([Leaving(item.slug, content_of(item.published))]).data.decode()
    Item.objects.filter(pk=item.pk).update(slug="older")

    brought = store_import(f"own.{name}", text, format=name, editor=instructor.pk)
    plan = plan_of(brought, facts.current())
    carry_out(brought, shown=plan.fingerprint, editor=instructor.pk)

    assert [step.needs for step in plan.steps] == [[]]
    assert Item.objects.get(slug="pricing").draft.content["section"] == SECTION
    assert Item.objects.get(slug="pricing").skill == ""


def test_a_question_about_the_matrix_in_its_check_counts_for_the_map_as_the_form_says(
    instructor_client, learner, lesson
):
    check, asked = check_of(lesson), the_check().slots.first().item
    page = reverse("admin:quizzes_quiz_questions", args=[check.pk])
    assert "count for each learner’s map and plan" in tight(instructor_client.get(page).text)
    other = reverse("admin:quizzes_quiz_questions", args=[the_check().pk])
    assert "map and plan" not in instructor_client.get(other).text
    instructor_client.post(page, {"do": f"add:{asked.pk}"})

    answer_all(start(check, learner))

    assert CellMemory.objects.filter(learner=learner).exists()
