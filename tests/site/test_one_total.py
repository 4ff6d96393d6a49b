"""Facts are counted once: every page that names a total names the same one, and says what else it counts."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from matrix import facts
from planner.models import StudyPlan
from quizzes.memory.knowledge import totals_of
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
    assert totals_of(known).all == len(with_a_question)
    assert all(known.cell_by_id(pk).is_asked for pk in with_a_question)


def test_the_core_is_of_the_services_that_the_exam_asks_about_most():
    known, totals = facts.current(), totals_of(facts.current())

    core = [cell for cell in map(known.cell_by_id, questions_per_cell()) if cell.service.exam_weight == "core"]
    assert (totals.core, totals.services) == (len(core), len({cell.service.slug for cell in core}))
    assert 0 < totals.core < totals.all


def test_a_total_of_facts_says_whether_it_is_of_the_core_or_of_all_and_no_page_counts_cells(pages):
    totals = totals_of(facts.current())

    for address, words in pages.items():
        named = re.findall(r"\bof (?:the |all )?\d+ (?:core )?facts?\b", words)
        assert set(named) <= {f"of {totals.core} core facts", f"of all {totals.all} facts"}, address
        if address in ("/", "/progress/", "/plan/", "/practice/?by=mixed"):
            assert f"of all {totals.all} facts" in named, address
        if address in ("/", "/progress/"):
            assert f"of {totals.core} core facts" in named, address
        assert not re.search(r"\d+ (core )?cells?\b", words), address
