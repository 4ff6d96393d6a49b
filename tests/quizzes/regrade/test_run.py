"""A wrong key is put right for everyone who met it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.attempt_end import close
from quizzes.attempt_start import Sitting, begin
from quizzes.attempt_start import published as published_versions
from quizzes.ledger import choosing, save
from quizzes.models import AttemptItem, AttemptScore, Correction, Grade, GradingPolicy, Mode
from quizzes.rebuild import differences, rebuild
from quizzes.regrade import run as regrading
from quizzes.regrade.answers import ResultWorth, items_to_regrade, worth_under
from quizzes.regrade.run import RegradeRefused, order, order_undo, work
from serving.uuid7 import uuid7
from tests.helpers.regrades import AUTHOR, REASON, correct, give, plain, regraded, score_of, sit, somebody
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db


# What an answer is worth


@pytest.mark.parametrize(
    ("policy", "before", "by_new_key", "late", "after"),
    [
        ("new-key", ResultWorth(1000, False), 0, False, ResultWorth(0, False)),
        ("new-key", ResultWorth(0, False), 1000, False, ResultWorth(1000, False)),
        ("new-key", ResultWorth(0, True), 1000, False, ResultWorth(1000, False)),
        ("best", ResultWorth(1000, False), 0, False, ResultWorth(1000, False)),
        ("best", ResultWorth(333, False), 666, False, ResultWorth(666, False)),
        ("full", ResultWorth(0, False), 0, False, ResultWorth(1000, False)),
        ("full", ResultWorth(0, False), 0, True, ResultWorth(0, False)),
        ("leave-out", ResultWorth(1000, False), 0, False, ResultWorth(0, True)),
    ],
)
def test_a_policy_says_what_an_answer_is_worth(policy, before, by_new_key, late, after):
    assert worth_under(policy, before, by_new_key, late=late) == after


# Which answers


def test_a_corrected_key_concerns_the_answers_given_by_the_old_one(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")

    assert [(item.slug, item.answers) for item in items_to_regrade()] == [("plain", 1)]


def test_clearer_words_concern_no_answer(learner):
    version = plain()
    sit(learner, version, answers="a")
    correct(version, "b", change="clarify")

    assert not items_to_regrade().exists()


def test_an_answer_by_the_corrected_key_is_not_concerned(learner):
    version = plain()
    sit(learner, correct(version, "c"), answers="c")

    assert not items_to_regrade().exists()


def test_what_was_answered_before_another_question_took_its_place_is_left_alone(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "b", change="semantic")
    correct(version, "c")

    assert not items_to_regrade().exists()


# The run


def test_a_run_writes_new_grades_beside_the_old_ones(learner):
    version = plain()
    attempt = sit(learner, version, answers="c")
    corrected = correct(version, "c")

    run = regraded(version)

    grades = Grade.objects.filter(response__attempt_item__attempt=attempt).order_by("pk")
    assert [(grade.run, grade.version, grade.marks) for grade in grades] == [
        (None, version, 0),
        (run, corrected, 1000),
    ]
    assert score_of(attempt) == (1000, 1000)
    assert not items_to_regrade().exists()


def test_a_question_left_out_counts_neither_for_nor_against(learner):
    one, two = plain("one"), plain("two")
    attempt = sit(learner, one, two, answers="ab")
    correct(one, "c")

    regraded(one, policy=GradingPolicy.LEAVE_OUT)

    assert score_of(attempt) == (1000, 1000)


def test_a_late_answer_stays_worth_nothing(learner):
    version = plain()
    attempt = sit(learner, version)
    close(attempt, ending="left")
    give(attempt, 1, "c")
    correct(version, "c")

    regraded(version, policy=GradingPolicy.FULL)

    assert score_of(attempt) == (0, 1000)


def test_everybody_whose_score_changed_is_told_once(learner, stranger):
    version, other = plain(), plain("other")
    changed = sit(learner, version, other, answers="cb")
    sit(stranger, version, other, answers="ab")
    correct(version, "c")

    run = regraded(version)

    [note] = Correction.objects.all()
    assert (note.run, note.attempt, note.seen_at) == (run, changed, None)
    assert str(note) == "50% is now 100%"


def test_working_again_changes_nothing(learner):
    version = plain()
    sit(learner, version, answers="c")
    correct(version, "c")
    run = regraded(version)
    stood = list(Grade.objects.order_by("pk").values_list("pk", "marks"))

    work(run)

    assert list(Grade.objects.order_by("pk").values_list("pk", "marks")) == stood


def test_a_run_cut_off_goes_on_where_it_stopped(learner, monkeypatch):
    version = plain()
    attempts = [sit(person, version, answers="c") for person in (learner, *(somebody() for _ in range(4)))]
    correct(version, "c")
    monkeypatch.setattr(regrading, "ATTEMPTS_AT_ONCE", 2)
    run = order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=AUTHOR)

    class Killed(Exception):
        pass

    def kill(done):
        raise Killed

    with pytest.raises(Killed):
        work(run, tell=kill)
    half = regrading.progress(run)
    assert (half.done, half.to_do, half.finished) == (2, 3, False)

    assert work(run)

    assert [score_of(attempt) for attempt in attempts] == [(1000, 1000)] * 5
    assert Grade.objects.filter(run=run).count() == 5
    assert run.finished_at


def test_a_run_stops_when_its_time_is_over_and_says_so(learner, stranger, monkeypatch):
    version = plain()
    for person in (learner, stranger):
        sit(person, version, answers="c")
    correct(version, "c")
    monkeypatch.setattr(regrading, "ATTEMPTS_AT_ONCE", 1)
    run = order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=AUTHOR)

    assert not work(run, seconds=0)
    assert regrading.progress(run).done == 1


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_run_needs_a_reason(learner, reason):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")

    with pytest.raises(RegradeRefused, match="Say what was wrong"):
        order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=reason, author=AUTHOR)


def test_a_run_without_answers_is_refused():
    version = plain()
    correct(version, "c")

    with pytest.raises(RegradeRefused, match="nothing to regrade"):
        order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=AUTHOR)


def test_a_second_run_waits_for_the_first(learner):
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=AUTHOR)

    with pytest.raises(RegradeRefused, match="still running"):
        order([version.item_id], policy=GradingPolicy.BEST, reason=REASON, author=AUTHOR)


def test_a_key_corrected_twice_is_graded_by_the_last(learner):
    version = plain()
    attempt = sit(learner, version, answers="d")
    correct(version, "c")
    regraded(version)
    correct(version, "d")

    regraded(version)

    assert score_of(attempt) == (1000, 1000)
    assert Grade.objects.filter(response__attempt_item__attempt=attempt).count() == 3


# Answers on the old version after the run


def test_an_answer_given_on_the_old_version_after_the_run_goes_by_the_corrected_key(learner, stranger):
    version, other = plain(), plain("other")
    begun = sit(learner, version, other)
    sit(stranger, version, answers="b")
    correct(version, "c")
    run = regraded(version)

    outcome = give(begun, 1, "c")

    assert outcome.marks == 1000
    result = item_at(begun, 1).result
    assert result.version.number == 2
    assert Grade.objects.filter(response=result.response).count() == 2
    assert regrading.progress(run).done == 2


def test_an_exam_closed_after_the_run_goes_by_the_corrected_key(learner, stranger):
    version = plain()
    exam = begin(learner, Sitting(Mode.EXAM, "Exam", [version], time=timedelta(minutes=5)))
    save(item_at(exam, 1), event=uuid7(), sequence=1, answer=choosing("c"))
    sit(stranger, version, answers="b")
    correct(version, "c")
    regraded(version)

    close(exam)

    assert score_of(exam) == (1000, 1000)
    assert not differences()


def test_an_undone_run_grades_no_later_answer(learner, stranger):
    version = plain()
    begun = sit(learner, version)
    sit(stranger, version, answers="b")
    correct(version, "c")
    assert work(order_undo(regraded(version), reason="Wrong call.", author=AUTHOR))

    assert give(begun, 1, "c").marks == 0


# Made anew


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("sit"), st.text("abcd-", min_size=2, max_size=2)),
        st.tuples(st.just("correct"), st.sampled_from("abcd")),
        st.tuples(st.just("regrade"), st.sampled_from(GradingPolicy.values)),
        st.tuples(st.just("undo"), st.none()),
    ),
    max_size=12,
)


@settings(max_examples=15)
@given(steps=STEPS)
def test_after_any_history_of_corrections_the_ledger_gives_what_stands(learner, steps):
    with transaction.atomic():
        one, two = plain("one"), plain("two")
        runs = []
        for step, said in steps:
            if step == "sit":
                sit(somebody(), *published_versions([one.item_id, two.item_id]), answers=said)
            elif step == "correct":
                correct(one, said)
            elif step == "regrade" and items_to_regrade().exists():
                runs.append(regraded(one, policy=said))
            elif step == "undo" and runs:
                work(order_undo(runs.pop(), reason="Wrong call.", author=AUTHOR))
                runs.clear()
        assert differences() == []
        transaction.set_rollback(True)


def test_the_check_finds_a_row_that_was_changed(learner, capsys):
    attempt = sit(learner, plain(), answers="b")
    AttemptScore.objects.filter(attempt=attempt).update(marks=1)

    with pytest.raises(CommandError, match="1 rows differ"):
        call_command("rebuild_projections", "--check")

    assert f"score of attempt {attempt.pk}: marks 1, maximum 1000" in capsys.readouterr().out
    assert score_of(attempt) == (1, 1000)
    rebuild()
    call_command("rebuild_projections", "--check")


def test_the_questions_of_a_correction_stay_as_they_were_served(learner):
    version = plain()
    attempt = sit(learner, version, answers="b")
    correct(version, "c")
    regraded(version)

    assert AttemptItem.objects.get(attempt=attempt).version == version
