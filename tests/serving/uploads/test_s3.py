"""Uploads in a bucket, through the site's own pages. What is in tests/lessons with `uploads` runs on a bucket too."""

import logging
import socket
from io import BytesIO

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lessons.models import Lesson, Picture, VideoState
from serving.environment import Environment
from serving.trouble import UploadsAway
from serving.uploads import s3
from serving.uploads.configured import uploads_storage
from tests.helpers.bucket import bucket_settings, s3_server, use_bucket
from tests.lessons.conftest import FILM, make_lesson

pytestmark = pytest.mark.django_db
UPLOAD = reverse("admin:lessons_picture_upload")


@pytest.fixture
def bucket(settings):
    use_bucket(settings)
    return boto3.resource(
        "s3",
        endpoint_url=s3_server(),
        region_name="us-east-1",
        aws_access_key_id="of-the-tests",
        aws_secret_access_key="of-the-tests",
    ).Bucket(default_storage.bucket_name)


@pytest.fixture
def nobody_listens() -> str:
    """An address at which connections are refused."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{reserved.getsockname()[1]}"


def keys(bucket) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


def drawn() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 20), "#336699").save(out, "PNG")
    return out.getvalue()


def make_filmed_lesson() -> Lesson:
    return make_lesson(
        "filmed",
        label="L8",
        position=8,
        video="videos/film.webm",
        captions="videos/film.vtt",
        video_seconds=70,
        transcript="What is said.",
        video_state=VideoState.READY,
    )


def test_a_picture_goes_into_the_bucket_is_served_by_the_site_and_deleted(
    bucket, superuser_client, client, django_capture_on_commit_callbacks
):
    file = SimpleUploadedFile("x.png", drawn())
    superuser_client.post(UPLOAD, {"upload": file, "alt": "A stack"}, headers={"Accept": "application/json"})
    picture = Picture.objects.get()
    assert keys(bucket) == [picture.path]

    shown = client.get(picture.get_absolute_url())
    assert shown["Content-Type"] == "image/png"
    assert Image.open(BytesIO(shown.content)).size == (40, 20)
    assert "img-src 'self'" in shown["Content-Security-Policy"]

    with django_capture_on_commit_callbacks(execute=True):
        superuser_client.post(reverse("admin:lessons_picture_delete", args=[picture.pk]), {"post": "yes"})
    assert keys(bucket) == []


@pytest.fixture
def asked(monkeypatch) -> list[tuple[str, str]]:
    """What the storage is asked for: operations and ranges."""
    asked = []
    ask = s3.S3Uploads._ask
    monkeypatch.setattr(
        s3.S3Uploads,
        "_ask",
        lambda self, operation, name, **given: (
            asked.append((operation, given.get("Range", ""))) or ask(self, operation, name, **given)
        ),
    )
    return asked


def test_of_a_film_only_what_is_asked_for_is_read(bucket, client, asked):
    make_filmed_lesson()
    default_storage.save("videos/film.webm", ContentFile(FILM))

    part = client.get("/learn/filmed/video/film/", headers={"Range": "bytes=900-999"})

    assert part.status_code == 206
    assert b"".join(part.streaming_content) == FILM[900:1000]
    assert part["Content-Range"] == "bytes 900-999/1024"
    assert [each for each in asked if each[0] == "get_object"] == [("get_object", "bytes=900-")]


def test_two_films_of_one_name_are_two_files(bucket):
    assert default_storage.save("videos/film.webm", ContentFile(b"one")) == "videos/film.webm"
    assert default_storage.save("videos/film.webm", ContentFile(b"two")) != "videos/film.webm"
    assert len(keys(bucket)) == 2


def test_what_is_known_of_a_file_is_asked_for_again_after_a_minute(bucket, monkeypatch):
    now = 100.0
    monkeypatch.setattr(s3, "monotonic", lambda: now)
    default_storage.save("videos/film.webm", ContentFile(FILM))
    assert default_storage.exists("videos/film.webm")

    bucket.Object("videos/film.webm").delete()  # by another web server
    now += 59
    assert default_storage.exists("videos/film.webm")
    now += 1
    assert not default_storage.exists("videos/film.webm")


def test_a_film_that_another_web_server_has_deleted_is_not_found(bucket, client):
    lesson = make_filmed_lesson()
    default_storage.save("videos/film.webm", ContentFile(FILM))
    assert client.get("/learn/filmed/video/").status_code == 200

    bucket.Object(lesson.video.name).delete()

    assert client.get("/learn/filmed/video/film/").status_code == 404


def test_a_lesson_is_read_without_its_film_while_the_storage_is_away(settings, client, nobody_listens, caplog):
    use_bucket(settings, endpoint=nobody_listens)
    make_filmed_lesson()

    page = client.get("/learn/filmed/")

    assert page.status_code == 200
    assert "Play the video lesson" not in page.text
    assert len([each for each in caplog.records if each.name == "serving.uploads.s3"]) == 1


def test_what_is_only_a_file_is_refused_for_the_moment(settings, client, nobody_listens, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)
    use_bucket(settings, endpoint=nobody_listens)
    client.raise_request_exception = False

    answer = client.get(reverse("lessons:picture", args=["0" * 32 + "-40x20.png"]))

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_a_storage_that_was_away_is_tried_again_after_ten_seconds(bucket, monkeypatch):
    now = 100.0
    monkeypatch.setattr(s3, "monotonic", lambda: now)
    default_storage.avoided_until = now + s3.AVOIDED_FOR

    now += 9
    with pytest.raises(UploadsAway):
        default_storage.save("pictures/x.png", ContentFile(b"x"))
    now += 1
    assert default_storage.save("pictures/x.png", ContentFile(b"x"))


def test_a_key_without_its_secret_is_refused():
    env = Environment(bucket_settings() | {"SRM_MEDIA_S3_SECRET": ""})
    uploads_storage(env)

    assert env.refused == [
        "SRM_MEDIA_S3_KEY and SRM_MEDIA_S3_SECRET belong together: set both, or neither.",
    ]


def test_without_a_bucket_uploads_are_in_a_folder():
    assert uploads_storage(Environment({}))["BACKEND"] == "django.core.files.storage.FileSystemStorage"
