"""The practice that sorts what is due or new of one service."""

import re

import pytest

from bank.generators.rows import FEWEST, MOST, stacks
from bank.models import Form, Item, Option
from bank.orders import question_of_rows
from matrix import facts
from quizzes.attempt_start import published, retry
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import Attempt, CellMemory, ServedItem
from quizzes.practice.choices import By, PracticeChoice, PracticePool
from quizzes.practice.rows import cells_to_sort
from tests.helpers.memories import remember
from tests.helpers.practices import give, practice, practice_of
from tests.helpers.sittings import form_of, item_at, right_answer, wrong_answer

pytestmark = pytest.mark.django_db

RDS = PracticeChoice(By.ROWS, service="rds")
LEARNT_FOR_LONG = [(90, False), (60, True), (30, True), (10, True), (0.1, True)]


def to_sort(learner, service: str = "rds") -> list[list[str]]:
    known, knowledge = facts_and_knowledge(learner)
    return [[cell.layer.slug for cell in cells] for cells in cells_to_sort(service, known, knowledge)]


def layers_of(service: str = "rds") -> set[str]:
    return {cell.layer.slug for cell in stacks(facts.current())[f"service/{service}"]}


def start(client, service: str = "rds", **data):
    return client.post("/practice/", {"by": "rows", "service": service, "length": "10", **data})


def served(attempt: Attempt) -> list[ServedItem]:
    return list(ServedItem.objects.filter(attempt=attempt).order_by("position"))


# What is to be sorted


def test_all_facts_of_a_service_are_to_be_sorted_by_who_has_met_none(learner):
    questions = to_sort(learner)

    assert {layer for question in questions for layer in question} == layers_of()
    assert all(FEWEST <= len(question) <= MOST for question in questions)


def test_what_is_due_or_was_missed_comes_before_what_is_new(learner):
    remember(learner, "rds/guest-os", (30, True))
    remember(learner, "rds/encryption-at-rest", (0.1, False))

    first, second = to_sort(learner)
    assert {first[0], second[0]} == {"guest-os", "encryption-at-rest"}


def test_what_is_known_is_not_sorted_again_unless_a_question_would_be_too_short(learner):
    known, *new = sorted(layers_of())
    remember(learner, f"rds/{known}", *LEARNT_FOR_LONG)
    assert known not in {layer for question in to_sort(learner) for layer in question}

    for layer in new[1:]:
        remember(learner, f"rds/{layer}", *LEARNT_FOR_LONG)
    [question] = to_sort(learner)
    assert question[0] == new[0]
    assert len(question) == FEWEST


def test_nothing_is_sorted_where_all_is_known_and_the_page_names_the_closest_choice(learner_client, learner):
    for layer in layers_of():
        remember(learner, f"rds/{layer}", *LEARNT_FOR_LONG)

    page = learner_client.get(RDS.url).text
    assert "There’s nothing to sort now" in page
    assert "/practice/?by=service&amp;service=rds" in page
    assert start(learner_client).status_code == 422
    assert not learner.attempts.exists()


# Starting it


@pytest.mark.parametrize("service", ["rds", "ec2", "lambda"])
def test_a_learner_starts_it_from_the_form(learner_client, learner, service):
    assert "in rows:" in learner_client.get(f"/practice/?by=rows&service={service}").text
    reply = start(learner_client, service)

    attempt = learner.attempts.get()
    assert reply.url == served(attempt)[0].get_absolute_url()
    assert {item.version.form for item in served(attempt)} == {Form.SORT}
    tested = {option.claims.get().duty.cell.service.slug for option in rows_of(attempt)}
    assert tested == {service}


def rows_of(attempt: Attempt):
    asked = [item.version_id for item in served(attempt)]
    return Option.objects.filter(version__in=asked, claims__duty__isnull=False)


def test_a_guest_starts_it_with_their_first_click(client):
    reply = start(client)

    assert reply.status_code == 302
    assert "radiogroup" in client.get(reply.url).text


def test_the_next_learner_gets_the_same_questions(learner, stranger):
    one, other = practice(learner, RDS), practice(stranger, RDS)

    assert [item.version_id for item in served(one)] == [item.version_id for item in served(other)]


def test_a_second_click_finds_the_practice_of_the_first(learner_client, learner):
    first, second = start(learner_client), start(learner_client)

    assert first.url == second.url
    assert learner.attempts.count() == 1


def test_a_service_without_enough_tasks_to_sort_is_said_to_have_none(learner_client, learner):
    assert start(learner_client, "organizations").status_code == 422
    assert not learner.attempts.exists()


# Answering it


def test_each_row_is_evidence_for_its_own_fact_and_for_no_other(learner):
    attempt = practice(learner, RDS)
    give(attempt, 1)
    give(attempt, 2, right=False)

    memories = CellMemory.objects.filter(learner=learner)
    assert {memory.cell.layer.slug for memory in memories} == layers_of()
    right = {
        option.claims.get().duty.cell_id for option in rows_of(attempt).filter(version=item_at(attempt, 1).version)
    }
    assert {memory.cell_id for memory in memories if not memory.missed} == right


