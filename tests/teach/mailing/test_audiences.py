"""To whom of a class an instructor can write."""

import pytest
from allauth.account.models import EmailAddress

from accounts.cohorts import class_mail
from accounts.cohorts.groups import make_group, put_into_groups
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.models import ClassMail, Cohort, Invitee, RefusedAddress
from lessons.models import Lesson
from lessons.progress import mark_as_read
from quizzes.models import Assignment
from teach.mailing.audiences import NO_ADDRESS, REFUSED, STOPPED, audience_of
from tests.conftest import make_user
from tests.helpers.class_mails import WRITTEN, due, previewed
from tests.helpers.cohorts import class_of, member

pytestmark = pytest.mark.django_db


def shown(cohort: Cohort, to: str, group=None) -> list[str]:
    return [each.shown for each in audience_of(cohort, to, group).recipients]


def test_those_who_missed_something_and_those_who_are_still_behind(cohort, lena, sam, instructor):
    zoe = make_user("zoe@example.com", name="Zoe")
    later = class_of(instructor, zoe.learner, name="Class B")
    date = due(cohort)
    mark_as_read(date.lesson, learner=lena.learner)

    assert shown(cohort, "everyone") == ["Lena", "Sam"]
    assert shown(cohort, "missed") == ["Lena", "Sam"]
    assert shown(cohort, "behind") == ["Sam"]
    assert shown(cohort, "idle") == ["Sam"]
    assert shown(later, "missed") == []


def test_those_who_are_in_one_state_of_one_assignment(cohort, lena, sam, instructor_client, address):
    given = due(cohort)
    other = Assignment.objects.create(cohort=cohort, lesson=Lesson.objects.published()[1], set_by=1)
    mark_as_read(given.lesson, learner=lena.learner)
    missing = f"assignment-{given.pk}-missing"

    page = instructor_client.get(f"/teach/students/{cohort.pk}/assignments/{given.pk}/?show=missing").text
    assert f"{address}?to={missing}" in page
    form = instructor_client.get(f"{address}?to={missing}").context["form"]
    assert form["to"].value() == missing
    instructor_client.post(address, previewed(instructor_client, address, to=missing))

    assert shown(cohort, missing) == ["Sam"]
    assert shown(cohort, f"assignment-{other.pk}-open") == ["Lena", "Sam"]
    assert ClassMail.objects.get().audience == f"Learners: “{given}”, missing"


def test_nobody_in_that_state_is_nobody_and_not_everybody(cohort, lena, sam):
    given = due(cohort)
    for each in (lena, sam):
        mark_as_read(given.lesson, learner=each.learner)

    assert shown(cohort, f"assignment-{given.pk}-missing") == []


def test_an_assignment_of_another_class_is_no_audience(cohort, instructor, instructor_client, address):
    theirs = due(class_of(instructor, name="Class B"))
    for to in (f"assignment-{theirs.pk}-missing", f"assignment-{due(cohort).pk}-nonsense"):
        assert instructor_client.get(f"{address}?to={to}").context["form"]["to"].value() == "everyone"
        assert instructor_client.post(address, WRITTEN | {"to": to}).status_code == 422


def test_a_group_of_a_class(cohort, lena, instructor_client, address):
    group = make_group(cohort, "Tuesday")
    put_into_groups(cohort, {member(cohort, lena.learner).pk: group.pk})

    page = instructor_client.post(address, WRITTEN | {"group": group.pk}).text

    assert "Everyone in the class, group Tuesday" in page
    assert "1 recipient" in page
    assert shown(cohort, "everyone", group) == ["Lena"]


def test_people_who_were_invited_and_have_not_joined(cohort, instructor, lena, instructor_client, address):
    rows = [("zoe@example.com", "Zoe"), ("lena@example.com", "Lena"), ("max@example.com", "")]
    import_rows(cohort, [RosterRow(1, email, name) for email, name in rows], by=instructor)
    Invitee.objects.create(
        cohort=cohort, email=lena.email, invite=cohort.invites.filter(personal=False)[0], added_by=instructor.pk
    )

    page = instructor_client.post(address, WRITTEN | {"to": "invited"}).text

    assert shown(cohort, "invited") == ["max@example.com", "Zoe"]
    assert "As max@example.com will read it" in page
    assert "Hello there" in page
    assert "Join the class: (a link of their own)" in page
    assert "/join/" not in page


def test_who_cannot_be_emailed_is_named_with_the_reason(cohort, instructor, lena, sam, instructor_client, address):
    zoe = make_user("zoe@example.com", name="Zoe")
    max_ = make_user("max@example.com", name="Max")
    cohort = class_of(instructor, *(user.learner for user in (lena, sam, zoe, max_)), name="Class B")
    EmailAddress.objects.filter(user=lena).update(verified=False)
    class_mail.stop(cohort, sam.learner)
    RefusedAddress.objects.create(learner=zoe.learner, email=zoe.email)

    page = instructor_client.post(f"/teach/students/{cohort.pk}/mail/", WRITTEN).text

    assert shown(cohort, "everyone") == ["Max"]
    assert "Not emailed" in page
    for name, why in (("Lena", NO_ADDRESS), ("Sam", STOPPED), ("Zoe", REFUSED)):
        assert f"<dt>{why} (1)</dt><dd>{name}</dd>" in "".join(line.strip() for line in page.splitlines())


def test_the_list_of_learners_leads_to_a_mail_to_those_it_shows(cohort, instructor_client):
    due(cohort)
    here = cohort.get_absolute_url()

    page = instructor_client.get(f"{here}?show=behind").text
    assert f'href="{here}mail/?to=behind&amp;group="' in page
    assert "Email these 2 learners" in page
    assert "mail/?to" not in instructor_client.get(f"{here}?q=Lena").text

    form = instructor_client.get(f"{here}mail/?to=behind&group=").context["form"]
    assert form["to"].initial == "behind"
