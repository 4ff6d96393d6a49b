"""What a school and this site know of a person: in their download, and gone with their account."""

import pytest

from accounts.leaving.deletion import delete_account
from lti.models import Identity, Launch, RosterEntry, Score
from lti.roster import refresh
from lti.scores import send_all
from teach.gradebook.columns import key_of
from tests.accounts.leaving.test_deletion import everything_in_the_database
from tests.helpers.assignments import assign, taken
from tests.helpers.platform_simulator import PlatformPerson
from tests.helpers.serving_role import as_application
from tests.lti.acts import arrive, join_by, learner_here, person_here

pytestmark = pytest.mark.django_db

ZOE = PlatformPerson("subject-of-zoe", "Zoe Zander")


@pytest.fixture
def zoe(school, platform, linked, window):
    """She has joined, is on the roster, has a score at her school, and a launch on its way."""
    friday = assign(linked.cohort, title="Friday")
    linked.line_items.create(column=key_of(friday), label="Friday")
    join_by(window, arrive(window, school, ZOE))
    taken(friday, learner_here(ZOE.subject))
    school.enroll(ZOE)
    refresh(linked)
    send_all(platform)
    school.launch(window, ZOE)
    launch = Launch.objects.order_by("began_at").last()
    Launch.objects.filter(pk=launch.pk).update(learner=learner_here(ZOE.subject))
    return person_here(ZOE.subject)


def test_the_download_has_it_all(zoe, school, window):
    told = window.get("/account/download/").json()

    assert told["account"]["email"] == ""
    [identity], [entry], [score], [launch] = (
        told[name] for name in ("school_sign-ins", "school_rosters", "scores_for_schools", "launches")
    )
    assert (identity["issuer"], identity["subject"]) == (school.url, ZOE.subject)
    assert (entry["name"], entry["linked__cohort__name"]) == ("Zoe Zander", "Cloud basics")
    assert (score["line_item__label"], score["share"] is None, score["delivered_at"] is None) == (
        "Friday",
        False,
        False,
    )
    assert launch["claims"]["name"] == "Zoe Zander"


def test_nothing_of_it_is_left_after_the_account_is_deleted(zoe):
    assert "Zoe Zander" in everything_in_the_database()

    with as_application():
        delete_account(zoe)

    after = everything_in_the_database()
    assert [word for word in ("Zoe", ZOE.subject, zoe.email) if word in after] == []
    assert not any(model.objects.exists() for model in (Identity, Launch, RosterEntry, Score))


def test_a_deleted_account_is_not_signed_in_again(zoe, school, linked, window):
    delete_account(zoe)

    page = window.get(school.launch(window, ZOE)["Location"])

    assert "Create account" in page.content.decode()


def test_leaving_the_class_leaves_no_score_waiting(zoe, school, platform, linked):
    from accounts.cohorts.membership import leave
    from tests.helpers.cohorts import member

    leave(member(linked.cohort, zoe.learner))

    send_all(platform)

    assert not Score.objects.exists()