def test_the_contrast_of_a_one_sided_service_is_no_evidence(learner):
    attempt = practice(learner, PracticeChoice(By.ROWS, service="ec2"))
    for item in served(attempt):
        give(attempt, item.position)

    judged = {memory.cell.layer.slug for memory in CellMemory.objects.filter(learner=learner)}
    assert judged == layers_of("ec2")


def test_nothing_on_the_page_tells_a_side_before_it_is_answered(learner_client, learner):
    start(learner_client)
    attempt = learner.attempts.get()
    item = item_at(attempt, 1)
    page = learner_client.get(item.get_absolute_url()).text

    for option in item.options:
        assert option.text in page.replace("&#x27;", "'")
        assert option.key not in page
        assert option.token not in page
        assert option.rationale[:40] not in page
    question = page.partition('id="question"')[2]
    assert "checked" not in question
    assert "expected" not in question
    names = re.findall(r'name="(row-[^"]+)"', question)
    assert len(set(names)) == len(item.options)


def test_rows_stand_in_another_order_for_anstranger(learner, stranger):
    orders = set()
    for someone in (learner, stranger):
        for _ in range(6):
            attempt = practice(someone, RDS, leaving=str(getattr(someone.attempts.last(), "pk", "")))
            orders.add(tuple(option.key for option in item_at(attempt, 1).options))

    assert len(orders) > 1


def test_missing_rows_are_named_and_what_was_chosen_stays(learner_client, learner):
    item = item_at(practice(learner, RDS), 1)
    rows = form_of(item, right_answer(item))
    name, owner = next(iter(rows.items()))
    page = learner_client.get(item.get_absolute_url()).text
    event = re.search(r'name="event"\s+value="([^"]+)"', page)[1]

    reply = learner_client.post(item.get_absolute_url(), {name: owner, "event": event})

    assert reply.status_code == 422
    assert f"Choose AWS or You for {len(rows) - 1} rows" in reply.text
    assert reply.text.count('<p class="error"') == len(rows) - 1
    assert len(re.findall(r'value="(?:aws|customer)"\s+checked', reply.text)) == 1
    assert not learner.attempts.get().items.exclude(result=None).exists()


# Afterwards


def test_missed_rows_are_asked_again_by_retry_and_by_the_practice_of_what_was_missed(learner):
    attempt = practice(learner, RDS)
    for item in served(attempt):
        give(attempt, item.position, right=False)
    missed = PracticeChoice(By.MISSED)
    pool = PracticePool(facts.current(), learner)

    assert {each.item for each in pool.of(missed)} == {item.version.item_id for item in served(attempt)}
    attempt.refresh_from_db()
    again = retry(attempt)
    assert {item.version.item_id for item in served(again)} == {item.version.item_id for item in served(attempt)}


def test_no_other_practice_counts_or_draws_them(learner):
    before = PracticePool(facts.current(), learner).stock(PracticeChoice(By.SERVICE, service="rds")).questions
    attempt = practice(learner, RDS)
    for item in served(attempt):
        give(attempt, item.position)

    pool = PracticePool(facts.current(), learner)
    assert pool.stock(PracticeChoice(By.SERVICE, service="rds")).questions == before
    made = set(Item.objects.filter(generator="rows-of-service").values_list("pk", flat=True))
    assert made.isdisjoint(each.item for each in pool.of(PracticeChoice(By.MIXED)))


def test_a_wrong_answer_in_rows_is_worth_nothing_and_a_partly_right_one_its_share(learner):
    attempt = practice(learner, RDS)
    item = item_at(attempt, 1)
    assert wrong_answer(item)["sorted"].keys() == right_answer(item)["sorted"].keys()

    outcome = give(attempt, 1, right=False)

    assert outcome.verdict == "wrong"


def test_after_one_task_on_several_services_the_fold_shows_that_layer_on_each(learner_client, learner):
    known = facts.current()
    key = "task/patch-operating-system"
    order = question_of_rows(key, stacks(known)[key][:MOST], seed="a", facts=known)
    attempt = practice_of(learner, *published([order.item]))
    before = learner_client.get(item_at(attempt, 1).get_absolute_url()).text
    assert "on these services" not in before
    give(attempt, 1, right=False)

    page = learner_client.get(item_at(attempt, 1).get_absolute_url()).text
    fold = " ".join(page.partition('class="fold"')[2].partition("</details>")[0].split())
    assert "Guest operating system on these services" in fold
    for cell in map(known.cell_by_id, order.cells):
        assert f'<a href="{cell.get_absolute_url()}">{cell.service.short_name}</a>' in fold
    assert "This layer on all services" in fold
