"""A passkey from adding it to logging in with it, with an authenticator that the browser plays itself."""

import pytest
from playwright.sync_api import expect

from accounts.roles import INSTRUCTORS
from serving.uuid7 import uuid7
from tests.conftest import PASSWORD, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def authenticator(page):
    """A device that knows its owner: keeps passkeys and asks for a finger that is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def test_a_passkey_is_added_and_logs_in_without_a_password(page, live_server, authenticator, wrong_with, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    user = make_user(f"{uuid7()}@example.com", name="Ines", group=INSTRUCTORS, is_staff=True)
    site = live_server.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    page.goto(f"{site}/account/login/?next=/account/second-factor/")
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()

    page.get_by_role("link", name="Add a passkey").click()
    assert wrong_with(page) == []
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    for way in ("", "second-factor/", "second-factor/webauthn/"):
        page.goto(f"{site}/account/{way}reauthenticate/")
        assert wrong_with(page) == []
    page.goto(f"{site}/account/")
    page.get_by_role("button", name="Log out", exact=True).click()

    page.goto(f"{site}/account/login/")
    assert wrong_with(page) == []
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page).to_have_url(f"{site}/teach/")
    page.goto(f"{site}/teach/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(f"{site}/teach/")
    page.goto(f"{site}/account/")
    expect(page.get_by_text(user.email)).to_be_visible()
    page.get_by_role("button", name="Log out", exact=True).click()

    # The password alone is not enough any more.
    page.goto(f"{site}/account/login/")
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{site}/teach/")
