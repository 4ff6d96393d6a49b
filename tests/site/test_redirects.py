"""No address that somebody else writes leads away: 30 ways to write one, 8 places that lead somewhere."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://elsewhere.example/",
    "http://elsewhere.example/",
    "HTTPS://elsewhere.example/",
    "//elsewhere.example/",
    "///elsewhere.example/",
    "////elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "\\/elsewhere.example/",
    "/\t/elsewhere.example/",
    "/\n/elsewhere.example/",
    "\t//elsewhere.example/",
    " //elsewhere.example/",
    " https://elsewhere.example/",
    "https:elsewhere.example",
    "https:/elsewhere.example/",
    "https:///elsewhere.example/",
    "https:\\\\elsewhere.example/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//testserver/",
    "data:text/html,<script>alert(1)</script>",
    "ftp://elsewhere.example/",
    "//testserver@elsewhere.example/",
    "https://testserver@elsewhere.example/",
    "https://testserver.elsewhere.example/",
    "https://elsewhere.example/testserver/",
    "//elsewhere.example\\@testserver/",
    "//elsewhere.example#@testserver/",
    "/%2f/elsewhere.example/../..//elsewhere.example/",
    "http:///elsewhere.example/?//testserver/",
]


def log_in(client, address, lena):
    return client.post("/account/login/", {"login": lena.email, "password": PASSWORD, "next": address})


def log_in_from_the_page(client, address, lena):
    page = client.get("/account/login/", {"next": address}).text
    offered = re.findall(r'name="next" value="([^"]*)"', page)
    return client.post(
        "/account/login/", {"login": lena.email, "password": PASSWORD, "next": unescape("".join(offered[:1]))}
    )


def log_out(client, address, lena):
    client.force_login(lena)
    return client.post("/account/logout/", {"next": address})


def confirm(client, address, lena):
    client.force_login(lena)
    return client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})


def change_theme(client, address, lena):
    client.force_login(lena)
    return client.post("/account/theme/", {"theme": "dark", "next": address})


def stop_being_a_guest(client, address, lena):
    client.post("/learn/shared-responsibility-model/check/")
    return client.post("/account/guest/", {"next": address, "sure": "on"})


def send_after_the_session_ended(client, address, lena):
    return client.post("/account/", {"choice": "x"}, headers={"Referer": address.strip(" \t\n").replace("\n", "")})


def send_by_htmx_after_the_session_ended(client, address, lena):
    headers = {"HX-Request": "true", "HX-Current-URL": address.replace("\n", "")}
    return client.post("/account/", {"choice": "x"}, headers=headers)


PLACES = [
    log_in,
    log_in_from_the_page,
    log_out,
    confirm,
    change_theme,
    stop_being_a_guest,
    send_after_the_session_ended,
    send_by_htmx_after_the_session_ended,
]


def leads_away(address: str) -> bool:
    """As browsers read it: blanks are dropped, and a backslash is a slash."""
    read = address.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    return read.startswith("//") or urlsplit(read).netloc not in ("", "testserver") or ":" in read.split("/")[0]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_nothing_leads_away(place, lena):
    led = {}
    for address in ELSEWHERE:
        answer = place(Client(), address, lena)
        led[address] = answer.headers.get("Location") or answer.headers.get("HX-Redirect", "")

    assert len(led) == 30
    assert {address: to for address, to in led.items() if leads_away(to)} == {}


@pytest.mark.parametrize("place", PLACES[:6], ids=lambda place: place.__name__)
def test_an_address_of_ours_is_where_it_leads(place, lena):
    assert place(Client(), "/matrix/?kind=all", lena)["Location"] == "/matrix/?kind=all"


def test_the_log_in_of_the_admin_leads_to_ours(client):
    for address in ELSEWHERE:
        assert client.get("/admin/login/", {"next": address})["Location"].startswith("/account/login/?next=")
