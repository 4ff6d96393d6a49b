import shutil

import pytest
from django.conf import settings

from lessons.editing.publishing import content_of, publish, unpublish
from lessons.files.loading import load_lessons
from lessons.models import Course, Lesson
from matrix.files.content import ContentError, Report
from tests.lessons.conftest import SLUG

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(settings.FIXTURES_DIR / "lessons", tmp_path / "lessons")
    shutil.copy(settings.FIXTURES_DIR / "courses.json", tmp_path)
    return tmp_path


def edit(folder, old: str, new: str) -> None:
    file = folder / "lessons" / f"{SLUG}.md"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def loaded(folder) -> Report:
    report = Report()
    load_lessons(folder, report)
    return report


def problems(folder) -> list[str]:
    with pytest.raises(ContentError) as refused:
        loaded(folder)
    return refused.value.problems


def test_the_lesson_is_loaded_published_and_whole(lesson):
    assert lesson.published
    assert lesson.course.slug == "clf-c02-security"
    assert lesson.anchors[1:4] == ["rule", "of", "in"]
    assert len(lesson.takeaways) == 5
    assert lesson.recommendations[0]["paid"] is True


def test_loading_twice_changes_nothing(folder, lesson):
    report = loaded(folder)

    assert (report.created, report.updated, report.removed, report.kept) == ([], [], [], [])
    assert Lesson.objects.get(slug=SLUG).edit_number == lesson.edit_number


def test_an_unchanged_lesson_follows_its_file(folder, lesson):
    edit(folder, "## One rule before any list {#rule}", "## One rule {#the-rule}")

    report = loaded(folder)

    followed = Lesson.objects.get(slug=SLUG)
    assert report.updated == [f"{SLUG}.md"]
    assert followed.anchors[1] == "the-rule"
    assert followed.edit_number == lesson.edit_number + 1


@pytest.mark.parametrize("line", ['"You secure what you bring in', "A learning path for the whole exam"])
def test_takeaways_and_recommendations_belong_to_the_lesson(folder, line, lesson):
    edit(folder, line, line + " now")

    assert loaded(folder).updated == [f"{SLUG}.md"]


def test_a_lesson_edited_here_stays_and_is_listed(folder, lesson, instructor):
    publish(lesson, content_of(lesson) | {"title": "My title"}, editor=instructor, based_on=lesson.edit_number)
    edit(folder, "minutes = 15", "minutes = 16")

    report = loaded(folder)

    assert report.kept == [f"{SLUG}.md"]
    assert Lesson.objects.get(slug=SLUG).title == "My title"


def test_an_unpublished_lesson_stays_unpublished(folder, lesson, instructor):
    unpublish(lesson, editor=instructor)
    edit(folder, "minutes = 15", "minutes = 16")

    loaded(folder)

    followed = Lesson.objects.get(slug=SLUG)
    assert not followed.published
    assert followed.minutes == 16


def test_a_broken_directive_is_refused_with_the_line_of_the_file(folder, lesson):
    edit(folder, "[[always aws]]", "[[always amazon]]")
    lines = (folder / "lessons" / f"{SLUG}.md").read_text().splitlines()

    found = problems(folder)

    line = lines.index("[[always amazon]]") + 1
    assert found == [f"{SLUG}.md, line {line}: write [[always aws]] or [[always customer]]."]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("+++\ncourse", "course", ": expected front matter between two lines +++."),
        ("minutes = 15", "minutes = ", ": the front matter is not valid TOML: Invalid value (at line 11, column 11)."),
        ("minutes = 15", "minuets = 15", ": “minutes” is missing."),
        ("minutes = 15", 'minutes = "long"', ": minutes: “long” value must be an integer."),
        ('course = "clf-c02-security"', 'course = "other"', ": there is no course “other”."),
        ("paid = true", "price = 3", ": recommendations: number 1 needs a title, a text and a url"),
        ("https://www.pluralsight.com/", "javascript:alert(1)", ": recommendations: the url of number 1 is not a web"),
        ('video = "made"', 'video = "soon"', ": video_state: Value 'soon' is not a valid choice."),
        ('video = "made"', 'video = "ready"', "A video that is ready needs its file"),
    ],
)
def test_bad_front_matter_is_refused_with_its_reason(folder, lesson, old, new, message):
    edit(folder, old, new)

    assert any(f"{SLUG}.md" in found and message in found for found in problems(folder)), problems(folder)


def test_a_file_that_is_not_text_is_refused(folder):
    (folder / "lessons" / "broken.md").write_bytes(b"\xff\xfe+++")

    assert problems(folder) == ["broken.md: line 1: the file is not UTF-8 text."]


def test_the_course_follows_its_file_too(folder):
    file = folder / "courses.json"
    file.write_text(file.read_text().replace("Cloud Practitioner:", "Practitioner:"))

    loaded(folder)

    assert Course.objects.get().name == "Practitioner: security and compliance"
