import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from lessons.files.film_structure import AGAIN, refuse_no_captions, refuse_no_film
from tests.helpers.films import CAPTIONS, UNKNOWN, box, element, mp4, track, webm

LARGE = (1).to_bytes(4) + b"mdat" + (24).to_bytes(8) + b"pictures"
DAMAGED = "The file ends early or is damaged."
SOUND = "The file has no video track, only sound or text."


def film(name: str, content: bytes) -> str:
    """Why it is refused; empty where it is taken."""
    return refusal(refuse_no_film, name, content).removesuffix(AGAIN).strip()


def captions(content: bytes) -> str:
    return refusal(refuse_no_captions, "film.vtt", content)


def refusal(check, name: str, content: bytes) -> str:
    file = SimpleUploadedFile(name, content)
    try:
        check(file)
    except ValidationError as error:
        return error.message
    finally:
        assert file.read() == content  # it is stored from its beginning
    return ""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", mp4()),
        ("FILM.MP4", mp4()),
        ("film.mp4", mp4(content=b"")[:-8] + LARGE),
        ("film.mp4", mp4(content=b"")[:-8] + b"\0\0\0\0mdatpictures"),
        ("film.webm", webm()),
        ("film.webm", webm(size=UNKNOWN)),
    ],
)
def test_a_film_is_taken(name, content):
    assert film(name, content) == ""


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("film.mp4", b"", "This is not an MP4 video."),
        ("film.mp4", b"film", "This is not an MP4 video."),
        ("film.mp4", webm(), "This is not an MP4 video."),
        ("film.mp4", box(b"ftyp", b"isom") + bytes(range(256)) * 20, DAMAGED),
        ("film.mp4", mp4()[:-3], DAMAGED),
        ("film.mp4", box(b"ftyp", b"isom") + b"\0\0\0\1mdat", DAMAGED),
        ("film.mp4", box(b"ftyp", b"isom"), "The file begins like an MP4 video but has no film in it."),
        ("film.mp4", mp4(content=b""), "The file begins like an MP4 video but has no film in it."),
        ("film.mp4", mp4(track(b"soun")), SOUND),
        ("film.mp4", box(b"ftyp") + box(b"free") * 100_000, "The file has more parts than a video has."),
        ("film.webm", b"", "This is not a WebM video."),
        ("film.webm", mp4(), "This is not a WebM video."),
        ("film.webm", webm(kind="matroska"), "This is not a WebM video, though it is built like one."),
        ("film.webm", webm()[:-3], DAMAGED),
        ("film.webm", element("1A45DFA3", element("4282", b"webm")) + bytes(range(256)), DAMAGED),
        ("film.webm", webm(cluster=b""), "The file begins like a WebM video but has no film in it."),
        ("film.webm", webm(track_type=2), SOUND),
    ],
)
def test_what_is_no_film_is_refused_with_its_reason(name, content, reason):
    assert film(name, content) == reason


def test_captions_are_taken():
    assert captions(CAPTIONS) == ""
    assert captions(b"\xef\xbb\xbf" + CAPTIONS.replace(b"\n", b"\r\n")) == ""


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Captions are a WebVTT file: its first line is WEBVTT."),
        (b"WEBVTTX\n", "Captions are a WebVTT file: its first line is WEBVTT."),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "Captions are a WebVTT file: its first line is WEBVTT."),
        (b"WEBVTT\n\n\xff\xfe\n", "Captions are UTF-8 text. Save the file as WebVTT in UTF-8."),
        (b"WEBVTT\n", "The file has no captions in it: no line like 00:01.000 --> 00:04.000."),
        (b"WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHello", "Line 3 is not a time like 00:01.000 --> 00:04.000."),
        (b"WEBVTT\n\n00:02.000 --> 00:02.000\nHello", "Line 3: the caption ends before it begins."),
        (b"WEBVTT\n" + b"a" * 2_000_000, "Captions have at most 2 MB."),
    ],
)
def test_what_is_no_captions_is_refused_with_its_reason(content, reason):
    assert captions(content) == reason
