"""The day's review: how it begins, and what the pages say about it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.leaving.merge import merge
from accounts.models import Learner
from bank.models import Item
from planner import review as review_module
from planner.models import Forecast, StoredPlan
from planner.review import begin_review, last_asked
from planner.stored_plans import day_of, store_day
from quizzes.attempt_end import close
from quizzes.attempt_start import NothingToAsk, published
from quizzes.memory.evidence import judge_of
from quizzes.models import Attempt, AttemptEnd, CellMemory, Mode
from tests.helpers.memories import cell, remember, served, stuck
from tests.helpers.pages import tight
from tests.helpers.plans import let_plan
from tests.helpers.practices import finish_review, give, practice, practice_of, versions_on
from tests.helpers.reviews import REVIEW, answer_so_far, asked_of
from tests.helpers.sittings import form_of, served_event, statements_of, wrong_answer

# Starting


@pytest.mark.django_db
def test_a_review_asks_about_the_cells_of_the_plan(learner):
    remember(learner, "ec2/guest-os", (9, True))
    remember(learner, "rds/guest-os", (12, False))
    let_plan(learner)
    planned = {each.cell.id: each.step for each in day_of(learner).due}

    attempt = begin_review(learner)

    assert attempt.mode == Mode.REVIEW
    chosen = attempt.selection
    assert (chosen["by"], chosen["day"]) == ("plan", timezone.localdate().isoformat())
    for item in served(attempt):
        cells = chosen["cells"][str(item.position)]
        assert set(cells) <= judge_of(item).subjects & planned.keys()
    asked = {cells[0]: position for position, cells in chosen["cells"].items() if cells}  # a probe may be of none
    for path in {"ec2/guest-os", "rds/guest-os"}:
        if position := asked.get(cell(path).pk):
            assert chosen["recall"][position] == pytest.approx(planned[cell(path).pk].recall, abs=0.01)
    assert chosen["recall"]


@pytest.mark.django_db(transaction=True)  # answers of one transaction have one moment
def test_the_question_asked_last_is_known_by_cell_whatever_asked_it(learner):
    attempt = practice_of(learner, *versions_on("ec2/guest-os", 2))
    give(attempt, 2, right=False)
    give(attempt, 1)

    assert last_asked(learner)[cell("ec2/guest-os").pk][0].item == served(attempt)[0].version.item_id


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


# Five at a time


@pytest.mark.django_db
def test_an_open_review_without_a_drawn_question_is_continued_from_its_page_and_from_home(learner_client, learner):
    let_plan(learner)
    review = begin_review(learner)
    answer_so_far(review)

    page = tight(learner_client.get(review.get_absolute_url()).text)

    assert "of 20 answered</small>" in page
    assert 'action="/review/"' in page
    assert "5 of 20 questions answered" in learner_client.get("/").text


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
    assert "nothing is due anymore" in answer.text
    assert "You haven’t set any minutes for a day" in answer.text


@pytest.mark.django_db
def test_where_every_question_waits_elsewhere_the_page_says_so(learner_client, learner, monkeypatch):
    monkeypatch.setattr(review_module, "question_of_rows", lambda *_, **__: None)  # nor can one be made
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
    assert ">New<" in page.text
    assert not Learner.objects.exists()

    started = client.post(REVIEW)

    assert started["Location"].startswith("/practice/")
    assert Learner.objects.get().attempts.get().mode == Mode.REVIEW


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

    for address in (REVIEW, "/plan/"):
        assert f'<span class="count">{due_now}<' in learner_client.get(address).text

    learner.refresh_from_db()
    assert learner.due_on is None
    assert not StoredPlan.objects.exists()
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
    assert "Still tricky" in page
    assert cell("rds/guest-os").rationale.partition(".")[0].split(",")[0] in page.replace("&#x27;", "'")
    assert "Easier: EC2, guest operating system" in page
    assert 'href="/practice/?by=cell&amp;service=rds&amp;layer=guest-os"' in page


@pytest.mark.django_db
def test_when_all_is_done_the_page_says_when_the_next_review_is(learner_client, learner):
    let_plan(learner, minutes=5)
    while not day_of(learner).is_done:
        finish_review(learner, confidence="sure")

    page = learner_client.get(REVIEW).text

    assert "Done for today" in page
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert f"Next: {tomorrow:%A}, {tomorrow:%B} {tomorrow.day}" in page
    assert "Practice something new" in page
    assert "Review 10 more facts" in page


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
    attempt = finish_review(learner, confidence="sure")

    page = learner_client.get(attempt.get_absolute_url()).text

    day = day_of(learner)
    assert f"{len(day.due)} more fact" in page
    assert "Review the next" in page
    covered = sum(map(len, attempt.selection["cells"].values()))
    questions = attempt.items.count()
    told = tight(page)
    assert (f"These {questions} questions covered {covered} facts." in told) == (covered != questions)
    assert day.reviewed >= covered  # a question can also ask about a fact that another one stands for
    assert f"{day.reviewed} of today’s {len(day.planned)} facts are done." in told


@pytest.mark.django_db
def test_what_a_review_missed_is_retried_as_practice(learner_client, learner):
    let_plan(learner, minutes=5)
    give(begin_review(learner), 1, right=False)
    attempt = finish_review(learner)

    learner_client.post(f"/attempts/{attempt.pk}/retry/")

    again = learner.attempts.get(closed_at=None)
    assert (again.mode, again.retry_of) == (Mode.DRILL, attempt)


@pytest.mark.django_db
@pytest.mark.parametrize("address", [REVIEW, "/plan/", "/plan/?minutes=5"])
def test_a_page_asks_the_database_at_most_six_things(learner_client, learner, address, settings):
    settings.SECONDS_A_COUNT_LASTS = 60  # as in production
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
    assert not StoredPlan.objects.exists()


@pytest.mark.django_db
def test_a_review_under_way_goes_on_after_the_log_in(learner):
    guest = Learner.objects.create()
    merge(guest.pk, learner)

    assert begin_review(guest).learner == learner
