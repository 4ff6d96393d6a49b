"""The end of a practice: its summary, and practicing again what was missed."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bank.near_twins import likenesses
from quizzes.attempt_start import NothingToAsk, Sitting, begin, retry
from quizzes.models import Mode, ServedItem
from quizzes.practice.choices import By, PracticeChoice
from tests.helpers.practices import cell_of, give, practice, practice_of, versions_on
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db


def test_the_summary_of_a_practice_offers_the_missed_ones_again(learner_client, learner):
    attempt = practice(learner)
    for position in range(1, 6):
        give(attempt, position, right=position > 2)

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "3<small> right: 60%</small>" in page
    assert "Practice: Guest operating system" in page
    assert "Retry the 2 you missed" in page
    assert f'href="/practice/?by=attempt&amp;attempt={attempt.pk}"' in page


def test_the_cells_missed_in_an_attempt_are_asked_with_other_questions(learner):
    """One is asked again only if all others of its cell were asked too, or are near-twins of what is asked."""
    cells = [f"{service}/guest-os" for service in ("ec2", "rds", "lambda", "s3", "elb")]
    attempt = practice_of(learner, *(version for cell in cells for version in versions_on(cell)))
    for position in range(1, 6):
        give(attempt, position, right=position > 2)
    missed = {cell_of(item_at(attempt, position)).path for position in (1, 2)}
    served = set(attempt.items.values_list("version", flat=True))

    again = practice(learner, PracticeChoice(By.ATTEMPT, attempt=str(attempt.pk)))

    items = ServedItem.objects.filter(attempt=again)
    asked = {item.version_id for item in items}
    assert {cell_of(item).path for item in items} == missed
    for path in missed:
        of_cell = {version.pk for version in versions_on(path, 99)}
        if asked & served & of_cell:
            likes = likenesses(asked | of_cell)
            fresh = of_cell - asked - served
            assert all(any(likes[one].is_near(likes[other]) for other in asked) for one in fresh)


def test_somebody_elses_attempt_gives_nothing_to_practice(learner, stranger):
    attempt = practice(stranger)
    for position in range(1, 6):
        give(attempt, position, right=False)

    with pytest.raises(NothingToAsk):
        practice(learner, PracticeChoice(By.ATTEMPT, attempt=str(attempt.pk)))


def test_all_right_leads_to_something_else(learner_client, learner):
    attempt = practice(learner)
    for position in range(1, 6):
        give(attempt, position)

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "Practice something else" in page
    assert 'href="/practice/?by=layer&amp;layer=guest-os"' in page


def test_a_retry_of_a_practice_asks_the_missed_ones(learner_client, learner):
    attempt = practice(learner)
    for position in range(1, 6):
        give(attempt, position, right=position != 4)

    answer = learner_client.post(reverse("quizzes:attempt-retry", args=[attempt.pk]))

    again = learner.attempts.get(retry_of=attempt)
    assert answer["Location"] == item_at(again, 1).get_absolute_url()
    assert again.heading == "Practice: Guest operating system, retry"
    assert item_at(again, 1).version == item_at(attempt, 4).version


def test_a_retry_beside_an_open_practice_lets_choose(learner_client, learner):
    attempt = practice(learner)
    for position in range(1, 6):
        give(attempt, position, right=False)
    opened = practice(learner, PracticeChoice(By.TRAPS))

    answer = learner_client.post(reverse("quizzes:attempt-retry", args=[attempt.pk]))
    page = learner_client.get(answer["Location"]).text

    assert "Continue: 0 of 5 answered" in page
    assert "What you missed in one attempt" in page
    assert learner.attempts.filter(closed_at=None).get() == opened


def test_a_retry_asks_nothing_that_waits_in_an_open_exam(learner):
    attempt = practice(learner)
    for position in range(1, 6):
        give(attempt, position, right=False)
    begin(learner, Sitting(Mode.EXAM, "Exam", [item_at(attempt, 2).version], time=timedelta(minutes=5)))

    asked = retry(attempt).items.values_list("version", flat=True)

    assert len(asked) == 4
    assert item_at(attempt, 2).version.pk not in asked


def test_what_was_left_says_how_far_it_came(learner_client, learner):
    left = practice(learner)
    give(left, 1)
    practice(learner, PracticeChoice(By.TRAPS), leaving=str(left.pk))

    page = learner_client.get(left.get_absolute_url()).text
    progress = learner_client.get("/progress/attempts/").text

    assert "You left 4 questions unanswered." in page
    assert "left after 1" in progress


def test_progress_lists_practices_by_title_and_leaves_out_empty_ones(learner_client, learner):
    empty = practice(learner, PracticeChoice(By.TRAPS))
    practice(learner, leaving=str(empty.pk))

    page = learner_client.get("/progress/attempts/").text

    assert "Practice: Guest operating system" in page
    assert "Practice: Exam traps" not in page
