"""Incidents and twins: said first, then shown, by mouse and by keys, with JavaScript and without."""

import re

import pytest
from playwright.sync_api import expect

from serving.uuid7 import uuid7
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lesson_with_both(transactional_db):
    slug = f"first-{uuid7()}"
    return make_lesson(slug, body="## A {#a}\n\n[[incident unpatched-instance]]\n\n[[twins ec2 rds]]\n")


@pytest.fixture
def plain(new_context):
    """A browser without JavaScript."""
    return new_context(java_script_enabled=False).new_page()


def test_an_incident_in_a_lesson_is_answered_in_place(page, live_server, lesson_with_both):
    address = live_server.url + lesson_with_both.get_absolute_url()
    page.goto(address)

    page.get_by_role("button", name="Virtualization").click()

    told = page.locator("#incident-unpatched-instance [data-focus]")
    expect(told).to_have_text(re.compile(r"Not quite:\s+you said virtualization"))
    expect(told).to_be_focused()
    expect(page).to_have_url(address)
    page.get_by_role("link", name="Start over").click()
    expect(page.get_by_role("button", name="Virtualization")).to_be_visible()


def test_the_boundary_is_slid_with_the_arrow_keys(page, live_server):
    page.goto(f"{live_server.url}/twins/ec2/rds/")
    row = page.get_by_role("radiogroup", name="Guest operating system")
    row.get_by_label("Customer").focus()

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(row.get_by_label("AWS")).to_be_checked()
    page.get_by_role("button", name="See where it runs").press("Enter")
    expect(page.locator("#twins-ec2-rds [data-focus]")).to_be_focused()
    told = page.locator("#twins-ec2-rds tr", has_text="Guest operating system")
    expect(told).to_contain_text("Right")
    expect(page).to_have_url(re.compile(r"/twins/ec2/rds/\?.*guest-os=aws"))


def test_a_lesson_shows_twins_in_place(page, live_server, lesson_with_both):
    address = live_server.url + lesson_with_both.get_absolute_url()
    page.goto(address)

    page.get_by_role("button", name="See where it runs").click()

    expect(page.locator("#twins-ec2-rds")).to_contain_text("change owner between EC2 and RDS")
    expect(page).to_have_url(address)


def test_the_choices_of_a_layer_are_side_by_side_in_a_lesson_that_asks_questions_too(page, live_server):
    page.goto(f"{live_server.url}/learn/shared-responsibility-model/")
    row = page.get_by_role("radiogroup", name="Guest operating system")

    places = [row.locator("label").nth(number).bounding_box() for number in range(3)]

    assert {place["y"] for place in places} == {places[0]["y"]}
    assert page.locator(".ask").count()  # whose stylesheet comes with that of practice


def test_both_work_without_javascript(plain, live_server, lesson_with_both):
    plain.goto(live_server.url + lesson_with_both.get_absolute_url())
    plain.get_by_role("button", name="Guest operating system").click()
    expect(plain.get_by_text("you said guest operating system")).to_be_visible()
    expect(plain).to_have_url(re.compile(r"/incidents/unpatched-instance/\?layer=guest-os$"))

    plain.goto(f"{live_server.url}/twins/ec2/rds/")
    row = plain.get_by_role("radiogroup", name="Guest operating system")
    row.get_by_label("AWS").check()
    plain.get_by_role("button", name="See where it runs").click()

    expect(plain.locator("tr", has_text="Guest operating system")).to_contain_text("Right")
