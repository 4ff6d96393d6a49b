"""Videos that are stored elsewhere: nothing is asked of their host until a reader presses a button."""

import re

import pytest
from django.db import IntegrityError

from lessons.filming.hosted import hosted_at
from lessons.models import Lesson, VideoState
from tests.lessons.conftest import make_lesson
from tests.lessons.editing.test_admin import errors, send

pytestmark = pytest.mark.django_db
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"
OWN = "https://videos.example.org/l9.mp4"


def make_hosted(address: str = YOUTUBE, **fields) -> Lesson:
    ready = {"video_state": VideoState.READY, "transcript": "What is said.", "video_url": address}
    return make_lesson("hosted", **(ready | fields))


def policy(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts}


def asked_by_itself(page: str) -> list[str]:
    """The addresses that a browser asks for without anybody pressing anything."""
    return [
        found for found in re.findall(r'(?:src|srcset|poster|data)="([^"]+)"', page) if "//" in found
    ] + re.findall(r"<link[^>]*href=\"(https?:[^\"]+)\"", page)


@pytest.mark.parametrize(
    ("address", "host", "shown"),
    [
        (YOUTUBE, "YouTube", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://youtu.be/abcdefghijk?t=3", "YouTube", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://youtube.com/shorts/abcdefghijk", "YouTube", "https://www.youtube-nocookie.com/embed/abcdefghijk?"),
        ("https://vimeo.com/123456", "Vimeo", "https://player.vimeo.com/video/123456?dnt=1"),
        ("https://vimeo.com/123456/abc123", "Vimeo", "https://player.vimeo.com/video/123456?dnt=1&h=abc123"),
        (OWN, "videos.example.org", OWN),
    ],
)
def test_an_address_is_understood(address, host, shown):
    found = hosted_at(address)

    assert found is not None
    assert found.host == host
    assert found.shown.startswith(shown)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://videos.example.org/l9.mp4",
        "https://videos.example.org/page",
        "https://www.youtube.com/watch?v=short",
        "https://vimeo.com/channels/staff",
        "https://user@videos.example.org/l9.mp4",
        "https://videos.example.org;script-src/l9.mp4",
        "https://videos.example.org *.evil.example/l9.mp4",
        "https://127.0.0.1:8000/l9.mp4",
    ],
)
def test_an_address_that_cannot_be_shown_is_refused(address):
    assert hosted_at(address) is None


@pytest.mark.parametrize("address", [YOUTUBE, OWN])
def test_nothing_is_asked_of_the_host_before_the_reader_presses(client, address):
    lesson = make_hosted(address)

    for page in (lesson.get_absolute_url(), f"{lesson.get_absolute_url()}video/"):
        answer = client.get(page)
        assert answer.status_code == 200
        assert asked_by_itself(answer.text) == []
        assert "<iframe" not in answer.text
        assert "<video" not in answer.text
        assert policy(answer).get("frame-src") is None
        assert policy(answer)["media-src"] == "'self'"
    assert "Load from " in answer.text
    assert "What is said." in answer.text


def test_the_page_after_the_press_may_frame_that_host_and_nothing_more(client):
    page = f"{make_hosted().get_absolute_url()}video/hosted/"
    usual = policy(client.get("/"))

    answer = client.get(page)

    assert policy(answer) == usual | {"frame-src": "https://www.youtube-nocookie.com"}
    assert 'fullscreen=(self "https://www.youtube-nocookie.com")' in answer["Permissions-Policy"]
    assert asked_by_itself(answer.text) == [
        "https://www.youtube-nocookie.com/embed/abcdefghijk?cc_load_policy=1&amp;rel=0"
    ]
    assert f'<a href="{YOUTUBE}" rel="external noreferrer">Open it on YouTube</a>' in answer.text
    assert policy(client.get("/")) == usual


def test_own_storage_may_be_played_and_not_framed(client):
    page = f"{make_hosted(OWN).get_absolute_url()}video/hosted/"

    answer = client.get(page)

    assert policy(answer) == policy(client.get("/")) | {"media-src": "'self' https://videos.example.org"}
    assert asked_by_itself(answer.text) == [OWN]


def test_a_video_that_is_stored_here_has_no_page_of_a_host(client, filmed):
    assert client.get("/learn/filmed/video/hosted/").status_code == 404
    assert client.get("/learn/filmed/video/").status_code == 200


@pytest.mark.parametrize("page", ["film", "captions", "poster"])
def test_a_video_that_is_stored_elsewhere_has_no_files_here(client, page):
    assert client.get(f"{make_hosted().get_absolute_url()}video/{page}/").status_code == 404


def test_a_video_by_address_needs_a_transcript():
    with pytest.raises(IntegrityError, match="lessons_ready_video"):
        make_hosted(transcript="")


def test_an_editor_pastes_an_address(instructor_client, client, lesson):
    refused = send(instructor_client, lesson, "_save", video_state="ready", video_url="https://example.org/x")
    assert "Use an address of YouTube or Vimeo" in errors(refused, "video_url")[0]
    refused = send(instructor_client, lesson, "_save", video_state="ready", video_url=YOUTUBE)
    assert "or an address and a transcript" in errors(refused)[0]

    send(instructor_client, lesson, "_save", video_state="ready", video_url=YOUTUBE, transcript="Words.")

    page = " ".join(client.get(lesson.get_absolute_url()).text.split())
    assert "Watch the video lesson" in page
    assert "on YouTube, with a transcript" in page
