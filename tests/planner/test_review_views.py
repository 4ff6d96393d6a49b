"""The day's review: what it asks, how it begins, and what the pages say about it."""

from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from types import SimpleNamespace as Made

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import Item
from planner.daily import WEIGHTS, day_of, store_day
from planner.models import Forecast, StudyPlan
from planner.review import AT_ONCE, ReviewPool, begin_review, draw, last_asked
from quizzes.attempt_end import close
from quizzes.attempt_start import NothingToAsk, published
from quizzes.memory.evidence import judge_of
from quizzes.models import Attempt, AttemptEnd, CellMemory, Mode
from quizzes.pool import PoolQuestion, questions_per_cell
from quizzes.practice.choices import PracticePool
from quizzes.practice.selection import LOOK_ALIKES, History, LatestAnswer
from tests.helpers.memories import cell, remember, served, stuck
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.sittings import form_of, served_event, statements_of, wrong_answer

REVIEW = "/review/"


def let_plan(learner: Learner, *, minutes: int | None = 20, exam_in: int | None = 30) -> StudyPlan:
    exam_on = timezone.localdate() + timedelta(days=exam_in) if exam_in is not None else None
    return StudyPlan.objects.create(learner=learner, minutes=minutes, exam_on=exam_on)


def asked_of(attempt: Attempt) -> list[int]:
    return [item.version.item_id for item in served(attempt)]


# Which questions


def question(number: int, cell_asked: int, *, generator: str = "g") -> PoolQuestion:
    return PoolQuestion(
        number, f"Stem {number}", "choose-one", generator, f"cell:{cell_asked}", "l", "m", "o", cell=cell_asked
    )


def due(*cells: int) -> list:
    return [Made(cell=Made(pk=number), asked_before=True) for number in cells]


def test_each_planned_cell_gets_a_question_that_it_settles():
    drawn = draw(due(1, 2), ReviewPool([question(10, 1), question(20, 2), question(30, 3)]), seed="s")

    assert {each.item: each.cells for each in drawn} == {10: [1], 20: [2]}


def test_a_question_new_to_the_learner_comes_before_one_answered():
    met = LatestAnswer(timezone.now(), right=True, guessed=False)
    stock = ReviewPool([question(10, 1), question(11, 1)], History(items={10: met}))

    assert [each.item for each in draw(due(1), stock, seed="s")] == [11]


def test_the_question_asked_last_about_a_cell_is_not_asked_again():
    stock = ReviewPool([question(10, 1)], last={1: 10})

    assert draw(due(1), stock, seed="s") == []


def test_a_cell_without_a_question_of_its_own_is_asked_by_a_row_of_another():
    stock = ReviewPool([question(10, 1)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(2), stock, seed="s")] == [(10, [2])]


def test_a_cell_that_an_earlier_question_judges_too_is_not_asked_again():
    stock = ReviewPool([question(10, 1), question(20, 2)], beside={10: [1, 2]})

    assert [(each.item, each.cells) for each in draw(due(1, 2), stock, seed="s")] == [(10, [1, 2])]


def test_no_stem_comes_twice():
    same = [PoolQuestion(n, "Whose?", "owner", "g", f"cell:{n}", "l", "m", "o", cell=n) for n in (1, 2)]

    assert len(draw(due(1, 2), ReviewPool(same), seed="s")) == 1


def test_a_review_has_at_most_so_many():
    stock = ReviewPool([question(number, number) for number in range(1, 40)])

    assert [each.cells[0] for each in draw(due(*range(1, 40)), stock, seed="s")] == list(range(1, AT_ONCE + 1))


@st.composite
def banks(draw_one):
    """Questions over a few cells, some of which judge several."""
    cells = draw_one(st.lists(st.integers(1, 4), min_size=1, max_size=12))
    stock = [question(100 + number, each) for number, each in enumerate(cells)]
    beside = {each.item: draw_one(st.lists(st.integers(1, 4), max_size=3)) for each in stock}
    days = draw_one(st.lists(st.permutations([1, 2, 3, 4]), min_size=2, max_size=8))
    return stock, beside, days


