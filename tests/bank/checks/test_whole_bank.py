import pytest

from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.whole_bank import (
    PublishedBank,
    figures,
    longest_is_key_share,
    problems,
    same_stem_other_key,
    whole_text,
)
from matrix import facts
from tests.helpers.checked_banks import asked, bank

pytestmark = pytest.mark.django_db


def bank_of(*items: SnapshotQuestion) -> PublishedBank:
    return PublishedBank(items, [], facts.current())


def told(*items: SnapshotQuestion) -> list[str]:
    return list(problems(bank_of(*items)))


def test_one_question_keyed_two_ways_is_named_with_both_places():
    one = asked("one", "Who patches the guest OS?", "AWS", "The customer")
    other = asked("other", "Who patches  the guest os", "The customer", "AWS")

    [problem] = [line for line in told(one, other) if "have different keys" in line]

    assert problem.startswith("one, other: they ask the same and have different keys.")


@pytest.mark.parametrize("stem", ["Who patches the guest OS?", "Who patches the hypervisor?"])
def test_the_same_key_or_another_stem_is_no_contradiction(stem):
    key = "AWS" if "hypervisor" in stem else "the customer."

    assert (
        list(same_stem_other_key([asked("a", "Who patches the guest OS?", "The customer"), asked("b", stem, key)]))
        == []
    )


def test_an_option_without_a_reason_is_named():
    [problem] = told(asked("one", "Who?", "AWS", "The customer", rationale=" "))

    assert problem == "one: say why the option “AWS” is right or wrong."


@pytest.mark.parametrize(
    ("texts", "share"),
    [
        (["long key", "b", "c", "d"], 1.0),
        (["key", "longer", "c", "d"], 0.0),
        (["same", "same", "c", "d"], 0.5),
        (["four", "four", "four", "four"], 0.25),
        (["long key", "b", "c"], 0.0),  # only questions with four options count
    ],
)
def test_whoever_takes_the_longest_option_is_right_so_often(texts, share):
    assert longest_is_key_share([asked("one", "Who?", *texts)]) == share


def test_a_bank_whose_longest_option_is_mostly_the_key_fails():
    telling = asked("telling", "Who?", "The longest of all", "No", "Yes", "Both")
    fine = asked("fine", "Who?", "Key", "The longest of all", "Yes", "Both")

    [problem] = [line for line in told(*bank(telling, times=31), *bank(fine, times=69)) if "is the key in" in line]

    assert "in 31% of the questions" in problem
    assert "telling" in problem
    assert "fine" not in problem


def test_a_question_without_fault_passes():
    assert told(asked("one", "On EC2, who patches the guest?", "You", "AWS alone", "A tool", "Nobody")) == []


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (asked("slip", "Who patches  EC2?", "You", "AWS"), "slip: the stem has two spaces"),
        (
            asked("same", "Who patches EC2?", "The user", "User"),
            "same: the options “The user” and “User” say",
        ),
        (
            asked(
                "hard", "Whose organizational responsibility necessitates virtualization availability?", "You", "AWS"
            ),
            "hard: it reads at grade",
        ),
        (
            SnapshotQuestion(
                "open",
                "Which service leaves the runtime to you?",
                options=[
                    SnapshotOption("Amazon EC2", True, "You patch EC2."),
                    SnapshotOption("AWS Lambda", False, "AWS does.", (("cell:lambda/platform-software", "customer"),)),
                ],
            ),
            "open: the distractor “AWS Lambda” is true as well",
        ),
    ],
)
def test_each_fault_is_a_line_that_says_where_it_is_and_what_to_do(item, line):
    [problem] = [each for each in told(item) if each.startswith(line)]

    assert problem.endswith(".")


def test_a_cue_that_tells_is_a_line():
    telling = asked("one", "Who?", "AWS", "The user", "A tool", "Nobody")

    [problem] = [
        line for line in told(*bank(telling, times=200)) if "only option with “AWS”" in line and "of the bank" in line
    ]

    assert problem.startswith("Taking the only option with “AWS” is right in 100% of the 200 questions")


def test_a_reason_heard_too_often_is_a_line():
    lines = told(*bank(asked("one", "Who?", "AWS"), times=200))

    assert any(line.startswith("200 of 200 options give the reason") for line in lines)


def test_a_question_is_read_with_its_options_as_sentences():
    assert whole_text(asked("one", "Who?", "You", "AWS", rationale="So.")) == (
        "Who? You. So. AWS. On EC2, it is not so."
    )


def test_questions_are_counted_by_their_maker():
    counted = figures(
        bank_of(
            asked("derived", "Who?", "AWS", generator="twins", cells=["ec2/guest-os"]),
            asked("hand", "Who acts?", "AWS"),
        )
    )

    assert counted["items_by_generator"] == {"by hand": 1, "twins": 1}


def test_every_measure_is_a_figure():
    counted = figures(bank_of(asked("one", "Who patches  EC2?", "AWS itself", "You", "User", "The user")))

    assert (counted["wording_slips"], counted["options_alike"], counted["items_hard_to_read"]) == (1, 1, 0)
    assert counted["cues"]["the only option with “AWS”"] == 0.75
    assert counted["cues_that_tell"] == 0
    assert (counted["sentence_in_most_options"], counted["stem_in_most_items"]) == (3, 1)
    assert (counted["services_met"], counted["layers_met"]) == (0, 0)
