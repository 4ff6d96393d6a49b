import pytest

from exchange.audit.gift import parse
from exchange.audit.questions import ParsedQuestions
from tests.helpers.audited_banks import lines_and_reasons


def gift(text: str) -> ParsedQuestions:
    return parse(text, "bank.gift")


def test_a_question_with_one_right_answer():
    [found] = gift(
        "// note\n$CATEGORY: srm\n\n::Title::[html]<p>Who patches?</p>{~AWS#No =You#Yes ####General}\n"
    ).questions

    assert (found.place.line, found.name, found.stem) == (4, "Title", "Who patches?")
    assert found.key_words == "B “You”"
    assert [option.feedback for option in found.options] == ["No", "Yes"]
    assert found.explanation == "General"


def test_weights_make_several_keys_unless_one_answer_is_right():
    several, one = gift("Two?{~%50%a ~%50%b ~%-100%c}\n\nOne?{~%50%half =whole ~none}\n").questions

    assert several.key.letters == ("A", "B")
    assert one.key.letters == ("B",)


@pytest.mark.parametrize(("answers", "key"), [("T", "True"), ("FALSE", "False"), ("F#wrong#right", "False")])
def test_true_and_false_are_two_options(answers, key):
    [found] = gift(f"AWS patches it. {{{answers}}}\n").questions

    assert found.true_false
    assert [option.text for option in found.keys] == [key]


def test_feedback_of_true_and_false_goes_to_the_answer_it_is_about():
    """Moodle writes the feedback for the wrong answer first."""
    false, true = gift("AWS patches it. {F#chose true#chose false}\n\nYou do. {T#chose false#chose true}\n").questions

    assert [option.feedback for option in false.options] == ["chose true", "chose false"]
    assert [option.feedback for option in true.options] == ["chose true", "chose false"]


def test_escaped_characters_are_text():
    [found] = gift(r"Which \{set\}?{~a \= b =a \~ b \# c\: d}" + "\n").questions

    assert found.stem == "Which {set}?"
    assert [option.text for option in found.options] == ["a = b", "a ~ b # c: d"]


def test_a_missing_word_leaves_a_gap():
    [found] = gift("You patch {=EC2 ~S3} yourself.\n").questions

    assert found.stem == "You patch _____ yourself."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Open {~a =b\n\nNext {T}\n", "a brace is opened and not closed"),
        ("Shut ~a =b}\n", "a brace is opened and not closed"),
        ("Two {~a {b} =c}\n", "a second brace opens inside the answers"),
        ("One {~a =b}\nTwo {T}\n", "it has two sets of answers"),
        ("Pairs {=a -> b =c -> d}\n", "a matching question"),
        ("How many? {#3:1}\n", "a numerical question"),
        ("Name it. {=this =that}\n", "a short answer question"),
        ("Discuss. {}\n", "an essay question"),
        ("Odd {words ~a =b}\n", "the answers start with text"),
    ],
)
def test_what_is_not_audited_is_named_with_the_reason(text, reason):
    assert lines_and_reasons(gift(text))[1].startswith(reason)


def test_a_question_without_a_right_answer_has_no_key():
    assert gift("Which? {~a ~b}\n").questions[0].key is None
