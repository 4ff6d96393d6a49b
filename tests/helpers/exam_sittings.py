"""Exams for tests: begun by the page, answered, moved in time."""

import re
from datetime import timedelta

from accounts.models import Learner
from bank.models import Form
from matrix.facts import current
from quizzes.attempt_end import GRACE
from quizzes.attempt_start import Sitting, begin, published
from quizzes.exam import simulations
from quizzes.exam.page import exam_item_of
from quizzes.ledger import flag, save
from quizzes.models import Attempt, Mode, Response, ServedItem
from serving.uuid7 import uuid7
from tests.helpers.sittings import item_at, right_answer, token_of, wrong_answer

HTMX = {"HX-Request": "true"}
AUTOSAVE = {"autosave": "1"}
TIME_OF_SHORT = timedelta(minutes=27, seconds=40)


def begin_exam(learner: Learner, simulation=simulations.SHORT) -> Attempt:
    return simulations.start(learner, simulation, current())


def begin_plain_exam(learner: Learner) -> Attempt:
    """The short form, with one answer to each question: whatever one option is chosen is an answer."""
    items = simulations.askable().filter(published__form=Form.CHOOSE_ONE).order_by("pk")
    versions = published(items.values_list("pk", flat=True)[: simulations.SHORT.questions])
    return begin(learner, Sitting(Mode.EXAM, simulations.SHORT.title, versions, time=simulations.SHORT.time))


def exam_item(attempt: Attempt, position: int) -> ServedItem:
    return exam_item_of(attempt.learner, attempt.pk, position)


def answered(attempt: Attempt, position: int, *, right: bool = True) -> None:
    item = item_at(attempt, position)
    given = right_answer(item) if right else wrong_answer(item)
    save(item, event=uuid7(), sequence=item.next_sequence, answer=given)


def flagged(attempt: Attempt, position: int) -> None:
    flag(item_at(attempt, position), event=uuid7(), on=True)


def turn_back(attempt: Attempt, by: timedelta) -> None:
    """As if it had begun so much earlier."""
    started, deadline = attempt.started_at - by, attempt.deadline - by
    Attempt.objects.filter(pk=attempt.pk).update(started_at=started, deadline=deadline)
    attempt.refresh_from_db()


def let_time_pass(attempt: Attempt) -> None:
    """Its time is up, the grace included."""
    turn_back(attempt, TIME_OF_SHORT + GRACE + timedelta(seconds=1))


def form_on(page: str) -> dict[str, str]:
    """What the form of an exam's question would send, with nothing chosen anew."""
    return {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("event", "flag_event")}


def shown(client, item, **extra) -> str:
    return client.get(item.get_absolute_url(), **extra).text


def send(client, item, page: str, key: str = "", **more):
    """Sends the form of a page, with the option of this key chosen."""
    extra = {"headers": more.pop("headers", {})}
    chosen = {"choice": token_of(item, key)} if key else {}
    return client.post(item.get_absolute_url(), form_on(page) | chosen | more, **extra)


def saved(attempt: Attempt) -> list[list[str]]:
    return [r.chosen for r in Response.objects.filter(attempt_item__attempt=attempt, kind="save").order_by("pk")]


def exam_of(learner, *versions) -> Attempt:
    return begin(learner, Sitting("exam", "Exam", versions, time=timedelta(minutes=5)))
