import json
import re

import pytest
from django.db import connection
from django.test import Client

from serving import refusals

PUBLIC = [
    "/",
    "/shortcuts/",
    "/accessibility/",
    "/privacy/",
    "/about/",
    "/whole-exam/",
    "/account/login/",
    "/account/signup/",
    "/account/password/reset/",
    "/account/password/reset/done/",
    "/account/password/reset/key/1-nothing/",
    "/account/password/reset/key/done/",
    "/account/confirm-email/",
    "/account/confirm-email/nothing/",
    "/account/inactive/",
]
PERSONAL = [
    "/",
    "/account/",
    "/account/email/",
    "/account/logout/",
    "/account/password/change/",
    "/account/reauthenticate/",
]
ADMIN = ["/admin/", "/admin/accounts/user/", "/admin/accounts/user/add/", "/admin/auth/group/add/"]


def check(answer, status=200):
    """A whole page of ours under the strict policy, with nothing in it that the policy would refuse."""
    page = answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert answer.status_code == status
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "<title>" in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>\s*[^\s<]", page)
    return page


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_reads_the_page_under_the_strict_policy(client, db, path):
    page = check(client.get(path))

    assert 'name="description"' in page
    assert page.count("<h1") == 1
    assert "Not affiliated with or endorsed by Amazon Web Services" in page


@pytest.mark.parametrize("path", PERSONAL)
def test_a_learner_reads_the_page_under_the_strict_policy(learner_client, path):
    assert check(learner_client.get(path)).count("<h1") == 1


@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_is_under_the_strict_policy(superuser_client, path):
    assert "css/admin.css" in check(superuser_client.get(path))


def test_a_page_of_a_visitor_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/about/")


def test_log_in_returns_to_the_page_it_was_pressed_on(client, db):
    assert 'href="/account/login/?next=%2Fabout%2F"' in client.get("/about/").content.decode()


def test_htmx_is_told_what_the_policy_and_our_answers_need(client, db):
    page = client.get("/learn/").content.decode()
    told = json.loads(re.findall(r"name=\"htmx-config\" content='([^']+)'", page)[0])
    swapped = {
        code: next(rule["swap"] for rule in told["responseHandling"] if re.fullmatch(rule["code"], code))
        for code in ["200", "204", "404", "409", "422", "500", "503"]
    }

    assert not told["includeIndicatorStyles"]
    assert not told["allowEval"]
    assert told["historyCacheSize"] == 0
    assert [code for code, swap in swapped.items() if swap] == ["200", "409", "422"]


def test_an_unknown_address_is_answered_in_the_design(client, db):
    assert "Page not found" in check(client.get("/nothing/here/"), 404)


def test_a_page_for_others_says_who_is_logged_in(instructor_client):
    assert "ines@example.com" in check(instructor_client.get("/admin/accounts/user/"), 403)


def test_a_host_of_somebody_else_is_a_bad_request(client, db):
    assert client.get("/", HTTP_HOST="elsewhere.example").status_code == 400


def test_bad_requests_are_answered_in_the_design(rf):
    from django.contrib.auth.models import AnonymousUser

    request = rf.get("/")
    request.user = AnonymousUser()

    assert "We couldn’t read that request" in refusals.bad_request(request, None).content.decode()


def test_a_fault_of_ours_needs_no_database(monkeypatch, settings):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("srm_site.home.figure", lambda: 1 / 0)

    page = check(client.get("/"), 500)

    assert "Something went wrong on our end" in page


def test_liveness_asks_no_database_and_readiness_does(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
    with django_assert_num_queries(1):
        assert client.get("/readyz").content == b"ok\n"


def test_readiness_says_when_the_database_is_gone(client, transactional_db):
    connection.close()
    host = connection.settings_dict["HOST"]
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        answer = client.get("/readyz")
    finally:
        connection.settings_dict["HOST"] = host

    assert (answer.status_code, answer.text) == (503, "the database does not answer\n")
    assert answer["Retry-After"] == "5"


def test_readiness_says_when_tables_of_this_code_are_missing(client, db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE (app, name) = ('quizzes', '0001_start')")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.text == "the database is older than this code: it lacks quizzes.0001_start\n"
    assert answer["Retry-After"] == "5"


def test_readiness_says_when_there_is_no_table_at_all(client, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_migrations RENAME TO elsewhere")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "the database has no tables of this site\n")


def test_readiness_says_when_the_role_may_not_read(client, db):
    with connection.cursor() as cursor:
        cursor.execute("REVOKE SELECT ON django_migrations FROM srm_app")

    answer = client.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "the database's tables are not open to this role\n")


def test_a_database_that_is_ahead_of_this_code_is_ready(client, db):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('quizzes', '9999_next', now())")

    assert client.get("/readyz").status_code == 200


BY_NUMBER = {"Host": "10.1.2.3:8000"}


@pytest.fixture
def behind_https(settings) -> Client:
    settings.SECURE_SSL_REDIRECT, settings.METRICS_TOKEN = True, "a-token"
    return Client()


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_machines_ask_without_https_and_by_number(behind_https, db, path):
    answer = behind_https.get(path, headers=BY_NUMBER | {"Authorization": "Bearer a-token"})

    assert answer.status_code == 200


def test_nothing_else_is_answered_without_https_or_by_number(behind_https, db, settings):
    for path in ["/", "/metrics/", "/healthz/more", "/account/login/"]:
        assert behind_https.get(path).status_code == 301, path
    settings.SECURE_SSL_REDIRECT = False
    for path in ["/", "/metrics/", "/healthz/more", "/account/login/"]:
        assert Client().get(path, headers=BY_NUMBER).status_code == 400, path


def test_metrics_stay_hidden_from_who_asks_by_number_without_the_token(behind_https, db):
    answer = behind_https.get("/metrics", headers=BY_NUMBER)

    assert answer.status_code == 404
    assert "10.1.2.3" not in answer.text


def test_crawlers_stay_out_of_accounts_and_the_admin(client):
    assert client.get("/robots.txt").content.decode() == ("User-agent: *\nDisallow: /admin/\nDisallow: /account/\n")
