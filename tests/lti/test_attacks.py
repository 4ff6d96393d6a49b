"""What a launch must not be taken in by."""

import base64
import json
from datetime import timedelta
from time import time

import jwt
import pytest
from django.test import Client

from lti.models import Identity, Launch
from lti.tokens import CLAIM
from tests.helpers.platform_simulator import ADA, KEY, OTHER_KEY, SITE

pytestmark = pytest.mark.django_db


def is_refused(answer) -> bool:
    return answer.status_code == 400 and not Launch.objects.exclude(claims__isnull=True).exists()


@pytest.fixture
def form(school, platform, window):
    """What the platform would send next."""
    began = window.post("/lti/login/", school.asks_to_log_in())
    return school.answer_to(began["Location"], ADA)


def claims_in(form) -> dict:
    return jwt.decode(form["id_token"], options={"verify_signature": False})


def signed_again(school, form, **how):
    changes = how.pop("claims", {})
    claims = {name: value for name, value in (claims_in(form) | changes).items() if value is not None}
    return form | {"id_token": school.sign(claims, **how)}


def part(document: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


def test_a_good_launch_is_accepted(window, form):
    answer = window.post("/lti/launch/", form)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/lti/launches/")


def test_a_token_without_a_signature_is_refused(window, form):
    token = f"{part({'alg': 'none', 'kid': 'k1'})}.{part(claims_in(form))}."

    assert is_refused(window.post("/lti/launch/", form | {"id_token": token}))


def test_a_token_signed_with_the_public_key_as_a_secret_is_refused(window, form):
    from hashlib import sha256
    from hmac import new

    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signed = f"{part({'alg': 'HS256', 'kid': 'k1'})}.{part(claims_in(form))}"
    mac = base64.urlsafe_b64encode(new(public, signed.encode(), sha256).digest()).decode().rstrip("=")

    assert is_refused(window.post("/lti/launch/", form | {"id_token": f"{signed}.{mac}"}))


def test_a_token_of_an_unknown_key_is_refused(window, school, form):
    assert is_refused(window.post("/lti/launch/", signed_again(school, form, kid="k2")))


def test_a_token_of_another_key_under_a_known_name_is_refused(window, school, form):
    assert is_refused(window.post("/lti/launch/", signed_again(school, form, key=OTHER_KEY)))


def test_made_up_key_names_do_not_make_this_site_ask_again_and_again(school, platform, window):
    for number in range(5):
        began = window.post("/lti/login/", school.asks_to_log_in())
        form = school.answer_to(began["Location"], ADA)
        window.post("/lti/launch/", signed_again(school, form, kid=f"made-up-{number}"))

    assert school.asked.count("GET /mod/lti/certs.php") == 1


def test_a_token_with_changed_claims_is_refused(window, form):
    head, _, signature = form["id_token"].split(".")
    token = f"{head}.{part(claims_in(form) | {'sub': 'ben'})}.{signature}"

    assert is_refused(window.post("/lti/launch/", form | {"id_token": token}))


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-client"},
        {"aud": ["the-client", "another-client"]},
        {"azp": "another-client"},
        {"iss": "https://elsewhere.example"},
        {f"{CLAIM}deployment_id": "2"},
        {f"{CLAIM}deployment_id": None},
        {"exp": timedelta(minutes=-2)},
        {"exp": None},
        {"iat": timedelta(minutes=10)},
        {"nbf": timedelta(minutes=10)},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "ada\x00"},
        {f"{CLAIM}version": "1.1"},
        {f"{CLAIM}message_type": "LtiSubmissionReviewRequest"},
        {f"{CLAIM}target_link_uri": "https://elsewhere.example/lti/launch/"},
        {f"{CLAIM}target_link_uri": "http://testserver.elsewhere.example/"},
        {f"{CLAIM}target_link_uri": "http://testserver@elsewhere.example/"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_launch_is_refused(window, school, form, claims):
    claims = {
        name: int(time() + value.total_seconds()) if isinstance(value, timedelta) else value
        for name, value in claims.items()
    }

    answer = window.post("/lti/launch/", signed_again(school, form, claims=claims))

    assert answer.status_code == 400


def test_a_clock_that_is_a_little_off_does_not_matter(school, platform, window):
    school.ahead = 45
    assert school.launch(window, ADA).status_code == 302
    school.ahead = -100  # a token lives a minute
    assert school.launch(window, ADA).status_code == 302


def test_a_clock_that_is_far_off_is_named_as_the_reason(school, platform, window):
    school.ahead = 600

    answer = school.launch(window, ADA)

    assert answer.status_code == 400
    assert "the clocks of the two sites differ" in answer.content.decode()


def test_a_token_and_its_state_are_accepted_once(window, form):
    window.post("/lti/launch/", form)
    again = window.post("/lti/launch/", form)

    assert again.status_code == 400
    assert Launch.objects.exclude(claims__isnull=True).count() == 1


def test_a_token_is_not_accepted_with_a_new_state(school, window, form):
    window.post("/lti/launch/", form)
    began = window.post("/lti/login/", school.asks_to_log_in())
    fresh = school.answer_to(began["Location"], ADA)

    assert window.post("/lti/launch/", {"state": fresh["state"], "id_token": form["id_token"]}).status_code == 400


def test_a_state_is_used_up_by_a_bad_token_too(window, school, form):
    window.post("/lti/launch/", signed_again(school, form, key=OTHER_KEY))

    assert is_refused(window.post("/lti/launch/", form))


def test_a_state_ends_after_ten_minutes(window, form):
    from datetime import timedelta

    from django.db.models import F

    past = timedelta(minutes=11)
    Launch.objects.update(began_at=F("began_at") - past, expires_at=F("expires_at") - past)

    assert is_refused(window.post("/lti/launch/", form))


@pytest.mark.parametrize("state", ["", "made-up", "x" * 5000])
def test_an_unknown_state_is_refused(window, form, state):
    assert is_refused(window.post("/lti/launch/", form | {"state": state}))


def test_another_browser_is_refused(form):
    answer = Client().post("/lti/launch/", form)

    assert is_refused(answer)
    assert "Allow cookies" in answer.content.decode()


def test_a_launch_is_finished_only_in_its_browser(window, form):
    address = window.post("/lti/launch/", form)["Location"]
    other = Client()
    other.post("/lti/login/")

    assert other.get(address).status_code == 404
    assert window.get(address).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "http://testserver:81/",
        "javascript:alert(1)",
        "\\\\x",
    ],
)
def test_no_launch_begins_that_leads_elsewhere(school, platform, window, target):
    answer = window.post("/lti/login/", school.asks_to_log_in(target_link_uri=target))

    assert answer.status_code == 400
    assert not Launch.objects.exists()


