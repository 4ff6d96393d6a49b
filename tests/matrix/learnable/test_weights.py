"""The share of the exam on each fact, from a few numbers."""

import pytest

from matrix import facts
from matrix.learnable.rules import holding
from matrix.learnable.weights import parts_of_exam, share_of, skills, weights_of
from matrix.models import ExamShare

pytestmark = pytest.mark.django_db


def weight(subject: str) -> float:
    known = facts.current()
    return weights_of(known)[known.cell(subject).pk if subject in known.cells_by_path else subject]


def test_every_cell_rule_and_control_that_may_be_asked_has_a_share():
    known = facts.current()

    cells = {cell.pk for cell in known.cells.values() if cell.is_asked}
    assert weights_of(known).keys() == cells | holding(known).keys() | {f"control/{slug}" for slug in known.controls}
    assert sum(weights_of(known).values()) == pytest.approx(1)
    assert skills(known).keys() == weights_of(known).keys()


def test_none_has_less_than_a_tenth_of_the_mean():
    weights = weights_of(facts.current())

    assert min(weights.values()) >= 0.1 / len(weights)


def test_what_is_named_more_often_weighs_more():
    assert weight("ec2/guest-os") > weight("rds/guest-os") > weight("lightsail/guest-os")
    assert weight("ec2/physical-facilities") > weight("ec2/virtualization")
    assert weight("physical-facilities") > weight("virtualization")
    assert weight("control/configuration-management") > weight("control/datacenter-staff")


def test_another_number_is_another_revision_with_other_weights():
    before, revision = weight("s3/customer-data"), facts.current().revision

    ExamShare.objects.filter(service__slug="s3").update(number=30)

    assert facts.current().revision != revision
    assert weight("s3/customer-data") > before


def test_a_site_without_any_number_weighs_all_the_same():
    ExamShare.objects.all().delete()

    assert sum(weights_of(facts.current()).values()) == pytest.approx(1)
    assert weight("physical-facilities") > 0


def test_the_parts_of_each_kind_add_up():
    parts = dict(parts_of_exam(facts.current()))

    assert sum(part.share for part in parts["Skills of the exam guide"]) == pytest.approx(1)
    of_cells = sum(part.share for part in parts["Services: all facts of each"])
    general = sum(part.share for name in ("Rules", "Controls") for part in parts[name])
    assert of_cells + general == pytest.approx(1)
    assert [part.name for part in parts["Services: all facts of each"]][:2] == ["EC2", "RDS"]


def test_each_number_says_what_part_of_the_exam_follows_from_it():
    known = facts.current()

    shares = {about: share_of(share, known) for about, share in known.exam_shares.items()}
    assert all(0 < share < 1 for share in shares.values())
    assert sum(share for about, share in shares.items() if about.startswith("skill/")) == pytest.approx(1)