@given(banks())
def test_no_cell_gets_the_same_question_twice_in_a_row(bank):
    candidates, beside, days = bank
    last: dict[int, int] = {}
    for number, cells in enumerate(days):
        for each in draw(due(*cells), ReviewPool(candidates, beside=beside, last=dict(last)), seed=str(number)):
            judged = {each.asked.cell, *beside[each.item]}
            assert each.item not in {last.get(one) for one in judged}
            last.update(dict.fromkeys(judged, each.item))


# Starting


@pytest.mark.django_db
def test_a_review_asks_about_the_cells_of_the_plan(learner):
    remember(learner, "ec2/guest-os", (9, True))
    remember(learner, "rds/guest-os", (12, False))
    let_plan(learner)
    planned = {each.cell.pk: each.step for each in day_of(learner).due}

    attempt = begin_review(learner)

    assert attempt.mode == Mode.REVIEW
    chosen = attempt.selection
    assert (chosen["by"], chosen["day"]) == ("plan", timezone.localdate().isoformat())
    for item in served(attempt):
        cells = chosen["cells"][str(item.position)]
        assert set(cells) <= judge_of(item).cells & planned.keys()
    asked = {cells[0]: position for position, cells in chosen["cells"].items()}
    for path in ("ec2/guest-os", "rds/guest-os"):
        position = asked[cell(path).pk]
        assert chosen["recall"][position] == pytest.approx(planned[cell(path).pk].recall, abs=0.01)
    assert len(chosen["recall"]) == 2


@pytest.mark.django_db
def test_the_question_asked_last_is_known_by_cell_whatever_asked_it(learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os", 2))
    give(attempt, 2, right=False)
    give(attempt, 1)

    assert last_asked(learner)[cell("ec2/guest-os").pk] == served(attempt)[0].version.item_id


@pytest.mark.django_db
def test_over_several_reviews_no_question_about_a_cell_comes_twice_in_a_row(learner):
    remember(learner, "ec2/guest-os", (9, True))
    let_plan(learner, minutes=30, exam_in=None)
    asked: list[int] = []
    for _ in range(3):
        attempt = begin_review(learner)
        about = attempt.selection["cells"].items()
        position = next(int(position) for position, cells in about if cell("ec2/guest-os").pk in cells)
        asked.append(asked_of(attempt)[position - 1])
        give(attempt, position)
        close(attempt)
        age(learner, days=60)

    assert asked[0] != asked[1] != asked[2]


def age(learner: Learner, *, days: int) -> None:
    """Moves all that is remembered into the past."""
    for row in CellMemory.objects.filter(learner=learner):
        row.last -= timedelta(days=days)
        row.save()


@pytest.mark.django_db
def test_a_question_that_waits_elsewhere_is_not_asked(learner):
    remember(learner, "ec2/guest-os", (9, True))
    waiting = practice_of(learner, *versions_on("ec2/guest-os", 3))
    let_plan(learner)

    assert not set(asked_of(begin_review(learner))) & set(asked_of(waiting))


@pytest.mark.django_db
def test_a_second_click_finds_what_the_first_began(learner_client, learner):
    addresses = {learner_client.post(REVIEW)["Location"] for _ in range(2)}

    assert len(addresses) == 1
    assert learner.attempts.count() == 1


@pytest.mark.django_db
def test_an_open_review_is_closed_only_by_name(learner):
    first = begin_review(learner)

    assert begin_review(learner) == first
    second = begin_review(learner, leaving=str(first.pk))
    first.refresh_from_db()
    assert second != first
    assert first.ending == AttemptEnd.LEFT
    assert begin_review(learner, leaving=str(first.pk)) == second


@pytest.mark.django_db
def test_no_minutes_are_no_review(learner_client, learner):
    let_plan(learner, minutes=0)

    with pytest.raises(NothingToAsk):
        begin_review(learner)
    answer = learner_client.post(REVIEW)
    assert answer.status_code == 422
    assert "nothing is due any more" in answer.text
    assert "No minutes are set for a day" in answer.text


@pytest.mark.django_db
def test_where_every_question_waits_elsewhere_the_page_says_so(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, True))
    let_plan(learner, minutes=5)
    practice_of(learner, *published(Item.objects.asked().values_list("pk", flat=True)))

    answer = learner_client.post(REVIEW)

    assert answer.status_code == 422
    assert "these questions are in another attempt you haven’t finished" in answer.text
    assert not learner.attempts.filter(mode=Mode.REVIEW).exists()


