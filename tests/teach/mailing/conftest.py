import pytest

from accounts.models import Cohort
from tests.helpers.cohorts import class_of


@pytest.fixture
def cohort(instructor, lena, sam) -> Cohort:
    return class_of(instructor, lena.learner, sam.learner)


@pytest.fixture
def address(cohort) -> str:
    return f"/teach/students/{cohort.pk}/mail/"
