import re
from itertools import cycle
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bank.content import content_of
from bank.generators import GENERATORS
from bank.models import Item, ItemVersion, Option
from bank.publishing import publish, with_content
from matrix import facts
from quizzes.models import AttemptItem, Response
from tests.helpers.questions import SERVED_AS, twin, without_tokens
from tests.helpers.sittings import (
    answer_all,
    begin,
    distractor_of,
    first_item,
    item_at,
    key_of,
    served_event,
    statements_of,
    token_of,
    tokens_of,
)

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
START = "/learn/shared-responsibility-model/check/"


def send(client, item, *, choice="", event=None, unsure=False, **extra):
    data = {"choice": choice, "event": served_event(item) if event is None else event}
    return client.post(item.get_absolute_url(), data | ({"unsure": "1"} if unsure else {}), **extra)


def text_of(response) -> str:
    return response.content.decode()


# Starting


def test_the_check_starts_at_its_first_question(learner_client, learner):
    answer = learner_client.post(START)

    attempt = learner.attempts.get()
    assert answer["Location"] == item_at(attempt, 1).get_absolute_url()


def test_the_check_resumes_at_the_first_question_without_an_answer(learner_client, learner):
    send(learner_client, first_item(learner), unsure=True)

    assert learner_client.post(START)["Location"].endswith("/2/")
    assert learner.attempts.count() == 1


def test_opening_the_address_of_the_check_starts_nothing(learner_client, learner):
    answer = learner_client.get(START)

    assert answer["Location"] == "/learn/shared-responsibility-model/#check"
    assert not learner.attempts.exists()


def test_a_visitor_starts_at_its_first_question_too(client):
    answer = client.post(START)

    assert client.get(answer["Location"]).status_code == 200


def test_an_unknown_lesson_has_no_check(learner_client):
    assert learner_client.post("/learn/no-such-lesson/check/").status_code == 404


# Asking


def test_a_question_comes_without_a_word_of_its_answer(learner_client, learner):
    item = first_item(learner)

    page = text_of(learner_client.get(item.get_absolute_url()))

    assert item.version.stem in page
    for option in item.options:
        assert option.rationale not in page
        assert option.key not in page


@pytest.mark.parametrize(
    ("turns", "every"),
    [
        pytest.param([{}], 1, id="every page", marks=pytest.mark.long),
        pytest.param([HTMX], 5, id="many fragments", marks=pytest.mark.long),
        pytest.param([{}, HTMX], 10, id="some pages and fragments"),
    ],
)
def test_the_page_of_every_question_is_the_same_whichever_option_is_the_key(learner_client, learner, turns, every):
    """R3. The same rows are served again and again, each time with another option as the key.

    A fragment is a part of the page, cut out by the same lines for all questions.
    """
    attempt = begin(learner)
    items = by_hand_and_two_of_each_generator(every)
    assert len(items) >= 10 + 2 * len(GENERATORS)
    for position, (item, headers) in enumerate(zip(items, cycle(turns)), start=100):
        pages = set()
        for number in range(item.published.options.count()):
            with transaction.atomic():
                served = serve_with_key(attempt, item.published, number, position)
                pages.add(without_tokens(text_of(learner_client.get(served.get_absolute_url(), headers=headers))))
                transaction.set_rollback(True)
        assert len(pages) == 1, item.slug


def by_hand_and_two_of_each_generator(every: int) -> list[Item]:
    """Of those by hand one in so many. Derived ones are served by the same lines: two of a kind are enough."""
    published = Item.objects.exclude(published=None)
    chosen = [*published.filter(generator="").order_by("slug").values_list("pk", flat=True)[::every]]
    for generator in GENERATORS:
        chosen += published.filter(generator=generator).order_by("slug").values_list("pk", flat=True)[:2]
    return list(with_content(Item.objects.filter(pk__in=chosen)))


def serve_with_key(attempt, version: ItemVersion, number: int, position: int) -> AttemptItem:
    served, order = twin(version, {number}), [option.token for option in version.options.all()]
    return AttemptItem.objects.create(pk=SERVED_AS, attempt=attempt, version=served, position=position, order=order)


def test_tokens_of_options_are_random_and_not_in_the_order_of_keys():
    tokens = list(Option.objects.values_list("token", flat=True))
    published = Option.objects.filter(version__in=Item.objects.exclude(published=None).values("published"))
    # Of each question the option with the smallest token is the last to come.
    is_key_first = dict(published.order_by("-token").values_list("version", "is_key"))

    assert all(re.fullmatch("[0-9a-f]{16}", token) for token in tokens)
    assert len(set(tokens)) == len(tokens)
    assert len(is_key_first) == Item.objects.exclude(published=None).count()
    assert not all(is_key_first.values())


