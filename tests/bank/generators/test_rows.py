"""Rows made to order: which cells can stand together, and the question about some of them."""

from collections import Counter
from random import Random

import pytest

from bank.content import problems_of
from bank.generators.rows import FEWEST, MOST, cells_judged, made_to_order, question_of, stacks
from bank.generators.wording import sentences
from bank.models import Form, Needs, RowStack
from matrix import facts
from matrix.models import Responsibility

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> facts.Facts:
    return facts.current()


def some_of(key: str, known: facts.Facts, *, seed: str = "a", count: int = MOST) -> list[Responsibility]:
    cells = stacks(known)[key]
    return Random(seed).sample(cells, min(count, len(cells)))


def owners_of(draft) -> Counter[str]:
    return Counter(str(row.expected) for row in draft.choices)


def drawn(known):
    """Questions of every stack, for three and more of its cells."""
    for key, cells in stacks(known).items():
        for count in range(FEWEST, min(len(cells), MOST) + 1):
            chosen = some_of(key, known, seed=f"{key}{count}", count=count)
            yield chosen, made_to_order(key, chosen, seed=str(count), facts=known)


def test_the_cells_of_a_stack_share_a_service_or_a_layer(known):
    assert {"service/rds", "service/ec2", "task/patch-operating-system"} <= stacks(known).keys()
    for key, cells in stacks(known).items():
        shared = {cell.service.slug if key.startswith("service/") else cell.layer.slug for cell in cells}
        assert len(shared) == 1
        assert len(set(cells)) == len(cells) >= FEWEST


def test_any_cells_of_any_stack_give_a_question_that_the_facts_agree_with(known):
    for chosen, draft in drawn(known):
        assert draft is not None
        assert draft.form == Form.SORT
        assert FEWEST <= len(draft.choices) <= MOST
        assert problems_of(draft.content, known, own=()) == []
        judged = cells_judged(draft.parameters["rows"], known)
        assert len({cell.pk for cell in chosen} - judged) <= 1, "at most one gives way to a row in contrast"
        assert len(judged - {cell.pk for cell in chosen}) <= 1


def test_both_sides_have_a_row_also_where_a_service_does_all_on_one_side(known):
    assert all(len(owners_of(draft)) == 2 for _, draft in drawn(known))
    lambda_draft = made_to_order("service/lambda", some_of("service/lambda", known), seed="a", facts=known)

    assert owners_of(lambda_draft)["customer"] == 1


def test_the_row_in_contrast_is_no_evidence_where_its_layer_has_one_owner_everywhere(known):
    """All moving tasks on EC2 are the customer's, so AWS's row is about a layer that is AWS's on every service."""
    draft = made_to_order("service/ec2", some_of("service/ec2", known), seed="a", facts=known)
    [contrast] = [row for row in draft.choices if row.expected == "aws"]
    [path] = [path for path in draft.parameters["rows"] if known.duty(path).owner == "aws"]

    assert contrast.claims[0]["services"] == "all-but-hybrid"
    assert known.duty(path).cell_id not in cells_judged(draft.parameters["rows"], known)
    assert known.duty(path).cell.path not in draft.content["cells"]


def test_the_same_rows_are_the_same_question_in_whatever_order_they_were_wanted(known):
    chosen = some_of("task/patch-operating-system", known)
    one = made_to_order("task/patch-operating-system", chosen, seed="a", facts=known)
    other = made_to_order("task/patch-operating-system", chosen[::-1], seed="b", facts=known)

    assert one.slug == other.slug
    assert one.content == other.content


def test_a_cell_with_several_tasks_is_asked_about_another_one_at_times(known):
    """Availability on S3 has three tasks that can be rows."""
    chosen = some_of("service/s3", known)
    tasks = {
        row.text
        for seed in range(30)
        for row in made_to_order("service/s3", chosen, seed=str(seed), facts=known).choices
    }

    assert tasks >= {
        "Add capacity as load grows",
        "Choose the size of the servers",
        "Protect against the loss of an Availability Zone",
    }


def test_the_place_of_a_row_says_nothing_of_its_owner(known):
    first = Counter(draft.content["options"][0]["expected"] for _, draft in drawn(known))
    last = Counter(draft.content["options"][-1]["expected"] for _, draft in drawn(known))
    everywhere = Counter(option["expected"] for _, draft in drawn(known) for option in draft.content["options"])

    share = everywhere["aws"] / everywhere.total()
    assert abs(first["aws"] / first.total() - share) < 0.15
    assert abs(last["aws"] / last.total() - share) < 0.15


def test_rows_do_not_name_an_owner_and_each_has_a_reason_of_its_own(known):
    for _, draft in drawn(known):
        assert not any(row.text.startswith(("AWS", "You")) for row in draft.choices)
        assert len({row.text for row in draft.choices}) == len(draft.choices)
        reasons = [row.rationale for row in draft.choices]
        assert len(set(reasons)) == len(reasons)
        assert sum(len(sentences(reason)) for reason in reasons) <= len(reasons) + 1


def test_what_a_question_needs_is_a_fact_where_one_of_its_rows_needs_it(known):
    assert {draft.evidence[0] for _, draft in drawn(known)} == {Needs.FACT, Needs.BOTH}


def test_too_few_cells_give_no_question(known):
    assert made_to_order("task/patch-operating-system", [], seed="a", facts=known) is None
    assert made_to_order("service/rds", some_of("service/rds", known, count=1), seed="a", facts=known) is None


def test_a_question_is_no_longer_given_when_a_row_is_gone_or_all_rows_have_one_owner(known):
    draft = made_to_order("service/rds", some_of("service/rds", known), seed="a", facts=known)
    rows = draft.parameters["rows"]

    assert question_of(RowStack.SERVICE, "rds", rows, known).slug == draft.slug
    assert question_of(RowStack.SERVICE, "rds", [*rows[:-1], "rds/guest-os/gone"], known) is None
    of_aws = [duty.path for duty in known.duties.values() if duty.cell.service.slug == "s3" and duty.owner == "aws"]
    assert question_of(RowStack.SERVICE, "s3", of_aws[:4], known) is None
