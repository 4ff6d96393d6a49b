"""A question that waits for an answer is asked in one place: in no other could its key be looked up.

Every two ways to be asked are tried, one after the other, over a bank so small that both want the same questions.
"""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from uuid import uuid4

import pgtrigger
import pytest
from django.conf import settings
from django.db import transaction

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import Item
from matrix import facts
from planner.models import StudyPlan
from planner.review import begin_review
from quizzes.assigned.start import StartRefused, start_assignment
from quizzes.attempt_start import NothingToAsk, Sitting, begin, retry, start
from quizzes.exam import simulations
from quizzes.models import Attempt, AttemptItem, Mode, Response
from quizzes.practice.choices import By, PracticeChoice
from quizzes.practice.session_start import AnotherIsOpen, begin_practice
from tests.conftest import make_user
from tests.helpers.assignments import assign
from tests.helpers.cohorts import class_of
from tests.helpers.exam_sittings import HTMX, begin_exam, let_time_pass
from tests.helpers.memories import remember
from tests.helpers.practices import give, practice_of, versions_on
from tests.helpers.rooms import ROOMS
from tests.helpers.sittings import (
    answer_all,
    form_of,
    item_at,
    right_answer,
    served_event,
    the_check,
    token_of,
    wrong_answer,
)
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db


CELLS = ("ec2/guest-os", "rds/guest-os", "lambda/guest-os", "rds/availability-scaling", "s3/availability-scaling")
SIZE = 45  # at most: the exam's twenty questions and a practice's twenty fit into it, with few to spare


@pytest.fixture
def bank(learner) -> list[int]:
    """The check's ten questions and some on five cells, which are due."""
    of_check = list(the_check().slots.values_list("item", flat=True))
    others = [
        version.item_id
        for path in CELLS
        for version in versions_on(path, SIZE)
        if version.form in simulations.ASKED_FORMS
    ]
    kept = list(dict.fromkeys([*of_check, *others]))[:SIZE]
    with pgtrigger.ignore():  # the history of two thousand questions, which nobody reads here
        Item.objects.exclude(pk__in=kept).update(published=None)
    for path in CELLS:
        remember(learner, path, (9, False))
    StudyPlan.objects.create(learner=learner, minutes=60)
    return kept


# ---- The ways


def by_retry(learner: Learner) -> Attempt:
    return retry(Attempt.objects.get(learner=learner, mode=Mode.CHECK, retry_of=None, closed_at__isnull=False))


def by_contrast(learner: Learner) -> Attempt:
    """A question joins a practice after an answer that was sure, and wrong."""
    opened = Attempt.objects.filter(learner=learner, mode=Mode.DRILL, closed_at=None).first()
    attempt = opened or practice_of(learner, *versions_on("ec2/guest-os", 2))
    for item in attempt.items.filter(result=None, contrast_to=None):
        give(attempt, item.position, right=False, confidence="sure")
        if attempt.items.exclude(contrast_to=None).exists():
            break
    return attempt


def by_class(learner: Learner) -> Attempt:
    """A test on the check, which a class is given."""
    teacher = make_user(f"{uuid4()}@tests.example", is_staff=True)
    return start_assignment(assign(class_of(teacher, learner)), learner)


WAYS: dict[str, Callable[[Learner], Attempt]] = {
    "quizzes.attempt_start.start": lambda learner: start(the_check(), learner),
    "quizzes.attempt_start.retry": by_retry,
    "quizzes.practice.session_start.begin_practice": lambda learner: begin_practice(
        learner, PracticeChoice(By.MIXED), length=20
    ),
    "planner.review.begin_review": begin_review,
    "quizzes.exam.simulations.sitting_of": lambda learner: simulations.start(
        learner, simulations.SHORT, facts.current()
    ),
    "quizzes.assigned.start._asking": by_class,
    "quizzes.contrast.add_question": by_contrast,
}
# An attempt of mode *section* is begun and finished by one answer, so it keeps nothing from the others.
IN_A_LESSON = {"quizzes.lesson_questions.begin_in_lesson"}
# The same question once more in the attempt that has it.
AGAIN = {"quizzes.slips.take_back"}
# For the demo and tests: finished sittings of days gone by.
IN_THE_DEMO = ("quizzes.seeding.", "srm_site.demo.")
SERVING = {"quizzes.attempt_start._serve", "quizzes.attempt_start.add_questions", "quizzes.attempt_start.join"}


