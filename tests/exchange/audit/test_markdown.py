import pytest

from tests.helpers.audited_banks import exam, lines_and_reasons

FOLDED = """---
layout: exam
---
# Practice exam

1. Which storage <br/>keeps **objects**? (Choose two.)
    - A. Amazon S3
    - B. Amazon EBS,
      attached to one instance
    - C. S3 Glacier

    <details markdown=1><summary markdown='span'>Answer</summary>

    Correct answer: A, C

    Explanation: Both keep objects.
    1. They have buckets.

    </details>

2. And which keeps blocks?
    - A. Amazon S3
    - B. Amazon EBS
"""


def test_a_question_keeps_its_words_its_options_and_its_line():
    first, second = exam(FOLDED).questions

    assert (first.place.line, first.name, first.stem) == (6, "1", "Which storage keeps objects? (Choose two.)")
    assert [str(option) for option in first.options] == [
        "A “Amazon S3”",
        "B “Amazon EBS, attached to one instance”",
        "C “S3 Glacier”",
    ]
    assert (second.place.line, second.name) == (21, "2")


def test_an_answer_and_its_explanation_belong_to_the_question_above():
    first, second = exam(FOLDED).questions

    assert first.key.letters == ("A", "C")
    assert first.key.line == 14
    assert first.explanation == "Both keep objects.\n1. They have buckets."
    assert second.key is None


def test_headings_and_front_matter_are_counted_and_not_reported():
    parsed = exam(FOLDED)

    assert parsed.unparsed == []
    assert parsed.passed_over == 4


@pytest.mark.parametrize(
    "options",
    [
        "A. One\nB. Two",
        "A) One\nB) Two",
        "(A) One\n(B) Two",
        "  - A. One\n  - B. Two",
        "* **A.** One\n* **B.** Two",
        "- [ ] A. One\n- [ ] B. Two",
        "a) One\nb) Two",
        "- **A.** One\n- **B.** Two",
        "&nbsp;&nbsp;A. One\n&nbsp;&nbsp;B. Two",
        "A) One B) Two",
    ],
)
def test_options_are_lettered_in_many_ways(options):
    [found] = exam(f"1. Which?\n\n{options}\n\nAnswer: B\n").questions

    assert [(option.letter, option.text) for option in found.options] == [("A", "One"), ("B", "Two")]
    assert found.key_words == "B “Two”"


@pytest.mark.parametrize(
    "answer",
    [
        "Correct answer: B",
        "Correct Answer: B.",
        "**Answer: B**",
        "**Answer:** B",
        "Answer: (B)",
        "Answer - B",
        "The correct answer is B",
        "Answer: B) Two",
        "Answer: Option B",
        "Answer: Two",
        "Correct answer:\n\nB",
        "<details><summary>Answer</summary>B</details>",
        "<details><summary>Show</summary>\n\nB. Two\n\n</details>",
        "<details><summary>Answer: B</summary>Because.</details>",
        "<details>\n<summary>Answer</summary>\n<p>Correct answer: B</p>\n</details>",
    ],
)
def test_answers_are_written_in_many_ways(answer):
    parsed = exam(f"1. Which?\n- A. One\n- B. Two\n\n{answer}\n")

    assert parsed.questions[0].key_words == "B “Two”"
    assert parsed.unparsed == []


@pytest.mark.parametrize(
    ("answer", "letters"), [("A, C", "AC"), ("AC", "AC"), ("A and C", "AC"), ("A & C", "AC"), ("a, c", "AC")]
)
def test_several_answers_are_written_in_many_ways(answer, letters):
    [found] = exam(f"1. Which?\n- A. One\n- B. Two\n- C. Three\n\nCorrect answer: {answer}\n").questions

    assert "".join(found.key.letters) == letters


def test_boxes_that_are_ticked_are_the_key():
    [found] = exam("### Which is lasting storage?\n\n- [ ] Memory\n- [x] Disk\n- [x] Tape\n").questions

    assert found.stem == "Which is lasting storage?"
    assert [option.text for option in found.keys] == ["Disk", "Tape"]


@pytest.mark.parametrize(
    "text",
    [
        "1. Which?\nA. One\nB. Two ✅\n",
        "1. Which?\nA. One\n(X)B. Two\n",
        "1. Which?\nA. One\n**B. Two**\n",
        "1. Which?\nA. One\nB. Two\n\nB\n",
        "## Which?\n[ ] One\n[x] Two\n",
        "## Which?\n-[ ] One\n-[x] Two\n",
        "## A title\n\nNow which is it?\n\n- [ ] One\n- [x] Two\n",
    ],
)
def test_keys_are_marked_in_many_ways(text):
    parsed = exam(text)

    assert [found.key_words for found in parsed.questions] == ["B “Two”"]
    assert parsed.unparsed == []


def test_a_heading_is_part_of_the_question_unless_it_is_a_title():
    parsed = exam(
        "## A company moves.\n\nWho patches it?\n- [x] a\n- [ ] b\n\n## Patching\nWho pays for it?\n- [ ] a\n- [x] b\n"
    )

    assert [found.stem for found in parsed.questions] == ["A company moves. Who patches it?", "Who pays for it?"]


def test_a_list_of_answers_at_the_end_is_handed_out_by_number():
    parsed = exam("1. One?\nA. x\nB. y\n\n2. Two?\nA. x\nB. y\n\n## Answers\n1. B\n2. A\n3. A\n")

    assert [found.key.letters for found in parsed.questions] == [("B",), ("A",)]
    assert lines_and_reasons(parsed) == {12: "no questions with the number 3 wait for an answer"}


