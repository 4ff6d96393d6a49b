import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client, TransactionTestCase

from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS, LEARNERS

PASSWORD = "correct-horse-battery"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database holds the real content from the start, as a site does."""
    from srm_site.management.commands.load_content import load_content

    with django_db_blocker.unblock():
        load_content(settings.FIXTURES_DIR)


@pytest.fixture(autouse=True, scope="session")
def _committed_rows_stay():
    """Tests that commit leave their rows and use people of their own: truncating would take the content along."""
    TransactionTestCase._fixture_teardown = lambda self: None


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="run the tests marked long too, which take many minutes")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Tests that commit run last, whatever pytest-playwright draws forward: the others find only the content."""
    items.sort(key=commits)
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="runs with bin/test --long"))


def commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and marker.kwargs.get("transaction", False)
    return asked or "transactional_db" in item.fixturenames or "live_server" in item.fixturenames


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    # The real hash takes a tenth of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_user(email: str, *, group: str = LEARNERS, **fields) -> User:
    """A person who has confirmed the address and has a learner."""
    user = User.objects.create_user(email, PASSWORD, **fields)
    user.groups.add(Group.objects.get(name=group))
    Learner.objects.create(user=user)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lena(db) -> User:
    return make_user("lena@example.com", name="Lena")


@pytest.fixture
def sam(db) -> User:
    return make_user("sam@example.com", name="Sam")


@pytest.fixture
def learner(lena) -> Learner:
    return lena.learner


@pytest.fixture
def stranger(sam) -> Learner:
    return sam.learner


@pytest.fixture
def instructor(db) -> User:
    return make_user("ines@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def superuser(db) -> User:
    return make_user("ada@example.com", name="Ada", group=INSTRUCTORS, is_staff=True, is_superuser=True)


@pytest.fixture
def learner_client(lena) -> Client:
    return client_of(lena)


@pytest.fixture
def stranger_client(sam) -> Client:
    return client_of(sam)


@pytest.fixture
def instructor_client(instructor) -> Client:
    return client_of(instructor)


@pytest.fixture
def superuser_client(superuser) -> Client:
    return client_of(superuser)
