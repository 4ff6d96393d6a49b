"""Where log-in leads."""

import pytest

from tests.accounts.test_zones import log_in

pytestmark = pytest.mark.django_db


def test_an_instructor_lands_on_their_tasks_and_a_learner_on_home(client, instructor, lena):
    assert log_in(client, instructor)["Location"] == "/teach/"
    client.post("/account/logout/")

    assert log_in(client, lena)["Location"] == "/"


def test_who_was_on_the_way_somewhere_lands_there(client, instructor):
    assert log_in(client, instructor, next="/matrix/")["Location"] == "/matrix/"


def test_the_log_in_of_home_names_no_page_to_return_to(client):
    assert 'href="/account/login/"' in client.get("/").text.replace("\n", "")
    assert 'href="/account/login/?next=%2Fmatrix%2F"' in client.get("/matrix/").text
