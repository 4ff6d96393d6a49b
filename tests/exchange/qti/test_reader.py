"""Questions in the style of different producers: what is taken, what is lost of it, and what is refused by name.

The files beside this one are written by hand after the public specifications.
"""

import re
from pathlib import Path

import pytest

from exchange.parsed_file import CannotImport, ParsedFile
from exchange.parsers import read
from tests.helpers.qti_files import choice

FILES = Path(__file__).with_name("files")


def produced(name: str) -> ParsedFile:
    return read(name, (FILES / name).read_bytes(), "qti")


def notes(reading: ParsedFile) -> list[str]:
    return [str(note) for question in reading.questions for note in question.notes]


def options(question) -> list[tuple[str, bool, str]]:
    return [(option.text, option.is_key, option.rationale) for option in question.options]


def item(body: str, declared: str = "", after: str = "", attributes: str = "") -> ParsedFile:
    """An item of QTI 2.1 with a response that several can be chosen for, if it is declared."""
    text = (
        f'<assessmentItem identifier="q" {attributes}>\n'
        f'<responseDeclaration identifier="R" cardinality="multiple">{declared}</responseDeclaration>\n'
        f"<itemBody>\n{body}\n</itemBody>\n{after}</assessmentItem>"
    )
    return read("item.xml", text.encode())


def values(*names: str) -> str:
    return f"<correctResponse>{''.join(f'<value>{name}</value>' for name in names)}</correctResponse>"


def choices(*names: str, attributes: str = "") -> str:
    offered = "".join(f'<simpleChoice identifier="{name}">Text {name}</simpleChoice>' for name in names)
    return (
        f'<choiceInteraction responseIdentifier="R" {attributes}><prompt>Which?</prompt>{offered}</choiceInteraction>'
    )


def mapping(**scores: float) -> str:
    entries = "".join(f'<mapEntry mapKey="{name}" mappedValue="{score}"/>' for name, score in scores.items())
    return f"<mapping>{entries}</mapping>"


def reason_against(reading: ParsedFile) -> str:
    [refusal] = reading.refusals
    assert not reading.questions
    return refusal.reason


def test_a_choice_of_canvas_brings_its_feedback_as_reasons():
    patching = produced("canvas.xml").questions[0]

    assert (patching.id, patching.line, patching.stem) == ("g11", 8, "Who patches the guest OS of an EC2 instance?")
    assert options(patching) == [
        ("The customer", True, "It runs in the instance.\nThe customer chose the image."),
        ("AWS", False, "AWS has no log-in there."),
    ]
    assert [str(note) for note in patching.notes] == [
        "question: a picture “A rack” is left out.",
        "feedback: “Read the lesson again.” is left out: it is about no single option.",
    ]


def test_several_answers_true_and_false_and_owners_of_canvas_are_read():
    _, several, truth, owners = produced("canvas.xml").questions

    assert [option.is_key for option in several.options] == [True, False, True]
    assert [(option.text, option.is_key) for option in truth.options] == [("True", True), ("False", False)]
    assert [(option.text, option.expected) for option in owners.options] == [
        ("Replace a broken disk", "aws"),
        ("Patch the guest OS", "customer"),
    ]


def test_what_canvas_asks_without_options_is_refused_by_name_and_line():
    [refusal] = produced("canvas.xml").refusals

    assert (refusal.name, refusal.line) == ("g15", 113)
    assert refusal.reason == "an essay question; only questions with options can be kept."


def test_an_item_of_tao_says_that_its_partial_credit_and_fixed_place_are_lost():
    [question] = (reading := produced("tao.xml")).questions

    assert question.stem == "A company moves to Amazon RDS.\n\nWhat does AWS take over? Choose two."
    assert [option.is_key for option in question.options] == [True, False, True]
    assert notes(reading) == [
        "option 3: a formula is left out.",
        "option 3, order: it has a fixed place there; here all are shuffled.",
        "marks: shares of the marks for single options; here it is all or nothing.",
    ]


def test_modal_feedback_goes_to_the_option_that_it_is_shown_for():
    [question] = (reading := produced("moodle.xml")).questions

    assert options(question) == [
        ("AWS", True, "Its staff guards them."),
        ("AWS and the customer", False, ""),
        ("The customer", False, "Customers cannot enter."),
    ]
    assert "option 2, marks: 50% of the marks; here an option is right or wrong." in notes(reading)
    assert "order: the options keep their order there; here they are shuffled." in notes(reading)
    assert "feedback: “Not so.” is left out: it is about no single option." in notes(reading)


def test_feedback_for_all_answers_but_one_is_no_reason_of_that_one():
    test = '<not><match><variable identifier="R"/><baseValue>A</baseValue></match></not>'
    processing = (
        f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue identifier='F'><baseValue>other"
        "</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"
    )
    said = '<modalFeedback outcomeIdentifier="F" identifier="{}" showHide="{}">Not A.</modalFeedback>'
    for feedback in (said.format("other", "show"), said.format("A", "hide")):
        [question] = (reading := item(choices("A", "B", "C"), values("A", "B"), processing + feedback)).questions

        assert {option.rationale for option in question.options} == {""}
        assert notes(reading) == ["feedback: “Not A.” is left out: it is about no single option."]


