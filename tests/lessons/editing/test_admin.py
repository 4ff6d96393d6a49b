import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lessons.editing.publishing import content_of, publish, save_draft
from lessons.editing.revisions import revisions_of
from lessons.models import Course, Lesson, LessonDraft
from lessons.progress import record_reading
from tests.helpers.films import CAPTIONS, mp4
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db


def address(lesson, page: str = "change") -> str:
    return reverse(f"admin:lessons_lesson_{page}", args=[lesson.pk])


def form_of(client, lesson) -> dict:
    """What a browser would send back from the form as it was opened."""
    form = client.get(address(lesson)).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    values = {name: form.fields[name].prepare_value(value) for name, value in values.items()}
    values |= {form.add_initial_prefix(name): values[name] for name in values if form.fields[name].show_hidden_initial}
    return {name: value for name, value in values.items() if value not in (None, "")}


def send(client, lesson, button: str, form: dict | None = None, **changes):
    return client.post(address(lesson), (form or form_of(client, lesson)) | changes | {button: "1"})


def errors(response, field: str | None = None) -> list[str]:
    form = response.context["adminform"].form
    return form.errors.get(field or "__all__", [])


def test_saving_makes_a_draft_that_learners_do_not_see(instructor_client, client, lesson):
    response = send(instructor_client, lesson, "_save", title="Only a draft")

    assert response.status_code == 302
    assert LessonDraft.objects.get(lesson=lesson).content["title"] == "Only a draft"
    assert Lesson.objects.get(pk=lesson.pk).title == lesson.title
    assert "Only a draft" not in client.get(lesson.get_absolute_url()).text


def told_after(client, lesson, **changes) -> str:
    """What the page says once the draft was saved."""
    page = client.get(send(client, lesson, "_save", **changes)["Location"])
    return str(next(iter(page.context["messages"])))


def test_saving_says_what_learners_see_of_it(instructor_client, lesson):
    still = "Learners still see the last published text."

    assert told_after(instructor_client, lesson, title="Only a draft") == f"Draft saved. {still}"
    assert told_after(instructor_client, lesson, label="L78") == (
        "Draft saved. Learners see the new label now, with the text that you published last."
    )
    send(instructor_client, lesson, "_save", title=lesson.title)
    assert told_after(instructor_client, lesson, label="L77", video_state="none") == (
        "Saved. Learners see the new video state and label now, with the text that you published last."
    )


def test_a_form_that_cannot_be_published_begins_with_its_problems_and_leads_to_each(instructor_client, lesson):
    body = "Words.\n\n## One {#one}\n\n[[stack ec3]]\n"

    page = send(instructor_client, lesson, "_publish", body=body, short_title="").text

    top = page[page.index('id="errors-h"') : page.index('class="module')]
    assert "Fix 2 problems first" in top
    assert '<a href="#id_short_title">Short title</a>: This field is required.' in top
    assert '<a href="#id_body" data-line="5">Text, line 5</a>: there is no service “ec3”.' in top
    assert 'data-said="1 problem in the text"' in page


def test_the_form_shows_the_draft(instructor_client, lesson):
    send(instructor_client, lesson, "_save", title="Only a draft", takeaways="One\r\n\r\nTwo")

    form = form_of(instructor_client, lesson)

    assert form["title"] == "Only a draft"
    assert form["takeaways"] == "One\nTwo"


def test_saving_unchanged_makes_no_draft(instructor_client, lesson):
    form = form_of(instructor_client, lesson)

    # A browser ends lines in its own way.
    send(instructor_client, lesson, "_save", form, body=form["body"].replace("\n", "\r\n"))

    assert not LessonDraft.objects.filter(lesson=lesson).exists()
    assert Lesson.objects.get(pk=lesson.pk).edit_number == lesson.edit_number


def test_publishing_changes_the_page(instructor_client, client, lesson):
    send(instructor_client, lesson, "_publish", title="On the page")

    assert "On the page" in client.get(lesson.get_absolute_url()).text


def test_publishing_a_broken_directive_is_refused_at_the_field_with_its_line(instructor_client, client, lesson):
    body = "Words.\r\n\r\n## One {#one}\r\n\r\n[[stack ec3]]\r\n"

    response = send(instructor_client, lesson, "_publish", body=body)

    assert errors(response, "body") == ["line 5: there is no service “ec3”."]
    assert "[[stack ec3]]" in response.text
    assert Lesson.objects.get(pk=lesson.pk).body == lesson.body


def test_a_broken_draft_can_be_saved_and_what_is_wrong_leads_to_its_place(instructor_client, lesson):
    body = "## One {#one}\n\n[[stack ec3]]\n"
    takeaways = "AWS patches it. {aws: ec2/guest-os}"
    form = form_of(instructor_client, lesson) | {"body": body, "takeaways": takeaways, "_save": "1"}

    response = instructor_client.post(address(lesson), form, follow=True)

    to_line = '<a href="#id_body" data-line="3">line 3</a>'
    assert f"Before you can publish: {to_line}: there is no service “ec3”." in response.text
    assert 'Before you can publish: <a href="#id_takeaways">Key takeaways</a>: ' in response.text
    assert LessonDraft.objects.filter(lesson=lesson).exists()


