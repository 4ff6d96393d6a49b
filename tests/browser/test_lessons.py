import re

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import expect

from lessons.filming import webm
from lessons.models import Lesson, VideoState
from serving.uuid7 import uuid7
from tests.lessons.conftest import SLUG, make_lesson

pytestmark = pytest.mark.django_db(transaction=True)
PATH = f"/learn/{SLUG}/"
BLINK = [(Image.new("RGB", (64, 64), color), 0.5) for color in ("white", "black")]
# A second at sixteen times the speed is over, on a busy machine, before the first picture is shown.
PLAYED = """(video, rate) => new Promise((resolve, reject) => {
    video.onended = () => resolve(video.currentTime);
    video.onerror = () => reject(video.error);
    video.muted = true;
    video.playbackRate = rate;
    video.play().catch(reject);
})"""

CAPTION_AT = """(video, seconds) => new Promise((resolve) => {
    video.textTracks[0].oncuechange = ({ target }) => resolve([...target.activeCues].map(({ text }) => text));
    video.currentTime = seconds;
})"""


@pytest.fixture
def lesson(transactional_db) -> Lesson:
    return Lesson.objects.get(slug=SLUG)


def trap(page, slug: str):
    return page.locator(f"#trap-{slug}")


def test_a_decided_trap_is_told_in_place_and_takes_the_focus(page, live_server):
    page.goto(live_server.url + PATH)
    trap(page, "data-center-power-failure").get_by_role("button", name="AWS").click()
    expect(page.locator("#traps-1-count")).to_have_text("1 of 8 decided, 1 right")

    trap(page, "s3-bucket-public").get_by_role("button", name="AWS").click()

    verdict = trap(page, "s3-bucket-public").locator("[data-focus]")
    expect(verdict).to_have_text(re.compile("Not quite: you said AWS"))
    expect(verdict).to_be_focused()
    expect(page.locator("#traps-1-count")).to_have_text("2 of 8 decided, 1 right")
    expect(page.locator("#live")).to_be_empty()
    expect(page).to_have_url(live_server.url + PATH)


def test_all_answers_are_shown_beside_what_was_said(page, live_server):
    page.goto(live_server.url + PATH)
    trap(page, "s3-bucket-public").get_by_role("button", name="Customer").click()
    expect(page.locator("#traps-1-count")).to_have_text("1 of 8 decided, 1 right")

    page.get_by_role("button", name="Show all answers").click()

    expect(page.locator("#traps-1 .why")).to_have_count(8)
    expect(page.locator("#traps-1-count")).to_have_text("1 of 8 decided, 1 right")
    expect(page.locator("#traps-1 [data-focus]").first).to_be_focused()


def test_the_sources_of_a_section_open_and_close_in_place_by_keyboard(page, live_server):
    page.goto(live_server.url + PATH)
    page.locator("#of").get_by_role("link", name="Sources and words for this section").press("Enter")
    opened = page.locator("#of details")
    expect(opened.get_by_role("link", name="EC2, virtualization")).to_be_visible()
    expect(opened.locator("summary")).to_be_focused()
    assert page.url.endswith(PATH)

    opened.locator("summary").press("Enter")

    expect(opened.get_by_role("link", name="EC2, virtualization")).to_be_hidden()


def test_without_javascript_the_sources_of_a_section_are_on_a_page(plain_page, live_server):
    plain_page.goto(live_server.url + PATH)
    plain_page.locator("#of").get_by_role("link", name="Sources and words for this section").click()

    expect(plain_page.locator("#of").get_by_role("link", name="EC2, virtualization")).to_be_in_viewport()


def test_without_javascript_traps_and_marking_work(plain_page, live_server):
    plain_page.goto(live_server.url + PATH)

    trap(plain_page, "s3-bucket-public").get_by_role("button", name="AWS").click()
    trap(plain_page, "s3-disk-fails").get_by_role("button", name="AWS").click()
    expect(plain_page.locator("#traps-1-count")).to_have_text("2 of 8 decided, 1 right")
    plain_page.get_by_role("button", name="Show all answers").click()
    expect(plain_page.locator("#traps-1 .why")).to_have_count(8)
    plain_page.get_by_role("button", name="Mark lesson as read").click()

    expect(plain_page.get_by_role("button", name="Read, undo")).to_be_visible()


def test_sections_read_are_kept_and_the_place_with_them(page, live_server, someone, log_in, lesson):
    log_in(someone)
    page.goto(live_server.url + PATH)

    for anchor in lesson.anchors[:3]:
        with page.expect_response(f"**/sections/{anchor}/reading/"):
            page.locator(f"#{anchor} .section-end").scroll_into_view_if_needed()

    assert {reading.anchor for reading in someone.readings.all()} == set(lesson.anchors[:3])
    assert someone.places.get().anchor == lesson.anchors[3]


def test_marking_as_read_is_heard_seen_and_undone(page, live_server, someone, log_in):
    log_in(someone)
    page.goto(live_server.url + PATH)

    page.get_by_role("button", name="Mark lesson as read").click()

    undo = page.get_by_role("button", name="Read, undo")
    expect(undo).to_be_focused()
    expect(page.locator("#live")).to_have_text("Lesson marked as read")
    expect(page.locator(f"#outline-{SLUG}")).to_contain_text("Read")
    undo.click()
    expect(page.get_by_role("button", name="Mark lesson as read")).to_be_focused()
    expect(page.locator("#live")).to_have_text("Lesson no longer marked as read")


def test_contents_mark_the_section_being_read(page, live_server):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(live_server.url + PATH)

    page.locator(".rail.toc").get_by_role("link", name="Three kinds of control").click()

    expect(page.locator(".rail.toc [aria-current]")).to_have_text("Three kinds of control")


def test_a_film_plays_and_seeks(page, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    filmed = make_lesson(f"film-{uuid7()}", label="L7", position=50, published=False)
    filmed.video.save("film.webm", ContentFile(webm.film(BLINK)), save=False)
    filmed.captions.save("film.vtt", ContentFile(b"WEBVTT\n\n00:00.000 --> 00:01.000\nOne second\n"), save=False)
    filmed.transcript, filmed.video_seconds, filmed.video_state = "One second.", 1, VideoState.READY
    filmed.published = True
    filmed.save()

    try:
        page.goto(live_server.url + filmed.get_absolute_url())
        page.get_by_role("link", name="Play the video lesson").click()
        player = page.locator("video")
        expect(player).to_be_focused()
        ended = player.evaluate(PLAYED, 1)
    finally:
        Lesson.objects.filter(pk=filmed.pk).update(published=False)  # it was read, so it stays

    assert ended > 0.5


def test_a_film_from_the_facts_is_found_made_and_played_to_its_end(page, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page.goto(live_server.url + PATH)
    expect(page.locator("#video")).to_contain_text("Check back soon")
    call_command("make_films")

    page.reload()
    page.get_by_role("link", name="Play the video lesson").press("Enter")

    player = page.locator("video")
    expect(player).to_be_focused()
    expect(player).to_have_js_property("paused", True)
    assert player.evaluate(PLAYED, 16) == player.evaluate("(video) => video.duration") > 20
    assert player.evaluate(CAPTION_AT, 10) == ["From EC2 to RDS, now AWS’s: backup and recovery."]
