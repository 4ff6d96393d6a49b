import pytest
from django.contrib.admin.models import LogEntry
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from bank.drafts import content_to_edit, edit_of, save_draft
from bank.models import Item, Retirement
from bank.publishing import publish
from matrix.facts import current
from quizzes.models import Quiz, Slot
from teach.items.bulk_changes import CannotUndo, change_all, preview, undo
from teach.models import BulkChange
from tests.helpers.sittings import the_check

pytestmark = pytest.mark.django_db

LIST = reverse("admin:bank_item_changelist")
BULK = reverse("admin:bank_item_bulk")


@pytest.fixture
def items() -> list[Item]:
    return list(Item.objects.asked().filter(generator="", published__form="choose-one").order_by("slug")[:3])


def ids(items: list[Item]) -> list[int]:
    return [item.pk for item in items]


def fresh(items: list[Item]) -> list[Item]:
    return list(Item.objects.filter(pk__in=ids(items)).order_by("slug"))


def drafted(item: Item, **fields) -> Item:
    save_draft(item, content_to_edit(item) | fields, opened_on=edit_of(item))
    return item


def other_quiz() -> Quiz:
    return Quiz.objects.create(slug="warm-up", title="Warm-up")


# What each does, and its undoing


def state_of(items: list[Item]) -> list[tuple]:
    return [
        (
            item.published.stem if item.published else None,
            item.skill,
            sorted(item.slots.values_list("quiz", "position")),
        )
        for item in fresh(items)
    ]


@pytest.mark.parametrize("act", ["retire", "bring_back", "tag", "add", "take", "publish"])
def test_each_change_does_what_its_preview_said_and_is_undone_as_a_whole(instructor, items, act):
    if act == "bring_back":
        change_all("retire", ids(items), asked={"reason": "For now."}, editor=instructor.pk)
    if act == "publish":
        items = [drafted(item, stem=f"{item.published.stem} Say who.") for item in items]
    quiz = other_quiz()
    if act == "take":
        Slot.objects.bulk_create(Slot(quiz=quiz, item=item, position=n) for n, item in enumerate(items, 1))
    asked = {
        "retire": {"reason": "For now."},
        "tag": {"skill": "shift"},
        "add": {"quiz": quiz.pk},
        "take": {"quiz": quiz.pk},
        "publish": {"change": "clarify"},
    }.get(act, {})
    before = state_of(items)
    happening = [step for step in preview(act, ids(items), asked=asked, facts=current()) if step.happens]

    change = change_all(act, ids(items), asked=asked, editor=instructor.pk)
    after = state_of(items)
    undone = undo(change, editor=instructor.pk)

    assert change.parts.count() == len(happening) > 0
    assert after != before
    assert state_of(items) == before
    assert undone.undoes == change


def test_what_allows_it_changes_and_the_rest_is_told_why_not(instructor, items):
    derived = Item.objects.asked().exclude(generator="").first()
    chosen = [*items, derived]

    steps = preview("retire", ids(chosen), asked={}, facts=current())
    change = change_all("retire", ids(chosen), asked={"reason": "For now."}, editor=instructor.pk)

    assert [step.refused for step in steps if not step.happens] == [
        "It’s derived from the facts and changes with them."
    ]
    assert change.parts.count() == 3
    assert Item.objects.get(pk=derived.pk).published


def test_only_drafts_without_problems_are_published(instructor, items):
    good, bad, _ = items
    drafted(good, stem="Who patches it now?")
    drafted(bad, stem="")

    shown = preview("publish", ids(items), asked={"change": "clarify"}, facts=current())
    steps = {step.item.slug: step for step in shown}
    change_all("publish", ids(items), asked={"change": "clarify"}, editor=instructor.pk)

    assert steps[good.slug].after == "Version 2: Who patches it now?"
    assert "write the question" in steps[bad.slug].refused
    assert [item.published.number for item in fresh(items)] == [2, 1, 1]


def test_a_draft_takes_the_new_skill_along(instructor, items):
    drafted(items[0], stem="Who patches it now?")

    change_all("tag", ids(items[:1]), asked={"skill": "shift"}, editor=instructor.pk)

    assert content_to_edit(Item.objects.get(pk=items[0].pk))["skill"] == "shift"


def test_positions_in_a_quiz_stay_without_gaps(instructor, items):
    quiz = the_check()
    third = quiz.slots.get(position=3).item

    change = change_all("take", [third.pk], asked={"quiz": quiz.pk}, editor=instructor.pk)
    left = list(quiz.slots.values_list("position", flat=True))
    undo(change, editor=instructor.pk)

    assert left == list(range(1, 10))
    assert quiz.slots.get(position=3).item == third


