"""Superusers who register schools, and platforms that register themselves."""

import jwt
import pytest

from lti.keys import clean_up, published_keys, rotate, sign
from lti.models import Deployment, Platform, RegistrationLink, ToolKey
from lti.registration import make_link
from tests.helpers.platform_simulator import SITE

pytestmark = pytest.mark.django_db

TYPED = {
    "name": "Springfield College",
    "issuer": "https://moodle.example",
    "client_id": "abc",
    "login_url": "https://moodle.example/mod/lti/auth.php",
    "token_url": "https://moodle.example/mod/lti/token.php",
    "keys_url": "https://moodle.example/mod/lti/certs.php",
    "other_hosts": "",
    "is_on": "on",
    "deployments": "1\n2\n\n1",
}


def test_a_school_is_added_by_hand(superuser_client):
    superuser_client.post("/teach/schools/new/", TYPED)

    platform = Platform.objects.get()
    assert (platform.issuer, platform.is_on) == ("https://moodle.example", True)
    assert [each.name for each in platform.deployments.all()] == ["1", "2"]
    page = superuser_client.get("/teach/schools/").content.decode()
    assert "Springfield College" in page
    assert f"{SITE}/lti/keys.json" in page


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("issuer", "ftp://moodle.example", "begins with https"),
        ("keys_url", "https://user:secret@moodle.example/x", "begins with https"),
        ("deployments", " \n ", "at least one"),
        ("deployments", "x" * 256, "longer than 255"),
        ("other_hosts", "https://school.example", "isn’t a host"),
        ("name", "", "required"),
    ],
)
def test_a_form_with_a_mistake_says_what_to_do(superuser_client, field, value, says):
    page = superuser_client.post("/teach/schools/new/", TYPED | {field: value})

    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Platform.objects.exists()


def test_a_school_is_registered_once(superuser_client):
    superuser_client.post("/teach/schools/new/", TYPED)

    page = superuser_client.post("/teach/schools/new/", TYPED)

    assert page.status_code == 422
    assert "registered already" in page.content.decode()


def test_a_deployment_with_classes_stays(superuser_client, platform, linked):
    typed = TYPED | {
        name: getattr(platform, name) for name in ("issuer", "client_id", "login_url", "token_url", "keys_url")
    }

    page = superuser_client.post(platform.get_absolute_url(), typed | {"deployments": "5"})

    assert page.status_code == 422
    assert "Classes are linked" in page.content.decode()


def test_other_addresses_forget_the_old_keys(superuser_client, platform):
    Platform.objects.update(keys={"keys": [{"kid": "old"}]})

    superuser_client.post(platform.get_absolute_url(), TYPED)

    assert Platform.objects.get().keys == {}


def test_a_replaced_key_still_proves_what_it_signed(superuser_client, client):
    token = sign({"aud": "x"})

    superuser_client.post("/teach/schools/keys/")

    keys = client.get("/lti/keys.json").json()["keys"]
    kid = jwt.get_unverified_header(token)["kid"]
    assert len(keys) == 2
    assert jwt.get_unverified_header(sign({}))["kid"] != kid
    old = next(each for each in keys if each["kid"] == kid)
    assert jwt.decode(token, jwt.PyJWK(old).key, algorithms=["RS256"], audience="x")


def test_published_keys_hold_no_secret(client):
    sign({})
    [key] = client.get("/lti/keys.json").json()["keys"]

    assert key.keys() == {"kty", "n", "e", "kid", "alg", "use"}
    assert "PRIVATE" not in ToolKey.objects.get().private


def test_a_key_is_deleted_a_month_after_it_was_replaced():
    from datetime import timedelta

    from django.db.models import F

    sign({})
    rotate()
    ToolKey.objects.exclude(retired_at=None).update(retired_at=F("retired_at") - timedelta(days=31))
    assert len(published_keys()["keys"]) == 1

    clean_up()

    assert ToolKey.objects.count() == 1


# ---- Platforms that register themselves


@pytest.fixture
def link(superuser, superuser_client) -> RegistrationLink:
    superuser_client.post("/teach/schools/links/", {"name": "Springfield College", "days": "1"})
    return RegistrationLink.objects.get()


def asked(school, **changes) -> dict[str, str]:
    return {
        "openid_configuration": f"{school.url}/mod/lti/openid-configuration.php",
        "registration_token": "a.b-c_d",
        **changes,
    }


def test_a_platform_registers_itself_and_waits_to_be_turned_on(school, link, client):
    page = client.get(link.get_absolute_url(), asked(school))
    assert not Platform.objects.exists()
    assert "Register Springfield College" in page.content.decode()

    client.post(link.get_absolute_url(), asked(school))

    platform = Platform.objects.get()
    assert (platform.issuer, platform.client_id, platform.is_on) == (school.url, "given", False)
    assert Deployment.objects.get().name == "44"
    assert school.registered["redirect_uris"] == [f"{SITE}/lti/launch/"]
    assert school.registered["token_endpoint_auth_method"] == "private_key_jwt"
    assert "email" not in str(school.registered)


def test_a_link_registers_once(school, link, client):
    client.post(link.get_absolute_url(), asked(school))

    assert client.post(link.get_absolute_url(), asked(school)).status_code in (302, 404)
    assert Platform.objects.count() == 1


def test_a_link_works_again_after_a_failure(school, link, client):
    school.down = True
    page = client.post(link.get_absolute_url(), asked(school))
    assert page.status_code == 422
    assert "Nothing was registered" in page.content.decode()

    school.down = False
    client.post(link.get_absolute_url(), asked(school))

    assert Platform.objects.exists()


def test_a_platform_describes_itself_and_no_other(school, link, client):
    school.description = lambda: of_another_school(school)

    page = client.post(link.get_absolute_url(), asked(school))

    assert page.status_code == 422
    assert not Platform.objects.exists()


def of_another_school(school) -> dict[str, str]:
    return {
        "issuer": "https://other-school.example",
        "authorization_endpoint": f"{school.url}/a",
        "token_endpoint": f"{school.url}/b",
        "jwks_uri": f"{school.url}/c",
        "registration_endpoint": f"{school.url}/mod/lti/openid-registration.php",
    }


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://x.example/", "https://", "x", "http://a:b@x.example/"]
)
def test_no_other_kind_of_address_is_asked(link, client, address):
    page = client.post(link.get_absolute_url(), {"openid_configuration": address})

    assert page.status_code == 422


def test_only_https_is_asked_in_production(settings, school, link, client):
    settings.PRODUCTION = True

    assert client.post(link.get_absolute_url(), asked(school)).status_code == 422
    assert school.asked == []


def test_a_link_can_be_turned_off(superuser_client, link, client):
    superuser_client.post(f"/teach/schools/links/{link.pk}/removal/")

    assert client.get(link.get_absolute_url()).status_code == 404


def test_an_old_link_is_over(superuser, client):
    from datetime import timedelta

    link = make_link("Late", by=superuser, lasting=timedelta(seconds=-1))

    assert client.get(link.get_absolute_url()).status_code == 404
