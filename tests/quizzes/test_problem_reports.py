"""Problems that learners report, and the answers they get."""

import re
from datetime import timedelta

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.urls import reverse
from django.utils.html import escape

from quizzes.models import ProblemReport
from quizzes.problem_reports import MOST_PER_DAY, AlreadyAnswered, TooManyReports, answer_report, report
from tests.helpers.practices import give, plain_practice, practice, practice_of
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
TEXT = "Option B is right as well: see the page on shared controls."


@pytest.fixture
def item(learner):
    """A question that Lena has answered wrongly."""
    attempt = plain_practice(learner)
    give(attempt, 1, right=False)
    return item_at(attempt, 1)


def address_of(item) -> str:
    return f"{item.get_absolute_url()}report/"


def send(client, item, text=TEXT, suggestion="", **extra):
    return client.post(address_of(item), {"text": text, "suggestion": suggestion}, **extra)


def answered(item, answer="You are right. We have corrected option B.", editor=1) -> ProblemReport:
    problem, _ = report(item, text=TEXT)
    answer_report(problem, answer=answer, editor=editor)
    problem.refresh_from_db()
    return problem


# Learners


def test_an_answered_question_can_be_reported_and_an_open_one_cannot(learner_client, item):
    open_one = item_at(item.attempt, 2)

    assert f'href="{address_of(item)}"' in learner_client.get(item.get_absolute_url()).text
    assert "Report a problem" not in learner_client.get(open_one.get_absolute_url()).text
    assert learner_client.get(address_of(open_one)).status_code == 404
    assert send(learner_client, open_one).status_code == 404


def test_the_form_is_a_page_of_its_own_and_opens_in_place(learner_client, item):
    page = learner_client.get(address_of(item)).text
    fragment = learner_client.get(address_of(item), headers=HTMX).text

    assert item.version.stem in page or escape(item.version.stem) in page
    assert fragment.strip().startswith('<div id="report"')
    assert "What is wrong?" in fragment


def test_a_report_is_stored_with_what_was_answered(learner_client, learner, item):
    answer = send(learner_client, item, suggestion="Leave option B out.")

    stored = ProblemReport.objects.get()
    assert answer["Location"] == f"{item.get_absolute_url()}#report"
    assert (stored.learner, stored.version, stored.attempt_item) == (learner, item.version, item)
    assert (stored.text, stored.suggestion) == (TEXT, "Leave option B out.")


def test_what_was_sent_is_shown_on_the_question(learner_client, item):
    sent = send(learner_client, item, headers=HTMX).text
    page = learner_client.get(item.get_absolute_url()).text

    assert "Your report was sent" in sent
    assert "data-focus" in sent
    assert escape(TEXT) in page
    assert "Report a problem" not in page


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_report_without_words_or_with_too_many_is_explained_and_kept(learner_client, item, text):
    answer = send(learner_client, item, text=text, headers=HTMX)

    assert answer.status_code == 422
    assert ("Tell us what is wrong." in answer.text) or (
        "Keep it to 2,000 characters; you’ve written 2001." in answer.text
    )
    assert text.strip() in answer.text
    assert not ProblemReport.objects.exists()


def test_a_second_report_of_an_open_one_is_told_so(learner_client, item):
    send(learner_client, item)

    again = send(learner_client, item, text="Something else.", headers=HTMX)

    assert "You have reported this question before" in again.text
    assert escape(TEXT) in again.text
    assert ProblemReport.objects.count() == 1


def test_two_reports_at_once_are_one(item):
    first, is_new = report(item, text=TEXT)
    second, is_second_new = report(item, text="The double click.")

    assert first == second
    assert (is_new, is_second_new) == (True, False)


def test_after_an_answer_another_problem_can_be_reported(learner_client, item):
    answered(item)

    send(learner_client, item, text="Option C is not clear.")

    assert ProblemReport.objects.count() == 2


def test_there_is_a_limit_a_day(learner_client, learner):
    attempt = practice(learner, length=20)
    for position in range(1, MOST_PER_DAY + 2):
        give(attempt, position)
    for position in range(1, MOST_PER_DAY + 1):
        report(item_at(attempt, position), text=TEXT)
    last = item_at(attempt, MOST_PER_DAY + 1)

    with pytest.raises(TooManyReports):
        report(last, text=TEXT)
    answer = send(learner_client, last)

    assert answer.status_code == 422
    assert f"You’ve sent {MOST_PER_DAY} reports in 24 hours." in answer.text
    assert TEXT in answer.text

    ProblemReport.objects.update(created_at=TransactionNow() - timedelta(hours=25))
    assert report(last, text=TEXT)[1]


