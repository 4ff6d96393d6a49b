"""Statistics that roll forward are those that counting the whole ledger gives."""

import pytest
from django.core.management import call_command

from accounts.leaving.deletion import delete_account
from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import ChangeKind
from bank.publishing import publish
from quizzes.attempt_end import close, finish
from quizzes.attempt_start import retry, start
from quizzes.models import (
    Attempt,
    AttemptEnd,
    GradingPolicy,
    ItemFigures,
    ItemResult,
    ItemStatistic,
    MarkCount,
    Recount,
    Slot,
)
from quizzes.rebuild import differences
from quizzes.regrade.run import order, order_undo, work
from quizzes.statistics.rollup import recount_everything, roll, roll_all
from tests.helpers.exam_sittings import answered as save
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.practices import practice_of
from tests.helpers.small_bank import answered, by_hand, counted, plain, sat, small_quiz, with_key

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(db):
    return small_quiz()


def rolled() -> dict[str, dict]:
    roll_all()
    return counted()


def regraded(version, policy=GradingPolicy.NEW_KEY):
    run = order([version.item_id], policy=policy, reason="It was wrong.", author=1)
    work(run)
    return run


def test_an_answer_is_counted_at_the_next_roll_before_its_attempt_ends(learner, quiz):
    attempt = sat(learner, quiz, "r")

    roll()

    version = attempt.items.get(position=1).version_id
    assert counted()["answers"] == {version: (1, 1000, 1_000_000, 0)}
    assert {band for _, band, _ in counted()["choices"]} == {0}


def test_a_finished_attempt_brings_the_bands_and_the_marks(learner, stranger, quiz):
    sat(learner, quiz, "rrwuw")
    sat(stranger, quiz, "rrrrr")

    assert rolled() == by_hand()
    assert sum(MarkCount.objects.values_list("attempts", flat=True)) == 10


def test_a_band_goes_by_what_was_to_be_had_in_the_rest(learner, quiz):
    sixth = plain("plain-6")
    Slot.objects.create(quiz=quiz, position=6, item=sixth.item)
    sat(learner, quiz, "rrrrww")

    found = rolled()

    assert found == by_hand()
    # Of five others: three right for who was right here, four for who was wrong.
    right = quiz.slots.get(position=1).item.published_id
    assert [found["choices"].get((version, band, "")) for version, band in ((right, 4), (sixth.pk, 5))] == [1, 1]


def test_rolling_twice_counts_once(learner, quiz):
    sat(learner, quiz)
    first = rolled()

    assert roll() == (0, 0, 0, 0)
    assert rolled() == first


def test_only_the_first_answer_to_a_question_counts(learner, quiz):
    sat(learner, quiz, "wwwww")
    sat(learner, quiz, "rrrrr")
    practice = practice_of(learner, *[item.version for item in Attempt.objects.first().items.all()])
    answered(practice, 1, "r")

    found = rolled()

    assert found == by_hand()
    assert {row[:2] for row in found["answers"].values()} == {(1, 0)}
    assert {key[2] for key in found["marks"]} == {0}


def test_a_first_answer_in_an_attempt_that_was_left_has_no_band(learner, quiz):
    close(sat(learner, quiz, "rr"), ending=AttemptEnd.LEFT)

    found = rolled()

    assert found == by_hand()
    assert {band for _, band, _ in found["choices"]} == {0}
    assert found["marks"] == {}


def test_a_retry_of_what_was_missed_is_no_first_attempt(learner, quiz):
    close(sat(learner, quiz, "rrr"), ending=AttemptEnd.LEFT)
    sat_again = retry(Attempt.objects.get())
    for item in sat_again.items.all():
        answered(sat_again, item.position, "r")

    assert rolled() == by_hand()
    assert not MarkCount.objects.exists()


def test_a_late_answer_counts_nowhere(learner, quiz):
    attempt = sat(learner, quiz, "r")
    close(attempt, ending=AttemptEnd.LEFT)
    answered(attempt, 2, "r")

    found = rolled()

    assert found == by_hand()
    assert list(found["answers"]) == [attempt.items.get(position=1).version_id]


def test_a_late_answer_does_not_keep_a_later_one_from_counting(learner, quiz):
    attempt = sat(learner, quiz, "r")
    close(attempt, ending=AttemptEnd.LEFT)
    answered(attempt, 2, "w")
    sat(learner, quiz, "rr")

    found = rolled()

    assert found == by_hand()
    assert found["answers"][attempt.items.get(position=2).version_id][:2] == (1, 1000)


def test_an_exam_is_counted_when_it_ends(learner):
    attempt = begin_exam(learner)
    save(attempt, 1)
    before = rolled()
    finish(attempt)

    assert before["answers"] == {}
    assert rolled() == by_hand()


