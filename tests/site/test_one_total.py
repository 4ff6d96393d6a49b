"""Facts are counted once: every page that names a total names the same one, and says what else it counts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matrix import facts
from planner.models import StudyPlan
from quizzes.memory.knowledge import core_of, facts_asked, is_asked
from quizzes.pool import questions_per_cell

pytestmark = pytest.mark.django_db

PAGES = ("/", "/progress/", "/plan/", "/practice/?by=mixed", "/review/", "/matrix/changes/", "/progress/attempts/")


def words_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


@pytest.fixture
def pages(learner_client, learner):
    StudyPlan.objects.create(learner=learner, exam_on=timezone.localdate() + timedelta(days=20))
    return {address: words_of(learner_client.get(address).text) for address in PAGES}


def test_the_total_is_of_what_learners_are_asked_about():
    known = facts.current()

    with_a_question = questions_per_cell()
    assert facts_asked(known) == len(with_a_question)
    assert all(is_asked(known.cell_by_id(pk)) for pk in with_a_question)


def test_every_page_names_the_same_total_of_facts(pages):
    known = facts.current()
    total, core = facts_asked(known), len(core_of(known).intersection(questions_per_cell()))
    counted = re.compile(r"of (?:the )?(\d+) (?:core )?facts")
    named = {address: set(map(int, counted.findall(words))) for address, words in pages.items()}

    assert set().union(*named.values()) == {total, core}
    for address in ("/", "/progress/", "/plan/", "/practice/?by=mixed"):
        assert total in named[address], address
    for address, words in pages.items():
        assert not re.search(rf"{core} facts(?! in)", words.replace(f"{core} of {total} facts", "")), address


def test_no_page_of_a_learner_counts_cells(pages):
    for address, words in pages.items():
        assert not re.search(r"\d+ (core )?cells?\b", words), address
