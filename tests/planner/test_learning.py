"""A quick form of the simulation: few learners, but the same seed gives the same figures every time."""

import re
from pathlib import Path
from random import Random
from statistics import fmean

import pytest

from benchmarks.learning import publishing
from benchmarks.learning.__main__ import main
from benchmarks.learning.bound import bound
from benchmarks.learning.content import world
from benchmarks.learning.exams import asked, weights
from benchmarks.learning.floors import floors, minutes_for_the_plans_knowledge
from benchmarks.learning.learners import Person, RowTimes
from benchmarks.learning.memories import MEMORIES, RulesMemory
from benchmarks.learning.policies import Leitner, Shuffled, Situation
from benchmarks.learning.record import Question, SimulatedRecord
from benchmarks.learning.results import Store, advantage, known
from benchmarks.learning.todays_plan import TodaysPlan
from benchmarks.learning.trial import Setting, TrialOutcome, practise
from matrix.facts import Facts, current
from matrix.learnable.rules import conforms, rules_over
from matrix.learnable.weights import weights_of

LEARNING = Path(__file__).parents[2] / "docs/learning.md"
SHORT = Setting("fsrs", days=6, minutes=4)


def situation(*, rows: bool = False, exam: str = "content", person: Person | None = None) -> Situation:
    person = person or Person.draw("fsrs", Random(1))
    told = weights(exam)
    return Situation(SimulatedRecord(), 14, 600, told, weights("tiers"), rows, Random(1), person)


def test_learners_of_the_engine_know_more_of_the_exam_than_those_of_a_shuffled_deck():
    found = Store(None).results([SHORT], ["engine", "shuffled"], learners=3, seed=1)[SHORT]

    assert fmean(known(found["engine"])) > 1.25 * fmean(known(found["shuffled"]))


def test_the_clairvoyant_knows_at_least_as_much_as_every_simple_policy():
    simple = ["shuffled", "heavy", "fsrs90", "leitner", "plan"]

    found = Store(None).results([SHORT], ["clairvoyant", *simple], learners=4, seed=1)[SHORT]

    assert fmean(known(found["clairvoyant"])) >= max(fmean(known(found[each])) for each in simple)


def test_the_same_seed_gives_the_same_figures():
    assert practise(SHORT, 3, 7, "leitner") == practise(SHORT, 3, 7, "leitner")
    assert practise(SHORT, 3, 7, "leitner") != practise(SHORT, 3, 8, "leitner")


def test_an_outcome_that_was_kept_is_not_simulated_again(tmp_path):
    file = tmp_path / "outcomes"
    first = Store(file).outcome(SHORT, "heavy", 1, 1)
    size = file.stat().st_size

    again = Store(file).outcome(SHORT, "heavy", 1, 1)

    assert again == first
    assert file.stat().st_size == size


def test_the_command_prints_what_is_known_and_how_far_the_engine_is_ahead(capsys):
    some = ["--memories", "fsrs,rules", "--policies", "engine,shuffled", "--rows", "no"]

    main(["--learners", "2", "--days", "3", "--minutes", "3", *some])

    told = capsys.readouterr().out
    assert "| content | rules | 3 × 3 | no |" in told
    assert "the engine ahead of" in told


@pytest.mark.django_db
class TestAsOnTheSite:
    def test_cells_rules_and_controls_are_the_facts_that_may_be_asked(self):
        facts = current()

        assert {fact.key for fact in world().facts} == {key_of(subject, facts) for subject in weights_of(facts)}

    def test_a_cell_conforms_to_the_same_rules(self):
        facts = current()

        for fact in world().cells:
            cell = facts.cell(fact.key)
            on_site = {over.rule.slug: conforms(over.rule, cell) for over in rules_over(cell, facts)}
            names = [world().facts[rule].key for rule in fact.rules]
            assert dict(zip(names, fact.conforms, strict=True)) == on_site

    def test_the_exam_weighs_each_fact_alike(self):
        facts = current()

        on_site = {key_of(subject, facts): share for subject, share in weights_of(facts).items()}

        assert {fact.key: weights("content")[fact.number] for fact in world().facts} == pytest.approx(on_site)


def key_of(subject: int | str, facts: Facts) -> str:
    return facts.cell_by_id(subject).path if isinstance(subject, int) else subject


