"""The time zone that a browser tells."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.learners import GUEST
from accounts.models import Learner, User
from accounts.zones import COOKIE, short_name
from tests.accounts.login.test_signing_up import NEW
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
READ = "/learn/shared-responsibility-model/sections/of/reading/"
AUTUMN = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.fixture
def in_new_york(client):
    client.cookies[COOKIE] = "America/New_York"
    return client


def zone_of(user: User) -> str:
    return Learner.objects.get(user=user).time_zone


def log_in(client, user: User, **fields):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD, **fields})


def test_a_guests_first_act_tells_the_zone(in_new_york):
    in_new_york.post(READ)

    assert Learner.objects.get(pk=in_new_york.session[GUEST]).time_zone == "America/New_York"


@pytest.mark.parametrize("said", ["", "Mars/Olympus", "Etc/GMT+5", "../../etc/passwd"])
def test_without_a_zone_that_exists_it_is_utc(client, said):
    client.cookies[COOKIE] = said

    client.post(READ)

    assert Learner.objects.get(pk=client.session[GUEST]).time_zone == "UTC"


def test_signing_up_tells_the_zone(in_new_york):
    in_new_york.post("/account/signup/", NEW)

    assert zone_of(User.objects.get(email="nora@example.com")) == "America/New_York"


def test_logging_in_tells_the_zone_until_the_learner_chooses_one(in_new_york, lena):
    log_in(in_new_york, lena)
    assert zone_of(lena) == "America/New_York"

    settings = {"name": "Lena", "theme": "system", "time_allowance": "standard"}
    in_new_york.post("/account/", settings | {"time_zone": "America/New_York"})  # saved, and not chosen
    in_new_york.cookies[COOKIE] = "Asia/Tokyo"
    in_new_york.post("/account/logout/")
    log_in(in_new_york, lena)
    assert zone_of(lena) == "Asia/Tokyo"

    in_new_york.post("/account/", settings | {"time_zone": "UTC"})
    in_new_york.post("/account/logout/")
    log_in(in_new_york, lena)
    assert zone_of(lena) == "UTC"


@pytest.mark.parametrize(
    ("zone", "name"),
    [("America/New_York", "EST"), ("UTC", "UTC"), ("America/Sao_Paulo", "UTC-3"), ("Asia/Kathmandu", "UTC+5:45")],
)
def test_a_zone_has_a_short_name(zone, name):
    assert short_name(AUTUMN.astimezone(ZoneInfo(zone))) == name
