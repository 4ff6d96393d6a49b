"""Into a class by a code that is read out: short, counted when it is wrong, renewed and closed by the teacher."""

import pytest

from accounts.cohorts.class_code import LENGTH, LETTERS, code_of, renew_code
from accounts.cohorts.lifecycle import archive
from accounts.login.guess_limit import PER_NETWORK
from accounts.models import CohortMembership, Guess
from accounts.roles import INSTRUCTORS
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of, member

pytestmark = pytest.mark.django_db

JOIN = "/join/"


@pytest.fixture
def cohort(instructor):
    return class_of(instructor, name="Evening class")


@pytest.fixture
def invite(cohort, instructor):
    return renew_code(cohort, by=instructor)


def invites_page(cohort) -> str:
    return f"/teach/students/{cohort.pk}/invites/"


def enter(client, code: str, **how):
    return client.post(JOIN, {"code": code}, **how)


def test_a_teacher_makes_a_code_and_a_learner_joins_with_it(cohort, instructor_client, learner_client, learner):
    instructor_client.post(invites_page(cohort) + "code/")
    invite = code_of(cohort)
    shown = instructor_client.get(invites_page(cohort)).text
    assert invite.spaced_code in shown
    assert f"http://testserver{JOIN}" in shown
    assert invite.token not in shown

    page = enter(learner_client, invite.code, follow=True).text
    assert "Evening class" in page
    assert "every attempt with each answer and score" in page
    assert not CohortMembership.objects.exists()
    learner_client.post(invite.get_absolute_url())

    assert member(cohort, learner).invite == invite
    assert "1 joined with it" in instructor_client.get(invites_page(cohort)).text


def test_a_code_has_only_letters_that_are_not_misread(invite):
    assert len(invite.code) == LENGTH
    assert set(invite.code) <= set(LETTERS)
    assert not set(LETTERS) & set("AEIOULY0123456789")


def test_a_code_is_read_in_small_letters_and_with_blanks(invite, learner_client):
    typed = f" {invite.code[:4].lower()}-{invite.code[4:].lower()} "

    assert enter(learner_client, typed)["Location"] == invite.get_absolute_url()


def test_a_visitor_is_asked_to_log_in_and_comes_back_with_the_code(invite, client):
    page = client.get(f"{JOIN}?code={invite.code}").text

    assert f"/account/login/?next=%2Fjoin%2F%3Fcode%3D{invite.code}" in page
    answer = enter(client, invite.code)
    assert "You need an account" in answer.text
    assert not Guess.objects.exists()


def test_the_code_of_the_address_stands_in_the_field(invite, learner_client):
    assert f'value="{invite.code}"' in learner_client.get(f"{JOIN}?code={invite.code}").text


def test_wrong_codes_are_counted_until_even_the_right_one_is_refused(invite, learner_client):
    for _ in range(PER_NETWORK):
        answer = enter(learner_client, "BBBBBBBB")
        assert answer.status_code == 422
        assert "No class has this code." in answer.text

    answer = enter(learner_client, invite.code)

    assert answer.status_code == 422
    assert "Too many tries. Wait 15 minutes" in answer.text


def test_right_codes_use_up_no_tries_and_other_people_keep_theirs(invite, learner_client, stranger_client):
    for _ in range(PER_NETWORK * 2):
        assert enter(learner_client, invite.code).status_code == 302
    for _ in range(PER_NETWORK):
        enter(learner_client, "BBBBBBBB")

    assert enter(stranger_client, invite.code).status_code == 302


def test_a_new_code_ends_the_one_before(cohort, invite, instructor_client, learner_client, learner):
    instructor_client.post(invites_page(cohort) + "code/")

    assert code_of(cohort).code != invite.code
    assert "This invitation was withdrawn." in enter(learner_client, invite.code, follow=True).text
    assert learner_client.post(invite.get_absolute_url()).status_code == 409


def test_a_closed_code_lets_nobody_in(cohort, invite, instructor_client, learner_client):
    instructor_client.post(invites_page(cohort) + "code/", {"close": "yes"})

    assert code_of(cohort) is None
    assert "Create code" in instructor_client.get(invites_page(cohort)).text
    assert learner_client.post(invite.get_absolute_url()).status_code == 409


def test_the_code_of_an_archived_class_lets_nobody_in(cohort, invite, learner_client):
    archive(cohort)

    assert "This class is over." in enter(learner_client, invite.code, follow=True).text


def test_another_teacher_neither_makes_nor_closes_a_code(cohort, invite):
    otto = client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True))

    assert otto.post(invites_page(cohort) + "code/").status_code == 404
    assert otto.post(invites_page(cohort) + "code/", {"close": "yes"}).status_code == 404
    assert code_of(cohort) == invite


def test_a_code_without_letters_is_asked_for(learner_client):
    answer = enter(learner_client, "")

    assert answer.status_code == 422
    assert "Enter the code of your class." in answer.text
    assert not Guess.objects.exists()
