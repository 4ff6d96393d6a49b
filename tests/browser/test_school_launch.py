"""A launch in a real browser: two sites, new windows, and no cookies of third parties."""

import pytest
from playwright.sync_api import expect

from accounts.models import Cohort
from lti.models import Identity
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of
from tests.helpers.platform_simulator import PlatformPerson, SimulatedPlatform, serving
from tests.helpers.schools import link_course

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def school(live_server):
    simulated = SimulatedPlatform(site=live_server.url, person=PlatformPerson(str(uuid7()), "Ada King"))
    with serving(simulated):
        yield simulated


def open_from_course(page, school):
    """The course is on another site than ours, by another name of this machine."""
    page.goto(f"{school.url}/course")
    with page.expect_popup() as login:
        page.get_by_role("button", name="Open").click()
    with login.value.expect_popup() as launch:
        login.value.get_by_role("button", name="Open").click()
    return launch.value


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_learner_comes_from_the_course_and_comes_again(
    new_context, live_server, school, teacher, java_script_enabled
):
    linked = link_course(class_of(teacher.user), by=teacher.user, platform=school.registration())
    context = new_context(java_script_enabled=java_script_enabled)

    here = open_from_course(context.new_page(), school)
    here.get_by_role("button", name="Create account").click()
    here.get_by_role("button", name="Join the class").click()
    expect(here).to_have_url(f"{live_server.url}/")
    assert Cohort.objects.get(pk=linked.cohort_id).memberships.get().learner.user.name == "Ada King"

    context.clear_cookies()
    again = open_from_course(context.new_page(), school)
    expect(again).to_have_url(f"{live_server.url}/")
    expect(again.get_by_role("link", name="Account")).to_be_visible()
    assert Identity.objects.filter(issuer=school.url).count() == 1


def test_a_guest_keeps_their_answers(new_context, live_server, school, teacher):
    """The session's cookie does not come with the platform's form, so signing in waits for the next request."""
    link_course(class_of(teacher.user), by=teacher.user, platform=school.registration())
    context = new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/learn/shared-responsibility-model/")
    page.locator("form[action$='/check/'] button").first.click()
    page.wait_for_url("**/practice/**")

    open_from_course(page, school).get_by_role("button", name="Create account").click()

    expect(context.pages[-1].get_by_text("What you did as a guest")).to_be_visible()
    assert Identity.objects.get(issuer=school.url).learner.attempts.count() == 1
