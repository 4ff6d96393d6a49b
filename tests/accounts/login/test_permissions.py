"""What a user may do is found with one query, and is what Django's two would give."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import INSTRUCTORS
from tests.conftest import make_user

pytestmark = pytest.mark.django_db


def permissions_of(user: User) -> set[str]:
    return User.objects.get(pk=user.pk).get_all_permissions()


@pytest.fixture
def helper() -> User:
    """In a group, and with a permission of their own."""
    user = make_user("helper@example.com")
    user.groups.add(Group.objects.get(name=INSTRUCTORS))
    user.user_permissions.add(Permission.objects.get(codename="view_logentry"))
    return user


def test_a_user_has_the_permissions_of_their_groups_and_their_own_with_one_query(helper):
    expected = ModelBackend().get_all_permissions(User.objects.get(pk=helper.pk))
    user = User.objects.get(pk=helper.pk)

    with CaptureQueriesContext(connection) as captured:
        found = user.get_all_permissions()

    assert found == expected
    assert {"admin.view_logentry", "quizzes.view_attempt"} <= found
    assert len(captured) == 1


def test_nobody_gets_those_of_others(helper):
    assert permissions_of(make_user("somebody@example.com")) == set()


def test_a_user_who_is_not_active_has_none_and_a_superuser_all(helper):
    User.objects.filter(pk=helper.pk).update(is_active=False)
    assert permissions_of(helper) == set()

    User.objects.filter(pk=helper.pk).update(is_active=True, is_superuser=True)
    assert len(permissions_of(helper)) == Permission.objects.count()
