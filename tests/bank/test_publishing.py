import pytest
from django.db import IntegrityError
from django.urls import reverse

from bank.content import content_of, normalized, problems_of
from bank.differences import differences, pieces
from bank.drafts import content_to_edit, edit_of, save_draft
from bank.models import Item, ItemVersion
from bank.publishing import publish
from matrix.facts import current
from matrix.learnable.rules import known_rules
from quizzes.regrade.answers import results_to_regrade
from tests.helpers.item_forms import SLUG, page_of
from tests.helpers.sittings import answer_all, begin

pytestmark = pytest.mark.django_db


@pytest.fixture
def item() -> Item:
    return Item.objects.get(slug=SLUG)


def versions_url(item: Item) -> str:
    return reverse("admin:bank_item_versions", args=[item.pk])


def version_url(item: Item, number: int) -> str:
    return reverse("admin:bank_item_version", args=[item.pk, number])


def changed(item: Item, **fields):
    return normalized(content_to_edit(item) | fields)


def with_option(content: dict, number: int, **fields) -> dict:
    options = [option | (fields if place == number else {}) for place, option in enumerate(content["options"])]
    return content | {"options": options}


# What it is evidence of


def test_a_question_says_what_it_needs_and_needs_both_unless_it_does(item):
    assert (item.published.needs, item.published.rule) == ("both", "infrastructure/guest-os")

    version = publish(item, changed(item, needs="rule", rule="physical-facilities"))

    assert content_of(version)["needs"] == "rule"
    assert content_of(version)["rule"] == "physical-facilities"


@pytest.mark.parametrize("rule", ["physical-facilities", "managed/backup-recovery", "control/patch-management"])
def test_a_rule_is_a_layer_a_kind_of_service_with_one_or_a_control(item, rule):
    content = changed(item, needs="rule", rule=rule)

    assert problems_of(content, current()) == []
    assert rule in known_rules(current())


@pytest.mark.parametrize(
    ("needs", "rule", "place", "told"),
    [
        ("nothing", "", "needs", "there is no “nothing”; known are rule, fact, both."),
        ("rule", "", "rule", "name the rule that answers it"),
        ("fact", "guest-os", "rule", "names no rule"),
        ("both", "the-roof", "rule", "physical-facilities"),
        ("rule", "rented/guest-os", "rule", "managed"),
        ("rule", "managed/guest-os", "rule", "known rules are"),
        ("rule", "control/the-roof", "rule", "known controls are"),
    ],
)
def test_what_a_question_needs_is_checked_and_what_is_known_is_named(item, needs, rule, place, told):
    [problem] = problems_of(changed(item, needs=needs, rule=rule), current())

    assert problem.field == place
    assert told in problem.message


@pytest.mark.parametrize(("needs", "rule"), [("rule", ""), ("fact", "guest-os"), ("some", "")])
def test_the_database_keeps_a_rule_where_it_belongs(item, needs, rule):
    with pytest.raises(IntegrityError, match="bank_version_names_the_rule_it_needs"):
        ItemVersion.objects.create(
            item=item, number=99, form="choose-one", stem="?", change="clarify", needs=needs, rule=rule
        )


def test_another_need_alone_is_cosmetic_and_regrades_nothing(item, learner):
    answer_all(begin(learner))

    version = publish(item, changed(item, needs="fact", rule=""), change="key_change")

    assert version.change == "cosmetic"
    assert not results_to_regrade([item.pk]).exists()
    assert publish(item, changed(item, stem="Who patches it?"), change="clarify").change == "clarify"


# What differs


def test_words_that_went_and_came_stand_in_their_place():
    found = [
        (piece.kind, piece.text)
        for piece in pieces("AWS patches the host at night.", "AWS patches every large host at night.")
    ]

    assert found == [
        ("same", "AWS patches "),
        ("out", "the"),
        ("in", "every large"),
        ("same", " host at night."),
    ]


def test_texts_that_share_little_stand_one_after_the_other():
    found = [(piece.kind, piece.text) for piece in pieces("Who patches the guest?", "Name the owner of it.")]

    assert found == [("out", "Who patches the guest?"), ("in", "Name the owner of it.")]