def test_a_stranger_can_neither_report_nor_read(stranger_client, item):
    assert stranger_client.get(address_of(item)).status_code == 404
    assert send(stranger_client, item).status_code == 404
    assert not ProblemReport.objects.exists()


def test_what_somebody_else_reported_is_not_shown(stranger_client, stranger, item):
    report(item, text=TEXT)
    theirs = practice_of(stranger, item.version)
    give(theirs, 1)

    assert escape(TEXT) not in stranger_client.get(item_at(theirs, 1).get_absolute_url()).text


def test_markup_in_a_report_stays_text(learner_client, item):
    send(learner_client, item, text="<script>alert(1)</script>")

    assert "<script>alert" not in learner_client.get(item.get_absolute_url()).text


# Answers


def test_the_answer_stands_on_the_question_and_on_the_home_page_until_it_is_put_aside(learner_client, item):
    problem = answered(item)

    home = learner_client.get("/").text
    page = learner_client.get(item.get_absolute_url()).text
    learner_client.post(reverse("quizzes:report-seen", args=[problem.pk]))

    assert "You are right. We have corrected option B." in home
    assert "You are right. We have corrected option B." in page
    assert f'href="{item.get_absolute_url()}"' in home
    assert "We have corrected option B." not in learner_client.get("/").text
    assert "We have corrected option B." in learner_client.get(item.get_absolute_url()).text


def test_looking_at_the_answer_changes_nothing(learner_client, item):
    problem = answered(item)

    learner_client.get(item.get_absolute_url())
    learner_client.get("/")

    problem.refresh_from_db()
    assert problem.seen_at is None


def test_nobody_puts_aside_what_is_somebody_elses(stranger_client, item):
    problem = answered(item)

    assert stranger_client.post(reverse("quizzes:report-seen", args=[problem.pk])).status_code == 404

    problem.refresh_from_db()
    assert problem.seen_at is None


def test_a_report_is_answered_once(item):
    problem = answered(item)

    with pytest.raises(AlreadyAnswered):
        answer_report(problem, answer="No.", editor=2)

    problem.refresh_from_db()
    assert problem.answered_by == 1


# Instructors


def change_of(problem: ProblemReport) -> str:
    return reverse("admin:quizzes_problemreport_change", args=[problem.pk])


def test_instructors_see_open_reports_first(instructor_client, item):
    done = answered(item)
    open_one, _ = report(item, text="Option C is not clear.")

    page = instructor_client.get(reverse("admin:quizzes_problemreport_changelist")).text
    everything = instructor_client.get(reverse("admin:quizzes_problemreport_changelist") + "?state=all").text

    assert change_of(open_one) in page
    assert change_of(done) not in page
    assert everything.index(change_of(open_one)) < everything.index(change_of(done))


def test_the_question_its_options_and_the_learners_answer_stand_beside_the_report(instructor_client, item):
    problem, _ = report(item, text=TEXT)

    page = instructor_client.get(change_of(problem)).text

    assert escape(item.version.stem) in page
    for option in item.options:
        assert escape(option.text) in page
    assert page.count("the learner chose this") == 1
    chosen = item.result.response.chosen[0]
    text = next(option.text for option in item.options if option.key == chosen)
    assert re.search(re.escape(escape(text)) + r"</strong>: the learner chose this", page)


def test_an_instructors_answer_is_stored_with_who_and_when(instructor_client, instructor, item):
    problem, _ = report(item, text=TEXT)

    instructor_client.post(change_of(problem), {"answer": "Thank you, corrected.", "text": "tampered"})

    problem.refresh_from_db()
    assert problem.answer == "Thank you, corrected."
    assert problem.answered_by == instructor.pk
    assert problem.answered_at
    assert problem.text == TEXT


def test_an_empty_answer_is_refused(instructor_client, item):
    problem, _ = report(item, text=TEXT)

    page = instructor_client.post(change_of(problem), {"answer": ""}).text

    problem.refresh_from_db()
    assert "Write what the learner should know." in page
    assert problem.answered_at is None


def test_the_second_instructor_is_told(instructor_client, item):
    problem = answered(item)

    page = instructor_client.post(change_of(problem), {"answer": "Me too."}, follow=True).text

    assert "Someone else already answered this." in page
    assert "Me too." not in ProblemReport.objects.get().answer


def test_a_learner_does_not_get_into_the_reports(learner_client, item):
    problem, _ = report(item, text=TEXT)

    assert learner_client.get(change_of(problem)).status_code == 302
