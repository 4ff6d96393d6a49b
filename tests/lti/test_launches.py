"""People who open this site from their school's course."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.postgres.functions import TransactionNow
from django.test import Client

from accounts.cohorts.membership import leave
from accounts.models import Cohort, CohortMembership, CohortTeacher, User
from lti.models import Identity, Launch, LinkedClass
from lti.tokens import CLAIM
from tests.conftest import client_of, log_in, make_user
from tests.helpers.cohorts import class_of, member
from tests.helpers.platform_simulator import ADA, BEN, SITE, TESS
from tests.helpers.sittings import begin
from tests.lti.acts import arrive, join_by, learner_here, person_here

pytestmark = pytest.mark.django_db


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


# ---- Learners


def test_a_new_learner_gets_an_account_agrees_and_is_in_the_class(school, linked, window):
    asks = arrive(window, school, ADA)
    page = window.get(asks["Location"])
    assert "What the instructors of this class will see" in text_of(page)
    assert not CohortMembership.objects.exists()
    arrived = join_by(window, asks)

    assert arrived["Location"] == "/"
    assert member(linked.cohort, learner_here("ada")).left_at is None
    ada = person_here("ada")
    assert (ada.name, ada.address, ada.has_usable_password(), ada.is_staff) == ("Ada King", "", False, False)
    assert "Ada King" in text_of(window.get("/account/"))


def test_the_next_launch_leads_to_the_linked_page(school, linked, window):
    join_by(window, arrive(window, school, ADA))
    target = {f"{CLAIM}target_link_uri": f"{SITE}/learn/shared-responsibility-model/?x=1"}

    other = Client()
    arrived = arrive(other, school, ADA, **target)

    assert arrived["Location"] == "/learn/shared-responsibility-model/?x=1"
    assert other.session["_auth_user_id"] == str(person_here("ada").pk)
    assert Identity.objects.count() == 1


def test_what_a_guest_did_goes_into_the_account(school, linked, window):
    window.post("/learn/shared-responsibility-model/check/")

    arrive(window, school, ADA)

    assert learner_here("ada").attempts.count() == 1


def test_an_existing_account_is_connected_by_its_owner(school, linked, window, lena):
    log_in(window, lena)
    page = window.get(school.launch(window, ADA)["Location"])
    assert "Connect this account" in text_of(page)
    assert not Identity.objects.exists()

    window.post(page.wsgi_request.path, {"connect": ""})

    assert person_here("ada") == lena


def test_connecting_asks_for_the_password_again_after_a_while(school, linked, window, lena):
    log_in(window, lena)
    session = window.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()
    address = school.launch(window, ADA)["Location"]

    asked = window.post(address, {"connect": ""})

    assert asked["Location"].startswith("/account/reauthenticate/?next=%2Flti%2Flaunches%2F")
    assert not Identity.objects.exists()


def test_an_account_is_one_person_of_a_platform(school, linked, window, lena, enrolled):
    enrolled(ADA, lena.learner)
    log_in(window, lena)
    address = school.launch(window, BEN)["Location"]

    refused = window.post(address, {"connect": ""})

    assert refused.status_code == 409
    assert "already connected to another person" in text_of(refused)


def test_a_launch_ends_the_session_of_whoever_was_logged_in(school, linked, window, sam, learner, enrolled):
    enrolled(ADA, learner)
    log_in(window, sam)

    arrive(window, school, ADA)

    assert window.session["_auth_user_id"] == str(learner.user_id)


def test_a_launch_does_not_sign_in_twice(school, linked, window, learner, enrolled):
    """On a shared computer, the address in the history must not open the account of the one before."""
    enrolled(ADA, learner)
    address = school.launch(window, ADA)["Location"]
    window.get(address)
    window.post("/account/logout/")

    assert window.get(address).status_code == 404
    assert "_auth_user_id" not in window.session


@pytest.mark.parametrize("kind", ["staff", "two steps"])
def test_a_launch_is_not_enough_for_accounts_with_a_log_in_of_their_own(
    school, linked, window, kind, instructor, lena
):
    person = instructor if kind == "staff" else lena
    if kind == "two steps":
        Authenticator.objects.create(user=lena, type=Authenticator.Type.TOTP, data={"secret": "x"})
    Identity.objects.create(issuer=school.url, subject="ada", learner=person.learner)

    page = window.get(school.launch(window, ADA)["Location"])

    assert "its own log-in" in text_of(page)
    assert "_auth_user_id" not in window.session
    log_in(window, person)
    assert window.get(page.wsgi_request.path).status_code == 302


def test_a_deactivated_account_is_not_signed_in(school, linked, window, lena, enrolled):
    enrolled(ADA, lena.learner)
    User.objects.filter(pk=lena.pk).update(is_active=False)

    page = window.get(school.launch(window, ADA)["Location"])

    assert page.status_code == 403
    assert "_auth_user_id" not in window.session


def test_a_learner_before_the_instructor_is_told_so(school, platform, window):
    page = arrive(window, school, ADA)

    assert "Your class isn’t set up yet" in text_of(page)
    assert not Cohort.objects.exists()


def test_who_left_the_class_agrees_again(school, linked, window, learner, enrolled):
    enrolled(ADA, learner)
    leave(member(linked.cohort, learner))

    assert arrive(window, school, ADA)["Location"].endswith("/joining/")


def test_nobody_joins_a_class_that_is_over(school, linked, window, learner):
    Cohort.objects.update(archived_at=TransactionNow())
    asks = arrive(window, school, ADA)

    refused = window.post(asks["Location"])

    assert refused.status_code == 409
    assert "This class is over" in text_of(refused)


def test_the_link_of_the_class_is_in_no_list(linked, instructor_client):
    assert linked.invite.token not in text_of(instructor_client.get(f"/teach/students/{linked.cohort_id}/invites/"))


# ---- Instructors


def test_an_instructor_links_the_course_to_a_new_class(school, platform, window):
    asks = arrive(window, school, TESS)
    page = window.get(asks["Location"])
    assert "A new class, “Cloud basics”" in text_of(page)

    window.post(asks["Location"], {"cohort": "new"})
    arrived = window.get(asks["Location"].replace("class/", ""))

    linked = LinkedClass.objects.get()
    assert arrived["Location"] == linked.cohort.get_absolute_url()
    assert (linked.cohort.name, linked.roster_url) == ("Cloud basics", f"{school.url}/members")
    assert window.get(arrived["Location"]).status_code == 200


def test_an_instructor_of_this_site_links_a_class_of_theirs(school, platform, window, instructor, cohort, lena):
    class_of(make_user("otto@example.com", group="Instructors", is_staff=True), name="Of another one")
    Identity.objects.create(issuer=school.url, subject="tess", learner=instructor.learner)
    log_in(window, instructor)
    asks = arrive(window, school, TESS)
    page = text_of(window.get(asks["Location"]))

    window.post(asks["Location"], {"cohort": str(cohort.pk)})

    assert "Of another one" not in page
    assert LinkedClass.objects.get().cohort == cohort
    # Their right to teach it has no end.
    window.get(asks["Location"].replace("class/", ""))
    assert CohortTeacher.objects.get(cohort=cohort, user=instructor).until is None


def test_a_class_of_others_cannot_be_linked(school, platform, window, cohort):
    asks = arrive(window, school, TESS)

    assert window.post(asks["Location"], {"cohort": str(cohort.pk)}).status_code == 422
    assert not LinkedClass.objects.exists()


PARTS = [
    "",
    "map/",
    "gradebook/",
    "assignments/",
    "assignments/new/",
    "mail/",
    "groups/",
    "invites/",
    "messages/",
    "school/",
]
OTHERS = ["/teach/", "/teach/inbox/", "/teach/items/", "/teach/people/", "/teach/schools/", "/teach/history/"]


def test_an_instructor_teaches_that_class_and_nothing_else(school, linked, window, instructor):
    other = class_of(instructor, name="Another class")

    arrived = arrive(window, school, TESS)

    tess = person_here("tess")
    assert arrived["Location"] == f"/teach/students/{linked.cohort_id}/"
    for part in PARTS:
        assert window.get(f"/teach/students/{linked.cohort_id}/{part}").status_code == 200, part
        assert window.get(f"/teach/students/{other.pk}/{part}").status_code == 404, part
    for address in [*OTHERS, f"/teach/students/{linked.cohort_id}/edit/"]:
        assert window.get(address).status_code == 404, address
    assert window.get("/admin/").status_code == 302
    assert (tess.is_staff, list(tess.groups.values_list("name", flat=True))) == (False, ["Learners"])


def test_the_right_to_teach_ends_after_eight_hours(school, linked, window):
    arrive(window, school, TESS)
    address = linked.cohort.get_absolute_url()
    until = CohortTeacher.objects.annotate(now=TransactionNow()).get(user=person_here("tess"))
    assert until.until - until.now <= timedelta(hours=8)

    CohortTeacher.objects.filter(pk=until.pk).update(until=TransactionNow())

    assert window.get(address).status_code == 404
    arrive(window, school, TESS)
    assert window.get(address).status_code == 200


def test_the_right_to_another_class_does_not_prolong_it(school, linked, window, instructor):
    arrive(window, school, TESS)
    other = class_of(instructor, name="Another class")
    CohortTeacher.objects.filter(assists=True).update(until=TransactionNow())
    CohortTeacher.objects.create(cohort=other, user=person_here("tess"), assists=True)

    assert window.get(other.get_absolute_url()).status_code == 200
    assert window.get(linked.cohort.get_absolute_url()).status_code == 404


def test_a_learner_of_the_class_does_not_teach_it(school, linked, window, learner, enrolled):
    enrolled(TESS, learner)

    page = arrive(window, school, TESS)

    assert page.status_code == 409
    assert not CohortTeacher.objects.filter(user=learner.user).exists()


def test_a_role_in_the_whole_school_teaches_no_course(school, linked, window):
    roles = ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]

    arrive(window, school, ADA, **{f"{CLAIM}roles": roles})

    assert not CohortTeacher.objects.filter(user=person_here("ada")).exists()


def test_a_sub_role_of_instructors_teaches(school, linked, window):
    roles = ["http://purl.imsglobal.org/vocab/lis/v2/membership/Instructor#TeachingAssistant"]

    assert arrive(window, school, TESS, **{f"{CLAIM}roles": roles})["Location"] == linked.cohort.get_absolute_url()


def test_who_teaches_by_a_launch_needs_no_two_steps_in_its_session(school, linked, window, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    arrived = arrive(window, school, TESS)["Location"]

    assert window.get(arrived).status_code == 200
    assert client_of(person_here("tess")).get(arrived)["Location"] == "/account/second-factor/"


def test_services_at_another_host_are_not_used(school, platform, window):
    ags = {"scope": [], "lineitems": "https://169.254.169.254/lineitems"}
    scores = {"https://purl.imsglobal.org/spec/lti-ags/claim/endpoint": ags}
    asks = arrive(window, school, TESS, **scores)

    window.post(asks["Location"], {"cohort": "new"})

    assert LinkedClass.objects.get().line_items_url == ""


# ---- A launch as a proof


def no_longer_fresh(client) -> None:
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()


SENSITIVE = [
    "/account/download/",
    "/account/delete/",
    "/account/password/set/",
    "/account/second-factor/totp/activate/",
]


@pytest.mark.parametrize("address", SENSITIVE)
def test_a_fresh_launch_is_the_proof_of_an_account_without_another(school, linked, window, address):
    arrive(window, school, ADA)
    assert window.get(address).status_code == 200

    no_longer_fresh(window)

    asked = window.get(address, follow=True)
    assert "Open this again from your school’s course" in text_of(asked)
    arrive(window, school, ADA)
    assert window.get(address).status_code == 200


def test_a_launch_does_not_replace_the_password_of_an_account_that_has_one(school, linked, window, lena, enrolled):
    enrolled(ADA, lena.learner)
    arrive(window, school, ADA)

    asked = window.get("/account/download/")

    assert asked["Location"].startswith("/account/reauthenticate/")


def test_an_account_without_a_password_keeps_its_school(school, linked, window):
    arrive(window, school, ADA)
    found = Identity.objects.get()

    window.post(f"/lti/identities/{found.pk}/removal/")

    assert Identity.objects.filter(pk=found.pk).exists()


def test_a_school_is_disconnected_by_the_owner_alone(
    school, linked, learner, enrolled, stranger_client, learner_client
):
    enrolled(ADA, learner)
    address = f"/lti/identities/{Identity.objects.get().pk}/removal/"

    assert stranger_client.post(address).status_code == 404
    assert Identity.objects.exists()
    learner_client.post(address)
    assert not Identity.objects.exists()


def test_an_address_can_be_added_to_such_an_account(school, linked, window, mailoutbox):
    arrive(window, school, ADA)
    assert "school.invalid" not in text_of(window.get("/account/email/"))

    window.post("/account/email/", {"email": "ada@new.example", "action_add": ""})

    assert [mail.to for mail in mailoutbox] == [["ada@new.example"]]


def test_old_launches_are_deleted_with_the_names_in_them(school, linked, window):
    from lti.launches import clean_up

    arrive(window, school, ADA)
    assert Launch.objects.exists()
    past = TransactionNow() - timedelta(hours=2)
    Launch.objects.update(began_at=past - timedelta(hours=1), expires_at=past)

    clean_up()

    assert not Launch.objects.exists()


def test_what_a_learner_answered_is_seen_by_who_teaches_by_a_launch(school, linked, window, learner, enrolled):
    enrolled(ADA, learner)
    begin(learner)
    arrive(window, school, TESS)

    page = window.get(f"/teach/students/{linked.cohort_id}/learners/{member(linked.cohort, learner).pk}/")

    assert page.status_code == 200