def test_equal_contents_do_not_differ(item):
    assert differences(changed(item), changed(item)) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"stem": "Who?"}, "Question"),
        ({"skill": "shift"}, "Skill"),
        ({"needs": "fact"}, "What answers it"),
        ({"rule": "guest-os"}, "Rule"),
        ({"cells": ["ec2/guest-os", "ec2/virtualization"]}, "Cells"),
        ({"section": "hard-cases#eks"}, "Section"),
    ],
)
def test_a_changed_field_is_named(item, change, place):
    [difference] = differences(changed(item), changed(item, **change))

    assert difference.place == place


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"text": "AWS alone"}, "text"),
        ({"is_key": True}, "right or wrong"),
        ({"rationale": "Because."}, "reason"),
        ({"claims": []}, "claims"),
        ({"misconception": ""}, "misconception"),
    ],
)
def test_a_changed_option_is_named_by_what_it_said(item, change, place):
    before = changed(item)

    [difference] = differences(before, with_option(before, 0, **change))

    assert difference.place == f"Option “{before['options'][0]['text']}”, {place}"


def test_options_that_came_went_and_moved_are_told(item):
    before = changed(item)
    first, second, third, fourth = before["options"]

    found = differences(before, before | {"options": [second, first, third, fourth | {"key": "another"}]})

    assert [each.place.rpartition("”")[2] for each in found] == [", new", ", taken out", "Order of options"]


# The pages


def test_versions_are_listed_with_who_when_what_and_how_many_answers(instructor_client, instructor, item, learner):
    answer_all(begin(learner))
    publish(item, changed(item, stem="Who patches it?"), change="clarify", editor=instructor.pk)

    page = instructor_client.get(versions_url(item))

    newest, oldest = page.context["entries"]
    assert (newest.editor, newest.answers, oldest.editor, oldest.answers) == ("Ines", 0, "a content file", 1)
    assert [each.place for each in newest.differences] == ["Question"]
    assert "<ins>" in page.text
    assert "<del>" in page.text


def test_the_list_takes_the_same_queries_for_many_versions(instructor_client, item, django_assert_max_num_queries):
    for number in range(6):
        publish(item, changed(item, stem=f"Who patches it, part {number}?"))

    with django_assert_max_num_queries(22):
        instructor_client.get(versions_url(item))


def test_an_old_version_is_seen_as_learners_saw_it_and_can_be_tried(instructor_client, item):
    stem = item.published.stem
    publish(item, changed(item, stem="Who patches it?"))

    page = instructor_client.get(version_url(item, 1)).text
    tried = instructor_client.post(
        version_url(item, 1), {"_try": "1", "choice": "1"}, headers={"HX-Request": "true"}
    ).text

    assert stem in page
    assert "Not quite" in tried
    assert "<html" not in tried


def test_an_old_version_comes_back_as_a_draft(instructor_client, item):
    before = changed(item)
    publish(item, changed(item, stem="Who patches it?"))

    answer = instructor_client.post(version_url(item, 1), {"_restore": "1", "opened_on": edit_of(item)})

    assert answer["Location"] == page_of(item)
    assert normalized(content_to_edit(item)) == before
    assert Item.objects.get(pk=item.pk).published.number == 2


def test_a_draft_saved_meanwhile_is_not_replaced_unseen(instructor_client, item):
    opened_on = edit_of(item)
    save_draft(item, changed(item, stem="Theirs?"), opened_on=opened_on)

    page = instructor_client.post(version_url(item, 1), {"_restore": "1", "opened_on": opened_on}, follow=True)

    assert "Someone else saved this question in the meantime" in page.text
    assert content_to_edit(item)["stem"] == "Theirs?"


def test_a_corrected_key_offers_a_regrade_with_the_number_of_answers(instructor_client, item, learner):
    answer_all(begin(learner))
    content = changed(item)
    content = with_option(with_option(content, 1, is_key=False, claims=[]), 3, is_key=True)
    publish(item, content)

    page = instructor_client.get(page_of(item)).text

    assert "1 answer still uses an older key" in page
    assert f"{reverse('teach:item', args=[item.pk])}#regrade" in page


def test_what_is_no_version_is_not_found(instructor_client, item):
    assert instructor_client.get(version_url(item, 9)).status_code == 404
