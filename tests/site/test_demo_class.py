"""The class that the demo comes with."""

import pytest

from accounts.demo import make_demo_accounts
from accounts.models import Cohort, User
from quizzes.rebuild import differences
from srm_site.demo_class import make_demo_class
from teach.cohorts.access import members_of
from teach.cohorts.figures import with_figures
from tests.conftest import client_of

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_class_with_something_to_see_and_is_made_once():
    make_demo_accounts()
    for _ in range(2):
        make_demo_class()

    cohort = Cohort.objects.get()
    rows = {str(row.learner): row for row in with_figures(members_of(cohort))}
    assert list(rows) == ["Mia", "Noah", "Zoë", "Omar", "Kim", "Lena"]
    assert rows["Mia"].secure > 0
    assert rows["Omar"].stuck > 0
    assert rows["Lena"].missed == 1
    assert not User.objects.get(email="mia@example.com").has_usable_password()
    page = client_of(User.objects.get(email="instructor@example.com")).get(cohort.get_absolute_url())
    assert page.text.count('scope="row"') == 6
    assert differences() == []
