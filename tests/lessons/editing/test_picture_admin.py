"""Pictures in lessons: what is taken, what becomes of it, and where it is shown."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image, PngImagePlugin

from lessons.editing.picture_redraw import LARGEST_FILE, redraw
from lessons.editing.picture_store import InUse, delete_picture, places_of, store_picture, unused_pictures
from lessons.editing.proofreader import problems_of_pictures
from lessons.editing.publishing import content_of, publish, save_draft
from lessons.markup import read
from lessons.models import Picture
from tests.lessons.editing.test_preview import AS_JSON

pytestmark = pytest.mark.django_db
ADD = reverse("admin:lessons_picture_add")
UPLOAD = reverse("admin:lessons_picture_upload")
LIST = reverse("admin:lessons_picture_changelist")
JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def drawn(form: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **saving) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 128 if mode == "L" else "#336699").save(out, form, **saving)
    return out.getvalue()


@pytest.fixture
def picture(instructor) -> Picture:
    picture = Picture(alt="A stack of layers")
    store_picture(picture, redraw(drawn()), uploaded_by=instructor)
    return picture


def showing(text: str) -> str:
    return f"## One {{#one}}\n\n{text}\n"


def html_of(text: str) -> str:
    return "".join(part.html for part in read(showing(text)).parts)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_cameras_write_and_what_stands_behind_a_picture_is_gone(form):
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    data = drawn(form, exif=exif) + b"<script>alert(1)</script>"

    redrawn = redraw(data)

    assert b"Secret camera" not in redrawn.data
    assert b"<script" not in redrawn.data
    assert (redrawn.format, redrawn.width, redrawn.height) == (form, 40, 20)
    assert not Image.open(BytesIO(redrawn.data)).getexif()


def test_comments_and_profiles_are_gone():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Secret author")

    assert b"Secret author" not in redraw(drawn(pnginfo=notes, icc_profile=b"Secret profile")).data
    assert b"Secret comment" not in redraw(drawn("JPEG", comment=b"Secret comment")).data


def test_a_picture_is_turned_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6

    assert (redraw(drawn("JPEG", exif=exif)).width, redraw(drawn("JPEG", exif=exif)).height) == (20, 40)


def test_a_large_picture_is_made_as_large_as_a_page_shows_it():
    assert redraw(drawn(size=(3200, 400))).name.endswith("-1600x200.png")


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixels_is_read(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    out = BytesIO()
    Image.new(mode, (4, 4)).save(out, form)

    assert redraw(out.getvalue()).format == form


def bomb() -> bytes:
    """A small file that says it holds 60,000 by 60,000 pixels."""
    data = bytearray(drawn())
    data[16:24] = (60_000).to_bytes(4) + (60_000).to_bytes(4)
    return bytes(data)


def moving() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "This isn’t a PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "This isn’t a PNG"),
        (b"GIF89a" + b"\0" * 50, "This isn’t a PNG"),
        (drawn("BMP"), "This isn’t a PNG"),
        (drawn()[:60], "This isn’t a PNG"),
        (drawn("JPEG", size=(400, 400))[:-300], "This isn’t a PNG"),
        (bomb(), "This isn’t a PNG"),
        (drawn(size=(4_001, 3_200), mode="L"), "more than 12 million pixels"),
        (moving(), "Animated pictures"),
        (b"\0" * (LARGEST_FILE + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_to_show_is_refused_in_words(data, message):
    with pytest.raises(ValidationError, match=message):
        redraw(data)


def test_a_picture_is_shown_with_its_size_and_words(picture):
    html = html_of(picture.markdown)

    assert f'<img src="{picture.get_absolute_url()}" alt="A stack of layers" width="40" height="20"' in html
    assert 'loading="lazy"' in html
    assert html.startswith("<figure>")


def test_the_title_of_a_picture_on_its_own_line_is_its_caption(picture):
    address = picture.get_absolute_url()

    assert "<figcaption>A &lt;caption&gt;</figcaption></figure>" in html_of(f'![x]({address} "A <caption>")')
    assert "figcaption" not in html_of(f'Words ![x]({address} "A caption") words.')


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/x.png",
        "/static/x.png",
        "//x/pictures/",
        "/pictures/x.png",
        "data:image/png;base64,AA",
    ],
)
def test_a_picture_from_elsewhere_is_told_and_not_shown(address):
    text = read(showing(f"![x]({address})"))

    assert [str(problem) for problem in text.problems] == [
        "line 3: upload a picture first, then write ![what it shows](/pictures/…) as it is listed."
    ]
    assert "<img" not in html_of(f"![x]({address})")


def test_a_picture_without_words_or_without_a_file_is_told(picture, instructor):
    adornment = Picture(decorative=True)
    store_picture(adornment, redraw(drawn(size=(8, 8))), uploaded_by=instructor)
    gone = f"/pictures/{'0' * 32}-4x4.png"
    text = f"![]({picture.get_absolute_url()})\n\n![]({adornment.get_absolute_url()})\n\n![x]({gone})"

    assert [str(problem) for problem in problems_of_pictures(read(showing(text)))] == [
        "line 3: the picture has no alternative text: describe the picture in ![…].",
        f"line 7: there is no picture “{gone.removeprefix('/pictures/')}”.",
    ]


def test_a_picture_is_served_for_ever_and_as_what_it_is(client, picture):
    answer = client.get(picture.get_absolute_url())

    assert Image.open(BytesIO(answer.content)).size == (40, 20)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    assert client.get(f"/pictures/{'0' * 32}-4x4.png").status_code == 404
    assert client.get("/pictures/../secret").status_code == 404


def test_a_picture_is_uploaded_beside_the_text_and_offered_there(instructor_client, instructor):
    file = SimpleUploadedFile("evil.html", drawn(), "text/html")

    answer = instructor_client.post(UPLOAD, {"upload": file, "alt": "A [stack]"}, headers=JSON).json()

    picture = Picture.objects.get()
    assert (picture.uploaded_by, picture.events.get().pgh_context.metadata["user"]) == (instructor, instructor.pk)
    assert answer["markdown"] == f"![A \\[stack\\]]({picture.get_absolute_url()})"
    assert [picture.markdown, "A [stack]"] in instructor_client.get(AS_JSON).json()["kinds"]["picture"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"alt": "x"}, "This field is required."),
        ({"alt": "x", "upload": b"no"}, "This isn’t a PNG"),
        ({"upload": drawn()}, "Write an alternative text"),
        ({"upload": drawn(), "alt": "x", "decorative": "on"}, "Write an alternative text"),
    ],
)
def test_what_is_wrong_with_an_upload_is_said(instructor_client, sent, message):
    if "upload" in sent:
        sent = {**sent, "upload": SimpleUploadedFile("x.png", sent["upload"] or b"x")}

    answer = instructor_client.post(UPLOAD, sent, headers=JSON)

    assert answer.status_code == 422
    assert message in answer.json()["said"]
    assert not Picture.objects.exists()


def test_the_same_picture_is_kept_once(instructor_client, picture):
    answer = instructor_client.post(UPLOAD, {"upload": SimpleUploadedFile("x.png", drawn()), "alt": "x"}, headers=JSON)

    assert "This picture is there already" in answer.json()["said"]


def test_without_script_the_upload_leads_to_the_picture(instructor_client):
    answer = instructor_client.post(UPLOAD, {"upload": SimpleUploadedFile("x.png", drawn()), "alt": "x"}, follow=True)
    assert "/pictures/" in answer.text
    assert "no text" in answer.text

    assert instructor_client.post(UPLOAD, {"alt": "x"}, follow=True).redirect_chain[-1][0] == ADD


def test_a_picture_that_a_text_shows_is_not_removed(instructor_client, instructor, lesson, picture):
    save_draft(lesson, content_of(lesson) | {"body": showing(picture.markdown)}, based_on=lesson.edit_number)
    assert list(places_of(picture)) == [f"the draft of {lesson}"]

    lesson = publish(
        lesson,
        content_of(lesson) | {"body": showing(picture.markdown)},
        editor=instructor,
        based_on=lesson.edit_number,
    )
    assert list(places_of(picture)) == [str(lesson)]
    publish(lesson, content_of(lesson) | {"body": showing("Words.")}, editor=instructor, based_on=lesson.edit_number)

    with pytest.raises(InUse):
        delete_picture(picture)
    asked = instructor_client.get(reverse("admin:lessons_picture_delete", args=[picture.pk]))
    assert f"an earlier revision of {lesson}" in asked.text
    assert str(picture) not in instructor_client.get(f"{LIST}?used=no").text


def test_a_picture_that_nothing_shows_goes_with_its_file(
    instructor_client, picture, django_capture_on_commit_callbacks
):
    assert str(picture) in instructor_client.get(f"{LIST}?used=no").text
    assert list(unused_pictures()) == [picture]

    with django_capture_on_commit_callbacks(execute=True):
        instructor_client.post(reverse("admin:lessons_picture_delete", args=[picture.pk]), {"post": "yes"})

    assert not Picture.objects.exists()
    assert not default_storage.exists(picture.path)


def test_the_database_wants_words_or_a_mark(picture):
    with pytest.raises(IntegrityError, match="has_alternative_text"), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(alt="")


def test_a_learner_uploads_nothing(learner_client):
    for address in (UPLOAD, ADD):
        answer = learner_client.post(address, {"upload": SimpleUploadedFile("x.png", drawn()), "alt": "x"})
        assert answer.status_code == 302
    assert not Picture.objects.exists()
