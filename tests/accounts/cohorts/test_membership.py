"""Into a class by a link, and out of it."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.test import Client

from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import join, leave, revoke
from accounts.cohorts.messages import send_message
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.leaving.deletion import delete_account
from accounts.models import CohortInvite, CohortMembership, Invitee, MessageReading
from accounts.models.cohorts import CONSENT
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD, client_of, make_user
from tests.helpers.cohorts import class_of, invite_to, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(instructor):
    return class_of(instructor, name="Evening class")


@pytest.fixture
def invite(cohort, instructor) -> CohortInvite:
    return invite_to(cohort, by=instructor)


def test_a_learner_reads_whose_class_it_is_and_what_is_shared_and_joins_by_the_button(invite, learner_client, learner):
    page = learner_client.get(invite.get_absolute_url()).text
    assert "Evening class" in page
    assert "Taught by Ines." in page
    assert "every attempt with each answer and score" in page
    assert not CohortMembership.objects.exists()

    home = learner_client.post(invite.get_absolute_url(), follow=True).text

    assert "You’re in “Evening class” now." in home
    assert member(invite.cohort, learner).consent == CONSENT
    assert "You’ve been in this class since" in learner_client.get(invite.get_absolute_url()).text


def test_joining_twice_is_once(invite, learner_client):
    for _ in range(2):
        assert learner_client.post(invite.get_absolute_url()).status_code == 302

    assert CohortMembership.objects.count() == 1


def test_a_visitor_is_led_to_log_in_and_comes_back(invite, lena, client):
    page = client.get(invite.get_absolute_url()).text
    assert f'href="/account/login/?next={invite.get_absolute_url().replace("/", "%2F")}"' in page

    back = client.post(
        f"/account/login/?next={invite.get_absolute_url()}", {"login": lena.email, "password": PASSWORD}
    )

    assert back["Location"] == invite.get_absolute_url()
    assert not CohortMembership.objects.exists()


def test_who_signs_up_for_it_comes_back_after_confirming_the_address(invite, client):
    form = {"email": "new@example.com", "name": "Nora", "password1": PASSWORD}
    client.post(f"/account/signup/?next={invite.get_absolute_url()}", form)

    confirmed = client.post(link_in(mail.outbox[0]))

    assert confirmed["Location"] == invite.get_absolute_url()


def test_a_guest_joins_nothing_without_an_account(invite):
    guest = Client()
    guest.post("/learn/shared-responsibility-model/reading/")

    page = guest.post(invite.get_absolute_url()).text

    assert "You need an account to join a class." in page
    assert not CohortMembership.objects.exists()


def test_a_teacher_does_not_join_their_own_class(invite, instructor_client):
    assert "You teach this class." in instructor_client.post(invite.get_absolute_url()).text
    assert not CohortMembership.objects.exists()


def test_an_invitation_that_ended_says_so_in_words(cohort, instructor, lena, sam):
    revoked, expired, full = (invite_to(cohort, by=instructor) for _ in range(3))
    revoke(revoked, by=instructor)
    CohortInvite.objects.filter(pk=expired.pk).update(
        made_at=Now() - timedelta(days=2), expires_at=Now() - timedelta(days=1)
    )
    CohortInvite.objects.filter(pk=full.pk).update(most_uses=1)
    join(full, learner=lena.learner)
    client = client_of(sam)

    for invite, why in (
        (revoked, "This invitation was withdrawn."),
        (expired, "This invitation has expired."),
        (full, "This invitation has been used the maximum number of times."),
    ):
        assert f"{why}</strong> Ask Ines" in client.get(invite.get_absolute_url()).text
        assert client.post(invite.get_absolute_url()).status_code == 409
    archive(cohort)
    assert "This class is over." in client.get(invite_to(cohort, by=instructor).get_absolute_url()).text
    assert not sam.learner.memberships.exists()


def test_an_invitation_that_does_not_exist_is_not_found(learner_client):
    assert learner_client.get("/join/guessed/").status_code == 404


def test_a_learner_leaves_at_any_time_and_the_place_is_not_taken_by_it_again(cohort, invite, lena, learner_client):
    membership = join(invite, learner=lena.learner)
    page = learner_client.get("/account/").text
    assert "Evening class" in page
    assert "Taught by Ines ·" in page

    page = learner_client.post(f"/account/classes/{membership.pk}/leaving/", follow=True).text

    assert "You’ve left “Evening class”." in page
    membership.refresh_from_db()
    left_at = membership.left_at
    leave(membership)
    membership.refresh_from_db()
    assert (membership.left_at, membership.removed_by) == (left_at, None)
    assert join(invite, learner=lena.learner).pk == membership.pk


def test_nobody_leaves_for_somebody_else(invite, lena, stranger_client):
    membership = join(invite, learner=lena.learner)

    assert stranger_client.post(f"/account/classes/{membership.pk}/leaving/").status_code == 404
    assert member(invite.cohort, lena.learner)


def test_the_database_keeps_a_learner_in_a_class_once(invite, lena):
    membership = join(invite, learner=lena.learner)

    with pytest.raises(IntegrityError, match="accounts_learner_once_per_cohort"), transaction.atomic():
        CohortMembership.objects.create(
            cohort=invite.cohort, learner=membership.learner, invite=invite, consent=CONSENT
        )


# What is kept about a person


def test_the_download_tells_of_classes_and_rosters(cohort, invite, instructor, lena, learner_client):
    join(invite, learner=lena.learner)
    other = class_of(instructor, name="Other")
    import_rows(other, [RosterRow(1, lena.email, "Lena L.")], by=instructor)

    told = json.loads(learner_client.get("/account/download/").text)

    [kept] = told["classes"]
    assert (kept["class"], kept["teachers"], kept["left_at"]) == ("Evening class", ["Ines"], None)
    assert kept["agreed_to_wording_of"] == CONSENT
    assert [(row["cohort__name"], row["name"]) for row in told["account"]["class_rosters"]] == [("Other", "Lena L.")]


def test_with_the_account_go_memberships_rosters_and_what_was_put_aside(cohort, invite, instructor, lena):
    membership = join(invite, learner=lena.learner)
    message = send_message(cohort, "Hello.", author=instructor)
    MessageReading.objects.create(message=message, membership=membership)
    import_rows(class_of(instructor, name="Other"), [RosterRow(1, lena.email, "Lena")], by=instructor)

    delete_account(lena)

    assert not CohortMembership.objects.exists()
    assert not Invitee.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM accounts_cohortmembershipevent t")
        assert str(lena.learner.pk) not in (cursor.fetchone()[0] or "")


def test_a_teacher_who_leaves_the_site_leaves_the_class_standing(cohort, instructor, superuser_client):
    delete_account(instructor)

    assert "Evening class" in superuser_client.get("/teach/students/").text


# Messages


def test_a_message_stands_on_home_until_it_is_put_aside(cohort, invite, instructor, lena, learner_client):
    join(invite, learner=lena.learner)
    message = send_message(cohort, "Read L3 & answer <b>its</b> check.", author=instructor)

    page = learner_client.get("/").text
    assert "Ines, to Evening class" in page
    assert "Read L3 &amp; answer &lt;b&gt;its&lt;/b&gt; check." in page

    assert learner_client.post(f"/account/messages/{message.pk}/seen/")["Location"] == "/"
    learner_client.post(f"/account/messages/{message.pk}/seen/")
    assert "Read L3" not in learner_client.get("/").text
    assert MessageReading.objects.count() == 1


def test_only_the_class_reads_its_messages(cohort, instructor, sam, stranger_client):
    class_of(instructor, sam.learner, name="Other")
    message = send_message(cohort, "For the evening class.", author=instructor)

    assert "For the evening class." not in stranger_client.get("/").text
    assert stranger_client.post(f"/account/messages/{message.pk}/seen/").status_code == 404


def test_who_joins_later_reads_no_old_messages(cohort, invite, instructor, lena, learner_client):
    message = send_message(cohort, "An old matter.", author=instructor)
    type(message).objects.filter(pk=message.pk).update(sent_at=Now() - timedelta(days=1))
    join(invite, learner=make_user("first@example.com").learner)
    join(invite, learner=lena.learner)

    assert "An old matter." not in learner_client.get("/").text
