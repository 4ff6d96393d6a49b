import pytest
from django.db.models.functions import Now

from accounts.models import Cohort
from tests.helpers.assignments import DAY
from tests.helpers.cohorts import class_of


@pytest.fixture
def cohort(instructor, lena) -> Cohort:
    found = class_of(instructor, lena.learner, time_zone="America/New_York")
    found.memberships.update(joined_at=Now() - 30 * DAY)
    return found
