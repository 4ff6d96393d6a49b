import pytest

from exchange.audit.questions import ParsedQuestions
from exchange.audit.tables import NoTable, parse
from tests.helpers.audited_banks import lines_and_reasons

HEADER = "question,A,B,C,answer,explanation\n"


def table(text: str) -> ParsedQuestions:
    return parse(text, "bank.csv")


def test_a_row_is_a_question_with_its_line():
    [found] = table(f'{HEADER}"Which, then?",One,Two,,B,"Because\nof this."\n').questions

    assert (found.place.line, found.stem, found.explanation) == (2, "Which, then?", "Because of this.")
    assert [option.letter for option in found.options] == ["A", "B"]
    assert found.key_words == "B “Two”"


@pytest.mark.parametrize(
    "text",
    [
        "Question;Option A;Option B;Correct Answer\nWhich?;One;Two;B\n",
        "question text\tchoice1\tchoice2\tkey\nWhich?\tOne\tTwo\tB\n",
        "Stem|a|b|Answers\nWhich?|One|Two|B\n",
        "id,Prompt,Answer Option 1,Explanation 1,Answer Option 2,Correct Answers\n7,Which?,One,No,Two,2\n",
    ],
)
def test_columns_and_delimiters_are_told_by_the_header(text):
    [found] = table(text).questions

    assert (found.stem, found.key_words) == ("Which?", "B “Two”")


@pytest.mark.parametrize(("answer", "letters"), [("A;C", "AC"), ("One; Three", "AC"), ("a|c", "AC"), ("three", "C")])
def test_answers_are_letters_or_the_words_of_options(answer, letters):
    [found] = table(f"{HEADER}Which?,One,Two,Three,{answer},\n").questions

    assert "".join(found.key.letters) == letters


@pytest.mark.parametrize(
    ("answers", "letters", "start"), [(("1", "3"), ["A", "C"], "from 1"), (("0", "2"), ["A", "C"], "from 0")]
)
def test_how_numbers_count_is_told_and_never_guessed_in_silence(answers, letters, start):
    parsed = table(HEADER + "".join(f"Which {answer}?,One,Two,Three,{answer},\n" for answer in answers))

    assert [found.key.letters[0] for found in parsed.questions] == letters
    assert start in parsed.notices[0]


def test_an_option_that_is_a_number_is_meant_by_its_words():
    [found] = table(f"{HEADER}How many?,3,2,1,2,\n").questions

    assert found.key_words == "B “2”"


def test_a_quote_that_is_never_closed_swallows_no_other_row():
    parsed = table(f'{HEADER}First?,x,y,z,A,\n"Open?,x,y,z,A,\nThird?,x,y,z,B,\n')

    assert [found.stem for found in parsed.questions] == ["First?", "Third?"]
    assert lines_and_reasons(parsed) == {3: "a quote opens here and is never closed"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",x,y,z,A,", "the row has no question"),
        ("Q?,x,,,A,", "the row has fewer than 2 options"),
        ("Q?,x,y,z,neither,", "an answer that names no option by letter, number or text"),
        ("Q, or not?,x,y,z,A,why", "the row has 7 cells and the header 6: put cells that hold a comma in quotes"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_the_reason(row, reason):
    assert lines_and_reasons(table(f"{HEADER}{row}\n")) == {2: reason}


def test_a_header_without_the_columns_is_refused_with_what_it_needs():
    with pytest.raises(NoTable, match="It needs “question”"):
        table("term,definition\nEC2,Servers\n")
