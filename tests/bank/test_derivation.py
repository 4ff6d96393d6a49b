from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bank.content import content_of
from bank.derivation import derive
from bank.generators import GENERATORS, all_drafts
from bank.generators.draft import DerivedQuestion
from bank.models import Item, ItemVersion, Needs
from bank.publishing import with_content
from matrix import facts
from matrix.files.content import ContentError, Report
from matrix.models import Duty, Responsibility, Scenario
from quizzes.models import AttemptItem
from tests.helpers.sittings import begin

pytestmark = pytest.mark.django_db

ENGINE_PATCH = "rds/platform-software/apply-minor-engine-patches-in-the-maintenance-window"


def derived() -> Report:
    report = Report()
    derive(facts.current(), report)
    return report


def item_of(generator: str, **parameters: str) -> Item:
    return Item.objects.select_related("published").get(generator=generator, parameters=parameters)


def cell(path: str) -> Responsibility:
    service, layer = path.split("/")
    return Responsibility.objects.get(service__slug=service, layer__slug=layer)


def slugs_that_test(path: str) -> set[str]:
    return {draft.slug for draft in all_drafts(facts.current()) if path in draft.content["cells"]}


def touched(report: Report) -> set[str]:
    names = [*report.created, *report.updated, *report.removed]
    return {name.removeprefix("derived question ").partition(" ")[0] for name in names}


def test_loading_the_content_derives_what_the_facts_give():
    published = Item.objects.exclude(generator="").exclude(published=None)

    assert set(published.values_list("slug", flat=True)) == {draft.slug for draft in all_drafts(facts.current())}


def test_deriving_again_changes_nothing():
    versions = ItemVersion.objects.count()

    report = derived()

    assert (report.created, report.updated, report.removed) == ([], [], [])
    assert report.unchanged >= 1250
    assert ItemVersion.objects.count() == versions


def test_what_is_published_is_what_the_generator_gave():
    some = [draft for draft in all_drafts(facts.current()) if draft.slug.endswith("0")]
    items = {item.slug: item for item in with_content(Item.objects.filter(slug__in=[draft.slug for draft in some]))}

    assert len(some) > 50
    for draft in some:
        # Where it is taught belongs to the item and not to what the generator says.
        assert content_of(items[draft.slug].published) | {"section": ""} == draft.content


def test_another_reason_makes_new_versions_of_the_questions_about_its_cell_only():
    about = slugs_that_test("rds/guest-os")
    changed = cell("rds/guest-os")
    changed.rationale = "AWS keeps the host to itself. You never log in to it."
    changed.save()

    report = derived()

    assert report.updated
    assert (report.created, report.removed) == ([], [])
    assert touched(report) <= about
    renewed = Item.objects.filter(slug__in=touched(report)).values_list("published__number", "published__change")
    assert set(renewed) == {(2, "clarify")}


def test_a_duty_that_changes_hands_moves_the_key_of_its_question():
    duty = Duty.objects.get(cell=cell("ecs-fargate/availability-scaling"), common_task__slug="spread-over-zones")
    identity = {"duty": duty.path}
    duty.owner = "aws"
    duty.save()
    before = item_of("who-does-this", **identity)
    assert before.published.options.get(is_key=True).key == "customer"

    report = derived()

    after = item_of("who-does-this", **identity)
    assert (after.published.number, after.published.change) == (2, "key_change")
    assert after.published.options.get(is_key=True).key == "aws"
    assert before.published.options.get(is_key=True).key == "customer"
    assert f"derived question {after.slug}" in report.updated


def test_a_question_whose_facts_are_gone_is_withdrawn_with_its_versions_kept():
    item = item_of("scenarios", scenario="s3-disk-fails")
    Scenario.objects.get(slug="s3-disk-fails").delete()

    report = derived()

    item.refresh_from_db()
    assert item.published is None
    assert item.versions.count() == 1
    assert report.removed == [f"derived question {item.slug} (withdrawn)"]
    assert derived().removed == []


def test_a_withdrawn_question_comes_back_as_it_was():
    item = item_of("scenarios", scenario="s3-disk-fails")
    first = item.published
    gone = Scenario.objects.get(slug="s3-disk-fails")
    Scenario.objects.filter(pk=gone.pk).delete()
    derived()
    gone.save(force_insert=True)

    report = derived()

    item.refresh_from_db()
    assert item.published == first
    assert report.updated == [f"derived question {item.slug} (back again)"]


def test_facts_that_become_uncertain_are_no_longer_asked_about():
    about = slugs_that_test("rds/guest-os")
    changed = cell("rds/guest-os")
    changed.confidence = "low"
    changed.save()

    report = derived()

    assert touched(report) >= about
    asked = with_content(Item.objects.exclude(generator="").exclude(published=None).filter(slug__in=about))
    assert not any(tested.cell == changed for item in asked for tested in item.published.tested_cells.all())


@pytest.mark.parametrize("owner", ["customer", "aws", "shared"])
def test_an_owner_without_a_duty_stops_nothing(owner):
    Responsibility.objects.filter(service__slug__in=["rds", "ec2", "s3"]).update(owner=owner)

    report = derived()

    assert report.removed


