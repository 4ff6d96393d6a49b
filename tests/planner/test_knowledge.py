"""What pages show of a learner's memories: the mastery map in all its places, and the record of one cell."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Learner
from bank.models import Claim, Form
from matrix import facts
from matrix.grid import make_grid
from matrix.models import FactConfidence, Responsibility
from planner.small_map import ANSWERED, small_map
from quizzes.memory.knowledge import NOT_ASKED, facts_and_knowledge, knowledge, memories_of, totals_of
from quizzes.memory.mastery import MemoryState
from quizzes.models import CellMemory
from tests.helpers.pages import tight
from tests.helpers.past_answers import Given, sat
from tests.helpers.practices import versions_on
from tests.helpers.questions import sorting
from tests.helpers.sittings import answer_all, begin, statements_of

pytestmark = pytest.mark.django_db

CELL = "ec2/guest-os"
PAGE = "/matrix/ec2/guest-os/"
NOW = datetime.now(UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def asking(cell: str):
    """A question that tells of this cell and no other."""
    return next(version for version in versions_on(cell, 20) if version.form in (Form.CHOOSE_ONE, Form.OWNER))


@pytest.fixture
def question():
    return asking(CELL)


def known_of(learner, at=NOW, zone=UTC):
    _, rows = facts.current_and(memories_of(learner.pk, CellMemory))
    return knowledge(rows, at=at, zone=zone, facts=facts.current())


def record(learner, at=NOW, zone=UTC):
    return known_of(learner, at, zone).of(facts.current().cell(CELL))


# States


def test_a_night_passes_where_the_learner_lives(learner, stranger, question):
    Learner.objects.filter(pk=learner.pk).update(time_zone="Pacific/Auckland")
    evening = datetime(2026, 3, 1, 10, tzinfo=UTC)  # 23:00 in Auckland
    for somebody in (Learner.objects.get(pk=learner.pk), stranger):
        for hours in (0, 1, 4):
            sat(somebody, evening + timedelta(hours=hours), [Given(question)])

    shortly_after = evening + timedelta(hours=5)
    assert record(learner, shortly_after).state == MemoryState.KNOWN
    assert record(stranger, shortly_after).state == MemoryState.LEARNING


def test_a_right_answer_is_due_from_the_day_on_which_it_is_recalled_with_less_than_eight_tenths(learner, question):
    sat(learner, days_ago(1), [Given(question)])

    found = [record(learner, NOW + timedelta(days=days)) for days in range(60)]

    assert found[0].state == MemoryState.LEARNING
    assert [each.state == MemoryState.DUE for each in found] == [each.recall < 0.8 for each in found]
    assert found[-1].state == MemoryState.DUE


def test_nothing_that_was_answered_right_today_is_due(learner, question):
    others = [version for path in cells_of("rds") for version in versions_on(path)]
    morning = days_ago(1).replace(hour=9)
    for days in (30, 25, 20, 15, 10, 5):
        sat(learner, morning - timedelta(days=days), [Given(version, right=False) for version in others])
    sat(learner, morning, [Given(version) for version in others])

    counts = known_of(learner, morning + timedelta(hours=3)).counts(facts.current().cells.values())

    assert counts.seen > 5
    assert not counts.states[MemoryState.DUE] + counts.states[MemoryState.FORGOTTEN]


def test_what_is_forgotten_is_said_with_doubt(learner, question):
    for days in (40, 39):
        sat(learner, days_ago(days), [Given(question, confidence="think-so")])

    found = record(learner, NOW + timedelta(days=4000))

    assert (found.state, found.said) == (MemoryState.FORGOTTEN, "Forgotten?")


def test_a_stuck_cell_is_marked(learner, question):
    for days in range(9, 1, -1):
        sat(learner, days_ago(days), [Given(question, right=False)])

    found = record(learner)

    assert (found.state, found.stuck) == (MemoryState.LEARNING, True)
    assert found.said == "Learning, still tricky"


def test_what_is_forgotten_is_told_by_the_learners_own_pace(learner, question):
    for days in (40, 39, 38):
        sat(learner, days_ago(days), [Given(question)])
    others = [version for path in cells_of("rds") for version in versions_on(path)]
    assert record(learner).state in (MemoryState.KNOWN, MemoryState.DUE)

    # Others of their cells were always forgotten within days.
    for days in (30, 25, 20, 15, 10, 5):
        sat(learner, days_ago(days), [Given(version, right=False) for version in others])

    assert record(learner).state == MemoryState.FORGOTTEN
    assert record(learner).secure


def cells_of(service: str) -> list[str]:
    return [f"{service}/{layer}" for layer in facts.current().layers]


def test_nobody_is_asked_about_a_cell_that_does_not_apply_or_is_not_sure_enough(learner):
    missing = next(cell for cell in facts.current().cells.values() if cell.owner == "not_applicable")
    Responsibility.objects.filter(pk=facts.current().cell(CELL).pk).update(confidence=FactConfidence.LOW)
    known = facts._load(facts.current().revision)

    knows_nothing = knowledge(None, at=NOW, zone=UTC, facts=known)

    assert knows_nothing.of(missing) == NOT_ASKED
    assert knows_nothing.of(known.cell(CELL)) == NOT_ASKED
    assert knows_nothing.counts([missing, known.cell(CELL), known.cell("rds/guest-os")]).cells == 1


def test_counts_are_over_the_cells_given(learner, question):
    sat(learner, days_ago(1), [Given(question), Given(asking("rds/guest-os"), right=False)])
    cells = [facts.current().cell(f"{service}/guest-os") for service in ("ec2", "rds", "lambda")]

    counts = known_of(learner).counts(cells)

    assert {state: count for state, count in counts.rows if count} == {MemoryState.NEW: 1, MemoryState.LEARNING: 2}
    assert (counts.cells, counts.seen, counts.known, counts.stuck) == (3, 2, 0, 0)
    assert counts.sentence == "3 facts: 2 learning, 1 new."


def test_facts_and_memories_come_in_one_query(learner, question, django_assert_num_queries):
    sat(learner, days_ago(2), [Given(question)])
    facts.current()

    with django_assert_num_queries(1):
        _, known = facts_and_knowledge(learner)

    assert known.of(facts.current().cell(CELL)).state == MemoryState.LEARNING


# The map


def boxes(page: str) -> list[str]:
    return re.findall(r'<td class="cell.*?</td>', tight(page))


def edges(page: str) -> list[str]:
    return re.findall(r'<td class="cell[^>]*?(?: data-edge="([br ]+)")?>', tight(page))


def test_the_explorer_shows_the_matrix_in_words_of_mastery_with_its_boundary(learner_client, learner, question):
    sat(learner, days_ago(20), [Given(question)])

    page = learner_client.get("/matrix/?view=mastery").text

    [box] = [box for box in boxes(page) if f'"{PAGE}?view=mastery"' in box]
    assert 'data-memory="due"' in box
    assert "EC2, Guest operating system:" in box
    assert "Due for review" in box
    assert edges(page) == edges(learner_client.get("/matrix/").text)
    assert 'data-owner="customer">' not in page


def test_a_filter_says_how_much_of_what_it_shows_is_known(learner_client, learner, question):
    sat(learner, days_ago(20), [Given(question)])

    page = learner_client.get("/matrix/?view=mastery&owner=aws", headers={"HX-Request": "true"}).text

    assert re.search(r'data-said="\d+ facts: \d+ new\."', page)
    assert PAGE not in page


def test_a_visitors_map_is_all_unseen(client):
    page = client.get("/matrix/?view=mastery&kind=all").text

    assert set(re.findall(r'<td class="cell" data-memory="([^"]+)"', page)) == {"new", "none"}


@pytest.mark.parametrize("path", ["/matrix/?view=mastery&kind=all", f"{PAGE}?view=mastery", "/matrix/"])
def test_the_matrix_costs_four_queries_with_its_record(learner_client, learner, question, path):
    sat(learner, days_ago(20), [Given(question)])
    learner_client.get(path)

    with CaptureQueriesContext(connection) as captured:
        learner_client.get(path)

    assert len(statements_of(captured)) <= 4


def test_a_cell_shows_ones_own_record_of_it(learner_client, stranger_client, client, learner, question):
    sat(learner, days_ago(21), [Given(question, right=False)])
    sat(learner, days_ago(20), [Given(question, confidence="guess")])

    page = learner_client.get(PAGE).text

    assert "Your record" in page
    assert "2 answers, the last right, by a guess on" in page
    assert re.search(r"\d+% likely to be recalled now", page)
    assert "You haven’t answered a question about it yet." in stranger_client.get(PAGE).text
    assert "Your record" not in client.get(PAGE).text


def test_a_stuck_cell_says_what_to_do_instead(learner_client, learner, question):
    for days in range(9, 1, -1):
        sat(learner, days_ago(days), [Given(question, right=False)])

    page = learner_client.get(PAGE, headers={"HX-Request": "true"}).text

    assert "Still tricky: 8 tries without 3 right in a row" in page
    assert "likely to be recalled" not in page


def test_progress_maps_all_services_and_counts_what_is_known(learner_client, learner, question):
    for days in (9, 6, 1):
        sat(learner, days_ago(days), [Given(question)])

    page = learner_client.get("/progress/").text

    assert len(boxes(page)) == len(facts.current().cells)
    totals = totals_of(facts.current())
    assert f"You know 1 of {totals.core_facts} and 1 of {totals.all_facts}." in tight(page)


def asked_first(layer: str):
    return next((each for each in versions_on(f"rds/{layer}", 20) if each.form == Form.CHOOSE_ONE), None)


def test_home_counts_the_core_facts_by_state(learner_client, learner, question):
    sat(learner, days_ago(1), [Given(question)])

    page = tight(learner_client.get("/").text)

    totals = totals_of(facts.current())
    assert f"<small>of {totals.core_facts}</small>" in page
    key = dict(re.findall(r'data-memory="(\w+)"></span><span>[^<]+</span><span class="num">(\d+)<', page))
    assert key == {"known": "0", "due": "0", "learning": "1", "forgotten": "0", "new": str(totals.core - 1)}


@pytest.mark.parametrize(
    ("answered", "wrong", "named"), [(ANSWERED - 1, 2, False), (ANSWERED, 2, True), (ANSWERED, 1, False)]
)
def test_a_service_is_called_weakest_only_after_enough_answers_and_two_wrong_ones(
    learner_client, learner, question, answered, wrong, named
):
    of_rds = [version for version in map(asked_first, facts.current().layers) if version][:answered]
    sat(learner, days_ago(1), [Given(version, right=place >= wrong) for place, version in enumerate(of_rds)])
    sat(learner, days_ago(1), [Given(question, right=False)])

    page = tight(learner_client.get("/").text)

    assert (f"Weakest: RDS (last answer not right on 2 of {ANSWERED} facts)" in page) is named
    assert "EC2 (last" not in page


def test_the_small_map_draws_each_core_fact_and_the_boundary_between_them():
    known = facts.current()
    drawn = small_map(known, knowledge(None, at=NOW, zone=UTC, facts=known))

    assert drawn
    assert [(name, path.count("M")) for name, path in drawn.tiles] == [("new", totals_of(known).core)]
    pieces = sum(len(box.edge.split()) for box in make_grid(drawn.services, known).boxes)
    assert drawn.boundary.count("M") == pieces


def test_a_summary_says_what_is_known_now_of_the_facts_it_asked(learner_client, learner, question):
    attempt = sat(learner, days_ago(30), [Given(question), Given(asking("rds/guest-os"), right=False)])

    page = tight(learner_client.get(attempt.get_absolute_url()).text)

    told = re.findall(r'<span class="sw" data-memory="(\w+)"></span>([^<]+)<', page)
    assert sorted(told) == [("due", "Due for review"), ("learning", "Learning")]


def test_a_summary_shows_the_fact_of_each_row(learner_client, learner):
    version = sorting()
    attempt = sat(learner, days_ago(1), [Given(version)])

    page = learner_client.get(attempt.get_absolute_url()).text

    states = page[page.index("What you know now") :]
    about = {claim.about for claim in Claim.objects.about_cells().filter(option__version=version)}
    assert len(about) > 1
    assert all(facts.current().cell_by_id(pk).get_absolute_url() in states for pk in about)


def test_answers_of_today_are_in_the_summary_at_once(learner_client, learner):
    attempt = answer_all(begin(learner), wrong={1})

    page = learner_client.get(attempt.get_absolute_url()).text

    assert 'data-memory="learning"' in page
