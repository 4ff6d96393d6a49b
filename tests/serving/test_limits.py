"""What is too much is refused with a page that says so, and before it costs anything."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
LOG_IN = "/account/login/"


def test_ten_thousand_fields_are_refused(client):
    answer = client.post(LOG_IN, {f"field-{number}": "x" for number in range(10_000)})

    assert answer.status_code == 400
    assert "We couldn’t read that request" in answer.text


def test_a_form_of_three_megabytes_is_refused(client):
    answer = client.post(LOG_IN, f"login={'x' * 3_000_000}", content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 400


def test_a_file_of_more_than_ten_megabytes_is_refused_unread(client):
    answer = client.post(LOG_IN, {"file": SimpleUploadedFile("x.csv", b"x" * 10_000_001)})

    assert answer.status_code == 413
    assert "up to 10 MB" in answer.text


def test_a_body_that_only_says_it_is_large_is_not_waited_for(client):
    answer = client.generic("POST", LOG_IN, b"x", CONTENT_LENGTH="99999999999")

    assert answer.status_code == 413


@pytest.mark.parametrize("said", ["", "x", "-1"])
def test_a_length_that_is_none_is_no_error(client, said):
    assert client.generic("GET", "/about/", b"", CONTENT_LENGTH=said).status_code == 200


def test_a_long_address_is_an_answer_and_no_error(client):
    assert client.get("/search/", {"q": "x" * 100_000}).status_code < 500


@pytest.mark.parametrize("address", ["/", "/account/login/", "/matrix.json", "/robots.txt"])
def test_trace_is_answered_by_nobody(client, address):
    answer = client.trace(address, headers={"X-Secret": "x"})

    assert answer.status_code == 405
    assert "X-Secret" not in answer.text
