"""A file becomes drafts: looked at first, then all or nothing, and brought again it changes instead of doubling."""

import io

import pytest
from django.core.management import CommandError, call_command

from bank.content import content_of
from bank.models import Import, ImportedName, Item, ItemDraft
from exchange.imports import AlreadyImported, PlanOutdated, carry_out, plan_of, store_import
from exchange.losses import Leaving
from exchange.parsers import read, read_text, text_of
from exchange.plan import plan
from exchange.writers import OUT_FORMATS
from matrix import facts
from tests.helpers.questions import by_hand, derived, sorting

pytestmark = pytest.mark.django_db

GIFT = """// [id:patching]
::Patching::Who patches the guest of EC2? {
  =You # You chose the image.
  ~AWS # AWS has no log-in.
}

::Essay::Discuss. {}
"""


def imported(text: str, *, format: str = "gift", editor: int | None = 1) -> Import:
    brought = store_import("bank", text, format=format, editor=editor)
    return carry_out(brought, shown=plan_of(brought, facts.lock_facts()).fingerprint, editor=editor)


def kinds(text: str, format: str = "gift") -> list[str]:
    return [step.kind for step in plan(read_text(text, format), facts.lock_facts()).steps]


def exported(version, format: str) -> str:
    return text_of(OUT_FORMATS[format].write([Leaving(version.item.slug, content_of(version))]).data)


def test_a_question_becomes_a_draft_that_says_what_it_needs():
    outcome = imported(GIFT).outcome

    item = Item.objects.get(slug="patching")
    assert item.published is None
    assert [option["rationale"] for option in item.draft.content["options"]] == [
        "You chose the image.",
        "AWS has no log-in.",
    ]
    created, refused = outcome["steps"]
    assert (created["kind"], created["item"], created["line"]) == ("create", item.pk, 2)
    assert any(need.startswith("cells: name the cells") for need in created["needs"])
    assert refused["reason"].startswith("an essay question")


def test_bringing_it_again_changes_nothing_and_then_only_what_changed():
    imported(GIFT)
    assert kinds(GIFT) == ["same"]

    [step] = imported(GIFT.replace("Who patches", "Who updates")).outcome["steps"][:1]

    assert step["kind"] == "change"
    assert step["changes"] == [
        {"field": "stem", "before": "Who patches the guest of EC2?", "after": "Who updates the guest of EC2?"}
    ]
    assert Item.objects.filter(slug__startswith="patching").count() == 1


def test_a_question_without_any_name_is_found_again_by_its_words():
    nameless = "Who guards the building?\nA. AWS\nB. You\nANSWER: A\n"
    imported(nameless, format="aiken")
    item = ImportedName.objects.get(external__startswith="content:").item
    ItemDraft.objects.filter(item=item).update(content={**item.draft.content, "stem": "Edited since"})

    assert kinds(nameless, "aiken") == ["change"]


@pytest.mark.parametrize("format", OUT_FORMATS)
def test_what_left_here_comes_back_as_it_stands(format):
    version = by_hand()

    assert kinds(exported(version, format), format) == ["same"]


def test_what_a_file_cannot_tell_stays():
    version = sorting()
    text = exported(version, "gift").replace("Whose?", "Whose is it?")

    imported(text)

    before, after = content_of(version), version.item.draft.content
    assert after["stem"] == "Whose is it?"
    assert after["options"] == before["options"]


def test_a_published_question_stays_published_while_its_draft_waits():
    version = by_hand()

    imported(exported(version, "csv").replace(version.stem, "Reworded?"), format="csv")

    item = Item.objects.get(pk=version.item_id)
    assert (item.published, item.draft.content["stem"]) == (version, "Reworded?")


def test_a_derived_question_is_skipped_by_name():
    [step] = plan(read("x", exported(derived(), "gift").encode(), "gift"), facts.lock_facts()).steps

    assert step.kind == "skip"
    assert "derived from the facts" in step.reason


def test_questions_on_one_line_become_their_own_drafts():
    items = "".join(
        f"<question type='multichoice'><idnumber>minified-{name}</idnumber><questiontext><text>Who {name}?</text>"
        "</questiontext><answer fraction='100'><text>AWS</text></answer><answer><text>You</text></answer></question>"
        for name in ("a", "b")
    )
    one, other = imported(f"<quiz>{items}</quiz>", format="moodle-xml").outcome["steps"]

    assert [(step["title"], Item.objects.get(pk=step["item"]).slug) for step in (one, other)] == [
        ("minified-a", "minified-a"),
        ("minified-b", "minified-b"),
    ]


def test_an_id_that_stands_twice_is_refused_and_a_title_is_then_no_id():
    twice = "// [id:a]\nOne? {=x ~y}\n\n// [id:a]\nTwo? {=x ~y}\n"
    reading = plan(read("x", twice.encode(), "gift"), facts.lock_facts())
    titles = plan(read("x", b"::Q1::One? {=x ~y}\n\n::Q1::Two? {=x ~y}\n", "gift"), facts.lock_facts())

    assert (len(reading.steps), reading.refusals[0].reason) == (1, "the id “a” stands on line 2 already.")
    assert [step.slug for step in titles.steps] == ["q1", "q1-2"]


def test_a_plan_that_would_be_another_by_now_is_not_carried_out():
    brought = store_import("bank", GIFT, format="gift", editor=1)
    shown = plan_of(brought, facts.lock_facts()).fingerprint
    Item.objects.create(slug="patching", skill="aws")

    with pytest.raises(PlanOutdated):
        carry_out(brought, shown=shown, editor=1)
    assert not ItemDraft.objects.filter(item__slug="patching").exists()


def test_a_file_is_imported_once():
    done = imported(GIFT)

    assert done.text == ""
    with pytest.raises(AlreadyImported):
        carry_out(done, shown="", editor=1)


def test_an_older_file_that_waits_goes_when_its_editor_brings_another():
    store_import("one", GIFT, format="gift", editor=1)
    store_import("other", GIFT, format="gift", editor=2)
    store_import("two", GIFT, format="gift", editor=1)

    assert set(Import.objects.filter(done_at=None).values_list("name", flat=True)) == {"other", "two"}


def test_the_command_says_what_it_would_do_and_does_it(tmp_path):
    file = tmp_path / "bank.gift"
    file.write_text(GIFT)

    dry, wet = io.StringIO(), io.StringIO()
    call_command("import_questions", str(file), dry_run=True, stdout=dry)
    assert not Item.objects.filter(slug="patching").exists()
    call_command("import_questions", str(file), stdout=wet)

    assert dry.getvalue().splitlines()[0] == "1 to create, 0 to change, 0 as they stand, 1 skipped."
    assert "line 7, Essay skips: an essay question" in dry.getvalue()
    assert Item.objects.get(slug="patching").draft


def test_a_command_that_cannot_read_says_why(tmp_path):
    file = tmp_path / "bank.gift"
    file.write_bytes(b"fine\n\xff broken")

    with pytest.raises(CommandError, match=r"Nothing was imported\. Line 2 is not UTF-8"):
        call_command("import_questions", str(file))
