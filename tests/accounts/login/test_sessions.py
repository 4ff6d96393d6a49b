"""Log-ins: a new key each, dead after leaving, named so that no other host can set them."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings as site_settings
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client, RequestFactory

from accounts.login.sessions import SessionStore
from accounts.models import Session
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD, client_of

SESSION = site_settings.SESSION_COOKIE_NAME
NEW = {"password1": "a-brand-new-password", "password2": "a-brand-new-password"}


def log_in(client, user):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD})


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def with_cookie(key: str) -> Client:
    client = Client()
    client.cookies[SESSION] = key
    return client


@pytest.mark.django_db
def test_logging_in_gives_a_new_key_and_the_old_one_is_worth_nothing(client, lena):
    client.post("/learn/shared-responsibility-model/check/")
    before = client.cookies[SESSION].value

    log_in(client, lena)

    assert client.cookies[SESSION].value != before
    assert not is_in(with_cookie(before))
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.django_db
def test_a_key_that_somebody_else_chose_is_not_taken(client, lena):
    client.cookies[SESSION] = "a" * 32

    log_in(client, lena)

    assert client.cookies[SESSION].value != "a" * 32
    assert not is_in(with_cookie("a" * 32))


@pytest.mark.django_db
def test_a_session_says_who_is_logged_in_there(client, lena):
    client.post("/learn/shared-responsibility-model/check/")
    assert Session.objects.get().user is None

    log_in(client, lena)

    assert Session.objects.get().user == lena


def test_what_a_request_changes_in_a_session_is_not_read_by_the_next():
    store = SessionStore()
    text = store.encode({"seen": ["a"]})

    store.decode(text)["seen"].append("b")

    assert store.decode(text) == {"seen": ["a"]}


def test_a_session_that_was_not_signed_here_is_empty(settings):
    store = SessionStore()
    text = store.encode({"seen": ["a"]})
    assert store.decode(text)

    settings.SECRET_KEY = "another key of the site, which has more than fifty letters in it"

    assert store.decode(text) == store.decode(f"{text}a") == {}


@pytest.mark.django_db
def test_who_is_logged_in_is_found_with_the_session(client, lena, django_assert_num_queries):
    log_in(client, lena)
    request = RequestFactory().get("/")
    request.session = SessionStore(client.cookies[SESSION].value)

    with django_assert_num_queries(1):
        assert get_user(request).learner == lena.learner


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["nobody", "somebody else"])
def test_what_counts_is_who_stands_inside_a_session(client, lena, instructor, stored):
    """Code from before the column stores nobody."""
    log_in(client, lena)
    Session.objects.update(user=instructor if stored == "somebody else" else None)

    assert client.get("/account/").context["user"] == lena


@pytest.mark.django_db
def test_after_logging_out_the_key_is_dead(client, lena):
    log_in(client, lena)
    key = client.cookies[SESSION].value

    client.post("/account/logout/")

    assert not is_in(with_cookie(key))
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/logout/", "/admin/logout/", "/account/delete/"])
def test_after_leaving_the_browser_drops_what_it_cached(superuser, instructor, address):
    browser = client_of(instructor)

    answer = browser.post(address, {"password": PASSWORD, "sure": "on"})

    assert not is_in(browser)
    assert answer["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_a_guest_whom_the_browser_forgets_leaves_no_cache_either(client, lena):
    client.post("/learn/shared-responsibility-model/check/")
    assert "Clear-Site-Data" not in client.get("/progress/")

    assert client.post("/account/guest/", {"sure": "on"})["Clear-Site-Data"] == '"cache"'


@pytest.mark.django_db
def test_whoever_stays_or_logs_in_keeps_the_cache(client, lena):
    client.post("/learn/shared-responsibility-model/check/")

    answers = [log_in(client, lena), client.get("/account/"), client.post("/account/sessions/"), Client().get("/")]

    assert [answer.headers.get("Clear-Site-Data") for answer in answers] == [None] * 4


@pytest.mark.django_db
def test_a_new_password_ends_every_other_session_and_keeps_this_one(lena):
    here, elsewhere = client_of(lena), client_of(lena)

    here.post("/account/password/change/", NEW | {"oldpassword": PASSWORD})

    assert is_in(here)
    assert not is_in(elsewhere)


@pytest.mark.django_db
def test_a_new_password_by_mail_ends_every_session(client, lena):
    elsewhere = client_of(lena)
    client.post("/account/password/reset/", {"email": lena.email})
    page = client.get(link_in(mail.outbox[-1]), follow=True).request["PATH_INFO"]

    client.post(page, NEW)

    assert not is_in(elsewhere)


@pytest.mark.django_db
def test_other_devices_are_logged_out_with_one_button(lena, stranger_client):
    here, elsewhere = client_of(lena), client_of(lena)

    here.post("/account/sessions/")

    assert is_in(here)
    assert not is_in(elsewhere)
    assert is_in(stranger_client)


@pytest.mark.django_db
def test_who_is_switched_off_is_out_at_once(learner_client, lena):
    lena.is_active = False
    lena.save()

    assert not is_in(learner_client)


@pytest.mark.django_db
def test_cookies_are_for_the_server_alone(client, lena):
    log_in(client, lena)

    for name, morsel in client.cookies.items():
        assert morsel["httponly"], name
        assert morsel["samesite"] == "Lax", name
        assert not morsel["domain"], name
        assert morsel["path"] == "/", name


def production(**environment: str) -> dict:
    """Settings as a site in production has them."""
    wanted = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME", "SESSION_COOKIE_SECURE"]
    wanted += ["CSRF_COOKIE_SECURE", "REQUIRE_SECOND_FACTOR", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
    code = f"import json; from srm_site import settings as s; print(json.dumps([getattr(s, n) for n in {wanted!r}]))"
    given = {
        "SRM_PRODUCTION": "true",
        "SECRET_KEY": "of-the-tests-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "learn.example.com",
        "DATABASE_URL": "postgres:///x",
    }
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "PYTHONPATH")}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=kept | given | environment,
        cwd=site_settings.BASE_DIR,
        capture_output=True,
        check=True,
    )
    return dict(zip(wanted, json.loads(ran.stdout), strict=True))


def test_in_production_cookies_belong_to_one_host_and_staff_need_a_second_factor():
    assert production() == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "DEVICE_COOKIE_NAME": "__Host-device",
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "REQUIRE_SECOND_FACTOR": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": False,
    }
