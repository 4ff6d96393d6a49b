"""Ways in which answers of checks, lessons and practice are stored."""

import re

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from bank.models import MADE_TO_ORDER, Item, ItemVersion
from lessons.markup import read
from lessons.models import Lesson
from lessons.section_questions import places_in
from quizzes import answer_events, attempt_start, ledger
from quizzes.models import GradingPolicy, Mode
from quizzes.regrade import run
from serving.uuid7 import uuid7
from tests.faults.injecting import Path
from tests.faults.subjects import (
    LESSON,
    Subject,
    all_of,
    at_questions,
    begun,
    correct,
    only_item,
    person,
    turn_to,
    visitor,
    withdrawn,
)
from tests.helpers.sittings import served_event, token_of


def begin_check() -> Path:
    def act(subject):
        return subject.client.post(reverse("quizzes:check", args=[LESSON])).status_code == 302

    return Path(person, act, all_of)


def answer(*, last: bool = False, corrected: bool = False, sure_and_wrong: bool = False) -> Path:
    """To the first of two questions, the last one, or one whose key was corrected and regraded meanwhile.

    Sure and wrong brings another question.
    """
    choice, confidence = ("a", "sure") if sure_and_wrong else ("b", "think-so")

    def prepare():
        subject = at_questions(2)
        if last:
            ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
            turn_to(subject, 2)
        if corrected:
            correct_and_regrade(subject)
            turn_to(subject, 1)
        subject.event = served_event(subject.item)
        return subject

    def act(subject):
        sent = {"choice": token_of(subject.item, choice), "confidence": confidence, "event": subject.event}
        reply = subject.client.post(subject.item.get_absolute_url(), sent, headers={"HX-Request": "true"})
        return reply.status_code == 200

    return Path(prepare, act, all_of, withdrawn)


def take_back() -> Path:
    """A wrong answer that was a slip; its question joins the attempt once more."""

    def prepare():
        subject = at_questions(2)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
        return subject

    def act(subject):
        url = reverse("quizzes:attempt-item-slip", args=[subject.attempt.pk, 1])
        return subject.client.post(url).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


def answer_in_lesson() -> Path:
    """The question after a section; its form comes with the lesson's page."""

    def prepare():
        subject = person()
        subject.place = places_in(read(Lesson.objects.get(slug=LESSON).body))[0].name
        page = subject.client.get(reverse("lessons:lesson", args=[LESSON])).text
        subject.sent = re.search(rf'id="ask-{subject.place}".*?name="event"\s+value="([^"]+)"', page, re.DOTALL)[1]
        subject.event = answer_events.read_any(subject.sent)[1].id
        return subject

    def act(subject):
        url = reverse("quizzes:lesson-question", args=[LESSON, subject.place])
        sent = {"unsure": "1", "event": subject.sent}
        return subject.client.post(url, sent, headers={"HX-Request": "true"}).status_code == 200

    return Path(prepare, act, all_of)


def correct_and_regrade(subject: Subject) -> None:
    """Somebody else had answered the first question, so that there was something to grade anew."""
    other = attempt_start.begin(person().learner, attempt_start.Sitting(Mode.DRILL, "Other", subject.versions[:1]))
    ledger.answer(only_item(other), event=uuid7(), answer=ledger.choosing("b"))
    item = correct(subject.versions[0])
    run.work(run.order([item.pk], policy=GradingPolicy.NEW_KEY, reason="It is c.", author=1))


def retry() -> Path:
    def prepare():
        subject = at_questions(2)
        for position in (1, 2):
            turn_to(subject, position)
            ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("a"))
        return subject

    def act(subject):
        return subject.client.post(reverse("quizzes:attempt-retry", args=[subject.attempt.pk])).status_code == 302

    return Path(prepare, act, all_of, withdrawn)


def begin_practice() -> Path:
    def act(subject):
        chosen = {"by": "layer", "layer": "hardware-network", "length": "5"}
        return subject.client.post(reverse("quizzes:practice"), chosen).status_code == 302

    return Path(person, act, begun)


def begin_practice_of_rows() -> Path:
    """It stores the questions that it asks."""

    def prepare():
        made = Item.objects.filter(generator__in=MADE_TO_ORDER)
        made.update(generator="gone", slug=Concat(Value("gone-"), Cast("pk", CharField())))
        return person()

    def act(subject):
        chosen = {"by": "rows", "service": "rds", "length": "5"}
        return subject.client.post(reverse("quizzes:practice"), chosen).status_code == 302

    def look(subject):
        made = ItemVersion.objects.filter(item__generator__in=MADE_TO_ORDER)
        whole = made.filter(item__published=F("pk"), options__claims__isnull=False, tested_cells__isnull=False)
        return [*begun(subject), [made.count(), whole.distinct().count()]]

    return Path(prepare, act, look)


def begin_exam_as_guest() -> Path:
    def act(subject):
        return subject.client.post(reverse("quizzes:exam"), {"length": "short"}).status_code == 302

    return Path(visitor, act, begun)


def report_problem() -> Path:
    def prepare():
        subject = at_questions(1)
        ledger.answer(subject.item, event=uuid7(), answer=ledger.choosing("b"))
        return subject

    def act(subject):
        """Sent again it shows the report that is there."""
        url = reverse("quizzes:attempt-item-report", args=[subject.attempt.pk, 1])
        return subject.client.post(url, {"text": "Option a is right as well."}).status_code in (200, 302)

    def look(subject):
        return [list(subject.learner.problem_reports.values_list("text", flat=True))]

    return Path(prepare, act, look, withdrawn)
