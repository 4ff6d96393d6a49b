import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lessons.editing.publishing import change_settings, content_of, publish, save_draft, unpublish
from lessons.editing.revisions import Overwrites, content_at, difference, restore, revisions_of
from lessons.models import Lesson, LessonDraft
from tests.lessons.editing.test_admin import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def revised(lesson, instructor) -> Lesson:
    """Loaded, then published with another title, moved, taken away, and published as it was at first."""
    first = content_of(lesson)
    publish(lesson, first | {"title": "Reworded"}, editor=instructor, based_on=lesson.edit_number)
    lesson = change_settings(lesson, {"label": "L33"}, editor=instructor)
    unpublish(lesson, editor=instructor)
    return publish(lesson, first, editor=instructor, based_on=lesson.edit_number + 1)


def of(client, lesson, name: str, *arguments):
    return client.get(reverse(f"admin:lessons_lesson_{name}", args=[lesson.pk, *arguments]))


def test_each_revision_says_what_it_was_and_who_made_it(revised, instructor):
    assert [(each.number, each.kind, each.editor) for each in revisions_of(revised)] == [
        (5, "Published again", instructor),
        (4, "Unpublished", instructor),
        (3, "Settings changed", instructor),
        (2, "Published", instructor),
        (1, "Loaded from a file", None),
    ]
    assert revisions_of(revised)[0].like == 1


def test_a_draft_is_no_revision(lesson, instructor):
    save_draft(lesson, content_of(lesson) | {"title": "Draft"}, based_on=lesson.edit_number, editor=instructor)

    assert len(revisions_of(lesson)) == 1


def test_what_changed_is_told_by_field(revised):
    assert [field.label for field in difference(revised, 1, 2)] == ["Title"]
    assert [field.label for field in difference(revised, 2, 3)] == ["Label"]
    assert [field.label for field in difference(revised, 3, 4)] == ["Published"]
    assert difference(revised, 2, 2) == []


def test_an_earlier_text_comes_back_as_a_draft_that_nobody_sees(revised, instructor, client):
    draft = restore(revised, 2, editor=instructor, replacing=0)

    assert draft.content["title"] == "Reworded"
    assert Lesson.objects.get(pk=revised.pk).title == revised.title
    assert "Reworded" not in client.get(revised.get_absolute_url()).text


def test_a_draft_that_was_not_seen_is_not_replaced(revised, instructor):
    save_draft(revised, content_of(revised) | {"title": "Draft"}, based_on=revised.edit_number)

    with pytest.raises(Overwrites):
        restore(revised, 2, editor=instructor, replacing=0)

    assert LessonDraft.objects.get(lesson=revised).content["title"] == "Draft"


def test_the_list_leads_to_what_changed_and_to_the_lesson_then(instructor_client, revised):
    assert "the text of revision 1" in of(instructor_client, revised, "history").text
    assert "<ins>Reworded</ins>" in of(instructor_client, revised, "revision", 2).text
    address = of(instructor_client, revised, "revision", 2).wsgi_request.path
    assert "Nothing differs." in instructor_client.get(address, {"against": "2"}).text
    then = of(instructor_client, revised, "revision_page", 2).text
    assert "<h1>L33. Reworded</h1>" in then
    assert "Figures and traps show today’s facts" in then


def test_restoring_is_asked_and_says_what_it_replaces(instructor_client, revised, superuser):
    draft = save_draft(
        revised, content_of(revised) | {"title": "Draft"}, based_on=revised.edit_number, editor=superuser
    )
    asked = of(instructor_client, revised, "restore", 2)
    assert "It replaces the draft of Ada" in asked.text
    assert LessonDraft.objects.get(lesson=revised).content["title"] == "Draft"
    path = asked.wsgi_request.path

    refused = instructor_client.post(path, {"replacing": "0"}, follow=True)
    assert "The draft was saved in the meantime." in refused.text

    done = instructor_client.post(path, {"replacing": str(draft.edit_number)}, follow=True)
    assert "The earlier text is your draft now." in done.text
    assert LessonDraft.objects.get(lesson=revised).content["title"] == "Reworded"


def test_what_a_draft_changes_is_shown_before_it_is_published(instructor_client, lesson):
    assert of(instructor_client, lesson, "draft_changes").status_code == 404
    save_draft(lesson, content_of(lesson) | {"minutes": 99}, based_on=lesson.edit_number)

    assert "<ins>99</ins>" in of(instructor_client, lesson, "draft_changes").text


def test_the_list_costs_the_same_queries_however_long_it_is(instructor_client, instructor, lesson):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            of(instructor_client, lesson, "history")
        return len(counted)

    one = queries()
    for number in range(3):
        content = content_of(lesson) | {"minutes": number + 20}
        publish(lesson, content, editor=instructor, based_on=lesson.edit_number + number)

    assert queries() <= one + 1  # the names of the editors


def test_one_history_has_the_revisions_and_what_was_done_with_drafts(instructor_client, instructor, lesson):
    send(instructor_client, lesson, "_save", title="Only a draft")
    instructor_client.post(reverse("admin:lessons_lesson_discard", args=[lesson.pk]))
    unpublish(lesson, editor=instructor)

    page = of(instructor_client, lesson, "history")

    kinds = [each.kind for each in page.context["page"]]
    assert sorted(kinds) == ["Draft discarded", "Draft saved. Changed: Title", "Loaded from a file", "Unpublished"]
    assert kinds.index("Draft discarded") < kinds.index("Draft saved. Changed: Title")
    assert {each.editor for each in page.context["page"]} == {instructor, None}
    assert of(instructor_client, lesson, "change").text.count('/history/"') == 1


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_revision_that_never_was_is_not_found(instructor_client, lesson, number):
    assert content_at(lesson, number) is None
    for name in ("revision", "revision_page", "restore"):
        assert of(instructor_client, lesson, name, number).status_code == 404


def test_a_stranger_finds_no_revisions(learner_client, lesson):
    for name, arguments in (("history", []), ("revision", [1]), ("revision_page", [1]), ("restore", [1])):
        assert of(learner_client, lesson, name, *arguments).status_code == 302
