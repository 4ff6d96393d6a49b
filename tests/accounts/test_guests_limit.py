"""What people without an account may begin from one network in an hour."""

from urllib.parse import quote

import pytest
from django.conf import settings as site_settings
from django.test import Client

from accounts.learners import BEGIN_AS_GUEST, admit_guest
from accounts.models import Learner
from quizzes.models import Attempt
from tests.conftest import client_of

pytestmark = pytest.mark.django_db

CHECK = "/learn/shared-responsibility-model/check/"
PRACTICE = {"by": "mixed", "length": 5}
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"
CLASS, THINGS = 40, 10


@pytest.fixture
def three_an_hour(settings):
    settings.ACCOUNT_RATE_LIMITS = site_settings.ACCOUNT_RATE_LIMITS | {BEGIN_AS_GUEST: "3/h/key"}


def begins(address: str = HERE, client: Client | None = None, **headers):
    return (client or Client(REMOTE_ADDR=address)).post(CHECK, REMOTE_ADDR=address, headers=headers)


def test_guests_of_one_network_begin_so_much_in_an_hour_and_no_more(three_an_hour):
    codes = [begins().status_code for _ in range(5)]

    assert codes == [302, 302, 302, 429, 429]
    assert (Learner.objects.count(), Attempt.objects.count()) == (3, 3)


def test_the_page_says_what_to_do(three_an_hour):
    for _ in range(3):
        begins()

    refused = begins()

    assert refused["Retry-After"] == "3600"
    assert "Create an account or log in to start now, or try again in an hour." in refused.text
    assert f"/account/signup/?next={quote(CHECK, safe='')}" in refused.text
    assert f"/account/login/?next={quote(CHECK, safe='')}" in refused.text


def test_a_guest_who_goes_on_beginning_is_counted_each_time(three_an_hour):
    client = Client(REMOTE_ADDR=HERE)
    assert begins(client=client).status_code == 302
    assert client.post("/practice/", PRACTICE).status_code == 302
    assert client.post("/exam/", {"length": "short"}).status_code == 302

    assert client.post("/review/").status_code == 429
    assert client.post("/practice/", PRACTICE).status_code == 429


def test_a_retry_is_a_beginning_too(three_an_hour):
    client = Client(REMOTE_ADDR=HERE)
    begins(client=client)
    attempt = Attempt.objects.get()
    for position in range(1, 11):
        page = client.get(f"/practice/{attempt.pk}/{position}/").context["form"]
        client.post(f"/practice/{attempt.pk}/{position}/", {"event": page.fresh_event(), "unsure": "1"})

    codes = [client.post(f"/attempts/{attempt.pk}/retry/").status_code for _ in range(3)]

    assert codes == [302, 302, 429]


def test_marking_a_lesson_as_read_makes_a_guest_and_is_counted(three_an_hour):
    codes = [
        Client(REMOTE_ADDR=HERE).post("/learn/shared-responsibility-model/reading/").status_code for _ in range(4)
    ]

    assert codes == [302, 302, 302, 429]


def test_another_network_and_whoever_has_an_account_begin(three_an_hour, lena):
    for _ in range(4):
        begins()

    assert begins(ELSEWHERE).status_code == 302
    assert begins(client=client_of(lena)).status_code == 302


def test_no_header_makes_another_network(three_an_hour):
    codes = [begins(**{"X-Forwarded-For": f"203.0.113.{number}"}).status_code for number in range(4)]

    assert codes == [302, 302, 302, 429]


def test_addresses_of_one_household_are_one_network(three_an_hour):
    codes = [begins(f"2001:db8:1:2::{number}").status_code for number in range(1, 5)]

    assert codes == [302, 302, 302, 429]
    assert begins("2001:db8:1:3::1").status_code == 302


def test_a_class_behind_one_address_begins_ten_things_each(rf):
    """All within one minute; what a beginning stores beside it is not the point here."""
    for _ in range(CLASS * THINGS):
        admit_guest(rf.post(CHECK, REMOTE_ADDR=HERE))


def test_what_was_begun_goes_on_at_the_limit(three_an_hour):
    client = Client(REMOTE_ADDR=HERE)
    to = begins(client=client)["Location"]
    for _ in range(3):
        begins()

    event = client.get(to).context["form"].fresh_event()

    assert client.post(to, {"event": event, "unsure": "1"}).status_code == 302