def functions_that_call(*names: str) -> set[str]:
    """Every function of the project that calls one of these. A file that never names one is not parsed."""
    return {
        f"{'.'.join(path.relative_to(settings.BASE_DIR).with_suffix('').parts)}.{function.name}"
        for app in ROOMS
        for path in (settings.BASE_DIR / app).rglob("*.py")
        if any(name.rpartition(".")[2] in (text := path.read_text()) for name in names)
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef) and set(names) & set(_called_in(function))
    }


def _called_in(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield ast.unparse(node.func)


def test_every_way_to_be_asked_is_tried_here():
    begin, serve = (
        functions_that_call("Sitting", "join"),
        functions_that_call("AttemptItem", "AttemptItem.objects.create"),
    )

    assert {name for name in begin if not name.startswith(IN_THE_DEMO)} - IN_A_LESSON - AGAIN == set(WAYS)
    assert {name for name in serve if not name.startswith(IN_THE_DEMO)} == SERVING


# ---- Every two of them


def waiting_in(attempt: Attempt) -> set[int]:
    return set(attempt.items.filter(result=None).values_list("version__item", flat=True))


def asks(client, attempt: Attempt, item: int) -> bool:
    """Whether the question's page takes an answer."""
    page = client.get(attempt.items.get(version__item=item).get_absolute_url()).text
    return bool(re.search(r'name="(choice|row-\w+)"', page))


@pytest.fixture
def missed_check(learner, bank) -> None:
    answer_all(start(the_check(), learner), wrong=set(range(1, 11)))


def each_in_turn(ways: Iterable[str]) -> Iterator[str]:
    """What is stored for one is taken back before the next."""
    for way in ways:
        with transaction.atomic():
            yield way
            transaction.set_rollback(True)


def test_what_waits_in_one_attempt_is_asked_in_no_other(learner, learner_client, missed_check):
    for first in each_in_turn(WAYS):
        one = WAYS[first](learner)
        for second in each_in_turn(way for way in WAYS if way != first):
            try:
                two = WAYS[second](learner)
            except AnotherIsOpen as opened:
                two = opened.attempt
            except (StartRefused, NothingToAsk):
                assert "quizzes.assigned.start._asking" in (first, second)  # a class's test has all of the check
                continue

            if one != two:
                for item in waiting_in(one) & waiting_in(two):
                    assert asks(learner_client, one, item) + asks(learner_client, two, item) <= 1, (first, second)


def test_what_waits_in_an_attempt_is_not_asked_in_a_lesson(learner, learner_client, missed_check):
    for way in each_in_turn(WAYS):
        waiting = Item.objects.filter(pk__in=waiting_in(WAYS[way](learner))).values_list("slug", flat=True)
        directives = "\n\n".join(f"[[question {slug}]]" for slug in waiting)
        make_lesson(body=f"## A {{#a}}\n\nWords.\n\n{directives}\n")

        page = learner_client.get("/learn/another/").text

        assert waiting or way == "quizzes.contrast.add_question"
        assert page.count('class="ask held') == len(waiting), way
        assert not re.search(r'name="(choice|row-\w+)"', page), way


def test_the_bank_is_small_enough_for_two_to_want_the_same(learner, bank):
    """Else the pairs would show nothing."""
    assert 35 <= len(bank) <= SIZE
    assert simulations.askable().filter(pk__in=the_check().slots.values("item")).count() == 10
    assert len(waiting_in(WAYS["quizzes.practice.session_start.begin_practice"](learner))) == 20
    assert len(waiting_in(WAYS["planner.review.begin_review"](learner))) >= 3


# ---- Exams


@pytest.fixture
def shared(learner) -> tuple[Attempt, Attempt, AttemptItem]:
    """An open exam, a check begun after it, and a question of the check that the exam asks too."""
    item = the_check().slots.first().item
    exam = begin(learner, Sitting(Mode.EXAM, "Exam", [item.published], time=simulations.SHORT.time))
    check = start(the_check(), learner)
    return exam, check, item_at(check, check.items.get(version__item=item).position)


def test_a_check_that_is_open_lends_no_question_to_an_exam(learner, bank):
    check = start(the_check(), learner)

    exam = begin_exam(learner)

    assert not waiting_in(check) & waiting_in(exam)


def test_a_question_of_an_open_exam_says_where_it_is_asked(learner_client, shared):
    exam, _, question = shared

    page = learner_client.get(question.get_absolute_url())

    assert page.status_code == 200
    assert "This question is in your exam simulation" in page.text
    assert exam.get_absolute_url() in page.text
    assert question.version.stem not in page.text


@pytest.mark.parametrize("sent", [{"unsure": "1"}, None])
def test_no_answer_to_it_is_taken_elsewhere_and_no_key_is_shown(learner_client, shared, sent):
    _, _, question = shared
    given = sent or form_of(question, wrong_answer(question))

    refused = learner_client.post(
        question.get_absolute_url(), {"event": served_event(question), **given}, headers=HTMX
    )

    assert refused.status_code == 422
    assert "wasn’t saved" in refused.text
    assert not Response.objects.filter(attempt_item=question).exists()
    assert all(option.rationale not in refused.text for option in question.options)


def test_the_check_goes_on_with_its_other_questions(learner_client, shared):
    _, check, question = shared
    assert question.position == 1

    to = learner_client.post("/learn/shared-responsibility-model/check/")

    assert to["Location"] == item_at(check, 2).get_absolute_url()


def test_it_is_asked_there_when_the_exam_has_ended(learner_client, shared):
    exam, check, question = shared
    let_time_pass(exam)

    learner_client.get(question.get_absolute_url(), follow=True)

    assert asks(learner_client, check, question.version.item_id)
    exam.refresh_from_db()
    assert exam.ending == "time"


def test_what_was_answered_before_is_not_explained_while_an_exam_asks_it(learner_client, learner):
    done = answer_all(start(the_check(), learner), wrong={1})
    item = item_at(done, 1)
    exam = begin(learner, Sitting(Mode.EXAM, "Exam", [item.version], time=simulations.SHORT.time))
    reasons = [option.rationale for option in item.options]

    pages = [learner_client.get(url).text for url in (item.get_absolute_url(), done.get_absolute_url())]

    assert "in your exam simulation" in pages[0]
    assert "hidden until your exam ends" in pages[1]
    assert not any(reason in page for reason in reasons for page in pages)
    let_time_pass(exam)
    assert reasons[0] in learner_client.get(item.get_absolute_url(), follow=True).text
    assert "hidden until" not in learner_client.get(done.get_absolute_url()).text


def test_an_older_exam_is_not_explained_either(learner_client, learner):
    version = the_check().slots.first().item.published
    older = begin(learner, Sitting(Mode.EXAM, "Exam", [version], time=simulations.SHORT.time))
    let_time_pass(older)
    learner_client.get(older.get_absolute_url())
    begin(learner, Sitting(Mode.EXAM, "Exam", [version], time=simulations.SHORT.time))

    pages = [learner_client.get(url).text for url in (f"/practice/{older.pk}/1/", older.get_absolute_url())]

    assert all(option.rationale not in page for option in version.options.all() for page in pages)


def test_a_guests_check_keeps_no_question_of_the_accounts_exam(learner_client, learner):
    guest = Learner.objects.create()
    check = start(the_check(), guest)
    item = item_at(check, 1)
    begin(learner, Sitting(Mode.EXAM, "Exam", [item.version], time=simulations.SHORT.time))

    merge(guest.pk, learner)

    assert not asks(learner_client, check, item.version.item_id)


# ---- Other attempts


def test_of_two_attempts_the_one_begun_last_asks(learner_client, learner):
    version = the_check().slots.first().item.published
    practice = practice_of(learner, version, *versions_on("ec2/guest-os"))
    check = start(the_check(), learner)

    page = learner_client.get(item_at(practice, 1).get_absolute_url()).text

    assert "Answer it there first" in page
    assert check.get_absolute_url() in page
    assert item_at(practice, 2).get_absolute_url() in page
    assert asks(learner_client, check, version.item_id)


def test_it_is_asked_in_the_other_after_its_answer(learner_client, learner):
    version = the_check().slots.first().item.published
    practice = practice_of(learner, version)
    check = start(the_check(), learner)
    item = item_at(check, check.items.get(version=version).position)

    sent = {"choice": token_of(item, right_answer(item)["chosen"][0]), "event": served_event(item)}
    learner_client.post(item.get_absolute_url(), sent)

    assert asks(learner_client, practice, version.item_id)


def test_a_retry_says_that_what_was_missed_waits_elsewhere(learner_client, learner):
    done = answer_all(start(the_check(), learner), wrong={1})
    practice_of(learner, item_at(done, 1).version)

    page = learner_client.post(f"/attempts/{done.pk}/retry/", follow=True).text

    assert "in another attempt you haven’t finished" in page
