"""Codes from an app, recovery codes, and who has to have a second factor."""

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.core import mail
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client

from accounts.leaving.deletion import delete_account
from accounts.leaving.download import everything_about
from accounts.login.second_factors import drawing, has_second_factor
from accounts.models import User
from tests.accounts.login.test_signing_up import link_in
from tests.conftest import PASSWORD, client_of
from tests.helpers.world import World

pytestmark = pytest.mark.django_db

SET_UP = "/account/second-factor/totp/activate/"
STEP = "/account/second-factor/authenticate/"


def log_in(client, user, **more):
    return client.post("/account/login/", {"login": user.email, "password": PASSWORD, **more})


def code_for(secret: str) -> str:
    """Of this half minute; the one before and the one after are accepted too."""
    _, now, _ = yield_hotp_counters_from_time()
    return format_hotp_value(hotp_value(secret, now))


def set_up_app(client: Client) -> str:
    """Its secret."""
    page = client.get(SET_UP).text
    secret = unescape(re.search(r'<code class="key">(\w+)</code>', page)[1])
    with pytest.MonkeyPatch.context() as patch:
        # A test's own transaction never ends; what follows on its end happens within the request.
        patch.setattr("django.db.transaction.on_commit", lambda follow, **_: follow())
        client.post(SET_UP, {"code": code_for(secret)})
    return secret


@pytest.fixture
def with_app(client, lena):
    """Lena has an app; its secret. Nobody is logged in."""
    log_in(client, lena)
    secret = set_up_app(client)
    client.post("/account/logout/")
    return secret


def test_an_app_is_set_up_and_asked_for_at_the_next_log_in(client, lena, with_app, settings):
    asked = log_in(client, lena)
    assert asked["Location"] == STEP
    assert "_auth_user_id" not in client.session

    wrong = client.post(STEP, {"code": "000000"})
    assert "This isn’t the right code" in wrong.text
    assert "_auth_user_id" not in client.session

    client.post(STEP, {"code": code_for(with_app)})
    assert client.session["_auth_user_id"] == str(lena.pk)


def test_the_way_to_a_page_is_kept_through_the_second_step(client, lena, with_app):
    log_in(client, lena, next="/progress/")

    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]

    assert client.post(STEP, {"code": code})["Location"] == "/progress/"


def test_a_recovery_code_lets_in_once(client, lena, with_app):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    log_in(client, lena)
    client.post(STEP, {"code": code})
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")

    log_in(client, lena)
    again = client.post(STEP, {"code": code})

    assert "This isn’t the right code" in again.text


def test_ten_codes_may_be_tried(client, lena, with_app):
    log_in(client, lena)
    for _ in range(10):
        client.post(STEP, {"code": "000000"})

    assert "Too many tries" in client.post(STEP, {"code": code_for(with_app)}).text


def test_the_database_alone_makes_no_codes(lena, with_app):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert with_app not in kept


def test_after_a_change_of_the_key_old_codes_open_nothing_and_break_nothing(client, lena, with_app, settings):
    settings.SECRET_KEY = "another key of the site, as long as such keys have to be"

    log_in(client, lena)

    assert "This isn’t the right code" in client.post(STEP, {"code": code_for(with_app)}).text


def test_an_older_key_still_opens_what_it_closed(with_app, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site, as long as such keys have to be"

    assert decrypt(Authenticator.objects.get(type="totp").data["secret"]) == with_app


def test_a_number_without_end_is_no_answer_of_a_passkey(client, learner_client):
    endless = {"credential": "9" * 5000}

    by_passkey = client.post("/account/second-factor/webauthn/login/", endless)
    added = learner_client.post("/account/second-factor/webauthn/add/", endless)

    assert by_passkey.status_code == 302
    assert added.status_code == 200
    assert "credential" in added.context["form"].errors


@pytest.mark.parametrize("sent", [[], "x", None, {"id": "AA", "response": []}, {"response": {"userHandle": 1}}])
def test_what_is_no_answer_of_a_passkey_is_a_wrong_one(client, lena, with_app, sent):
    World.passkey(lena.learner)
    again = client_of(lena)

    by_passkey = client.post("/account/second-factor/webauthn/login/", {"credential": json.dumps(sent)})
    log_in(client, lena)
    second_step = client.post(STEP, {"credential": json.dumps(sent)})
    asked_again = again.post("/account/second-factor/webauthn/reauthenticate/", {"credential": json.dumps(sent)})

    assert [answer.status_code for answer in (by_passkey, second_step, asked_again)] == [302, 200, 302]
    assert "_auth_user_id" not in client.session


def test_a_new_password_by_mail_does_not_go_round_the_second_factor(client, lena, with_app):
    client.post("/account/password/reset/", {"email": lena.email})
    page = client.get(link_in(mail.outbox[-1]), follow=True).request["PATH_INFO"]
    client.post(page, {"password1": "a-brand-new-password", "password2": "a-brand-new-password"})

    answer = client.post("/account/login/", {"login": lena.email, "password": "a-brand-new-password"})

    assert answer["Location"] == STEP


def test_the_owner_is_told_by_mail_and_what_to_do_about_it(client, lena, settings):
    settings.CONTACT_ADDRESS = "security@example.com"
    log_in(client, lena)

    set_up_app(client)

    assert mail.outbox[-1].subject == "Whose Layer: An authenticator app was set up"
    assert "A new password does not remove the app." in mail.outbox[-1].body
    assert "security@example.com" in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("host", "says_so"), [("127.0.0.1:8000", True), ("[::1]:8000", True), ("localhost:8000", False)]
)
def test_at_an_ip_address_the_passkey_page_says_that_none_can_be_made(learner_client, host, says_so):
    page = learner_client.get("/account/second-factor/webauthn/add/", headers={"Host": host}).text

    assert ("You opened this site by its IP address" in page) == says_so
    assert ("data-passkey" in page) != says_so


