import pytest

from accounts.models import Cohort
from accounts.roles import INSTRUCTORS
from tests.conftest import make_user
from tests.helpers.cohorts import class_of


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    return class_of(instructor, lena.learner)


@pytest.fixture
def colleague(db):
    return make_user("otto@example.com", name="Otto", group=INSTRUCTORS, is_staff=True)
