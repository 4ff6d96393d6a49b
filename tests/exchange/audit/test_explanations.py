import pytest

from exchange.audit.explanations import against_key
from exchange.audit.findings import Certainty
from exchange.audit.questions import AnswerKey, FilePlace, FoundOption, FoundQuestion
from tests.helpers.audited_banks import question

OPTIONS = ("Amazon S3", "Amazon EBS", "Amazon EFS")


def judged(explanation: str, key: str = "B"):
    return list(against_key(question("Which?", *OPTIONS, key=key, explanation=explanation)))


@pytest.mark.parametrize(
    "explanation",
    [
        "The correct answer is C.",
        "So the correct answer is C because files are shared.",
        "Correct answer: C",
        "B is incorrect because it holds blocks.",
        "Option B is wrong, as it holds blocks.",
        "Options A and B are incorrect.",
        "Option C is correct.",
        "Blocks are not files. C is the correct choice.",
    ],
)
def test_a_letter_that_cannot_be_true_beside_the_key_is_certain(explanation):
    [finding] = judged(explanation)

    assert finding.sure is Certainty.CERTAIN
    assert finding.proof.startswith("The key is B “Amazon EBS”, and its explanation says “")


@pytest.mark.parametrize(
    "explanation",
    [
        "Amazon EFS is the correct answer.",
        "Amazon EBS is incorrect, since it holds blocks.",
        "The right answer is Amazon S3.",
    ],
)
def test_an_option_judged_by_its_words_is_likely(explanation):
    [finding] = judged(explanation)

    assert finding.sure is Certainty.LIKELY


@pytest.mark.parametrize(
    "explanation",
    [
        "",
        "The correct answer is B.",
        "The correct answer is a service.",
        "A is incorrect. C is incorrect.",
        "Options A and C are wrong.",
        "Amazon EBS is the correct answer. Amazon S3 is incorrect.",
        "A volume is correct only when attached.",
        "It is correct to say that Amazon S3 stores objects.",
        "https://docs.aws.amazon.com/",
    ],
)
def test_an_explanation_that_fits_the_key_is_left_alone(explanation):
    assert judged(explanation) == []


def test_all_letters_of_several_keys_are_fine():
    assert judged("The correct answers are A and B.", key="AB") == []
    assert judged("The correct answers are A and C.", key="AB") != []


@pytest.mark.parametrize(
    ("of_key", "of_other", "told"), [("Wrong, sorry", "", 1), ("", "Correct!", 1), ("Right", "Not quite", 0)]
)
def test_feedback_that_judges_an_option_the_other_way_is_likely(of_key, of_other, told):
    options = (FoundOption("A", "One", of_key), FoundOption("B", "Two", of_other))
    asked = FoundQuestion(FilePlace("x", 1), "", "Which?", options, AnswerKey(("A",), 1))

    assert [finding.sure for finding in against_key(asked)] == [Certainty.LIKELY] * told
