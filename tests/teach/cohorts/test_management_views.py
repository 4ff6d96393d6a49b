"""A class is made, taught by several, joined by a link, and archived."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.models import Cohort
from tests.conftest import client_of
from tests.helpers.pages import page_of

pytestmark = pytest.mark.django_db


def test_a_new_class_leads_to_its_invitations(instructor, instructor_client):
    sent = {"name": " Autumn \n evenings ", "time_zone": "Europe/Berlin", "exam_on": "2027-02-01"}

    answer = instructor_client.post(reverse("teach:cohort-new"), sent)

    made = Cohort.objects.get()
    assert (made.name, made.time_zone, str(made.exam_on)) == ("Autumn evenings", "Europe/Berlin", "2027-02-01")
    assert list(made.teachers.all()) == [instructor]
    assert answer["Location"] == reverse("teach:cohort-invites", args=[made.pk])
    assert made.invites.get().get_absolute_url() in page_of(instructor_client, answer["Location"])


@pytest.mark.parametrize(
    "sent", [{"name": ""}, {"name": "x" * 81}, {"time_zone": "Mars/Olympus"}, {"exam_on": "tomorrow"}, {"name": "a\0"}]
)
def test_a_class_that_cannot_be_is_refused_with_the_form(instructor_client, sent):
    answer = instructor_client.post(reverse("teach:cohort-new"), {"name": "A", "time_zone": "UTC"} | sent)

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert not Cohort.objects.exists()


def test_two_teach_a_class_and_the_last_one_stays(cohort, instructor, instructor_client, colleague, lena):
    address = reverse("teach:cohort-teachers", args=[cohort.pk])

    assert instructor_client.post(address, {"email": lena.email}).status_code == 422
    instructor_client.post(address, {"email": "OTTO@example.com"})
    assert client_of(colleague).get(cohort.get_absolute_url()).status_code == 200

    instructor_client.post(address, {"remove": instructor.pk})
    assert instructor_client.get(cohort.get_absolute_url()).status_code == 404
    told = client_of(colleague).post(address, {"remove": colleague.pk}, follow=True).text
    assert "A class needs an instructor." in told
    assert list(cohort.teachers.all()) == [colleague]


@pytest.mark.parametrize("number", ["9" * 5000, "9" * 20, "²", "-1", ""])
def test_a_number_of_nobody_takes_no_teacher_out(cohort, instructor_client, number):
    address = reverse("teach:cohort-teachers", args=[cohort.pk])

    assert instructor_client.post(address, {"remove": number}).status_code == 404


def test_a_link_is_made_shown_and_taken_back(cohort, instructor_client, stranger_client, sam):
    address = reverse("teach:cohort-invites", args=[cohort.pk])
    instructor_client.post(address, {"days": 7, "most_uses": 1})
    link = cohort.invites.order_by("-pk").first()
    assert link.expires_at - link.made_at == timedelta(days=7)
    assert f"http://testserver{link.get_absolute_url()}" in page_of(instructor_client, address)

    instructor_client.post(reverse("teach:cohort-invite-revocation", args=[cohort.pk, link.pk]))

    assert "This invitation was withdrawn." in page_of(instructor_client, address)
    assert stranger_client.post(link.get_absolute_url()).status_code == 409
    assert instructor_client.post(address, {"days": 8}).status_code == 422


def test_an_archived_class_takes_nobody_in_and_forgets_who_never_came(cohort, instructor, instructor_client):
    import_rows(cohort, [RosterRow(1, "a@example.com", "")], by=instructor)
    address = reverse("teach:cohort-archiving", args=[cohort.pk])

    instructor_client.post(address)
    cohort.refresh_from_db()
    assert cohort.archived_at
    assert not cohort.invitees.exists()
    instructor_client.post(address, {"reopen": "yes"})

    cohort.refresh_from_db()
    assert cohort.archived_at is None
