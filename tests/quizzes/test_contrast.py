"""Who was sure, and wrong, sees two cells side by side and meets a question on the other one."""

import pytest

from bank.content import why_never_asked
from bank.generators.draft import asked_about
from bank.models import Contradiction, Item, Misconception
from matrix import facts
from matrix.models import Owner
from quizzes.attempt_start import Sitting, begin
from quizzes.contrast import MOST_PER_ATTEMPT, nearest_look_alike
from quizzes.models import AttemptScore, Confidence, Mode, ServedItem
from quizzes.pool import pool_lately
from quizzes.rebuild import rebuild
from tests.helpers.practices import cell_of, give, practice, practice_of, versions_on
from tests.helpers.sittings import begin as begin_check
from tests.helpers.sittings import distractor_of, item_at, served_event, token_of

pytestmark = pytest.mark.django_db


def extras_of(attempt):
    return list(ServedItem.objects.filter(attempt=attempt, contrast_to__isnull=False).order_by("position"))


@pytest.fixture
def attempt(learner):
    """Two questions, on the guest operating system of EC2 and on backups of RDS. No idea is known by name."""
    Misconception.objects.all().delete()
    return practice_of(
        learner, *versions_on("ec2/guest-os", generator="who-does-this"), *versions_on("rds/backup-recovery")
    )


def test_the_look_alike_is_the_same_layer_where_somebody_else_owns_it():
    known = facts.current()

    other = nearest_look_alike(known.cell("ec2/guest-os"), known)

    assert other.layer.slug == "guest-os"
    assert other.ownership.answer == Owner.AWS


def test_the_other_side_stands_before_a_shared_cell():
    known = facts.current()

    other = nearest_look_alike(known.cell("sqs/guest-os"), known)

    assert other.ownership.answer == Owner.CUSTOMER


def test_a_twin_with_another_owner_is_nearest():
    known = facts.current()
    twins = [
        (cell, known.cells[cell.service.variant_of.slug, cell.layer.slug])
        for cell in known.cells.values()
        if cell.service.variant_of and not why_never_asked(cell)
    ]
    differing = [
        (one, other)
        for one, other in twins
        if not why_never_asked(other) and one.ownership.answer != other.ownership.answer
    ]

    assert differing
    for one, other in differing:
        found = nearest_look_alike(one, known)
        assert found == other or found.service.variant_of_id in (one.service.pk, other.service.pk)


@pytest.mark.parametrize(("cell", "breaks"), [("elasticache/backup-recovery", True), ("rds/backup-recovery", False)])
def test_beside_the_verdict_on_an_exception_stands_its_rule(learner_client, learner, cell, breaks):
    attempt = practice_of(learner, *versions_on(cell, 4))
    addresses = [item.get_absolute_url() for item in attempt.items.all()]
    before = "".join(learner_client.get(address).text for address in addresses)

    for position in range(1, len(addresses) + 1):
        give(attempt, position)

    after = "".join(learner_client.get(address).text for address in addresses)
    assert "is an exception to" not in before
    assert ("ElastiCache is an exception to" in after) == breaks
    assert ("because a managed database or cluster does so by default" in after) == breaks


@pytest.mark.parametrize("cell", ["ec2/customer-data", "ec2/physical-facilities"])
def test_where_a_layer_has_one_owner_everywhere_a_layer_of_the_service_stands_beside_it(cell):
    known = facts.current()
    here = known.cell(cell)

    there = nearest_look_alike(here, known)

    assert there.ownership.answer != here.ownership.answer
    assert there.layer == here.layer or there.service == here.service


def test_every_cell_that_may_be_asked_has_a_look_alike():
    known = facts.current()
    without = [
        cell.path for cell in known.cells.values() if asked_about(cell) and nearest_look_alike(cell, known) is None
    ]

    assert without == []


def test_sure_and_wrong_brings_a_question_on_the_other_cell_at_the_end(attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)

    [extra] = extras_of(attempt)
    here, there = cell_of(item_at(attempt, 1)), cell_of(extra)
    assert extra.position == 3
    assert extra.contrast_to == item_at(attempt, 1)
    assert there == nearest_look_alike(here, facts.current())
    assert not extra.scored