@pytest.mark.django_db
def test_a_visitor_sees_what_a_review_is_and_becomes_a_guest_by_starting_one(client):
    page = client.get(REVIEW)
    assert "Not asked yet" in page.text
    assert not Learner.objects.exists()

    started = client.post(REVIEW)

    assert started["Location"].startswith("/practice/")
    assert Learner.objects.get().attempts.get().mode == Mode.REVIEW


# What the plan knows


@pytest.mark.django_db
def test_core_services_count_more(learner):
    known = day_of(learner).known

    weights = {place.service.exam_weight: each.weight for place, each in zip(known.order, known.cells, strict=True)}
    assert weights == WEIGHTS


@pytest.mark.django_db
def test_what_is_beyond_the_exam_is_not_planned_before_the_core_is_known(learner):
    let_plan(learner, minutes=600, exam_in=60)
    known = day_of(learner).known

    resting = {place.service.exam_weight for place, each in zip(known.order, known.cells, strict=True) if each.resting}
    assert resting == {"beyond"}
    assert "beyond" not in {each.cell.service.exam_weight for each in day_of(learner).due}


@pytest.mark.django_db
def test_a_service_beyond_the_exam_that_somebody_chose_is_reviewed(learner):
    known = day_of(learner).known
    often = questions_per_cell()
    chosen = next(place for place in known.order if place.service.exam_weight == "beyond" and often[place.pk] > 1)
    remember(learner, chosen.path, (9, False), (8, True))

    [planned] = [each for place, each in zip(known.order, day_of(learner).known.cells, strict=True) if place == chosen]

    assert not planned.resting


@pytest.mark.django_db
@pytest.mark.parametrize(("share", "knows"), [(0.85, False), (0.95, True)])
def test_who_knows_the_core_is_asked_what_is_beyond_the_exam(learner, share, knows):
    known = day_of(learner).known
    core = [place for place in known.order if place.service.exam_weight == "core"]
    for place in core[: round(share * len(core))]:
        remember(learner, place.path, (9, True), (5, True), (1, True))

    day = day_of(learner)

    assert day.known.knows_core == knows
    assert any(each.resting for each in day.known.cells if not each.memory) != knows
    assert PracticePool(day.known.facts, learner).knows_core == knows


@pytest.mark.django_db
def test_the_first_cells_of_a_plan_are_of_the_core_and_of_both_owners(learner):
    first = [each.cell for each in day_of(learner).due][:20]

    owners = [cell.ownership.answer for cell in first]
    assert {cell.service.exam_weight for cell in first} == {"core"}
    assert owners.count("aws") >= 4
    assert owners.count("customer") >= 4


def test_new_cells_wait_while_their_owner_has_had_its_share():
    aws = [replace(question(n, n), key_owner="aws") for n in range(1, 9)]
    customer = [replace(question(n, n), key_owner="customer") for n in range(9, 13)]
    new = [Made(cell=Made(pk=number), asked_before=False) for number in range(1, 13)]

    drawn = draw(new, ReviewPool([*aws, *customer]), seed="s", at_most=6)

    assert sum(each.item > 8 for each in drawn) >= 2
    again = [Made(cell=Made(pk=number), asked_before=True) for number in range(1, 13)]
    assert {each.item for each in draw(again, ReviewPool([*aws, *customer]), seed="s", at_most=6)} == set(range(1, 7))


