"""What holds for a question of each form, wherever it is asked and wherever it is told of."""

import re
from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bank.models import Form, ItemVersion
from quizzes.attempt_start import Sitting, begin
from quizzes.models import AttemptItem, Mode
from tests.helpers.exam_sittings import HTMX, TIME_OF_SHORT, form_on
from tests.helpers.questions import FORMS, SERVED_AS, twin, without_tokens
from tests.helpers.sittings import item_at, served_event, statements_of, tokens_of

pytestmark = pytest.mark.django_db

# Headers that tell the time, or how many digits it has, or which request it was.
PASSING = ("Content-Length", "Expires", "Refresh", "X-Request-ID")


def attempt_at(learner, version: ItemVersion, mode: str):
    time = TIME_OF_SHORT if mode == Mode.EXAM else None
    return begin(learner, Sitting(mode, "Forms", [version], time=time))


def everywhere_else(attempt) -> list[str]:
    """Every page that speaks of an attempt but is not the question itself."""
    mine = [f"/attempts/{attempt.pk}/", f"/practice/{attempt.pk}/2/report/", f"/exam/{attempt.pk}/finish/"]
    return ["/", "/practice/", "/exam/", "/progress/", "/progress/scores.csv", "/account/download/", *mine]


def first_choice(item: AttemptItem) -> dict:
    """The same whatever is right."""
    if item.version.form == Form.SORT:
        return {f"row-{token}": "aws" for token in tokens_of(item)}
    return {"choice": tokens_of(item)[: 2 if item.version.form == Form.CHOOSE_N else 1]}


def told(client, url: str) -> str:
    """All that a page says, less what differs with each request."""
    response = client.get(url)
    body = re.sub(r'data-left="\d+"|<b class="num">[\d:]+</b>', "", without_tokens(response.content.decode()))
    headers = {name: value for name, value in response.headers.items() if name not in PASSING}
    return f"{url} {response.status_code} {headers} {body}"


def without_a_verdict() -> Iterator:
    """Each form in a practice and in an exam; in every run one of each way to answer, in an exam."""
    for form, mode in product(FORMS, (Mode.DRILL, Mode.EXAM)):
        in_every_run = mode == Mode.EXAM and form.id in ("choose one", "choose two", "sort")
        marks = [] if in_every_run else [pytest.mark.long]
        yield pytest.param(*form.values, mode, id=f"{form.id}, {mode}", marks=marks)


@pytest.mark.parametrize(("make", "keys", "mode"), [*without_a_verdict()])
def test_no_page_and_no_file_tells_what_is_right_in_a_question_without_a_verdict(
    learner_client, learner, make, keys, mode
):
    """R3: history, report, download and the rest; in an exam also when an answer, right or wrong, is saved."""
    version = make()
    attempt = attempt_at(learner, version, mode)
    order = [option.token for option in version.options.order_by("position")]
    seen = set()
    for right in keys:
        with transaction.atomic():
            AttemptItem.objects.create(
                pk=SERVED_AS, attempt=attempt, position=2, version=twin(version, right), order=order
            )
            item = item_at(attempt, 2)
            if mode == Mode.EXAM:
                page = learner_client.get(item.get_absolute_url()).text
                learner_client.post(item.get_absolute_url(), form_on(page) | first_choice(item), headers=HTMX)
            pages = "".join(told(learner_client, url) for url in everywhere_else(attempt))
            # An answer that was saved is told with its moment, its event and how long it took.
            seen.add(re.sub(r'"(received_at|event|took_ms)": [^,]+,', "", pages))
            transaction.set_rollback(True)

    assert len(seen) == 1


@pytest.mark.parametrize("mode", [Mode.CHECK, Mode.DRILL, Mode.REVIEW])
@pytest.mark.parametrize(("make", "keys"), FORMS)
def test_an_answer_costs_at_most_fourteen_queries(learner_client, learner, make, keys, mode):
    """Sure and, unless it happens to be right, wrong: where that brings another question, it is counted too."""
    item = item_at(attempt_at(learner, make(), mode), 1)
    sent = {"event": served_event(item), "confidence": "sure", **first_choice(item)}

    with CaptureQueriesContext(connection) as captured:
        answer = learner_client.post(item.get_absolute_url(), sent, headers=HTMX)

    assert answer.status_code == 200
    assert item.responses.exists()
    assert len(statements_of(captured)) <= 14, statements_of(captured)
