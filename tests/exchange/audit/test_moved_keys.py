"""How many moved keys the audit refutes, and how few right ones."""

from pathlib import Path

import pytest

from benchmarks.moved_keys import main, measure, own_questions, questions_in
from exchange.audit.findings import Certainty
from exchange.audit.refutation import KeyOutcome, Refuter
from matrix import facts

pytestmark = pytest.mark.django_db


def test_moved_keys_are_refuted_in_the_words_of_several_authors_and_right_keys_are_not():
    refuter = Refuter(facts.current())

    figures = measure(refuter, questions_in(Path(__file__).parent / "questions"))[""]

    assert figures.questions == 60
    assert figures.holds, f"{figures}"
    assert [finding.proof for _, finding in figures.false] == []
    assert figures.share > 0.9


def test_right_keys_of_our_own_questions_are_hardly_ever_refuted_and_never_for_certain():
    """They are right by construction, so each finding here is a false alarm."""
    refuter = Refuter(facts.current())
    judged = [refuter.judge(each.question) for each in own_questions()]

    alarms = [finding for _, findings in judged for finding in findings]

    assert [alarm.proof for alarm in alarms if alarm.sure is Certainty.CERTAIN] == []
    assert sum(alarm.sure is Certainty.LIKELY for alarm in alarms) < 0.005 * len(judged)
    assert len(alarms) < 0.03 * len(judged)
    assert sum(outcome is KeyOutcome.AGREES for outcome, _ in judged) > 0.7 * len(judged)


def test_the_measurement_fails_without_facts_or_questions(tmp_path, capsys):
    assert main(questions=str(tmp_path)) == 1
    assert capsys.readouterr().out == "There is no question with a key and a wrong option.\n"

    facts.FactsRevision.objects.all().delete()

    assert main() == 1
    assert "Run “manage.py migrate” and “manage.py load_content” first." in capsys.readouterr().out