@pytest.mark.django_db
def test_look_alikes_of_a_few_services_come_first(learner):
    first = [each.cell for each in day_of(learner).due][:8]

    assert len({each.service_id for each in first}) <= LOOK_ALIKES
    runs = [layer for layer, _ in groupby(each.layer_id for each in first)]
    assert len(runs) == len(set(runs)) < len(first)


@pytest.mark.django_db
def test_a_cell_without_a_question_is_not_planned(learner):
    dropped = cell("vpc/guest-os")

    assert dropped not in day_of(learner).known.order


@pytest.mark.django_db
def test_practice_leaves_the_minutes_of_the_plan_alone_and_a_review_uses_them(learner):
    let_plan(learner, minutes=5)
    practiced = practice(learner)
    give(practiced, 1)
    assert day_of(learner).known.spent == 0

    give(begin_review(learner), 1)

    known = day_of(learner).known
    assert known.spent == pytest.approx(known.pace.seconds_right)


# The count in the header


@pytest.mark.django_db
def test_an_answer_lowers_what_is_due(learner):
    remember(learner, "ec2/guest-os", (9, True))
    let_plan(learner)
    attempt = begin_review(learner)
    learner.refresh_from_db()
    before = learner.due_count

    give(attempt, 1, confidence="sure")

    learner.refresh_from_db()
    assert learner.due_on == timezone.localdate()
    assert before - learner.due_count == len(attempt.selection["cells"]["1"])


@pytest.mark.django_db
def test_a_late_answer_and_one_in_practice_lower_nothing(learner):
    attempt = begin_review(learner)
    close(attempt)
    learner.refresh_from_db()
    before = learner.due_count

    give(attempt, 1)
    give(practice(learner), 1)

    learner.refresh_from_db()
    assert learner.due_count == before > 0


@pytest.mark.django_db
def test_the_header_shows_only_the_count_of_the_learners_own_today(learner_client, learner):
    shown = '<span class="count">7<span class="vh"> due</span></span>'
    Learner.objects.filter(pk=learner.pk).update(due_count=7, due_on=timezone.localdate())
    assert shown in learner_client.get("/learn/").text

    Learner.objects.filter(pk=learner.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert shown not in learner_client.get("/learn/").text


@pytest.mark.django_db
def test_looking_stores_nothing_and_still_shows_the_count(learner_client, learner):
    let_plan(learner)
    due_now = len(day_of(learner).due)

    for address in (REVIEW, "/plan/", "/"):
        assert f'<span class="count">{due_now}<' in learner_client.get(address).text

    learner.refresh_from_db()
    assert learner.due_on is None
    assert not Forecast.objects.exists()


# Pages


@pytest.mark.django_db
def test_the_page_names_cells_with_their_reasons_and_no_owner(learner_client, learner):
    remember(learner, "ec2/guest-os", (9, False))
    let_plan(learner, exam_in=None)

    page = learner_client.get(REVIEW).text

    day = day_of(learner)
    assert f"{len(day.due)} facts to review today" in page
    assert f"about {day.minutes} min" in page
    assert "EC2, guest operating system" in page
    assert "Missed last time" in page
    assert "data-owner" not in page


@pytest.mark.django_db
def test_a_stuck_cell_is_shown_beside_its_look_alike_and_not_asked(learner_client, learner):
    stuck(learner, "rds/guest-os")
    remember(learner, "ec2/guest-os", (3, True), (1, True))
    let_plan(learner)

    page = learner_client.get(REVIEW).text

    assert cell("rds/guest-os") not in [each.cell for each in day_of(learner).due]
    assert "Not settled yet" in page
    assert cell("rds/guest-os").rationale.partition(".")[0].split(",")[0] in page.replace("&#x27;", "'")
    assert "Easier: EC2, guest operating system" in page
    assert 'href="/practice/?by=cell&amp;service=rds&amp;layer=guest-os"' in page


@pytest.mark.django_db
def test_when_all_is_done_the_page_says_when_the_next_review_is(learner_client, learner):
    let_plan(learner, minutes=5)
    while not day_of(learner).is_done:
        attempt = begin_review(learner)
        for item in served(attempt):
            give(attempt, item.position, confidence="sure")

    page = learner_client.get(REVIEW).text

    assert "Done for today" in page
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert f"Next: {tomorrow:%A}, {tomorrow.day} {tomorrow:%B}" in page
    assert "Practice something new" in page


@pytest.mark.django_db
def test_an_older_review_is_offered_beside_todays(learner_client, learner):
    attempt = begin_review(learner)
    Attempt.objects.filter(pk=attempt.pk).update(selection=attempt.selection | {"day": "2026-01-01"})

    page = learner_client.get(REVIEW).text

    assert "Continue: 0 of" in page
    assert f'name="leaving" value="{attempt.pk}"' in page


@pytest.mark.django_db
def test_the_summary_says_what_comes_next(learner_client, learner):
    let_plan(learner, minutes=30)
    attempt = begin_review(learner)
    for item in served(attempt):
        give(attempt, item.position, confidence="sure")

    page = learner_client.get(attempt.get_absolute_url()).text

    left = len(day_of(learner).due)
    assert f"{left} more fact" in page
    assert "Review the next" in page


@pytest.mark.django_db
def test_what_a_review_missed_is_retried_as_practice(learner_client, learner):
    let_plan(learner, minutes=5)
    attempt = begin_review(learner)
    for item in served(attempt):
        give(attempt, item.position, right=item.position > 1)

    learner_client.post(f"/attempts/{attempt.pk}/retry/")

    again = learner.attempts.get(closed_at=None)
    assert (again.mode, again.retry_of) == (Mode.DRILL, attempt)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [REVIEW, "/plan/", "/plan/?minutes=5"])
