"""Questions that a lesson asks after its sections."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.leaving.belongings import belongings
from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import Item
from lessons.markup import read
from lessons.section_questions import places_in
from planner.predictions import first_answers
from quizzes.attempt_start import Sitting, begin, start
from quizzes.exam import simulations
from quizzes.models import Attempt, AttemptItem, CellMemory, Mode, Quiz, Response, TimeCount
from quizzes.rebuild import rebuild
from quizzes.statistics.rollup import roll_all
from tests.conftest import client_of
from tests.helpers.lesson_questions import ASKED, FREE, URL, answer, place, sent_from
from tests.helpers.lesson_questions import lesson as lesson
from tests.helpers.pages import tight
from tests.helpers.sittings import the_check
from tests.lessons.conftest import HTMX, make_lesson

pytestmark = pytest.mark.django_db


def given(learner: Learner):
    return Response.objects.filter(attempt_item__attempt__learner=learner)


def reasons(slug: str = ASKED) -> list[str]:
    return [option.rationale for option in Item.objects.get(slug=slug).published.options.all()]


# ---- The page


def test_a_section_is_followed_by_its_questions(client):
    page = client.get(URL).text

    assert page.index("Words.") < page.index('id="ask-shifts"') < page.index('id="ask-2-shifts"') < page.index("More.")
    assert "Doesn’t count toward a score." in place(page)
    assert "[[question" not in page


def test_nothing_of_the_answer_is_on_the_page_before(client):
    page = client.get(URL).text

    assert not any(reason in page for reason in reasons())
    assert ASKED not in page  # its words may say who it is


def test_a_look_at_the_page_stores_nothing(client, learner_client):
    client.get(URL)
    learner_client.get(URL)

    assert not Attempt.objects.exists()
    assert not Learner.objects.filter(is_guest=True).exists()


def test_questions_take_one_query_however_many_there_are(learner_client):
    def queries_of(url):
        with CaptureQueriesContext(connection) as captured:
            learner_client.get(url)
        return len(captured)

    make_lesson("without", body="## A {#a}\n\nWords.\n", position=10)
    make_lesson("with-one", body=f"## How it moves {{#shifts}}\n\n[[question {FREE}]]\n", position=11)
    answer(learner_client)
    learner_client.get(URL)

    assert queries_of(URL) == queries_of("/learn/with-one/") == queries_of("/learn/without/") + 1


def test_a_question_that_may_not_be_asked_leaves_no_gap(client):
    Item.objects.filter(slug=ASKED).update(published=None)

    page = client.get(URL).text

    assert 'id="ask-shifts"' not in page
    assert 'id="ask-2-shifts"' in page


# ---- The answer


def test_the_answer_is_explained_in_place(learner_client, learner):
    reply = answer(learner_client, right=False)

    assert reply.status_code == 200
    assert 'id="ask-shifts"' in reply.text
    assert "<html" not in reply.text
    assert "Not quite" in reply.text
    assert all(reason in reply.text for reason in reasons())
    [attempt] = learner.attempts.all()
    assert (attempt.mode, attempt.ending, attempt.score.maximum) == (Mode.SECTION, "finished", 0)
    assert given(learner).get().confidence == "think-so"


def test_the_reasons_of_both_options_come_first_and_nothing_is_said_twice(learner_client):
    text = answer(learner_client, right=False).text

    brief, _ = text.split("<details")
    said = [option.rationale in brief for option in Item.objects.get(slug=ASKED).published.options.all()]
    assert said.count(True) == 2
    assert all(text.count(reason) == 1 for reason in reasons())


def test_i_do_not_know_shows_the_answer(learner_client, learner):
    sent = sent_from(learner_client.get(URL).text) | {"choice": "", "unsure": "1"}

    reply = learner_client.post(f"{URL}questions/shifts/", sent, headers=HTMX)

    assert "Here is the answer" in reply.text
    assert given(learner).get().answer == {"unsure": True}


def test_a_visitor_becomes_a_guest_by_the_first_answer(client):
    answer(client)

    [guest] = Learner.objects.filter(is_guest=True)
    assert given(guest).count() == 1
    assert "Try it again" in place(client.get(URL).text)


def test_without_javascript_it_comes_back_to_its_place_with_the_answer(learner_client):
    reply = answer(learner_client, right=False, htmx=False)

    assert reply.status_code == 302
    assert reply["Location"] == f"{URL}?ask=shifts#ask-shifts"
    page = learner_client.get(reply["Location"]).text
    assert all(reason in place(page) for reason in reasons())


@pytest.mark.parametrize("htmx", [True, False])
def test_without_a_choice_it_says_so_and_stores_nothing(learner_client, learner, htmx):
    sent = sent_from(learner_client.get(URL).text, choice="")

    reply = learner_client.post(f"{URL}questions/shifts/", sent, headers=HTMX if htmx else {})

    assert reply.status_code == 422
    assert "Choose an answer" in place(reply.text)
    assert 'href="#ask-shifts-choice-1"' in reply.text
    assert ("<html" in reply.text) != htmx
    assert not learner.attempts.exists()


def test_a_forged_answer_is_refused_with_a_fresh_form(learner_client, learner):
    reply = learner_client.post(f"{URL}questions/shifts/", {"event": "made:up", "choice": "1"}, headers=HTMX)

    assert reply.status_code == 422
    assert "wasn’t sent from this question" in reply.text
    assert not any(reason in reply.text for reason in reasons())
    assert not learner.attempts.exists()


def test_the_form_of_one_place_answers_no_other(learner_client, learner):
    sent = sent_from(learner_client.get(URL).text, "2-shifts", slug=FREE)

    reply = learner_client.post(f"{URL}questions/shifts/", sent, headers=HTMX)

    assert reply.status_code == 409
    assert not learner.attempts.exists()


def test_places_that_the_lesson_does_not_have_are_not_found(client):
    assert client.get(f"{URL}questions/end/").status_code == 404
    assert client.post(f"{URL}questions/3-shifts/").status_code == 404


# ---- Twice, and elsewhere


def test_the_same_form_sent_twice_counts_once_and_keeps_the_first_answer(learner_client, learner):
    page = learner_client.get(URL).text

    first = answer(learner_client, page=page, right=True)
    second = answer(learner_client, page=page, right=False)

    assert (first.status_code, second.status_code) == (200, 200)
    assert "Right" in second.text
    assert given(learner).count() == 1


def test_an_answer_from_another_tab_stands(learner_client, learner):
    one, two = learner_client.get(URL).text, learner_client.get(URL).text
    answer(learner_client, page=one, right=False)

    late = answer(learner_client, page=two, right=True)

    assert late.status_code == 409
    assert "That answer counts" in late.text
    assert "Not quite" in late.text
    assert given(learner).count() == 1


def test_on_return_the_verdict_is_there_and_the_reasons_are_a_click_away(learner_client):
    answer(learner_client, right=False)

    page = learner_client.get(URL)
    opened = learner_client.get(f"{URL}questions/shifts/", headers=HTMX)
    without_script = learner_client.get(f"{URL}questions/shifts/")

    assert "Not quite" in place(page.text)
    assert not any(reason in page.text for reason in reasons())
    assert all(reason in opened.text for reason in reasons())
    assert without_script["Location"] == f"{URL}?ask=shifts#ask-shifts"


def test_it_can_be_tried_again_and_each_try_is_kept(learner_client, learner):
    answer(learner_client, right=False)

    form = learner_client.get(f"{URL}questions/shifts/?again=1", headers=HTMX).text
    page = learner_client.get(f"{URL}?again=shifts").text
    reply = answer(learner_client, page=page, right=True)

    assert 'name="choice"' in form
    assert reply.status_code == 200
    assert [len(response.chosen) for response in given(learner)] == [1, 1]
    assert "Right" in place(learner_client.get(URL).text)


def test_another_learners_answers_are_nobody_elses(learner_client, sam):
    answer(learner_client, right=False)

    assert 'name="choice"' in place(client_of(sam).get(URL).text)


# ---- Questions that wait elsewhere


def test_a_question_of_an_open_check_waits_there(learner_client, learner):
    before = learner_client.get(URL).text
    check = start(the_check(), learner)

    page = learner_client.get(URL).text
    refused = answer(learner_client, page=before)

    assert "part of your unfinished check" in tight(place(page))
    assert check.get_absolute_url() in place(page)
    assert 'name="choice"' not in place(page)
    assert 'name="choice"' in place(page, "2-shifts")
    assert refused.status_code == 422
    assert "wasn’t saved" in refused.text
    assert not given(learner).exists()


def test_a_question_of_an_open_exam_shows_neither_itself_nor_an_earlier_answer(learner_client, learner):
    answer(learner_client, right=False)
    version = Item.objects.get(slug=ASKED).published
    begin(learner, Sitting(Mode.EXAM, "Exam", [version], time=simulations.SHORT.time))

    pages = [
        learner_client.get(URL).text,
        learner_client.get(f"{URL}?ask=shifts").text,
        learner_client.get(f"{URL}questions/shifts/", headers=HTMX).text,
    ]

    assert all("in your exam simulation" in place(page) for page in pages)
    assert not any(reason in page for reason in reasons() for page in pages)


def test_what_was_answered_here_is_asked_elsewhere_as_before(learner_client, learner):
    answer(learner_client)

    assert start(the_check(), learner).items.filter(version__item__slug=ASKED, result=None).exists()


# ---- What it counts for


def test_it_counts_for_memory(learner_client, learner):
    answer(learner_client)

    remembered = list(CellMemory.objects.filter(learner=learner).values_list("cell", "history", "due"))
    assert remembered
    rebuild()
    assert list(CellMemory.objects.filter(learner=learner).values_list("cell", "history", "due")) == remembered


def test_it_counts_for_no_score_and_stands_in_no_list(learner_client, learner):
    answer(learner_client)
    [attempt] = learner.attempts.all()

    assert not Attempt.objects.listed_for(learner).exists()
    assert str(attempt.pk) not in learner_client.get("/progress/attempts/").text
    assert "Your first score appears here" in learner_client.get("/progress/").text
    assert first_answers(learner) == []
    assert learner_client.get(f"/practice/{attempt.pk}/1/")["Location"] == f"{URL}?ask=shifts#ask-shifts"


def test_the_time_on_the_page_is_no_time_of_thinking(learner_client, learner):
    answer(learner_client)
    roll_all()

    assert given(learner).get().took_ms == 0
    assert not TimeCount.objects.filter(version__item__slug=ASKED).exists()


def test_an_answer_that_was_sure_and_wrong_is_contrasted_without_another_question(learner_client, learner):
    reply = answer(learner_client, right=False, confidence="sure")

    assert "Look at these two side by side" in reply.text
    assert AttemptItem.objects.filter(attempt__learner=learner).count() == 1


def test_a_guests_answers_join_the_account(client, learner, learner_client):
    answer(client, right=False)
    [guest] = Learner.objects.filter(is_guest=True)

    merge(guest.pk, learner)

    assert "Not quite" in place(learner_client.get(URL).text)
    assert CellMemory.objects.filter(learner=learner).exists()


def test_the_download_holds_it(learner_client, learner):
    answer(learner_client)

    [told] = next(each for each in belongings if each.model is Attempt).tell(learner)
    assert told["mode"] == "section"
    assert told["selection"] == {"lesson": "another", "place": "shifts"}


def test_a_problem_with_it_can_be_reported(learner_client, learner):
    answer(learner_client)
    [attempt] = learner.attempts.all()

    reply = learner_client.post(f"/practice/{attempt.pk}/1/report/", {"text": "Option a is right as well."})

    assert reply["Location"] == f"{URL}?ask=shifts#ask-shifts"
    assert "Your report of a problem" in tight(learner_client.get(f"{URL}?ask=shifts").text)


def test_checks_that_we_ship_ask_no_question_of_their_lesson_again():
    """But for the lesson on the model, which ends with two questions of its check."""
    checks = Quiz.objects.exclude(lesson=None).exclude(lesson__slug="shared-responsibility-model")
    for quiz in checks.select_related("lesson"):
        asked = {place.slug for place in places_in(read(quiz.lesson.body))}
        repeated = quiz.slots.filter(item__slug__in=asked).values_list("item__slug", flat=True)
        assert list(repeated) == []
