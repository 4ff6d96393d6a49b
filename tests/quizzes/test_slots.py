import pytest
from django.urls import reverse

from bank.models import Item
from quizzes.models import Quiz
from quizzes.slots import add_question, find_questions, move_question, remove_question
from tests.helpers.sittings import begin, the_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz() -> Quiz:
    return the_check()


def order(quiz: Quiz) -> list[int]:
    slots = list(quiz.slots.order_by("position"))
    assert [slot.position for slot in slots] == list(range(1, len(slots) + 1))
    return [slot.item_id for slot in slots]


def other(quiz: Quiz) -> Item:
    return Item.objects.asked().exclude(slots__quiz=quiz).first()


def page_of(quiz: Quiz) -> str:
    return reverse("admin:quizzes_quiz_questions", args=[quiz.pk])


@pytest.mark.parametrize(("start", "by", "to"), [(0, 1, 1), (3, -1, 2), (9, -9, 0)])
def test_a_question_moves_and_the_others_close_up(quiz, start, by, to):
    before = order(quiz)

    assert move_question(quiz, before[start], by=by)

    after = order(quiz)
    assert after[to] == before[start]
    assert [item for item in after if item != before[start]] == [item for item in before if item != before[start]]


def test_at_either_end_it_stays(quiz):
    before = order(quiz)

    assert not move_question(quiz, before[0], by=-1)
    assert not move_question(quiz, before[-1], by=1)
    assert not move_question(quiz, other(quiz).pk, by=1)
    assert order(quiz) == before


def test_a_question_is_put_in_once_and_taken_out_again(quiz):
    before, new = order(quiz), other(quiz)

    assert add_question(quiz, new.pk, position=3) == 3
    assert add_question(quiz, new.pk) == 3
    assert order(quiz) == [*before[:2], new.pk, *before[2:]]
    assert remove_question(quiz, new.pk) == 3
    assert remove_question(quiz, new.pk) == 0
    assert order(quiz) == before


def test_a_search_for_what_no_text_holds_is_taken_without_it(instructor_client, quiz):
    assert instructor_client.get(f"{page_of(quiz)}?q=guest%00os").context["words"] == "guestos"


def test_the_search_finds_what_has_all_the_words_and_is_not_in_the_quiz(quiz):
    inside = quiz.slots.first().item

    assert inside not in find_questions(quiz, inside.slug)
    assert find_questions(quiz, other(quiz).slug)[0] == other(quiz)
    assert not find_questions(quiz, "guest zzz")


def test_the_buttons_work_with_and_without_script(instructor_client, quiz):
    before, new = order(quiz), other(quiz)

    plain = instructor_client.post(page_of(quiz), {"do": f"down:{before[0]}", "q": "guest os"})
    swapped = instructor_client.post(page_of(quiz), {"do": f"add:{new.pk}"}, headers={"HX-Request": "true"})

    assert plain["Location"] == f"{page_of(quiz)}?q=guest+os"
    assert "<html" not in swapped.text
    assert order(quiz) == [before[1], before[0], *before[2:], new.pk]


def test_an_attempt_under_way_keeps_what_it_was_begun_with(instructor_client, quiz, learner):
    attempt = begin(learner)

    instructor_client.post(page_of(quiz), {"do": f"take:{order(quiz)[0]}"})

    assert attempt.items.count() == 10
    assert len(order(quiz)) == 9


def test_a_retired_question_is_marked(instructor_client, quiz):
    Item.objects.filter(pk=order(quiz)[0]).update(published=None)

    assert "not asked: it isn’t published" in instructor_client.get(page_of(quiz)).text


def test_the_page_takes_the_same_queries_for_many_questions(instructor_client, quiz, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        instructor_client.get(page_of(quiz), {"q": "guest"})


@pytest.mark.parametrize("do", ["", "up:x", "burn:1", "add:999999"])
def test_what_no_button_says_is_not_found(instructor_client, quiz, do):
    assert instructor_client.post(page_of(quiz), {"do": do}).status_code == 404


def test_a_learner_has_no_way_in(learner_client, quiz):
    assert learner_client.post(page_of(quiz), {"do": f"take:{order(quiz)[0]}"}).status_code == 302
    assert len(order(quiz)) == 10


def test_a_new_quiz_leads_to_its_questions(instructor_client):
    answer = instructor_client.post(
        reverse("admin:quizzes_quiz_add"), {"title": "Warm-up", "slug": "warm-up", "mode": "check", "lesson": ""}
    )

    assert answer["Location"] == page_of(Quiz.objects.get(slug="warm-up"))