def test_inline_feedback_of_version_3_is_a_reason_and_no_part_of_the_option():
    [question] = (reading := produced("inspera.xml")).questions

    assert question.stem.startswith("A company opens a port of its instance.")
    assert options(question) == [
        ("AWS", False, "AWS offers them."),
        ("The customer", True, "They are part of its configuration."),
    ]
    assert "rubric: a note for those who grade or edit is left out." in notes(reading)
    assert "question: a table is left out." in notes(reading)


def test_a_text_that_questions_of_canvas_share_is_named_as_lost():
    text = (FILES / "canvas.xml").read_text().replace("points_possible", "parent_stimulus_item_ident")

    assert "question: a text that it shares with others is left out." in notes(read("quiz.xml", text.encode()))


def test_a_pool_of_blackboard_is_read():
    [question] = produced("blackboard.dat").questions

    assert options(question) == [("AWS", True, "S3 does since 2023."), ("Nobody", False, "")]


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.name)
def test_the_format_is_told_by_content_whatever_the_name(file):
    assert read("questions.xml", file.read_bytes()).format == "qti"


def test_names_of_elements_may_have_a_prefix():
    text = re.sub("<(/?)", r"<\1q:", choice()).replace("xmlns=", "xmlns:q=")

    assert read("item.xml", text.encode()).questions[0].id == "q1"


def test_rows_are_matched_to_the_owners_whichever_set_they_are_in():
    owners = (
        '<simpleMatchSet><simpleAssociableChoice identifier="o1">AWS</simpleAssociableChoice>'
        '<simpleAssociableChoice identifier="o2">The customer</simpleAssociableChoice></simpleMatchSet>'
    )
    rows = (
        '<simpleMatchSet><simpleAssociableChoice identifier="r1">Disks</simpleAssociableChoice>'
        '<simpleAssociableChoice identifier="r2">Data</simpleAssociableChoice></simpleMatchSet>'
    )
    asked = '<matchInteraction responseIdentifier="R"><prompt>Whose?</prompt>{}</matchInteraction>'

    first = item(asked.format(rows + owners), values("r1 o1", "r2 o2"))
    second = item(asked.format(owners + rows), values("o1 r1", "o2 r2"))
    missing = item(asked.format(rows + owners), values("r1 o1"))
    others = item(asked.format(rows + rows.replace("r1", "x").replace("r2", "y")), values("r1 x", "r2 y"))

    for reading in (first, second):
        assert [option.expected for option in reading.questions[0].options] == ["aws", "customer"]
    assert notes(first) == ["marks: there it is all or nothing; here each row counts."]
    assert reason_against(missing) == "some of its rows have no right answer."
    assert reason_against(others).startswith("a matching question whose answers are not “AWS”")


@pytest.mark.parametrize(
    ("interaction", "kind"),
    [
        ("orderInteraction", "a question that orders items"),
        ("extendedTextInteraction", "an essay question"),
        ("textEntryInteraction", "a short answer question"),
        ("hotspotInteraction", "a question on a picture"),
        ("graphicGapMatchInteraction", "a question on a picture"),
        ("somethingNewInteraction", "a question of the kind “somethingNewInteraction”"),
    ],
)
def test_other_interactions_are_refused_by_name(interaction, kind):
    reading = item(f'<{interaction} responseIdentifier="R"/>', values("A"))

    assert reason_against(reading) == f"{kind}; only questions with options can be kept."
    assert (reading.refusals[0].name, reading.refusals[0].line) == ("q", 1)


@pytest.mark.parametrize(
    ("body", "declared", "reason"),
    [
        ("<p>Read this.</p>", "", "it asks nothing."),
        (choices("A", "B"), "", "it names no right answer."),
        (choices("A", "B"), values("C"), "its right answer “C” is not one of its options."),
        (choices("A", "A"), values("A"), "two of its options have the same identifier."),
        (choices("A", "B") * 2, values("A"), "it asks 2 things at once; a question here asks one."),
        (choices("A", "B").replace('"R"', '"S"'), values("A"), "it declares no response “S”."),
        (choices("A", "B"), values("A") + mapping(B=1), "its right answer and its scores do not agree."),
        (choices("A", "B"), mapping(A=0, B=-1), "it names no right answer."),
        (
            choices("A", "B"),
            '<mapping><mapEntry mapKey="A" mappedValue="x"/></mapping>',
            "the score of an answer is no",
        ),
        (choices("A"), values("A"), "it has 1 option, and 2 are needed."),
    ],
)
def test_an_item_whose_key_is_in_doubt_is_refused(body, declared, reason):
    assert reason_against(item(body, declared)).startswith(reason)


def test_scores_that_are_not_used_do_not_count():
    matched = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
    [question] = (reading := item(choices("A", "B", "C"), values("A", "C") + mapping(B=1), matched)).questions

    assert [option.is_key for option in question.options] == [True, False, True]
    assert notes(reading) == []


