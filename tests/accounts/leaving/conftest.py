import pytest
from allauth.account.models import EmailAddress
from django.db.models.functions import Now
from django.test import Client

from accounts.cohorts.membership import join, leave
from accounts.cohorts.roster import RosterRow
from accounts.cohorts.roster_invitations import import_rows
from accounts.models import AssistantInvite, CohortInvite, Mail, RefusedAddress, User
from lessons.models import Lesson
from lessons.progress import record_reading
from matrix.models import Responsibility
from matrix.models.disputes import Dispute
from quizzes.models import ProblemReport
from tests.conftest import PASSWORD, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.sittings import answer_all, begin, item_at

ADDRESS, NAME = "zenobia.quux@example.com", "Zenobia Quux"


@pytest.fixture
def person(db) -> User:
    return make_user(ADDRESS, name=NAME)


@pytest.fixture
def logged_in(person) -> Client:
    """Logged in through the page, so that the session holds what it holds on a site."""
    client = Client()
    client.post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    return client


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(slug="shared-responsibility-model")


def live_a_little(person: User, logged_in: Client, lesson: Lesson) -> None:
    """Leaves a trace wherever the site lets a person leave one."""
    done = answer_all(begin(person.learner), wrong={2})
    record_reading(lesson, "of", learner=person.learner)
    ProblemReport.objects.create(
        learner=person.learner, version=item_at(done, 1).version, text=f"B is right, says {NAME}."
    )
    preferences = {"theme": "dark", "single_keys": "on", "time_zone": "Asia/Tokyo", "time_allowance": "more"}
    logged_in.post("/account/", {"name": NAME, **preferences})
    Dispute.objects.create(
        learner=person.learner, cell=Responsibility.objects.first(), text=f"This is wrong because {NAME} knows it."
    )
    EmailAddress.objects.create(user=person, email=f"new.{ADDRESS}")
    logged_in.post("/account/reminders/", {"wanted": ["review"], "hour": "7"})
    Mail.objects.create(
        learner=person.learner, kind="reminder", key="1", state="sent", claimed_at=Now(), email=ADDRESS, subject="Due"
    )
    RefusedAddress.objects.create(learner=person.learner, email=ADDRESS)
    Client().post("/account/login/", {"login": ADDRESS, "password": "not-the-password"})
    Client().post("/account/login/", {"login": ADDRESS, "password": PASSWORD})
    Client().post("/account/password/reset/", {"email": ADDRESS})


def join_a_class(person: User, teacher: User) -> None:
    """By an invitation to an address that the person had before."""
    cohort = class_of(teacher)
    import_rows(cohort, [RosterRow(1, f"old.{ADDRESS}", NAME), RosterRow(2, ADDRESS, NAME)], by=teacher)
    AssistantInvite.objects.create(cohort=class_of(teacher), email=ADDRESS, made_by=teacher.pk)
    join(CohortInvite.objects.with_uses().get(invitee__email=f"old.{ADDRESS}"), learner=person.learner)
    [membership] = class_of(teacher, person.learner).memberships.all()
    leave(membership)