@pytest.mark.parametrize(
    ("right", "confidence"),
    [(True, Confidence.SURE), (False, Confidence.THINK_SO), (False, Confidence.GUESS), (False, "")],
)
def test_nothing_else_brings_one(attempt, right, confidence):
    give(attempt, 1, right=right, confidence=confidence)

    assert extras_of(attempt) == []


def test_the_extra_question_is_not_in_the_score_and_holds_the_end_open(attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)
    give(attempt, 2)
    attempt.refresh_from_db()
    assert attempt.closed_at is None

    give(attempt, 3, right=False)

    attempt.refresh_from_db()
    assert attempt.ending == "finished"
    assert (attempt.score.right, attempt.score.maximum, attempt.score.answered) == (1, 2000, 3)
    scored = attempt.score.marks
    rebuild()
    assert AttemptScore.objects.get(attempt=attempt).marks == scored


def test_the_last_answer_sure_and_wrong_goes_on_with_the_extra_question(learner_client, attempt):
    give(attempt, 1)
    item = item_at(attempt, 2)
    data = {"choice": token_of(item, distractor_of(item)), "event": served_event(item), "confidence": "sure"}

    page = learner_client.post(item.get_absolute_url(), data, headers={"HX-Request": "true"}).text

    assert f'href="/practice/{attempt.pk}/3/"' in page
    assert "See your score" not in page


def test_the_strip_counts_extra_questions_apart(learner_client, attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)
    give(attempt, 3)

    first = learner_client.get(item_at(attempt, 1).get_absolute_url()).text
    extra = learner_client.get(item_at(attempt, 3).get_absolute_url()).text

    assert '<p class="small quiet">1 wrong</p>' in first
    assert "question 1 of 2" in first
    assert "extra question, not in the score" in extra


def test_an_extra_question_brings_no_further_one(attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)

    give(attempt, 3, right=False, confidence=Confidence.SURE)

    assert len(extras_of(attempt)) == 1


def test_an_attempt_has_at_most_three(learner):
    layers = "guest-os", "backup-recovery", "network-config", "encryption-at-rest"
    cells = [f"{service}/{layer}" for service in ("ec2", "rds", "lambda") for layer in layers]
    attempt = practice_of(learner, *(version for cell in cells for version in versions_on(cell)))
    brought = []
    for item in list(attempt.items.order_by("position")):
        give(attempt, item.position, right=False, confidence=Confidence.SURE)
        brought.append(len(extras_of(attempt)))

    assert max(brought) == MOST_PER_ATTEMPT
    assert brought.count(MOST_PER_ATTEMPT) > 2  # there were further errors


def test_the_same_answer_sent_twice_brings_one(learner_client, attempt):
    item = item_at(attempt, 1)
    data = {"choice": token_of(item, distractor_of(item)), "event": served_event(item), "confidence": "sure"}

    for _ in range(2):
        learner_client.post(item.get_absolute_url(), data)

    assert len(extras_of(attempt)) == 1


def test_a_check_asks_nothing_extra(learner):
    attempt = begin_check(learner)

    give(attempt, 1, right=False, confidence=Confidence.SURE)

    assert extras_of(attempt) == []


def test_a_question_that_waits_in_an_open_exam_is_no_extra_one(learner, attempt):
    there = nearest_look_alike(cell_of(item_at(attempt, 1)), facts.current())
    begin(learner, Sitting(Mode.EXAM, "Exam", versions_on(there.path, 99)))

    give(attempt, 1, right=False, confidence=Confidence.SURE)

    assert extras_of(attempt) == []


def test_without_a_question_on_the_other_cell_the_pair_is_shown_alone(learner_client, attempt):
    there = nearest_look_alike(cell_of(item_at(attempt, 1)), facts.current())
    Item.objects.filter(pk__in=[v.item_id for v in versions_on(there.path, 99)]).update(published=None)

    give(attempt, 1, right=False, confidence=Confidence.SURE)

    page = learner_client.get(item_at(attempt, 1).get_absolute_url()).text
    assert "Look at these two side by side" in page
    assert "comes at the end" not in page


def retire(items):
    items.update(published=None)


def contradict(items):
    Contradiction.objects.bulk_create(Contradiction(item=each, version=each.published) for each in items)