def test_an_explanation_that_repeats_the_answer_is_no_second_answer():
    [found] = exam(
        "1. Q?\nA. x\nB. y\nAnswer: A\nExplanation: Look.\nThe correct answer is B because of y.\n"
    ).questions

    assert found.key.letters == ("A",)
    assert "B because of y" in found.explanation


def test_a_second_answer_is_kept_as_an_oddity():
    [found] = exam("1. Q?\nA. x\nB. y\nAnswer: A\nAnswer: B\n").questions

    assert found.key.oddities == ("line 5 gives another answer, B",)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("- A. One\n", 1, "an option without a question above it"),
        ("Answer: B\n", 1, "an answer without a question above it"),
        ("1. Clone the repository\n\nText\n", 1, "a numbered line without options below it"),
        ("1. Q?\nA. x\nB. y\nB. z\nAnswer: A", 4, "a second option B in the question on line 1"),
        ("1. Q?\nA. x\nC. y\nAnswer: A", 3, "option C where B was expected in the question on line 1"),
        ("1. Q?\nA. x\nB. y\nAnswer: A company pays", 4, "an answer that names no option by letter or text"),
        ("1. Q?\nA. x\nB. y\nAnswer: neither of them", 4, "an answer that names no option by letter or text"),
        (
            "1. Q?\nA. x\nB. y\n\nStray words\n",
            5,
            "text behind the options that is neither an answer nor an explanation",
        ),
        (
            "1. Q?\nA. x\nB. y\n<details>\nAnswer: A\n2. R?\nA. x\nB. y\n",
            6,
            "a question starts before the answer above it is closed with </details>",
        ),
    ],
)
def test_a_line_that_cannot_be_used_is_named_with_the_reason(text, line, reason):
    assert lines_and_reasons(exam(text)) == {line: reason}


def test_a_question_after_an_answer_that_is_never_closed_is_still_read():
    parsed = exam("1. Q?\nA. x\nB. y\n<details>\nAnswer: A\n2. R?\nA. x\nB. y\nAnswer: B")

    assert [found.stem for found in parsed.questions] == ["Q?", "R?"]


def test_what_is_commented_out_or_fenced_starts_no_question():
    parsed = exam(
        "<!--\n1. Old?\nA. x\n-->\n1. What does this do?\n```\n2. print\nA. x\n```\nA. One\nB. Two\nAnswer: A"
    )

    assert [found.stem for found in parsed.questions] == ["What does this do? 2. print A. x"]


def test_a_question_with_more_options_than_any_is_not_taken_in():
    boxes = "".join(f"- [ ] choice {number}\n" for number in range(500))

    assert lines_and_reasons(exam(f"1. Q?\n{boxes}")) == {1: "a question with more than 20 options"}


@pytest.mark.parametrize(
    "options",
    [
        "1. AWS\n2. The customer\n3. Both",
        "   1) AWS\n   2) The customer\n   3) Both",
        "- AWS\n- The customer\n- Both",
        "\n* AWS\n\n* The\n  customer\n\n* Both\n",
    ],
)
@pytest.mark.parametrize(
    "answer", ["Answer: 2", "**Correct answer:** B", "Answer: The customer", "<details>2</details>", "Answer:\n\n2"]
)
@pytest.mark.parametrize("asked", ["1. Who patches it?", "## Who patches it?", "### Question 1\nWho patches it?"])
def test_options_with_numbers_or_bullets_have_letters_by_their_order(asked, options, answer):
    parsed = exam(f"{asked}\n{options}\n{answer}\n\n2. Who guards it?\n- A. You\n- B. AWS\n\nAnswer: B\n")

    first, second = parsed.questions
    assert (first.stem, first.key_words) == ("Who patches it?", "B “The customer”")
    assert [option.text for option in first.options] == ["AWS", "The customer", "Both"]
    assert (second.key_words, parsed.unparsed) == ("B “AWS”", [])


def test_several_numbers_are_several_keys():
    [found] = exam(
        "1. Which are its parts? (Choose two.)\n1. Owner\n2. Cake\n3. Layer\n\nCorrect answers: 1, 3\n"
    ).questions

    assert [option.text for option in found.keys] == ["Owner", "Layer"]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("1. Who? It has\n- cost\n- speed\n\n- AWS\n- You\n\nAnswer: AWS", 1, "without options"),  # one list, or two
        ("1. Who?\n2. AWS\n3. You\n\nAnswer: 2", 3, "without options"),  # the question may be the first option
        ("# Exam\n1. Who?\n2. What?\n\nAnswer: AWS", 2, "without options"),  # questions whose options are missing
        ("1. How many?\n1. 2\n2. 3\n3. 4\n\nAnswer: 2", 6, "the number of one option and the text of another"),
    ],
)
def test_a_list_that_can_be_read_in_two_ways_is_refused_with_its_line(text, line, reason):
    parsed = exam(text)

    assert [found for found in parsed.questions if found.key] == []
    assert reason in lines_and_reasons(parsed).get(line, ""), lines_and_reasons(parsed)


def test_lists_in_an_explanation_are_no_options():
    [found] = exam("7. Who?\n- A. AWS\n- B. You\n\nExplanation: two steps\n1. Look\n2. Think\n\nAnswer: B\n").questions

    assert (len(found.options), found.key_words) == (2, "B “You”")
    assert found.explanation == "two steps\n1. Look\n2. Think"
