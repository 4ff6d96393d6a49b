"""Ways in which plans and reviews are stored."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import Learner
from planner.models import Forecast, StudyPlan
from quizzes import attempt_start, ledger
from quizzes.models import Attempt, Mode
from tests.faults.injecting import Path
from tests.faults.subjects import Subject, all_of, person, questions, turn_to, withdrawn


def planning(subject: Subject) -> list[object]:
    """What the plan stored, and whether a review is whole."""
    learner = Learner.objects.get(pk=subject.learner.pk)
    reviews = Attempt.objects.filter(learner=learner, mode=Mode.REVIEW)
    return [
        list(StudyPlan.objects.filter(learner=learner).values_list("exam_on", "minutes")),
        learner.due_on is not None,
        Forecast.objects.filter(learner=learner).count(),
        [(review.items.count() == len(review.selection["cells"]), review.closed_at) for review in reviews],
    ]


def whole(subject: Subject) -> list[object]:
    return [tuple(planning(subject))]


def save_plan() -> Path:
    sent = {"exam_on": (timezone.localdate() + timedelta(days=30)).isoformat(), "minutes": "15"}

    def act(subject):
        return subject.client.post(reverse("planner:plan"), sent).status_code == 302

    return Path(person, act, whole)


def begin_review() -> Path:
    def prepare():
        subject = person()
        exam_on = timezone.localdate() + timedelta(days=30)
        StudyPlan.objects.create(learner=subject.learner, exam_on=exam_on, minutes=5)
        return subject

    def act(subject):
        return subject.client.post(reverse("planner:review")).status_code == 302

    return Path(prepare, act, whole)


def answer_in_review() -> Path:
    def prepare():
        subject = person()
        subject.versions = questions(2)
        Learner.objects.filter(pk=subject.learner.pk).update(due_count=5, due_on=timezone.localdate())
        selection = {"by": "plan", "cells": {"1": [1], "2": [2]}}
        sitting = attempt_start.Sitting(Mode.REVIEW, "Faults", subject.versions, selection=selection)
        subject.attempt = attempt_start.begin(subject.learner, sitting)
        turn_to(subject, 1)
        return subject

    def act(subject):
        return ledger.answer(subject.item, event=subject.event, answer=ledger.choosing("b"))

    def look(subject):
        due = Learner.objects.get(pk=subject.learner.pk).due_count
        return [(all_of(subject), due)]

    return Path(prepare, act, look, withdrawn)
