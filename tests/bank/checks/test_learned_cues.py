"""What a person can guess from how keys sound in questions on other services."""

from dataclasses import replace

import pytest

from bank.checks.learned_cues import all_words, chances, first_word, guessed, learned, problems_of_cues
from bank.checks.snapshot import SnapshotQuestion
from bank.models import Form, Needs
from matrix import facts
from tests.helpers.checked_banks import asked

SERVICES = [f"service-{number}" for number in range(40)]


def on_each_service(
    key: str, *distractors: str, form: str = Form.CHOOSE_ONE, stem: str = ""
) -> list[SnapshotQuestion]:
    return [
        replace(
            asked(
                f"{key}-{service}", f"{service}: {stem}?", key, *distractors, generator="kind", cells=[f"{service}/x"]
            ),
            form=form,
        )
        for service in SERVICES
    ]


def test_a_verb_that_is_always_right_is_learned():
    questions = on_each_service("choose a key", "patch a host", "replace a disk", "guard a door")

    assert sum(chances(questions, first_word)) == len(questions)


def test_a_verb_that_is_right_as_often_as_wrong_teaches_nothing():
    turned = [
        asked(f"one-{number}", "Who?", *texts, cells=[f"service-{number}/x"], generator="kind")
        for number in range(40)
        for texts in [("choose a key", "patch a host") if number % 2 else ("patch a host", "choose a key")]
    ]

    assert sum(chances(turned, first_word)) <= len(turned) / 2


def test_pairs_of_words_are_learned_where_single_words_say_nothing():
    questions = [
        asked(f"one-{number}", "Who?", *texts, cells=[f"service-{number}/x"], generator="kind")
        for number in range(40)
        for texts in [("AWS patches", "you encrypt") if number % 2 else ("you patch", "AWS encrypts")]
    ]

    assert sum(chances(questions, all_words)) == len(questions)


def test_a_service_teaches_nothing_about_itself():
    """Forty services, each with a word of its own that is always right there."""
    questions = [
        asked(f"one-{number}-{turn}", "Who?", f"word{number}", "alpha", "beta", cells=[f"service-{number}/x{turn}"])
        for number in range(40)
        for turn in range(2)
    ]

    from_other_services = chances(questions, all_words, [lambda question: question.cells[0].partition("/")[0]])

    # What was never seen looks likelier than what was always wrong, and that is all there is to learn.
    assert set(from_other_services) <= {0.0, 1.0}
    assert chances(questions[:1], all_words) == [pytest.approx(1 / 3)]


def test_where_options_are_always_the_same_the_stem_is_read():
    questions = [
        *on_each_service("AWS", "The customer", form=Form.OWNER, stem="Who guards the door"),
        *on_each_service("The customer", "AWS", form=Form.OWNER, stem="Who chooses the key"),
    ]

    assert {words for _, words in guessed(questions).values()} == {1.0}


@pytest.mark.django_db
def test_kinds_and_layers_that_tell_too_much_are_named():
    known = facts.current()
    telling = [
        replace(question, cells=[f"{service}/backup-recovery"])
        for question, service in zip(
            on_each_service("choose a key", "patch a host", "replace a disk"), known.services, strict=False
        )
    ]

    lines = "\n".join(problems_of_cues(learned(telling, known)))

    assert "Questions that need a fact: the first word of the options" in lines
    assert "Questions on layers that move" in lines
    told = f"the words of the options, learned on other services, answers 100% of {len(telling)}"
    assert f"Questions of the kind kind: {told}" in lines


@pytest.mark.django_db
def test_a_rule_may_be_learned_from_other_services():
    known = facts.current()
    telling = [replace(each, needs=Needs.RULE) for each in on_each_service("choose a key", "patch a host")]

    figures = learned(telling, known)

    assert [(each.group, each.all_words) for each in figures] == [("that a rule answers", 1.0)]
    assert list(problems_of_cues(figures)) == []


def test_a_few_questions_of_a_kind_are_not_judged():
    questions = on_each_service("choose a key", "patch a host")[:29]

    assert [line for line in problems_of_cues([*_of_kind(questions)]) if "of the kind" in line] == []


def _of_kind(questions):
    from bank.checks.learned_cues import Learned

    return [Learned("of the kind kind", len(questions), 1.0, 1.0)]
