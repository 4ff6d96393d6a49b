from types import SimpleNamespace

import pytest

from bank.content import claim_from
from matrix import facts
from matrix.files.loading import KnownFacts
from matrix.models import Owner
from planner.progress.score_chart import NARROW, WIDE, score_chart
from quizzes.result_page import OwnerTally, Slip, duration, in_common, owner_named, pattern, slip_of, summary_of
from tests.helpers.sittings import answer_all, begin, distractor_of, first_item, item_at, served_event

AWS, CUSTOMER, SHARED = Owner.AWS, Owner.CUSTOMER, Owner.SHARED


@pytest.mark.parametrize(
    ("slips", "said"),
    [
        ([Slip.TOOK_AWS], "One miss. The reason is with its question."),
        ([Slip.UNSURE] * 2, "Both misses share one pattern: you said you didn’t know."),
        ([Slip.GAVE_AWS_YOURS] * 3, "All 3 misses share one pattern: you gave AWS a task that’s yours."),
        (
            [Slip.SHARED_YOURS, Slip.NO_OWNER, Slip.SHARED_YOURS],
            "2 of your 3 misses share one pattern: you chose shared for something that’s yours alone.",
        ),
        (
            [Slip.SHARED_YOURS, Slip.NO_OWNER],
            "Your 2 misses have no pattern in common. The reason for each is with its question.",
        ),
        ([None], "One miss. The reason is with its question."),
        (
            [None, None, Slip.UNSURE],
            "Your 3 misses have no pattern in common. The reason for each is with its question.",
        ),
        (
            [None, Slip.UNSURE, Slip.UNSURE],
            "2 of your 3 misses share one pattern: you said you didn’t know.",
        ),
    ],
)
def test_misses_are_named_by_what_they_have_in_common(slips, said):
    assert in_common(slips) == said


def test_what_held_is_said_before_what_was_missed():
    tallies = [OwnerTally(AWS, 4, 4), OwnerTally(CUSTOMER, 3, 4)]

    assert pattern([Slip.UNSURE], tallies).startswith("You’re solid on AWS’s responsibilities. One miss.")


def test_one_question_is_not_enough_to_be_solid():
    assert pattern([Slip.UNSURE], [OwnerTally(SHARED, 1, 1)]).startswith("One miss.")


def test_all_right_is_said_plainly():
    assert pattern([], [OwnerTally(AWS, 4, 4), OwnerTally(SHARED, 6, 6)]) == "All 10 correct."
    assert pattern([], [OwnerTally(AWS, 1, 1)]) == "Correct."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("claims", "slip"),
    [
        ([("ec2/guest-os", "aws")], Slip.GAVE_AWS_YOURS),
        ([("rds/guest-os", "customer")], Slip.TOOK_AWS),
        ([("ec2/guest-os", "shared")], Slip.SHARED_YOURS),
        ([("rds/guest-os", "shared")], Slip.SHARED_AWS),
        ([("beanstalk/platform-software", "aws")], Slip.GAVE_AWS_SHARED),
        ([("beanstalk/platform-software", "customer")], Slip.TOOK_SHARED),
        ([("ec2/guest-os", "customer"), ("rds/guest-os", "customer")], Slip.TOOK_AWS),
    ],
)
def test_a_slip_is_read_from_what_the_chosen_option_claims(claims, slip):
    known = facts.current()

    chosen = option([{"cell": cell, "owner": owner} for cell, owner in claims], known)

    assert slip_of([chosen], known) == slip


def option(claims, known, misconception: str = "") -> SimpleNamespace:
    said = [claim_from(claim, KnownFacts(known)) for claim in claims]
    return SimpleNamespace(claims=SimpleNamespace(all=lambda: said), misconception=misconception)


@pytest.mark.django_db
def test_an_option_that_claims_nothing_shows_no_slip_unless_it_stands_for_a_tool():
    known = facts.current()

    assert slip_of([option([], known)], known) is None
    assert slip_of([option([], known, "tool-as-owner")], known) == Slip.NO_OWNER


@pytest.mark.django_db
def test_a_rule_that_depends_on_the_service_is_a_slip_of_its_own():
    known = facts.current()
    chosen = option([{"layer": "guest-os", "services": "all-but-hybrid", "owner": "aws"}], known)

    assert slip_of([chosen], known) == Slip.DEPENDS


@pytest.mark.parametrize(
    ("owners", "named"),
    [(["aws"], AWS), (["aws", "aws"], AWS), (["aws", "customer"], None), (["aws", "shared"], SHARED), ([], None)],
)
def test_an_option_names_an_owner_if_its_claims_agree(owners, named):
    assert owner_named([SimpleNamespace(owner=owner) for owner in owners]) == named


@pytest.mark.django_db
def test_the_owners_of_a_miss_are_shown_only_where_they_differ(learner):
    attempt = answer_all(begin(learner), wrong=set(range(1, 11)))

    for answer in summary_of(attempt, facts.current()).missed:
        assert answer.owners is None or answer.owners[0] != answer.owners[1]
        item = item_at(attempt, answer.position)
        assert [option.key for option in answer.chosen] == [distractor_of(item)]


@pytest.mark.django_db
def test_every_question_is_counted_for_one_owner(learner):
    summary = summary_of(answer_all(begin(learner), wrong={1, 4}), facts.current())

    assert sum(tally.asked for tally in summary.tallies) == 10
    assert sum(tally.right for tally in summary.tallies) == 8


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 s"), (59, "59 s"), (552, "9 min 12 s"), (3900, "1 h 5 min")])
def test_a_duration_is_said_in_two_units(seconds, said):
    assert duration(seconds) == said


def score(percent: int):
    return SimpleNamespace(percent=percent, date=None, kind="check")


def test_no_score_draws_no_chart():
    assert score_chart([]) is None


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_last_twenty_scores_span_the_chart(width):
    chart = score_chart([score(percent) for percent in range(0, 100, 4)], width=width)

    assert [point.percent for point in chart.points] == list(range(20, 100, 4))
    assert (chart.points[0].x, chart.points[-1].x) == (64, width - 32)
    assert chart.points[0].y > chart.points[-1].y


@pytest.mark.django_db
def test_the_summary_names_what_was_missed_and_where_to_reread(learner_client, learner):
    attempt = answer_all(begin(learner), wrong={1}, unsure={3})

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "8<small> right: 80%</small>" in page
    assert "Retry the 2 you missed" in page
    assert "/learn/shared-responsibility-model/#shifts" in page
    assert "8 right" in page


@pytest.mark.django_db
def test_ten_of_ten_has_nothing_to_retry(learner_client, learner):
    attempt = answer_all(begin(learner))

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "All 10 correct." in page
    assert "Retry" not in page


@pytest.mark.django_db
def test_an_open_attempt_says_how_far_it_is(learner_client, learner):
    item = first_item(learner)
    learner_client.post(item.get_absolute_url(), {"unsure": "1", "event": served_event(item)})

    page = learner_client.get(item.attempt.get_absolute_url()).text

    assert "1<small> of 10 answered</small>" in page
    assert "Continue with question 2" in page
