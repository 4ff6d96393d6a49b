import pytest
from django.urls import reverse

from matrix.models import Look
from quizzes.models import GradingPolicy, GradingRun, ItemResult
from tests.helpers.item_pages import page_of, url_of
from tests.helpers.regrades import correct, plain, sit
from tests.teach.test_inbox import alarming as alarming

pytestmark = pytest.mark.django_db

REASON = "The key named the hypervisor."


@pytest.fixture
def wronged(learner):
    """A question whose key was corrected after a learner had answered by the old one."""
    version = plain()
    sit(learner, version, answers="b")
    correct(version, "c")
    return version.item


@pytest.fixture
def suspect(alarming):
    return alarming.item


def send(client, item, act: str, **data):
    return client.post(reverse(f"teach:item-{act}", args=[item.pk]), data)


def test_the_page_of_a_question_shows_what_a_regrade_would_change(instructor_client, wronged):
    page = page_of(instructor_client, f"{url_of(wronged)}?policy={GradingPolicy.NEW_KEY}")

    assert "Regrade 1 answer" in page
    assert "The score of 1 attempt by 1 learner would change: 0 better, 1 worse." in page
    assert not GradingRun.objects.exists()


def test_a_question_is_regraded_on_its_own_page(instructor_client, wronged):
    done = send(instructor_client, wronged, "regrade", policy=GradingPolicy.NEW_KEY, reason=REASON)

    run = GradingRun.objects.get()
    assert done["Location"] == reverse("admin:quizzes_gradingrun_change", args=[run.pk])
    assert run.reason == REASON
    assert ItemResult.objects.get(version__item=wronged).marks == 0
    assert "older key" not in page_of(instructor_client, url_of(wronged))


def test_without_a_reason_nothing_is_regraded_and_what_was_chosen_stays(instructor_client, wronged):
    page = send(instructor_client, wronged, "regrade", policy=GradingPolicy.BEST, reason=" ")

    assert page.status_code == 422
    assert "Say what was wrong: every learner whose score changes reads it." in page.text
    assert page.context["correction"].form["policy"].value() == GradingPolicy.BEST
    assert not GradingRun.objects.exists()


def test_nothing_to_regrade_is_refused_with_the_reason(instructor_client):
    page = send(instructor_client, plain().item, "regrade", policy=GradingPolicy.NEW_KEY, reason=REASON)

    assert page.status_code == 422


def test_a_key_that_the_answers_speak_against_is_confirmed_on_the_page(instructor_client, suspect):
    assert "Is the key right?" in page_of(instructor_client, url_of(suspect))

    done = send(instructor_client, suspect, "key", note="The key is right: b is a common misreading.")

    assert done["Location"] == url_of(suspect)
    assert Look.objects.get().note == "The key is right: b is a common misreading."
    assert "Is the key right?" not in page_of(instructor_client, url_of(suspect))


def test_a_key_is_not_confirmed_without_a_note(instructor_client, suspect):
    page = send(instructor_client, suspect, "key", note="")

    assert page.status_code == 422
    assert "Say what you found" in page.text
    assert not Look.objects.exists()


def test_a_key_that_somebody_has_confirmed_is_not_confirmed_twice(instructor_client, suspect):
    send(instructor_client, suspect, "key", note="It is right.")
    again = instructor_client.post(reverse("teach:item-key", args=[suspect.pk]), {"note": "So it is."}, follow=True)

    assert "Someone else already resolved this." in again.text
    assert Look.objects.count() == 1


def test_content_editors_correct_keys_and_leave_regrading_to_instructors(client, content_editor, wronged):
    client.force_login(content_editor)

    assert "older key" not in page_of(client, url_of(wronged))
    assert send(client, wronged, "regrade", policy=GradingPolicy.NEW_KEY, reason=REASON).status_code == 404
    assert not GradingRun.objects.exists()