@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_a_form_opened_before_another_was_published_is_told_and_keeps_its_text(
    instructor_client, lesson, superuser, button
):
    form = form_of(instructor_client, lesson)
    publish(lesson, content_of(lesson) | {"title": "Theirs"}, editor=superuser, based_on=lesson.edit_number)

    told = send(instructor_client, lesson, button, form, title="Mine")

    assert "someone else edited this lesson while you had it open" in errors(told)[0]
    assert 'value="Mine"' in told.text
    assert Lesson.objects.get(pk=lesson.pk).title == "Theirs"
    shown = told.context["adminform"].form
    again = send(instructor_client, lesson, "_publish", form | {"opened_on": shown["opened_on"].value()}, title="Mine")
    assert again.status_code == 302
    assert Lesson.objects.get(pk=lesson.pk).title == "Mine"


def test_a_form_opened_before_another_draft_was_saved_is_told(instructor_client, lesson):
    form = form_of(instructor_client, lesson)
    save_draft(lesson, content_of(lesson) | {"title": "Theirs"}, based_on=lesson.edit_number)

    told = send(instructor_client, lesson, "_save", form, title="Mine")

    assert "someone else edited this lesson while you had it open" in errors(told)[0]
    assert LessonDraft.objects.get(lesson=lesson).content["title"] == "Theirs"


def test_a_draft_begun_before_the_lesson_changed_is_told_before_it_is_published(instructor_client, lesson):
    save_draft(lesson, content_of(lesson) | {"title": "Mine"}, based_on=lesson.edit_number)
    Lesson.objects.filter(pk=lesson.pk).update(title="From a file", edit_number=lesson.edit_number + 1)

    told = send(instructor_client, lesson, "_publish")

    assert "someone else edited this lesson while you had it open" in errors(told)[0]
    assert Lesson.objects.get(pk=lesson.pk).title == "From a file"


def test_a_preview_shows_what_is_in_the_form_and_saves_nothing(instructor_client, lesson):
    form = form_of(instructor_client, lesson) | {"title": "Only looked at", "body": "## One {#one}\n\n[[stack ec3]]\n"}

    response = instructor_client.post(address(lesson, "preview"), form)

    assert "<h1>L3. Only looked at</h1>" in response.text
    assert "line 3: there is no service “ec3”." in response.text
    assert "hx-post" not in response.text
    assert Lesson.objects.get(pk=lesson.pk).title == lesson.title
    assert not LessonDraft.objects.filter(lesson=lesson).exists()


def test_a_saved_draft_has_a_page_of_its_own(instructor_client, learner_client, client, lesson):
    save_draft(lesson, content_of(lesson) | {"title": "Still a draft"}, based_on=lesson.edit_number)
    page = f"{lesson.get_absolute_url()}draft/"

    assert "L3. Still a draft" in instructor_client.get(page).text
    assert learner_client.get(page).status_code == 404
    assert client.get(page).status_code == 302


def test_a_draft_is_discarded_after_a_question(instructor_client, lesson):
    send(instructor_client, lesson, "_save", title="Only a draft")

    asked = instructor_client.get(address(lesson, "discard"))
    assert "The draft is deleted." in asked.text
    assert LessonDraft.objects.filter(lesson=lesson).exists()

    instructor_client.post(address(lesson, "discard"))
    assert not LessonDraft.objects.filter(lesson=lesson).exists()


def test_a_lesson_is_unpublished_after_a_question(instructor_client, client, lesson):
    instructor_client.get(address(lesson, "unpublish"))
    assert client.get(lesson.get_absolute_url()).status_code == 200

    instructor_client.post(address(lesson, "unpublish"))
    assert client.get(lesson.get_absolute_url()).status_code == 404


def test_the_video_is_set_at_once_while_the_text_stays_a_draft(instructor_client, client, lesson, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    files = {
        "video": SimpleUploadedFile("film.mp4", mp4()),
        "captions": SimpleUploadedFile("film.vtt", CAPTIONS),
    }

    response = send(
        instructor_client,
        lesson,
        "_save",
        title="Only a draft",
        video_state="ready",
        video_seconds="60",
        transcript="Words.",
        **files,
    )

    assert response.status_code == 302
    page = client.get(lesson.get_absolute_url()).text
    assert "Play the video lesson" in page
    assert "Only a draft" not in page


@pytest.mark.parametrize(
    ("name", "message"), [("film.html", "File extension “html” is not allowed"), ("film", "File extension “” is not")]
)
def test_only_films_are_taken_as_video(instructor_client, lesson, name, message):
    response = send(instructor_client, lesson, "_save", video=SimpleUploadedFile(name, b"<script>"))

    assert message in errors(response, "video")[0]


@pytest.mark.parametrize(
    ("field", "name", "content", "message"),
    [
        ("video", "film.mp4", b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 20, "The file ends early or is damaged."),
        ("video", "film.webm", mp4(), "This is not a WebM video."),
        ("captions", "film.vtt", b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "Captions are a WebVTT file"),
    ],
)
def test_what_is_no_film_and_no_captions_is_refused_whatever_its_name(
    instructor_client, lesson, field, name, content, message
):
    response = send(instructor_client, lesson, "_save", **{field: SimpleUploadedFile(name, content)})

    assert errors(response, field)[0].startswith(message)
    lesson.refresh_from_db()
    assert not getattr(lesson, field)


def test_a_video_without_captions_is_refused(instructor_client, lesson):
    response = send(instructor_client, lesson, "_save", video_state="ready")

    needed = "its file, length, captions and a transcript, or an address and a transcript."
    assert errors(response) == [f"A video that is ready needs {needed}"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Title only", "“Title only” needs three lines: title, address and text."),
        ("Title\njavascript:alert(1)\nText", "the url of number 1 is not a web address: javascript:alert(1)"),
    ],
)
def test_a_recommendation_says_what_it_lacks(instructor_client, lesson, text, message):
    response = send(instructor_client, lesson, "_save", recommendations=text)

    assert errors(response, "recommendations") == [message]


