"""What is shown with a right option is a reason for it: over the whole bank, and on the page."""

import re

import pytest

from bank.generators.reasons import Reasons, while_reasons_last
from bank.generators.wording import sentences
from bank.models import Form, Item, ItemVersion
from bank.version_contents import contents_of
from matrix import facts
from matrix.models import Owner
from teach.items.preview import preview_of
from tests.helpers.questions import published
from tests.helpers.regrades import sit
from tests.helpers.sittings import item_at, key_of, served_event, token_of

pytestmark = pytest.mark.django_db

SIDES = {Owner.AWS, Owner.CUSTOMER}


@pytest.fixture(scope="module")
def explanations(django_db_setup, django_db_blocker):
    """Every published question with one right option, as its page explains it after a right answer."""
    with django_db_blocker.unblock():
        known = facts.current()
        versions = list(ItemVersion.objects.filter(pk__in=Item.objects.asked().values("published")).order_by("pk"))
        contents = contents_of(versions)
        found = []
        for version, content in zip(versions, contents, strict=True):
            keys = [str(number) for number, option in enumerate(content["options"], 1) if option["is_key"]]
            if len(keys) == 1:
                preview = preview_of(content, known, {"choice": keys})
                found.append((version, content, preview.explanation))
    return found


def test_a_question_whose_options_have_one_reason_is_left_out():
    @while_reasons_last
    def ask(*options):
        reasons = Reasons()
        return [reasons.say(option) for option in options]

    assert list(ask("AWS patches it.", "You configure it.")) == [["AWS patches it.", "You configure it."]]
    assert list(ask("AWS patches it.", "AWS patches it.")) == []


def owners_of_the_key(content) -> set[str]:
    return {claim["owner"] for option in content["options"] if option["is_key"] for claim in option["claims"]}


def test_no_reason_that_is_shown_speaks_for_another_owner_than_the_key(explanations):
    """The count was 160 of the choose-one questions: their cell is the other side's as a whole."""
    of_the_other_side = [
        (version, explanation)
        for version, content, explanation in explanations
        if len(owners := owners_of_the_key(content)) == 1 and {*owners, explanation.cell.ownership.answer} == SIDES
    ]

    assert len(of_the_other_side) >= 30
    assert not [version.item.slug for version, explanation in of_the_other_side if explanation.reason_of_cell]


def test_no_verdict_says_a_sentence_twice(explanations):
    twice = [
        version.item.slug
        for version, content, explanation in explanations
        if explanation.reason_of_cell
        and any(
            sentence in option["rationale"]
            for option in content["options"]
            for sentence in sentences(explanation.reason_of_cell)
        )
    ]

    assert not twice


def test_the_reason_of_a_cell_is_still_shown_where_it_adds_something(explanations):
    shown = [explanation for _, _, explanation in explanations if explanation.reason_of_cell]

    assert shown
    assert all(explanation.claimed == {explanation.cell.ownership.answer} for explanation in shown)


# On the page


def of_one_side(*, owner: str, slug: str) -> ItemVersion:
    """A task of EC2's guest operating system, whose whole cell is the customer's."""
    options = [
        {
            "key": key,
            "text": key.upper(),
            "is_key": key == "b",
            "rationale": f"Reason of {key}.",
            "claims": [{"cell": "ec2/guest-os", "owner": owner}] if key == "b" and owner else [],
        }
        for key in "abcd"
    ]
    content = {"form": Form.CHOOSE_ONE, "stem": f"{slug}?", "cells": ["ec2/guest-os"], "options": options}
    return published(slug, content)


def page_after(learner_client, learner, version) -> str:
    sit(learner, version, answers="a")
    return learner_client.get(item_at(learner.attempts.get(), 1).get_absolute_url()).text


def test_a_verdict_gives_the_reason_of_the_option_and_that_of_the_cell(learner_client, learner):
    page = page_after(learner_client, learner, of_one_side(owner="customer", slug="yours"))

    assert page.count("Reason of b.") == 1
    assert re.search(r'B</span>\s*<span class="why">Reason of b\.</span>', page.partition("Right answer")[2])
    assert facts.current().cell("ec2/guest-os").rationale in page


def test_a_key_that_claims_nothing_gets_no_reason_of_a_cell(learner_client, learner):
    page = page_after(learner_client, learner, of_one_side(owner="", slug="nobody"))

    assert "Reason of b." in page
    assert facts.current().cell("ec2/guest-os").rationale not in page


def test_a_task_of_the_other_side_is_said_to_be_an_exception(learner_client, learner):
    known = facts.current()
    version = next(
        version
        for version in ItemVersion.objects.filter(pk__in=Item.objects.asked().values("published"))
        .filter(item__generator="who-does-this", options__is_key=True, options__claims__owner=Owner.AWS)
        .prefetch_related("tested_cells", "options__claims")
        if known.cell_by_id(version.tested_cells.all()[0].cell_id).owner == Owner.CUSTOMER
        and {claim.owner for option in version.options.all() if option.is_key for claim in option.claims.all()}
        == {Owner.AWS}
    )
    item = item_at(sit(learner, version), 1)

    page = learner_client.post(item.get_absolute_url(), {**sent(item)}, follow=True).text

    assert "Most of this layer is your responsibility. This task is AWS’s." in page
    assert known.cell_by_id(item.settling_cell).rationale not in page


def sent(item) -> dict[str, str]:
    return {"event": served_event(item), "choice": token_of(item, key_of(item)), "confidence": "sure"}