def test_a_question_keeps_the_choice_of_its_address(learner_client, learner):
    item = first_item(learner)
    token = tokens_of(item)[2]

    page = text_of(learner_client.get(f"{item.get_absolute_url()}?choice={token}"))

    assert re.findall(r'value="(\w+)" checked', page) == [token]


def test_the_page_of_a_question_is_never_kept_by_a_cache(learner_client, learner):
    headers = learner_client.get(first_item(learner).get_absolute_url()).headers

    assert {"no-store", "private"} <= set(re.split(", ?", headers["Cache-Control"]))


def test_a_visitor_is_asked_to_log_in_for_a_question_and_for_a_summary(client, learner):
    item = first_item(learner)

    for url in (item.get_absolute_url(), item.attempt.get_absolute_url()):
        assert client.get(url)["Location"] == f"/account/login/?next={url}"


def test_somebody_elses_question_does_not_exist(stranger_client, learner):
    item = first_item(learner)

    assert stranger_client.get(item.get_absolute_url()).status_code == 404
    assert send(stranger_client, item, unsure=True).status_code == 404
    assert stranger_client.get(item.attempt.get_absolute_url()).status_code == 404
    assert not Response.objects.filter(attempt_item=item).exists()


def test_a_signed_out_answer_comes_back_with_its_choice_after_the_log_in(client, learner):
    item = first_item(learner)
    token = tokens_of(item)[1]

    answer = send(client, item, choice=token)

    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [f"{item.get_absolute_url()}?choice={token}"]


def test_a_signed_out_htmx_answer_is_led_to_the_log_in(client, learner):
    item = first_item(learner)

    answer = send(client, item, choice=tokens_of(item)[1], headers=HTMX)

    assert answer.status_code == 204
    assert "choice" in answer["HX-Redirect"]


# Answering


def test_an_answer_without_scripts_leads_back_to_the_question_with_every_reason(learner_client, learner):
    item = first_item(learner)

    page = text_of(
        learner_client.post(
            item.get_absolute_url(),
            {"choice": token_of(item, distractor_of(item)), "event": served_event(item)},
            follow=True,
        )
    )

    assert "Not quite" in page
    assert "Right answer" in page
    for option in item.options:
        assert option.rationale.replace("'", "&#x27;") in page


def test_an_htmx_answer_gets_the_question_and_the_strip(learner_client, learner):
    item = first_item(learner)

    page = text_of(send(learner_client, item, choice=token_of(item, key_of(item)), headers=HTMX))

    assert "<html" not in page
    assert 'id="question"' in page
    assert 'id="strip" hx-swap-oob="true"' in page
    assert "1 right" in page


def test_the_explanation_tells_the_cell_as_it_stands_now(learner_client, learner):
    item = first_item(learner)
    cell = facts.current().cell_by_id(item.settling_cell)
    type(cell).objects.filter(pk=cell.pk).update(rationale="Because the matrix says so today.")

    page = text_of(send(learner_client, item, unsure=True, headers=HTMX))

    assert "Because the matrix says so today." in page
    assert cell.get_absolute_url() in page
    assert re.findall(r'<tr data-layer="([-a-z]+)" class="lit">', page) == [cell.layer.slug] * 2


def test_nothing_chosen_is_told_at_the_form(learner_client, learner):
    item = first_item(learner)

    answer = send(learner_client, item)

    assert answer.status_code == 422
    assert "Choose an answer" in text_of(answer)
    assert not Response.objects.filter(attempt_item=item).exists()


def test_an_option_of_another_question_is_refused(learner_client, learner):
    attempt = begin(learner)

    answer = send(learner_client, item_at(attempt, 1), choice=tokens_of(item_at(attempt, 2))[0])

    assert answer.status_code == 422
    assert "isn’t part of this question" in text_of(answer)


@pytest.mark.parametrize("event", ["", "nonsense", "WzEsMSwiMDAiXQ:forged", "another question's"])
def test_an_event_that_was_not_served_here_is_refused_and_the_choice_kept(learner_client, learner, event):
    item = first_item(learner)
    token = tokens_of(item)[3]
    if event == "another question's":
        event = served_event(item_at(item.attempt, 2))

    answer = send(learner_client, item, choice=token, event=event)

    assert answer.status_code == 422
    assert "wasn’t sent from this question" in text_of(answer)
    assert f'value="{token}" checked' in text_of(answer)
    assert not Response.objects.filter(attempt_item=item).exists()