def test_a_path_that_looks_like_a_host_stays_here(school, platform, window, linked, enrolled, learner):
    enrolled(ADA, learner)
    target = {f"{CLAIM}target_link_uri": f"{SITE}//elsewhere.example/x"}

    arrived = window.get(school.launch(window, ADA, **target)["Location"])

    assert arrived["Location"] == "/"


def test_an_unknown_platform_begins_nothing(school, platform, window):
    for changes in ({"iss": "https://elsewhere.example"}, {"client_id": "another"}):
        assert window.post("/lti/login/", school.asks_to_log_in(**changes)).status_code == 400
    assert not Launch.objects.exists()


def test_a_platform_that_was_turned_off_is_unknown(school, platform, window, form):
    platform.is_on = False
    platform.save()

    assert window.post("/lti/login/", school.asks_to_log_in()).status_code == 400
    assert is_refused(window.post("/lti/launch/", form))


def test_a_subject_of_another_issuer_is_another_person(school, platform, window, lena):
    Identity.objects.create(issuer="https://elsewhere.example", subject="ada", learner=lena.learner)

    page = window.get(school.launch(window, ADA)["Location"])

    assert "Create account" in page.content.decode()
    assert "_auth_user_id" not in window.session


def test_the_address_that_a_platform_gives_joins_nobody(school, platform, window, lena):
    """The simulator says that everybody has Lena's address."""
    window.get(school.launch(window, ADA)["Location"])
    address = Launch.objects.get().get_absolute_url()
    window.post(address, {"new": ""})

    assert Identity.objects.get().learner.user != lena
    assert Identity.objects.get().learner.user.address == ""


def test_a_platform_without_an_answer_is_named(school, platform, window, caplog):
    school.down = True

    answer = school.launch(window, ADA)

    assert answer.status_code == 503
    assert "answered 500" in answer.content.decode()
    assert any("answered 500" in record.getMessage() for record in caplog.records)