def test_a_regrade_recounts_the_questions_and_quizzes_it_touched(learner, stranger, quiz):
    version = quiz.slots.get(position=1).item.published
    sat(learner, quiz, "wrrrr")
    sat(stranger, quiz, "rwrrr")
    before = rolled()
    with_key(version, "b")

    run = regraded(version)

    assert rolled() == by_hand() != before
    work(order_undo(run, reason="It was right.", author=1))
    assert rolled() == before


def test_a_large_recount_is_left_for_the_command(learner, stranger, quiz):
    version = quiz.slots.get(position=1).item.published
    sat(learner, quiz, "wrrrr")
    before = rolled()
    with_key(version, "b")
    regraded(version)
    sat(stranger, quiz, "r")

    roll(recounting=4)

    assert counted()["marks"] == before["marks"]
    assert ItemStatistic.objects.get(version=version).marks == 0
    assert rolled() == by_hand()


def test_what_a_regrade_leaves_out_is_not_counted(learner, quiz):
    version = quiz.slots.get(position=1).item.published
    sat(learner, quiz, "wrrrr")
    rolled()
    with_key(version, "b")

    regraded(version, GradingPolicy.LEAVE_OUT)

    found = rolled()
    assert found == by_hand()
    assert version.pk not in found["answers"]
    assert {key[4] for key in found["marks"]} == {3000}


def test_an_answer_to_a_page_that_shows_the_old_key_is_counted_as_it_was_regraded(learner, stranger, quiz):
    version = quiz.slots.get(position=1).item.published
    attempt = start(quiz, learner)
    sat(stranger, quiz, "wrrrr")
    with_key(version, "b")
    regraded(version)

    answered(attempt, 1, "w")  # b, which is right by now

    assert rolled() == by_hand()
    assert ItemStatistic.objects.get(version=version).marks == 2000


def test_of_two_learners_who_become_one_the_first_answer_counts(learner, quiz):
    guest = Learner.objects.create()
    sat(guest, quiz, "wwwww")
    sat(learner, quiz, "rrrrr")
    rolled()

    merge(guest.pk, learner)

    found = rolled()
    assert found == by_hand()
    assert {row[:2] for row in found["answers"].values()} == {(1, 0)}
    assert sum(found["marks"].values()) == 5


def test_a_guest_who_answered_other_questions_is_not_recounted(learner, quiz):
    guest = Learner.objects.create()
    sat(guest, quiz)
    before = rolled()

    merge(guest.pk, learner)

    assert not Recount.objects.exists()
    assert rolled() == before == by_hand()


def test_deleting_a_person_changes_nothing(lena, quiz):
    sat(lena.learner, quiz, "rwrur")
    before = rolled()

    delete_account(lena)

    assert rolled() == before == by_hand()


def test_another_question_under_the_same_name_begins_its_figures_anew(learner, stranger, quiz):
    item = quiz.slots.get(position=1).item
    sat(learner, quiz)
    rolled()
    content = {
        "skill": "shift",
        "form": "choose-one",
        "stem": "Something else?",
        "cells": ["ec2/guest-os"],
        "options": [
            {"key": key, "text": f"Text {key}", "rationale": f"Why {key}", "is_key": key == "a"} for key in "ab"
        ],
    }

    publish(item, content, change=ChangeKind.SEMANTIC)
    rolled()

    assert not ItemFigures.objects.filter(item=item).exists()
    assert ItemStatistic.objects.filter(version__item=item).exists()


def test_a_version_that_says_the_same_keeps_the_figures(learner, quiz):
    item = quiz.slots.get(position=1).item
    sat(learner, quiz)
    rolled()

    with_key(item.published, "b")
    rolled()

    item.refresh_from_db()
    figures = ItemFigures.objects.get(item=item)
    assert (figures.published, figures.answers) == (item.published, 1)


def test_counting_all_at_once_gives_what_slices_give(learner, stranger, quiz):
    sat(learner, quiz, "wrwur")
    sat(learner, quiz, "rrrrr")
    close(sat(stranger, quiz, "rw"), ending=AttemptEnd.LEFT)
    sat(stranger, quiz, "wwrrr")
    while roll(2):
        pass
    in_slices = counted()
    ItemResult.objects.update(first_answer=None)

    recount_everything()

    assert counted() == in_slices == by_hand()


def test_the_command_counts_what_waits(learner, quiz, capsys):
    sat(learner, quiz)

    call_command("roll_statistics")

    assert capsys.readouterr().out == "5 answers and 1 attempts counted.\n"
    assert counted() == by_hand()


def test_a_statistic_that_differs_from_the_ledger_is_named(learner, quiz):
    sat(learner, quiz)
    roll_all()
    ItemStatistic.objects.filter(version=plain_version(quiz)).update(marks=7)

    [difference] = differences()

    assert f"item statistic of version {plain_version(quiz)}: answers 1, marks 7" in difference


def plain_version(quiz) -> int:
    return quiz.slots.get(position=1).item.published_id


def test_a_question_in_no_quiz_is_counted_too(learner):
    answered(practice_of(learner, plain("alone")), 1, "r")

    assert rolled() == by_hand()
    assert ItemFigures.objects.get().answers == 1
