"""Which wrong ideas a learner has met, has open, and has put right."""

from datetime import datetime

import pytest
from django.db.models import F

from bank.models import ItemVersion, Misconception, Option
from matrix import facts
from planner.misconceptions import MisconceptionState, met_by
from quizzes.ledger import choosing
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.models import ItemResult
from tests.helpers.past_answers import Given, sat
from tests.helpers.progress import about, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    return Misconception.objects.get(slug="managed-means-everything")


@pytest.fixture
def tempting(idea) -> Option:
    """An option that stands for it, in a question that tells of another cell than its two."""
    options = Option.objects.filter(
        misconception=idea.slug, is_key=False, version__item__published=F("version"), expected=""
    )
    return next(
        option
        for option in options.select_related("version")
        if not {idea.here_id, idea.there_id} & set(option.version.tested_cells.values_list("cell", flat=True))
    )


def show(learner, option: Option, at: datetime) -> None:
    sat(learner, at, [Given(option.version, answer=choosing(option.key))])


def states(learner) -> list[tuple[str, int, MisconceptionState]]:
    return [(met.name, met.often, met.state) for met in met_by(learner, *facts_and_knowledge(learner))]


def pair(idea) -> list[ItemVersion]:
    known = facts.current()
    return [about(known.cell_by_id(pk).path) for pk in (idea.here_id, idea.there_id)]


def test_an_idea_is_met_when_an_option_that_stands_for_it_is_chosen(learner, stranger, idea, tempting):
    show(learner, tempting, days_ago(9))
    show(learner, tempting, days_ago(8))
    sat(stranger, days_ago(8), [Given(tempting.version)])

    assert states(learner) == [(idea.name, 2, MisconceptionState.OPEN)]
    assert states(stranger) == []


def test_an_idea_is_cured_by_later_right_answers_about_both_of_its_cells(learner, idea, tempting):
    here, there = pair(idea)
    sat(learner, days_ago(10), [Given(here), Given(there)])
    show(learner, tempting, days_ago(9))
    assert states(learner) == [(idea.name, 1, MisconceptionState.OPEN)]

    sat(learner, days_ago(8), [Given(here, confidence="guess"), Given(there)])
    assert states(learner) == [(idea.name, 1, MisconceptionState.ON_THE_WAY)]

    sat(learner, days_ago(7), [Given(here)])
    assert states(learner) == [(idea.name, 1, MisconceptionState.CURED)]


def test_a_cured_idea_is_open_again_when_a_cell_is_missed_or_it_shows_again(learner, idea, tempting):
    here, there = pair(idea)
    show(learner, tempting, days_ago(9))
    sat(learner, days_ago(8), [Given(here), Given(there)])

    sat(learner, days_ago(7), [Given(there, right=False)])
    assert (idea.name, 1, MisconceptionState.ON_THE_WAY) in states(learner)

    sat(learner, days_ago(6), [Given(there)])
    show(learner, tempting, days_ago(5))
    assert (idea.name, 2, MisconceptionState.OPEN) in states(learner)


def test_a_question_that_was_left_out_shows_no_idea(learner, tempting):
    show(learner, tempting, days_ago(1))
    ItemResult.objects.update(left_out=True)

    assert states(learner) == []


def test_a_row_on_the_wrong_side_shows_its_idea(learner):
    row = Option.objects.exclude(expected="").exclude(misconception="").select_related("version").first()
    assert row
    rows = {option.key: option.expected for option in row.version.options.all()}
    wrong = {"aws": "customer", "customer": "aws"}[row.expected]
    sat(learner, days_ago(2), [Given(row.version, answer={"sorted": rows})])
    assert states(learner) == []

    sat(learner, days_ago(1), [Given(row.version, answer={"sorted": rows | {row.key: wrong}})])

    idea = Misconception.objects.get(slug=row.misconception)
    assert [(name, often) for name, often, _ in states(learner)] == [(idea.name, 1)]


def test_the_page_says_what_puts_an_idea_right_and_where_to_practice_it(learner_client, learner, idea, tempting):
    show(learner, tempting, days_ago(1))

    page = learner_client.get("/progress/misconceptions/").text

    assert idea.cure in page.replace("&#x27;", "'")
    assert "1 found, 0 resolved" in page
    assert page.count("/practice/?by=cell&amp;service=") == 2
