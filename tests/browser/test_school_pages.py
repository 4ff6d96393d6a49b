"""The pages on the way from a school, and those about schools, in light and dark, wide and narrow."""

import pytest

from lti.keys import signing_key
from lti.models import Identity, LineItem, Score
from lti.registration import make_link
from lti.roster import store_roster
from serving.uuid7 import uuid7
from teach.gradebook.columns import key_of
from tests.helpers.assignments import DAY, assign
from tests.helpers.cohorts import class_of
from tests.helpers.looks import in_every_look
from tests.helpers.schools import known_school, launch_for, link_course

pytestmark = pytest.mark.django_db(transaction=True)

BROWSER = "b" * 43


@pytest.fixture
def school(transactional_db):
    return known_school(f"https://{uuid7()}.example")


@pytest.fixture
def launched(context, live_server, school):
    """Gives the address of a launch in this browser, of somebody who is signed in if a learner is given."""
    context.add_cookies([{"name": "launch", "value": BROWSER, "url": live_server.url}])

    def launched(learner=None, **changes) -> str:
        launch, _ = launch_for(school, str(uuid7()), browser=BROWSER, **changes)
        if learner:
            launch.learner = learner
            launch.save()
        return launch.get_absolute_url()

    return launched


@in_every_look
def test_the_pages_of_a_first_launch(wrong_on, launched):
    assert (
        wrong_on([launched(name="Ada King", learns=True), "/lti/launches/01234567-89ab-7def-8123-456789abcdef/"]) == []
    )


@in_every_look
def test_the_pages_of_a_learner_from_a_school(wrong_on, launched, school, someone, teacher, log_in):
    link_course(class_of(teacher.user), by=teacher.user, platform=school)
    Identity.objects.create(issuer=school.issuer, subject="ada", learner=someone)
    log_in(someone)

    own = [f"{launched(someone, learns=True)}joining/", "/lti/again/", "/lti/again/?next=/account/", "/account/"]
    assert wrong_on([*own, launched(learns=True)]) == []


@in_every_look
def test_the_pages_of_an_instructor_from_a_school(wrong_on, launched, school, teacher, someone, log_in):
    log_in(teacher)
    unlinked = f"{launched(teacher, teaches=True)}class/"
    assert wrong_on([unlinked]) == []
    cohort = class_of(teacher.user, someone)
    linked = link_course(cohort, by=teacher.user, platform=school)
    friday, _not_sent = (assign(cohort, title=title) for title in ("Friday", "Monday"))
    item = LineItem.objects.create(linked=linked, column=key_of(friday), label=friday.title)
    Score.objects.create(
        line_item=item, learner=someone, share=80, stamp=friday.set_at, failure="school.example answered 500.", tries=3
    )
    store_roster(linked, {"carl": "Carl Late"}, friday.set_at - DAY)
    linked.roster_failure = "school.example answered 500."
    linked.save(update_fields=["roster_failure"])
    picks = {"message": "LtiDeepLinkingRequest", "return_url": f"{school.issuer}/return", "teaches": True}

    assert wrong_on([f"/teach/students/{cohort.pk}/school/", f"{launched(teacher, **picks)}pick/"]) == []


@in_every_look
def test_the_pages_of_a_superuser_about_schools(wrong_on, school, teacher, log_in):
    teacher.user.is_superuser = True
    teacher.user.save()
    signing_key()
    link = make_link("Another school", by=teacher.user, lasting=DAY)
    log_in(teacher)

    assert (
        wrong_on(
            [
                "/teach/schools/",
                "/teach/schools/new/",
                school.get_absolute_url(),
                "/teach/schools/links/",
                "/teach/schools/keys/",
                link.get_absolute_url(),
                f"{link.get_absolute_url()}?openid_configuration={school.issuer}/openid",
            ]
        )
        == []
    )
