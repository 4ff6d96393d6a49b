"""Questions in a lesson that were edited, withdrawn or replaced meanwhile."""

import pytest

from bank.content import content_of
from bank.models import Contradiction, Item
from bank.publishing import publish
from tests.helpers.lesson_questions import ASKED, BODY, URL, answer, place, sent_from
from tests.helpers.lesson_questions import lesson as lesson
from tests.helpers.pages import tight
from tests.lessons.conftest import HTMX

pytestmark = pytest.mark.django_db


def test_an_edit_in_the_meantime_keeps_the_version_that_was_shown(learner_client, learner):
    page = learner_client.get(URL).text
    item = Item.objects.get(slug=ASKED)
    shown = item.published
    publish(item, content_of(shown) | {"stem": "Other words?"}, change="clarify")

    reply = answer(learner_client, page=page, version=shown)

    assert reply.status_code == 200
    assert shown.stem in reply.text
    assert learner.attempts.get().items.get().version == shown


def test_a_key_corrected_in_the_meantime_is_shown_as_corrected(learner_client):
    page = learner_client.get(URL).text
    item = Item.objects.get(slug=ASKED)
    shown = item.published
    content = content_of(shown)
    wrong = next(option for option in content["options"] if not option["is_key"])
    for option in content["options"]:
        option["is_key"] = option["key"] == wrong["key"]
        option["claims"] = []
    publish(item, content, change="key_change")

    reply = answer(learner_client, page=page, version=shown)

    assert reply.status_code == 200
    assert "We were wrong about this question" in reply.text
    assert "the answer was corrected since" in tight(place(learner_client.get(URL).text))


def test_another_question_under_the_same_name_is_not_answered_yet(learner_client):
    answer(learner_client)
    item = Item.objects.get(slug=ASKED)

    publish(item, content_of(item.published) | {"stem": "Something else?"}, change="semantic")

    assert 'name="choice"' in place(learner_client.get(URL).text)


@pytest.mark.parametrize("why", ["withdrawn", "contradicted"])
def test_a_question_that_went_away_says_so_and_stores_nothing(learner_client, learner, why):
    page = learner_client.get(URL).text
    sent = sent_from(page)
    item = Item.objects.get(slug=ASKED)
    if why == "withdrawn":
        Item.objects.filter(pk=item.pk).update(published=None)
    else:
        Contradiction.objects.create(item=item, version=item.published)

    reply = learner_client.post(f"{URL}questions/shifts/", sent, headers=HTMX)

    assert reply.status_code == 422
    assert "not asked any more" in reply.text
    assert not learner.attempts.exists()


def test_a_question_that_took_its_place_is_shown_instead(learner_client, learner, lesson):
    page = learner_client.get(URL).text
    sent = sent_from(page)
    lesson.body = BODY.replace(ASKED, "ecs-to-fargate")
    lesson.save()

    reply = learner_client.post(f"{URL}questions/shifts/", sent, headers=HTMX)

    assert reply.status_code == 409
    assert "replaced while you had the page open" in reply.text
    assert Item.objects.get(slug="ecs-to-fargate").published.stem in reply.text
    assert not learner.attempts.exists()
