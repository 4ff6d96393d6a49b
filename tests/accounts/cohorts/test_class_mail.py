"""What an instructor writes to a class: how each mail reads, who gets none anymore, how it is stopped and kept."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.test import Client

from accounts.cohorts.class_mail import MOST_A_DAY, TooManyMails, fill, left_today, queue_class_mail
from accounts.cohorts.membership import join, leave
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.models import ClassMail, Cohort, Invitee, Mail, RefusedAddress, User
from planner.models import Reminders, StudyPlan
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.cohorts import class_of, mail_to_class, member
from tests.helpers.mail_server import MailServer
from tests.helpers.mail_server import mail_server as mail_server
from tests.helpers.memories import remember
from tests.helpers.serving_role import as_application

pytestmark = pytest.mark.django_db

SITE = "https://learn.example.com"


@pytest.fixture
def cohort(instructor, lena, sam) -> Cohort:
    return class_of(instructor, lena.learner, sam.learner)


def invite(cohort: Cohort, by: User, email: str = "zoe@example.com", name: str = "Zoe") -> Invitee:
    import_rows(cohort, [RosterRow(1, email, name)], by=by)
    return Invitee.objects.get(cohort=cohort, email=email)


def to_invitees(cohort: Cohort, *invitees: Invitee, by: User) -> ClassMail:
    written = ClassMail(cohort=cohort, author=by.pk, event=uuid7(), subject="Join us", text="Hello {name}")
    return queue_class_mail(written, learners=[], invitees=[each.pk for each in invitees])


def send() -> list[mail.EmailMultiAlternatives]:
    """What this run sent."""
    mail.outbox.clear()
    with as_application():
        call_command("send_mails", site=SITE, stdout=StringIO())
    return list(mail.outbox)


def stop_link(told: mail.EmailMultiAlternatives) -> str:
    return told.extra_headers["List-Unsubscribe"].strip("<>").removeprefix(SITE)


# How it reads


def test_each_gets_it_with_their_own_name_and_answers_go_to_the_instructor(cohort, instructor, lena, sam, settings):
    mail_to_class(cohort, lena.learner, sam.learner, by=instructor, subject="{class}: Friday")

    to_lena, to_sam = send()

    assert (to_lena.to, to_sam.to) == (["lena@example.com"], ["sam@example.com"])
    assert to_lena.subject == "Class A: Friday"
    assert to_lena.body.startswith("Hello Lena, see you on Friday.")
    assert to_sam.body.startswith("Hello Sam, see you on Friday.")
    for told in (to_lena, to_sam):
        assert told.reply_to == ["ines@example.com"]
        assert told.from_email == settings.DEFAULT_FROM_EMAIL
        assert 'from Ines, to the class "Class A" on' in told.body
        assert f"Stop emails of this class: {SITE}/account/mail/" in told.body
        assert stop_link(told) in told.alternatives[0].content
    assert send() == []


def test_only_the_two_placeholders_are_filled_in_and_a_name_cannot_bring_another():
    text = '{name} {class} { "Effect": {} } {other}'

    assert fill(text, name="{class}", cohort="A") == '{class} A { "Effect": {} } {other}'
    assert fill("Hello {name}", name="", cohort="A") == "Hello there"


def test_what_an_instructor_writes_stays_text_in_the_html(cohort, instructor, lena):
    mail_to_class(cohort, lena.learner, by=instructor, text="<b>Read</b> https://example.com/a & b\n\nInes")

    [told] = send()

    page = told.alternatives[0].content
    assert "&lt;b&gt;Read&lt;/b&gt;" in page
    assert '<a href="https://example.com/a" rel="nofollow">' in page
    assert "<b>Read</b> https://example.com/a & b" in told.body


def test_a_name_with_a_line_break_makes_no_other_header(cohort, instructor, lena):
    User.objects.filter(pk=lena.pk).update(name="Lena\nBcc: all@example.com")
    mail_to_class(cohort, lena.learner, by=instructor, subject="For {name}")

    [told] = send()

    assert told.subject == "For Lena Bcc: all@example.com"
    assert told.bcc == []


def test_it_does_not_count_in_the_one_reminder_a_day(cohort, instructor, lena):
    remember(lena.learner, "ec2/guest-os", (9, True))
    StudyPlan.objects.create(learner=lena.learner, minutes=10)
    Reminders.objects.create(learner=lena.learner, review=True, hour=0)
    mail_to_class(cohort, lena.learner, by=instructor)
    mail_to_class(cohort, lena.learner, by=instructor)

    assert len([told for told in send() if told.to == ["lena@example.com"]]) == 3


def test_people_who_have_not_joined_get_their_own_invitation_with_it(cohort, instructor):
    zoe = invite(cohort, instructor)
    to_invitees(cohort, zoe, by=instructor)

    [told] = send()

    assert told.to == ["zoe@example.com"]
    assert told.body.startswith("Hello Zoe")
    assert f"{SITE}{zoe.invite.get_absolute_url()}" in told.body
    assert "to people invited to the class" in told.body


# Who no longer gets it


def test_who_has_left_by_then_gets_nothing(cohort, instructor, lena, sam):
    mail_to_class(cohort, lena.learner, sam.learner, by=instructor)
    leave(member(cohort, lena.learner))

    assert [told.to for told in send()] == [["sam@example.com"]]


def test_who_has_joined_by_then_is_not_asked_to_join(cohort, instructor):
    zoe = invite(cohort, instructor)
    to_invitees(cohort, zoe, by=instructor)
    join(zoe.invite, learner=make_user("zoe@example.com", name="Zoe").learner)

    assert send() == []


# Stopping it


def test_the_link_stops_the_mails_of_this_class_without_a_log_in(cohort, instructor, lena):
    other = class_of(instructor, lena.learner, name="Class B")
    mail_to_class(cohort, lena.learner, by=instructor)
    [told] = send()

    page = Client(enforce_csrf_checks=True).get(stop_link(told)).text
    assert "your class “Class A”, written by its instructors" in page
    assert member(cohort, lena.learner).mail_stopped_at is None, "a look changes nothing"
    assert "<h1>Stopped</h1>" in Client(enforce_csrf_checks=True).post(stop_link(told)).text

    for each in (cohort, other):
        mail_to_class(each, lena.learner, by=instructor)
    assert ["Class B" in told.body for told in send()] == [True]


def test_a_learner_stops_and_allows_them_on_the_account_page(cohort, lena, learner_client):
    membership = member(cohort, lena.learner)
    address = f"/account/classes/{membership.pk}/mail/"

    assert "its instructors can’t email you" in learner_client.post(address, follow=True).text
    membership.refresh_from_db()
    assert membership.mail_stopped_at
    assert "Allow emails" in learner_client.get("/account/").text

    learner_client.post(address, {"resume": ""})
    membership.refresh_from_db()
    assert membership.mail_stopped_at is None


def test_nobody_stops_the_mails_of_somebody_else(cohort, lena, stranger_client):
    assert stranger_client.post(f"/account/classes/{member(cohort, lena.learner).pk}/mail/").status_code == 404


def test_people_on_a_class_list_stop_them_without_an_account(cohort, instructor):
    zoe = invite(cohort, instructor)
    to_invitees(cohort, zoe, by=instructor)
    [told] = send()

    page = Client(enforce_csrf_checks=True).post(stop_link(told)).text

    assert "<h1>Stopped</h1>" in page
    assert "your account" not in page
    to_invitees(cohort, zoe, by=instructor)
    assert send() == []


def test_a_refused_address_on_a_class_list_is_marked_there(cohort, instructor, lena, mail_server: MailServer):
    zoe = invite(cohort, instructor)
    mail_to_class(cohort, lena.learner, by=instructor)
    to_invitees(cohort, zoe, by=instructor)
    mail_server.replies[zoe.email] = "550 5.1.1 No such user"

    send()

    zoe.refresh_from_db()
    assert zoe.refused
    assert not RefusedAddress.objects.exists()
    to_invitees(cohort, zoe, by=instructor)
    send()
    assert mail_server.recipients == ["lena@example.com"]


# Limits


def test_an_instructor_has_a_ceiling_a_day_over_all_classes(cohort, instructor, lena, sam):
    mail_to_class(cohort, lena.learner, by=instructor)
    ClassMail.objects.update(recipients=MOST_A_DAY - 1)
    other = class_of(instructor, lena.learner, sam.learner, name="Class B")

    with pytest.raises(TooManyMails):
        mail_to_class(other, lena.learner, sam.learner, by=instructor)
    assert Mail.objects.count() == 1
    mail_to_class(other, lena.learner, by=instructor)
    assert left_today(instructor.pk) == 0

    ClassMail.objects.update(sent_at=Now() - timedelta(hours=25))
    assert left_today(instructor.pk) == MOST_A_DAY


def test_a_mail_is_to_one_person(cohort, instructor, lena):
    zoe = invite(cohort, instructor)
    for people in ({}, {"learner": lena.learner, "invitee": zoe}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mail.objects.create(kind="class", key="1", **people)


# What is kept of it


def test_the_download_has_what_was_written_to_its_person(cohort, instructor, lena):
    mail_to_class(cohort, lena.learner, by=instructor)
    send()

    with as_application():
        [told] = everything_about(lena.learner)["mails"]

    assert told["class"] == "Class A"
    assert told["subject"] == "Friday"
    assert told["text"] == "Hello Lena, see you on Friday."
    assert (told["state"], told["email"]) == ("sent", "lena@example.com")


def test_the_download_has_what_was_written_before_its_person_joined(cohort, instructor):
    zoe = invite(cohort, instructor)
    to_invitees(cohort, zoe, by=instructor)
    send()
    user = make_user("zoe@example.com", name="Zoe")

    with as_application():
        [told] = everything_about(user.learner)["mails"]

    assert told["text"] == "Hello Zoe"


def test_with_the_account_its_mails_go_and_the_others_stay(cohort, instructor, lena, sam):
    mail_to_class(cohort, lena.learner, sam.learner, by=instructor)
    other = class_of(instructor, name="Class B")
    to_invitees(other, invite(other, instructor, email="lena@example.com"), by=instructor)
    send()

    with as_application():
        delete_account(lena)

    assert list(Mail.objects.values_list("email", flat=True)) == ["sam@example.com"]
    assert list(ClassMail.objects.order_by("pk").values_list("recipients", flat=True)) == [2, 1]


def test_it_is_kept_for_a_year(cohort, instructor, lena):
    old, recent = (mail_to_class(cohort, lena.learner, by=instructor) for _ in range(2))
    ClassMail.objects.filter(pk=old.pk).update(sent_at=Now() - timedelta(days=366))
    ClassMail.objects.filter(pk=recent.pk).update(sent_at=Now() - timedelta(days=364))

    with as_application():
        call_command("clean_up_guests", stdout=StringIO())

    assert list(ClassMail.objects.all()) == [recent]
    assert [each.class_mail for each in Mail.objects.all()] == [recent]
