"""Which set the practice page recommends, and the reason that it gives."""

import re

import pytest
from django.contrib.postgres.functions import TransactionNow
from django.test import Client

from quizzes.models import CellMemory
from tests.helpers.practices import give, practice, practice_of, versions_on
from tests.helpers.sittings import item_at

pytestmark = pytest.mark.django_db

GUEST_OS = [f"{service}/guest-os" for service in ("ec2", "rds", "lambda", "s3")]
OF_RDS = [f"rds/{layer}" for layer in ("guest-os", "encryption-at-rest", "backup-recovery", "network-config")]


def recommended(client) -> str:
    said = re.search(r'aria-labelledby="recommended".*?</section>', client.get("/practice/").text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", said[0]).split()) if said else ""


def taken(client) -> dict[str, str]:
    """What the button would send."""
    form = re.search(r'aria-labelledby="recommended".*?</section>', client.get("/practice/").text, re.DOTALL)[0]
    return dict(re.findall(r'name="(\w+)"\s+value="([^"]+)"', form)) | {"csrfmiddlewaretoken": ""}


def answered(learner, cells, *, right: bool) -> list:
    attempt = practice_of(learner, *(version for cell in cells for version in versions_on(cell)))
    for position in range(1, len(cells) + 1):
        give(attempt, position, right=right)
    return [item_at(attempt, position).version.item_id for position in range(1, len(cells) + 1)]


def test_with_nothing_answered_it_is_ten_mixed_questions_on_the_core(learner_client):
    for client in (learner_client, Client()):
        assert "10 mixed questions on the core services" in recommended(client)
        assert "You haven’t answered a question yet." in recommended(client)


def test_the_button_starts_what_is_recommended(learner_client, learner):
    learner_client.post("/practice/", taken(learner_client))

    attempt = learner.attempts.get()
    assert attempt.items.count() == 10
    assert attempt.selection["by"] == "mixed"


def test_missed_questions_come_first_and_are_the_very_ones(learner_client, learner):
    missed = answered(learner, GUEST_OS, right=False)
    assert "4 questions you missed" in recommended(learner_client)
    assert "Your latest answer to 4 questions was wrong." in recommended(learner_client)

    learner_client.post("/practice/", taken(learner_client))

    asked = learner.attempts.get(closed_at=None).items.values_list("version__item", flat=True)
    assert sorted(asked) == sorted(missed)


def test_a_question_answered_right_since_is_missed_no_longer(learner_client, learner):
    answered(learner, GUEST_OS, right=False)
    learner_client.post("/practice/", taken(learner_client))
    again = learner.attempts.get(closed_at=None)
    for position in range(1, again.items.count() + 1):
        give(again, position)

    assert "missed" not in recommended(learner_client)
    assert "There’s nothing left to try again." in learner_client.get("/practice/?by=missed").text


def test_facts_that_are_due_are_counted_for_their_service(learner_client, learner):
    answered(learner, OF_RDS, right=True)
    CellMemory.objects.filter(learner=learner).update(due=TransactionNow())

    assert "10 questions on RDS" in recommended(learner_client)
    assert "4 of its facts are due for review." in recommended(learner_client)
    assert taken(learner_client)["service"] == "rds"


def test_else_what_is_new_is_recommended_with_its_number(learner_client, learner):
    answered(learner, OF_RDS, right=True)

    assert re.search(
        r"10 mixed questions \d+ facts are new to you, and they come first\.", recommended(learner_client)
    )


def test_an_open_practice_and_a_link_with_a_choice_stand_alone(learner_client, learner):
    assert "recommended" not in learner_client.get("/practice/?by=layer&layer=guest-os").text
    practice(learner)

    assert not recommended(learner_client)
