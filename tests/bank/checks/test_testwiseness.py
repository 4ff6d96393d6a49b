from dataclasses import replace

import pytest

from bank.checks.snapshot import SnapshotOption, SnapshotQuestion
from bank.checks.testwiseness import CUES, chance, gains, leaks, measured, won_with
from bank.models import Form
from tests.helpers.checked_banks import asked, bank, question

NEUTRAL = ("rotate keys", "enable logs", "choose zones", "design tables")

# For each cue, a question that gives its key away by it: the key stands first.
TELLING = {
    "the longest option": ("Who?", "install every patch", "rotate keys", "enable logs", "choose zones"),
    "the shortest option": ("Who?", "log", "rotate keys", "enable logs", "choose zones"),
    "the option that alone repeats words of the stem": (
        "You have a database. Which task is yours?",
        "tune database",
        "rotate keys",
        "enable logs",
        "choose zones",
    ),
    "the only option with “AWS”": ("Who?", "AWS itself", "the owner", "the user", "the tool"),
    "the only option with “customer”": ("Who?", "a customer", "the owner", "AWS users", "the tool"),
    "the only option with “you”": ("Who?", "you rotate", "they rotate", "it rotates", "all rotate"),
    "the only option without “AWS”": ("Who?", "the owner", "AWS", "AWS and users", "AWS Config"),
    "the only option without “you”": ("Who?", "they act", "you act", "you and AWS", "your tool"),
    "the only option with “all”, “only” or “never”": ("Who?", "never AWS", "the owner", "the user", "the tool"),
    "the option that is built otherwise": ("Who?", "keys, logs", "rotate keys", "enable logs", "choose zones"),
}


@pytest.mark.parametrize("cue", TELLING)
def test_whoever_knows_the_cue_finds_the_key(cue):
    stem, *texts = TELLING[cue]

    assert won_with(CUES[cue], asked("one", stem, *texts)) == 1.0


@pytest.mark.parametrize("cue", TELLING)
def test_where_nothing_stands_out_the_cue_is_worth_no_more_than_chance(cue):
    alike = asked("one", "Who?", "patch it", "watch it", "leave it", "order it")

    assert won_with(CUES[cue], alike) <= chance(alike)


@pytest.mark.parametrize("cue", ["the only option with “AWS”", "the only option without “AWS”"])
def test_a_word_that_two_options_have_singles_out_neither(cue):
    item = asked("one", "Who?", "AWS", "AWS and users", "users", "a tool")

    assert won_with(CUES[cue], item) == chance(item)


@pytest.mark.parametrize("place", range(4))
def test_a_place_wins_only_where_the_key_stands(place):
    item = replace(
        question("Who?", *(SnapshotOption(text, number == place, "So.") for number, text in enumerate(NEUTRAL))),
        form=Form.BOUNDARY,
    )

    assert [won_with(CUES[f"option {number}"], item) for number in range(1, 5)] == [
        float(number == place) for number in range(4)
    ]


def test_a_place_says_nothing_where_options_are_shuffled():
    item = question("Who?", *(SnapshotOption(text, number == 0, "So.") for number, text in enumerate(NEUTRAL)))

    assert won_with(CUES["option 1"], item) == chance(item)


def test_whoever_avoids_what_repeats_the_stem_takes_one_of_the_others():
    item = asked("one", "Who tunes a database?", "rotate keys", "tune database", "enable logs", "choose zones")

    assert won_with(CUES["any option but the one that repeats the stem"], item) == pytest.approx(1 / 3)


def test_of_two_keys_the_guesser_takes_two_options():
    texts = [
        SnapshotOption("install every patch", True, "So."),
        *(SnapshotOption(text, False, "No.") for text in NEUTRAL[:3]),
    ]
    item = question("Which two?", *texts, SnapshotOption("replace the disks", True, "So."))

    assert won_with(CUES["the longest option"], item) == 1.0
    assert chance(item) == 0.4


def test_rows_to_sort_are_guessed_as_those_of_aws():
    rows = [
        SnapshotOption("replace failed servers", False, "So.", expected="aws"),
        SnapshotOption("rotate keys", False, "So.", expected="customer"),
        SnapshotOption("guard the buildings", False, "So.", expected="aws"),
        SnapshotOption("test restores", False, "So.", expected="customer"),
    ]

    assert won_with(CUES["the longest option"], question("Whose?", *rows)) == 1.0


def test_a_bank_that_tells_by_length_leaks():
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3])
    fine = asked("fine", "Who?", "patch it", "install every single patch", *NEUTRAL[:2])

    found = leaks(gains(bank(told, fine, times=100)))

    [leak] = [each for each in found if each.cue == "the longest option" and each.generator is None]
    assert (leak.generator, leak.items) == (None, 200)
    assert "is right in 50% of the 200 questions of the bank, by chance in 25%" in str(leak)


def test_a_generator_leaks_though_the_bank_does_not():
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3], generator="twins")
    fine = asked("fine", "Who?", "patch it", "install every single patch", *NEUTRAL[:2], generator="moves")

    found = leaks(gains([*bank(told, times=30), *bank(fine, times=170)]))

    assert ("the longest option", "twins") in {(each.cue, each.generator) for each in found}
    assert ("the longest option", None) not in {(each.cue, each.generator) for each in found}


def test_a_generator_with_few_questions_is_not_judged():
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3], generator="twins")

    assert leaks(gains(bank(told, times=29))) == []


def test_a_small_bank_is_not_judged_as_a_whole():
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3])

    assert None not in {each.generator for each in leaks(gains(bank(told, times=199)))}


@pytest.mark.parametrize(("telling", "judged"), [(35, False), (36, True)])
def test_questions_by_hand_may_be_guessed_ten_points_above_chance(telling, judged):
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3])
    fine = asked("fine", "Who?", "patch it", "install every single patch", *NEUTRAL[:2])

    found = leaks(gains([*bank(told, times=telling), *bank(fine, times=100 - telling)]))

    assert (("the longest option", "by hand") in {(each.cue, each.generator) for each in found}) == judged


def test_no_question_is_no_leak():
    assert gains([]) == []
    assert gains([SnapshotQuestion("bare", "Who?")]) == []


def test_what_a_cue_gains_is_what_it_wins_beyond_chance():
    told = asked("told", "Who?", "install every single patch", *NEUTRAL[:3])

    assert measured("the longest option", [told]).gain == 0.75