@pytest.mark.parametrize("leave_out", [retire, contradict])
def test_a_question_that_may_not_be_asked_since_just_now_is_no_extra_one(learner, attempt, settings, leave_out):
    known = facts.current()
    there = nearest_look_alike(cell_of(item_at(attempt, 1)), known)
    pool_lately(known)  # read now, whatever another test has left
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
    leave_out(Item.objects.filter(pk__in=[version.item_id for version in versions_on(there.path, 99)]))

    give(attempt, 1, right=False, confidence=Confidence.SURE)

    assert extras_of(attempt) == []


def test_the_page_shows_both_cells_with_their_reasons(learner_client, attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)
    item = item_at(attempt, 1)
    here, there = cell_of(item), nearest_look_alike(cell_of(item), facts.current())

    page = learner_client.get(item.get_absolute_url()).text
    contrast = page[page.index('<section class="contrast') :]

    for cell in (here, there):
        assert f'href="{cell.get_absolute_url()}"' in contrast
        assert cell.rationale.replace("'", "&#x27;") in contrast
    assert f"A question on {there} comes at the end." in contrast
    assert '<li class="extra">' in page


def test_who_thought_so_is_not_shown_the_pair(learner_client, attempt):
    give(attempt, 1, right=False, confidence=Confidence.THINK_SO)

    assert "side by side" not in learner_client.get(item_at(attempt, 1).get_absolute_url()).text


def name_idea(slug: str, here: str, there: str) -> None:
    told = {
        "name": "Whoever owns the host patches the guest",
        "cure": "AWS owns every host.",
        "here": facts.current().cell(here),
        "there": facts.current().cell(there),
    }
    Misconception.objects.update_or_create(slug=slug, defaults=told)


def test_a_known_idea_behind_the_option_says_which_two_cells(learner_client, attempt):
    item = item_at(attempt, 1)
    wrong = next(option for option in item.options if option.misconception and not option.is_key)
    name_idea(wrong.misconception, "ecs-fargate/guest-os", "ec2/guest-os")

    give(attempt, 1, chosen=wrong.key, confidence=Confidence.SURE)

    page = learner_client.get(item.get_absolute_url()).text
    [extra] = extras_of(attempt)
    assert "“Whoever owns the host patches the guest” is the idea behind your answer." in page
    assert "AWS owns every host." in page
    assert cell_of(extra).path == "ecs-fargate/guest-os"


def test_an_idea_behind_another_option_says_nothing(attempt):
    item = item_at(attempt, 1)
    wrong = next(option for option in item.options if option.misconception and not option.is_key)
    other = next(
        option for option in item.options if option.misconception != wrong.misconception and not option.is_key
    )
    known = facts.current()
    Misconception.objects.all().delete()
    name_idea(wrong.misconception, "s3/guest-os", "ec2/guest-os")

    give(attempt, 1, chosen=other.key, confidence=Confidence.SURE)

    [extra] = extras_of(attempt)
    assert cell_of(extra) == nearest_look_alike(known.cell("ec2/guest-os"), known)


def test_a_question_on_a_whole_control_has_no_pair_of_cells(learner_client, learner):
    control = Item.objects.filter(generator="control-kinds").first()
    attempt = practice_of(learner, control.published)
    give(attempt, 1, right=False, confidence=Confidence.SURE)

    assert extras_of(attempt) == []
    assert "side by side" not in learner_client.get(item_at(attempt, 1).get_absolute_url()).text


def test_a_late_answer_brings_nothing(learner, attempt):
    practice(learner, leaving=str(attempt.pk))

    give(attempt, 1, right=False, confidence=Confidence.SURE)

    assert extras_of(attempt) == []


def test_the_summary_lists_extras_apart(learner_client, attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)
    give(attempt, 2)
    give(attempt, 3)

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "1<small> right: 50%</small>" in page
    assert "Extra, not in the score" in page
    assert page.index(item_at(attempt, 3).version.stem.replace("'", "&#x27;")) > page.index("Extra, not in the score")


def test_an_open_attempt_does_not_count_extras_among_its_questions(learner_client, attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)
    assert "1<small> of 2 answered</small>" in learner_client.get(attempt.get_absolute_url()).text
    give(attempt, 2)

    page = learner_client.get(attempt.get_absolute_url()).text

    assert "Extra questions are left" in page
    assert "Continue with an extra question" in learner_client.get("/practice/").text


def test_the_extra_question_is_another_one(attempt):
    give(attempt, 1, right=False, confidence=Confidence.SURE)

    served = list(attempt.items.values_list("version__item", flat=True))

    assert len(set(served)) == 3
