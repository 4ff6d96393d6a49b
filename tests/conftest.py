import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS, LEARNERS

PASSWORD = "correct-horse-battery"


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


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    # The real hash takes a tenth of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def learner(db):
    return make_user("lena@example.com", name="Lena")


@pytest.fixture
def stranger(db):
    return make_user("sam@example.com", name="Sam")


@pytest.fixture
def instructor(db):
    return make_user("ines@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)


@pytest.fixture
def superuser(db):
    return make_user("ada@example.com", name="Ada", group=INSTRUCTORS, is_staff=True, is_superuser=True)


@pytest.fixture
def as_learner(learner):
    return client_of(learner)


@pytest.fixture
def as_instructor(instructor):
    return client_of(instructor)


@pytest.fixture
def as_superuser(superuser):
    return client_of(superuser)
