import pytest
from django.conf import settings
from django.test import TransactionTestCase

from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the real content from the start, as a site does."""
    from srm_site.management.commands.load_content import load_content

    with django_db_blocker.unblock():
        load_content(settings.FIXTURES_DIR)


@pytest.fixture(autouse=True, scope="session")
def _committed_rows_stay():
    """Tests that commit leave their rows and use people of their own: truncating would take the content along."""
    TransactionTestCase._fixture_teardown = lambda self: None  # type: ignore[method-assign]


def make_person(address: str, **fields) -> User:
    user, _ = User.objects.get_or_create(email=address, defaults={"name": address.split("@")[0], **fields})
    Learner.objects.get_or_create(user=user)
    return user


@pytest.fixture
def learner(db) -> Learner:
    return make_person("learner@tests.example").learner


@pytest.fixture
def stranger(db) -> Learner:
    return make_person("stranger@tests.example").learner


@pytest.fixture
def instructor(db) -> User:
    from django.contrib.auth.models import Group

    user = make_person("instructor@tests.example", is_staff=True)
    user.groups.add(Group.objects.get(name=INSTRUCTORS))
    return user


@pytest.fixture
def learner_client(client, learner):
    client.force_login(learner.user)
    return client


@pytest.fixture
def instructor_client(client, instructor):
    client.force_login(instructor)
    return client
