"""What a learner knows of rules and controls, and the new facts that follow a rule they know."""

import pytest

from matrix import facts
from matrix.learnable.rules import holding
from quizzes.memory.knowledge import facts_and_knowledge
from quizzes.memory.mastery import MemoryState
from quizzes.memory.rule_knowledge import rules_and_controls
from tests.helpers.memories import learned, remember

pytestmark = pytest.mark.django_db

FOLLOWS, EXCEPTION = "rds/hardware-network", "outposts/physical-facilities"


@pytest.fixture
def with_questions(monkeypatch):
    """Each cell is asked about by some question, whatever the bank holds."""
    ids = facts.current().cell_ids
    monkeypatch.setattr("quizzes.memory.knowledge.cells_with_a_question", lambda: ids)


def record(learner, path: str):
    known, knowledge = facts_and_knowledge(learner)
    return knowledge.of(known.cell(path))


def test_a_new_fact_that_follows_a_known_rule_is_told_apart_and_stays_new(learner, with_questions):
    assert not record(learner, FOLLOWS).by_rule

    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))

    told = record(learner, FOLLOWS)
    assert (told.state, told.name, told.by_rule) == (MemoryState.NEW, "by-rule", "Hardware and network")
    assert told.said == "New, known because of a rule: Hardware and network"


def test_an_exception_is_not_known_because_of_the_rule(learner, with_questions):
    learned(learner, "physical-facilities", days_ago=(3, 2, 0.1))

    assert record(learner, "rds/physical-facilities").by_rule
    assert not record(learner, EXCEPTION).by_rule


def test_the_rule_of_its_kind_has_to_be_known_where_there_is_one(learner, with_questions):
    learned(learner, "network-config", days_ago=(3, 2, 0.1))
    assert not record(learner, "s3/network-config").by_rule

    learned(learner, "abstracted/network-config", days_ago=(3, 2, 0.1))

    assert record(learner, "s3/network-config").by_rule


@pytest.mark.parametrize(
    ("days_ago", "right"), [((0.1, 0.1, 0.1), True), ((3, 2, 0.1), False), ((300, 299, 298), True)]
)
def test_a_rule_not_yet_known_or_not_known_any_more_makes_no_fact_known(learner, with_questions, days_ago, right):
    learned(learner, "hardware-network", days_ago=days_ago, right=right)

    assert not record(learner, FOLLOWS).by_rule


def test_what_was_asked_is_shown_by_its_own_answers(learner, with_questions):
    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))
    remember(learner, FOLLOWS, (0.1, False))

    assert (record(learner, FOLLOWS).name, record(learner, FOLLOWS).by_rule) == ("learning", "")


def test_totals_stay_those_of_facts_and_say_how_many_follow_a_known_rule(learner, with_questions):
    before = facts_and_knowledge(learner)[1].counts(facts.current().cells.values())
    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))

    known, knowledge = facts_and_knowledge(learner)
    counts = knowledge.counts(known.cells.values())

    assert (counts.cells, counts.states) == (before.cells, before.states)
    rule = holding(known)["hardware-network"]
    assert counts.by_rule == len(rule.conforming)
    assert f"{counts.by_rule} of the new ones known because of a rule" in counts.sentence


def test_progress_lists_each_rule_and_control_with_its_state(learner, learner_client):
    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))
    learned(learner, "control/patch-management", days_ago=(0.1,), right=False)

    (rules_told, rules), (controls_told, controls) = rules_and_controls(*facts_and_knowledge(learner))

    assert rules_told == f"1 of {len(rules)} rules known"
    assert controls_told == f"0 of {len(controls)} controls known"
    states = {each.rule.name: each.record.state for each in [*rules, *controls]}
    assert states["Hardware and network"] == MemoryState.KNOWN
    assert states["Patch management"] == MemoryState.LEARNING
    assert states["Virtualization"] == MemoryState.NEW
    page = learner_client.get("/progress/").text
    assert rules_told in page
    assert 'href="/layers/hardware-network/#rule-hardware-network"' in page


def test_the_list_of_rules_follows_the_answers(learner, learner_client):
    def known() -> int:
        return learner_client.get("/progress/").text.count(" · Known</span>")

    assert known() == 0
    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))
    assert known() == 1
    learned(learner, "hardware-network", days_ago=(0.1,), right=False)
    assert known() == 0


def test_the_map_explains_its_mark_only_where_it_is_used(learner, learner_client, with_questions):
    assert "known because of a rule" not in learner_client.get("/progress/").text

    learned(learner, "hardware-network", days_ago=(3, 2, 0.1))

    page = learner_client.get("/progress/").text
    assert 'data-memory="by-rule"' in page
    assert "No answer has shown it yet" in page
