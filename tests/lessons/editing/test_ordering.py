import pytest
from django.core.management import call_command

from lessons.editing.ordering import OtherLessons, move, reorder
from lessons.models import Course, Lesson
from tests.lessons.conftest import make_lesson
from tests.lessons.editing.test_admin import errors, form_of, send

pytestmark = pytest.mark.django_db
PAGE = "/admin/lessons/lesson/order/"


def order() -> list[str]:
    return list(Lesson.objects.values_list("slug", flat=True))


def labels() -> list[str]:
    return list(Lesson.objects.values_list("label", flat=True))


def test_a_lesson_moves_up_and_its_number_follows(instructor_client, lesson):
    before = order()
    assert labels() == ["L1", "L2", "L3", "L4", "L5", "L6", "A1"]

    page = instructor_client.post(PAGE, {"do": f"up:{lesson.pk}"}, follow=True)

    assert order() == [before[0], lesson.slug, before[1], *before[3:]]
    assert labels() == ["L1", "L2", "L3", "L4", "L5", "L6", "A1"]
    assert f"L2. {lesson.title}" in page.text
    moved = page.text[page.text.index(f'value="up:{lesson.pk}"') :]
    assert "autofocus" in moved[: moved.index("</button>")]


def test_learners_read_the_lessons_in_the_new_order(instructor_client, client, lesson):
    instructor_client.post(PAGE, {"do": f"down:{lesson.pk}"})

    page = client.get("/learn/").text

    assert page.index("/learn/identity-and-access/") < page.index(f"/learn/{lesson.slug}/")


def test_a_dragged_order_is_taken_whole_and_labels_that_are_no_numbers_stay(instructor_client):
    lessons = list(Lesson.objects.all())
    dragged = [lessons[-1], *lessons[:-1]]

    instructor_client.post(PAGE, {"course": lessons[0].course_id, "order": ",".join(str(each.pk) for each in dragged)})

    assert order() == [each.slug for each in dragged]
    assert labels() == ["A1", "L1", "L2", "L3", "L4", "L5", "L6"]


def test_an_order_without_a_lesson_that_was_added_meanwhile_moves_nothing(instructor_client, instructor, lesson):
    dragged = list(Lesson.objects.order_by("-position").values_list("pk", flat=True))
    make_lesson()
    before = order()

    with pytest.raises(OtherLessons):
        reorder(lesson.course, dragged, editor=instructor)
    told = instructor_client.post(
        PAGE, {"course": lesson.course_id, "order": ",".join(map(str, dragged))}, follow=True
    )

    assert "Nothing was moved" in told.text
    assert order() == before


def test_the_first_lesson_moves_no_further_up(instructor):
    first = Lesson.objects.first()

    assert move(first, by=-1, editor=instructor) is False
    assert Lesson.objects.first() == first


def test_lessons_at_one_position_are_apart_after_any_move(instructor, lesson):
    make_lesson("same-place", position=lesson.position)

    move(lesson, by=1, editor=instructor)

    positions = list(Lesson.objects.values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_a_lesson_made_on_the_site_gives_way_to_one_from_a_file():
    Lesson.objects.filter(slug="hard-cases").update(position=100)
    own = make_lesson(position=100)

    call_command("load_content", verbosity=0)

    assert Lesson.objects.get(pk=own.pk).position > Lesson.objects.get(slug="hard-cases").position


def test_a_lesson_that_changes_its_course_goes_to_the_end_of_the_other(instructor_client, lesson):
    make_lesson("first-there", position=lesson.position)
    other = Course.objects.create(slug="other", name="Other", position=2)
    Lesson.objects.filter(slug="first-there").update(course=other)

    send(instructor_client, lesson, "_save", course=other.pk)

    assert list(other.lessons.values_list("slug", "position")) == [("first-there", 3), (lesson.slug, 4)]


def test_a_label_that_another_lesson_of_the_course_has_is_refused(instructor_client, lesson):
    refused = send(instructor_client, lesson, "_save", label="L4")

    assert "has this label. Choose another one." in errors(refused, "label")[0]
    assert Lesson.objects.get(pk=lesson.pk).label == "L3"


def test_a_form_that_was_open_while_the_order_changed_keeps_the_new_label(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    instructor_client.post(PAGE, {"do": f"up:{lesson.pk}"})

    saved = send(instructor_client, lesson, "_save", form, summary="Another summary.")

    assert saved.status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).label == "L2"


def test_learners_reach_no_order(learner_client, lesson):
    learner_client.post(PAGE, {"do": f"up:{lesson.pk}"})

    assert Lesson.objects.get(pk=lesson.pk).position == lesson.position
