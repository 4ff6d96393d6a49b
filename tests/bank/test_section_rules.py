import pytest

from bank.derivation import derive
from bank.generators import all_drafts
from bank.models import Item, ItemVersion
from bank.section_rules import known_sections, questions_without_section, section_for
from matrix import facts
from matrix.files.content import Report
from quizzes.attempt_start import published
from tests.helpers.practices import give, practice_of

pytestmark = pytest.mark.django_db
AGAIN = "Read this again: "


def sections() -> dict[str, str]:
    known = facts.current()
    return {draft.slug: section_for(draft, known) for draft in all_drafts(known)}


def section_of(generator: str, **parameters: str) -> str:
    return Item.objects.get(generator=generator, parameters=parameters).section


def test_every_published_question_names_a_section_that_exists():
    asked = Item.objects.exclude(published=None)

    assert asked.count() >= 1500
    assert set(asked.values_list("section", flat=True)) <= known_sections()
    assert list(questions_without_section()) == []


def test_derived_questions_keep_the_section_that_their_rule_gives():
    wanted = sections()
    stored = dict(Item.objects.filter(slug__in=wanted).values_list("slug", "section"))

    assert stored == wanted


@pytest.mark.parametrize(
    ("generator", "parameters", "section"),
    [
        ("control-kinds", {"control": "patch-management"}, "controls-and-evidence#shared"),
        ("control-kinds", {"control": "physical-environmental"}, "controls-and-evidence#inherited"),
        ("scenarios", {"scenario": "rds-password-not-rotated"}, "identity-and-access#inside"),
        ("scenarios", {"scenario": "eks-old-node-image"}, "hard-cases#eks"),
        ("scenarios", {"scenario": "s3-disk-fails"}, "aws-infrastructure#buildings"),
    ],
)
def test_what_teaches_a_question_follows_what_it_is_about(generator, parameters, section):
    assert section_of(generator, **parameters) == section


def test_another_section_makes_no_new_version():
    Item.objects.filter(generator="control-kinds").update(section="")
    before = ItemVersion.objects.count()

    derive(facts.current(), Report())

    assert ItemVersion.objects.count() == before
    assert list(questions_without_section()) == []


def test_a_question_that_leads_nowhere_is_named():
    Item.objects.filter(slug="iam-two-sides").update(section="")
    item = Item.objects.exclude(published=None).order_by("slug").first()
    Item.objects.filter(pk=item.pk).update(section="identity-and-access#nowhere")

    assert (
        f"{item.slug}: there is no section “identity-and-access#nowhere” that teaches it. Name one as lesson#section."
        in list(questions_without_section())
    )


@pytest.mark.parametrize("right", [True, False])
def test_after_a_wrong_answer_the_section_is_offered_to_read_again(learner_client, learner, right):
    item = Item.objects.get(generator="scenarios", parameters={"scenario": "rds-host-os-patch"})
    attempt = practice_of(learner, *published([item.pk]))
    address = f"/practice/{attempt.pk}/1/"
    before = learner_client.get(address).text

    give(attempt, 1, right=right)
    after = learner_client.get(address).text

    assert AGAIN not in before
    assert (AGAIN in after) is not right
    assert '<a href="/learn/shared-responsibility-model/#shifts">' in after
    assert "L3, How the boundary moves" in after
