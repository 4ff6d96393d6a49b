"""What answers leave in the memories of cells, in every way in which a result can come to be or change."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.content import content_of
from bank.models import ChangeKind, Form, Item, Option
from bank.publishing import publish
from matrix import facts
from quizzes.attempt_end import close, finish
from quizzes.ledger import UNSURE, answer, choosing
from quizzes.memory.card import Exposure, replay
from quizzes.memory.evidence import Judge, judge_of, judges_of
from quizzes.memory.mastery import track
from quizzes.memory.personal_curve import tally
from quizzes.memory.store import card_of, memory_of, tally_of, track_of
from quizzes.models import CellMemory, GradingPolicy
from quizzes.rebuild import differences
from quizzes.regrade.run import order, order_undo, work
from serving.uuid7 import uuid7
from tests.helpers.exam_sittings import answered, begin_exam
from tests.helpers.practices import give, practice_of, versions_on
from tests.helpers.questions import boundary, choose_two, published, sorting
from tests.helpers.sittings import item_at, right_answer, wrong_answer

pytestmark = pytest.mark.django_db


def cell(path: str) -> int:
    return facts.current().cell(path).pk


def remembered(learner: Learner) -> dict[int, list[tuple[int, str]]]:
    """By cell: right or not and confidence of each answer, oldest first."""
    rows = CellMemory.objects.filter(learner=learner)
    return {row.cell_id: [(right, confidence) for _, _, right, confidence in row.history] for row in rows}


# What an answer shows


def row(key: str, expected: str = "", *, is_key: bool = False) -> Option:
    return Option(key=key, expected=expected, is_key=is_key)


ROWS = [row("a", "aws"), row("b", "customer"), row("c", "aws")]
OPTIONS = [row("a", is_key=True), row("b", is_key=True), row("c"), row("d")]
ABOUT = {"a": [1], "b": [2], "c": [3], "d": [2]}


def test_each_row_that_was_sorted_judges_its_own_cell():
    judge = Judge(Form.SORT, ROWS, 1, ABOUT)

    assert judge.judge({"sorted": {"a": "aws", "b": "aws", "c": "aws"}}) == {1: True, 2: False, 3: True}


def test_each_option_of_several_judges_its_own_cell_taken_or_not():
    judge = Judge(Form.CHOOSE_N, OPTIONS, 1, ABOUT)

    assert judge.judge(choosing("a", "c")) == {1: True, 2: False, 3: False}
    assert judge.judge(choosing("a", "b")) == {1: True, 2: True, 3: True}


def test_a_choice_of_one_judges_only_the_cell_that_settles_it():
    options = [row("a", is_key=True), row("b")]

    assert Judge(Form.CHOOSE_ONE, options, 7, {"a": [7], "b": [8]}).judge(choosing("b")) == {7: False}
    assert Judge(Form.OWNER, options, 7, {}).judge(choosing("a")) == {7: True}


def test_a_boundary_judges_both_of_its_sides():
    options = [row("a"), row("b", is_key=True), row("c")]
    judge = Judge(Form.BOUNDARY, options, 2, {"a": [1, 2], "b": [2, 3], "c": [3]})

    assert judge.judge(choosing("b")) == {2: True, 3: True}
    assert judge.judge(choosing("a")) == {2: False, 3: False}


@pytest.mark.parametrize("form", Form.values)
def test_not_sure_is_wrong_about_every_cell(form):
    judge = Judge(form, ROWS if form == Form.SORT else OPTIONS, 1, ABOUT)

    assert judge.judge(UNSURE) == dict.fromkeys(judge.cells, False)


def test_a_question_about_a_control_says_nothing_about_a_cell():
    assert Judge(Form.CHOOSE_ONE, OPTIONS, None, ABOUT).judge(choosing("a")) == {}


@pytest.mark.parametrize("make", [choose_two, sorting, boundary])
def test_one_item_and_many_versions_are_judged_alike(learner, make):
    version = make()
    item = item_at(practice_of(learner, version), 1)
    one, many = judge_of(item), judges_of([version.pk])[version.pk]

    for given_answer in (right_answer(item), wrong_answer(item), UNSURE):
        assert one.judge(given_answer) == many.judge(given_answer)
    assert one.cells == many.cells


# Where results come from


def test_an_answer_is_remembered_about_the_cell_that_settles_it(learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os", generator="who-does-this"))

    give(attempt, 1, confidence="sure")

    assert remembered(learner) == {cell("ec2/guest-os"): [(1, "sure")]}


def test_a_second_answer_to_one_question_changes_nothing(learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os", 2, generator="who-does-this"))
    item = item_at(attempt, 1)
    event = uuid7()
    for _ in range(2):
        answer(item, answer=right_answer(item), event=event)

    assert remembered(learner) == {cell("ec2/guest-os"): [(1, "")]}


def test_an_exam_is_remembered_when_it_closes(learner):
    attempt = begin_exam(learner)
    answered(attempt, 1)
    before = remembered(learner)
    finish(attempt)

    assert before == {}
    assert set(remembered(learner)) == judge_of(item_at(attempt, 1)).cells


def test_what_came_too_late_is_not_remembered(learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os", 2, generator="who-does-this"))
    close(attempt)
    give(attempt, 1)

    assert remembered(learner) == {}


def corrected(version) -> None:
    """Another option is right from now on."""
    content = content_of(version)
    for option in content["options"]:
        option["claims"] = []
        option["is_key"] = option["key"] == content["options"][1]["key"]
    publish(version.item, content, change=ChangeKind.KEY_CHANGE)


def plain():
    options = [
        {"key": key, "text": f"Text {key}", "rationale": f"Why {key}", "is_key": key == "a"} for key in ("a", "b", "c")
    ]
    return published(
        "plain", {"form": "choose-one", "stem": "What now?", "cells": ["ec2/guest-os"], "options": options}
    )


def regraded(version, policy=GradingPolicy.NEW_KEY):
    run = order([version.item_id], policy=policy, reason="It was wrong.", author=1)
    work(run)
    return run


def test_a_corrected_key_corrects_the_memory(learner):
    version = plain()
    give(practice_of(learner, version), 1, chosen="b")
    corrected(version)

    run = regraded(version)

    assert remembered(learner) == {cell("ec2/guest-os"): [(1, "")]}
    work(order_undo(run, reason="It was right.", author=1))
    assert remembered(learner) == {cell("ec2/guest-os"): [(0, "")]}
    assert differences() == []


def test_a_regraded_answer_keeps_the_clock_of_its_learner(learner):
    Learner.objects.filter(pk=learner.pk).update(time_zone="Asia/Kolkata")
    version = plain()
    give(practice_of(learner, version), 1, chosen="b")
    corrected(version)

    regraded(version)

    [row] = CellMemory.objects.filter(learner=learner)
    assert row.history[0][2:] == [1, "", 330]
    assert differences() == []


def test_full_marks_for_everybody_teach_nobody(learner):
    version = plain()
    give(practice_of(learner, version), 1, chosen="c")
    corrected(version)

    regraded(version, GradingPolicy.FULL)

    assert remembered(learner) == {cell("ec2/guest-os"): [(0, "")]}


def test_a_question_left_out_is_forgotten(learner):
    version = plain()
    give(practice_of(learner, version), 1, chosen="b")
    corrected(version)

    run = regraded(version, GradingPolicy.LEAVE_OUT)

    assert remembered(learner) == {}
    assert differences() == []
    work(order_undo(run, reason="It counts.", author=1))
    assert remembered(learner) == {cell("ec2/guest-os"): [(0, "")]}


def test_a_guest_and_an_account_are_joined_as_if_one_had_answered_all(learner, stranger):
    guest = Learner.objects.create()
    for whose in (learner, guest, learner):
        give(practice_of(whose, *versions_on("ec2/guest-os", generator="who-does-this")), 1, right=whose == guest)
    give(practice_of(guest, *versions_on("s3/encryption-at-rest", generator="who-does-this")), 1)

    merge(guest.pk, learner)

    assert remembered(guest) == {}
    assert remembered(learner) == {
        # All of one transaction, so of one moment: wrong ones first.
        cell("ec2/guest-os"): [(0, ""), (0, ""), (1, "")],
        cell("s3/encryption-at-rest"): [(1, "")],
    }
    assert differences() == []


# The fold


HISTORIES = st.lists(
    st.tuples(st.integers(0, 60 * 24 * 60), st.booleans(), st.sampled_from(["", "guess", "think-so", "sure"])),
    min_size=1,
    max_size=15,
    unique_by=lambda each: each[0],
)
START = datetime(2026, 11, 2, 9, tzinfo=UTC)


@settings(max_examples=60)
@given(history=HISTORIES)
def test_a_row_holds_what_the_pure_folds_give(history):
    exposures = [Exposure(START + timedelta(minutes=at), right, said or None) for at, right, said in history]
    entries = [
        [number, int(exposure.moment.timestamp() * 1_000_000), int(exposure.right), exposure.confidence or ""]
        for number, exposure in enumerate(exposures)
    ]

    row = memory_of(uuid7(), 1, entries)

    assert card_of(row) == replay(exposures)
    assert track_of(row) == track(exposures)
    assert tally_of([row]) == tally([exposures])


SENDINGS = st.lists(
    st.tuples(
        st.integers(1, 4), st.sampled_from(["right", "wrong", "unsure"]), st.sampled_from(["", "guess", "sure"])
    ),
    max_size=8,
)


@settings(max_examples=10)
@given(sendings=SENDINGS)
def test_memories_made_anew_equal_those_that_grew(learner, sendings):
    with transaction.atomic():
        attempt = practice_of(learner, *versions_on("rds/guest-os", 2), *versions_on("ec2/guest-os", 2))
        for position, how, confidence in sendings:
            item = item_at(attempt, position)
            if item.is_answered:
                continue
            said = {"right": right_answer(item), "wrong": wrong_answer(item), "unsure": UNSURE}[how]
            answer(item, answer=said, event=uuid7(), confidence=confidence)

        assert differences() == []
        transaction.set_rollback(True)


def test_a_memory_that_differs_from_the_ledger_is_named(learner):
    give(practice_of(learner, *versions_on("ec2/guest-os", generator="who-does-this")), 1)
    CellMemory.objects.update(stability=99)

    [difference] = differences()

    assert difference.startswith(f"cell memory of learner {learner.pk}, cell {cell('ec2/guest-os')}")


def test_a_question_about_a_control_leaves_no_memory(learner):
    [version] = [Item.objects.asked().filter(generator="control-kinds").first().published]

    give(practice_of(learner, version), 1)

    assert remembered(learner) == {}
