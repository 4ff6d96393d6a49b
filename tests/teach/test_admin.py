import csv
import re
from io import StringIO

import pytest
from django.urls import reverse

from accounts.cohorts.membership import leave
from matrix.editing.subject_paths import path_of, subject_at
from quizzes.models import Attempt
from tests.helpers.cohorts import class_of, member
from tests.helpers.sittings import answer_all, begin, the_check

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def test_a_learner_has_no_way_in(learner_client):
    assert learner_client.get(reverse("admin:quizzes_attempt_scores")).status_code == 302


def test_every_list_can_be_searched(instructor_client):
    for name in ("bank_item", "quizzes_quiz", "quizzes_attempt", "bank_itemversion"):
        page = instructor_client.get(reverse(f"admin:{name}_changelist"), {"q": "shared"})
        assert page.status_code == 200


def test_a_quiz_leads_to_its_questions(instructor_client):
    quiz = the_check()

    page = instructor_client.get(reverse("admin:quizzes_quiz_change", args=[quiz.pk]))

    assert reverse("admin:quizzes_quiz_questions", args=[quiz.pk]) in text_of(page)


def test_the_page_of_an_attempt_has_no_inline_style_or_script(superuser_client, learner):
    attempt = answer_all(begin(learner))
    html = text_of(superuser_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])))

    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son\w+=", html)


# Attempts


@pytest.fixture
def taught(instructor, learner):
    return class_of(instructor, learner)


def test_instructors_see_the_attempts_of_their_classes_and_superusers_all(
    taught, instructor_client, superuser_client, learner, stranger
):
    answer_all(begin(learner), wrong={1, 2})
    begin(stranger)
    address = reverse("admin:quizzes_attempt_changelist")

    mine, every = text_of(instructor_client.get(address)), text_of(superuser_client.get(address))

    assert learner.user.email in mine
    assert "8 right: 80%" in mine
    assert stranger.user.email not in mine
    assert "0 of 10 answered" not in mine
    assert learner.user.email in every
    assert stranger.user.email in every


def test_no_way_of_the_admin_leads_an_instructor_to_a_strangers_attempt(taught, instructor_client, stranger):
    attempt = answer_all(begin(stranger))
    listed = reverse("admin:quizzes_attempt_changelist")

    for address in (
        reverse("admin:quizzes_attempt_change", args=[attempt.pk]),
        reverse("admin:quizzes_attempt_history", args=[attempt.pk]),
    ):
        answer = instructor_client.get(address)
        assert answer.status_code == 302, address
        assert stranger.user.email not in answer.text
    assert "0 attempts" in text_of(instructor_client.get(listed, {"q": stranger.user.email}))
    assert rows_of(instructor_client.get(reverse("admin:quizzes_attempt_scores"))) == []
    chosen = {"action": "export_selected", "_selected_action": [attempt.pk]}
    assert stranger.user.email not in instructor_client.post(listed, chosen, follow=True).text


def test_an_attempt_is_out_of_sight_when_its_learner_has_left(taught, instructor_client, learner):
    attempt = answer_all(begin(learner))
    leave(member(taught, learner))

    assert instructor_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])).status_code == 302


def test_attempts_are_found_by_learner(superuser_client, learner, stranger):
    answer_all(begin(learner))
    answer_all(begin(stranger))

    page = text_of(superuser_client.get(reverse("admin:quizzes_attempt_changelist"), {"q": stranger.user.email}))

    assert f">{stranger.user.email}<" in page
    assert f">{learner.user.email}<" not in page


def test_an_attempt_shows_each_answer_and_what_stood(taught, instructor_client, learner):
    attempt = answer_all(begin(learner), unsure={2})

    page = text_of(instructor_client.get(reverse("admin:quizzes_attempt_change", args=[attempt.pk])))

    assert "I don’t know" in page
    assert page.count(", current") == 10


def test_an_attempt_cannot_be_changed_or_deleted(taught, instructor_client, superuser_client, learner):
    attempt = answer_all(begin(learner))
    for client in (instructor_client, superuser_client):
        assert client.post(reverse("admin:quizzes_attempt_change", args=[attempt.pk]), {}).status_code == 403
        assert client.post(reverse("admin:quizzes_attempt_delete", args=[attempt.pk]), {}).status_code == 403

    assert Attempt.objects.filter(pk=attempt.pk).exists()


def rows_of(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text_of(answer))))


def test_the_filtered_list_is_exported(superuser_client, learner, stranger):
    answer_all(begin(learner), wrong={1})
    answer_all(begin(stranger))

    address = reverse("admin:quizzes_attempt_scores")
    [row] = rows_of(superuser_client.get(address, {"q": learner.user.email}))

    assert (row["email address"], row["right"]) == (learner.user.email, "9")


def test_selected_attempts_are_exported(superuser_client, learner, stranger):
    chosen = answer_all(begin(learner))
    answer_all(begin(stranger))

    answer = superuser_client.post(
        reverse("admin:quizzes_attempt_changelist"), {"action": "export_selected", "_selected_action": [chosen.pk]}
    )

    assert [row["email address"] for row in rows_of(answer)] == [learner.user.email]


def test_a_name_that_is_a_formula_is_exported_as_text(taught, instructor_client, learner):
    learner.user.name = '=HYPERLINK("http://example.com")'
    learner.user.save()
    answer_all(begin(learner))

    [row] = rows_of(instructor_client.get(reverse("admin:quizzes_attempt_scores"), {"q": learner.user.email}))

    assert row["name"] == '\'=HYPERLINK("http://example.com")'


# Paths of subjects


@pytest.mark.parametrize(
    "subject",
    [
        {"cell": "ec2/guest-os"},
        {"duty": "ec2/guest-os/patch-the-guest-operating-system"},
        {"control": "patch-management"},
        {"control": "patch-management", "half": "aws"},
        {"layer": "guest-os", "services": "all-but-hybrid"},
    ],
)
def test_a_subject_typed_as_a_path_is_the_same_subject(subject):
    assert subject_at(path_of(subject)) == subject


def test_the_admin_calls_questions_as_teachers_do(instructor_client):
    page = instructor_client.get(reverse("admin:index"))

    names = {app["app_label"]: [model["name"] for model in app["models"]] for app in page.context["app_list"]}
    assert all(called == sorted(called) for called in names.values())
    assert {"Questions", "Versions of questions"} < set(names["bank"])
    assert "Regrades" in names["quizzes"]
    assert "Items" not in names["bank"]


def test_scores_by_a_filter_that_is_none_lead_back_to_the_list(instructor_client):
    answer = instructor_client.get("/admin/quizzes/attempt/scores.csv?nonsense=1")

    assert answer.status_code == 302
    assert answer["Location"] == "/admin/quizzes/attempt/"
