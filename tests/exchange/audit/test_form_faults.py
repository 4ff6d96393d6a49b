import pytest

from exchange.audit.findings import Certainty
from exchange.audit.form_faults import faults
from exchange.audit.longest_option import finding, longest
from exchange.audit.questions import AnswerKey
from tests.helpers.audited_banks import exam, question


@pytest.mark.parametrize(
    ("asked", "proof"),
    [
        (question(key=""), "The question has no answer that could be read"),
        (question("Which? (Choose two.)", "a", "b", "c", key="A"), "asks for 2 options, and the answer names 1: A."),
        (question("Pick 3 of these. Select three.", "a", "b", "c", "d", key="AB"), "asks for 3 options"),
        (question("Which?", "a", "b", key="AB"), "The answer names every option: A, B."),
        (question("Which?", "same", "Same."), "Options A and B say the same: “same”."),
        (question("", "a", "b"), "options and no words of its own"),
        (question("Which?", "a"), "a single option"),
        (question("Which?", "a", ""), "Option B is empty."),
        (
            question("Which?", "a", "b").keyed(AnswerKey(("A",), 7, ("it names A twice",))),
            "on line 7 is odd: it names A twice.",
        ),
    ],
)
def test_a_fault_of_form_is_told(asked, proof):
    assert any(proof in found.proof for found in faults(asked))


def test_a_sound_question_has_no_fault():
    assert list(faults(question("Which? (Choose TWO)", "a", "b", "c", key="AC"))) == []


@pytest.mark.parametrize(
    ("answer", "oddity"),
    [
        ("E", "it names E, and the options are A to C"),
        ("B, B", "it names B twice"),
        ("B. Three", "it names B with the text of C “Three”"),
    ],
)
def test_an_answer_that_does_not_fit_the_options_is_odd(answer, oddity):
    [found] = exam(f"1. Which?\nA. One\nB. Two\nC. Three\nAnswer: {answer}\n").questions

    assert found.key.oddities == (oddity,)


def test_the_share_of_the_longest_option_stands_beside_chance():
    bank = [question("Q?", "the longest option", "b", "c", "d", key="A")] * 3
    bank += [question("Q?", "the longest option", "b", key="B"), question("Q?", "a", "b", "c", key="AB")]

    cue = longest(bank)

    assert (cue.n, cue.share, cue.chance) == (4, 0.75, (3 * 0.25 + 0.5) / 4)


@pytest.mark.parametrize(("n", "sure"), [(24, Certainty.POSSIBLE), (40, Certainty.LIKELY), (80, Certainty.CERTAIN)])
def test_a_cue_is_as_sure_as_the_number_of_questions_makes_it(n, sure):
    bank = [question("Q?", "the longest option", "b", "c", "d", key="ABAC"[number % 4]) for number in range(n)]

    assert [found.sure for found in finding(longest(bank))] == [sure]


def test_of_a_few_questions_nothing_is_concluded():
    assert finding(longest([question("Q?", "the longest option", "b", "c", "d", key="A")] * 8)) == []


def test_a_bank_that_gives_nothing_away_is_left_alone():
    bank = [question("Q?", "the longest option", "b", "c", "d", key=key) for key in "ABCD" * 20]

    assert finding(longest(bank)) == []