class TestContent:
    def test_exceptions_do_not_conform_to_the_rule_of_their_layer(self):
        cell = next(fact for fact in world().facts if fact.key == "outposts/physical-facilities")

        [rule] = [number for number in cell.rules if world().facts[number].key == "physical-facilities"]

        assert not cell.conforms[cell.rules.index(rule)]
        assert cell.number not in world().conforming[rule]
        assert len(world().conforming[rule]) > 20

    def test_the_exam_of_the_content_leaves_nothing_out(self):
        shares = weights("content")

        assert sum(shares) == pytest.approx(1)
        assert min(shares) > 0.09 / len(shares)

    def test_what_is_asked_is_off_what_is_told_by_the_same_factor_up_or_down(self):
        told, truth = weights("content"), asked("content", 1, 1)

        factors = {round(truth[fact] / told[fact], 6) for fact in range(len(told))}

        assert len(factors) == 2
        assert max(factors) / min(factors) == pytest.approx(2.71828, abs=1e-4)
        assert asked("equal", 1, 1) == weights("equal")


@pytest.mark.parametrize("memory", MEMORIES)
class TestEachMemory:
    def test_forgets_with_time(self, memory):
        mind = MEMORIES[memory](Random(1), world())
        mind.study(2, day=0, second=0, recalled=True)

        recalls = [mind.own(2, day) for day in (1, 5, 20, 60)]

        assert recalls == sorted(recalls, reverse=True)
        assert 0 < recalls[-1] < recalls[0] < 1

    def test_is_not_changed_by_imagining_an_answer(self, memory):
        mind = MEMORIES[memory](Random(1), world())
        mind.study(2, day=0, second=0, recalled=False)
        before = mind.own(2, 9)

        imagined = mind.imagine(2, day=4, exam=9)

        assert imagined > before == mind.own(2, 9)


def test_a_rule_that_is_recalled_answers_its_cells_and_leads_astray_on_exceptions():
    mind = RulesMemory(Random(1), world())
    rule = next(fact.number for fact in world().facts if fact.key == "physical-facilities")
    conforming = world().conforming[rule][0]
    exception = next(fact.number for fact in world().facts if fact.key == "outposts/physical-facilities")
    mind.study(exception, day=0, second=0, recalled=True)
    alone = mind.recall(exception, 1)

    for _ in range(3):
        mind.study(rule, day=0, second=0, recalled=True)

    assert mind.own(conforming, 1) == 0
    assert mind.recall(conforming, 1) > 0.4
    assert mind.recall(exception, 1) < alone


@pytest.mark.parametrize(("share", "traces"), [(0.0, 0), (1.0, 3)])
def test_a_row_leaves_a_trace_only_if_it_is_taken_in(share, traces):
    person = Person.draw("halflife", Random(1), RowTimes(5, share))
    met = set(person.memory.traces)
    fresh = [fact for fact in range(100) if fact not in met][:3]

    answer = person.answer(fresh, day=0, second=0)

    assert len(answer.right) == 3
    assert len(set(person.memory.traces) - met) == traces


def test_the_rows_of_a_question_can_stand_together():
    deck = Shuffled(situation(rows=True))
    deck.left = [fact for stack in world().stacks.values() for fact in stack]

    sizes = set()
    for question in deck.questions(0, 600, set()):
        sizes.add(len(question.facts))
        assert any(set(question.facts) <= set(stack) for stack in world().stacks.values())

    assert sizes <= {1, 3, 4, 5}
    assert max(sizes) == 5


def test_a_box_of_leitner_waits_twice_as_long_as_the_one_before():
    at = situation()
    leitner = Leitner(at)
    [first, *_] = leitner.questions(0, 600, set())
    waits = []
    day = 0
    for _ in range(3):
        judged = at.record.add(
            first, day, at.person.answer(first.facts, day, 0)._replace(right=(True,), confidence=None)
        )
        leitner.answered(first, judged, 10)
        waits.append(leitner.due[first.facts[0]] - day)
        day = leitner.due[first.facts[0]]

    assert waits == [2, 4, 8]
    assert first in leitner.questions(day, 600, set())


def test_the_plan_of_before_asks_core_cells_first_and_no_rule():
    asked_first = [question.facts for question in TodaysPlan(situation()).questions(0, 600, set())]

    assert {world().facts[fact].core for [fact] in asked_first} == {"core"}