def test_questions_written_by_hand_are_never_touched():
    before = set(Item.objects.filter(generator="").values_list("slug", "published", "edit_number", "loaded_hash"))
    Duty.objects.filter(owner="aws", cell__service__slug__in=["ec2", "rds", "lambda"]).update(task="Do something else")

    derived()

    assert before == set(
        Item.objects.filter(generator="").values_list("slug", "published", "edit_number", "loaded_hash")
    )


def test_an_old_attempt_keeps_the_version_that_it_was_served(learner):
    item = item_of("scenarios", scenario="s3-disk-fails")
    version = item.published
    served = AttemptItem.objects.create(attempt=begin(learner), version=version, position=90, order=[])
    Scenario.objects.filter(slug="s3-disk-fails").update(why="Only AWS can reach the disk.")

    derived()

    item.refresh_from_db()
    served.refresh_from_db()
    assert item.published.number == 2
    assert served.version == version
    assert not version.options.filter(rationale="Only AWS can reach the disk.").exists()


def test_a_draft_that_the_facts_refute_stops_everything(monkeypatch):
    honest = DerivedQuestion.content.fget

    def turned(draft: DerivedQuestion) -> dict:
        content = honest(draft)
        for option in content["options"]:
            option["is_key"] = option["key"] == "customer"
        return content

    monkeypatch.setattr(DerivedQuestion, "content", property(turned))
    monkeypatch.setattr("bank.generators.GENERATORS", {"who-does-this": GENERATORS["who-does-this"]})
    versions = ItemVersion.objects.count()

    with pytest.raises(ContentError, match="is the key and says the customer owns"):
        derived()

    assert ItemVersion.objects.count() == versions
    assert Item.objects.filter(generator="scenarios", published=None).count() == 0


def test_deriving_takes_as_many_queries_for_many_questions_as_for_one():
    Scenario.objects.filter(slug="s3-disk-fails").update(why="Only AWS can reach the disk.")
    with CaptureQueriesContext(connection) as for_one:
        derived()
    taught = Responsibility.objects.filter(service__slug__in=["ec2", "rds", "lambda", "s3", "dynamodb"])
    taught.update(rationale="This is how it is.")
    with CaptureQueriesContext(connection) as for_many:
        report = derived()

    assert len(report.updated) >= 40
    assert len(for_many) <= len(for_one) + 15  # bulk inserts come in portions


def test_the_command_says_what_it_did():
    Scenario.objects.filter(slug="s3-disk-fails").update(why="Only AWS can reach the disk.")
    said = StringIO()

    call_command("derive_items", stdout=said)

    assert said.getvalue().startswith("0 created, 1 updated, 0 removed, ")


# In the admin


def change_page(item: Item) -> str:
    return reverse("admin:bank_item_change", args=[item.pk])


def test_a_derived_question_is_shown_with_the_facts_it_comes_from(instructor_client):
    item = item_of("scenarios", scenario="s3-disk-fails")

    page = instructor_client.get(change_page(item)).content.decode()

    assert "It’s derived from facts. To change it, change a fact instead" in page
    assert reverse("admin:matrix_scenario_change", args=[Scenario.objects.get(slug="s3-disk-fails").pk]) in page
    assert reverse("admin:matrix_responsibility_change", args=[cell("s3/hardware-network").pk]) in page
    assert item.published.stem in page
    assert "_publish" not in page


def test_a_derived_question_can_neither_be_edited_nor_deleted(instructor_client):
    item = item_of("scenarios", scenario="s3-disk-fails")
    Scenario.objects.get(slug="s3-disk-fails").delete()
    derived()

    assert instructor_client.post(change_page(item), {"stem": "Mine?"}).status_code == 403
    deletion = reverse("admin:bank_item_delete", args=[item.pk])
    assert instructor_client.post(deletion, {"post": "yes"}).status_code == 403


def test_a_withdrawn_question_still_shows_its_last_version(instructor_client):
    item = item_of("scenarios", scenario="s3-disk-fails")
    stem = item.published.stem
    Scenario.objects.get(slug="s3-disk-fails").delete()
    derived()

    page = instructor_client.get(change_page(item)).content.decode()

    assert "The facts no longer give this question" in page
    assert stem in page


@pytest.mark.parametrize("origin", ["none", "scenarios"])
def test_the_list_of_questions_can_be_filtered_by_origin(instructor_client, origin):
    page = instructor_client.get(reverse("admin:bank_item_changelist"), {"generator": origin})

    shown = {item.generator for item in page.context["cl"].result_list}
    assert shown == ({""} if origin == "none" else {origin})


def test_a_derived_question_can_be_previewed(instructor_client):
    item = item_of("scenarios", scenario="s3-disk-fails")

    page = instructor_client.get(
        reverse("admin:bank_item_version", args=[item.pk, item.published.number])
    ).content.decode()

    assert item.published.stem in page


def test_a_derived_question_that_only_needs_something_else_gets_a_cosmetic_version(monkeypatch):
    drafts = list(all_drafts(facts.current()))
    first = next(draft for draft in drafts if draft.evidence[0] == Needs.BOTH)
    changed = replace(first, evidence=(Needs.FACT, ""))
    monkeypatch.setattr("bank.derivation.all_drafts", lambda _: [changed, *(d for d in drafts if d is not first)])

    report = derived()

    assert touched(report) == {first.slug}
    version = Item.objects.get(slug=first.slug).published
    assert (version.number, version.change, version.needs) == (2, "cosmetic", "fact")
