"""Assistants: invited by mail, bound to the address, in one class only, and with two steps as staff."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse

from accounts.cohorts.assistants import assists_somewhere
from accounts.cohorts.lifecycle import LastTeacher, add_teacher, archive, remove_teacher
from accounts.cohorts.membership import NotALearner, join
from accounts.leaving.download import everything_about
from accounts.models import AssistantInvite, Cohort, CohortTeacher
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, invite_to
from tests.helpers.pages import tight

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner)


@pytest.fixture
def teachers(cohort) -> str:
    return reverse("teach:cohort-teachers", args=[cohort.pk])


@pytest.fixture
def link(cohort, instructor, sam) -> str:
    """To assist in the class, sent to Sam."""
    return AssistantInvite.objects.create(cohort=cohort, email=sam.email, made_by=instructor.pk).get_absolute_url()


@pytest.fixture
def assistant(cohort, sam):
    CohortTeacher.objects.create(cohort=cohort, user=sam, assists=True)
    return sam


# Inviting


def test_whoever_is_invited_accepts_and_teaches_this_class_alone(
    cohort, teachers, instructor, instructor_client, stranger_client
):
    other = class_of(instructor, name="Another class")
    told = instructor_client.post(teachers, {"email": "Sam@example.com"}, follow=True).text
    assert "Sent an invitation to sam@example.com." in told
    assert "invited on" in told

    address = link_in(mail.outbox[-1])
    assert "with their names, addresses, progress, answers and grades" in stranger_client.get(address).text
    assert stranger_client.get(cohort.get_absolute_url()).status_code == 404
    page = stranger_client.post(address, follow=True).text

    assert "You’re an assistant in “Class A” now." in page
    assert "Lena" in page
    assert stranger_client.get(other.get_absolute_url()).status_code == 404
    assert "assistant since" in instructor_client.get(reverse("teach:cohort-edit", args=[cohort.pk])).text


def test_an_invitation_tells_nothing_about_accounts(teachers, instructor_client, sam):
    told = {
        email: instructor_client.post(teachers, {"email": email}, follow=True).text.count("Sent an invitation to")
        for email in (sam.email, "nobody@example.com")
    }

    assert set(told.values()) == {1}


def test_another_account_cannot_use_a_link_that_was_passed_on(link, cohort):
    other = make_user("olga@example.com")

    refused = client_of(other).post(link)

    assert refused.status_code == 409
    assert "sent to another address" in refused.text
    assert not assists_somewhere(other)


def test_a_visitor_is_led_to_log_in_and_comes_back(link, client):
    assert f'href="/account/login/?next={link.replace("/", "%2F")}"' in client.get(link).text
    client.post(link)
    assert AssistantInvite.objects.exists()


def test_an_instructor_of_the_site_is_added_at_once_also_after_assisting(
    teachers, cohort, superuser, instructor_client
):
    CohortTeacher.objects.create(cohort=cohort, user=superuser, assists=True)

    instructor_client.post(teachers, {"email": superuser.email})

    assert not CohortTeacher.objects.get(cohort=cohort, user=superuser).assists
    assert mail.outbox == []


def test_a_mail_that_fails_leaves_no_invitation(teachers, instructor_client, monkeypatch):
    def refuse(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)

    refused = instructor_client.post(teachers, {"email": "anna@example.com"})

    assert refused.status_code == 422
    assert "The invitation couldn’t be mailed, and nothing was saved." in refused.text
    assert not AssistantInvite.objects.exists()


def test_inviting_again_makes_the_first_link_useless(teachers, instructor_client, link, stranger_client):
    instructor_client.post(teachers, {"email": "sam@example.com"})

    assert stranger_client.get(link).status_code == 404
    assert stranger_client.get(link_in(mail.outbox[-1])).status_code == 200


def test_an_invitation_can_be_withdrawn(teachers, instructor_client, link, stranger_client):
    instructor_client.post(teachers, {"withdraw": AssistantInvite.objects.get().pk})

    assert stranger_client.get(link).status_code == 404


def test_an_invitation_ends_after_two_weeks_and_with_the_class(link, cohort, stranger_client):
    AssistantInvite.objects.update(made_at=Now() - timedelta(days=15))
    assert stranger_client.get(link).status_code == 404

    call_command("clean_up_guests")
    assert not AssistantInvite.objects.exists()

    AssistantInvite.objects.create(cohort=cohort, email="sam@example.com", made_by=1)
    archive(cohort)
    assert not AssistantInvite.objects.exists()


def test_the_download_tells_of_invitations_to_assist(link, sam):
    [told] = everything_about(sam.learner)["account"]["class_rosters"]

    assert (told["cohort__name"], told["to_assist"]) == ("Class A", True)


# One person is either a learner or an assistant of a class


def test_a_learner_of_the_class_cannot_assist_in_it(cohort, lena, learner_client, teachers, instructor_client):
    invite = AssistantInvite.objects.create(cohort=cohort, email=lena.email, made_by=1)

    refused = learner_client.post(invite.get_absolute_url())

    assert refused.status_code == 409
    assert "Leave it on your account page first." in refused.text
    assert "This person is a learner in the class." in instructor_client.post(teachers, {"email": lena.email}).text


def test_an_assistant_cannot_join_the_class_as_a_learner(cohort, instructor, assistant):
    with pytest.raises(NotALearner):
        join(invite_to(cohort, by=instructor), learner=assistant.learner)


# What they may


def test_an_assistant_finds_the_classes_in_the_navigation_and_nothing_of_staff(cohort, assistant):
    client = client_of(assistant)

    page = client.get("/teach/students/").text

    assert '<a href="/teach/students/" aria-current="true">Classes</a>' in tight(page)
    assert "Class A" in page
    for address in ("/admin/", "/teach/items/", "/teach/matrix/", "/teach/inbox/", "/teach/students/new/"):
        assert f'href="{address}"' not in page + client.get(cohort.get_absolute_url()).text


def test_learners_see_no_classes_in_the_navigation(learner_client):
    assert 'href="/teach/students/"' not in learner_client.get("/").text


@pytest.mark.parametrize("part", ["edit/", "copy/"])
def test_an_assistant_does_not_change_the_class_itself(cohort, assistant, part):
    assert client_of(assistant).get(f"{cohort.get_absolute_url()}{part}").status_code == 404


def test_an_assistant_adds_and_removes_no_teacher(cohort, teachers, assistant, instructor):
    client = client_of(assistant)

    answers = [client.post(teachers, sent) for sent in ({"remove": instructor.pk}, {"email": "olga@example.com"})]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert cohort.teachers.count() == 2
    assert mail.outbox == []


def test_an_instructor_who_assists_elsewhere_does_not_manage_that_class(cohort, superuser):
    other = make_user("otto@example.com", group="Instructors", is_staff=True)
    CohortTeacher.objects.create(cohort=cohort, user=other, assists=True)
    client = client_of(other)

    assert client.get(cohort.get_absolute_url()).status_code == 200
    assert client.get(reverse("teach:cohort-edit", args=[cohort.pk])).status_code == 404


def test_who_is_removed_sees_nothing_from_the_next_page_on(cohort, teachers, assistant, instructor_client):
    client = client_of(assistant)
    assert client.get(cohort.get_absolute_url()).status_code == 200

    instructor_client.post(teachers, {"remove": assistant.pk})

    assert client.get(cohort.get_absolute_url()).status_code == 404
    assert client.get("/teach/students/").status_code == 404


def test_an_instructor_who_loses_the_role_sees_none_of_their_classes(cohort, instructor, instructor_client):
    instructor.groups.clear()

    assert instructor_client.get(cohort.get_absolute_url()).status_code == 404
    assert instructor_client.get("/teach/students/").status_code == 404


def test_an_assistant_alone_cannot_be_left_with_a_class(cohort, instructor, assistant):
    with pytest.raises(LastTeacher):
        remove_teacher(cohort, instructor)

    add_teacher(cohort, assistant)
    remove_teacher(cohort, instructor)


def test_where_staff_prove_two_steps_assistants_do_too(cohort, assistant, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    client = client_of(assistant)

    assert client.get(cohort.get_absolute_url())["Location"] == "/account/second-factor/"
    assert client.get("/").status_code == 200
    assert Client().get(cohort.get_absolute_url())["Location"].startswith("/account/login/")
