import pytest
from django.core.exceptions import ValidationError

from lessons.filming.video import Unsatisfiable, byte_range
from lessons.models import Lesson, VideoState
from tests.lessons.conftest import FILM, HTMX, make_lesson

pytestmark = pytest.mark.django_db
URL = "/learn/filmed/"


def content(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", None),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=10-", (10, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("bytes=90-1000", (90, 99)),
        ("bytes=0-1,5-6", None),
        ("bytes=-", None),
        ("bytes=20-10", None),
        ("items=0-1", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 5000 + "-", None),
        ("bytes=0-" + "9" * 5000, None),
        ("bytes=-٣", None),
    ],
)
def test_a_range_is_read(header, expected):
    assert byte_range(header, 100) == expected


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_range_outside_the_file_cannot_be_served(header):
    with pytest.raises(Unsatisfiable):
        byte_range(header, 100)


def test_the_film_is_served_whole_with_its_type(client, filmed):
    response = client.get(f"{URL}video/film/")

    assert content(response) == FILM
    assert response["Content-Type"] == "video/webm"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Length"] == str(len(FILM))
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_part_of_the_film_is_served(client, filmed):
    response = client.get(f"{URL}video/film/", headers={"Range": "bytes=100-299"})

    assert response.status_code == 206
    assert content(response) == FILM[100:300]
    assert response["Content-Range"] == "bytes 100-299/1024"
    assert response["Content-Length"] == "200"


def test_a_range_outside_the_film_is_refused(client, filmed):
    response = client.get(f"{URL}video/film/", headers={"Range": "bytes=5000-"})

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"


def test_an_unchanged_film_is_not_sent_again(client, filmed):
    etag = client.get(f"{URL}video/film/")["ETag"]

    assert client.get(f"{URL}video/film/", headers={"If-None-Match": etag}).status_code == 304


def test_a_part_of_another_film_comes_whole(client, filmed):
    response = client.get(f"{URL}video/film/", headers={"Range": "bytes=0-9", "If-Range": '"another"'})

    assert response.status_code == 200
    assert content(response) == FILM


def test_captions_are_served(client, filmed):
    response = client.get(f"{URL}video/captions/")

    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert content(response).startswith(b"WEBVTT")


def test_the_picture_beside_a_film_is_its_poster(client, filmed):
    assert f'poster="{URL}video/poster/"' in client.get(f"{URL}video/").text

    response = client.get(f"{URL}video/poster/")

    assert response["Content-Type"] == "image/webp"
    assert content(response) == b"poster"


def test_a_film_without_a_picture_has_no_poster(client, filmed):
    filmed.video.storage.delete("videos/film.webp")

    assert "poster=" not in client.get(f"{URL}video/").text
    assert client.get(f"{URL}video/poster/").status_code == 404


def test_a_film_is_seen_by_whom_its_lesson_is(client, learner_client, instructor_client, filmed):
    Lesson.objects.filter(slug="filmed").update(published=False)

    for address in ("video/", "video/film/", "video/poster/", "video/captions/", "video/state/"):
        assert client.get(URL + address).status_code == 404
        assert learner_client.get(URL + address).status_code == 404
        assert instructor_client.get(URL + address).status_code in (200, 204)


def test_without_a_film_there_is_nothing_to_serve(client):
    make_lesson()

    for address in ("video/", "video/film/", "video/poster/", "video/captions/"):
        assert client.get(f"/learn/another/{address}").status_code == 404
    assert 'id="video"' not in client.get("/learn/another/").text


def test_a_ready_film_is_a_link_with_length_and_size(client, filmed):
    page = client.get(URL).text

    assert f'<a href="{URL}video/"' in page
    assert "1 min 10 s, 1.0\xa0KB" in page
    assert "<video" not in page


def test_pressing_the_link_brings_the_player_alone(client, filmed):
    response = client.get(f"{URL}video/", headers=HTMX)

    assert "<html" not in response.text
    assert f'<source src="{URL}video/film/">' in response.text
    assert f'<track kind="captions" src="{URL}video/captions/"' in response.text
    assert "What is said." in response.text


def test_without_javascript_the_player_is_a_page(client, filmed):
    page = client.get(f"{URL}video/").text

    assert "<html" in page
    assert "<video controls" in page


def test_while_generating_the_page_asks_each_minute(client):
    make_lesson("filmed", video_state=VideoState.GENERATING)

    assert 'hx-trigger="every 60s"' in client.get(URL).text
    assert client.get(f"{URL}video/state/", headers=HTMX).status_code == 204


def test_asking_stops_when_the_film_is_ready(client, filmed):
    response = client.get(f"{URL}video/state/", headers=HTMX)

    assert "Play the video lesson" in response.text
    assert "every 60s" not in response.text
    assert '<p id="live" class="vh" role="status" hx-swap-oob="innerHTML">The video is ready</p>' in response.text


def test_a_film_whose_file_is_lost_leaves_the_page_standing(client, filmed):
    filmed.video.storage.delete(filmed.video.name)

    assert client.get(URL).status_code == 200
    assert client.get(f"{URL}video/film/").status_code == 404


def test_a_ready_film_needs_captions_and_transcript(filmed):
    filmed.transcript = ""

    with pytest.raises(ValidationError, match="needs its file, length, captions and a transcript"):
        filmed.full_clean()
