"""Answering twice, beginning too often and answering too late, with as many tries as a learner has patience for.

The tests that commit use people of their own.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from quizzes.attempt_end import GRACE, close_if_over
from quizzes.attempt_start import NoAttemptsLeft, Sitting, begin, published, start
from quizzes.ledger import choosing, save
from quizzes.models import Attempt, AttemptScore, ItemResult, Mode, Quiz, Response, Slot
from serving.uuid7 import uuid7
from tests.faults.subjects import person, questions
from tests.helpers.pages import tight
from tests.helpers.sittings import begin as begin_check
from tests.helpers.sittings import item_at, the_check

TRIES, AT_ONCE, ALLOWED = 200, 50, 3


def at_once(count: int, work: Callable) -> list:
    """What each of so many returns or raises, each on a connection of its own, all at the same moment."""
    ready = Barrier(count)

    def run(number):
        try:
            connection.ensure_connection()
            ready.wait(60)
            return work(number)
        except NoAttemptsLeft as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


# ---- Two tabs


def form_of(page: str) -> tuple[str, dict[str, str]]:
    """The event of a question's form, and the token of each option by its text."""
    page = tight(page)
    event = re.search(r'name="event" value="([^"]+)"', page)[1]
    offered = re.findall(r'name="choice" id="[^"]+" value="(\w+)".*?</span><span>(.*?)</span>', page)
    return unescape(event), {text: token for token, text in offered}


def key_shown(page: str) -> str:
    """The text of the right option, as the explanation shows it."""
    return re.search(r'<li class="opt right">.*?<span class="text">(.*?)</span>', tight(page))[1]


def try_to_cheat(client, url: str, *, asks: bool) -> int:
    """Answers in one tab, by a wrong guess or "not sure", reads the key there, and sends it from the other tab."""
    first, second = (form_of(client.get(url).content.decode()) for _ in range(2))
    token = next(iter(first[1].values()))
    sent = {"event": first[0], "unsure": "1"} if asks else {"event": first[0], "choice": token}
    page = client.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    key = key_shown(page)
    return client.post(url, {"event": second[0], "choice": second[1][key]}).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("wanted", [30, pytest.param(TRIES, marks=pytest.mark.long)])
def test_reading_the_key_in_one_tab_never_helps_the_other(learner_client, learner, wanted):
    tries, rights = 0, 0
    while tries < wanted:
        attempt = begin_check(learner)
        for position in range(1, 11):
            item = item_at(attempt, position)
            assert try_to_cheat(learner_client, item.get_absolute_url(), asks=position % 2 == 0) == 409
            [response] = Response.objects.filter(attempt_item=item)
            marks = ItemResult.objects.get(attempt_item=item).marks
            rights += marks > 0  # guessed right at once: no try
            assert not (marks and response.is_unsure)
            tries += marks == 0

    attempts = Attempt.objects.filter(learner=learner)
    assert sum(AttemptScore.objects.filter(attempt__in=attempts).values_list("right", flat=True)) == rights
    print(f"{tries} tries, 0 of them changed an answer")


# ---- Fifty starts


@pytest.fixture
def limited() -> Quiz:
    """A quiz that may be begun three times."""
    quiz = Quiz.objects.create(slug=f"limited-{uuid4()}", title="Limited", attempts_allowed=ALLOWED)
    Slot.objects.create(quiz=quiz, position=1, item=the_check().slots.first().item)
    return quiz


@pytest.mark.django_db(transaction=True)
def test_fifty_starts_at_once_begin_one_attempt(limited):
    learner = person().learner

    started = at_once(AT_ONCE, lambda number: start(limited, learner))

    assert len({attempt.pk for attempt in started}) == 1
    assert Attempt.objects.filter(learner=learner).count() == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_new_beginnings_at_once_are_no_more_than_the_quiz_allows(limited):
    learner = person().learner
    versions = published(limited.slots.values_list("item", flat=True))
    sitting = Sitting(limited.mode, limited.title, versions, quiz=limited)

    begun = at_once(AT_ONCE, lambda number: begin(learner, sitting, leaving_open=True))

    assert sum(isinstance(each, NoAttemptsLeft) for each in begun) == AT_ONCE - ALLOWED
    assert Attempt.objects.filter(learner=learner).count() == ALLOWED
    assert Attempt.objects.filter(learner=learner, closed_at=None).count() == 1


# ---- The deadline


@pytest.mark.django_db(transaction=True)
def test_nothing_counts_that_arrives_after_the_grace_and_everything_before_it():
    learner = person().learner
    versions = questions(1)
    attempt = begin(learner, Sitting(Mode.EXAM, "Clock", versions, time=timedelta(minutes=20)))
    item = item_at(attempt, 1)
    Attempt.objects.filter(pk=attempt.pk).update(deadline=Now() - GRACE + timedelta(seconds=1))

    def send_until_late(number):
        late = sent = 0
        while late < 10:
            late += save(item, event=uuid7(), sequence=30_000, answer=choosing("abcd"[sent % 4])).late
            sent += 1

    at_once(8, send_until_late)
    attempt.refresh_from_db()
    closed = close_if_over(attempt)

    late = Response.objects.filter(attempt_item=item, received_at__gt=attempt.deadline + GRACE)
    in_time = Response.objects.filter(attempt_item=item, received_at__lte=attempt.deadline + GRACE)
    print(f"{in_time.count()} saves in time, {late.count()} after the grace, 0 on the wrong side")
    assert in_time.exists()
    assert late.count() >= 80
    assert not in_time.filter(late=True).exists()
    assert not late.filter(late=False).exists()
    assert closed.ending == "time"
    assert ItemResult.objects.get(attempt_item=item).response == in_time.order_by(F("sequence").desc()).first()
    versions[0].item.published = None
    versions[0].item.save(update_fields=["published"])