def test_the_picture_has_nothing_that_the_policy_refuses(client, lena):
    log_in(client, lena)

    page = client.get(SET_UP).text

    assert '<svg viewBox="-2 -2 ' in page
    assert "data:" not in page.replace("data-", "")
    assert "style=" not in page


def test_a_row_of_dark_modules_is_one_step_of_the_path():
    assert 'd="M1 0h2v1h-2zM0 1h1v1h-1z"' in drawing([[False, True, True], [True, False, False]])


# ---- Staff


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


PAGES = ["/teach/", "/teach/items/", "/admin/", "/admin/quizzes/attempt/", "/learn/hard-cases/draft/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_staff_without_a_second_factor_are_led_to_set_one_up(instructor_client, required, page, method):
    answer = getattr(instructor_client, method)(page)

    assert answer["Location"] == "/account/second-factor/"
    assert "Set up two-step verification first" in instructor_client.get(answer["Location"]).text


def test_staff_with_one_go_on(client, instructor, required):
    log_in(client, instructor)
    set_up_app(client)

    assert client.get("/teach/").status_code == 200
    assert client.get("/admin/").status_code == 200


@pytest.fixture
def taken(instructor) -> Client:
    """Somebody who knows the password of an instructor without a second factor is logged in elsewhere."""
    client = Client()
    log_in(client, instructor)
    return client


def test_with_the_first_factor_every_session_ends_that_proved_none(client, instructor, taken, lena, required):
    others = client_of(lena)
    log_in(client, instructor)

    set_up_app(client)

    assert taken.get("/teach/students/")["Location"].startswith("/account/login/")
    assert client.get("/account/").status_code == others.get("/account/").status_code == 200


def test_a_further_factor_ends_no_session(client, instructor, required):
    log_in(client, instructor)
    secret = set_up_app(client)
    elsewhere = Client()
    log_in(elsewhere, instructor)
    elsewhere.post(STEP, {"code": code_for(secret)})
    passkey = Authenticator.objects.create(user=instructor, type=Authenticator.Type.WEBAUTHN, data={})
    here = HttpRequest()
    here.session = client.session

    authenticator_added.send(Authenticator, request=here, user=instructor, authenticator=passkey)

    assert elsewhere.get("/teach/").status_code == 200


@pytest.mark.parametrize("page", ["/teach/students/", "/admin/", "/admin/quizzes/attempt/?q=a"])
def test_a_session_that_proved_no_factor_proves_one_first_and_goes_on(instructor_client, instructor, required, page):
    World.set_up_app(instructor.learner)

    asked = instructor_client.get(page)

    assert asked["Location"].startswith("/account/second-factor/reauthenticate/?next=")
    form = instructor_client.get(asked["Location"])
    [back] = parse_qs(urlsplit(asked["Location"]).query)["next"]
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert instructor_client.post(form.request["PATH_INFO"], {"code": code, "next": back})["Location"] == page
    assert instructor_client.get(page).status_code == 200


def test_the_password_alone_does_not_stand_for_the_factor(instructor_client, instructor, required):
    World.set_up_app(instructor.learner)

    instructor_client.post("/account/reauthenticate/", {"password": PASSWORD})

    assert instructor_client.get("/teach/students/").status_code == 302


def test_who_has_a_passkey_is_asked_for_that(instructor_client, instructor, required):
    World.set_up_app(instructor.learner)
    Authenticator.objects.create(user=instructor, type=Authenticator.Type.WEBAUTHN, data={})

    asked = instructor_client.get("/teach/students/")

    assert asked["Location"].startswith("/account/second-factor/webauthn/reauthenticate/")


def test_whoever_removes_the_only_factor_is_led_to_another(client, instructor, required):
    log_in(client, instructor)
    set_up_app(client)

    client.post("/account/second-factor/totp/deactivate/")

    assert client.get("/teach/")["Location"] == "/account/second-factor/"


def test_the_codes_lead_staff_on_to_what_they_came_for(client, instructor, required):
    log_in(client, instructor)
    set_up_app(client)

    page = client.get("/account/second-factor/recovery-codes/").text

    assert '<a href="/teach/">Continue to Teach</a>' in page


def test_a_new_address_is_taken_from_who_has_a_second_factor(client, lena, with_app):
    log_in(client, lena)
    client.post(STEP, {"code": code_for(with_app)})

    client.post("/account/email/", {"email": "lena@new.example", "action_add": "1"})

    assert mail.outbox[-1].to == ["lena@new.example"]


def test_staff_learn_without_one(instructor_client, required):
    assert instructor_client.get("/matrix/").status_code == 200


def test_learners_need_none(learner_client, required):
    assert learner_client.get("/account/").status_code == 200
    assert learner_client.get("/teach/").status_code == 404


# ---- Losing and leaving


def test_who_lost_everything_is_let_in_by_the_operator(client, lena, with_app):
    log_in(client, lena)

    call_command("remove_second_factors", lena.email)

    assert log_in(Client(), lena)["Location"] == "/"


def test_the_download_tells_of_factors_and_holds_no_secret(client, lena, with_app):
    told = everything_about(lena.learner)["account"]["second_factors"]

    assert [each["type"] for each in told] == ["totp", "recovery_codes"]
    assert with_app not in str(told)


def test_nothing_of_it_outlives_the_account(client, lena, with_app):
    delete_account(User.objects.get(pk=lena.pk))

    assert not Authenticator.objects.exists()
    assert not has_second_factor(lena)
