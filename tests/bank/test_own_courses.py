"""Questions of courses that are not about the matrix: what is silent for them, and what is not."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bank.checks.advice import advice_on
from bank.checks.snapshot import own_questions, questions
from bank.conflicts import conflicts
from bank.content import content_of, normalized, problems_of
from bank.loading import load_items
from bank.models import Item
from bank.near_twins import likenesses
from bank.plain_texts import plain_texts
from bank.publishing import PublishingRefused, publish
from bank.writing import item_files
from matrix import facts
from matrix.files.content import Report
from srm_site.management.commands.check_content import check_content
from tests.helpers.own_courses import SECTION, STEMS, make_course, make_lesson_in, own_content, own_question
from tests.helpers.questions import by_hand

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lesson():
    return make_lesson_in(make_course())


def fields_of(problems) -> list[str]:
    return [problem.field for problem in problems]


def problems_with(**changed) -> list[str]:
    return fields_of(problems_of(normalized(own_content(**changed)), facts.current()))


def advice_with(**changed) -> list[str]:
    content = normalized(own_content(**changed))
    return fields_of(advice_on(content, facts.current(), sections=[SECTION], is_own=True))


def options_with(place: int, **changed) -> list[dict]:
    options = own_content()["options"]
    options[place] |= changed
    return options


# What is silent


def test_it_needs_neither_cell_nor_skill():
    assert problems_with() == []
    assert problems_with(section="shared-responsibility-model#shifts") == ["skill", "cells"]


def test_its_key_needs_no_claim():
    assert advice_with() == []


def test_it_never_contradicts_the_facts():
    own_question("pricing")

    assert conflicts(facts.current()) == []


def test_it_is_no_near_twin_of_a_question_by_a_fact():
    versions = [own_question(f"pricing-{n}", stem).published_id for n, stem in enumerate(STEMS)]

    likes = list(likenesses(versions).values())

    assert not any(one.names for one in likes)
    assert not any(one.is_near(other) for one in likes for other in likes if one is not other)


def test_a_change_of_a_fact_asks_nobody_to_read_it_again():
    own_question("pricing")

    assert not [text for text in plain_texts(facts.current()) if STEMS[0] in text.title]


def test_what_ships_is_checked_without_it_and_it_is_counted_apart():
    before, problems_before = check_content()
    own_question("pricing")
    after, problems_after = check_content()

    assert (before["items_of_own_courses"], after["items_of_own_courses"]) == (0, 1)
    assert after["items"] == before["items"]
    assert problems_after == problems_before


def test_the_two_kinds_of_questions_are_apart():
    own_question("pricing")

    assert [question.slug for question in own_questions()] == ["pricing"]
    assert "pricing" not in {question.slug for question in questions()}


# What is not


def test_every_option_needs_a_reason():
    assert problems_with(options=options_with(1, rationale="")) == ["rationale"]


def test_it_needs_one_key():
    assert problems_with(options=options_with(0, is_key=False)) == ["options"]
    assert problems_with(options=options_with(1, is_key=True)) == ["is_key"]


def test_a_key_that_is_by_far_the_longest_is_told():
    long = "The bill follows the use of every single server, hour by hour, all the year round"

    assert "text" in advice_with(options=options_with(0, text=long))


def test_a_slug_in_its_words_is_told():
    assert "text" in advice_with(options=options_with(1, text="It is in guest-os"))


def test_a_question_that_is_asked_already_is_told():
    own_question("pricing")

    assert "stem" in advice_with()


def test_what_speaks_of_the_matrix_is_refused():
    claims = [{"cell": "ec2/guest-os", "owner": "customer"}]

    assert problems_with(cells=["ec2/guest-os"]) == ["cells"]
    assert problems_with(skill="shift") == ["skill"]
    assert problems_with(options=options_with(0, claims=claims)) == ["claims"]
    assert problems_with(form="owner") == ["form"]


def test_check_content_says_what_is_wrong_with_it():
    own_question("pricing", options=options_with(1, text="It is in guest-os"))

    assert any(problem.startswith("pricing: ") for problem in check_content()[1])


# Moving between courses


def test_a_question_about_the_matrix_does_not_move_into_another_course():
    item = by_hand().item

    with pytest.raises(PublishingRefused, match="can’t move"):
        publish(item, own_content())

    assert Item.objects.get(pk=item.pk).skill


def test_a_question_of_another_course_does_not_become_one_about_the_matrix():
    item = own_question("pricing")
    about_matrix = content_of(by_hand())

    with pytest.raises(PublishingRefused, match="can’t move"):
        publish(item, about_matrix)


def test_a_draft_that_was_never_published_may_move():
    item = Item.objects.create(slug="undecided", skill="shift")

    publish(item, own_content())

    item.refresh_from_db()
    assert item.skill == ""


def test_the_database_refuses_a_skill_that_is_unknown():
    with pytest.raises(IntegrityError, match="bank_item_skill_is_known"), transaction.atomic():
        Item.objects.filter(pk=own_question("pricing").pk).update(skill="pricing")


# Files


def test_a_file_carries_it_there_and_back(tmp_path):
    own_question("pricing")
    written = json.loads(item_files(facts.current())["items/cloud-pricing.json"])
    assert written[0]["slug"] == "pricing"
    assert not written[0].keys() & {"cells", "skill"}
    Item.objects.filter(slug="pricing").update(slug="older")
    (tmp_path / "items").mkdir()
    (tmp_path / "items" / "cloud-pricing.json").write_text(json.dumps(written))
    (tmp_path / "misconceptions.json").write_text("[]")

    load_items(tmp_path, Report())

    loaded = Item.objects.get(slug="pricing")
    assert loaded.skill == ""
    assert loaded.published.tested_cells.count() == 0


def test_a_course_with_lessons_stays_what_it_is(lesson):
    lesson.course.about_matrix = True

    with pytest.raises(ValidationError, match="can’t be changed"):
        lesson.course.clean()
