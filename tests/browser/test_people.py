"""The pages of superusers about people, in every look."""

import pytest
from allauth.mfa.models import Authenticator

from accounts.models import LogIn
from serving.uuid7 import uuid7
from tests.conftest import make_user
from tests.helpers.looks import looks

pytestmark = pytest.mark.django_db(transaction=True)


@looks(("dark", 375), ("light", 1280), widths=[375, 1280])
def test_the_pages_about_people_have_nothing_for_axe_to_find(someone, log_in, wrong_on):
    Authenticator.objects.create(user=someone.user, type=Authenticator.Type.TOTP, data={})
    LogIn.objects.create(user=someone.user, network="192.0.2.7", browser="Firefox on Windows")
    log_in(make_user(f"{uuid7()}@example.com", name="Ada", is_staff=True, is_superuser=True).learner)
    here = f"/teach/people/{someone.user.pk}/"
    pages = ["/teach/people/", "/teach/people/?q=zzz", "/teach/people/new/", "/teach/people/mail/"]

    assert wrong_on([*pages, here, f"{here}second-factors/"]) == []
