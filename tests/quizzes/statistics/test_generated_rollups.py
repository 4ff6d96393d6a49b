"""Whatever learners do and instructors correct, statistics that roll forward are those that counting anew gives."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.cohorts.membership import join, membership_in
from accounts.cohorts.membership import leave as quit_class
from accounts.leaving.merge import merge
from accounts.models import Learner
from matrix.editing.undo import CannotUndo
from quizzes.attempt_end import close
from quizzes.attempt_start import NothingToAsk, retry, start
from quizzes.models import Attempt, AttemptEnd, GradingPolicy, ItemResult
from quizzes.rebuild import differences
from quizzes.regrade.run import order, order_undo, work
from quizzes.statistics.class_answers import ClassAnswers, WhichAttempts
from quizzes.statistics.rollup import roll, roll_all
from tests.helpers.cohorts import class_of
from tests.helpers.small_bank import (
    answered,
    attempts_are_right,
    by_hand,
    by_hand_of,
    counted,
    sat,
    small_quiz,
    with_key,
)

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from("lsg"), st.integers(1, 5), st.sampled_from("rwu")),
        st.tuples(st.just("finish"), st.sampled_from("lsg"), st.text("rwu", min_size=5, max_size=5)),
        st.tuples(st.just("leave"), st.sampled_from("lsg")),
        st.tuples(st.just("retry"), st.sampled_from("lsg")),
        st.tuples(st.just("roll"), st.integers(1, 4)),
        st.tuples(st.just("correct"), st.sampled_from("bc"), st.sampled_from(GradingPolicy.values)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("merge")),
        st.tuples(st.just("join_or_quit"), st.sampled_from("ls")),
    ),
    min_size=5,
    max_size=25,
)


@pytest.fixture
def quiz(db):
    return small_quiz()


def regraded(version, policy=GradingPolicy.NEW_KEY):
    run = order([version.item_id], policy=policy, reason="It was wrong.", author=1)
    work(run)
    return run


class Play:
    """Carries random steps out; those that make no sense at their moment do nothing."""

    def __init__(self, quiz, people, cohort):
        self.quiz, self.people, self.cohort, self.runs = quiz, people, cohort, []

    def answer(self, who, position, how):
        attempt = start(self.quiz, self.people[who])
        if attempt.items.filter(position=position).exists():  # a retry that is open has fewer
            answered(attempt, position, how)

    def finish(self, who, marks):
        if not Attempt.objects.filter(learner=self.people[who], closed_at=None).exclude(retry_of=None).exists():
            sat(self.people[who], self.quiz, marks)

    def leave(self, who):
        close(start(self.quiz, self.people[who]), ending=AttemptEnd.LEFT)

    def retry(self, who):
        attempt = Attempt.objects.filter(learner=self.people[who]).exclude(closed_at=None).first()
        if attempt:
            try:
                answered(retry(attempt), 1, "r")
            except NothingToAsk:
                return

    def roll(self, limit):
        roll(limit)

    def correct(self, key, policy):
        item = self.quiz.slots.get(position=1).item
        if item.published.options.get(is_key=True).key != key:
            with_key(item.published, key)
            if ItemResult.objects.filter(version__item=item).exists():
                self.runs.append(regraded(item.published, policy))

    def undo(self):
        if self.runs:
            try:
                run = order_undo(self.runs.pop(), reason="It was right.", author=1)
            except CannotUndo:  # a later one has graded the same questions
                return
            work(run)

    def merge(self):
        merge(self.people["g"].pk, self.people["l"])
        self.people["g"] = Learner.objects.create(is_guest=True)

    def join_or_quit(self, who):
        if membership := membership_in(self.cohort, self.people[who]):
            quit_class(membership)
        else:
            join(self.cohort.invites.get(), learner=self.people[who])


@settings(max_examples=12)
@given(steps=STEPS)
def test_rolled_forward_in_slices_they_equal_those_counted_anew(learner, stranger, quiz, instructor, steps):
    with transaction.atomic():
        cohort = class_of(instructor, learner)
        play = Play(quiz, {"l": learner, "s": stranger, "g": Learner.objects.create(is_guest=True)}, cohort)
        for name, *values in steps:
            getattr(play, name)(*values)

        roll_all()

        assert counted() == by_hand()
        assert counted(guests=False) == by_hand(guests=False)
        assert ClassAnswers(cohort.pk).sums() == by_hand_of(cohort)
        assert all(attempts_are_right(cohort, which) for which in WhichAttempts)
        assert differences() == []
        transaction.set_rollback(True)
