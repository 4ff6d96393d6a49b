"""The page on which an instructor writes to a class: whom it offers, previews and mails, and what it keeps."""

from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.cohorts import class_mail
from accounts.cohorts.groups import make_group
from accounts.cohorts.lifecycle import archive
from accounts.cohorts.membership import leave
from accounts.models import ClassMail, CohortMembership, Mail, MailState, RefusedAddress
from accounts.roles import INSTRUCTORS
from tests.conftest import client_of, make_user
from tests.helpers.class_mails import WRITTEN, due, previewed
from tests.helpers.cohorts import class_of, mail_to_class, member
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db


# Preview


def test_the_preview_shows_the_recipients_and_the_first_mail_and_sends_nothing(cohort, instructor_client, address):
    response = instructor_client.post(address, WRITTEN)

    page = response.text
    assert "2 recipients" in page
    assert "As Lena will read it" in page
    assert "Friday in Class A" in page
    assert "Hello Lena," in page
    assert "<dd>ines@example.com</dd>" in page
    assert "Stop emails of this class: (a link of their own)" in page
    assert "/stop/" not in page, "only its reader has the link"
    assert "Send to 2 people" in page
    assert not ClassMail.objects.exists()


def test_what_is_previewed_is_what_is_sent(cohort, instructor_client, address, settings):
    specimen = instructor_client.post(address, WRITTEN).context["specimen"]
    instructor_client.post(address, previewed(instructor_client, address))

    call_command("send_mails", site="https://learn.example.com", stdout=StringIO())

    told = mail.outbox[0]
    assert (told.subject, told.from_email, told.reply_to) == (specimen.subject, specimen.sender, [specimen.reply_to])
    link = told.extra_headers["List-Unsubscribe"].strip("<>")
    assert told.body.replace(link, "(a link of their own)").strip() == specimen.text


def test_back_to_the_form_keeps_what_was_written(instructor_client, address):
    sent = previewed(instructor_client, address)
    del sent["send"]

    page = instructor_client.post(address, sent | {"edit": "yes"}).text

    assert "Preview the email" in page
    assert "bring your notes." in page
    assert "Friday in {class}" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"subject": ""}, "This field is required."),
        ({"subject": "a" * 121}, "at most 120 characters"),
        ({"text": "a" * 5001}, "at most 5000 characters"),
        ({"text": "Dear {firstname}"}, "Only {name} and {class} can be filled in. Remove {firstname}."),
        ({"subject": "For {learner}"}, "Remove {learner}."),
        ({"to": "nobody"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_sent_is_refused_with_the_form(instructor_client, address, sent, said):
    response = instructor_client.post(address, WRITTEN | sent)

    assert response.status_code == 422
    assert said in response.text


def test_nobody_to_write_to_is_said(instructor_client, address):
    page = instructor_client.post(address, WRITTEN | {"to": "stuck"}).text

    assert "No one gets this email" in page
    assert "Send to" not in page


def test_people_who_have_not_joined_are_in_no_group(cohort, instructor_client, address):
    group = make_group(cohort, "Tuesday")

    response = instructor_client.post(address, WRITTEN | {"to": "invited", "group": group.pk})

    assert response.status_code == 422
    assert "People who haven’t joined are in no group" in response.text


def test_an_archived_class_is_not_written_to(cohort, instructor_client, address):
    archive(cohort)

    response = instructor_client.post(address, WRITTEN)

    assert response.status_code == 422
    assert "This class is archived" in response.text


# Sending


def test_pressing_twice_sends_once(instructor_client, address):
    sent = previewed(instructor_client, address)

    first = instructor_client.post(address, sent)
    second = instructor_client.post(address, sent)

    written = ClassMail.objects.get()
    assert first["Location"] == second["Location"] == f"{address}{written.pk}/"
    assert Mail.objects.count() == written.recipients == 2


def test_pressing_again_after_somebody_has_joined_sends_nothing_more(cohort, instructor_client, address):
    sent = previewed(instructor_client, address)
    instructor_client.post(address, sent)
    CohortMembership.objects.filter(cohort=cohort)[0].delete()

    assert instructor_client.post(address, sent).status_code == 302
    assert ClassMail.objects.count() == 1


def test_other_recipients_than_previewed_are_previewed_again(cohort, sam, instructor_client, address):
    sent = previewed(instructor_client, address)
    leave(member(cohort, sam.learner))

    response = instructor_client.post(address, sent)

    assert response.status_code == 422
    assert "The recipients have changed since your preview" in response.text
    assert "1 recipient" in response.text
    assert not ClassMail.objects.exists()


def test_over_the_ceiling_nothing_is_sent_and_the_limit_is_said(cohort, instructor, lena, instructor_client, address):
    mail_to_class(cohort, lena.learner, by=instructor)
    sent = previewed(instructor_client, address)
    ClassMail.objects.update(recipients=class_mail.MOST_A_DAY - 1)

    response = instructor_client.post(address, sent)

    assert response.status_code == 422
    assert "You can send 1 more email now, and this would be 2." in response.text
    assert "The limit is 2,000 in 24 hours" in " ".join(response.text.split())
    assert Mail.objects.count() == 1
    assert "You can send 2,000 emails in 24 hours" in instructor_client.get(address).text


@pytest.mark.parametrize("event", ["", "no-uuid"])
def test_without_a_preview_nothing_is_sent(instructor_client, address, event):
    sent = previewed(instructor_client, address)

    assert instructor_client.post(address, sent | {"event": event}).status_code == 422
    assert not ClassMail.objects.exists()


def test_another_instructor_reads_and_writes_nothing(cohort, instructor, lena, address):
    written = mail_to_class(cohort, lena.learner, by=instructor)
    client = client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True))

    assert client.post(address, WRITTEN).status_code == 404
    assert client.get(f"{address}{written.pk}/").status_code == 404
    other = class_of(instructor, name="Class B")
    assert client_of(instructor).get(f"/teach/students/{other.pk}/mail/{written.pk}/").status_code == 404


