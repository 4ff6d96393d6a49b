"""What is proposed for questions that name no cell, no skill and no section, and how often it is right."""

import pytest

from bank.content import Content, content_of
from bank.models import Form, Item
from bank.publishing import with_content
from exchange.proposals import CELLS, MISCONCEPTION, SECTION, SKILL, SURE, KnownTexts, Proposer, known_texts
from matrix import facts

pytestmark = pytest.mark.django_db


def blank(content: Content) -> Content:
    """A question as a foreign bank has it: words and keys alone."""
    options = [{**option, "misconception": "", "claims": []} for option in content["options"]]
    return {**content, "cells": [], "skill": "", "section": "", "options": options}


@pytest.fixture
def held_out():
    """60 of our own questions of all forms, and a proposer that has never seen them."""
    items = list(with_content(Item.objects.filter(generator="").exclude(published=None).order_by("slug")))
    contents = [content_of(item.published) for item in items]
    sorts = [content for content in contents if content["form"] == Form.SORT][:6]
    several = [content for content in contents if content["form"] == Form.CHOOSE_N][:6]
    single = [content for content in contents if content["form"] == Form.CHOOSE_ONE][::4][:48]
    chosen = [*sorts, *several, *single]
    stems = {content["stem"] for content in chosen}
    known = known_texts()
    rest = [question for question in known.questions if question["stem"] not in stems]
    return chosen, Proposer(facts.current(), KnownTexts(rest, known.sections, known.misconceptions))


def test_most_proposals_for_our_own_questions_are_right(held_out):
    questions, proposer = held_out
    right = dict.fromkeys([CELLS, SKILL, SECTION], 0)
    sure = sure_and_right = 0

    for content in questions:
        for proposal in proposer.proposals(blank(content)):
            if proposal.field == MISCONCEPTION:
                continue
            truth = content["cells"] if proposal.field == CELLS else [content[proposal.field]]
            right[proposal.field] += proposal.value in truth
            sure += proposal.tenths == SURE
            sure_and_right += proposal.tenths == SURE and proposal.value in truth

    print(right, sure_and_right, sure)
    assert len(questions) == 60
    assert right[CELLS] >= 42
    assert right[SKILL] >= 32
    assert right[SECTION] >= 24
    assert sure >= 30
    assert sure_and_right >= 0.85 * sure


def test_what_the_question_says_itself_is_not_proposed(held_out):
    questions, proposer = held_out

    assert {each.field for each in proposer.proposals(questions[0])} <= {MISCONCEPTION}


def test_a_proposal_says_why(held_out):
    _, proposer = held_out
    options = [("AWS", False), ("The customer", True)]
    content = {
        "form": Form.CHOOSE_ONE,
        "stem": "Who is responsible for patching the guest operating system of an Amazon EC2 instance?",
        "cells": [],
        "skill": "",
        "section": "",
        "options": [
            {"key": text, "text": text, "is_key": is_key, "expected": "", "rationale": "", "misconception": ""}
            for text, is_key in options
        ],
    }

    cell, skill, *_ = proposer.proposals(content)

    assert (cell.field, cell.value, cell.tenths) == (CELLS, "ec2/guest-os", SURE)
    assert cell.why.startswith("it names EC2, and it is worded like ")
    assert (skill.value, skill.tenths, skill.why) == ("customer", SURE, "its right answer names the customer")


def test_nothing_is_proposed_for_a_question_about_something_else(held_out):
    _, proposer = held_out
    options = [
        {"key": text, "text": text, "is_key": is_key, "expected": "", "rationale": "", "misconception": ""}
        for text, is_key in (("A lower price", True), ("A support plan", False))
    ]
    content = {"form": Form.CHOOSE_ONE, "stem": "What does a Savings Plan give?", "options": options}

    assert not [*proposer.proposals({**content, "cells": [], "skill": "", "section": ""})]
