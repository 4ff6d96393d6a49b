from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from PIL import Image

from lessons.files.film_structure import refuse_no_captions, refuse_no_film
from lessons.filming import webm
from lessons.filming.script import script_of
from lessons.models import Lesson, VideoState
from matrix import facts
from matrix.models import Owner, Responsibility
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db
URL = "/learn/another/"
BODY = "## One {#one}\n\n[[drawing boundary ec2 rds]]\n"


@pytest.fixture(autouse=True)
def alone(uploads) -> None:
    Lesson.objects.update(video_state=VideoState.NONE)


@pytest.fixture
def made() -> Lesson:
    """A lesson whose film is made from the facts, not made yet."""
    return make_lesson(body=BODY, video_state=VideoState.MADE)


def make_films() -> str:
    said = StringIO()
    call_command("make_films", stdout=said)
    return said.getvalue()


def set_owner(path: str, owner: Owner) -> None:
    service, layer = path.split("/")
    Responsibility.objects.filter(service__slug=service, layer__slug=layer).update(owner=owner)


def words() -> list[str]:
    script = script_of(BODY, facts.current())
    assert script
    return [shot.words for shot in script.shots]


def test_a_film_is_awaited_until_it_is_made(client, made):
    assert "Video generating" in client.get(URL).text
    assert client.get(f"{URL}video/state/").status_code == 204

    assert make_films().startswith("Made the film of L9: ")

    assert "Play the video lesson" in client.get(f"{URL}video/state/").text
    assert "with captions and a transcript" in client.get(URL).text


def test_what_was_made_is_a_small_film_with_captions_a_transcript_and_a_poster(client, made):
    make_films()

    film, captions, poster = (
        b"".join(client.get(f"{URL}video/{part}/").streaming_content) for part in ("film", "captions", "poster")
    )

    refuse_no_film(ContentFile(film, "film.webm"))
    refuse_no_captions(ContentFile(captions, "film.vtt"))
    assert len(film) < 500_000
    assert Image.open(BytesIO(poster)).size == (1280, 720)
    player = client.get(f"{URL}video/").text
    assert all(line in player and line in captions.decode() for line in words())
    assert "autoplay" not in player


def test_nothing_is_made_again_while_the_facts_stay(made):
    make_films()

    assert make_films() == ""


def test_a_changed_fact_takes_the_film_back_until_it_is_made_again(client, made):
    make_films()
    before = default_storage.listdir("films")[1]

    set_owner("rds/guest-os", Owner.SHARED)

    assert "Video generating" in client.get(URL).text
    assert client.get(f"{URL}video/film/").status_code == 404
    make_films()
    assert "now shared: guest operating system" in client.get(f"{URL}video/").text
    assert not {*before} & {*default_storage.listdir("films")[1]}


def test_a_run_that_was_cut_off_is_made_good(client, made):
    make_films()
    [film] = [name for name in default_storage.listdir("films")[1] if name.endswith(".webm")]
    default_storage.delete(f"films/{film}")

    make_films()

    assert len(default_storage.listdir("films")[1]) == 3
    assert "Play the video lesson" in client.get(URL).text


@pytest.mark.parametrize("drawing", ["", "[[drawing keys]]", "[[drawing boundary ec2 gone]]"])
def test_without_a_boundary_in_the_lesson_no_film_is_promised(client, drawing):
    make_lesson(body=f"## One {{#one}}\n\n{drawing}\n", video_state=VideoState.MADE)

    assert make_films() == ""

    assert 'id="video"' not in client.get(URL).text
    assert client.get(f"{URL}video/").status_code == 404


def test_the_film_tells_each_layer_that_changes_hands_once():
    set_owner("ec2/backup-recovery", Owner.AWS)
    set_owner("rds/backup-recovery", Owner.CUSTOMER)

    told = [line for line in words() if line.startswith("From EC2 to RDS")]

    assert "From EC2 to RDS, now yours: backup and recovery." in told
    assert "From EC2 to RDS, now AWS’s: guest operating system." in told
    assert len(told) == len({*told})
    assert not any("virtualization" in line for line in told)


def test_the_sums_of_a_film_are_those_of_the_facts():
    set_owner("rds/guest-os", Owner.SHARED)

    assert "15 layers on RDS: 7 yours, 3 shared and 5 AWS’s." in words()


def test_pictures_stand_in_a_film_as_long_as_they_should():
    pictures = [(Image.new("RGB", (64, 32), color), seconds) for color, seconds in (("white", 1.5), ("black", 2.0))]

    film = webm.film(pictures)

    refuse_no_film(ContentFile(film, "film.webm"))
    assert webm.DURATION + (8 | 1 << 56).to_bytes(8) + bytes.fromhex("40AB580000000000") in film  # 3,500
    assert [film[at + 9 : at + 17] for at in places_of(webm.TIME + (8 | 1 << 56).to_bytes(8), film)] == [
        (0).to_bytes(8),
        (1500).to_bytes(8),
    ]


def places_of(part: bytes, whole: bytes) -> list[int]:
    return [at for at in range(len(whole)) if whole.startswith(part, at)]