@pytest.mark.parametrize("memory", ["fsrs", "halflife"])
def test_nobody_knows_more_than_the_bound_says(memory):
    setting = Setting(memory, days=4, minutes=5, exam="equal")

    most = bound(setting, 1, 1)

    grid = 0.01
    assert practise(setting, 1, 1, "clairvoyant").known - grid < most < 0.3


def test_there_is_no_bound_where_facts_depend_on_each_other():
    with pytest.raises(ValueError, match="depend"):
        bound(SHORT._replace(memory="rules"), 1, 1)


def test_a_floor_that_is_not_reached_is_said_in_bold():
    better, worse = (
        [TrialOutcome(known=share) for share in (0.5, 0.6)],
        [TrialOutcome(known=share) for share in (0.45, 0.5)],
    )
    setting = Setting("fsrs", 14, 10, rows=True)

    reached = floors({setting: {"engine": better, "shuffled": [TrialOutcome(known=each) for each in (0.3, 0.4)]}})
    missed = floors({setting: {"engine": better, "shuffled": worse}})

    assert "| +57 ± " in reached
    assert "| yes |" in reached.splitlines()[2]
    assert "| **no** |" in missed.splitlines()[2]


def test_beside_a_floor_stands_what_the_clairvoyant_reaches_with_the_same_learners():
    setting = Setting("rules", 14, 10, rows=True)
    shares = {"engine": (0.8, 0.9), "shuffled": (0.7, 0.8, 0.1), "clairvoyant": (0.85, 0.95, 0.2)}

    outcomes = {policy: [TrialOutcome(known=each) for each in found] for policy, found in shares.items()}
    told = floors({setting: outcomes})

    assert "-40 ± 16 % (clairvoyant -60 ± 24) | yes |" in told


def test_tables_and_picture_are_written_into_the_page(tmp_path, monkeypatch):
    monkeypatch.setattr(publishing, "DOCS", tmp_path)
    page = tmp_path / "learning.md"
    page.write_text(re.sub(r"(<!-- (\w+) -->\n).*?(?=<!-- end)", r"\1old\n", LEARNING.read_text(), flags=re.DOTALL))
    seen = TrialOutcome(0.5, 0.6, 9, 9, 9, 0, [(0.8, True)], [(0.5, 0.4, 0.6, 0.5)] * 2, (5, 4, 6, 5))

    publishing.publish({Setting("fsrs", 14, 10, rows=True): {"engine": [seen, seen], "shuffled": [seen, seen]}})

    assert "\nold\n" not in page.read_text()
    assert "| content | fsrs | 14 × 10 | yes | 2 | 50.0 | 50.0 |" in page.read_text()
    assert "fsrs, 14 × 10 minutes" in (tmp_path / "learning.svg").read_text()


def test_the_minutes_for_the_same_knowledge_lie_between_those_that_were_simulated():
    def of(*shares: float) -> list[TrialOutcome]:
        return [TrialOutcome(known=share) for share in shares]

    plan, engine = Setting("fsrs", 14, 10), Setting("fsrs", 14, 5, rows=True)
    results = {
        plan: {"plan": of(0.4, 0.6)},
        engine: {"engine": of(0.35, 0.55)},
        engine._replace(minutes=7): {"engine": of(0.5, 0.6)},
    }

    assert minutes_for_the_plans_knowledge(results, "fsrs") == pytest.approx(6)
    assert minutes_for_the_plans_knowledge(results, "actr") is None


def test_an_advantage_is_a_ratio_of_means_and_pairs_narrow_its_interval():
    theirs = [10.0, 20.0, 30.0, 40.0]

    exact, loose = advantage([12.0, 24.0, 36.0, 48.0], theirs), advantage([48.0, 36.0, 24.0, 12.0], theirs)

    assert (exact.mean, exact.margin) == pytest.approx((0.2, 0))
    assert loose.mean == pytest.approx(0.2)
    assert loose.margin == pytest.approx(1.215, abs=0.001)


def test_a_review_is_told_apart_from_a_first_meeting_and_from_the_same_day():
    record, question = SimulatedRecord(), Question((3,))
    person = Person.draw("fsrs", Random(1))

    days = [record.add(question, day, person.answer((3,), day, 0))[0].days for day in (0, 0, 4)]

    assert days == [None, 0, 4]