def test_the_same_form_sent_twice_shows_the_first_verdict_again(learner_client, learner):
    item = first_item(learner)
    event = served_event(item)
    send(learner_client, item, choice=token_of(item, distractor_of(item)), event=event)

    again = send(learner_client, item, choice=token_of(item, key_of(item)), event=event, headers=HTMX)

    assert again.status_code == 200
    assert "Not quite" in text_of(again)


def test_a_second_tab_is_shown_what_stands(learner_client, learner):
    item = first_item(learner)
    send(learner_client, item, choice=token_of(item, distractor_of(item)))

    late = send(learner_client, item, choice=token_of(item, key_of(item)), headers=HTMX)

    assert late.status_code == 409
    assert "That answer counts" in text_of(late)
    assert "Not quite" in text_of(late)


def test_after_the_last_question_comes_the_score(learner_client, learner):
    attempt = begin(learner)
    for position in range(1, 11):
        page = text_of(send(learner_client, item_at(attempt, position), unsure=True, headers=HTMX))

    assert "See your score" in page
    assert attempt.get_absolute_url() in page


def test_a_finished_attempt_stays_readable(learner_client, learner):
    attempt = answer_all(begin(learner))

    page = text_of(learner_client.get(item_at(attempt, 4).get_absolute_url()))

    assert "Your answer" in page


# Versions


def changed_key(item: Item) -> dict:
    content = content_of(with_content(Item.objects.filter(pk=item.pk)).get().published)
    for option in content["options"]:
        option["is_key"] = option["text"].startswith("AWS Systems Manager")
        option["claims"] = []
    return content


def test_an_old_attempt_shows_the_version_that_was_served(learner_client, learner):
    item = first_item(learner)
    send(learner_client, item, choice=token_of(item, key_of(item)))
    publish(item.version.item, {**changed_key(item.version.item), "stem": "Another stem?"})

    page = text_of(learner_client.get(item.get_absolute_url()))

    assert item.version.stem in page
    assert "Another stem?" not in page
    assert "We were wrong about this question and corrected it on" in page
    assert item_at(item.attempt, 1).result.marks == 1000


def test_a_new_attempt_asks_the_new_version(learner):
    answered = answer_all(begin(learner))
    item = item_at(answered, 1).version.item
    version = publish(item, {**changed_key(item), "stem": "Another stem?"})

    assert item_at(begin(learner), 1).version == version


# Queries


def test_a_question_costs_at_most_six_queries(learner_client, learner):
    item = first_item(learner)
    learner_client.get(item.get_absolute_url())

    with CaptureQueriesContext(connection) as before:
        learner_client.get(item.get_absolute_url())
    send(learner_client, item, unsure=True)
    with CaptureQueriesContext(connection) as after:
        learner_client.get(item.get_absolute_url())

    assert len(statements_of(before)) <= 6
    assert len(statements_of(after)) <= 6


def test_an_answer_costs_four_queries_and_the_last_one_more(learner_client, learner):
    attempt = begin(learner)
    costs = []
    for position in range(1, 11):
        item = item_at(attempt, position)
        with CaptureQueriesContext(connection) as captured:
            send(learner_client, item, choice=tokens_of(item)[0], headers=HTMX)
        costs.append(len(statements_of(captured)))

    assert costs[1:] == [4] * 8 + [5]  # the first may read the facts


def test_a_retry_starts_at_its_first_question(learner_client, learner):
    attempt = answer_all(begin(learner), wrong={6})

    answer = learner_client.post(reverse("quizzes:attempt-retry", args=[attempt.pk]))

    again = learner.attempts.get(retry_of=attempt)
    assert answer["Location"] == item_at(again, 1).get_absolute_url()
    assert again.items.count() == 1


def test_a_question_about_a_whole_control_is_explained_by_its_halves(learner_client, learner):
    control = facts.current().controls["patch-management"]
    asked = begin(learner).items.get(version__item__slug="patch-management-over-the-stack")

    page = text_of(send(learner_client, item_at(asked.attempt, asked.position), unsure=True, follow=True))

    assert control.aws_part in page
    assert control.customer_part in page


@pytest.mark.parametrize("position", [0, 11, 40_000, 10**9, 10**20])
def test_a_question_that_the_attempt_has_not_does_not_exist(learner_client, learner, position):
    assert learner_client.get(f"/practice/{begin(learner).pk}/{position}/").status_code == 404