def test_a_page_asks_the_database_at_most_six_things(learner_client, learner, address):
    remember(learner, "ec2/guest-os", (9, True))
    stuck(learner, "rds/guest-os")
    let_plan(learner)
    store_day(learner, day_of(learner))
    begin_review(learner)
    learner_client.get(address)

    with CaptureQueriesContext(connection) as captured:
        learner_client.get(address)

    assert len(statements_of(captured)) <= 6


@pytest.mark.django_db
def test_to_be_sure_and_wrong_in_a_review_costs_at_most_fourteen_queries(learner_client, learner):
    let_plan(learner)
    attempt = begin_review(learner)
    item = next(each for each in served(attempt) if each.version.form == "choose-one")
    sent = {**form_of(item, wrong_answer(item)), "confidence": "sure", "event": served_event(item)}
    learner_client.get(item.get_absolute_url())

    with CaptureQueriesContext(connection) as captured:
        reply = learner_client.post(item.get_absolute_url(), sent, headers={"HX-Request": "true"})

    assert "Look at these two side by side" in reply.text
    assert len(statements_of(captured)) <= 14


# Guests


@pytest.mark.django_db
def test_a_guests_plan_goes_to_an_account_without_one_and_never_replaces_one(learner, stranger):
    guests = [Learner.objects.create() for _ in range(2)]
    for guest, minutes in zip(guests, (5, 30), strict=True):
        let_plan(guest, minutes=minutes)
        store_day(guest, day_of(guest))
    let_plan(stranger, minutes=15)

    merge(guests[0].pk, learner)
    merge(guests[1].pk, stranger)

    assert learner.study_plan.minutes == 5
    assert stranger.study_plan.minutes == 15
    assert Forecast.objects.filter(learner__in=[learner, stranger]).count() == 2


@pytest.mark.django_db
def test_a_review_under_way_goes_on_after_the_log_in(learner):
    guest = Learner.objects.create()
    merge(guest.pk, learner)

    assert begin_review(guest).learner == learner