# What has changed since


def test_it_is_not_undone_where_somebody_changed_one_of_them_since(instructor, items):
    change = change_all("retire", ids(items), asked={"reason": "For now."}, editor=instructor.pk)
    publish(items[1], content_to_edit(items[1]) if hasattr(items[1], "draft") else _last_words(items[1]))

    with pytest.raises(CannotUndo) as refused:
        undo(change, editor=instructor.pk)

    assert len(refused.value.reasons) == 1
    assert "was changed since" in refused.value.reasons[0]
    assert Retirement.objects.filter(ended_at=None).count() == 2


def _last_words(item: Item) -> dict:
    from bank.version_contents import content_of_version

    return content_of_version(item.versions.get())


def test_it_is_undone_once(instructor, items):
    change = change_all("tag", ids(items), asked={"skill": "shift"}, editor=instructor.pk)
    undone = undo(change, editor=instructor.pk)

    for each in (change, undone):
        with pytest.raises(CannotUndo):
            undo(each, editor=instructor.pk)


def test_the_record_stays(instructor, items):
    change = change_all("tag", ids(items), asked={"skill": "shift"}, editor=instructor.pk)

    for statement in ("UPDATE teach_bulkchange SET act = 'retire'", "DELETE FROM teach_bulkchangeitem"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert BulkChange.objects.get(pk=change.pk).act == "tag"


# The pages


def test_from_the_list_over_the_preview_to_the_change_and_back(instructor_client, instructor, items):
    chosen = ids(items)

    first = instructor_client.post(LIST, {"action": "bulk_retire", "_selected_action": chosen})
    unsaid = instructor_client.post(BULK, {"act": "retire", "item": chosen, "reason": " ", "confirm": "1"})
    shown = instructor_client.post(BULK, {"act": "retire", "item": chosen, "reason": "Old.", "preview": "1"})
    unchanged = [item.published_id is not None for item in fresh(items)]
    done = instructor_client.post(BULK, {"act": "retire", "item": chosen, "reason": "Old.", "confirm": "1"})
    page = instructor_client.get(done["Location"])
    back = instructor_client.post(done["Location"], follow=True)

    assert "Nothing has been changed yet." in first.text
    assert unsaid.status_code == 422
    assert shown.text.count("Version 1 is asked") == 3
    assert unchanged == [True, True, True]
    assert "Undo it for all of them" in page.text
    assert "by Ines" in page.text
    assert "Undone: Retire: 3 questions." in back.text
    assert all(item.published_id for item in fresh(items))
    assert LogEntry.objects.filter(user=instructor, object_id__in=map(str, chosen)).count() == 6


def test_the_preview_takes_the_same_queries_for_many_questions(instructor_client, django_assert_max_num_queries):
    chosen = list(Item.objects.asked().filter(generator="").values_list("pk", flat=True)[:40])

    with django_assert_max_num_queries(12):
        instructor_client.post(BULK, {"act": "retire", "item": chosen, "reason": "Old.", "preview": "1"})


def test_too_many_at_once_are_refused(instructor_client):
    page = instructor_client.post(
        LIST, {"action": "bulk_tag", "_selected_action": ["1"], "select_across": "1", "index": "0"}, follow=True
    )

    assert "Choose 200 questions at most" in page.text


def test_all_changes_are_listed(instructor_client, instructor, items):
    change_all("tag", ids(items), asked={"skill": "shift"}, editor=instructor.pk)

    page = instructor_client.get(reverse("admin:bank_item_bulk_changes")).text

    assert "Set the skill: 3 questions" in page


def test_a_learner_finds_none_of_it(learner_client, instructor, items):
    change = change_all("tag", ids(items), asked={"skill": "shift"}, editor=instructor.pk)

    assert learner_client.post(BULK, {"act": "retire", "item": ids(items), "reason": "x"}).status_code == 302
    assert learner_client.post(reverse("admin:bank_item_bulk_change", args=[change.pk])).status_code == 302
    assert not hasattr(BulkChange.objects.get(pk=change.pk), "undone_by")


def test_what_is_no_act_is_not_found(instructor_client, items):
    assert instructor_client.post(BULK, {"act": "burn", "item": ids(items)}).status_code == 404
    assert instructor_client.post(BULK, {"act": "tag"}).status_code == 404


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, "²", "-1", ""])
def test_a_number_of_no_question_is_not_found(instructor_client, items, number):
    chosen = [items[0].pk, number]

    assert instructor_client.post(BULK, {"act": "retire", "item": chosen, "reason": "Old."}).status_code == 404
