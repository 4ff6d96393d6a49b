"""What a checker of headers looks for, on every kind of answer."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

pytestmark = pytest.mark.django_db

ANSWERS = {
    "page": ("get", "/"),
    "log-in": ("get", "/account/login/"),
    "data": ("get", "/matrix.json"),
    "table": ("get", "/matrix.csv"),
    "file": ("get", "/robots.txt"),
    "nothing here": ("get", "/no-such-page/"),
    "not this way": ("post", "/about/"),
    "led on": ("get", "/account/"),
    "wrong form": ("post", "/account/login/"),
    "alive": ("get", "/healthz"),
    "admin": ("get", "/admin/"),
}


@pytest.fixture(params=ANSWERS)
def answer(request, client):
    method, address = ANSWERS[request.param]
    return getattr(client, method)(address)


def policy_of(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts}


def test_the_policy_allows_our_own_files_and_nothing_else(answer):
    policy = policy_of(answer)

    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy.values()) <= {"'none'", "'self'"}
    assert not re.search("unsafe|http:|https:|data:|\\*", answer["Content-Security-Policy"])


def test_other_sites_cannot_frame_read_or_embed_it(answer):
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    # The facts are for everybody, and hold nobody's secret; no answer lets a page of elsewhere send cookies.
    assert answer.get("Access-Control-Allow-Origin") in (None, "*")
    assert "Access-Control-Allow-Credentials" not in answer


def test_pages_tell_pages_of_other_sites_nothing(client):
    for address in ("/", "/account/login/", "/progress/", "/progress/answers.json", "/account/state/"):
        assert "Access-Control-Allow-Origin" not in client.get(address), address


def test_nothing_is_guessed_and_nothing_told_to_others(answer):
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_devices_of_the_visitor_are_asked_for_nothing(answer):
    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(answer["Permissions-Policy"].split(", "))


def test_nobody_is_told_what_the_site_runs_on(answer):
    assert not {"Server", "X-Powered-By"} & set(answer.headers)


def test_with_https_browsers_come_back_by_https_only(client, settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 31_536_000, True

    assert client.get("/about/", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")


def test_words_of_a_page_cannot_leave_a_script(client):
    """htmx's answer is a page's part: no script of its own comes with it."""
    page = client.get("/matrix/", headers={"HX-Request": "true"}).text

    assert "<script" not in page


# ---- Files


def test_a_file_is_served_without_what_only_pages_need(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "owners.css").write_text("body { color: black }")

    answer = Client().get("/static/owners.css")

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert not {"Content-Security-Policy", "Permissions-Policy", "Set-Cookie"} & set(answer.headers)


# ---- Where to report a weakness


def test_who_finds_a_weakness_finds_an_address(client, settings):
    settings.CONTACT_ADDRESS, settings.SOURCE_URL = "security@example.com", "https://code.example/whose-layer/"

    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())

    assert lines["Contact"] == "mailto:security@example.com"
    assert lines["Policy"] == "https://code.example/whose-layer/blob/main/SECURITY.md"
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"
    assert datetime.fromisoformat(lines["Expires"]) > timezone.now() + timedelta(days=90)


def test_without_an_address_there_is_no_such_file(client, settings):
    settings.CONTACT_ADDRESS = ""

    assert client.get("/.well-known/security.txt").status_code == 404
