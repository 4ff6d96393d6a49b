import pytest

from matrix import facts
from quizzes.checking import Asked, Offered, figures, longest_is_key_share, problems, same_stem_other_key


def asked(slug: str, stem: str, key: str, *distractors: str, rationale: str = "Because.") -> Asked:
    options = [Offered(key, True, rationale), *(Offered(text, False, "Because.") for text in distractors)]
    return Asked(slug, stem, options=options)


def test_one_question_keyed_two_ways_is_named_with_both_places():
    one = asked("one", "Who patches the guest OS?", "AWS", "The customer")
    other = asked("other", "Who patches  the guest os", "The customer", "AWS")

    [problem] = problems([one, other], [])

    assert problem.startswith("one, other: they ask the same and have different keys.")


@pytest.mark.parametrize("stem", ["Who patches the guest OS?", "Who patches the hypervisor?"])
def test_the_same_key_or_another_stem_is_no_contradiction(stem):
    key = "AWS" if "hypervisor" in stem else "the customer."

    assert (
        list(same_stem_other_key([asked("a", "Who patches the guest OS?", "The customer"), asked("b", stem, key)]))
        == []
    )


def test_an_option_without_a_reason_is_named():
    [problem] = problems([asked("one", "Who?", "AWS", "You", rationale=" ")], [])

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
    bank = [asked("telling", "Who?", "The longest of all", "b", "c", "d")] * 31
    bank += [asked("fine", "Who?", "k", "The longest of all", "c", "d")] * 69

    told = [problem for problem in problems(bank, []) if "longest" in problem]

    assert "in 31% of the questions" in told[0]
    assert "telling" in told[0]
    assert "fine" not in told[0]


@pytest.mark.django_db
def test_questions_are_counted_by_their_maker():
    derived = Asked("derived", "Who?", "twins")

    counted = figures([derived, asked("hand", "Who?", "AWS")], [], facts.current())

    assert counted["items_by_generator"] == {"by hand": 1, "twins": 1}
