"""What an assignment allows one learner, and the sentence about it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Cohort, Learner, TimeAllowance, User
from quizzes.assigned.terms import terms_of
from quizzes.assigned.words import EARLY, in_words
from quizzes.models import AnswersShown, Assignment, AssignmentException, AssignmentKind, Quiz
from tests.helpers.assignments import DAY, assign
from tests.helpers.sittings import the_check

# Friday, December 4, 2026, 9:00 AM and 9:00 PM in New York, and the Monday after.
OPENS, CLOSES = datetime(2026, 12, 4, 14, tzinfo=UTC), datetime(2026, 12, 5, 2, tzinfo=UTC)
MONDAY = datetime(2026, 12, 7, 14, tzinfo=UTC)
NEW_YORK = Cohort(name="Evening class", time_zone="America/New_York")


def friday_test(**how) -> Assignment:
    usual = {"kind": AssignmentKind.TEST, "opens_at": OPENS, "closes_at": CLOSES, "minutes": 20, "attempts": 1}
    shown = {"answers": AnswersShown.AT, "answers_at": MONDAY}
    return Assignment(cohort=NEW_YORK, quiz=Quiz(pk=1, title="L3 check"), **usual | shown | how)


def for_omar(**how) -> AssignmentException:
    return AssignmentException(learner=Learner(user=User(name="Omar")), **how)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("exception", "allowance", "time"),
    [
        (None, TimeAllowance.STANDARD, minutes(20)),
        (None, TimeAllowance.MORE, minutes(50)),
        (None, TimeAllowance.UNLIMITED, None),
        (for_omar(extra_minutes=10), TimeAllowance.STANDARD, minutes(30)),
        (for_omar(extra_minutes=10), TimeAllowance.MORE, minutes(60)),
        (for_omar(extra_minutes=10), TimeAllowance.UNLIMITED, None),
    ],
)
def test_extra_minutes_come_on_top_of_the_standing_allowance(exception, allowance, time):
    assert terms_of(friday_test(), exception, allowance).time == time


def test_another_date_takes_the_place_of_the_assignments():
    terms = terms_of(friday_test(), for_omar(closes_at=CLOSES + DAY, extra_attempts=1))

    assert (terms.opens_at, terms.closes_at, terms.attempts) == (OPENS, CLOSES + DAY, 2)


@pytest.mark.parametrize(
    ("started", "deadline"),
    [(OPENS, OPENS + minutes(20)), (CLOSES - minutes(5), CLOSES)],
    ids=["in the morning", "just before it closes"],
)
def test_an_attempt_ends_after_its_minutes_or_when_the_assignment_closes(started, deadline):
    assert terms_of(friday_test()).deadline_of(started) == deadline


@pytest.mark.parametrize("days", [-1, 1])
def test_answers_after_closing_wait_for_the_class_and_for_the_learner(days):
    closed = friday_test(answers=AnswersShown.CLOSED, answers_at=None)

    assert terms_of(closed, for_omar(closes_at=CLOSES + days * DAY)).answers_at == max(CLOSES, CLOSES + days * DAY)


def test_the_sentence_says_what_will_be_stored():
    assert in_words(friday_test(), [for_omar(extra_minutes=10)]) == (
        "Opens Friday, December 4, 9:00 AM and closes at 9:00 PM EST. 20 minutes, one attempt, answers shown "
        "Monday, December 7, 9:00 AM. Omar has 30 minutes."
    )


def test_homework_without_limits_has_a_due_date_alone():
    homework = Assignment(cohort=NEW_YORK, quiz=Quiz(pk=1, title="L3 check"), due_at=CLOSES)

    assert in_words(homework) == "Due Friday, December 4, 9:00 PM EST."
    assert in_words(Assignment(cohort=NEW_YORK, quiz=Quiz(pk=1))) == "It has no due date."


def test_answers_shown_before_it_closes_are_a_warning():
    assert EARLY in in_words(friday_test(answers_at=CLOSES - DAY / 24))
    assert EARLY in in_words(friday_test(), [for_omar(closes_at=MONDAY + DAY)])
    assert EARLY not in in_words(friday_test())


@pytest.mark.parametrize(
    ("how", "own"),
    [
        ({}, False),
        ({"due_at": CLOSES}, False),
        ({"closes_at": CLOSES}, True),
        ({"minutes": 5}, True),
        ({"attempts": 1}, True),
        ({"shuffled": True}, True),
        ({"answers": AnswersShown.AFTER}, True),
    ],
)
@pytest.mark.django_db
def test_only_an_assignment_with_a_limit_has_attempts_of_its_own(cohort, how, own):
    usual = {"kind": AssignmentKind.HOMEWORK, "minutes": None, "answers": AnswersShown.AT_ONCE}
    assignment = assign(cohort, **usual | how)

    assert assignment.has_own_attempts is own
    [row] = Assignment.objects.with_done(None).values("done_at")
    assert row == {"done_at": None}


@pytest.mark.parametrize(
    ("how", "rule"),
    [
        ({"quiz": None}, "is_of_one_thing"),
        ({"selection": {"by": "mixed"}}, "is_of_one_thing"),
        ({"kind": AssignmentKind.EXAM}, "is_of_its_kind"),
        ({"opens_at": CLOSES, "due_at": OPENS}, "opens_is_due_closes"),
        ({"due_at": CLOSES, "closes_at": OPENS}, "opens_is_due_closes"),
        ({"attempts": 0}, "can_be_done"),
        ({"answers": AnswersShown.CLOSED}, "says_when_answers_show"),
        ({"answers": AnswersShown.AT}, "says_when_answers_show"),
    ],
)
@pytest.mark.django_db
def test_the_database_refuses_an_assignment_that_cannot_be(cohort, how, rule):
    with pytest.raises(IntegrityError, match=f"quizzes_assignment_{rule}"), transaction.atomic():
        assign(cohort, **{"quiz": the_check()} | how)