# What was sent


def test_the_class_lists_what_was_sent_and_what_became_of_it(
    cohort, instructor, lena, sam, instructor_client, address
):
    zoe = make_user("zoe@example.com", name="Zoe")
    written = mail_to_class(cohort, lena.learner, sam.learner, zoe.learner, by=instructor)
    claimed = {"claimed_at": Now(), "email": "a@example.com"}
    mails = Mail.objects.filter(class_mail=written)
    mails.filter(learner=lena.learner).update(state=MailState.SENT, **claimed)
    mails.filter(learner=sam.learner).update(state=MailState.REFUSED, **claimed)
    RefusedAddress.objects.create(learner=sam.learner, email=sam.email)

    page = " ".join(instructor_client.get(address).text.split())
    assert "3 recipients: 1 delivered · 1 waiting · <strong>1 refused</strong>" in page

    page = " ".join(instructor_client.get(f"{address}{written.pk}/").text.split())
    assert "Refused: the mail server says that the address takes no email" in page
    assert page.index("Sam") < page.index("Delivered to the mail server")
    assert f"/teach/students/{cohort.pk}/messages/?text=Hello+there%2C" in page
    assert "Zoe" in page
    assert "zoe@example.com" not in page
    assert "a@example.com" not in page


def test_addresses_of_people_who_are_not_in_the_class_are_not_shown(
    cohort, instructor, lena, instructor_client, address
):
    nameless = make_user("secret@example.com")
    written = mail_to_class(cohort, nameless.learner, by=instructor)

    page = instructor_client.get(f"{address}{written.pk}/").text

    assert "A learner who left" in page
    assert "secret@example.com" not in page


def test_who_is_no_longer_listed_is_counted(cohort, instructor, lena, sam, instructor_client, address):
    written = mail_to_class(cohort, lena.learner, sam.learner, by=instructor)
    Mail.objects.filter(learner=sam.learner).delete()

    page = instructor_client.get(f"{address}{written.pk}/").text

    assert "1 no longer listed" in page
    assert "People are no longer listed if" in page


def test_the_pages_take_no_more_queries_for_more_learners_and_mails(cohort, instructor, instructor_client, address):
    def queries() -> list[int]:
        found = []
        written = ClassMail.objects.last()
        for method, url in (("get", address), ("post", address), ("get", f"{address}{written.pk}/")):
            with CaptureQueriesContext(connection) as asked:
                getattr(instructor_client, method)(url, WRITTEN | {"to": "behind"} if method == "post" else {})
            found.append(len(asked))
        return found

    due(cohort)
    mail_to_class(cohort, *(each.learner for each in cohort.memberships.all()), by=instructor)
    queries()
    before = queries()
    invite = cohort.memberships.first().invite
    for number in range(4):
        learner = make_user(f"more{number}@example.com").learner
        CohortMembership.objects.create(cohort=cohort, learner=learner, invite=invite, consent="2026-11")
    mail_to_class(cohort, *(each.learner for each in cohort.memberships.all()), by=instructor)

    assert queries() == before
    assert max(before) <= 12


def test_the_serving_role_may_do_all_of_it(cohort, instructor_client, address):
    with as_application():
        instructor_client.post(address, previewed(instructor_client, address))
        call_command("send_mails", stdout=StringIO())

    assert {told.to[0] for told in mail.outbox} == {"lena@example.com", "sam@example.com"}


def test_a_visitor_is_asked_to_log_in(address):
    assert Client().get(address)["Location"].startswith("/account/login/")
