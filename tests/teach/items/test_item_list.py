"""The list of questions and the table that is downloaded."""

import csv
import gc
import re

import pytest
from django.core.exceptions import FieldError
from django.http import QueryDict

from bank.content import content_of
from bank.models import Item, ItemVersion
from bank.publishing import publish
from matrix import facts
from quizzes.models import (
    AccountsItemStatistic,
    AccountsMarkCount,
    AccountsTimeCount,
)
from quizzes.statistics.figures import summarize
from teach.items.item_list import ItemList
from tests.helpers.item_pages import page_of, told, url_of
from tests.helpers.small_bank import plain, sat, small_quiz

pytestmark = pytest.mark.django_db


def paired(quiz, version: ItemVersion, *counts: tuple[int, int, int]) -> None:
    """So many attempts with a mark and a rest, of 4000."""
    AccountsMarkCount.objects.bulk_create(
        AccountsMarkCount(quiz=quiz, version=version, marks=marks, rest=rest, rest_maximum=4000, attempts=attempts)
        for marks, rest, attempts in counts
    )
    summarize([version.pk])


# The list


def test_an_answer_is_in_the_list_as_soon_as_somebody_looks(instructor_client, learner):
    sat(learner, small_quiz(), "rwu")

    page = page_of(instructor_client, "/teach/items/?quiz=small")

    assert page.count("1 of 1 right: 21 to 100%") == 1
    assert page.count("0 of 1 right: 0 to 79%") == 2
    assert page.count("No answers yet") == 2


def test_the_list_leaves_no_error_behind_that_holds_its_frames(without_collector):
    assert ItemList(QueryDict(), facts.current()).rows

    assert not [left for left in gc.get_objects() if isinstance(left, FieldError)]


def test_a_question_with_30_answers_shows_its_figures(instructor_client):
    quiz = small_quiz()
    item = told(quiz.slots.get(position=1).item.published, answers=212, right=151)
    paired(quiz, item.published, (1000, 4000, 60), (0, 1000, 40), (1000, 1000, 20), (0, 4000, 5))

    page = page_of(instructor_client, "/teach/items/?quiz=small")

    assert f'<a href="{url_of(item)}">What, plain-1?</a>' in page
    assert "EC2, guest operating system" in page
    assert 'data-l="Answers">212<' in page
    assert 'data-l="Right">71%<span class="interval">65 to 77%<' in page
    assert 'data-l="Discrim.">0.61<' in page
    assert "A 71%, key" in page
    assert "B 15%" in page
    assert re.search(r'data-l="Median">\d\d s<', page)
    assert "None" in page


def test_a_question_with_29_answers_shows_how_far_its_share_can_be_trusted(instructor_client):
    quiz = small_quiz()
    told(quiz.slots.get(position=1).item.published, answers=29, right=29)

    page = page_of(instructor_client, "/teach/items/?quiz=small")

    assert "29 of 29 right: 88 to 100%" in page
    assert "None needs a check" in page


def test_what_needs_a_look_comes_first_and_can_be_all(instructor_client):
    quiz = small_quiz()
    told(quiz.slots.get(position=1).item.published, right=60)
    told(quiz.slots.get(position=2).item.published, right=98)

    every = page_of(instructor_client, "/teach/items/?quiz=small")
    flagged = page_of(instructor_client, "/teach/items/?quiz=small&show=flagged")

    assert "1 of 5 questions needs a check." in every
    assert every.index("What, plain-2?") < every.index("What, plain-1?")
    assert "Too easy" in flagged
    assert "What, plain-1?" not in flagged


@pytest.mark.parametrize(
    ("sort", "first"), [("hard", "plain-3"), ("easy", "plain-1"), ("answers", "plain-2"), ("slow", "plain-1")]
)
def test_the_list_is_sorted_as_asked(instructor_client, sort, first):
    quiz = small_quiz()
    for position, answers, right in ((1, 100, 80), (2, 200, 100), (3, 90, 30)):
        told(quiz.slots.get(position=position).item.published, answers=answers, right=right)
    AccountsTimeCount.objects.filter(version__stem="What, plain-1?").update(duration=40)
    summarize(list(AccountsItemStatistic.objects.values_list("version", flat=True)))

    page = page_of(instructor_client, f"/teach/items/?quiz=small&sort={sort}")

    assert re.search(r"What, (plain-\d)\?", page)[1] == first


def test_the_filters_go_together(instructor_client):
    made_by_hand = Item.objects.filter(generator="", skill="shared").exclude(published=None)

    page = page_of(instructor_client, "/teach/items/?made=by-hand&skill=shared")

    assert f"{made_by_hand.count()} questions. None needs a check" in page


@pytest.mark.parametrize(
    "query", ["quiz=nothing", "skill=%00", "made=x&show=y&sort=z", "page=9999", "page=x", "show=flagged%27"]
)
def test_a_filter_that_nobody_knows_is_left_out(instructor_client, query):
    page_of(instructor_client, f"/teach/items/?{query}")


def test_filters_that_leave_nothing_say_so(instructor_client):
    assert "No questions match these filters." in page_of(instructor_client, "/teach/items/?show=flagged")


def test_the_next_page_keeps_the_filters(instructor_client):
    page = page_of(instructor_client, "/teach/items/?made=whose-layer&page=2")

    assert 'href="?made=whose-layer&amp;page=3"' in page
    assert 'href="?made=whose-layer&amp;page=1"' in page


def rows_of(client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(client.get(f"/teach/items.csv{query}").content.decode().splitlines()))


# The table


def test_the_table_holds_all_figures(instructor_client):
    quiz = small_quiz()
    for position in (1, 2):
        version = quiz.slots.get(position=position).item.published
        told(version, answers=100, right=60)
        paired(quiz, version, (1000, 4000, 60), (0, 1000, 40))

    row = rows_of(instructor_client, "?quiz=small&sort=answers")[0]

    assert (row["identifier"], row["answers"], row["right in percent"]) == ("plain-1", "100", "60.0")
    assert row["standard deviation in percent"] == "49.2"
    assert (row["discrimination index"], row["discriminative efficiency"]) == ("1.0", "1.0")
    assert row["effective weight in percent"] == "50.0"


def test_too_few_answers_leave_the_figures_empty_in_the_table(instructor_client):
    told(small_quiz().slots.get(position=1).item.published, answers=29, right=10)

    row = rows_of(instructor_client, "?quiz=small&sort=answers")[0]

    assert (row["answers"], row["right in percent"], row["median seconds"]) == ("29", "", "")


def test_no_spreadsheet_executes_a_question_and_figures_stay_numbers(instructor_client):
    quiz = small_quiz()
    evil = with_stem(plain("dangerous"), '=HYPERLINK("https://example.com")')
    told(evil)
    paired(quiz, evil, (0, 4000, 60), (1000, 1000, 40))

    [row] = [row for row in rows_of(instructor_client, "?made=by-hand") if row["identifier"] == "dangerous"]

    assert row["question"].startswith("'=HYPERLINK")
    assert row["discrimination index"] == "-1.0"


def with_stem(version: ItemVersion, stem: str) -> ItemVersion:
    return publish(version.item, content_of(version) | {"stem": stem})
