import pytest
from django.core.files.base import ContentFile

from lessons.directives import sections_of
from lessons.markup import read
from lessons.models import Course, Lesson, VideoState
from tests.helpers.bucket import use_bucket

SLUG = "shared-responsibility-model"
HTMX = {"HX-Request": "true"}
FILM = bytes(range(256)) * 4


def make_lesson(slug: str = "another", *, body: str = "Hello.\n\n## One {#one}\n\nWords.\n", **fields) -> Lesson:
    """A published lesson of the loaded course."""
    values = {
        "label": "L9",
        "position": 9,
        "title": "Another lesson",
        "short_title": "Another",
        "summary": "A lesson for tests.",
        "domain": "Security and compliance",
        "exam_task": "2.1",
        "minutes": 3,
        "updated_on": "2026-11-25",
        "published": True,
        **fields,
    }
    sections = sections_of(read(body))
    return Lesson.objects.create(
        course=Course.objects.get(about_matrix=True), slug=slug, body=body, sections=sections, **values
    )


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(slug=SLUG)


@pytest.fixture(params=["folder", "bucket"])
def uploads(request, settings, tmp_path) -> None:
    """Uploads of this test are in a folder of its own, or in a bucket of S3."""
    if request.param == "bucket":
        use_bucket(settings)
    else:
        settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def filmed(db, uploads) -> Lesson:
    return make_filmed()


@pytest.fixture
def filmed_in_folder(db, settings, tmp_path) -> Lesson:
    settings.MEDIA_ROOT = tmp_path
    return make_filmed()


def make_filmed() -> Lesson:
    """A lesson whose film is ready."""
    lesson = make_lesson("filmed", label="L8", position=8)
    lesson.video.save("film.webm", ContentFile(FILM), save=False)
    lesson.video.storage.save("videos/film.webp", ContentFile(b"poster"))
    lesson.captions.save("film.vtt", ContentFile(b"WEBVTT\n"), save=False)
    lesson.transcript = "What is said."
    lesson.video_seconds = 70
    lesson.video_state = VideoState.READY
    lesson.save()
    return lesson
