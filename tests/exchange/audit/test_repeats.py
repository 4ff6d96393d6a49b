from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.audit import similarity
from exchange.audit.findings import Certainty, FindingKind
from exchange.audit.repeats import repeats
from exchange.audit.similarity import ALIKE, alike, shared
from tests.helpers.audited_banks import OWNERS, PATCHING, question

NAMES = frozenset({"ec2", "rds", "s3"})


def found(*questions):
    return repeats(questions, NAMES)[0]


def test_one_identical_question_with_two_keys_names_both_places_and_both_keys():
    one, other = question(key="A", line=3), question(key="B", line=90)

    [finding] = found(one, other)

    assert (finding.kind, finding.sure) == (FindingKind.CONTRADICTION, Certainty.CERTAIN)
    assert [str(at.place) for at in finding.at] == ["bank.md:3", "bank.md:90"]
    assert finding.proof == (
        "One identical question has different keys: bank.md:3 says A “AWS”; bank.md:90 says B “The customer”."
    )


def test_order_capitals_and_punctuation_make_no_other_question():
    one = question("Who patches it?", "AWS", "The customer", key="A", line=1)
    other = question("who patches  it", "the customer.", "AWS", key="A", line=2)

    [finding] = found(one, other)

    assert (finding.kind, finding.sure) == (FindingKind.CONTRADICTION, Certainty.CERTAIN)


def test_how_many_to_choose_may_be_said_in_other_words():
    options = ("One", "Two", "Three")
    one = question("Which are right? (Choose two.)", *options, key="AB", line=1)
    other = question("Which are right? (Select TWO)", *options, key="AC", line=2)

    assert [finding.kind for finding in found(one, other)] == [FindingKind.CONTRADICTION]


def test_options_that_speak_of_other_options_make_it_only_possible():
    one = question("Which?", "Red", "Blue", "Both A and B", key="A", line=1)
    other = question("Which?", "Blue", "Red", "Both A and B", key="A", line=2)

    [finding] = found(one, other)

    assert (finding.kind, finding.sure) == (FindingKind.CONTRADICTION, Certainty.POSSIBLE)


def test_the_same_key_is_a_duplicate_with_all_places():
    [finding] = found(*(question(line=line) for line in (1, 5, 9)))

    assert finding.kind is FindingKind.DUPLICATE
    assert "occurs 3 times" in finding.proof
    assert [at.place.line for at in finding.at] == [1, 5, 9]


def test_a_key_that_could_not_be_read_contradicts_nothing():
    [finding] = found(question(key="A", line=1), question(key="", line=2))

    assert finding.kind is FindingKind.DUPLICATE


def test_each_offering_the_others_key_as_wrong_is_likely_a_contradiction():
    one = question("Which service stores objects?", "S3", "EBS", "SQS", key="A", line=1)
    other = question("Which service stores objects?", "S3", "EBS", "SNS", key="B", line=2)

    kinds = [(finding.kind, finding.sure) for finding in found(one, other)]

    assert (FindingKind.CONTRADICTION, Certainty.LIKELY) in kinds


def test_wording_nearly_alike_is_likely_and_states_how_alike():
    one = question("Which party is responsible for patching the guest system on the server?", *OWNERS, key="A", line=1)
    other = question("Which party is responsible for patching the guest system of that server?", *OWNERS, line=2)
    contrary = question(other.stem, *OWNERS, key="B", line=2)

    one_key, two_keys = found(one, contrary), found(one, question(one.stem + " Pick one", *OWNERS, line=3))

    assert [(each.kind, each.sure) for each in two_keys] == [(FindingKind.DUPLICATE, Certainty.LIKELY)]
    assert one_key == []  # "on" and "of" differ, and "of the cloud" is not "in the cloud"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PATCHING, PATCHING.replace("EC2", "RDS")),
        (PATCHING, PATCHING.replace("is responsible", "is not responsible")),
        (
            "An auditor wants the whole team to say in which column of the table “Training” belongs, and why it does.",
            "An auditor wants the whole team to say in which column of the table “Patching” belongs, and why it does.",
        ),
        ("Which of these tasks is the duty of AWS here?", "Which of these tasks is the duty of the customer here?"),
        ("How long are 30 days of logs kept in the account?", "How long are 90 days of logs kept in the account?"),
        (
            "What kind of control is “Patch management” in the model?",
            "What kind of control is “Zone security” in the model?",
        ),
    ],
)
def test_a_word_that_turns_the_question_makes_it_another(one, other):
    assert found(question(one, key="A", line=1), question(other, key="B", line=2)) == []


@given(st.lists(st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=12), max_size=12))
def test_searching_by_rare_words_finds_what_comparing_all_finds(documents):
    counted = [similarity._counted(words) for words in documents]
    by_comparing = {
        (one, other)
        for one, other in combinations(range(len(documents)), 2)
        if shared(counted[one], counted[other]) >= ALIKE
    }

    assert {(one, other) for one, other, _ in alike(documents)} == by_comparing


def test_a_search_that_would_take_too_long_is_stopped_and_told(monkeypatch):
    monkeypatch.setattr(similarity, "MOST_COMPARISONS", 3)
    bank = [question(f"Which word comes after {word} in the old song?", key="A") for word in "abcdefgh"]

    _, notices = repeats(bank, NAMES)

    assert "not searched to the end" in notices[0]