def test_recommendations_are_written_as_lines(instructor_client, lesson):
    text = "First\nhttps://example.com/ paid\nWords.\n\nSecond\nhttps://example.org/\nMore\nwords."

    send(instructor_client, lesson, "_publish", recommendations=text)

    assert Lesson.objects.get(pk=lesson.pk).recommendations == [
        {"title": "First", "url": "https://example.com/", "text": "Words.", "paid": True},
        {"title": "Second", "url": "https://example.org/", "text": "More words.", "paid": False},
    ]


def test_a_new_lesson_is_hidden_until_it_is_published(instructor_client, client):
    form = {
        "course": Course.objects.get().pk,
        "slug": "new-one",
        "label": "L41",
        "title": "A new lesson",
        "short_title": "New",
        "summary": "Something new.",
        "domain": "Security and compliance",
        "exam_task": "2.2",
        "minutes": "5",
        "body": "## One {#one}\n",
        "video_state": "none",
    }

    response = instructor_client.post(reverse("admin:lessons_lesson_add"), form | {"_save": "1"})

    lesson = Lesson.objects.get(slug="new-one")
    assert response["Location"] == address(lesson)
    assert client.get("/learn/new-one/").status_code == 404
    assert [revision.kind for revision in revisions_of(lesson)] == ["Begun"]
    send(instructor_client, lesson, "_publish")
    assert "A new lesson" in client.get("/learn/new-one/").text


def test_a_lesson_that_was_read_cannot_be_deleted_and_is_to_be_unpublished(instructor_client, lesson, learner):
    record_reading(lesson, lesson.anchors[0], learner=learner)

    refused = instructor_client.post(address(lesson, "delete"), {"post": "yes"})

    assert Lesson.objects.filter(pk=lesson.pk).exists()
    page = " ".join(refused.text.split())
    assert "learners have read it" in page
    assert "Unpublish it instead." in page
    assert address(lesson, "unpublish") in page
    assert "Place:" not in page
    assert "Reading:" not in page


def test_a_lesson_that_nobody_read_says_what_has_to_go_before_it(instructor_client, lesson):
    own = make_lesson()
    save_draft(own, content_of(own) | {"title": "Draft"}, based_on=own.edit_number)

    kept = instructor_client.post(address(own, "delete"), {"post": "yes"})
    assert f"Draft of {own}" in kept.text
    assert "learners have read it" not in kept.text

    instructor_client.post(address(own, "discard"))
    instructor_client.post(address(own, "delete"), {"post": "yes"})
    assert not Lesson.objects.filter(pk=own.pk).exists()


def test_lessons_can_be_searched_and_filtered(instructor_client, lesson):
    listed = reverse("admin:lessons_lesson_changelist")

    assert str(lesson) in instructor_client.get(f"{listed}?q=hypervisor").text
    assert str(lesson) not in instructor_client.get(f"{listed}?q=zeppelin").text
    for query in ("published__exact=1", "video_state__exact=generating", "draft=no", "course__id__exact=1"):
        assert instructor_client.get(f"{listed}?{query}").status_code == 200
    assert str(lesson) not in instructor_client.get(f"{listed}?draft=yes").text


@pytest.mark.parametrize("page", ["change", "preview", "discard", "unpublish"])
def test_learners_reach_no_page_of_the_editor(learner_client, lesson, page):
    for response in (learner_client.get(address(lesson, page)), learner_client.post(address(lesson, page))):
        assert response.status_code == 302
        assert "login" in response["Location"]
    assert Lesson.objects.get(pk=lesson.pk).published


def test_pages_of_the_editor_need_nothing_inline(instructor_client, lesson):
    send(instructor_client, lesson, "_save", title="Only a draft")

    for page in ("change", "discard", "unpublish"):
        text = instructor_client.get(address(lesson, page)).text
        assert "<style" not in text
        assert " style=" not in text
        assert " onclick" not in text


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_lesson_without_a_text_is_refused_and_not_published(instructor_client, lesson, button):
    response = send(instructor_client, lesson, button, body="")

    assert errors(response, "body") == ["This field is required."]
    assert instructor_client.post(address(lesson, "preview"), {button: "1"}).status_code == 200
