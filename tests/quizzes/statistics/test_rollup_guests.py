"""Answers of guests are counted apart from those of accounts."""

import pytest

from accounts.leaving.deletion import delete_account
from accounts.leaving.merge import merge
from accounts.models import Learner
from quizzes.models import Attempt, ItemResult, Recount
from quizzes.rebuild import differences
from quizzes.statistics.rollup import recount_everything, roll, roll_all
from quizzes.statistics.rollup_sql import ACCOUNTS
from teach.inbox_kinds import key_alarms
from tests.helpers.small_bank import answered, by_hand, counted, sat, small_quiz

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(db):
    return small_quiz()


@pytest.fixture
def guest(db) -> Learner:
    return Learner.objects.create(is_guest=True)


def both() -> list[dict[str, dict]]:
    """As rolled forward: over all learners, and without guests."""
    roll_all()
    return [counted(), counted(guests=False)]


def both_by_hand() -> list[dict[str, dict]]:
    return [by_hand(), by_hand(guests=False)]


def test_a_guests_answers_are_counted_over_all_learners_alone(guest, learner, quiz):
    sat(guest, quiz, "rrrrw")
    sat(learner, quiz, "wrrrr")

    assert both() == both_by_hand()
    assert {row[0] for row in counted()["answers"].values()} == {2}
    assert {row[0] for row in counted(guests=False)["answers"].values()} == {1}
    assert sum(counted(guests=False)["marks"].values()) == 5


def test_they_count_as_the_accounts_once_they_are(guest, learner, quiz):
    sat(guest, quiz, "rrrrw")
    before = both()

    merge(guest.pk, learner)

    assert Recount.objects.count() == 0
    assert both() == [before[0], before[0]] == both_by_hand()
    assert roll() == (0, 0, 0, 0)
    assert differences() == []


def test_so_they_do_where_they_were_not_counted_before(guest, learner, quiz):
    sat(guest, quiz, "rrrrw")

    merge(guest.pk, learner)

    assert both() == both_by_hand()
    assert counted() == counted(guests=False)


def test_what_both_answered_counts_once(guest, learner, quiz):
    sat(guest, quiz, "rrrrw")
    sat(learner, quiz, "wwrrr")
    both()

    merge(guest.pk, learner)

    assert both() == both_by_hand()
    assert {row[0] for row in counted()["answers"].values()} == {1}
    assert differences() == []


def test_an_attempt_that_ends_after_the_log_in_brings_its_bands(guest, learner, quiz):
    attempt = sat(guest, quiz, "rrrr")
    both()
    merge(guest.pk, learner)
    both()

    answered(attempt, 5, "w")

    assert both() == both_by_hand()
    assert {band for _, band, _ in counted(guests=False)["choices"]} == {0, 4, 5}


def test_deleting_an_account_makes_no_guest_of_it(lena, quiz):
    sat(lena.learner, quiz, "rrrrw")
    before = both()

    delete_account(lena)

    assert both() == before == both_by_hand()
    assert differences() == []


def test_what_was_counted_before_guests_were_counted_apart_is_settled_by_rolls(guest, learner, quiz):
    """As an update of the site finds it: everything over all learners, nothing without guests."""
    sat(guest, quiz, "rrrrw")
    sat(learner, quiz, "wrrrr")
    expected = both()
    for model in (*ACCOUNTS.by_question, ACCOUNTS.marks):
        model.objects.all().delete()
    ItemResult.objects.update(with_account=None)
    Attempt.objects.update(with_account=None)

    while roll(2):
        pass

    assert [counted(), counted(guests=False)] == expected


def test_guests_alone_raise_no_alarm_about_a_key(quiz):
    """Strong in the rest and wrong together in one: 31 scripted guests, who would raise it if they had accounts."""
    item = quiz.slots.get(position=1).item
    guests = Learner.objects.bulk_create(Learner(is_guest=True) for _ in range(31))
    for number, each in enumerate(guests):
        sat(each, quiz, "wrrrr" if number % 5 else "rwwww")

    roll_all()
    alarms = key_alarms().filter(item=item).count()
    Learner.objects.update(is_guest=False)
    ItemResult.objects.update(first_answer=None)
    recount_everything()

    assert (alarms, key_alarms().filter(item=item).count()) == (0, 1)