def test_scores_name_the_keys_where_no_right_answer_is_named():
    [question] = (reading := item(choices("A", "B", "C"), mapping(A=1, B=-1, C=0.5))).questions

    assert [option.is_key for option in question.options] == [True, False, True]
    assert notes(reading) == ["marks: shares of the marks for single options; here it is all or nothing."]


def test_several_to_choose_and_one_right_becomes_a_choice_of_one_and_says_so():
    reading = item(choices("A", "B"), values("B"))

    assert reading.questions[0].usual_form == "choose-one"
    assert notes(reading) == ["form: several can be chosen there and one is right; it becomes a choice of one."]


def test_an_item_that_is_drawn_at_random_each_time_is_refused():
    reading = item(choices("A", "B"), values("A"), '<templateDeclaration identifier="X"/>')

    assert reason_against(reading).startswith("its texts or numbers are drawn at random each time")


def test_several_tries_are_named_as_lost():
    reading = item(choices("A", "B", "C"), values("A", "B"), attributes='adaptive="true"')

    assert notes(reading) == ["attempts: there it goes on after an answer; here one answer ends it."]


@pytest.mark.parametrize(
    ("root", "message"),
    [
        ("assessmentTest", "Line 1: this is a QTI test, which only names its questions: bring the whole package"),
        ("qti-assessment-test", "Line 1: this is a QTI test"),
        ("manifest", "Line 1: this is the manifest of a package"),
        ("html", "Line 1: the file begins with <html>; QTI begins with <qti-assessment-item>"),
    ],
)
def test_another_root_is_refused_whole_and_says_what_to_bring(root, message):
    with pytest.raises(CannotImport, match=re.escape(message)):
        read("a.xml", f"<{root}/>".encode(), "qti")


def conditions(*tests: str) -> ParsedFile:
    """An item of QTI 1.2 with three options, and what its conditions test and bring."""
    labels = "".join(
        f'<response_label ident="{name}"><material><mattext>Text {name}</mattext></material></response_label>'
        for name in "ABC"
    )
    text = (
        '<questestinterop><item ident="q"><presentation><material><mattext>Which?</mattext></material>'
        f'<response_lid ident="R" rcardinality="Multiple"><render_choice>{labels}</render_choice></response_lid>'
        f"</presentation><resprocessing>{''.join(tests)}</resprocessing></item></questestinterop>"
    )
    return read("item.xml", text.encode())


def condition(test: str, score: str, action: str = "Set") -> str:
    said = f'<setvar action="{action}">{score}</setvar>'
    return f"<respcondition><conditionvar>{test}</conditionvar>{said}</respcondition>"


def equal(name: str) -> str:
    return f'<varequal respident="R">{name}</varequal>'


def test_conditions_that_add_give_shares():
    reading = conditions(condition(equal("A"), "60", "Add"), condition(equal("C"), "40", "Add"))

    assert [option.is_key for option in reading.questions[0].options] == [True, False, True]
    assert notes(reading) == ["marks: shares of the marks for single options; here it is all or nothing."]


def test_options_that_take_marks_off_are_no_keys():
    penalty = condition(equal("B"), "50", "Subtract")
    reading = conditions(
        condition(equal("A"), "50", "Add"), penalty, condition(f"<not>{equal('B')}</not>", "1", "Add")
    )

    assert [option.is_key for option in reading.questions[0].options] == [True, False, False]


@pytest.mark.parametrize("rest", [equal("A"), "<other/>"])
def test_a_condition_that_is_met_keeps_later_ones_from_taking_its_score(rest):
    right = condition(equal("A"), "1")
    right = right.replace("<respcondition>", '<respcondition continue="Yes">') if "other" in rest else right

    [question] = conditions(right, condition(rest, "0")).questions

    assert [option.is_key for option in question.options] == [True, False, False]


def test_only_the_score_counts_of_several_variables():
    counter = "<respcondition><conditionvar>{}</conditionvar><setvar varname='TRIES'>9</setvar></respcondition>"
    reading = conditions(condition(equal("B"), "1"), counter.format(equal("A")))

    assert [option.is_key for option in reading.questions[0].options] == [False, True, False]


def test_an_option_that_changes_nothing_is_no_key():
    reading = conditions(condition(f"<and>{equal('A')}{equal('C')}</and>", "100"))

    assert [option.is_key for option in reading.questions[0].options] == [True, False, True]
    assert notes(reading) == []


@pytest.mark.parametrize(
    ("tests", "reason"),
    [
        ((), "no option of it is right."),
        ((condition(equal("A"), "much"),), "the score of an answer is no number."),
        ((condition(equal("A"), "1"), condition(equal("B"), "1")), "several answers bring all marks"),
        (
            (
                condition(equal("A"), "1").replace("setvar ", "setvar varname='A' ", 1),
                condition(equal("B"), "1").replace("setvar ", "setvar varname='B' ", 1),
            ),
            "its marks are counted in several variables.",
        ),
        ((condition(equal("D"), "1"),), "no option of it is right."),
        ((condition(equal("A"), "1"),) * 101, "it has more than 100 conditions for its marks."),
    ],
)
def test_an_item_of_version_1_whose_key_is_in_doubt_is_refused(tests, reason):
    assert reason_against(conditions(*tests)).startswith(reason)
